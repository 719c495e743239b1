import FaultTreeAnalysis
import Resilience
import SupplyChain
import Testing

/// I8 to I13 and I15 to I19 of semantics 16, on random systems against trying everything.
@Suite struct `Cut sets on random systems` {
    private func names(_ sets: CutSets, _ engine: Engine) -> Set<Set<String>> {
        Set(sets.sets.map { Set($0.map { engine.events[$0].id.text }) })
    }

    @Test func `the lists of every order are those found by trying every set`() {
        for seed in Seeds.fewer {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            for horizon in Horizon.allCases {
                for target in reference.nodes {
                    for level in 1...3 {
                        let expected = reference.minimalCutSets(
                            target, level, horizon: Int(horizon.rawValue), candidates: reference.eventNames)
                        let state = SupplyState(rawValue: UInt8(level))!
                        for order in [1, 2, 9] {
                            let found = engine.model.cutSets(
                                of: engine.index(target), among: engine.events, horizon: horizon, atLeast: state,
                                limits: .init(order: order))
                            #expect(found.isAlready == (expected == [[]]), "seed \(seed)")
                            #expect(
                                names(found, engine) == expected.filter { $0.count <= order && !$0.isEmpty },
                                "I8, I9, I17: seed \(seed), \(target), \(level)")
                            #expect(found.isComplete)
                            if found.completeness == .complete { #expect(expected.allSatisfy { $0.count <= order }, "seed \(seed)") }
                            if order == 9 { #expect(found.completeness == .complete) }
                        }
                    }
                }
            }
        }
    }

    @Test func `single points are the sets of order one, by removal, by table and by expansion`() {
        for seed in Seeds.fewer {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            let targets = reference.nodes.map { engine.index($0) }
            for horizon in Horizon.allCases {
                let table = engine.model.singlePointTable(among: engine.events, horizon: horizon)
                for state in SupplyState.allCases where state > .unaffected {
                    let found = engine.model.singlePoints(of: targets, among: engine.events, horizon: horizon, atLeast: state)
                    for (position, target) in targets.enumerated() {
                        let name = reference.nodes[position]
                        let isAlready = reference.states([], horizon: Int(horizon.rawValue))[name]! >= Int(state.rawValue)
                        let byRemoval = engine.events.indices.filter { event in
                            reference.states([engine.events[event].id.text], horizon: Int(horizon.rawValue))[name]! >= Int(state.rawValue)
                        }
                        #expect(table.events(taking: target, to: state.rawValue) == byRemoval, "I10, seed \(seed)")
                        #expect(found[position].points.map(\.event).sorted() == (isAlready ? [] : byRemoval), "I10, seed \(seed)")
                        #expect((found[position].verdict == .already) == isAlready)
                        for point in found[position].points {
                            let after = reference.states([engine.events[point.event].id.text], horizon: Int(horizon.rawValue))
                            #expect(Int(point.effect.rawValue) == after[name]!)
                            let before = reference.states([], horizon: Int(horizon.rawValue))
                            let lost = reference.nodes.filter { after[$0]! >= Int(state.rawValue) && before[$0]! < Int(state.rawValue) }
                            #expect(point.targetsLost == lost.map { engine.index($0) }.sorted())
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: [false, true]) func `the answers for all horizons at once are those for each`(_ isStrict: Bool) {
        for seed in Seeds.fewer.prefix(100) {
            let engine = Engine(NaiveReference.random(seed: seed))
            let targets = Array(engine.model.graph.nodes.indices)
            for state in SupplyState.allCases where state > .unaffected {
                let together = engine.model.singlePointsByHorizon(
                    of: targets, among: engine.events, atLeast: state, isStrict: isStrict)
                let each = Horizon.allCases.map {
                    engine.model.singlePoints(of: targets, among: engine.events, horizon: $0, atLeast: state, isStrict: isStrict)
                }
                #expect(together == each, "seed \(seed), \(state)")
            }
        }
    }

    @Test func `sensitivity counts the nodes that each event takes down`() {
        for seed in Seeds.fewer {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            let table = engine.model.singlePointTable(among: engine.events, horizon: .delivery)
            let states = engine.events.map { reference.states([$0.id.text], horizon: 3).values }
            for state in SupplyState.allCases {
                let expected = states.map { $0.count { $0 >= Int(state.rawValue) } }
                let counts = engine.model.sensitivity(among: engine.events, horizon: .delivery, atLeast: state)
                #expect(counts == expected, "seed \(seed), \(state)")
                if state > .unaffected { #expect(table.sensitivity(at: state.rawValue) == expected, "seed \(seed), \(state)") }
            }
        }
    }

    @Test func `restricted lists are the part within, and there is one exactly when losing all of it suffices`() {
        for seed in Seeds.fewer {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            let target = engine.index(reference.nodes[0])
            let all = names(engine.model.cutSets(of: target, among: engine.events, horizon: .delivery, limits: .init(order: 9)), engine)
            for within in NaiveReference.subsets(of: reference.eventNames) {
                let events = engine.events(within)
                let found = engine.model.cutSets(of: target, among: events, horizon: .delivery, limits: .init(order: 9))
                let sets = Set(found.sets.map { Set($0.map { events[$0].id.text }) })
                #expect(sets == all.filter { $0.isSubset(of: within) }, "I11, I16: seed \(seed)")
                let fails = reference.states(within, horizon: 3)[reference.nodes[0]]! >= 1
                #expect((found.isAlready || !found.sets.isEmpty) == fails, "I12, seed \(seed)")
            }
        }
    }

    @Test func `another alternative leaves only cut sets that hold an old one`() {
        for seed in Seeds.fewer {
            let reference = NaiveReference.random(seed: seed)
            guard !reference.groups.isEmpty else { continue }
            var draw = Draw(seed: seed ^ 0xA17)
            var richer = reference
            richer.groups[draw.below(richer.groups.count)].members.insert(reference.nodes[draw.below(reference.nodes.count)])
            for target in reference.nodes {
                let (old, new) = (Engine(reference), Engine(richer))
                let before = old.model.cutSets(of: old.index(target), among: old.events, horizon: .delivery, limits: .init(order: 9))
                let after = new.model.cutSets(of: new.index(target), among: new.events, horizon: .delivery, limits: .init(order: 9))
                #expect(
                    before.isAlready || after.sets.allSatisfy { set in before.sets.contains { Set($0).isSubset(of: set) } },
                    "I13, seed \(seed)")
            }
        }
    }

    @Test func `sets of controllers are the minimal covers of sets of nodes`() {
        for seed in Seeds.fewer {
            var reference = NaiveReference.random(seed: seed)
            var draw = Draw(seed: seed ^ 0x1DE)
            let controllers = Dictionary(uniqueKeysWithValues: reference.nodes.map { ($0, "c\(draw.below(3))") })
            reference.events = Dictionary(uniqueKeysWithValues: reference.nodes.map { ("own-" + $0, [$0: 3]) })
            let byNode = Engine(reference)
            var controlled = reference
            controlled.events = Dictionary(grouping: reference.nodes) { controllers[$0]! }.mapValues { nodes in
                Dictionary(uniqueKeysWithValues: nodes.map { ($0, 3) })
            }
            let byController = Engine(controlled)
            for target in reference.nodes {
                let nodeSets = byNode.model.cutSets(
                    of: byNode.index(target), among: byNode.events, horizon: .delivery, limits: .init(order: 9))
                let covers = names(nodeSets, byNode).map { Set($0.map { controllers[String($0.dropFirst(4))]! }) }
                let found = byController.model.cutSets(
                    of: byController.index(target), among: byController.events, horizon: .delivery, limits: .init(order: 9))
                #expect(names(found, byController) == reference.minimal(covers), "I15, seed \(seed)")
            }
        }
    }

    @Test func `where everything is needed the cut sets are the transitive requirements`() {
        for seed in Seeds.fewer {
            var reference = NaiveReference.random(seed: seed)
            reference.groups = reference.groups.map { group in
                .init(node: group.node, type: "run", k: group.members.count, want: group.members.count, members: group.members)
            }
            reference.events = Dictionary(uniqueKeysWithValues: reference.nodes.map { ($0, [$0: 3]) })
            let engine = Engine(reference)
            for target in reference.nodes {
                var transitive: Set<String> = [target]
                for _ in reference.nodes {
                    for group in reference.groups where transitive.contains(group.node) { transitive.formUnion(group.members) }
                }
                let found = engine.model.cutSets(
                    of: engine.index(target), among: engine.events, horizon: .immediate, limits: .init(order: 9))
                #expect(names(found, engine) == Set(transitive.map { [$0] }), "I18, seed \(seed)")
            }
        }
    }
}

@Suite struct `Circular support on random systems` {
    @Test func `circular nodes are those of the definition`() {
        for seed in Seeds.all {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            for horizon in 0..<4 {
                for removed in NaiveReference.subsets(of: reference.eventNames) {
                    let outage = engine.outage(removed, horizon)
                    let found = Set(outage.circularNodes.map { engine.model.graph.nodes[$0].id.text })
                    #expect(found == reference.circular(removed, horizon: horizon), "seed \(seed), removed \(removed.sorted())")
                }
            }
        }
    }

    @Test func `nothing is circular before a removal, grounded nodes are not down, and strict failure only grows`() {
        for seed in Seeds.all {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            // Where groups of type `deliver` count, a node may be down while it runs: the clause speaks of running (horizons before delivery).
            for horizon in 0..<3 {
                #expect(engine.outage([], horizon).circularNodes.isEmpty, "I19, seed \(seed)")
                for removed in NaiveReference.subsets(of: reference.eventNames) {
                    let outage = engine.outage(removed, horizon)
                    let grounded = reference.grounded(removed)
                    for node in reference.nodes where grounded.contains(node) {
                        #expect(outage.after[engine.index(node)] != .down, "I19, seed \(seed)")
                    }
                    for event in reference.eventNames {
                        let more = engine.outage(removed.union([event]), horizon)
                        for node in outage.after.indices {
                            #expect(outage.strictState(of: node) <= more.strictState(of: node), "I19, seed \(seed)")
                        }
                    }
                }
            }
        }
    }

    @Test func `on acyclic systems strict answers are the default ones`() {
        for seed in Seeds.fewer {
            var reference = NaiveReference.random(seed: seed)
            reference.groups = reference.groups.map { group in
                var group = group
                group.members = group.members.filter { $0 > group.node }
                return group
            }
            reference.groups.removeAll { $0.k > $0.members.count }
            let engine = Engine(reference)
            for removed in NaiveReference.subsets(of: reference.eventNames) {
                #expect(engine.outage(removed, 2).circularNodes.isEmpty, "I19, seed \(seed)")
            }
        }
    }

    @Test func `strict single points and cut sets are those found by trying every set`() {
        for seed in Seeds.fewer {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            for target in reference.nodes {
                let index = engine.index(target)
                let failing = NaiveReference.subsets(of: reference.eventNames).filter { removed in
                    reference.states(removed, horizon: 1)[target]! >= 1 || reference.circular(removed, horizon: 1).contains(target)
                }
                let expected = reference.minimal(failing)
                let found = engine.model.cutSets(
                    of: index, among: engine.events, horizon: .rebuild, isStrict: true, limits: .init(order: 9))
                let sets = Set(found.sets.map { Set($0.map { engine.events[$0].id.text }) })
                #expect(sets == expected.filter { !$0.isEmpty } && found.isAlready == expected.contains([]), "seed \(seed)")
                let points = engine.model.singlePoints(of: [index], among: engine.events, horizon: .rebuild, isStrict: true)
                #expect(
                    Set(points[0].points.map { engine.events[$0.event].id.text }) == Set(expected.filter { $0.count == 1 }.flatMap { $0 }),
                    "seed \(seed)")
            }
        }
    }
}
