/// A JSON text, read strictly and kept as bytes and a flat tape; values are made when asked for.
///
/// Strict means RFC 8259: no comments, no trailing commas, no bare control characters, UTF-8 only. A byte-order mark is passed over; lone surrogates in escapes
/// read as U+FFFD. Text behind the document is not an error here, since real files have it: see `trailingOffset`.
///
/// A class because every value refers to it, and one count is cheaper to keep than two arrays'.
public final class JSONDocument: Sendable {
    let bytes: [UInt8]
    /// Strings that the text does not hold as they are meant; empty for a text that was JSON from the start.
    let supplement: [UInt8]
    let words: [UInt64]
    /// Where the three lie: arrays that are held and never changed stay where they are.
    nonisolated(unsafe) let source: UnsafeMutablePointer<JSONSource>
    /// Objects of which some keys may be equal, in order; `nil` where nobody has looked yet.
    let doubtful: [Int32]?
    /// Where text behind the document begins, or `nil` where only white space follows.
    public let trailingOffset: Int?
    /// Where the first escape stands that is half of a surrogate pair, which reads as U+FFFD, and how many there are.
    public let loneSurrogates: (first: Int, count: Int)?

    /// Reads `bytes`, or says where they stop being JSON.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        guard bytes.count <= min(limits.bytes, 1 << 29) else { throw JSONError("longer than \(limits.bytes) bytes", at: 0, in: []) }
        // By its mark, or by the zero beside its first character, which no JSON text has.
        let isWide =
            bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
            || (bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0))
        if isWide { throw JSONError("UTF-16, not UTF-8", at: 0, in: []) }
        var tape = JSONTape(limits: limits)
        let failure: JSONTape.Failure? = bytes.withUnsafeBufferPointer { buffer in
            do throws(JSONTape.Failure) { try tape.parse(buffer) } catch { return error }
            return nil
        }
        if let failure { throw JSONError(failure.reason, at: failure.offset, in: bytes) }
        self.bytes = bytes
        supplement = []
        words = tape.words
        loneSurrogates = tape.loneSurrogates
        let end = bytes.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { JSONScan.skipSpace($0, tape.end, buffer.count) } ?? 0 }
        trailingOffset = end < bytes.count ? end : nil
        doubtful = tape.doubtful
        source = .allocate(capacity: 1)
        locate()
    }

    /// The document that says `null`.
    init() {
        bytes = Array("null".utf8)
        supplement = []
        words = [JSONWord.make(.null, length: 4, offset: 0)]
        trailingOffset = nil
        loneSurrogates = nil
        doubtful = nil
        source = .allocate(capacity: 1)
        locate()
    }

    /// A document that was read from another form.
    init(bytes: [UInt8], supplement: [UInt8], words: [UInt64]) {
        self.bytes = bytes
        self.supplement = supplement
        self.words = words
        trailingOffset = nil
        loneSurrogates = nil
        doubtful = nil
        source = .allocate(capacity: 1)
        locate()
    }

    deinit { source.deallocate() }

    private func locate() {
        words.withUnsafeBufferPointer { words in
            bytes.withUnsafeBufferPointer { bytes in
                guard let first = words.baseAddress else { preconditionFailure("a document without a value") }
                let start = bytes.baseAddress ?? UnsafeRawPointer(first).assumingMemoryBound(to: UInt8.self)
                supplement.withUnsafeBufferPointer { supplement in
                    let more = supplement.baseAddress ?? start
                    source.initialize(to: JSONSource(words: first, bytes: start, supplement: more, document: .passUnretained(self)))
                }
            }
        }
    }

    /// The string whose content begins at a byte offset, as `duplicateKeys()` gives it.
    public func text(at offset: Int) -> String {
        guard let index = words.firstIndex(where: { JSONWord.offset($0) == offset && JSONWord.length($0) > 0 }) else { return "" }
        return JSONValue(document: self, index: index).string ?? ""
    }

    /// The value of the whole text.
    public var root: JSONValue { JSONValue(document: self, index: 0) }

    /// The line of a byte, from 1.
    ///
    /// O(offset).
    public func line(at offset: Int) -> Int {
        bytes[..<min(offset, bytes.count)].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }

    /// The tape index behind the value at `index`.
    @inline(__always)
    func end(of index: Int) -> Int {
        switch JSONWord.tag(words[index]) {
        case .object, .array: Int(truncatingIfNeeded: words[index + 1])
        default: index + 1
        }
    }
}
