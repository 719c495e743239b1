import FaultTreeAnalysis
import Resilience
import SupplyChain
import Testing

/// I1 to I7 of semantics 16, on random systems against the definitions.
@Suite struct `States on random systems` {
    @Test func `states are the least fixpoint, at every horizon and for every removal`() {
        for seed in Seeds.all {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            for horizon in 0..<4 {
                for removed in NaiveReference.subsets(of: reference.eventNames) {
                    let states = engine.states(removed, horizon)
                    #expect(
                        states == reference.states(removed, horizon: horizon),
                        "I5, seed \(seed), horizon \(horizon), removed \(removed.sorted())")
                    #expect(reference.step(states, base: reference.base(removed), horizon: horizon) == states, "I5, seed \(seed)")
                }
            }
        }
    }

    @Test func `all horizons in one pass are the four questions asked one by one`() {
        for seed in Seeds.all {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            for removed in NaiveReference.subsets(of: reference.eventNames) {
                let states = engine.model.statesByHorizon(removing: engine.events(removed))
                for horizon in Horizon.allCases {
                    let expected = reference.states(removed, horizon: Int(horizon.rawValue))
                    for node in reference.nodes {
                        #expect(
                            Int(states.state(of: engine.index(node), at: horizon).rawValue) == expected[node]!,
                            "seed \(seed), \(node), \(horizon), removed \(removed.sorted())")
                    }
                }
            }
        }
    }

    @Test func `states lie below every pre-fixpoint`() {
        for seed in Seeds.all {
            let reference = NaiveReference.random(seed: seed, maximumNodes: 3, maximumEvents: 2)
            let engine = Engine(reference)
            let removed = Set(reference.eventNames)
            let base = reference.base(removed)
            let states = engine.states(removed, 3)
            for code in 0..<1 << (2 * reference.nodes.count) {
                let x = Dictionary(uniqueKeysWithValues: reference.nodes.indices.map { (reference.nodes[$0], code >> (2 * $0) & 3) })
                let next = reference.step(x, base: base, horizon: 3)
                guard reference.nodes.allSatisfy({ next[$0]! <= x[$0]! }) else { continue }
                #expect(reference.nodes.allSatisfy { states[$0]! <= x[$0]! }, "I5, seed \(seed), x \(x)")
            }
        }
    }

    @Test func `removing more and looking further never improve anything`() {
        for seed in Seeds.all {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            for removed in NaiveReference.subsets(of: reference.eventNames) {
                for horizon in 0..<4 {
                    let states = engine.states(removed, horizon)
                    for event in reference.eventNames {
                        let more = engine.states(removed.union([event]), horizon)
                        #expect(reference.nodes.allSatisfy { states[$0]! <= more[$0]! }, "I1, seed \(seed)")
                    }
                    guard horizon < 3 else { continue }
                    let later = engine.states(removed, horizon + 1)
                    #expect(reference.nodes.allSatisfy { states[$0]! <= later[$0]! }, "I2, seed \(seed)")
                }
            }
        }
    }

    @Test func `another member never hurts, another group never helps`() {
        for seed in Seeds.all {
            let reference = NaiveReference.random(seed: seed)
            var draw = Draw(seed: seed ^ 0xABCD)
            let removed = Set(reference.eventNames.filter { _ in draw.below(2) == 0 })
            let states = Engine(reference).states(removed, 3)
            if !reference.groups.isEmpty {
                var richer = reference
                richer.groups[draw.below(richer.groups.count)].members.insert(reference.nodes[draw.below(reference.nodes.count)])
                let after = Engine(richer).states(removed, 3)
                #expect(reference.nodes.allSatisfy { after[$0]! <= states[$0]! }, "I3, seed \(seed)")
            }
            var needier = reference
            needier.groups.append(
                .init(
                    node: reference.nodes[0], type: "run", k: 1, want: 1 + draw.below(2),
                    members: [reference.nodes[draw.below(reference.nodes.count)]]))
            let after = Engine(needier).states(removed, 3)
            #expect(reference.nodes.allSatisfy { after[$0]! >= states[$0]! }, "I3, seed \(seed)")
        }
    }

    @Test func `with nothing removed nothing fails unless a group can never be met`() {
        for seed in Seeds.all {
            var reference = NaiveReference.random(seed: seed)
            #expect(
                Engine(reference).model.diagnostics.count == reference.groups.count { max($0.k, $0.want) > $0.members.count },
                "seed \(seed)")
            reference.groups.removeAll { max($0.k, $0.want) > $0.members.count }
            let engine = Engine(reference)
            #expect(engine.model.diagnostics.isEmpty)
            for horizon in 0..<4 { #expect(engine.states([], horizon).values.allSatisfy { $0 == 0 }, "I4, seed \(seed)") }
        }
    }

    @Test func `every failed node and level has a proof that checks, and nothing else has one`() throws {
        for seed in Seeds.all {
            let reference = NaiveReference.random(seed: seed)
            let engine = Engine(reference)
            for horizon in 0..<4 {
                for removed in NaiveReference.subsets(of: reference.eventNames) {
                    let outage = engine.outage(removed, horizon)
                    let rounds = reference.rounds(removed, horizon: horizon)
                    for node in engine.model.graph.nodes.indices {
                        for state in SupplyState.allCases where state > .unaffected {
                            let name = engine.model.graph.nodes[node].id.text
                            let rank = rounds.firstIndex { $0[name]! >= Int(state.rawValue) }
                            #expect(outage.rank(of: node, at: state) == rank, "seed \(seed), rank of \(name) at \(state)")
                            let proof = outage.proof(of: node, atLeast: state)
                            #expect((proof != nil) == (rank != nil), "I6, seed \(seed)")
                            guard let proof else { continue }
                            #expect(proof.conclusion == .init(node: node, state: state), "I6, seed \(seed)")
                            let flaw = ProofReading(reference, engine, removed, horizon).flaw(in: proof)
                            #expect(flaw == nil, "I6, seed \(seed), \(flaw ?? "")")
                            try outage.check(proofOf: node, at: state)
                            #expect(
                                zip(proof.steps, proof.reached(proof.places)).allSatisfy { step, reached in
                                    step.claim.state <= reached && reached <= outage.after[step.claim.node]
                                },
                                "what is told as reached is reached, seed \(seed)")
                        }
                    }
                }
            }
        }
    }

    @Test func `renaming permutes the answer and shuffling changes nothing`() {
        for seed in Seeds.all {
            let reference = NaiveReference.random(seed: seed)
            var draw = Draw(seed: seed ^ 0x5EED)
            let names = Dictionary(uniqueKeysWithValues: zip(reference.nodes, reference.nodes.map { "r" + $0 }.shuffled(using: &draw)))
            var renamed = reference
            renamed.nodes = reference.nodes.map { names[$0]! }.shuffled(using: &draw)
            renamed.groups = reference.groups.map { group in
                var group = group
                group.node = names[group.node]!
                group.members = Set(group.members.map { names[$0]! })
                return group
            }.shuffled(using: &draw)
            renamed.events = reference.events.mapValues { effects in
                Dictionary(uniqueKeysWithValues: effects.map { (names[$0.key]!, $0.value) })
            }
            let removed = Set(reference.eventNames.filter { _ in draw.below(2) == 0 })
            let states = Engine(reference).states(removed, 2)
            let others = Engine(renamed).states(removed, 2)
            #expect(reference.nodes.allSatisfy { states[$0] == others[names[$0]!] }, "I7, seed \(seed)")

            var shuffled = reference.plain
            shuffled.nodes.shuffle(using: &draw)
            shuffled.groups.shuffle(using: &draw)
            shuffled.events.shuffle(using: &draw)
            let (left, right) = (reference.plain.graph, shuffled.graph)
            let (one, other) = (LossModel(left), LossModel(right))
            #expect(one.requirements == other.requirements, "I7, seed \(seed)")
            let events = reference.plain.events(on: left)
            #expect(events == shuffled.events(on: right), "I7, seed \(seed)")
            let (before, after) = (one.outage(removing: events, horizon: .delivery), other.outage(removing: events, horizon: .delivery))
            for node in left.nodes.indices { #expect(before.proof(of: node) == after.proof(of: node), "I7, seed \(seed)") }
        }
    }
}
