/// A group of members of which a node needs some, and wants some more.
///
/// With the members' levels after `transfer` in increasing order a₁ ≤ a₂ ≤ …, the gate gives its node the level max(a_`needed`, min(2, a_`wanted`)).
/// Beyond the last member stands the image of level 3, before the first stands 0.
public struct Gate: Sendable, Hashable {
    /// The node that needs the members.
    public let node: Int
    /// How many members it needs.
    public let needed: Int
    /// How many it wants; fewer than `needed` has no effect.
    public let wanted: Int
    /// The members; one named twice counts once.
    public let members: [Int]
    /// What a member's level means here.
    public let transfer: TransferTable
    /// The gate counts in questions asked at this stage or a later one.
    public let stage: UInt8
    /// Whether the gate must be supplied before its node can start: such gates decide what is grounded.
    public let isSupport: Bool

    /// A gate.
    public init(
        node: Int, needed: Int, wanted: Int? = nil, members: [Int], transfer: TransferTable = .identity, stage: UInt8 = 0,
        isSupport: Bool = false
    ) {
        self.node = node
        self.needed = needed
        self.wanted = wanted ?? needed
        self.members = members
        self.transfer = transfer
        self.stage = stage
        self.isSupport = isSupport
    }
}

/// A system of nodes with four levels, each raised by threshold gates over other nodes: a multi-state fault tree that may hold cycles.
///
/// The level of each node is the least solution of: at least its base level, and at least what each of its gates gives. Everything is held in
/// flat arrays on dense indices; gates keep the numbers in which they were given.
/// - Complexity: O(nodes + gates + members) to build, up to the sorting of each gate's members.
public struct ThresholdSystem: Sendable {
    /// How many nodes there are.
    public let nodeCount: Int
    /// How many gates there are.
    public var gateCount: Int { nodeOfGate.count }

    /// What the inner loops read of a gate, side by side.
    struct Core: Sendable {
        let node: Int32
        let failing: Int32
        let degrading: Int32
        let transfer: UInt32
        let stage: UInt8
    }

    let cores: [Core]
    let nodeOfGate: [Int32]
    /// How many members must reach a level for the gate to give it: the members beyond those needed, and one.
    let failing: [Int32]
    /// The same for what is wanted; only levels up to 2.
    let degrading: [Int32]
    let packedTransfer: [UInt32]
    let stageOfGate: [UInt8]
    let supports: [Bool]
    /// The members gate by gate, increasing, each once.
    let memberRows: Rows
    /// The gates in which each node is a member.
    let useRows: Rows
    /// The gates of each node.
    let gateRows: Rows
    /// The gates that give a level though no member has failed.
    let unsatisfiable: [Int32]

    /// A system of `nodeCount` nodes with these gates.
    ///
    /// - Precondition: nodes and members lie in `0 ..< nodeCount`; fewer than 2³¹ of anything.
    public init(nodeCount: Int, gates: [Gate]) {
        precondition(nodeCount < Int32.max && gates.count < Int32.max, "a system has fewer than 2³¹ nodes and gates")
        self.nodeCount = nodeCount
        let members = gates.map { Self.distinct($0.members) }
        let memberRows = Rows(members)
        self.memberRows = memberRows
        useRows = memberRows.transposed(count: nodeCount)
        nodeOfGate = gates.map { Int32(truncatingIfNeeded: $0.node) }
        gateRows = Rows(gates.map { [Int32(truncatingIfNeeded: $0.node)] }).transposed(count: nodeCount)
        failing = zip(gates, members).map { Self.threshold(of: $0.needed, among: $1.count) }
        degrading = zip(gates, members).map { Self.threshold(of: max($0.needed, $0.wanted), among: $1.count) }
        packedTransfer = gates.map(\.transfer.packed)
        stageOfGate = gates.map(\.stage)
        supports = gates.map(\.isSupport)
        let (failing, degrading) = (failing, degrading)
        cores = gates.indices.map { gate in
            Core(
                node: Int32(truncatingIfNeeded: gates[gate].node), failing: failing[gate], degrading: degrading[gate],
                transfer: gates[gate].transfer.packed, stage: gates[gate].stage)
        }
        unsatisfiable = gates.indices.filter { degrading[$0] <= 0 }.map { Int32(truncatingIfNeeded: $0) }
    }

    private static func distinct(_ members: [Int]) -> [Int32] {
        var result: [Int32] = []
        for member in members.sorted() where result.last != Int32(truncatingIfNeeded: member) {
            result.append(Int32(truncatingIfNeeded: member))
        }
        return result
    }

    /// How many of `count` members must fail so that fewer than `needed` stand, within 0 to `count` + 1, the last meaning never.
    private static func threshold(of needed: Int, among count: Int) -> Int32 {
        if needed <= 0 { return Int32(truncatingIfNeeded: count + 1) }
        return needed > count ? 0 : Int32(truncatingIfNeeded: count - needed + 1)
    }

    @inline(__always) func image(of level: UInt8, at gate: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: packedTransfer[gate] >> (8 * UInt32(level)))
    }

    /// The least level of a member that counts towards `level` at `gate`, or `nil`.
    func premiseLevel(for level: UInt8, at gate: Int) -> UInt8? {
        (0...TransferTable.highest).first { image(of: $0, at: gate) >= level }
    }

    /// The fewest members that must reach the premise level for `gate` to give `level`.
    @inline(__always) func threshold(for level: UInt8, at gate: Int) -> Int {
        Int(level <= 2 ? min(failing[gate], degrading[gate]) : failing[gate])
    }
}

/// Lists of indices in one flat array.
struct Rows: Sendable, Hashable {
    let starts: [UInt32]
    let elements: [Int32]

    init(_ rows: [[Int32]]) {
        var starts: [UInt32] = [0]
        var elements: [Int32] = []
        starts.reserveCapacity(rows.count + 1)
        for row in rows {
            elements.append(contentsOf: row)
            starts.append(UInt32(truncatingIfNeeded: elements.count))
        }
        self.starts = starts
        self.elements = elements
    }

    private init(starts: [UInt32], elements: [Int32]) {
        self.starts = starts
        self.elements = elements
    }

    var count: Int { starts.count - 1 }

    @inline(__always) func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

    subscript(row: Int) -> ArraySlice<Int32> { elements[range(row)] }

    /// For each element below `count`, the rows that hold it, increasing.
    func transposed(count: Int) -> Rows {
        var starts = [UInt32](repeating: 0, count: count + 1)
        for element in elements { starts[Int(element) + 1] += 1 }
        for element in 0..<count { starts[element + 1] += starts[element] }
        var next = starts
        var result = [Int32](repeating: 0, count: elements.count)
        for row in 0..<self.count {
            for element in self[row] {
                result[Int(next[Int(element)])] = Int32(truncatingIfNeeded: row)
                next[Int(element)] += 1
            }
        }
        return Rows(starts: starts, elements: result)
    }
}
