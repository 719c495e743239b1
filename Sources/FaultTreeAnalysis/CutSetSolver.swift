/// Solves the modules of a tree from the bottom up, within limits.
struct CutSetSolver: ~Copyable {
    private let search: ModuleSearch
    private let limits: CutSetLimits
    private var storage: DiagramStorage
    private var modules: [CutSetDiagram.Module] = []
    /// The number of each module's gate.
    private var numbers: [Int32]
    private var vertices: VertexNumbers
    /// Every set of at most this many events is held; less than asked for once a limit was reached.
    private var bound: Int
    private var hasDropped = false
    private var reached: CutSetDiagram.Limit?

    init(_ tree: FaultTree, limits: CutSetLimits) {
        search = ModuleSearch(tree)
        self.limits = limits
        numbers = [Int32](repeating: 0, count: search.tree.gateCount)
        vertices = VertexNumbers(search.tree)
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
            return CutSetDiagram(modules: [module], completeness: .complete, reached: nil, steps: limits.steps)
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
        return CutSetDiagram(modules: modules, completeness: completeness, reached: reached, steps: limits.steps)
    }

    private mutating func solve(_ gate: Int) {
        let local = LocalTree(of: gate, in: search, &vertices)
        let weights = local.leaves.map { leaf in leaf < 0 ? 1 : modules[Int(numbers[Int(leaf)])].leastOrder }
        let solved = solution(of: local, weights: weights)
        let leaves = solved.order.map { position in
            let leaf = local.leaves[Int(position)]
            return leaf < 0 ? Int32(truncatingIfNeeded: search.tree.events[Int(~leaf)]) : ~numbers[Int(leaf)]
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

    private static let leastGrant = 1 << 11

    /// The family of a module's sets up to the bound, by whichever way gets there first.
    ///
    /// The ways race: each is granted the same steps, then those that came farthest are granted four times as much. A function can be small where the
    /// families of its gates are large, and the other way about; which, nobody knows before. They race until the steps are spent, or until all of them need
    /// more nodes than may be held.
    private mutating func solution(of local: LocalTree, weights: [Int]) -> Solved {
        let orders = LeafOrders(local)
        // Most modules are so small that to look for a good order takes longer than any order.
        var first = Way(.met, hasFunction: false)
        first.leaves = orders[.met]
        storage.clear(limit: min(Self.leastGrant, limits.nodes), steps: Self.leastGrant)
        if let family = attempt(local, &first, weights) { return Solved(family: family, order: first.leaves, hasFunction: false) }
        if storage.isSpent { return bounded(local, order: first.leaves, weights: weights) }
        var ways: [Way] = []
        var stage = 0
        while true {
            let grant = 1 << min(40, 15 + 2 * stage)
            ways += Way.joining(at: stage)
            var hasRoom = false
            for index in ways.indices {
                if ways[index].leaves.isEmpty { ways[index].leaves = orders[ways[index].order] }
                storage.clear(limit: min(grant / 2, limits.nodes), steps: grant)
                if let family = attempt(local, &ways[index], weights) {
                    return Solved(family: family, order: ways[index].leaves, hasFunction: ways[index].hasFunction)
                }
                hasRoom = hasRoom || storage.count < limits.nodes
                if storage.isSpent { break }
            }
            ways = Way.ranked(ways)
            if storage.isSpent || !hasRoom {
                return bounded(local, order: ways.first { !$0.hasFunction }?.leaves ?? ways[0].leaves, weights: weights)
            }
            ways = Way.thinned(ways, functions: stage > 2 ? 1 : 2)
            stage += 1
        }
    }

    /// One way to a module's sets: by its function or by the families of its gates, under one order of its leaves.
    private struct Way {
        let order: LeafOrders.Kind
        let hasFunction: Bool
        /// The leaves in that order, once it has its turn: most modules need no more than the first.
        var leaves: [Int32] = []
        /// How many arguments of gates were joined when it was last stopped.
        var progress = 0

        init(_ order: LeafOrders.Kind, hasFunction: Bool) {
            self.order = order
            self.hasFunction = hasFunction
        }

        /// The ways that join the race at each stage: few at first, as most modules need no more.
        static func joining(at stage: Int) -> [Way] {
            switch stage {
            case 0: [Way(.centred, hasFunction: false), Way(.centredFromLargest, hasFunction: true)]
            case 1: [Way(.weighted, hasFunction: true)]
            case 2: [Way(.centredFromLargest, hasFunction: false), Way(.centred, hasFunction: true)]
            default: []
            }
        }

        /// Those that came farthest first, families before functions.
        static func ranked(_ ways: [Way]) -> [Way] {
            ways.indices.sorted { one, other in
                if ways[one].progress != ways[other].progress { return ways[one].progress > ways[other].progress }
                if ways[one].hasFunction != ways[other].hasFunction { return ways[other].hasFunction }
                return one < other
            }.map { ways[$0] }
        }

        /// Two families and two functions, those that came farthest; later only one function, since how far families came says little of how far they are.
        static func thinned(_ ranked: [Way], functions: Int) -> [Way] {
            var left = (families: 2, functions: functions)
            return ranked.filter { way in
                if way.hasFunction { left.functions -= 1 } else { left.families -= 1 }
                return way.hasFunction ? left.functions >= 0 : left.families >= 0
            }
        }
    }

    /// What a way leads to within what is granted, or nothing.
    private mutating func attempt(_ local: LocalTree, _ way: inout Way, _ weights: [Int]) -> DiagramCopy? {
        if way.hasFunction {
            let (function, done) = storage.function(of: local, order: way.leaves)
            way.progress = done
            return storage.isExhausted ? nil : minimal(function, way.leaves, weights)
        }
        storage.hasDropped = false
        let (family, done) = storage.boundedFamily(
            of: local, order: way.leaves, room: Self.room(bound), weights: weightsByLevel(way.leaves, weights))
        way.progress = done
        guard let family else { return nil }
        hasDropped = hasDropped || storage.hasDropped
        return storage.copy(of: family)
    }

    private mutating func minimal(_ function: UInt32, _ order: [Int32], _ weights: [Int]) -> DiagramCopy? {
        storage.hasDropped = false
        let room = Self.room(bound)
        var kept = [function]
        if storage.count > storage.mark / 2 { storage.keep(&kept) }
        let function = kept[0]
        let family = weightsByLevel(order, weights).withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { storage.minimal(function, room: room, weights: $0) } ?? function
        }
        guard !storage.isExhausted else { return nil }
        hasDropped = hasDropped || storage.hasDropped
        return storage.copy(of: family)
    }

    private static func room(_ bound: Int) -> UInt32 { UInt32(truncatingIfNeeded: min(bound, Int(DiagramOperation.unbounded))) }

    private func weightsByLevel(_ order: [Int32], _ weights: [Int]) -> [UInt32] {
        order.map { UInt32(truncatingIfNeeded: min(weights[Int($0)], Int(DiagramOperation.never))) }
    }

    private mutating func families(of local: LocalTree, order: [Int32], weights: [Int], bound: Int, nodes: Int) -> DiagramCopy? {
        storage.clear(limit: nodes)
        storage.hasDropped = false
        let family = storage.boundedFamily(of: local, order: order, room: Self.room(bound), weights: weightsByLevel(order, weights)).family
        return family.map { storage.copy(of: $0) }
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
            let nodes = finished == 0 ? .max : limits.nodes
            guard let next = families(of: local, order: order, weights: weights, bound: finished + 1, nodes: nodes) else { break }
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
