import FaultTreeAnalysis
import Testing

/// I20 of semantics 16: the identities and orderings of 8.2, against adding up all cases.
@Suite struct `Importance measures` {
    @Test func `every measure is what adding up all cases gives, and they stand in their order`() throws {
        for seed in 0..<UInt64(isLongSuite ? 10_000 : 300) {
            let naive = NaiveSystem.random(seed: seed, isCyclic: seed % 2 == 1)
            var draw = SeededDraw(seed: seed ^ 0x1337)
            let probabilities = naive.events.map { _ in draw.below(5) == 0 ? 0 : Double(draw.below(1001)) / 1000 }
            let expected = naive.minimalCutSets(0)
            guard !expected.contains(0) else { continue }
            // How probable each set of events is to be all that happens.
            func weights(_ values: [Double]) -> [Double] {
                values.reversed().reduce([1.0]) { sums, value in sums.flatMap { [$0 * (1 - value), $0 * value] } }
            }
            func probability(_ values: [Double], _ holds: (Int) -> Bool) -> Double {
                weights(values).enumerated().reduce(0.0) { holds($1.offset) ? $0 + $1.element : $0 }
            }
            func holds(_ mask: Int) -> Bool { naive.failed[mask] & 1 == 1 }
            let limits = [CutSetLimits(order: .max), CutSetLimits(order: .max, nodes: 40)][Int(seed % 5 == 0 ? 1 : 0)]
            let diagram = naive.system.cutSetDiagram(of: 0, at: 3, events: naive.basicEvents, stage: 0, limits: limits)
            guard diagram.completeness == .complete else { continue }
            let found = try #require(diagram.importance(probabilities))
            let whole = probability(probabilities, holds)
            #expect(abs(found.probability - whole) < 1e-12 && !found.isLowerBound, "I20, seed \(seed)")
            #expect(
                found.events.map(\.event) == naive.events.indices.filter { event in expected.contains { $0 >> event & 1 == 1 } },
                "seed \(seed)")
            for measures in found.events {
                var changed = probabilities
                changed[measures.event] = 1
                let certain = probability(changed, holds)
                changed[measures.event] = 0
                let impossible = probability(changed, holds)
                let carried = probability(probabilities) { mask in
                    expected.contains { $0 >> measures.event & 1 == 1 && $0 & mask == $0 }
                }
                #expect(abs(measures.certain - certain) < 1e-12 && abs(measures.impossible - impossible) < 1e-12, "seed \(seed)")
                #expect((measures.impossible == 0) == (impossible < 1e-15), "seed \(seed): \(measures.impossible) for \(impossible)")
                #expect(abs(try #require(measures.carried) - carried) < 1e-12, "seed \(seed), event \(measures.event)")
                #expect(abs(measures.birnbaum - (certain - impossible)) < 1e-12)
                guard whole > 0 else {
                    #expect(measures.riskAchievement(found.probability) == nil && measures.fussellVesely(found.probability) == nil)
                    continue
                }
                let criticality = try #require(measures.criticality(whole))
                let vesely = try #require(measures.fussellVesely(whole))
                let diagnostic = try #require(measures.diagnostic(whole))
                #expect(criticality <= vesely + 1e-9 && vesely <= diagnostic + 1e-9, "seed \(seed)")
                let reduction = try #require(measures.riskReduction(whole))
                #expect(abs(criticality - (1 - 1 / reduction)) < 1e-9, "seed \(seed)")
            }
        }
    }

    @Test func `what is never probable has no ratios, and what must happen for everything reduces without bound`() throws {
        let system = ThresholdSystem(nodeCount: 3, gates: [Gate(node: 0, needed: 1, members: [1, 2])])
        let events = [1, 2].map { BasicEvent(failing: $0) }
        let diagram = system.cutSetDiagram(of: 0, at: 3, events: events, stage: 0, limits: .init(order: .max))
        let never = try #require(diagram.importance([0, 0.5]))
        #expect(never.probability == 0 && never.events.allSatisfy { $0.riskReduction(never.probability) == nil })
        let some = try #require(diagram.importance([0.25, 0.5]))
        #expect(some.probability == 0.125 && some.events.allSatisfy { $0.riskReduction(some.probability) == .infinity })
        #expect(some.events.map(\.birnbaum) == [0.5, 0.25])
    }
}
