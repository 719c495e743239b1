internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// A control that attaches to an item and goes where the item goes.
///
/// ## What it flags
/// Nodes that the instrument names by trait, kind or item, and whatever contains them, runs on them or derives from them, as the instrument says.
/// ## Why it matters
/// A licence duty on a chip or on weights does not end where the chip is built in or the weights are tuned further.
/// ## Example
/// A service that runs on a chip classified 3A090; a model tuned from a model that a bill would cover.
/// ## What to do
/// Record the classification and its source; ask counsel which destinations and parties the rule names.
/// ## Limits
/// Sees only traits that the Catalog or a document states, and lineage that somebody wrote down. Whether the premises hold is not concluded.
/// ## Sources
/// The instrument's own citation and sources.
enum FollowsTheItem {
    /// The rule on this graph; one without seeds where nothing is named.
    static func rule(_ instrument: Instrument, status: String, graph: SupplyGraph, ceiling: Certainty) -> FlagRule {
        var developers: [Int: [Int]] = [:]
        if instrument.seeds.developerIn != nil {
            for (index, relationship) in graph.relationships.enumerated() where relationship.kind == .developedBy {
                developers[relationship.from, default: []].append(index)
            }
        }
        let seeds = graph.nodes.indices.compactMap { seed(instrument, $0, graph, ceiling, developedBy: developers[$0] ?? []) }
        return FlagRule(
            id: FlagID(instrument.id), effect: FlagEffect(rawValue: instrument.effect) ?? .notice, status: status, seeds: seeds,
            carriers: Set(instrument.carriers))
    }

    private static func seed(
        _ instrument: Instrument, _ index: Int, _ graph: SupplyGraph, _ ceiling: Certainty, developedBy: [Int]
    ) -> FlagRule.Seed? {
        let node = graph.nodes[index]
        let seeds = instrument.seeds
        let hasTrait = node.lists[.trait]?.contains { seeds.traits.contains($0) } ?? false
        let isItem = node.attributes[.item].map { seeds.items.contains($0) } ?? false
        guard hasTrait || isItem || seeds.kinds.contains(node.kind) else { return nil }
        var certainty = min(seeds.certainty, ceiling)
        var sources = node.sources.filter { $0.reader == "catalog" } + [instrument.source]
        if let place = seeds.developerIn {
            guard let developer = developer(among: developedBy, in: place, graph) else { return nil }
            certainty = min(certainty, developer.certainty)
            sources += developer.sources
        }
        // A classification read off published figures is only as good as the fact that states it.
        if hasTrait, !node.sources.contains(where: { $0.reader == "catalog" && $0.file.hasSuffix(", verified") }) {
            certainty = min(certainty, .assumed)
        }
        return FlagRule.Seed(node: index, certainty: certainty, sources: Set(sources).sorted())
    }

    /// Of those who developed a node, who is established in `place`: the surest such statement.
    private static func developer(among relationships: [Int], in place: Jurisdiction, _ graph: SupplyGraph) -> (
        certainty: Certainty, sources: [SourceLocation]
    )? {
        var best: (certainty: Certainty, sources: [SourceLocation])?
        for relationship in relationships.map({ graph.relationships[$0] }) {
            let certainty = min(relationship.details.certainty, graph.ownControl(of: relationship.to, for: [place]))
            guard certainty >= .assumed, certainty > best?.certainty ?? .unknown else { continue }
            best = (certainty, relationship.sources)
        }
        return best
    }
}
