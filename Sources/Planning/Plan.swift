internal import FaultTreeAnalysis
internal import Resilience
internal import SupplyChain

/// The cheapest changes found after which a goal holds; the goal was checked on the changed model.
public struct Plan: Sendable, Hashable {
    /// The changes, by index into those offered, increasing.
    public let changes: [Int]
    /// What they cost together.
    public let cost: Int
    /// No changes that reach the goal cost less than this; equal to `cost` where the search was finished.
    public let lowerBound: Int

    /// Whether nothing cheaper reaches the goal.
    public var isOptimal: Bool { cost == lowerBound }

    /// A plan from parts.
    public init(changes: [Int], cost: Int, lowerBound: Int) {
        self.changes = changes
        self.cost = cost
        self.lowerBound = lowerBound
    }
}

/// What came of looking for a plan.
public enum PlanOutcome: Sendable, Hashable {
    /// The goal holds after these changes; none at all where it holds already.
    case reached(Plan)
    /// Not even all changes together reach the goal; these events, by index, still take the target to the state.
    case outOfReach([Int])
}

extension PlanQuestion {
    /// The cheapest of the offered changes after which the goal holds.
    ///
    /// A set of events that still takes the target down under some changes says that a change outside them is needed. Such demands are gathered until
    /// the cheapest set that meets them all reaches the goal: the implicit hitting set method (Karp 1972 for the problem; Moreno-Centeno & Karp 2013
    /// for the method), exact because changes can only help. Where `limit` demands do not suffice, a plan that reaches the goal is given with the bound.
    /// - Parameters:
    ///   - changes: The changes offered.
    ///   - limit: The most demands to gather.
    public func cheapestPlan(offering changes: [Change], limit: Int = 500) -> PlanOutcome {
        let everything = Set(changes.indices)
        if let witness = witness(against: everything, of: changes) { return .outOfReach(witness) }
        var demands: [[Int]] = []
        var lowerBound = 0
        while demands.count < limit {
            guard let choice = HittingSet.cheapest(meeting: demands, cost: { changes[$0].cost }) else { break }
            lowerBound = max(lowerBound, choice.lowerBound)
            guard let witness = witness(against: Set(choice.elements), of: changes) else {
                if choice.isOptimal { return .reached(Plan(changes: choice.elements, cost: choice.cost, lowerBound: choice.cost)) }
                return .reached(trimmed(choice.elements, of: changes, lowerBound: lowerBound))
            }
            // The fewer changes the demand leaves open, the more it says.
            var useless = Set(choice.elements)
            for change in changes.indices where !useless.contains(change) {
                if fails(under: useless.union([change]), of: changes, losing: witness) { useless.insert(change) }
            }
            demands.append(everything.subtracting(useless).sorted())
        }
        return .reached(trimmed(Array(changes.indices), of: changes, lowerBound: lowerBound))
    }

    /// A plan that reaches the goal, without those changes, dearest first, that it reaches it without.
    private func trimmed(_ start: [Int], of changes: [Change], lowerBound: Int) -> Plan {
        var kept = Set(start)
        for change in start.sorted(by: { (changes[$1].cost, $1) < (changes[$0].cost, $0) }) {
            if witness(against: kept.subtracting([change]), of: changes) == nil { kept.remove(change) }
        }
        let cost = kept.reduce(0) { sum, change in
            let (total, overflow) = sum.addingReportingOverflow(changes[change].cost)
            return overflow ? Int.max : total
        }
        return Plan(changes: kept.sorted(), cost: cost, lowerBound: min(lowerBound, cost))
    }

    /// Events that break the goal under these changes, by index, or `nil` if it holds.
    private func witness(against chosen: Set<Int>, of changes: [Change]) -> [Int]? {
        let model = changed(by: chosen, of: changes)
        let secured = securedEvents(chosen, of: changes)
        func cutSet(below order: Int) -> [Int]? {
            let open = events.indices.filter { !secured.contains($0) }
            let found = model.cutSets(
                of: target, among: open.map { events[$0] }, horizon: horizon, atLeast: state, limits: CutSetLimits(order: max(1, order - 1))
            )
            if found.isAlready { return [] }
            return found.sets.first { $0.count < order }.map { $0.map { open[$0] } }
        }
        switch goal {
        case .noSinglePoints: return cutSet(below: 2)
        case .orderAtLeast(let order): return cutSet(below: order)
        case .survive(let scenario): return fails(model, losing: scenario.filter { !secured.contains($0) }) ? scenario : nil
        }
    }

    /// Whether the target still falls to these events under these changes.
    private func fails(under chosen: Set<Int>, of changes: [Change], losing lost: [Int]) -> Bool {
        let secured = securedEvents(chosen, of: changes)
        // A set of events is a set that breaks the goal only while it can happen whole.
        if case .survive = goal {} else if lost.contains(where: secured.contains) { return false }
        return fails(changed(by: chosen, of: changes), losing: lost.filter { !secured.contains($0) })
    }

    private func fails(_ model: LossModel, losing lost: [Int]) -> Bool {
        model.outage(removing: lost.map { events[$0] }, horizon: horizon).after[target] >= state
    }

    private func securedEvents(_ chosen: Set<Int>, of changes: [Change]) -> Set<Int> {
        var result: Set<Int> = []
        for change in chosen { if case .secure(let event) = changes[change].kind { result.insert(event) } }
        return result
    }

    /// The model after the changes.
    private func changed(by chosen: Set<Int>, of changes: [Change]) -> LossModel {
        var added: [Int: [Int]] = [:]
        var dropped: Set<Int> = []
        for change in chosen.sorted() {
            switch changes[change].kind {
            case .addMember(let requirement, let node): added[requirement, default: []].append(node)
            case .dropRequirement(let requirement): dropped.insert(requirement)
            case .secure: continue
            }
        }
        guard !added.isEmpty || !dropped.isEmpty else { return model }
        let requirements = model.requirements.enumerated().compactMap { index, group -> Requirement? in
            guard !dropped.contains(index) else { return nil }
            guard let nodes = added[index] else { return group }
            let members = group.members + nodes.filter { node in !group.members.contains { $0.node == node } }.map { .init(node: $0) }
            return Requirement(
                node: group.node, type: group.type, atLeast: group.atLeast, want: group.want, members: members, sources: group.sources,
                impliedBy: group.impliedBy, unknownKeys: group.unknownKeys)
        }
        return LossModel(model.graph, requirements: requirements, countsPlanned: true)
    }
}
