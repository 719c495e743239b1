internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// An order to hand over data, which follows whoever controls the provider, wherever the data lies.
///
/// ## What it flags
/// Services, clouds and registries operated by somebody established there or under the control of such a parent, what is hosted on or calls them, and what that is part of.
/// ## Why it matters
/// A region elsewhere does not take the data out of the provider's possession, custody or control.
/// ## Example
/// A German subsidiary of a US cloud, in a Frankfurt region: the parent can be ordered to produce.
/// ## What to do
/// Encrypt with keys the provider does not hold; ask counsel about comity and about the counter-duties of the place where the data lies.
/// ## Limits
/// Control is a controlling owner or more than half of the shares; half or less does not carry it, and a share that nobody states leaves it assumed. Which
/// data is stored is not seen, and no counter-rule is set off against it: both stand.
/// ## Sources
/// The instrument's own citation and sources.
enum DataFollowsControl {
    private static let hands: Set<RelationshipKind> = [.operatedBy, .hostedBy]
    private static let owners: Set<RelationshipKind> = [.ownedBy, .controlledBy]
    /// What a part calls or is hosted on, the whole calls and is hosted on.
    private static let users: Set<RelationshipKind> = [.hostedOn, .calls, .contains, .dependsOn]

    /// The rule on this graph: from seated parents of providers down to what they operate, and to those who store data there.
    static func rule(_ application: Application) -> FlagRule {
        let providers = providers(application)
        let seeds = OwnedParties.beginnings(application).filter { providers.contains($0.node) }
        return application.flag(
            seeds: seeds, carriers: hands.union(owners).union(users).union(application.instrument.carriers),
            guards: seeds.isEmpty ? [] : application.ground.minorityGuards)
    }

    /// Organizations that operate a service, a cloud or a registry, and their owners to the top.
    private static func providers(_ application: Application) -> Set<Int> {
        let ground = application.ground
        var found: Set<Int> = []
        var frontier: [Int] = []
        for thing in ground.nodes(of: [.service, .infrastructure, .registry]) {
            for hand in ground.relationships(from: thing, KindBits(hands)) where found.insert(hand.to).inserted {
                frontier.append(hand.to)
            }
        }
        while let next = frontier.popLast() {
            for owner in ground.relationships(from: next, KindBits(owners)) where found.insert(owner.to).inserted {
                frontier.append(owner.to)
            }
        }
        return found
    }
}
