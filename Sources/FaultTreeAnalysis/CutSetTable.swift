/// How many minimal cut sets every node has, counted by order, from one run over all nodes.
public struct CutSetTable: Sendable, Hashable {
    /// One node.
    public struct Entry: Sendable, Hashable {
        /// Whether it reaches the level with nothing happening.
        public let isAlready: Bool
        /// How many sets there are of each order.
        public let counts: CutSetCounts
    }

    /// The nodes, by number.
    public let entries: [Entry]
    /// How far the counts go.
    public let completeness: CutSets.Completeness
}

extension ThresholdSystem {
    /// The minimal cut sets of every node at `level`, counted.
    ///
    /// Families of bounded order from the members upwards, all in one storage, so that nodes that need the same share what that takes. Where the order asked for
    /// does not fit the limits, the largest lower one that does is given.
    public func cutSetTable(at level: UInt8, events: [BasicEvent], stage: UInt8, limits: CutSetLimits = CutSetLimits()) -> CutSetTable {
        let nodes = Array(0..<nodeCount)
        var sweep = Sweep(self, events: events, stage: stage)
        let before = sweep.levels
        let all = sweep.levels(of: nodes, after: events.indices)
        let open = nodes.filter { before[$0] < level && all[$0] >= level }
        var entries = nodes.map { CutSetTable.Entry(isAlready: before[$0] >= level, counts: CutSetCounts(byOrder: [])) }
        guard !open.isEmpty else { return CutSetTable(entries: entries, completeness: .complete) }
        var walk = PairWalk(self, before: before, all: all, stage: stage, events: events, candidates: Array(events.indices))
        var (tree, gates) = walk.forest(of: open, at: level)
        // A gate over all that never holds: it only ties the trees together.
        let tie = tree.add(threshold: gates.count + 1, Set(gates).sorted())
        var vertices = VertexNumbers(tree)
        let local = LocalTree(tree, below: Int(tie), &vertices) { _ in false }
        let (counts, completeness) = local.countedFamilies(limits)
        var positions = [Int](repeating: 0, count: tree.gateCount)
        for (position, gate) in local.gates.enumerated() { positions[gate] = position }
        for (node, gate) in zip(open, gates) { entries[node] = .init(isAlready: false, counts: counts[positions[Int(gate)]]) }
        return CutSetTable(entries: entries, completeness: completeness)
    }
}

extension LocalTree {
    /// The counts of every gate's sets, by position, as far as the limits go.
    fileprivate func countedFamilies(_ limits: CutSetLimits) -> (counts: [CutSetCounts], completeness: CutSets.Completeness) {
        let order = LeafOrders(self)[.met]
        let weights = [UInt32](repeating: 1, count: leaves.count)
        var storage = DiagramStorage(limit: limits.nodes, budget: limits.steps)
        var bound = limits.order < leaves.count ? limits.order : .max
        while true {
            storage.hasDropped = false
            let room = UInt32(truncatingIfNeeded: min(bound, Int(DiagramOperation.unbounded)))
            let families = storage.boundedFamilies(of: self, order: order, room: room, weights: weights)
            if !storage.isExhausted {
                let isAsked = bound == .max || bound == limits.order
                let completeness: CutSets.Completeness =
                    !storage.hasDropped ? .complete : isAsked ? .upToOrder(bound) : .cutOff(order: bound)
                return (counts(of: families, in: storage, most: bound), completeness)
            }
            guard bound > 1 else { return (families.isEmpty ? thresholds.map { _ in CutSetCounts(byOrder: []) } : [], .cutOff(order: 0)) }
            bound = bound == .max ? 3 : bound - 1
            // Of single events alone there are never too many.
            storage.budget = bound == 1 ? .max : storage.steps &+ limits.steps
            storage.clear(limit: bound == 1 ? .max : limits.nodes)
        }
    }

    private func counts(of families: [UInt32], in storage: borrowing DiagramStorage, most: Int) -> [CutSetCounts] {
        var sizes: [SizeCounts] = [.none, .one]
        sizes.reserveCapacity(storage.count)
        var work = 0
        for number in 2..<max(2, storage.count) {
            let node = storage.nodes[number]
            var counts = sizes[Int(node.low)]
            counts.add(sizes[Int(node.high)], shift: 1, most: most, work: &work)
            sizes.append(counts)
        }
        return families.map { family in
            return CutSetCounts(byOrder: sizes[Int(family)].numbers(from: 1), isSaturated: sizes[Int(family)].isSaturated)
        }
    }
}
