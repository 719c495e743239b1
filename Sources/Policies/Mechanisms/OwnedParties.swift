internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// A control that reaches parties through who owns or controls them.
///
/// ## What it flags
/// Organizations in which listed or seated owners together hold the share that the rule names, layer by layer; or, where the rule asks for control,
/// those under a controlling owner. What they make or operate carries a notice of it, or the effect itself where being supplied by them is meant.
/// ## Why it matters
/// A party that stands on no list can be treated as listed, and one that moved its seat can still be answerable to its parent's.
/// ## Example
/// A listed company holds half of a holding, which holds half of a cloud: by a 50 per cent rule the cloud counts as listed.
/// ## What to do
/// Ask for the register of owners. Unknown owners are a question to be answered, not a clearance.
/// ## Limits
/// Shares and control are different rules and never stand in for each other. A company nobody is said to own is not flagged; one whose listed owner's
/// share is not stated is, as unknown. Where the rule stops at companies of a country, their own seat decides.
/// ## Sources
/// The instrument's own citation and sources; the list memberships, and the place of every share.
enum OwnedParties {
    /// The rule on this graph, and for shares the owners that bring a company in.
    static func rule(_ application: Application) -> (rule: FlagRule, proofs: [Int: PremiseProof]) {
        let begins = beginnings(application)
        let carriers = ListMembership.hands(application)
        let effect = ListMembership.carriedEffect(application)
        let stops = begins.isEmpty ? [] : stops(application)
        switch application.terms.basis {
        case .none: return (application.flag(seeds: begins, carriers: carriers, carriedEffect: effect, nodeGuards: stops), [:])
        case .control:
            return (
                application.flag(
                    seeds: begins, carriers: carriers.union([.ownedBy, .controlledBy]), carriedEffect: effect,
                    guards: begins.isEmpty ? [] : application.ground.minorityGuards, nodeGuards: stops), [:]
            )
        case .shares:
            let owned = owned(application, by: begins)
            let kept = application.terms.includesBeginnings ? begins : []
            return (
                application.flag(
                    seeds: ListMembership.merged(kept + owned.map(\.seed)), carriers: carriers, carriedEffect: effect, nodeGuards: stops),
                Dictionary(uniqueKeysWithValues: owned.compactMap { found in found.proof.map { (found.seed.node, $0) } })
            )
        }
    }

    /// Who is on the lists, and who is established in the seats.
    static func beginnings(_ application: Application) -> [FlagRule.Seed] {
        var seeds = application.ground.members(of: application.instrument).map { node, member in
            application.seed(node, member.certainty, [member.source])
        }
        let seats = Set(application.terms.seats)
        if !seats.isEmpty {
            for index in application.ground.nodes(of: [.organization]) {
                let here = application.ground.seats(of: index).filter { seats.contains($0.jurisdiction) }
                guard let certainty = here.map(\.certainty).max() else { continue }
                seeds.append(application.seed(index, certainty, here.flatMap(\.sources)))
            }
        }
        return ListMembership.merged(seeds)
    }

    /// Companies of these countries are not reached through their owners.
    private static func stops(_ application: Application) -> [FlagRule.NodeGuard] {
        guard !application.terms.stopIn.isEmpty else { return [] }
        return application.ground.nodes(of: [.organization]).compactMap { index in
            let here = application.ground.seats(of: index).filter { application.terms.stopIn.contains($0.jurisdiction) }
            guard let certainty = here.map(\.certainty).max() else { return nil }
            return FlagRule.NodeGuard(
                node: index, name: "established in \(here[0].jurisdiction.text)", ceiling: certainty == .known ? .no : .assumed,
                sources: here.flatMap(\.sources))
        }
    }

    private typealias Owned = (seed: FlagRule.Seed, proof: PremiseProof?)

    /// Whom the owners bring in by the shares that they hold together.
    private static func owned(_ application: Application, by begins: [FlagRule.Seed]) -> [Owned] {
        guard !begins.isEmpty, let threshold = application.terms.threshold,
            let rule = OwnershipRule(application.terms.isThresholdEnough ? .atLeast : .moreThan, threshold)
        else { return [] }
        let graph = application.graph
        let all = Set(begins.map(\.node))
        let surely = Set(begins.filter { $0.certainty == .known }.map(\.node))
        let (wide, narrow) = (graph.ownershipCascade(from: all, under: rule), graph.ownershipCascade(from: surely, under: rule))
        let open = reachableThroughOwners(all, application)
        return application.ground.nodes(of: [.organization]).compactMap { node -> Owned? in
            guard !all.contains(node) else { return nil }
            let certainty: Certainty
            switch wide.verdict(on: node) {
            case .known where narrow.verdict(on: node) == .known: certainty = .known
            case .known, .assumed: certainty = .assumed
            case .unknown where open.contains(node): certainty = .unknown
            case .unknown, .no: return nil
            }
            let grounds = wide.grounds(of: node).map { graph.relationships[$0] }.sorted {
                ($0.to, $0.details.share ?? .none) < ($1.to, $1.details.share ?? .none)
            }
            let premises = grounds.map { share in
                PremiseProof.Premise(
                    subject: .owners, detail: share.details.share?.description ?? "", node: share.to, certainty: share.details.certainty,
                    sources: share.sources)
            }
            let seed = application.seed(node, certainty, grounds.flatMap(\.sources))
            return (seed, premises.isEmpty ? nil : PremiseProof(node: node, premises: premises))
        }
    }

    /// Companies that somebody says such an owner has a part in, at whatever share: where the figures leave it open, it is open.
    private static func reachableThroughOwners(_ begins: Set<Int>, _ application: Application) -> Set<Int> {
        var reached = begins
        var frontier = begins.sorted()
        while let owner = frontier.popLast() {
            for relationship in application.ground.relationships(to: owner, [.ownedBy]) where reached.insert(relationship.from).inserted {
                frontier.append(relationship.from)
            }
        }
        return reached
    }
}
