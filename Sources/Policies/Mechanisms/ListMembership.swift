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
    static let hands: Set<RelationshipKind> = [
        .operatedBy, .hostedBy, .maintainedBy, .publishedBy, .developedBy, .manufacturedBy, .licensedBy,
    ]

    /// The rule on this graph: listed parties are the seeds, and what they have a hand on carries a notice of them.
    static func rule(_ application: Application) -> FlagRule {
        let seeds = application.ground.members(of: application.instrument).map { node, member in
            application.seed(node, member.certainty, [member.source])
        }
        return application.flag(
            seeds: merged(seeds), carriers: hands(application), carriedEffect: carriedEffect(application))
    }

    /// The hands that count and what carries further: every kind of hand unless the instrument names some.
    static func hands(_ application: Application) -> Set<RelationshipKind> {
        let named = Set(application.terms.hands)
        return (named.isEmpty ? hands : named).union(application.instrument.carriers)
    }

    /// What reaches the things that a party has a hand on.
    ///
    /// A duty on supplying the party attaches to the party. What it makes or operates is not restricted by that: it carries a notice, since
    /// whoever relies on it relies on somebody whose own supplies may stop.
    static func carriedEffect(_ application: Application) -> FlagEffect {
        application.instrument.direction == .supplyTo ? .notice : application.statedEffect
    }

    /// One beginning a node: the surest, with the sources of all that are as sure.
    static func merged(_ seeds: [FlagRule.Seed]) -> [FlagRule.Seed] {
        Dictionary(grouping: seeds, by: \.node).map { node, seeds in
            let best = seeds.map(\.certainty).max() ?? .no
            return FlagRule.Seed(
                node: node, certainty: best, sources: Set(seeds.filter { $0.certainty == best }.flatMap(\.sources)).sorted())
        }.sorted { $0.node < $1.node }
    }
}
