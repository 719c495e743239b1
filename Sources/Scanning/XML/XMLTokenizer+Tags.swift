extension XMLTokenizer {
    /// Reads a start tag; true where the element ends with it.
    mutating func startTag(_ bytes: Span<UInt8>) throws(XMLError) -> Bool {
        guard open.count < limits.depth else { throw failure("deeper than \(limits.depth) levels", at: at) }
        let start = at
        let bindings = namespaces.count
        at += 1
        let raw = try rawName(bytes)
        written.removeAll(keepingCapacity: true)
        attributes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        var isEmpty = false
        while true {
            let next = Self.skipSpace(bytes, at)
            guard next < bytes.count else { throw failure("the document ends early", at: next) }
            if bytes[next] == UInt8(ascii: ">") {
                at = next + 1
                break
            }
            if bytes[next] == UInt8(ascii: "/") {
                guard next + 1 < bytes.count, bytes[next + 1] == UInt8(ascii: ">") else { throw failure("a tag without end", at: start) }
                at = next + 2
                isEmpty = true
                break
            }
            guard next > at else { throw failure("no space before an attribute", at: next) }
            guard written.count < limits.attributes else { throw failure("more than \(limits.attributes) attributes", at: next) }
            at = next
            let attribute = try rawName(bytes)
            if written.contains(where: { XMLNamespaces.areEqual($0, attribute, in: bytes) }) {
                throw failure("an attribute twice", at: next)
            }
            written.append(attribute)
            values.append(try attributeValue(bytes))
        }
        bind(bytes)
        open.append(Open(name: raw, bindings: bindings))
        let colon = colon(in: raw, bytes)
        name = XMLName(
            local: (colon.map { $0 + 1 } ?? raw.lowerBound)..<raw.upperBound,
            namespace: try colon.map { colon throws(XMLError) in try meaning(of: raw.lowerBound..<colon, bytes) } ?? namespaces.unprefixed)
        for position in written.indices where !isDeclaration(written[position], bytes) {
            let raw = written[position]
            let colon = self.colon(in: raw, bytes)
            var namespace = 0
            if let colon { namespace = try meaning(of: raw.lowerBound..<colon, bytes) }
            let local = (colon.map { $0 + 1 } ?? raw.lowerBound)..<raw.upperBound
            attributes.append(Attribute(name: XMLName(local: local, namespace: namespace), value: values[position]))
        }
        return isEmpty
    }

    /// Takes over the namespaces that the element declares.
    private mutating func bind(_ bytes: Span<UInt8>) {
        for position in written.indices where isDeclaration(written[position], bytes) {
            let raw = written[position]
            let prefix = raw.count == 5 ? raw.upperBound..<raw.upperBound : (raw.lowerBound + 6)..<raw.upperBound
            namespaces.bind(prefix, to: Array(content(of: values[position])))
        }
    }

    /// Whether an attribute is `xmlns` or `xmlns:…`.
    private func isDeclaration(_ raw: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let start = raw.lowerBound
        guard raw.count >= 5, bytes[start] == 0x78, bytes[start + 1] == 0x6D, bytes[start + 2] == 0x6C, bytes[start + 3] == 0x6E,
            bytes[start + 4] == 0x73
        else { return false }
        return raw.count == 5 || bytes[start + 5] == UInt8(ascii: ":")
    }

    private func colon(in raw: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
        for position in raw where bytes[position] == UInt8(ascii: ":") { return position }
        return nil
    }

    private func meaning(of prefix: Range<Int>, _ bytes: Span<UInt8>) throws(XMLError) -> Int {
        guard let namespace = namespaces.namespace(of: prefix, in: bytes) else {
            throw failure("a prefix that nobody declared", at: prefix.lowerBound)
        }
        return namespace
    }

    private mutating func rawName(_ bytes: Span<UInt8>) throws(XMLError) -> Range<Int> {
        let start = at
        guard start < bytes.count, Self.isNameStart(bytes[start]) else { throw failure("not a name", at: start) }
        var end = start + 1
        while end < bytes.count, Self.isNameStart(bytes[end]) || bytes[end] &- 0x30 < 10 || bytes[end] == 0x2D || bytes[end] == 0x2E {
            end += 1
        }
        at = end
        return start..<end
    }

    /// Letters, `_`, `:` and all that is not ASCII.
    private static func isNameStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 || byte == 0x5F || byte == 0x3A }

    private mutating func attributeValue(_ bytes: Span<UInt8>) throws(XMLError) -> XMLText {
        let equals = Self.skipSpace(bytes, at)
        guard equals < bytes.count, bytes[equals] == UInt8(ascii: "=") else { throw failure("an attribute without value", at: at) }
        let quote = Self.skipSpace(bytes, equals + 1)
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") || bytes[quote] == UInt8(ascii: "'") else {
            throw failure("an attribute without quotes", at: quote)
        }
        var end = quote + 1
        var isPlain = true
        while end < bytes.count, bytes[end] != bytes[quote] {
            if bytes[end] == UInt8(ascii: "<") { throw failure("a mark in an attribute", at: end) }
            if bytes[end] == UInt8(ascii: "&") {
                guard let next = XMLReferences.end(of: end, in: bytes) else { throw failure("an unknown entity", at: end) }
                isPlain = false
                end = next
            } else {
                end += 1
            }
        }
        guard end < bytes.count else { throw failure("an attribute without end", at: quote) }
        at = end + 1
        return XMLText(range: (quote + 1)..<end, isPlain: isPlain)
    }
}
