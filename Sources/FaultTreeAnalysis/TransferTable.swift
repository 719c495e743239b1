/// What the level of a member means to a gate: a monotone map of the levels 0 to 3 to themselves.
///
/// Level 0 is sound, level 3 has failed; 1 and 2 lie between.
public struct TransferTable: Sendable, Hashable {
    /// The highest level.
    public static let highest: UInt8 = 3

    /// The image of each of the four levels, the image of level *i* in the *i*-th byte from below.
    let packed: UInt32

    /// The map that sends the levels 0, 1, 2, 3 to these; `nil` if it is not monotone, leaves the levels, or lifts what is sound.
    public init?(_ zero: UInt8, _ one: UInt8, _ two: UInt8, _ three: UInt8) {
        guard zero == 0, one <= two, two <= three, three <= Self.highest else { return nil }
        packed = UInt32(zero) | UInt32(one) << 8 | UInt32(two) << 16 | UInt32(three) << 24
    }

    private init(packed: UInt32) { self.packed = packed }

    /// Every level means itself.
    public static let identity = TransferTable(packed: 0x0302_0100)

    /// The image of a level.
    public func image(of level: UInt8) -> UInt8 { UInt8(truncatingIfNeeded: packed >> (8 * UInt32(level))) }

    /// The least level whose image reaches `level`, or `nil` if no level's does.
    public func leastLevel(reaching level: UInt8) -> UInt8? {
        (0...Self.highest).first { image(of: $0) >= level }
    }
}
