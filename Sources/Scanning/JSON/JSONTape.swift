/// Makes the tape of a JSON text: gives `JSONScan` room for its words, a little at a time.
///
/// - Complexity: O(bytes) time; eight bytes a scalar, sixteen a container.
struct JSONTape {
    /// How many words there is room for at first, whatever the length of the text.
    private static let firstRoom = 1 << 20

    private(set) var words: [UInt64] = []
    private(set) var end = 0
    /// Where the first escape stands that is half of a surrogate pair, and how many there are.
    private(set) var loneSurrogates: (first: Int, count: Int)?
    /// Objects of which some keys may be equal, in order.
    private(set) var doubtful: [Int32] = []
    private let limits: JSONLimits

    init(limits: JSONLimits) { self.limits = limits }

    /// A failure as it is noticed, without its line.
    struct Failure: Error {
        let reason: String
        let offset: Int
    }

    mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
        guard let base = bytes.baseAddress else { throw Failure(reason: "empty document", offset: 0) }
        let count = bytes.count
        var room = min(count / 10, Self.firstRoom) + 16
        var scan = JSONScan(base: base, count: count, depth: limits.depth)
        defer { scan.close() }
        repeat {
            let earlier = words
            words = Array(unsafeUninitializedCapacity: room) { buffer, filled in
                earlier.withUnsafeBufferPointer { _ = buffer.update(fromContentsOf: $0) }
                scan.run(into: buffer)
                filled = scan.used
            }
            if let failure = scan.failure { throw failure }
            room = Self.room(used: scan.used, read: scan.at, of: count)
        } while !scan.isDone
        end = scan.at
        loneSurrogates = scan.loneSurrogates
        doubtful = scan.doubtful.sorted()
        let used = scan.used
        // Text behind a document is told and not refused, but `0x1` is no document with text behind it.
        if used == 1, end < count, JSONWord.tag(words[0]) != .string, JSONWord.tag(words[0]) != .escapedString,
            JSONScan.skipSpace(base, end, count) == end
        {
            throw Failure(reason: "not a value", offset: 0)
        }
        // The rest was not like the beginning: what is too much goes back before others need it.
        if words.capacity - used > used / 8 + Self.firstRoom { words = words.withUnsafeBufferPointer { Array($0) } }
    }

    /// As many words as the rest will take if it is like what was read, so that a large tape is never twice as long as it need be.
    private static func room(used: Int, read: Int, of count: Int) -> Int {
        let likely = Double(used) * Double(count) / Double(max(1, read)) * 1.03
        return max(used + used / 4 + 64, min(Int(likely), used * 4 + 64))
    }
}
