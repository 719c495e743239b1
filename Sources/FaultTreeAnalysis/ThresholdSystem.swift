/// A group of members of which a node needs some, and wants some more.
///
/// With the members' levels after `transfer` in increasing order a₁ ≤ a₂ ≤ …, the gate gives its node the level max(a_`needed`, min(2,
/// a_`wanted`)). Beyond the last member stands the image of level 3, before the first stands 0.
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
/// The level of each node is the least solution of: at least its base level, and at least what each of its gates gives. Everything is held
/// in flat arrays on dense indices, 8 bytes a member, 16 a gate and 8 a node; gates keep the numbers in which they were given.
/// - Complexity: O(nodes + gates + members) to build, up to the sorting of each gate's members.
public struct ThresholdSystem: Sendable {
    /// How many nodes there are.
    public let nodeCount: Int
    /// How many gates there are.
    public var gateCount: Int { cores.count }

    /// What the inner loops read of each gate.
    let cores: GateTable
    /// The members gate by gate, increasing, each once.
    let memberRows: Rows
    /// The gates in which each node is a member.
    let useRows: Rows
    /// The gates of each node.
    let gateRows: Rows
    /// The gates that give a level though no member has failed.
    let unsatisfiable: [Int32]
    /// The gates that are counted apart, increasing; see `GateCounters`.
    let gatesApart: [Int32]

    /// A system of `nodeCount` nodes with these gates.
    ///
    /// - Precondition: nodes and members lie in `0 ..< nodeCount`; fewer than 2³¹ of anything.
    public init(nodeCount: Int, gates: [Gate]) {
        var builder = Builder(nodeCount: nodeCount, gates: gates.count, members: gates.reduce(0) { $0 + $1.members.count })
        for gate in gates { builder.add(gate) }
        self = builder.system()
    }

    fileprivate init(nodeCount: Int, cores: GateTable, memberRows: Rows) {
        self.nodeCount = nodeCount
        self.cores = cores
        self.memberRows = memberRows
        useRows = memberRows.transposed(count: nodeCount)
        gateRows = Rows(grouping: cores.count, into: nodeCount) { Int(cores[$0].node) }
        gatesApart = cores.indices.filter { GateCounters.isApart(members: memberRows.range($0).count, kind: cores.kind(of: $0)) }
            .map { Int32(truncatingIfNeeded: $0) }
        unsatisfiable = cores.indices.filter { cores[$0].degrading <= 0 }.map { Int32(truncatingIfNeeded: $0) }
    }

    var nodeOfGate: LazyMapCollection<GateTable, Int32> { cores.lazy.map(\.node) }
    /// How many members must reach a level for the gate to give it: the members beyond those needed, and one.
    var failing: LazyMapCollection<GateTable, Int32> { cores.lazy.map(\.failing) }
    var stageOfGate: LazyMapCollection<GateTable, UInt8> { cores.lazy.map(\.stage) }
    var supports: LazyMapCollection<GateTable, Bool> { cores.lazy.map(\.isSupport) }

    /// The least level of a member that counts towards `level` at `gate`, or `nil`.
    func premiseLevel(for level: UInt8, at gate: Int) -> UInt8? {
        if level == 0 { return 0 }
        let premise = cores[gate].premise(for: level)
        return premise == 0 ? nil : premise
    }

    /// The fewest members that must reach the premise level for `gate` to give `level`.
    @inline(__always) func threshold(for level: UInt8, at gate: Int) -> Int { Int(cores[gate].threshold(for: level)) }
}

extension ThresholdSystem {
    /// Takes gates one after another into flat arrays, so that a system of millions needs no object for each.
    public struct Builder: Sendable {
        private let nodeCount: Int
        private var cores = GateTable()
        private var starts: [UInt32] = [0]
        private var members: [Int32] = []

        /// A builder, with room for as many gates and members as are announced.
        public init(nodeCount: Int, gates: Int = 0, members: Int = 0) {
            precondition(nodeCount < Int32.max, "a system has fewer than 2³¹ nodes")
            self.nodeCount = nodeCount
            cores.reserveCapacity(gates)
            starts.reserveCapacity(gates + 1)
            self.members.reserveCapacity(members)
        }

        /// Adds a gate; its number is how many were added before.
        public mutating func add(_ gate: Gate) {
            add(
                node: gate.node, needed: gate.needed, wanted: gate.wanted, members: gate.members, transfer: gate.transfer,
                stage: gate.stage,
                isSupport: gate.isSupport)
        }

        /// Adds a gate by its parts; see `Gate`.
        public mutating func add(
            node: Int, needed: Int, wanted: Int, members: some Sequence<Int>, transfer: TransferTable = .identity, stage: UInt8 = 0,
            isSupport: Bool = false
        ) {
            let first = self.members.count
            var (isIncreasing, last) = (true, -1)
            for member in members {
                precondition(member >= 0 && member < nodeCount, "a member is a node of its system")
                isIncreasing = isIncreasing && member > last
                last = member
                self.members.append(Int32(truncatingIfNeeded: member))
            }
            close(first, isIncreasing, node: node, needed: needed, wanted: wanted, transfer: transfer, stage: stage, isSupport: isSupport)
        }

        /// Adds a gate by its parts, the members from a column of indices.
        public mutating func add(
            node: Int, needed: Int, wanted: Int, members: ArraySlice<UInt32>, transfer: TransferTable = .identity, stage: UInt8 = 0,
            isSupport: Bool = false
        ) {
            let first = self.members.count
            var (isIncreasing, last) = (true, -1)
            for member in members {
                precondition(Int(member) < nodeCount, "a member is a node of its system")
                isIncreasing = isIncreasing && Int(member) > last
                last = Int(member)
                self.members.append(Int32(bitPattern: member))
            }
            close(first, isIncreasing, node: node, needed: needed, wanted: wanted, transfer: transfer, stage: stage, isSupport: isSupport)
        }

        /// Ends a gate whose members stand from `first` on.
        private mutating func close(
            _ first: Int, _ isIncreasing: Bool, node: Int, needed: Int, wanted: Int, transfer: TransferTable, stage: UInt8, isSupport: Bool
        ) {
            precondition(node >= 0 && node < nodeCount && cores.count < Int32.max - 1, "a gate stands at a node of its system")
            if !isIncreasing { makeDistinct(from: first) }
            precondition(members.count < Int32.max, "a system has fewer than 2³¹ members")
            starts.append(UInt32(truncatingIfNeeded: members.count))
            cores.append(
                GateCore(
                    node: node, needed: needed, wanted: wanted, memberCount: members.count - first, transfer: transfer, stage: stage,
                    isSupport: isSupport))
        }

        private mutating func makeDistinct(from first: Int) {
            members[first...].sort()
            var kept = first
            for position in first..<members.count where position == first || members[position] != members[kept - 1] {
                members[kept] = members[position]
                kept += 1
            }
            members.removeSubrange(kept...)
        }

        /// The system of the gates added.
        public consuming func system() -> ThresholdSystem {
            cores.close()
            return ThresholdSystem(nodeCount: nodeCount, cores: cores, memberRows: Rows(starts: starts, elements: members))
        }
    }
}
