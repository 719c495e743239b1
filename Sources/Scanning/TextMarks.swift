/// What a text holds, as far as its marks tell: one pass, sixteen bytes at a time.
public struct TextMarks: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// Marks by bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A space.
    public static let space = TextMarks(rawValue: 1)
    /// An equals sign.
    public static let equals = TextMarks(rawValue: 2)
    /// An `@`.
    public static let at = TextMarks(rawValue: 4)
    /// A colon.
    public static let colon = TextMarks(rawValue: 8)
    /// Nineteen bytes or more without any below the hyphen, a slash, or one of `:;<=>?@` between them.
    public static let longRun = TextMarks(rawValue: 16)

    /// The marks of `text`, which has eight bytes or more.
    public init(of text: Span<UInt8>) {
        var found = Found()
        text.withUnsafeBytes { bytes in
            var at = 0
            while at &+ 16 <= bytes.count, let start = bytes.baseAddress {
                found.take(SixteenBytes(at: start + at))
                at &+= 16
            }
            if at &+ 8 <= bytes.count {
                found.take(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
                at &+= 8
            }
            guard at < bytes.count else { return }
            // The last bytes once more with those before them, which are moved out: what comes in instead is no mark and no part of a run.
            let last = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
            let missing = UInt64(truncatingIfNeeded: (8 - (bytes.count - at)) * 8)
            found.take(last >> missing)
        }
        self = found.marks
    }

    /// What was seen so far, as high bits anywhere.
    private struct Found {
        private static let ones: UInt64 = 0x0101_0101_0101_0101
        private static let highs: UInt64 = 0x8080_8080_8080_8080
        private var space: UInt64 = 0
        private var equals: UInt64 = 0
        private var at: UInt64 = 0
        private var colon: UInt64 = 0
        private var run = 0
        private var hasLongRun = false

        @inline(__always)
        mutating func take(_ word: UInt64) {
            space |= Self.zeros(word ^ Self.ones &* 0x20)
            equals |= Self.zeros(word ^ Self.ones &* 0x3D)
            at |= Self.zeros(word ^ Self.ones &* 0x40)
            colon |= Self.zeros(word ^ Self.ones &* 0x3A)
            takeEnds(Self.ends(word))
        }

        @inline(__always)
        mutating func take(_ bytes: SixteenBytes) {
            let ends = SixteenBytes.words(bytes.among(0, count: 0x2D) .| bytes.among(0x3A, count: 7) .| bytes.equal(0x2F))
            takeEnds(ends.0)
            takeEnds(ends.1)
            // All four end runs.
            guard ends.0 | ends.1 != 0 else { return }
            space |= Self.any(bytes.equal(0x20))
            equals |= Self.any(bytes.equal(0x3D))
            at |= Self.any(bytes.equal(0x40))
            colon |= Self.any(bytes.equal(0x3A))
        }

        @inline(__always)
        private static func any(_ mask: SixteenBytes.Mask) -> UInt64 {
            let words = SixteenBytes.words(mask)
            return words.0 | words.1
        }

        @inline(__always)
        private mutating func takeEnds(_ ends: UInt64) {
            if ends == 0 {
                run &+= 8
                return
            }
            if run &+ ends.trailingZeroBitCount >> 3 >= 19 { hasLongRun = true }
            run = ends.leadingZeroBitCount >> 3
        }

        var marks: TextMarks {
            var marks: TextMarks = hasLongRun || run >= 19 ? .longRun : []
            if space & Self.highs != 0 { marks.insert(.space) }
            if equals & Self.highs != 0 { marks.insert(.equals) }
            if at & Self.highs != 0 { marks.insert(.at) }
            if colon & Self.highs != 0 { marks.insert(.colon) }
            return marks
        }

        /// A high bit in the lowest byte that is zero, and perhaps in bytes above it: enough to know whether there is one.
        @inline(__always)
        private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

        /// A high bit in exactly the bytes that end a run.
        @inline(__always)
        private static func ends(_ word: UInt64) -> UInt64 {
            let low = word & ~highs
            // No sum carries into the next byte; what has its high bit set already is no ASCII and ends nothing.
            let isLow = ~(low &+ ones &* (0x80 - 0x2D))
            let isMiddle = (low &+ ones &* (0x80 - 0x3A)) & ~(low &+ ones &* (0x80 - 0x41))
            let slash = low ^ ones &* 0x2F
            let isSlash = ~(slash &+ ones &* 0x7F)
            return (isLow | isMiddle | isSlash) & ~word & highs
        }
    }
}
