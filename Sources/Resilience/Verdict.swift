internal import FaultTreeAnalysis
internal import SupplyChain

/// What can be said of a target when all that the governments asked about control is lost at once (semantics 6.6).
public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// It fails by what they are known to control.
    case exposed
    /// It fails by what they are known or assumed to control.
    case exposedIfAssumptionsHold = "exposed-if-assumptions-hold"
    /// It fails by what they may control, for all that is known.
    case cannotBeExcluded = "cannot-be-excluded"
    /// It stands even if they control all that they may; the only clear result.
    case notExposed = "not-exposed"
    /// It fails with nothing removed: a group of its requirements can never be met.
    case already
}

extension LossModel {
    /// The verdict on each target: what happens if every event goes off together that is controlled known, assumed or possibly.
    ///
    /// - Parameters:
    ///   - targets: The nodes asked about, by index.
    ///   - events: The events of one level with their control values.
    ///   - horizon: The horizon asked about.
    ///   - state: The state that counts as failing.
    ///   - isStrict: Whether circular support counts as down.
    /// - Complexity: four times O(nodes + members of groups).
    public func verdicts(
        on targets: [Int], losing events: [Event], horizon: Horizon, atLeast state: SupplyState = .frozen, isStrict: Bool = false
    ) -> [Verdict] {
        let tiers: [Certainty?] = [nil, .known, .assumed, .unknown]
        let words: [Verdict] = [.already, .exposed, .exposedIfAssumptionsHold, .cannotBeExcluded]
        var verdicts = [Verdict](repeating: .notExposed, count: targets.count)
        for (tier, word) in zip(tiers, words).reversed() {
            let basic = tier.map { tier in events.map { $0.basicEvent(atLeast: tier) } } ?? []
            let levels = system.levels(of: basic.lazy.flatMap(\.effects), stage: horizon.rawValue)
            let circular = isStrict ? circularNodes(failedAtBase: basic.joinedFailures, levels: levels) : []
            for (position, target) in targets.enumerated() where levels[target] >= state.rawValue || (isStrict && circular[target]) {
                verdicts[position] = word
            }
        }
        return verdicts
    }

    /// The verdict on each target at every horizon, nearest first.
    ///
    /// Each set of events is gone through once for all four, a horizon going on from the one before.
    func verdictsByHorizon(
        on targets: [Int], losing events: [Event], atLeast state: SupplyState, isStrict: Bool
    ) -> [[Verdict]] {
        let tiers: [Certainty?] = [nil, .known, .assumed, .unknown]
        let words: [Verdict] = [.already, .exposed, .exposedIfAssumptionsHold, .cannotBeExcluded]
        var verdicts = [[Verdict]](
            repeating: [Verdict](repeating: .notExposed, count: targets.count), count: Horizon.allCases.count)
        var last: (basic: [BasicEvent], staged: StagedLevels)?
        for (tier, word) in zip(tiers, words).reversed() {
            let basic = tier.map { tier in events.map { $0.basicEvent(atLeast: tier) } } ?? []
            // Where nothing is less sure than the tier before, that said it all.
            let known = last?.basic == basic ? last?.staged : nil
            let staged = known ?? system.stagedLevels(of: basic.lazy.flatMap(\.effects))
            last = (basic, staged)
            for (row, horizon) in Horizon.allCases.enumerated() {
                let levels = isStrict ? graph.nodes.indices.map { staged.level(of: $0, at: horizon.rawValue) } : []
                let circular = isStrict ? circularNodes(failedAtBase: basic.joinedFailures, levels: levels) : []
                for (position, target) in targets.enumerated() {
                    let hasFailed = staged.level(of: target, at: horizon.rawValue) >= state.rawValue
                    if hasFailed || (isStrict && circular[target]) { verdicts[row][position] = word }
                }
            }
        }
        return verdicts
    }
}
