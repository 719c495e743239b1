/// Makes the tape of a JSON document from a text of another form that says the same: readers then know one form only.
///
/// Strings are ranges of that text, or bytes supplied where the text does not hold them as they are meant. Calls come in the order of the document:
/// within an object a key before each value.
public struct JSONBuilder {
    /// A key that the text does not hold, kept once.
    public struct Name: Sendable {
        fileprivate let word: UInt64
    }

    private let bytes: [UInt8]
    private var supplement: [UInt8] = []
    private var words: [UInt64] = []
    private var open: [(start: Int, count: Int)] = []

    /// A document whose strings stand in `bytes`, which is UTF-8.
    public init(over bytes: [UInt8]) { self.bytes = bytes }

    /// Keeps a key.
    public mutating func keep(_ key: String) -> Name { Name(word: supply(Array(key.utf8)[...])) }

    /// Begins an object, which stands at `offset` in the text.
    public mutating func beginObject(at offset: Int) { begin(.object, offset) }

    /// Begins an array, which stands at `offset` in the text.
    public mutating func beginArray(at offset: Int) { begin(.array, offset) }

    /// Ends the object or array that was begun last.
    public mutating func end() {
        guard let last = open.popLast() else { return }
        let word = words[last.start]
        words[last.start] = JSONWord.make(JSONWord.tag(word), length: last.count, offset: JSONWord.offset(word))
        words[last.start + 1] = UInt64(truncatingIfNeeded: words.count)
    }

    /// A key as it stands in the text.
    public mutating func key(_ range: Range<Int>) { words.append(JSONWord.make(.string, length: range.count, offset: range.lowerBound)) }

    /// A key that was kept.
    public mutating func key(_ name: Name) { words.append(name.word) }

    /// A string as it stands in the text.
    public mutating func string(_ range: Range<Int>) {
        count()
        key(range)
    }

    /// A string that the text does not hold as it is meant.
    public mutating func string(supplied text: ArraySlice<UInt8>) {
        count()
        words.append(supply(text))
    }

    /// `null`, which stands at `offset` in the text.
    public mutating func null(at offset: Int) {
        count()
        words.append(JSONWord.make(.null, length: 0, offset: offset))
    }

    /// The document, everything ended.
    public consuming func document() -> JSONDocument {
        while !open.isEmpty { end() }
        if words.isEmpty { null(at: 0) }
        return JSONDocument(bytes: bytes, supplement: supplement, words: words)
    }

    private mutating func begin(_ tag: JSONTag, _ offset: Int) {
        count()
        open.append((words.count, 0))
        words.append(JSONWord.make(tag, length: 0, offset: offset))
        words.append(0)
    }

    private mutating func count() {
        if !open.isEmpty { open[open.count - 1].count += 1 }
    }

    private mutating func supply(_ text: ArraySlice<UInt8>) -> UInt64 {
        defer { supplement.append(contentsOf: text) }
        return JSONWord.make(.suppliedString, length: text.count, offset: supplement.count)
    }
}
