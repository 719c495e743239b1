/// Asks what single events or sets of events would do, one question after another over one shared base.
///
/// Each question costs only what the events change: the levels are raised from the base's solution and put back afterwards.
public struct Sweep {
    private var fixpoint: Fixpoint
    private let events: [BasicEvent]
    private let baseLength: Int

    /// Questions over `system` at `stage`, after the events numbered `happened`.
    ///
    /// - Complexity: O(nodes + gates + members).
    public init(_ system: ThresholdSystem, events: [BasicEvent], after happened: [Int] = [], stage: UInt8) {
        self.events = events
        fixpoint = Fixpoint(system, stage: stage, seeds: happened.lazy.flatMap { events[$0].effects })
        baseLength = fixpoint.trail.count
    }

    /// The levels before any further event.
    public var levels: [UInt8] { fixpoint.levels }

    /// The level of each of `nodes` once the further events have happened as well.
    ///
    /// - Complexity: linear in the nodes that change, their gates, and `nodes`.
    public mutating func levels(of nodes: [Int], after further: some Sequence<Int>) -> [UInt8] {
        raise(further)
        let result = nodes.map { fixpoint.levels[$0] }
        fixpoint.undo(to: baseLength)
        return result
    }

    /// The level of one node once the further events have happened as well.
    public mutating func level(of node: Int, after further: some Sequence<Int>) -> UInt8 {
        raise(further)
        let result = fixpoint.levels[node]
        fixpoint.undo(to: baseLength)
        return result
    }

    /// The nodes that the further events lift to `level` or above and that were below it before, in increasing order.
    public mutating func nodesLost(at level: UInt8, after further: some Sequence<Int>) -> [Int] {
        raise(further)
        var lost: [Int] = []
        for raise in fixpoint.trail[baseLength...] where raise.old < level && raise.new >= level { lost.append(Int(raise.node)) }
        fixpoint.undo(to: baseLength)
        return lost.sorted()
    }

    private mutating func raise(_ further: some Sequence<Int>) {
        for number in further { fixpoint.add(events[number].effects) }
    }
}
