internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// The graph, the Catalog and the day that instruments are brought down to, with what several mechanisms look up.
struct PolicyGround: Sendable {
    let graph: SupplyGraph
    let catalog: Catalog
    let asOf: CalendarDate
    /// The relationships of each node, by source, as indices.
    let outgoing: [[Int32]]
    /// The relationships of each node, by target, as indices.
    let incoming: [[Int32]]

    init(graph: SupplyGraph, catalog: Catalog, asOf: CalendarDate) {
        self.graph = graph
        self.catalog = catalog
        self.asOf = asOf
        var outgoing = [[Int32]](repeating: [], count: graph.nodes.count)
        var incoming = outgoing
        for (index, relationship) in graph.relationships.enumerated()
        where relationship.details.certainty > .no && relationship.details.strength != .mentioned {
            outgoing[relationship.from].append(Int32(truncatingIfNeeded: index))
            incoming[relationship.to].append(Int32(truncatingIfNeeded: index))
        }
        self.outgoing = outgoing
        self.incoming = incoming
    }

    /// The relationships that leave a node, of these kinds.
    func relationships(from node: Int, _ kinds: Set<RelationshipKind>) -> [SupplyGraph.Relationship] {
        outgoing[node].lazy.map { graph.relationships[Int($0)] }.filter { kinds.contains($0.kind) }
    }

    /// The relationships that reach a node, of these kinds.
    func relationships(to node: Int, _ kinds: Set<RelationshipKind>) -> [SupplyGraph.Relationship] {
        incoming[node].lazy.map { graph.relationships[Int($0)] }.filter { kinds.contains($0.kind) }
    }

    /// How sure it is that a node has a trait: `known` where a checked fact or a document states it, `unknown` where nobody does.
    func certainty(ofTrait trait: String, at node: Int) -> Certainty {
        guard graph.nodes[node].lists[.trait]?.contains(trait) ?? false else { return .unknown }
        let sources = graph.nodes[node].sources
        return sources.contains { $0.reader != "catalog" || $0.file.hasSuffix(", verified") } ? .known : .assumed
    }

    /// The organizations with a hand on a node.
    func hands(on node: Int) -> [SupplyGraph.Relationship] { relationships(from: node, ListMembership.hands) }

    /// Where an organization or thing is said to be.
    func places(of node: Int) -> [JurisdictionAssertion] { graph.nodes[node].jurisdictions.filter { $0.certainty >= .assumed } }

    /// The listed parties in the graph, with the membership that says so.
    func members(of instrument: Instrument) -> [(node: Int, member: ListMember)] {
        instrument.lists.flatMap { catalog.members(ofList: $0, asOf: asOf) }.filter { member in
            instrument.terms.listedOn.map { $0 == member.since } ?? true
        }.compactMap { member in graph.index(of: member.organization).map { ($0, member) } }
    }
}

/// One instrument that speaks, ready to be applied.
struct Application: Sendable {
    let instrument: Instrument
    let status: String
    let ceiling: Certainty
    let ground: PolicyGround

    var graph: SupplyGraph { ground.graph }
    var terms: MechanismTerms { instrument.terms }
    var statedEffect: FlagEffect { FlagEffect(rawValue: instrument.effect) ?? .notice }

    /// The rule on this graph, and the proofs of those flags that no single path explains.
    func rule(sharing ways: inout MarketDuty.SharedWays) -> (rule: FlagRule, proofs: [Int: PremiseProof]) {
        switch instrument.mechanism {
        case .followsTheItem: (FollowsTheItem.rule(self), [:])
        case .listMembership: (ListMembership.rule(self), [:])
        case .ownership: OwnedParties.rule(self)
        case .valueShare: ValueContent.rule(self)
        case .directProduct: DirectProduct.rule(self)
        case .serviceRegion: (ServiceRegion.rule(self), [:])
        case .dataFollowsControl: (DataFollowsControl.rule(self), [:])
        case .territorialLicence: (TerritorialLicence.rule(self), [:])
        case .marketDuty: MarketDuty.rule(self, &ways)
        case .recorded: (flag(seeds: [], carriers: []), [:])
        }
    }

    /// A rule under the instrument's name.
    func flag(
        seeds: [FlagRule.Seed], carriers: Set<RelationshipKind>, effect: FlagEffect? = nil, carriedEffect: FlagEffect? = nil,
        guards: [FlagRule.Guard] = [], nodeGuards: [FlagRule.NodeGuard] = []
    ) -> FlagRule {
        FlagRule(
            id: FlagID(instrument.id), effect: effect ?? statedEffect, carriedEffect: carriedEffect, status: status,
            seeds: seeds.sorted { $0.node < $1.node }, carriers: carriers, guards: guards, nodeGuards: nodeGuards)
    }

    /// A beginning as sure as `certainty` and the instrument allow, with the instrument's own source.
    func seed(_ node: Int, _ certainty: Certainty, _ sources: [SourceLocation]) -> FlagRule.Seed {
        FlagRule.Seed(node: node, certainty: min(certainty, ceiling), sources: Set(sources + [instrument.source]).sorted())
    }

    /// Shares of half or less carry no control: what hands control down does not cross them.
    func minorityGuards() -> [FlagRule.Guard] {
        graph.relationships.enumerated().compactMap { index, relationship in
            guard relationship.kind == .ownedBy else { return nil }
            guard let share = relationship.details.share else {
                return FlagRule.Guard(relationship: index, name: "share not stated", isKnown: false)
            }
            return share.millionths > 500_000 ? nil : FlagRule.Guard(relationship: index, name: "no majority", isKnown: true)
        }
    }
}
