/// The smallest sets of events that take a node to a level.
public struct CutSets: Sendable, Hashable {
    /// How far the list goes.
    public enum Completeness: Sendable, Hashable {
        /// Every minimal cut set there is.
        case complete
        /// Every one of at most this many events, as asked; larger ones may exist.
        case upToOrder(Int)
        /// A limit was reached: every one of at most this many events, fewer than asked.
        case cutOff(order: Int)
    }

    /// The sets, each increasing, by size and then in lexicographic order; none where the node is there already.
    public let sets: [[Int]]
    /// Whether the node reaches the level with nothing happening.
    public let isAlready: Bool
    /// How far the list goes; what it holds is exact in any case.
    public let completeness: Completeness

    /// Whether everything that was asked for is listed.
    public var isComplete: Bool {
        if case .cutOff = completeness { return false }
        return true
    }

    /// How many sets there are of each size, from 1 upwards.
    public var countsByOrder: [Int] {
        var counts = [Int](repeating: 0, count: sets.last?.count ?? 0)
        for set in sets { counts[set.count - 1] += 1 }
        return counts
    }

    /// Cut sets from parts already in order.
    public init(sets: [[Int]], isAlready: Bool, completeness: Completeness) {
        self.sets = sets
        self.isAlready = isAlready
        self.completeness = completeness
    }
}

/// How far to look for cut sets.
public struct CutSetLimits: Sendable, Hashable {
    /// The most events in a set.
    public var order: Int
    /// The most sets held for one node and level, or made in one combination.
    public var sets: Int
    /// The most comparisons of sets in all.
    public var steps: Int

    /// Limits; by default sets of at most three events.
    public init(order: Int = 3, sets: Int = 200_000, steps: Int = 200_000_000) {
        self.order = order
        self.sets = sets
        self.steps = steps
    }
}

extension ThresholdSystem {
    /// The minimal cut sets of `target` at `level`, up to the order asked for.
    ///
    /// Only events in `candidates` may happen, all if `nil`; those in `happened` have happened already. Single points come from the table of bits and
    /// leave the search, for no other minimal set holds them. The rest works upwards from the members on families of sets in which none holds another,
    /// order by order, until nothing is left out or the order asked for is reached. Exact for every order that it finishes, cycles included; an order
    /// that meets a limit is not reported at all.
    public func minimalCutSets(
        of target: Int, at level: UInt8, events: [BasicEvent], candidates: [Int]? = nil, after happened: [Int] = [], stage: UInt8,
        limits: CutSetLimits = CutSetLimits()
    ) -> CutSets {
        let open = Set(candidates ?? Array(events.indices)).subtracting(happened)
        var sweep = Sweep(self, events: events, after: happened, stage: stage)
        if sweep.levels[target] >= level { return CutSets(sets: [], isAlready: true, completeness: .complete) }
        guard sweep.level(of: target, after: open) >= level else { return CutSets(sets: [], isAlready: false, completeness: .complete) }
        let table = singlePointTable(of: events, after: happened, stage: stage, target: target)
        let points = table.events(taking: target, to: level).filter(open.contains)
        let others = open.subtracting(points).sorted()
        let singles = points.map { [$0] }
        guard sweep.level(of: target, after: others) >= level else {
            return CutSets(sets: singles, isAlready: false, completeness: .complete)
        }
        guard limits.order >= 2 else { return CutSets(sets: singles, isAlready: false, completeness: .upToOrder(1)) }
        var expansion = CutSetExpansion(
            self, target: target, events: events, candidates: others, happened: happened, stage: stage, limits: limits)
        var finished = singles
        for order in 2...limits.order {
            guard let family = expansion.family(of: target, at: level, order: order) else {
                return CutSets(sets: finished, isAlready: false, completeness: .cutOff(order: order - 1))
            }
            finished = singles + family.sets
            if !expansion.hasDropped { return CutSets(sets: finished, isAlready: false, completeness: .complete) }
        }
        return CutSets(sets: finished, isAlready: false, completeness: .upToOrder(limits.order))
    }
}

/// The families of every node and level that the target depends on, for one order at a time.
private struct CutSetExpansion {
    let system: ThresholdSystem
    let stage: UInt8
    let limits: CutSetLimits
    private(set) var hasDropped = false
    private var steps = 0
    private let components: Components
    private let dependants: Rows
    private let ownFamilies: [SetFamily]
    private var families: [SetFamily] = []

    init(
        _ system: ThresholdSystem, target: Int, events: [BasicEvent], candidates: [Int], happened: [Int], stage: UInt8, limits: CutSetLimits
    ) {
        self.system = system
        self.stage = stage
        self.limits = limits
        let dependencies = system.dependencies(at: stage)
        components = Components(dependencies, from: [target])
        dependants = dependencies.transposed(count: system.nodeCount)
        var direct = [[Int32]](repeating: [], count: 3 * system.nodeCount)
        for event in Set(candidates).subtracting(happened).sorted() {
            for effect in events[event].effects {
                for level in 0..<Int(effect.level) {
                    let row = 3 * effect.node + level
                    if direct[row].last != Int32(truncatingIfNeeded: event) { direct[row].append(Int32(truncatingIfNeeded: event)) }
                }
            }
        }
        var own = direct.map { SetFamily(singletons: $0) }
        for event in happened {
            for effect in events[event].effects { for level in 0..<Int(effect.level) { own[3 * effect.node + level] = .empty } }
        }
        ownFamilies = own
    }

    /// The family of one node and level, or `nil` where a limit was reached.
    mutating func family(of target: Int, at level: UInt8, order: Int) -> SetFamily? {
        hasDropped = false
        families = ownFamilies
        var isQueued = [Bool](repeating: false, count: system.nodeCount)
        for component in 0..<components.count {
            var queue = components[component].sorted()
            for node in queue { isQueued[Int(node)] = true }
            var head = 0
            while head < queue.count {
                let node = queue[head]
                head += 1
                isQueued[Int(node)] = false
                guard let hasChanged = refill(Int(node), order: order) else { return nil }
                guard hasChanged else { continue }
                for dependant in dependants[Int(node)] where components.ofNode[Int(dependant)] == Int32(truncatingIfNeeded: component) {
                    if !isQueued[Int(dependant)] {
                        isQueued[Int(dependant)] = true
                        queue.append(dependant)
                    }
                }
            }
        }
        return families[3 * target + Int(level) - 1]
    }

    /// Adds what the gates of a node give now; whether that was new, or `nil` where a limit was reached.
    private mutating func refill(_ node: Int, order: Int) -> Bool? {
        var hasChanged = false
        for gate in system.gateRows[node] where system.stageOfGate[Int(gate)] <= stage {
            for level: UInt8 in 1...TransferTable.highest {
                guard let premise = system.premiseLevel(for: level, at: Int(gate)) else { continue }
                guard let given = given(by: Int(gate), premise: premise, atLeast: system.threshold(for: level, at: Int(gate)), order: order)
                else {
                    return nil
                }
                let row = 3 * node + Int(level) - 1
                let joined = families[row].union(given, steps: &steps)
                guard joined.count <= limits.sets, steps <= limits.steps else { return nil }
                if joined != families[row] {
                    families[row] = joined
                    hasChanged = true
                }
            }
        }
        return hasChanged
    }

    /// The sets under which at least `count` members of a gate reach the premise level.
    private mutating func given(by gate: Int, premise: UInt8, atLeast count: Int, order: Int) -> SetFamily? {
        let members = system.memberRows[gate]
        if count <= 0 { return .empty }
        if count > members.count { return SetFamily.none }
        // reached[j]: at least j of the members seen so far.
        var reached = [SetFamily](repeating: .none, count: count + 1)
        reached[0] = .empty
        for (position, member) in members.enumerated() {
            let own = families[3 * Int(member) + Int(premise) - 1]
            let remaining = members.count - position - 1
            for number in stride(from: min(count, position + 1), through: max(1, count - remaining), by: -1) {
                guard
                    let product = reached[number - 1].product(own, order: order, limit: limits.sets, steps: &steps, hasDropped: &hasDropped)
                else { return nil }
                reached[number] = reached[number].union(product, steps: &steps)
                guard reached[number].count <= limits.sets, steps <= limits.steps else { return nil }
            }
        }
        return reached[count]
    }
}
