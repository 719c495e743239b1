internal import Scanning

/// The dependencies of an XML document: a tree written in place, of which JSON has the flat list.
struct CycloneDXDependencies {
    /// One thing and what it needs; a target without a reference is `nil`.
    struct Entry {
        let offset: Int
        let reference: ElementText.Whole?
        var needs: [ElementText.Whole?] = []
        var provides: [ElementText.Whole?] = []
    }

    private var open: [Entry] = []
    private var finished: [Entry] = []

    /// Begins the dependency or provision at which `xml` stands.
    mutating func start(_ xml: XMLTokenizer) {
        let reference = xml.attributes.first { xml.bytes.span.extracting($0.name.local).isEqual(to: "ref") }
        let text = reference.map { ElementText($0.value).whole(in: xml, trimmed: false) }
        let isProvision = xml.bytes.span.extracting(xml.name.local).isEqual(to: "provides")
        if let last = open.indices.last {
            if isProvision { open[last].provides.append(text) } else { open[last].needs.append(text) }
        }
        open.append(Entry(offset: xml.offset, reference: text))
    }

    /// Ends the one begun last; true where the tree it stands in is complete.
    mutating func end() -> Bool {
        guard let entry = open.popLast() else { return false }
        // A leaf within a tree says nothing that its parent did not say.
        if open.isEmpty || !entry.needs.isEmpty || !entry.provides.isEmpty { finished.append(entry) }
        return open.isEmpty
    }

    /// The entries of the tree, in the order of the text.
    mutating func taken() -> [Entry] {
        defer { finished.removeAll(keepingCapacity: true) }
        return finished.count == 1 ? finished : finished.sorted { $0.offset < $1.offset }
    }
}

/// The text of an element or attribute, piece by piece.
struct ElementText {
    /// All of it: where it stands, or bytes where it does not stand anywhere as it is meant.
    enum Whole {
        case range(Range<Int>)
        case bytes([UInt8])
    }

    private var first: XMLText?
    private var joined: [UInt8]?

    init() {}

    init(_ text: XMLText) { first = text }

    /// Whether there is none.
    var isEmpty: Bool { first == nil }

    /// Adds a piece.
    mutating func append(_ text: XMLText, of xml: XMLTokenizer) {
        guard let first else {
            self.first = text
            return
        }
        joined = (joined ?? Array(xml.content(of: first))) + xml.content(of: text)
    }

    /// All pieces, without the white space around them unless it belongs to them.
    func whole(in xml: XMLTokenizer, trimmed: Bool = true) -> Whole {
        guard let first else { return .bytes([]) }
        if let joined { return .bytes(trimmed ? Self.trimmed(joined[...]).map(\.self) : joined) }
        if first.isPlain { return .range(trimmed ? Self.trimmed(first.range, of: xml.bytes.span) : first.range) }
        let content = xml.content(of: first)
        return .bytes(Array(trimmed ? Self.trimmed(content) : content))
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let range = trimmed(0..<text.count, of: text.span)
        return text[(text.startIndex + range.lowerBound)..<(text.startIndex + range.upperBound)]
    }

    private static func trimmed(_ range: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, text[start] <= 0x20 { start += 1 }
        while start < end, text[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }
}
