internal import Reporting
internal import Resilience
internal import SupplyChain

/// The changes of a scenario, found in the graph of an analysis.
struct Arrangement {
    private(set) var rearrangement = Rearrangement()
    private(set) var changes: [SimulationAnswer.Change] = []
    /// What losing the controller does over relationships of control, by index.
    private(set) var overriding: [Int: SupplyState] = [:]

    init(_ scenario: Scenario, _ analysis: Analysis) throws(CommandError) {
        for pair in scenario.replace { rearrangement.replacements += try find(pair, .replace, scenario, analysis) }
        for pair in scenario.add { rearrangement.additions += try find(pair, .add, scenario, analysis) }
        for text in scenario.activate {
            for node in try nodes(text, scenario, analysis) {
                rearrangement.activated.insert(node)
                changes.append(.init(kind: .activate, old: node, new: node, requirements: analysis.model.requirementCount(of: node)))
            }
        }
        for override in scenario.overrides { try note(override, analysis) }
    }

    private mutating func find(
        _ pair: Scenario.Pair, _ kind: SimulationAnswer.Change.Kind, _ scenario: Scenario, _ analysis: Analysis
    ) throws(CommandError) -> [Rearrangement.Pair] {
        let graph = analysis.graph
        let id = PackageURL(pair.new)?.canonical ?? pair.new
        let known = graph.index(of: NodeID(id))
        let meant: [Int]
        if let known { meant = [known] } else { meant = try analysis.nodes(try Selector(pair.new)) }
        guard let new = meant.first else { throw .noMatch(selector: pair.new, nearest: NearestIDs.of(pair.new, in: graph)) }
        return try nodes(pair.old, scenario, analysis).filter { $0 != new }.map { old in
            changes.append(.init(kind: kind, old: old, new: new, requirements: analysis.model.requirementCount(of: old)))
            return Rearrangement.Pair(old: old, new: new)
        }
    }

    private func nodes(_ text: String, _ scenario: Scenario, _ analysis: Analysis) throws(CommandError) -> [Int] {
        do throws(CommandError) {
            return try analysis.nodes(try Selector(text))
        } catch {
            guard case .noMatch = error, scenario.isForAnyInputs else { throw error }
            return []
        }
    }

    private mutating func note(_ override: Scenario.Override, _ analysis: Analysis) throws(CommandError) {
        let from = try override.from.map { text throws(CommandError) in Set(try analysis.nodes(try Selector(text))) }
        let to = try override.to.map { text throws(CommandError) in Set(try analysis.nodes(try Selector(text))) }
        for (index, edge) in analysis.graph.relationships.enumerated() where edge.kind.belongs(to: .control) {
            let isMeant =
                override.kind.map { $0 == edge.kind } ?? true && from?.contains(edge.from) ?? true && to?.contains(edge.to) ?? true
            if isMeant { overriding[index] = override.state }
        }
    }
}
