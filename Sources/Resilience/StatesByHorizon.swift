internal import FaultTreeAnalysis
internal import SupplyChain

/// The state of every node at every horizon once some events have happened.
public struct StatesByHorizon: Sendable, Hashable {
    private let levels: StagedLevels

    fileprivate init(_ levels: StagedLevels) { self.levels = levels }

    /// The state of a node, by index, when requirements count that count at the horizon.
    public func state(of node: Int, at horizon: Horizon) -> SupplyState {
        SupplyState(level: levels.level(of: node, at: horizon.rawValue))
    }
}

extension LossModel {
    /// What becomes of every node when `events` happen together, at all four horizons in one pass.
    ///
    /// - Complexity: O(nodes + members of groups).
    public func statesByHorizon(removing events: [Event]) -> StatesByHorizon {
        let basic = events.map(\.withAllEffects)
        return StatesByHorizon(system.stagedLevels(after: events.indices, of: basic))
    }
}
