/// A name with what its prefix means.
public struct XMLName: Sendable, Hashable {
    /// The bytes behind the prefix.
    public let local: Range<Int>
    /// The namespace, for `XMLTokenizer.namespace(_:)`; 0 for none.
    public let namespace: Int
}

/// Reads XML piece by piece over its bytes: elements, attributes and text, with namespaces resolved.
///
/// UTF-8 only. A document type declaration is refused, so there are no entities but the five of XML, and none that grows. Comments and processing
/// instructions are passed over; so is text of nothing but white space. What stands behind the root element is told and not refused: `trailingOffset`.
///
/// - Complexity: O(bytes), without recursion; memory grows with the depth only.
public struct XMLTokenizer {
    /// What was met.
    public enum Token: Sendable {
        /// An element begins: `name`, `attributes`.
        case start
        /// It ends, also one without content.
        case end
        /// Text: `text`; several may follow each other where comments stand between.
        case text
        /// The document is over.
        case finished
    }

    /// An attribute; declarations of namespaces are none.
    public struct Attribute: Sendable {
        /// Its name; without a prefix it is in no namespace.
        public let name: XMLName
        /// Its value.
        public let value: XMLText
    }

    struct Open {
        let name: Range<Int>
        let bindings: Int
    }

    /// The document.
    public let bytes: [UInt8]
    /// Where the piece begins.
    public private(set) var offset = 0
    /// The name of the element that begins.
    public internal(set) var name = XMLName(local: 0..<0, namespace: 0)
    /// The attributes of the element that begins.
    public internal(set) var attributes: [Attribute] = []
    /// The text.
    public private(set) var text = XMLText(range: 0..<0, isPlain: true)
    /// Where text behind the root element begins, once the document is over.
    public private(set) var trailingOffset: Int?

    /// Where the document lies: an array that is held and never changed stays where it is, and no piece counts a reference to it.
    private nonisolated(unsafe) let start: UnsafePointer<UInt8>
    private let count: Int
    let limits: XMLLimits
    var at = 0
    var open: [Open] = []
    var namespaces = XMLNamespaces()
    /// Raw names of the attributes of the element, declarations among them, to tell doubles.
    var written: [Range<Int>] = []
    /// Their values.
    var values: [XMLText] = []
    private var hasRoot = false
    private var isEmptyElement = false

    /// Begins to read `bytes`.
    public init(_ bytes: [UInt8], limits: XMLLimits = .standard) throws(XMLError) {
        guard bytes.count <= min(limits.bytes, 1 << 29) else { throw XMLError("longer than \(limits.bytes) bytes", at: 0, in: []) }
        let isWide =
            bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0x3C, 0x00])
            || bytes.starts(with: [0x00, 0x3C])
        if isWide { throw XMLError("UTF-16, not UTF-8", at: 0, in: []) }
        if let fault = TextCheck.firstFault(in: bytes) { throw XMLError("not UTF-8", at: fault, in: bytes) }
        guard let start = bytes.withUnsafeBufferPointer({ $0.baseAddress }) else { throw XMLError("no element", at: 0, in: []) }
        self.bytes = bytes
        self.start = start
        count = bytes.count
        self.limits = limits
        at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// How many elements are open.
    public var depth: Int { open.count }

    /// The name of a namespace.
    public func namespace(_ index: Int) -> [UInt8] { namespaces.names[index] }

    /// The bytes that `text` stands for; a slice of the document where that is possible.
    public func content(of text: XMLText) -> ArraySlice<UInt8> {
        text.isPlain ? bytes[text.range] : XMLReferences.undone(bytes[text.range])[...]
    }

    /// The next piece.
    public mutating func next() throws(XMLError) -> Token {
        if isEmptyElement {
            isEmptyElement = false
            leave()
            return .end
        }
        let bytes = Span(_unsafeStart: start, count: count)
        while true {
            offset = at
            guard at < bytes.count else {
                if hasRoot, open.isEmpty { return .finished }
                throw failure(hasRoot ? "the document ends early" : "no element", at: at)
            }
            guard bytes[at] == UInt8(ascii: "<") else {
                if try readText(bytes) { return open.isEmpty ? .finished : .text }
                continue
            }
            let mark = at + 1 < bytes.count ? bytes[at + 1] : 0
            switch mark {
            case UInt8(ascii: "/"):
                try endTag(bytes)
                return .end
            case UInt8(ascii: "?"): at = try find([0x3F, 0x3E], from: at + 2, bytes, "a processing instruction without end")
            case UInt8(ascii: "!"): if try declaration(bytes) { return .text }
            default:
                if open.isEmpty, hasRoot {
                    trailingOffset = at
                    return .finished
                }
                hasRoot = true
                isEmptyElement = try startTag(bytes)
                return .start
            }
        }
    }

    func failure(_ reason: String, at offset: Int) -> XMLError { XMLError(reason, at: offset, in: bytes) }

    private mutating func leave() {
        if let last = open.popLast() { namespaces.forget(downTo: last.bindings) }
    }

    /// Reads text up to the next mark; false where it says nothing.
    private mutating func readText(_ bytes: Span<UInt8>) throws(XMLError) -> Bool {
        let start = at
        var end = at
        var isPlain = true
        while end < bytes.count, bytes[end] <= 0x20 { end += 1 }
        let isBlank = end == bytes.count || bytes[end] == UInt8(ascii: "<")
        while true {
            end = Self.nextMark(bytes, end)
            guard end < bytes.count, bytes[end] == UInt8(ascii: "&") else { break }
            guard let next = XMLReferences.end(of: end, in: bytes) else { throw failure("an unknown entity", at: end) }
            isPlain = false
            end = next
        }
        at = end
        guard !isBlank else { return false }
        if open.isEmpty {
            guard hasRoot else { throw failure("text before the root element", at: start) }
            trailingOffset = start
            return true
        }
        text = XMLText(range: start..<end, isPlain: isPlain)
        return true
    }

    /// Where the next `<` or `&` stands, or the end.
    private static func nextMark(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return start }
            var at = start
            while at &+ 16 <= all.count {
                let piece = SixteenBytes(at: base + at)
                let marks = SixteenBytes.words(piece.equal(0x3C) .| piece.equal(0x26))
                if marks.0 | marks.1 != 0 { return at &+ SixteenBytes.first(marks) }
                at &+= 16
            }
            while at < all.count, all[at] != 0x3C, all[at] != 0x26 { at &+= 1 }
            return at
        }
    }

    /// Reads what begins with `<!`; true where it is text.
    private mutating func declaration(_ bytes: Span<UInt8>) throws(XMLError) -> Bool {
        let start = at
        if stands([0x2D, 0x2D], at: at + 2, bytes) {
            at = try find([0x2D, 0x2D, 0x3E], from: at + 4, bytes, "a comment without end")
            return false
        }
        if stands(Array("[CDATA[".utf8), at: at + 2, bytes), !open.isEmpty {
            at = try find([0x5D, 0x5D, 0x3E], from: at + 9, bytes, "a CDATA section without end")
            text = XMLText(range: (start + 9)..<(at - 3), isPlain: true)
            return !text.range.isEmpty
        }
        // Entities of their own can grow without bound and name files: no bill of materials needs them.
        if stands(Array("DOCTYPE".utf8), at: at + 2, bytes) { throw failure("a document type declaration", at: start) }
        throw failure("an unknown declaration", at: start)
    }

    private mutating func endTag(_ bytes: Span<UInt8>) throws(XMLError) {
        guard let last = open.last else { throw failure("an end without a start", at: at) }
        var end = at + 2 + last.name.count
        guard end < bytes.count, XMLNamespaces.areEqual((at + 2)..<end, last.name, in: bytes) else {
            throw failure("an end that is not that of the open element", at: at)
        }
        end = Self.skipSpace(bytes, end)
        guard end < bytes.count, bytes[end] == UInt8(ascii: ">") else {
            throw failure("an end that is not that of the open element", at: at)
        }
        at = end + 1
        leave()
    }

    private func stands(_ wanted: [UInt8], at start: Int, _ bytes: Span<UInt8>) -> Bool {
        guard start + wanted.count <= bytes.count else { return false }
        for step in wanted.indices where bytes[start + step] != wanted[step] { return false }
        return true
    }

    /// The offset behind the next `wanted`.
    private func find(_ wanted: [UInt8], from start: Int, _ bytes: Span<UInt8>, _ absent: String) throws(XMLError) -> Int {
        var position = start
        while position + wanted.count <= bytes.count {
            if bytes[position] == wanted[0], stands(wanted, at: position, bytes) { return position + wanted.count }
            position += 1
        }
        throw failure(absent, at: at)
    }

    static func skipSpace(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var at = start
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x09 || bytes[at] == 0x0D { at += 1 }
        return at
    }
}
