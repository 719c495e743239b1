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
    /// The most sets that are listed.
    public var sets: Int
    /// The most steps of work, some ten million a second.
    ///
    /// Work is bounded by steps, not by a clock, so that the same question has the same answer on any machine.
    public var steps: Int
    /// The most nodes of decision diagrams held at a time, some thirty bytes each.
    public var nodes: Int

    /// Limits; by default sets of at most three events.
    public init(order: Int = 3, sets: Int = 200_000, steps: Int = 200_000_000, nodes: Int = 8_000_000) {
        self.order = order
        self.sets = sets
        self.steps = steps
        self.nodes = nodes
    }
}

extension ThresholdSystem {
    /// The minimal cut sets of `target` at `level`, listed up to the order asked for.
    ///
    /// Only events in `candidates` may happen, all if `nil`; those in `happened` have happened already. Exact for every order that is listed, cycles
    /// included; an order that meets a limit is not listed at all.
    public func minimalCutSets(
        of target: Int, at level: UInt8, events: [BasicEvent], candidates: [Int]? = nil, after happened: [Int] = [], stage: UInt8,
        limits: CutSetLimits = CutSetLimits()
    ) -> CutSets {
        cutSetDiagram(of: target, at: level, events: events, candidates: candidates, after: happened, stage: stage, limits: limits)
            .cutSets(atMost: limits.sets)
    }
}
