/// Solves the modules of a tree from the bottom up, within limits.
struct CutSetSolver: ~Copyable {
    private let search: ModuleSearch
    private let limits: CutSetLimits
    private var storage: DiagramStorage
    private var modules: [CutSetDiagram.Module] = []
    /// The number of each module's gate.
    private var numbers: [Int: Int32] = [:]
    /// Every set of at most this many events is held; less than asked for once a limit was reached.
    private var bound: Int
    private var hasDropped = false
    private var reached: CutSetDiagram.Limit?

    init(_ tree: FaultTree, limits: CutSetLimits) {
        search = ModuleSearch(tree)
        self.limits = limits
        bound = max(1, limits.order) >= tree.events.count ? Int.max : max(1, limits.order)
        storage = DiagramStorage(limit: limits.nodes, budget: limits.steps)
    }

    /// The diagram of the whole tree.
    consuming func diagram() -> CutSetDiagram {
        let tree = search.tree
        if tree.root < 0 {
            let leaf = LocalTree(leaf: tree.root)
            let event = Int32(truncatingIfNeeded: tree.events[Int(~tree.root)])
            let module = CutSetDiagram.Module(
                leaves: [event], nodes: [.init(level: 0, low: 0, high: 1)], root: 2, leastOrder: 1, greatestOrder: 1, tree: leaf,
                order: [0],
                hasFunction: true)
            return CutSetDiagram(modules: [module], completeness: .complete, reached: nil)
        }
        for gate in tree.gatesUpwards where search.isModule[gate] { solve(gate) }
        let completeness: CutSets.Completeness
        if reached != nil {
            completeness = .cutOff(order: bound)
        } else {
            // Where nothing was left out larger sets may be here all the same, put together from modules.
            let isWhole = !hasDropped && (modules.last?.greatestOrder ?? 0) <= bound
            completeness = isWhole ? .complete : .upToOrder(bound)
        }
        return CutSetDiagram(modules: modules, completeness: completeness, reached: reached)
    }

    private mutating func solve(_ gate: Int) {
        let local = LocalTree(of: gate, in: search)
        let weights = local.leaves.map { leaf in leaf < 0 ? 1 : modules[Int(numbers[Int(leaf)] ?? 0)].leastOrder }
        let solved = solution(of: local, weights: weights)
        let leaves = solved.order.map { position in
            let leaf = local.leaves[Int(position)]
            return leaf < 0 ? Int32(truncatingIfNeeded: search.tree.events[Int(~leaf)]) : ~(numbers[Int(leaf)] ?? 0)
        }
        numbers[gate] = Int32(truncatingIfNeeded: modules.count)
        modules.append(
            .init(
                leaves: leaves, nodes: solved.family.nodes, root: solved.family.root,
                leastOrder: solved.family.leastWeight(weightsByLevel(solved.order, weights)),
                greatestOrder: solved.family.greatestWeight(
                    leaves.map { $0 >= 0 ? 1 : modules[Int(~$0)].greatestOrder }), tree: local, order: solved.order,
                hasFunction: solved.hasFunction))
    }

    private struct Solved {
        let family: DiagramCopy
        let order: [Int32]
        let hasFunction: Bool
    }

    /// The family of a module's sets up to the bound, by way of its function, or where that is too large without.
    private mutating func solution(of local: LocalTree, weights: [Int]) -> Solved {
        let orders = LeafOrders(local)
        // Most modules are done with the first order: the others are made when they are needed.
        var waiting = local.gateCount == 1 ? [0] : LeafOrders.preferred
        var arrangements: [[Int32]] = []
        var nodes = 1 << 14
        while true {
            var progress: [Int] = []
            arrangements += waiting.isEmpty ? [] : [orders[waiting.removeFirst()]]
            var next = 0
            while next < arrangements.count {
                let order = arrangements[next]
                next += 1
                storage.clear(limit: min(nodes, limits.nodes))
                let (function, done) = storage.function(of: local, order: order)
                if !storage.isExhausted, let family = minimal(function, order, weights) {
                    return Solved(family: family, order: order, hasFunction: true)
                }
                if storage.isSpent { return bounded(local, order: arrangements[0], weights: weights) }
                progress.append(done)
                if next == arrangements.count, !waiting.isEmpty { arrangements.append(orders[waiting.removeFirst()]) }
            }
            // The orders that came farthest go on; a bounded question is tried without a function before much is spent on one.
            let ranked = arrangements.indices.sorted { (progress[$1], $0) < (progress[$0], $1) }
            arrangements = ranked.prefix(max(2, arrangements.count / 2)).map { arrangements[$0] }
            if nodes >= 1 << 16, bound < Int.max {
                let order = arrangements[0]
                if let family = attempt(local, order: order, weights: weights, bound: bound, nodes: min(16 * nodes, limits.nodes)) {
                    hasDropped = hasDropped || storage.hasDropped
                    return Solved(family: family, order: order, hasFunction: false)
                }
            }
            if nodes >= limits.nodes || storage.isSpent { return bounded(local, order: arrangements[0], weights: weights) }
            nodes *= 4
        }
    }

    private mutating func minimal(_ function: UInt32, _ order: [Int32], _ weights: [Int]) -> DiagramCopy? {
        storage.hasDropped = false
        let room = Self.room(bound)
        let family = weightsByLevel(order, weights).withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { storage.minimal(function, room: room, weights: $0) } ?? function
        }
        guard !storage.isExhausted else { return nil }
        hasDropped = hasDropped || storage.hasDropped
        return storage.copy(of: family)
    }

    private static func room(_ bound: Int) -> UInt32 { UInt32(truncatingIfNeeded: min(bound, Int(DiagramOperation.unbounded))) }

    private func weightsByLevel(_ order: [Int32], _ weights: [Int]) -> [UInt32] {
        order.map { UInt32(truncatingIfNeeded: min(weights[Int($0)], Int(UInt32.max))) }
    }

    private mutating func attempt(_ local: LocalTree, order: [Int32], weights: [Int], bound: Int, nodes: Int) -> DiagramCopy? {
        storage.clear(limit: nodes)
        storage.hasDropped = false
        let families = storage.boundedFamilies(of: local, order: order, room: Self.room(bound), weights: weightsByLevel(order, weights))
        return families.last.map { storage.copy(of: $0) }
    }

    /// The sets of one event, of two, and so on as far as the limits allow; the bound is lowered to what was finished.
    ///
    /// Single events cost little and are always found. Of the steps a tenth is granted beyond the limit, so that what is still to come is not left out.
    private mutating func bounded(_ local: LocalTree, order: [Int32], weights: [Int]) -> Solved {
        let limit: CutSetDiagram.Limit = storage.isSpent ? .steps(limits.steps) : .nodes(limits.nodes)
        storage.budget = .max
        var finished = 0
        var family = DiagramCopy.none
        while finished < bound {
            guard let next = attempt(local, order: order, weights: weights, bound: finished + 1, nodes: finished == 0 ? .max : limits.nodes)
            else { break }
            family = next
            finished += 1
            // Where nothing was left out this is everything after all.
            if !storage.hasDropped { return Solved(family: family, order: order, hasFunction: false) }
            if finished == 1 { storage.budget = max(limits.steps, storage.steps) &+ limits.steps / 10 }
        }
        hasDropped = true
        if finished < bound {
            bound = finished
            reached = storage.isSpent ? .steps(limits.steps) : limit
        }
        return Solved(family: family, order: order, hasFunction: false)
    }
}
