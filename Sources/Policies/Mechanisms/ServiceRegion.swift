internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// A vendor's terms on from where, and by whom, its service may be used.
///
/// ## What it flags
/// Callers of the vendor's services that are in a place the terms exclude, or belong to somebody there; as unknown where nobody says where the caller is.
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
    /// The rule on this graph: it begins as a notice at the vendor's services and reaches their callers.
    static func rule(_ application: Application) -> FlagRule {
        let operators = Set(application.terms.operators)
        let graph = application.graph
        let seeds = graph.nodes.indices.compactMap { node -> FlagRule.Seed? in
            guard [.service, .registry, .infrastructure].contains(graph.nodes[node].kind) else { return nil }
            let hands = application.ground.relationships(from: node, [.operatedBy]).filter { operators.contains(graph.nodes[$0.to].id) }
            guard let certainty = hands.map(\.details.certainty).max() else { return nil }
            return application.seed(node, certainty, hands.flatMap(\.sources))
        }
        let carriers = Set(application.instrument.carriers.isEmpty ? [.calls] : application.instrument.carriers)
        let owners = excludedOwners(application, isNeeded: !seeds.isEmpty)
        let callers = Set(seeds.flatMap { application.ground.relationships(to: $0.node, carriers).map(\.from) })
        let guards = callers.sorted().compactMap { caller(application, $0, owners) }
        return application.flag(
            seeds: seeds, carriers: carriers, effect: .notice, carriedEffect: application.statedEffect, nodeGuards: guards)
    }

    /// What a caller's place and operators make of the flag; `nil` where it is known to be excluded.
    private static func caller(_ application: Application, _ node: Int, _ owners: OwnershipCascade?) -> FlagRule.NodeGuard? {
        let terms = application.terms
        let graph = application.graph
        let hands = application.ground.relationships(from: node, [.operatedBy, .developedBy, .publishedBy])
        var places = application.ground.places(of: node).map { ($0.jurisdiction, $0.certainty, $0.sources) }
        places += (graph.nodes[node].lists[.market] ?? []).compactMap { Jurisdiction(code: $0) }.map {
            ($0, .known, graph.nodes[node].sources)
        }
        for hand in hands {
            places += application.ground.places(of: hand.to).map {
                ($0.jurisdiction, min($0.certainty, hand.details.certainty), hand.sources)
            }
        }
        let isExcluded = { (place: Jurisdiction) -> Bool in
            terms.excludedPlaces.contains(place) || !terms.supportedPlaces.isEmpty && !terms.supportedPlaces.contains(place)
        }
        var most = places.filter { isExcluded($0.0) }.map(\.1).max() ?? .no
        let listed = Set(application.ground.members(of: application.instrument).map(\.node))
        for hand in hands {
            if listed.contains(hand.to) { most = max(most, hand.details.certainty) }
            if let owners { most = max(most, min(hand.details.certainty, owners.verdict(on: hand.to))) }
        }
        if most == .known { return nil }
        if places.isEmpty || owners != nil && hands.isEmpty { most = max(most, .unknown) }
        return FlagRule.NodeGuard(
            node: node, name: "used from where the terms allow it", ceiling: most, sources: Set(places.flatMap(\.2)).sorted())
    }

    /// Who belongs to somebody seated where the service may not be used, by the share that the terms name.
    private static func excludedOwners(_ application: Application, isNeeded: Bool) -> OwnershipCascade? {
        let terms = application.terms
        guard isNeeded, let threshold = terms.threshold, let rule = OwnershipRule(terms.isThresholdEnough ? .atLeast : .moreThan, threshold)
        else { return nil }
        let seated = application.graph.nodes.enumerated().filter { _, node in
            node.kind == .organization
                && node.jurisdictions.contains { $0.certainty >= .assumed && terms.excludedPlaces.contains($0.jurisdiction) }
        }.map(\.offset)
        return application.graph.ownershipCascade(from: Set(seated), under: rule, list: .open)
    }
}
