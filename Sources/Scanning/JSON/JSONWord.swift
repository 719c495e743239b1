/// What a tape word stands for, in its top four bits.
@usableFromInline
enum JSONTag: UInt64 {
    case object = 1
    case array = 2
    case string = 3
    case escapedString = 4
    case number = 5
    case `true` = 6
    case `false` = 7
    case null = 8
    /// A string that stands in the supplement, not in the text.
    case suppliedString = 9
}

/// The layout of a tape word: tag (4 bits), length (30 bits), offset (30 bits).
///
/// A container has a second word, the tape index behind its end, and keeps the number of its members or elements in the length bits.
@usableFromInline
enum JSONWord {
    static let mask: UInt64 = (1 << 30) - 1

    static func make(_ tag: JSONTag, length: Int, offset: Int) -> UInt64 {
        tag.rawValue << 60 | UInt64(truncatingIfNeeded: length) << 30 | UInt64(truncatingIfNeeded: offset)
    }

    @inline(__always)
    static func tag(_ word: UInt64) -> JSONTag {
        switch word >> 60 {
        case 1: .object
        case 2: .array
        case 3: .string
        case 4: .escapedString
        case 5: .number
        case 6: .true
        case 7: .false
        case 9: .suppliedString
        default: .null
        }
    }

    /// Whether it is a string that stands in the text as it is meant.
    @inlinable
    static func isPlain(_ word: UInt64) -> Bool { word >> 60 == 3 }

    /// Whether it is an object or an array, which have a second word.
    @inlinable
    static func isContainer(_ word: UInt64) -> Bool { word >> 60 &- 1 < 2 }

    @inlinable
    static func length(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 30 & (1 << 30 - 1)) }

    @inlinable
    static func offset(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word & (1 << 30 - 1)) }
}
