internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// A duty that attaches to what is placed on a market, because of what is in it or what it calls.
///
/// ## What it flags
/// Products one of whose markets is a place of the rule and that use a thing of the kinds it speaks of; as unknown where nobody states the markets.
/// ## Why it matters
/// The same product brings filings, labels or documentation in one market and none in the next.
/// ## Example
/// An assistant for China on a fine-tune of some base model: it registers, and the base must have been filed.
/// ## What to do
/// State the markets in the manifest; find out whose role is which.
/// ## Limits
/// Markets are what the manifest states. Two premises are needed, so the explanation is a proof, with the way to the thing among its sources; roles,
/// dates of phasing in and exemptions are the instrument's premises.
/// ## Sources
/// The instrument's own citation and sources.
enum MarketDuty {
    /// The rule on this graph, with both premises of each flag.
    ///
    /// - Parameter shared: The ways that other instruments found on the same graph; instruments that speak of the same things travel the same ways.
    static func rule(_ application: Application, _ shared: inout SharedWays) -> (rule: FlagRule, proofs: [Int: PremiseProof]) {
        let products = application.graph.nodes.indices.compactMap { node -> PremiseProof.Premise? in
            guard application.graph.nodes[node].kind == .product else { return nil }
            return market(application, node)
        }
        guard !products.isEmpty else { return (application.flag(seeds: [], carriers: []), [:]) }
        let ways = shared.ways(of: application)
        var seeds: [FlagRule.Seed] = []
        var proofs: [Int: PremiseProof] = [:]
        for market in products {
            guard let thing = ways.premise(at: market.node) else { continue }
            let proof = PremiseProof(node: market.node, premises: [thing, market])
            seeds.append(application.seed(market.node, proof.certainty, thing.sources + market.sources))
            proofs[market.node] = proof
        }
        return (application.flag(seeds: seeds, carriers: []), proofs)
    }

    /// The ways that were found on one graph, by what instruments speak of and what carries it.
    struct SharedWays {
        private struct Key: Hashable {
            let kinds: [NodeKind]
            let operators: [NodeID]
            let outside: [Jurisdiction]
            let carriers: [RelationshipKind]
        }

        private var found: [Key: Ways] = [:]

        fileprivate mutating func ways(of application: Application) -> Ways {
            let key = Key(
                kinds: application.instrument.seeds.kinds, operators: application.terms.operators, outside: application.terms.seedOutside,
                carriers: application.instrument.carriers)
            if let known = found[key] { return known }
            let ways = Ways(application)
            found[key] = ways
            return ways
        }
    }

    /// Whether a product is for a market of the rule; `nil` where all its markets are others.
    private static func market(_ application: Application, _ node: Int) -> PremiseProof.Premise? {
        let catalog = application.ground.catalog
        let stated = (application.graph.nodes[node].lists[.market] ?? []).compactMap { Jurisdiction(code: $0) }
        guard !stated.isEmpty else {
            return PremiseProof.Premise(subject: .market, detail: "", node: node, certainty: .unknown, sources: [])
        }
        let here = stated.filter { !catalog.members(of: $0).isDisjoint(with: application.terms.places) }
        guard let first = here.first else { return nil }
        return PremiseProof.Premise(
            subject: .market, detail: first.text, node: node, certainty: .known, sources: application.graph.nodes[node].sources)
    }

    /// The shortest way of the best certainty from every node to a thing that the rule speaks of.
    fileprivate struct Ways {
        private let application: Application
        private var certainty: [Certainty]
        private var step: [Int32]

        init(_ application: Application) {
            self.application = application
            certainty = [Certainty](repeating: .no, count: application.graph.nodes.count)
            step = [Int32](repeating: -1, count: application.graph.nodes.count)
            let things = application.graph.nodes.indices.map { Self.thing(application, $0) }
            let carriers = Set(application.instrument.carriers).union(application.instrument.carriers.isEmpty ? [] : [.derivedFrom])
            // First along what is known, then along what is assumed: nodes that the first pass reached keep the surer way.
            for tier in [Certainty.known, .assumed] {
                var frontier = things.indices.filter { things[$0] >= tier && certainty[$0] == .no }
                for node in frontier { certainty[node] = tier }
                if tier == .assumed { frontier += things.indices.filter { certainty[$0] == .known } }
                var next = 0
                while next < frontier.count {
                    for index in application.ground.incoming[frontier[next]] {
                        let way = application.graph.relationships[Int(index)]
                        guard carriers.contains(way.kind), way.details.certainty >= tier, certainty[way.from] == .no else { continue }
                        certainty[way.from] = tier
                        step[way.from] = index
                        frontier.append(way.from)
                    }
                    next += 1
                }
            }
        }

        func premise(at node: Int) -> PremiseProof.Premise? {
            guard certainty[node] > .no else { return nil }
            var here = node
            var sources: [SourceLocation] = []
            while step[here] >= 0 {
                let way = application.graph.relationships[Int(step[here])]
                sources += way.sources
                here = way.to
            }
            return PremiseProof.Premise(
                subject: .thing, detail: application.graph.nodes[here].id.text, node: here, certainty: certainty[node], sources: sources)
        }

        /// Whether a node is what the rule speaks of: of its kinds, operated by whom it names, or by somebody elsewhere.
        private static func thing(_ application: Application, _ node: Int) -> Certainty {
            let seeds = application.instrument.seeds
            guard seeds.kinds.isEmpty || seeds.kinds.contains(application.graph.nodes[node].kind) else { return .no }
            let operators = application.ground.relationships(from: node, [.operatedBy])
            var certainty: Certainty = .known
            if !application.terms.operators.isEmpty {
                let named = operators.filter { application.terms.operators.contains(application.graph.nodes[$0.to].id) }
                certainty = min(certainty, named.map(\.details.certainty).max() ?? .no)
            }
            if !application.terms.seedOutside.isEmpty {
                let elsewhere = operators.map { hand -> Certainty in
                    let places = application.ground.places(of: hand.to)
                    guard !places.contains(where: { application.terms.seedOutside.contains($0.jurisdiction) }) else { return .no }
                    return min(hand.details.certainty, places.map(\.certainty).max() ?? .no)
                }
                certainty = min(certainty, elsewhere.max() ?? .no)
            }
            return certainty
        }
    }
}
