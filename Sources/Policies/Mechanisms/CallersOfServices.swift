internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// From where a vendor's services are called, as far as anybody says, and by whom.
///
/// A product or a service is a caller with a place of its own. A package, a model or a function calls from wherever the products and services are that it is part of.
/// Whoever calls through another service is not known to be a caller in the sense of the terms, nor known not to be one.
struct CallersOfServices {
    private let application: Application
    private let carriers: Carriers
    private let owners: OwnershipCascade?
    private let listed: Set<Int>
    /// The callers, by node.
    ///
    /// `no`: known to call from where the terms allow it; `known`: from where they do not.
    private var standing: [Int: Certainty] = [:]
    private var sources: [Int: [SourceLocation]] = [:]
    /// What is reached through other services only.
    private var beyond: [Int] = []

    init(_ application: Application, _ services: [Int], _ carriers: Carriers) {
        self.application = application
        self.carriers = carriers
        owners = Self.excludedOwners(application)
        listed = Set(application.ground.members(of: application.instrument).map(\.node))
        let callers = callers(of: services)
        var holders: [Int: [Int]] = [:]
        for caller in callers {
            application.ground.forEachUse(of: caller, along: carriers) { holders[caller, default: []].append($0.by) }
        }
        var open: [Int] = []
        for caller in callers {
            if holders[caller] == nil || !isPart(caller) {
                let (certainty, sources) = ownStanding(caller)
                // A service that is itself called may stand in for callers elsewhere.
                let isPassedOn = holders[caller] != nil && application.graph.nodes[caller].kind != .product
                standing[caller] = isPassedOn ? max(certainty, .unknown) : certainty
                self.sources[caller] = sources
            } else {
                open.append(caller)
            }
        }
        settle(open, holders)
        let isCaller = Set(callers + services)
        let reached = application.ground.reached(from: services, along: carriers)
        beyond = reached.indices.filter { reached[$0] && !isCaller.contains($0) }
    }

    /// What each caller's place makes of the flag; none at those that are known to be excluded.
    var guards: [FlagRule.NodeGuard] {
        let direct = standing.filter { $0.value < .known }.map { node, certainty in
            FlagRule.NodeGuard(
                node: node, name: "used from where the terms allow it", ceiling: certainty, sources: Set(sources[node] ?? []).sorted())
        }
        return (direct + beyond.map { FlagRule.NodeGuard(node: $0, name: "called through another service", ceiling: .unknown) })
            .sorted { $0.node < $1.node }
    }

    private func isPart(_ node: Int) -> Bool {
        switch application.graph.nodes[node].kind {
        case .package, .model, .dataset, .capability, .unknown: true
        case .product, .service, .infrastructure, .hardware, .registry, .organization: false
        }
    }

    /// Who calls, directly or by a part; nobody further than the first caller that has a place of its own.
    private func callers(of services: [Int]) -> [Int] {
        let begins = Set(services)
        var found: Set<Int> = []
        var frontier = services
        while let node = frontier.popLast() {
            application.ground.forEachUse(of: node, along: carriers) { use in
                guard !begins.contains(use.by), found.insert(use.by).inserted else { return }
                let kind = application.graph.nodes[use.by].kind
                if isPart(use.by) || kind == .product { frontier.append(use.by) }
            }
        }
        return found.sorted()
    }

    /// Parts stand as the least favourable of what they are part of; a ring of parts that nothing holds stays open.
    ///
    /// O(parts + their uses): each part takes the first standing that comes to it, and the least favourable come first.
    private mutating func settle(_ parts: [Int], _ holders: [Int: [Int]]) {
        var partsOf: [Int: [Int]] = [:]
        for part in parts { for holder in holders[part] ?? [] { partsOf[holder, default: []].append(part) } }
        for tier in Certainty.allCases.reversed() {
            var frontier = standing.filter { $0.value == tier }.map(\.key)
            while let holder = frontier.popLast() {
                for part in partsOf[holder] ?? [] where standing[part] == nil {
                    standing[part] = tier
                    frontier.append(part)
                }
            }
        }
        for part in parts where standing[part] == nil { standing[part] = .unknown }
    }

    /// How sure it is that a caller is where, or whose, the terms exclude.
    private func ownStanding(_ node: Int) -> (certainty: Certainty, sources: [SourceLocation]) {
        let (terms, graph, ground) = (application.terms, application.graph, application.ground)
        let hands = ground.relationships(from: node, [.operatedBy, .developedBy, .publishedBy])
        var places = ground.places(of: node).map { ($0.jurisdiction, $0.certainty, $0.sources) }
        places += (graph.nodes[node].lists[.market] ?? []).compactMap { Jurisdiction(code: $0) }.map {
            ($0, .known, graph.nodes[node].sources)
        }
        for hand in hands {
            places += ground.places(of: hand.to).map { ($0.jurisdiction, min($0.certainty, hand.details.certainty), hand.sources) }
        }
        let isExcluded = { (place: Jurisdiction) -> Bool in
            terms.excludedPlaces.contains(place) || !terms.supportedPlaces.isEmpty && !terms.supportedPlaces.contains(place)
        }
        var most = places.filter { isExcluded($0.0) }.map(\.1).max() ?? .no
        for hand in hands {
            if listed.contains(hand.to) { most = max(most, hand.details.certainty) }
            if let owners { most = max(most, min(hand.details.certainty, owners.verdict(on: hand.to))) }
        }
        if most < .known, places.isEmpty || owners != nil && hands.isEmpty { most = max(most, .unknown) }
        return (most, places.flatMap(\.2))
    }

    /// Who belongs to somebody seated where the service may not be used, by the share that the terms name.
    private static func excludedOwners(_ application: Application) -> OwnershipCascade? {
        let terms = application.terms
        guard let threshold = terms.threshold, let rule = OwnershipRule(terms.isThresholdEnough ? .atLeast : .moreThan, threshold) else {
            return nil
        }
        let seated = application.ground.nodes(of: [.organization]).filter { node in
            application.graph.nodes[node].jurisdictions.contains {
                $0.certainty >= .assumed && terms.excludedPlaces.contains($0.jurisdiction)
            }
        }
        return application.graph.ownershipCascade(from: Set(seated), under: rule, list: .open)
    }
}
