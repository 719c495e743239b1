import Planning
import Resilience
import SupplyChain
import Testing

@Suite struct `Plans` {
    private struct Numbers {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    private func question(_ system: PlainSystem, _ target: NodeID, _ goal: PlanGoal) -> PlanQuestion {
        let graph = system.graph
        return PlanQuestion(
            model: LossModel(graph), target: graph.index(of: target)!, events: system.events(on: graph), horizon: .immediate, goal: goal)
    }

    @Test func `a second source is cheaper than two contracts`() {
        // Nodes by index: A 0, B 1, P 2, X 3. P needs A and B; X could stand in for either.
        let system = PlainSystem(
            nodes: ["P", "A", "B", "X"],
            groups: [.init(node: "P", type: .run, k: 1, of: ["A"]), .init(node: "P", type: .run, k: 1, of: ["B"])])
        let changes = [
            Change(.addMember(requirement: 0, node: 3), cost: 3), Change(.addMember(requirement: 1, node: 3), cost: 4),
            Change(.secure(event: 0), cost: 5), Change(.secure(event: 1), cost: 2), Change(.dropRequirement(0), cost: 9),
        ]
        let outcome = question(system, "P", .noSinglePoints).cheapestPlan(offering: changes)
        #expect(outcome == .reached(Plan(changes: [0, 3], cost: 5, lowerBound: 5)))
        #expect(
            question(system, "P", .survive([0])).cheapestPlan(offering: changes) == .reached(Plan(changes: [0], cost: 3, lowerBound: 3)))
        #expect(question(system, "P", .survive([3])).cheapestPlan(offering: changes) == .reached(Plan(changes: [], cost: 0, lowerBound: 0)))
    }

    @Test func `a substitute that leans on the same supplier is no plan`() {
        let system = PlainSystem(
            nodes: ["P", "A", "S", "X"],
            groups: [
                .init(node: "P", type: .run, k: 1, of: ["A"]), .init(node: "A", type: .run, k: 1, of: ["S"]),
                .init(node: "X", type: .run, k: 1, of: ["S"]),
            ])
        let asked = question(system, "P", .noSinglePoints)
        let group = asked.model.requirements.firstIndex { $0.node == asked.target }!
        #expect(asked.cheapestPlan(offering: [Change(.addMember(requirement: group, node: 3), cost: 1)]) == .outOfReach([2]))
    }

    @Test func `the plan is the cheapest of all sets of changes that reach the goal`() {
        for seed in 0..<200 {
            var numbers = Numbers(state: UInt64(seed))
            let names: [NodeID] = ["n0", "n1", "n2", "n3", "n4"]
            let groups = (0..<2 + numbers.below(5)).map { _ in
                PlainSystem.Group(
                    node: names[numbers.below(4)], type: .run, k: 1, of: (0..<1 + numbers.below(2)).map { _ in names[numbers.below(5)] })
            }
            let system = PlainSystem(nodes: names, groups: groups)
            let goals: [PlanGoal] = [.noSinglePoints, .orderAtLeast(3), .survive([1, 2])]
            let asked = question(system, "n0", goals[numbers.below(3)])
            let changes = (0..<6).map { _ in
                let group = numbers.below(asked.model.requirements.count)
                let kinds: [Change.Kind] = [
                    .addMember(requirement: group, node: numbers.below(5)), .dropRequirement(group), .secure(event: numbers.below(5)),
                ]
                return Change(kinds[numbers.below(3)], cost: numbers.below(7))
            }
            let costs = (0..<64).map { mask in changes.indices.filter { mask >> $0 & 1 == 1 } }.filter { holds($0, changes, asked) }
                .map { $0.reduce(0) { $0 + changes[$1].cost } }
            switch asked.cheapestPlan(offering: changes) {
            case .reached(let plan):
                #expect(holds(plan.changes, changes, asked), "seed \(seed)")
                #expect(plan.isOptimal && plan.cost == costs.min(), "seed \(seed)")
            case .outOfReach: #expect(costs.isEmpty, "seed \(seed)")
            }
            if case .reached(let hasty) = asked.cheapestPlan(offering: changes, limit: 0) {
                #expect(
                    holds(hasty.changes, changes, asked) && hasty.lowerBound <= costs.min()! && hasty.cost >= costs.min()!, "seed \(seed)")
            }
        }
    }

    /// Whether the goal holds after these changes, by trying every set of events on a system written anew.
    private func holds(_ chosen: [Int], _ changes: [Change], _ asked: PlanQuestion) -> Bool {
        var system = PlainSystem(asked.model)
        var secured: Set<Int> = []
        var dropped: Set<Int> = []
        for change in chosen {
            switch changes[change].kind {
            case .addMember(let group, let node): system.groups[group].of.append(system.nodes[node])
            case .dropRequirement(let group): dropped.insert(group)
            case .secure(let event): secured.insert(event)
            }
        }
        system.groups = system.groups.indices.filter { !dropped.contains($0) }.map { system.groups[$0] }
        func fails(_ lost: [Int]) -> Bool {
            system.states(removing: lost.map { asked.events[$0].id }, horizon: asked.horizon)![system.nodes[asked.target]]! >= asked.state
        }
        let open = (0..<5).filter { !secured.contains($0) }
        switch asked.goal {
        case .survive(let scenario): return !fails(scenario.filter { !secured.contains($0) })
        case .noSinglePoints, .orderAtLeast:
            let bound = asked.goal == .noSinglePoints ? 2 : 3
            let candidates = open.filter { $0 != asked.target }
            let sets = (0..<1 << candidates.count).map { mask in candidates.indices.filter { mask >> $0 & 1 == 1 }.map { candidates[$0] } }
            return !sets.contains { $0.count < bound && fails($0) }
        }
    }
}
