internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// A licence that gives nothing in some places.
///
/// ## What it flags
/// Models and software under the licence, as a notice; and the products that use them or are made from them, where one of their markets is outside the
/// territory, or nobody says which markets they have.
/// ## Why it matters
/// Without a licence there is no right to use or distribute, whatever the export rules say.
/// ## Example
/// A product for the European market that contains a multimodal model whose licence gives no rights to companies of the European Union.
/// ## What to do
/// State the product's markets; use another model there, or ask the licensor for a licence.
/// ## Limits
/// Reads the licence that a document or the Catalog states and the markets that the manifest states. Exceptions for end users and by modality are
/// premises, not concluded.
/// ## Sources
/// The licence's own text, as the instrument cites it.
enum TerritorialLicence {
    /// The rule on this graph.
    static func rule(_ application: Application) -> FlagRule {
        let seeds = application.ground.nodes(with: .licence, application.instrument.seeds.licences).map { index -> FlagRule.Seed in
            let node = application.graph.nodes[index]
            let isChecked = node.sources.contains { $0.reader != "catalog" || $0.file.hasSuffix(", verified") }
            return application.seed(index, isChecked ? .known : .assumed, node.sources)
        }
        let guards = seeds.isEmpty ? [] : application.ground.nodes(of: [.product]).compactMap { market(application, $0) }
        let carriers =
            application.instrument.carriers.isEmpty ? [.contains, .derivedFrom, .usesModel, .dependsOn] : application.instrument.carriers
        return application.flag(
            seeds: seeds, carriers: Set(carriers), effect: .notice, carriedEffect: application.statedEffect, nodeGuards: guards)
    }

    /// A product whose markets all lie inside the territory is free of it; one without stated markets may be outside.
    private static func market(_ application: Application, _ index: Int) -> FlagRule.NodeGuard? {
        let node = application.graph.nodes[index]
        let markets = (node.lists[.market] ?? []).flatMap { text -> [Jurisdiction] in
            Jurisdiction(code: text).map { application.ground.catalog.members(of: $0).sorted() } ?? []
        }
        guard !markets.contains(where: { application.terms.excludedPlaces.contains($0) }) else { return nil }
        return FlagRule.NodeGuard(
            node: index, name: "markets inside the territory", ceiling: markets.isEmpty ? .unknown : .no,
            sources: markets.isEmpty ? [] : node.sources)
    }
}
