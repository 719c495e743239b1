/// Beginnings of words that are looked for in a text, up to eight bytes of each.
///
/// Not copyable, with tables in memory of its own: a look must not copy them.
public struct WordBeginnings: ~Copyable, Sendable {
    private struct Head {
        /// The first bytes, and which of their bits count.
        var bytes: UInt64
        var mask: UInt64
    }

    /// The first three bytes of all, as a set in which a few others may seem to be.
    private nonisolated(unsafe) let likely: UnsafeMutablePointer<UInt64>
    /// The beginnings, in the order of five bits of their first bytes.
    private nonisolated(unsafe) let heads: UnsafeMutablePointer<Head>
    /// Where the beginnings start whose first byte has these five bits, and behind them the others.
    private nonisolated(unsafe) let starts: UnsafeMutablePointer<Int>

    /// The beginnings of `words`, of three bytes or more each, the first a letter or digit.
    public init(_ words: [[UInt8]]) {
        precondition(words.allSatisfy { $0.count >= 3 }, "words of three bytes or more")
        likely = .allocate(capacity: 64)
        likely.initialize(repeating: 0, count: 64)
        heads = .allocate(capacity: max(1, words.count))
        starts = .allocate(capacity: 33)
        starts.initialize(repeating: 0, count: 33)
        for (number, word) in words.sorted(by: { ($0[0] & 31, $0.count) < ($1[0] & 31, $1.count) }).enumerated() {
            var head = Head(bytes: 0, mask: 0)
            for (place, byte) in word.prefix(8).enumerated() {
                head.bytes |= UInt64(byte) << UInt64(place * 8)
                head.mask |= 0xFF << UInt64(place * 8)
            }
            (heads + number).initialize(to: head)
            let slot = Self.slot(head.bytes)
            likely[slot >> 6] |= 1 << UInt64(slot & 63)
            for later in Int(word[0] & 31) + 1...32 { starts[later] += 1 }
        }
    }

    deinit {
        likely.deallocate()
        heads.deallocate()
        starts.deallocate()
    }

    /// Whether a word of `text`, made of letters and digits, begins with one of these, eight bytes or more before the end.
    public func begin(aWordOf text: Span<UInt8>) -> Bool {
        text.withUnsafeBytes { all in
            var at = 0
            var before: UInt64 = 0
            while at &+ 8 <= all.count {
                let letters = Self.lettersAndDigits(UInt64(littleEndian: all.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
                var starts = letters & ~(letters << 8 | before)
                before = letters >> 56
                while starts != 0 {
                    let position = at &+ starts.trailingZeroBitCount >> 3
                    starts &= starts &- 1
                    guard position &+ 8 <= all.count else { return false }
                    if begin(UInt64(littleEndian: all.loadUnaligned(fromByteOffset: position, as: UInt64.self))) { return true }
                }
                at &+= 8
            }
            return false
        }
    }

    @inline(__always)
    private func begin(_ bytes: UInt64) -> Bool {
        let slot = Self.slot(bytes)
        guard likely[slot >> 6] >> UInt64(slot & 63) & 1 != 0 else { return false }
        let first = Int(truncatingIfNeeded: bytes & 31)
        for number in starts[first]..<starts[first + 1] where bytes & heads[number].mask == heads[number].bytes { return true }
        return false
    }

    @inline(__always)
    private static func slot(_ bytes: UInt64) -> Int {
        Int(truncatingIfNeeded: (UInt32(truncatingIfNeeded: bytes & 0xFF_FFFF) &* 0x9E37_79B1) >> 20)
    }

    /// The high bit of every byte that is a letter or digit, and of no other.
    @inline(__always)
    private static func lettersAndDigits(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let low = word & ~highs
        let folded = low | 0x2020_2020_2020_2020
        // No sum carries into the next byte.
        let isDigit = (low &+ ones &* (0x80 - 0x30)) & ~(low &+ ones &* (0x80 - 0x3A))
        let isLetter = (folded &+ ones &* (0x80 - 0x61)) & ~(folded &+ ones &* (0x80 - 0x7B))
        return (isDigit | isLetter) & ~word & highs
    }
}
