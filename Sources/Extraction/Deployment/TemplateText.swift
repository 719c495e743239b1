internal import SupplyChain

/// YAML with expressions of a template engine in it, made readable as far as it is literal.
struct TemplateText {
    /// The text with every expression replaced, line for line.
    let bytes: [UInt8]
    /// How many expressions there were.
    let expressions: Int

    /// What stands in a value where an expression was: a `$`, so that nothing takes it for a name.
    static let placeholder = "$template$"

    /// Blanks lines that hold nothing but expressions, and puts a placeholder where one is part of a value.
    ///
    /// Text without `{{` comes back as it is. O(length).
    init(_ source: [UInt8]) {
        guard ByteSearch.contains(source[...], "{{") else {
            (bytes, expressions) = (source, 0)
            return
        }
        var out: [UInt8] = []
        out.reserveCapacity(source.count)
        var count = 0
        var at = 0
        while at < source.count {
            guard Self.opens(source, at) else {
                out.append(source[at])
                at += 1
                continue
            }
            count += 1
            let end = Self.end(source, at)
            let isAlone = Self.isBlank(before: out) && Self.isBlank(source, after: end)
            // Line breaks inside an expression stay, so that lines keep their numbers.
            let breaks = source[at..<end].filter { $0 == 0x0A }
            if !isAlone { out += Array(Self.placeholder.utf8) }
            out += breaks
            at = end
        }
        (bytes, expressions) = (out, count)
    }

    private static func opens(_ source: [UInt8], _ at: Int) -> Bool {
        source[at] == UInt8(ascii: "{") && at + 1 < source.count && source[at + 1] == UInt8(ascii: "{")
    }

    /// Behind the `}}` that ends the expression, or the end of the line where none does within a few lines.
    private static func end(_ source: [UInt8], _ start: Int) -> Int {
        var at = start + 2
        var lineEnd: Int?
        while at + 1 < source.count, at - start < 4_096 {
            if source[at] == UInt8(ascii: "}"), source[at + 1] == UInt8(ascii: "}") { return at + 2 }
            if source[at] == 0x0A, lineEnd == nil { lineEnd = at }
            at += 1
        }
        return lineEnd ?? min(at + 1, source.count)
    }

    private static func isBlank(before out: [UInt8]) -> Bool {
        var at = out.count - 1
        while at >= 0, out[at] != 0x0A {
            guard out[at] == 0x20 || out[at] == 0x09 else { return false }
            at -= 1
        }
        return true
    }

    private static func isBlank(_ source: [UInt8], after end: Int) -> Bool {
        var at = end
        while at < source.count, source[at] != 0x0A {
            if opens(source, at) {
                at = self.end(source, at)
                continue
            }
            guard source[at] == 0x20 || source[at] == 0x09 || source[at] == 0x0D else { return false }
            at += 1
        }
        return true
    }
}

extension Extract {
    /// Notes expressions of a template engine, which are never evaluated.
    mutating func note(_ template: TemplateText) {
        guard template.expressions > 0 else { return }
        gaps.append(.templates)
    }
}
