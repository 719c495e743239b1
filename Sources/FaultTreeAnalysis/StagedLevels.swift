/// The levels of a system at each of its first four stages, after one base.
public struct StagedLevels: Sendable, Hashable {
    /// Two bits for each stage, of each node.
    private var packed: [UInt8]

    fileprivate init(nodeCount: Int) { packed = [UInt8](repeating: 0, count: nodeCount) }

    /// The level of `node` when the gates of stages up to `stage` count.
    public func level(of node: Int, at stage: UInt8) -> UInt8 { packed[node] >> (2 * min(3, stage)) & 3 }

    fileprivate mutating func record(_ levels: [UInt8], at stage: UInt8) {
        for node in levels.indices { packed[node] |= levels[node] << (2 * stage) }
    }
}

extension ThresholdSystem {
    /// The least solutions at the stages 0 to 3, each going on from the one before.
    ///
    /// Later stages only add gates, so levels only rise from one to the next: every raise is made once, not once a stage.
    /// - Complexity: O(nodes + gates + members) for all four together; one byte a node for the result.
    public func stagedLevels(of base: some Sequence<BasicEvent.Effect>) -> StagedLevels {
        var fixpoint = Fixpoint(self, stage: 0, through: 3, seeds: base)
        var result = StagedLevels(nodeCount: nodeCount)
        result.record(fixpoint.levels, at: 0)
        for stage: UInt8 in 1...3 {
            fixpoint.open(through: stage)
            result.record(fixpoint.levels, at: stage)
        }
        return result
    }

    /// The least solutions at the stages 0 to 3 after the events numbered `happened`.
    public func stagedLevels(after happened: some Sequence<Int>, of events: [BasicEvent]) -> StagedLevels {
        stagedLevels(of: happened.lazy.flatMap { events[$0].effects })
    }
}
