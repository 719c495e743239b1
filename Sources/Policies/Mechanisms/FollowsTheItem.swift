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
/// A service that runs on a chip classified 3A090; a model tuned from a model that a bill would cover. Weights that are published are outside the EAR.
/// ## What to do
/// Record the classification and its source; ask counsel which destinations and parties the rule names.
/// ## Limits
/// Sees only traits that the Catalog or a document states, and lineage that somebody wrote down. An exemption keeps the flag away only where all its
/// evidence is stated; where any is missing the flag stays, at most assumed. Whether the premises hold is not concluded.
/// ## Sources
/// The instrument's own citation and sources.
enum FollowsTheItem {
    /// The rule on this graph; one without seeds where nothing is named.
    static func rule(_ application: Application) -> FlagRule {
        let (ground, stated) = (application.ground, application.instrument.seeds)
        let named = ground.nodes(with: .trait, stated.traits) + ground.nodes(items: stated.items) + ground.nodes(of: stated.kinds)
        let seeds = Set(named).sorted().compactMap { seed(application, $0) }
        return application.flag(
            seeds: seeds, carriers: Set(application.instrument.carriers), nodeGuards: exemptions(application, where: seeds))
    }

    private static func seed(_ application: Application, _ index: Int) -> FlagRule.Seed? {
        let node = application.graph.nodes[index]
        let seeds = application.instrument.seeds
        let hasTrait = !seeds.traits.isEmpty && node.lists[.trait]?.contains { seeds.traits.contains($0) } ?? false
        let isItem = !seeds.items.isEmpty && node.attributes[.item].map { seeds.items.contains($0) } ?? false
        guard hasTrait || isItem || seeds.kinds.contains(node.kind) else { return nil }
        var certainty = seeds.certainty
        var sources = node.sources.filter { $0.reader == "catalog" }
        if !seeds.developerIn.isEmpty {
            guard let developer = developer(of: index, application) else { return nil }
            certainty = min(certainty, developer.certainty)
            sources += developer.sources
        }
        // A classification read off published figures is only as good as the fact that states it.
        if hasTrait, !node.sources.contains(where: { $0.reader == "catalog" && $0.file.hasSuffix(", verified") }) {
            certainty = min(certainty, .assumed)
        }
        return application.seed(index, certainty, sources)
    }

    /// Of those who developed or maintain a node, who is established where the instrument says: the surest such statement.
    private static func developer(of node: Int, _ application: Application) -> (certainty: Certainty, sources: [SourceLocation])? {
        var best: (certainty: Certainty, sources: [SourceLocation])?
        let places = Set(application.instrument.seeds.developerIn)
        for relationship in application.ground.relationships(from: node, [.developedBy, .maintainedBy]) {
            let certainty = min(relationship.details.certainty, application.graph.ownControl(of: relationship.to, for: places))
            guard certainty >= .assumed, certainty > best?.certainty ?? .unknown else { continue }
            best = (certainty, relationship.sources)
        }
        return best
    }

    /// The exemptions at everything that the flag can come to.
    private static func exemptions(_ application: Application, where seeds: [FlagRule.Seed]) -> [FlagRule.NodeGuard] {
        guard let exemption = application.terms.exemption, !seeds.isEmpty else { return [] }
        let isReached = application.ground.reached(from: seeds.map(\.node), along: Carriers(application.instrument.carriers))
        let nodes = exemption.kinds.isEmpty ? Array(application.graph.nodes.indices) : application.ground.nodes(of: exemption.kinds)
        return nodes.filter { isReached[$0] }.compactMap { self.exemption(exemption, application, at: $0) }
    }

    /// The exemption at a node: it kills where all that it needs is known, leaves the flag assumed where something is not said, and is none where it is denied.
    private static func exemption(
        _ exemption: MechanismTerms.Exemption, _ application: Application, at index: Int
    ) -> FlagRule.NodeGuard? {
        let node = application.graph.nodes[index]
        let stated = node.lists[.trait] ?? []
        if exemption.denials.contains(where: { stated.contains($0) }) { return nil }
        let weakest = exemption.traits.map { application.ground.certainty(ofTrait: $0, at: index) }.min() ?? .unknown
        return FlagRule.NodeGuard(
            node: index, name: exemption.name, ceiling: weakest == .known ? .no : .assumed, sources: weakest == .known ? node.sources : [])
    }
}
