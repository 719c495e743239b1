internal import CatalogFacts
internal import CatalogSchema
internal import Propagation
internal import SupplyChain

/// A control that attaches where enough of a thing's value is of the origin asked about: de minimis and the like.
///
/// ## What it flags
/// Things that contain content in scope whose share by value passes the threshold of their destination; as unknown where the interval or the
/// destination leaves it open.
/// ## Why it matters
/// A foreign product can be subject to another country's rules because of what is in it.
/// ## Example
/// A server made abroad, 30 per cent of whose value is controlled content, passes 25 per cent; one with 20 per cent passes it only for destinations at 10.
/// ## What to do
/// Have the value shares stated (`share` of `contains`), that there is no other controlled content (a trait of these words), and the markets.
/// ## Limits
/// It sums what it is handed: which content counts is the rule's scope, and only shares that somebody states are known. Things not known to contain
/// anything in scope are not flagged, which is not to say that their share is nothing. Passing the test does not end the analysis.
/// ## Sources
/// The instrument's own citation and sources; the place of every share.
enum ValueContent {
    /// The rule on this graph, and the interval behind each flag.
    static func rule(_ application: Application) -> (rule: FlagRule, proofs: [Int: PremiseProof]) {
        let scope = inScope(application)
        guard !scope.isEmpty else { return (application.flag(seeds: [], carriers: []), [:]) }
        let carriers = Set(application.instrument.carriers)
        let graph = application.graph
        let wholes = wholes(around: scope, carriers, application)
        var own = [ValueShares.Own](repeating: .unknown, count: graph.nodes.count)
        for node in graph.nodes.indices {
            if scope.contains(node) { own[node] = .rest }
            if graph.nodes[node].lists[.trait]?.contains("no other controlled content") ?? false { own[node] = .share(.none) }
        }
        let parts = graph.relationships.filter { carriers.contains($0.kind) && $0.details.certainty >= .assumed }
        let shares = ValueShares(
            parts: parts.map { ValueShares.Part(whole: $0.from, part: $0.to, share: $0.details.share) }, own: own)
        var seeds: [FlagRule.Seed] = []
        var proofs: [Int: PremiseProof] = [:]
        for node in wholes {
            let stated = application.ground.relationships(from: node, KindBits(carriers))
            let verdict = verdict(application, node, shares)
            guard verdict > .no else { continue }
            let certainty = min(verdict, stated.map(\.details.certainty).min() ?? .assumed)
            let sources = stated.flatMap(\.sources)
            seeds.append(application.seed(node, certainty, sources))
            proofs[node] = PremiseProof(
                node: node,
                premises: [
                    PremiseProof.Premise(
                        subject: .share, detail: "\(shares.low(of: node))–\(shares.high(of: node))", node: node, certainty: verdict,
                        sources: sources)
                ])
        }
        return (application.flag(seeds: seeds, carriers: []), proofs)
    }

    /// Content that counts: of a trait in scope, and where the rule says so developed by somebody there.
    private static func inScope(_ application: Application) -> Set<Int> {
        let places = Set(application.instrument.seeds.developerIn)
        return Set(
            application.ground.nodes(with: .trait, application.terms.scopeTraits).filter { node in
                guard !places.isEmpty else { return true }
                return application.ground.relationships(from: node, [.developedBy, .manufacturedBy, .maintainedBy]).contains {
                    application.graph.ownControl(of: $0.to, for: places) >= .assumed
                }
            })
    }

    /// What contains something in scope, at any depth.
    private static func wholes(around scope: Set<Int>, _ carriers: Set<RelationshipKind>, _ application: Application) -> [Int] {
        var reached = scope
        var frontier = scope.sorted()
        while let part = frontier.popLast() {
            let holders = application.ground.relationships(to: part, KindBits(carriers))
            for relationship in holders where reached.insert(relationship.from).inserted {
                frontier.append(relationship.from)
            }
        }
        return reached.subtracting(scope).sorted()
    }

    /// Over the threshold of every destination stated; where none is, over all thresholds, under all, or open.
    private static func verdict(_ application: Application, _ node: Int, _ shares: ValueShares) -> Certainty {
        let markets = (application.graph.nodes[node].lists[.market] ?? []).compactMap { Jurisdiction(code: $0) }
        let comparison: OwnershipRule.Comparison = application.terms.isThresholdEnough ? .atLeast : .moreThan
        func verdict(_ thresholds: [DestinationThreshold]) -> [Certainty] {
            thresholds.map { shares.verdict(on: node, comparison, $0.share) }
        }
        let all = application.terms.thresholds
        guard !markets.isEmpty else {
            let verdicts = verdict(all)
            guard let most = verdicts.max(), let least = verdicts.min() else { return .no }
            return most == least ? most : .unknown
        }
        return verdict(
            markets.compactMap { market in
                all.first { $0.destinations.contains(market) } ?? all.first { $0.destinations.isEmpty }
            }
        ).max() ?? .no
    }
}
