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
        let products = application.ground.nodes(of: [.product]).compactMap { market(application, $0) }
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
        struct Key: Hashable {
            let kinds: [NodeKind]
            let operators: [NodeID]
            let outside: [Jurisdiction]
            let carriers: [RelationshipKind]
        }

        private var found: [Key: Ways] = [:]

        /// What instruments that travel the same ways have in common; `nil` for those that are no market duties.
        static func key(of application: Application) -> Key? {
            guard application.instrument.mechanism == .marketDuty else { return nil }
            return Key(
                kinds: application.instrument.seeds.kinds, operators: application.terms.operators, outside: application.terms.seedOutside,
                carriers: application.instrument.carriers)
        }

        fileprivate mutating func ways(of application: Application) -> Ways {
            guard let key = Self.key(of: application) else { return Ways(application) }
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
        /// The way by which each node was come to, and the node that it leads to; -1 where it is a thing itself.
        private var step: [(way: Int32, to: Int32)]

        init(_ application: Application) {
            self.application = application
            certainty = [Certainty](repeating: .no, count: application.graph.nodes.count)
            step = [(way: Int32, to: Int32)](repeating: (0, -1), count: application.graph.nodes.count)
            let (ground, seeds) = (application.ground, application.instrument.seeds)
            let named = seeds.kinds.isEmpty ? Array(application.graph.nodes.indices) : ground.nodes(of: seeds.kinds)
            let things = named.map { (node: $0, certainty: Self.thing(application, $0)) }.filter { $0.certainty >= .assumed }
            let stated = application.instrument.carriers
            let carriers = Carriers(stated.isEmpty ? [] : stated + [.derivedFrom])
            // First along what is known, then along what is assumed: nodes that the first pass reached keep the surer way.
            var surely: [Int] = []
            for tier in [Certainty.known, .assumed] {
                var frontier = things.filter { $0.certainty >= tier && certainty[$0.node] == .no }.map(\.node)
                for node in frontier { certainty[node] = tier }
                if tier == .assumed { frontier += surely.sorted() }
                var next = 0
                while next < frontier.count {
                    let here = frontier[next]
                    ground.forEachUse(of: here, along: carriers) { use in
                        guard use.certainty >= tier, certainty[use.by] == .no else { return }
                        certainty[use.by] = tier
                        step[use.by] = (use.way, Int32(truncatingIfNeeded: here))
                        frontier.append(use.by)
                    }
                    next += 1
                }
                surely = frontier
            }
        }

        func premise(at node: Int) -> PremiseProof.Premise? {
            guard certainty[node] > .no else { return nil }
            var here = node
            var sources: [SourceLocation] = []
            while step[here].to >= 0 {
                sources += application.ground.sources(of: step[here].way)
                here = Int(step[here].to)
            }
            return PremiseProof.Premise(
                subject: .thing, detail: application.graph.nodes[here].id.text, node: here, certainty: certainty[node], sources: sources)
        }

        /// Whether a node is what the rule speaks of: of its kinds, operated by whom it names, or by somebody elsewhere.
        private static func thing(_ application: Application, _ node: Int) -> Certainty {
            guard !application.terms.operators.isEmpty || !application.terms.seedOutside.isEmpty else { return .known }
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
