internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// A vendor's terms on from where, and by whom, its service may be used.
///
/// ## What it flags
/// Callers of the vendor's services that are in a place the terms exclude, or belong to somebody there; as unknown where nobody says where the caller
/// is. A part calls from where the products and services are that it is part of.
/// ## Why it matters
/// The service can be refused, and an account closed, without any law naming the caller.
/// ## Example
/// A product sold in China that calls an API whose terms do not list China.
/// ## What to do
/// State the markets of the product and who operates it; ask for the owners where the terms read ownership.
/// ## Limits
/// Terms are dated copies. The place is what markets, seats and operators say; payment and network addresses are not seen. The same model through
/// another operator is another service.
/// ## Sources
/// The instrument's own citation and sources.
enum ServiceRegion {
    /// What a part calls, the whole calls: so far the flag goes with parts.
    private static let parts: Set<RelationshipKind> = [.contains, .dependsOn]

    /// The rule on this graph: it begins as a notice at the vendor's services and reaches their callers.
    static func rule(_ application: Application) -> FlagRule {
        let operators = Set(application.terms.operators)
        let (graph, ground) = (application.graph, application.ground)
        let seeds = ground.nodes(of: [.service, .registry, .infrastructure]).compactMap { node -> FlagRule.Seed? in
            let hands = ground.relationships(from: node, [.operatedBy]).filter { operators.contains(graph.nodes[$0.to].id) }
            guard let certainty = hands.map(\.details.certainty).max() else { return nil }
            return application.seed(node, certainty, hands.flatMap(\.sources))
        }
        let stated = application.instrument.carriers
        let carriers = Set(stated.isEmpty ? [.calls] : stated).union(parts)
        return application.flag(
            seeds: seeds, carriers: carriers, effect: .notice, carriedEffect: application.statedEffect,
            nodeGuards: seeds.isEmpty ? [] : CallersOfServices(application, seeds.map(\.node), Carriers(carriers)).guards)
    }
}
