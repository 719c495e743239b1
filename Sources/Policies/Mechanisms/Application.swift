internal import CatalogFacts
internal import Propagation
internal import SupplyChain

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
}
