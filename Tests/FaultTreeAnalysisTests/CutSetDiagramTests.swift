import FaultTreeAnalysis
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A small random generator whose seed can be printed and used again.
private struct Draw {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ z >> 31) >> 1) % bound
    }
}

private let isLong = ProcessInfo.processInfo.environment["CHOKEPOINT_LONG"] == "1"

/// A system of two-valued nodes, solved by trying everything; sets of nodes and of events are bits of a number.
private struct Naive {
    /// A gate: its node fails when at least `failing` members have.
    struct Threshold { var node: Int, failing: Int, members: Int }

    let nodeCount: Int
    let gates: [Threshold]
    /// The nodes that each event makes fail.
    let events: [Int]
    /// For each set of events the nodes that fail.
    let failed: [Int]

    init(nodeCount: Int, gates: [Threshold], events: [Int]) {
        self.nodeCount = nodeCount
        self.gates = gates
        self.events = events
        var outcomes: [Int] = []
        for mask in 0..<1 << events.count {
            var failed = 0
            for event in events.indices where mask >> event & 1 == 1 { failed |= events[event] }
            var before = -1
            while before != failed {
                before = failed
                for gate in gates where (gate.members & failed).nonzeroBitCount >= gate.failing { failed |= 1 << gate.node }
            }
            outcomes.append(failed)
        }
        failed = outcomes
    }

    static func elements(_ mask: Int) -> [Int] { (0..<Int.bitWidth - mask.leadingZeroBitCount).filter { mask >> $0 & 1 == 1 } }

    var system: ThresholdSystem {
        ThresholdSystem(
            nodeCount: nodeCount,
            gates: gates.map {
                Gate(node: $0.node, needed: $0.members.nonzeroBitCount - $0.failing + 1, members: Self.elements($0.members))
            })
    }

    var basicEvents: [BasicEvent] { events.map { BasicEvent(effects: Self.elements($0).map { .init(node: $0, level: 3) }) } }

    /// All sets of events under which the target fails while it does under none that lacks one of them.
    ///
    /// More events never mend anything, so the sets with one event less are all that must be looked at.
    func minimalCutSets(_ target: Int) -> Set<Int> {
        Set(
            failed.indices.filter { mask in
                failed[mask] >> target & 1 == 1
                    && events.indices.allSatisfy { mask >> $0 & 1 == 0 || failed[mask & ~(1 << $0)] >> target & 1 == 0 }
            })
    }

    /// Gates over later and earlier nodes alike, so that there are circles; some events shared by several nodes.
    static func random(seed: UInt64, isCyclic: Bool) -> Naive {
        var draw = Draw(seed: seed)
        let leafCount = 3 + draw.below(5)
        let gateCount = 2 + draw.below(8)
        let nodeCount = gateCount + leafCount
        let gates = (0..<gateCount + draw.below(3)).map { number -> Threshold in
            let node = number % gateCount
            var members = 0
            for _ in 0..<2 + draw.below(3) {
                let lowest = isCyclic && draw.below(5) == 0 ? 0 : node + 1
                members |= 1 << (lowest + draw.below(nodeCount - lowest))
            }
            return Threshold(node: node, failing: 1 + draw.below(members.nonzeroBitCount), members: members)
        }
        let events = (0..<leafCount).map { leaf -> Int in
            let own = 1 << (gateCount + leaf)
            return draw.below(6) == 0 ? own | 1 << draw.below(nodeCount) : own
        }
        return Naive(nodeCount: nodeCount, gates: gates, events: events)
    }
}

extension CutSets {
    fileprivate var masks: Set<Int> { Set(sets.map { $0.reduce(0) { $0 | 1 << $1 } }) }
}

@Suite struct `Cut set diagrams` {
    private static let seeds: Range<UInt64> = 0..<(isLong ? 10_000 : 300)

    @Test func `lists, counts and occurrences are those found by trying every set, with and without circles`() {
        for seed in Self.seeds {
            let naive = Naive.random(seed: seed, isCyclic: seed % 2 == 1)
            let expected = naive.minimalCutSets(0)
            let diagram = naive.system.cutSetDiagram(of: 0, at: 3, events: naive.basicEvents, stage: 0, limits: .init(order: .max))
            #expect(diagram.isAlready == (expected == [0]), "seed \(seed)")
            let list = diagram.cutSets(atMost: .max)
            #expect(list.masks == expected.filter { $0 != 0 } && list.sets.count == list.masks.count, "seed \(seed)")
            #expect(diagram.completeness == .complete)
            for (index, count) in diagram.counts.byOrder.enumerated() {
                #expect(count == UInt128(expected.count { $0.nonzeroBitCount == index + 1 }), "seed \(seed)")
            }
            #expect(diagram.counts.total == UInt128(expected.filter { $0 != 0 }.count), "seed \(seed)")
            let occurrences = Dictionary(uniqueKeysWithValues: diagram.occurrences.map { ($0.event, $0.counts.byOrder) })
            for event in naive.events.indices {
                let holding = expected.filter { $0 >> event & 1 == 1 }
                let byOrder = (1...9).map { order in UInt128(holding.count { $0.nonzeroBitCount == order }) }
                #expect(
                    (occurrences[event] ?? []) + [UInt128](repeating: 0, count: 9 - (occurrences[event] ?? []).count) == byOrder,
                    "seed \(seed)")
            }
        }
    }

    @Test func `bounded questions give the part of the whole up to their order`() {
        for seed in Self.seeds {
            let naive = Naive.random(seed: seed, isCyclic: seed % 2 == 1)
            let expected = naive.minimalCutSets(0).filter { $0 != 0 }
            for order in 1...4 {
                let diagram = naive.system.cutSetDiagram(of: 0, at: 3, events: naive.basicEvents, stage: 0, limits: .init(order: order))
                #expect(
                    diagram.cutSets(atMost: .max).masks == expected.filter { $0.nonzeroBitCount <= order }, "seed \(seed), order \(order)")
                if diagram.completeness == .complete { #expect(expected.allSatisfy { $0.nonzeroBitCount <= order }, "seed \(seed)") }
                #expect(diagram.isComplete)
            }
        }
    }

    @Test func `within limits that are far too small what is listed is right and its bound is told`() {
        for seed in Self.seeds {
            let naive = Naive.random(seed: seed, isCyclic: seed % 2 == 1)
            let expected = naive.minimalCutSets(0).filter { $0 != 0 }
            for limits in [CutSetLimits(order: .max, nodes: 16), CutSetLimits(order: .max, steps: 3), CutSetLimits(order: 3, nodes: 24)] {
                let diagram = naive.system.cutSetDiagram(of: 0, at: 3, events: naive.basicEvents, stage: 0, limits: limits)
                let bound: Int
                switch diagram.completeness {
                case .complete: bound = .max
                case .upToOrder(let order): bound = order
                case .cutOff(let order):
                    bound = order
                    #expect(diagram.reached != nil)
                    // Single events are always found.
                    #expect(order >= 1)
                }
                #expect(diagram.cutSets(atMost: .max).masks == expected.filter { $0.nonzeroBitCount <= bound }, "seed \(seed)")
            }
        }
    }

    @Test func `counts of every node in one run are those of each by itself`() {
        for seed in Self.seeds {
            let naive = Naive.random(seed: seed, isCyclic: seed % 2 == 1)
            for limits in [CutSetLimits(order: 2), CutSetLimits(order: .max), CutSetLimits(order: 5, nodes: 24)] {
                let table = naive.system.cutSetTable(at: 3, events: naive.basicEvents, stage: 0, limits: limits)
                var bound = Int.max
                switch table.completeness {
                case .complete: break
                case .upToOrder(let order), .cutOff(let order): bound = order
                }
                for node in 0..<naive.nodeCount {
                    let expected = naive.minimalCutSets(node)
                    #expect(table.entries[node].isAlready == (expected == [0]), "seed \(seed)")
                    let listed = expected.filter { $0 != 0 && $0.nonzeroBitCount <= bound }
                    let byOrder = table.entries[node].counts.byOrder
                    #expect(byOrder.count <= bound, "seed \(seed)")
                    for order in 1...9 {
                        let count = order <= byOrder.count ? byOrder[order - 1] : 0
                        #expect(
                            count == UInt128(listed.count { $0.nonzeroBitCount == order }), "seed \(seed), node \(node), order \(order)")
                    }
                }
                if seed % 4 != 0 { break }
            }
        }
    }

    /// Every monotone function of some events, each as the antichain of its minimal solutions.
    private func antichains(of count: Int) -> [[Int]] {
        var result: [[Int]] = [[]]
        for mask in 1..<1 << count {
            result += result.compactMap { family in family.contains { $0 & mask == $0 || $0 & mask == mask } ? nil : family + [mask] }
        }
        return result
    }

    @Test
    func `every monotone function of up to five events is found again, written as alternatives of needs and as needs of alternatives`() {
        for count in 1...(isLong ? 5 : 4) {
            let leaves = 1...count
            for family in antichains(of: count) where !family.isEmpty {
                func members(_ mask: Int) -> [Int] { leaves.filter { mask >> ($0 - 1) & 1 == 1 } }
                let gates = family.enumerated().map { number, mask in
                    Gate(node: count + 1 + number, needed: 1, members: members(mask))
                }
                let top = Gate(node: 0, needed: family.count, members: family.indices.map { count + 1 + $0 })
                let system = ThresholdSystem(nodeCount: count + 1 + family.count, gates: gates + [top])
                let events = leaves.map { BasicEvent(failing: $0) }
                let found = system.minimalCutSets(of: 0, at: 3, events: events, stage: 0, limits: .init(order: .max))
                #expect(found.masks == Set(family) && found.sets.count == family.count, "\(family)")
                // The same gates the other way about: the cut sets are then what meets every set of the family.
                let met = (0..<1 << count).filter { mask in family.allSatisfy { $0 & mask != 0 } }
                let minimal = met.filter { mask in !met.contains { $0 != mask && $0 & mask == $0 } }
                let dual = ThresholdSystem(
                    nodeCount: count + 1 + family.count,
                    gates: family.enumerated().map { number, mask in
                        Gate(node: count + 1 + number, needed: mask.nonzeroBitCount, members: members(mask))
                    } + [Gate(node: 0, needed: 1, members: top.members)])
                let hitting = dual.minimalCutSets(of: 0, at: 3, events: events, stage: 0, limits: .init(order: .max))
                #expect(hitting.masks == Set(minimal), "\(family)")
            }
        }
    }

    @Test func `more sets than anyone could list are counted`() {
        // Forty groups of which any three of six must fail, all needed at once: 20⁴⁰ sets of order 120.
        let gates = (0..<40).map { group in Gate(node: 1 + group, needed: 4, members: (0..<6).map { 41 + 6 * group + $0 }) }
        let system = ThresholdSystem(nodeCount: 41 + 240, gates: gates + [Gate(node: 0, needed: 1, members: Array(1...40))])
        let events = (41..<281).map { BasicEvent(failing: $0) }
        let few = system.cutSetDiagram(of: 0, at: 3, events: events, stage: 0, limits: .init(order: .max))
        #expect(few.counts.isSaturated && few.counts.byOrder.count == 120)
        #expect(few.cutSets(atMost: 100).sets.isEmpty && few.cutSets(atMost: 100).completeness == .cutOff(order: 119))
        let some = ThresholdSystem(nodeCount: 281, gates: Array(gates[..<10]) + [Gate(node: 0, needed: 1, members: Array(1...10))])
        let counted = some.cutSetDiagram(of: 0, at: 3, events: events, stage: 0, limits: .init(order: .max)).counts
        #expect(counted.byOrder.last == 10_240_000_000_000 && counted.byOrder.count == 30 && !counted.isSaturated)
    }

    @Test func `a chain of fifty thousand, and a ring of as many, are no trouble`() {
        let length = 50_000
        let chain = (0..<length - 1).map { Gate(node: $0, needed: 1, members: [$0 + 1]) }
        let ring = chain + [Gate(node: length - 1, needed: 1, members: [0])]
        let events = (0..<length).map { BasicEvent(failing: $0) }
        for gates in [chain, ring] {
            let diagram = ThresholdSystem(nodeCount: length, gates: gates).cutSetDiagram(
                of: 0, at: 3, events: events, stage: 0, limits: .init(order: 2))
            #expect(diagram.counts.byOrder == [UInt128(length)] && diagram.completeness == .complete)
        }
    }
}

@Suite struct `Importance measures` {
    @Test func `every measure is what adding up all cases gives, and they stand in their order`() throws {
        for seed in 0..<UInt64(isLong ? 10_000 : 300) {
            let naive = Naive.random(seed: seed, isCyclic: seed % 2 == 1)
            var draw = Draw(seed: seed ^ 0x1337)
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
