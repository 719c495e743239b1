/// What inner loops read of a gate, in 16 bytes.
struct GateCore: Sendable, Hashable {
    let node: Int32
    /// How many members must reach a level for the gate to give it.
    ///
    /// 0 where it needs more members than it has, one more than there are members where it never fails.
    let failing: Int32
    /// The same for what is wanted; only levels up to 2.
    let degrading: Int32
    /// The images of the levels (two bits each), the least levels that reach 1, 2 and 3 (two bits each, 0 for none), the stage, and whether
    /// it is support.
    private let packed: UInt32

    init(node: Int, needed: Int, wanted: Int, memberCount: Int, transfer: TransferTable, stage: UInt8, isSupport: Bool) {
        self.node = Int32(truncatingIfNeeded: node)
        failing = Self.threshold(of: needed, among: memberCount)
        degrading = Self.threshold(of: max(needed, wanted), among: memberCount)
        var packed = UInt32(stage) << 16 | (isSupport ? 1 << 24 : 0)
        for level in 0...TransferTable.highest {
            packed |= UInt32(transfer.image(of: level)) << (2 * UInt32(level))
            if level > 0 { packed |= UInt32(transfer.leastLevel(reaching: level) ?? 0) << (6 + 2 * UInt32(level)) }
        }
        self.packed = packed
    }

    private init(node: Int32, failing: Int32, degrading: Int32, packed: UInt32) {
        self.node = node
        self.failing = failing
        self.degrading = degrading
        self.packed = packed
    }

    /// The same kind of gate at a node.
    @inline(__always) func at(_ node: Int32) -> GateCore { GateCore(node: node, failing: failing, degrading: degrading, packed: packed) }

    /// A number below `count`, a power of two, by what kind of gate it is.
    @inline(__always) func remainder(of count: Int) -> Int {
        let mixed = UInt32(bitPattern: failing) &* 0x9E37_79B1 ^ UInt32(bitPattern: degrading) &* 0x85EB_CA77 ^ packed &* 0xC2B2_AE3D
        return Int(mixed >> 16) & (count - 1)
    }

    @inline(__always) var stage: UInt8 { UInt8(truncatingIfNeeded: packed >> 16) }
    @inline(__always) var isSupport: Bool { packed >> 24 & 1 == 1 }

    /// What a member's level means here.
    @inline(__always) func image(of level: UInt8) -> UInt8 { UInt8(truncatingIfNeeded: packed >> (2 * UInt32(level))) & 3 }

    /// The least level of a member, above 0, that means `level` or more here; 0 if none does.
    @inline(__always) func premise(for level: UInt8) -> UInt8 { UInt8(truncatingIfNeeded: packed >> (6 + 2 * UInt32(level))) & 3 }

    /// The fewest members that must reach the premise level for the gate to give `level`.
    @inline(__always) func threshold(for level: UInt8) -> Int32 { level <= 2 ? min(failing, degrading) : failing }

    /// Whether a member newly reaches a level here.
    func isReached(_ level: UInt8, by change: MemberChange) -> Bool { image(of: change.old) < level && level <= image(of: change.new) }

    /// How many of `count` members must fail so that fewer than `needed` stand, within 0 to `count` + 1, the last meaning never.
    private static func threshold(of needed: Int, among count: Int) -> Int32 {
        if needed <= 0 { return Int32(truncatingIfNeeded: count + 1) }
        return needed > count ? 0 : Int32(truncatingIfNeeded: count - needed + 1)
    }
}
