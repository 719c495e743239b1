internal import FaultTreeAnalysis
internal import Propagation
internal import Reporting
internal import Resilience
internal import SupplyChain

/// Finds what a scenario does to an analysis.
struct SimulationQuestion {
    let analysis: Analysis
    let outage: Outage
    private let scenario: Scenario
    private let changes: [SimulationAnswer.Change]
    /// What the same removal does where nothing was changed beforehand; `nil` where nothing was.
    private let unchanged: Outage?
    private let unmatched: [String]
    private let overriding: [Int: SupplyState]

    /// What happens when what these selectors mean goes.
    init(_ analysis: Analysis, removing texts: [String], effect: RemovalEffect) throws(CommandError) {
        var scenario = Scenario()
        scenario.remove = texts
        scenario.effect = effect
        try self.init(analysis, scenario)
    }

    /// What happens in a scenario.
    init(_ analysis: Analysis, _ scenario: Scenario) throws(CommandError) {
        let arrangement = try Arrangement(scenario, analysis)
        self.analysis = analysis
        self.scenario = scenario
        changes = arrangement.changes
        overriding = arrangement.overriding
        var removed: [NodeID: Event] = [:]
        var unmatched: [String] = []
        let model = analysis.model.rearranged(arrangement.rearrangement)
        for text in scenario.remove {
            do throws(CommandError) {
                let found = try Self.events(try Selector(text), analysis, scenario.effect, overriding)
                if found.isEmpty { unmatched.append(text) }
                for event in found { removed[event.id] = event }
            } catch {
                guard case .noMatch = error, scenario.isForAnyInputs else { throw error }
                unmatched.append(text)
            }
        }
        self.unmatched = unmatched
        let events = removed.values.sorted { $0.id < $1.id }
        outage = model.outage(removing: events, horizon: analysis.horizon)
        unchanged = changes.isEmpty ? nil : analysis.model.outage(removing: events, horizon: analysis.horizon)
    }

    private static func events(
        _ selector: Selector, _ analysis: Analysis, _ effect: RemovalEffect, _ overriding: [Int: SupplyState]
    ) throws(CommandError) -> [Event] {
        let graph = analysis.graph
        func removal(_ node: Int) -> Event { graph.removal(of: node, as: effect, overriding: overriding) }
        if let vendor = selector.soleVendor {
            guard let organization = Selection.organization(vendor, in: graph) else {
                throw .noMatch(selector: selector.text, nearest: NearestIDs.of("org:" + vendor, in: graph))
            }
            return [removal(organization)]
        }
        if let code = selector.soleJurisdiction {
            // Organizations that the government is known or assumed to reach go with all they control; parts that it reaches directly go by themselves.
            return graph.nodes.indices.compactMap { node in
                let isReached = analysis.exposure.jurisdictions(of: node).contains { $0.jurisdiction == code && $0.certainty >= .assumed }
                guard isReached else { return nil }
                let isDirect = graph.nodes[node].jurisdictions.contains { $0.jurisdiction == code && $0.certainty >= .assumed }
                let kind = graph.nodes[node].kind
                guard kind == .organization || (isDirect && kind != .product && kind != .capability) else { return nil }
                return removal(node)
            }
        }
        return try analysis.nodes(selector).map(removal)
    }

    /// The answer, with what still stands between each target and its fall.
    func answer() throws(CommandError) -> SimulationAnswer {
        let events = analysis.events()
        let targets = try analysis.targets().map { target in
            SimulationAnswer.Target(
                node: target, withoutChanges: unchanged.map { analysis.isStrict ? $0.strictState(of: target) : $0.after[target] },
                newSinglePoints: outage.newSinglePoints(of: target, among: events),
                remaining: outage.remainingCutSets(of: target, among: events, limits: CutSetLimits(order: 1)))
        }
        let supposed = SimulationAnswer.Supposition(
            scenario: scenario.id, effect: scenario.effect, changes: changes, overridden: overriding.count, unmatched: unmatched)
        return SimulationAnswer(
            analysis.question(), supposed: supposed, outage: outage, events: events, targets: targets, isStrict: analysis.isStrict)
    }
}
