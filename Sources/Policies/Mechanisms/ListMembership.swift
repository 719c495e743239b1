internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// A control that attaches to a party on a list, in one direction of dealing.
///
/// ## What it flags
/// Listed organizations, what they operate, make or license, and those who own them only where an ownership rule says so, which this is not.
/// ## Why it matters
/// Supplying a listed party may need a licence; relying on one means relying on somebody whose own supplies may stop.
/// ## Example
/// A model of a listed developer: downloading it is not what a supply list restricts, and its developer may lose its chips.
/// ## What to do
/// Screen against the live list; ask counsel which of your dealings are supplies.
/// ## Limits
/// The Catalog's memberships are dated extracts, not the list. Subsidiaries are not listed by being owned.
/// ## Sources
/// The instrument's own citation and sources, and the source of each membership.
enum ListMembership {
    private static let hands: Set<RelationshipKind> = [
        .operatedBy, .hostedBy, .maintainedBy, .publishedBy, .developedBy, .manufacturedBy, .licensedBy,
    ]

    /// The rule on this graph: listed parties are the seeds, and what they have a hand on carries a notice of them.
    static func rule(
        _ instrument: Instrument, status: String, graph: SupplyGraph, members: [ListMember], ceiling: Certainty
    ) -> FlagRule {
        let seeds = members.compactMap { member -> FlagRule.Seed? in
            guard let node = graph.index(of: member.organization) else { return nil }
            return FlagRule.Seed(
                node: node, certainty: min(member.certainty, ceiling), sources: [member.source, instrument.source].sorted())
        }
        let stated = FlagEffect(rawValue: instrument.effect) ?? .notice
        // A duty on supplying the party attaches to the party. What it makes or operates is not restricted by that: it carries a notice, since
        // whoever relies on it relies on somebody whose own supplies may stop.
        let carried: FlagEffect = instrument.direction == .supplyTo ? .notice : stated
        return FlagRule(id: FlagID(instrument.id), effect: stated, carriedEffect: carried, status: status, seeds: seeds, carriers: hands)
    }
}
