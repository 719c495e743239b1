import FaultTreeAnalysis
import Testing

@Suite struct `Cut set diagrams` {
    private static let seeds: Range<UInt64> = 0..<(isLongSuite ? 10_000 : 300)

    @Test func `lists, counts and occurrences are those found by trying every set, with and without circles`() {
        for seed in Self.seeds {
            let naive = NaiveSystem.random(seed: seed, isCyclic: seed % 2 == 1)
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

    @Test func `what arguments have in common, and what gates further up decide, changes no answer however many gates share it`() {
        for seed in Self.seeds {
            let naive = NaiveSystem.random(seed: seed &+ 1_000_000, isCyclic: false, mostGates: 24)
            let diagram = naive.system.cutSetDiagram(of: 0, at: 3, events: naive.basicEvents, stage: 0, limits: .init(order: .max))
            #expect(
                diagram.cutSets(atMost: .max).masks == naive.minimalCutSets(0).filter { $0 != 0 } && diagram.completeness == .complete,
                "seed \(seed)")
        }
    }

    @Test func `a part that goes round in circles and can never fail is not spoken of as left out`() {
        let naive = NaiveSystem.random(seed: 6505, isCyclic: true)
        for limits in [CutSetLimits(order: .max), CutSetLimits(order: 30)] {
            let diagram = naive.system.cutSetDiagram(of: 0, at: 3, events: naive.basicEvents, stage: 0, limits: limits)
            #expect(diagram.completeness == .complete && diagram.cutSets(atMost: .max).masks == naive.minimalCutSets(0))
        }
    }

    @Test func `bounded questions give the part of the whole up to their order`() {
        for seed in Self.seeds {
            let naive = NaiveSystem.random(seed: seed, isCyclic: seed % 2 == 1)
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
            let naive = NaiveSystem.random(seed: seed, isCyclic: seed % 2 == 1)
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
            let naive = NaiveSystem.random(seed: seed, isCyclic: seed % 2 == 1)
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
        for count in 1...(isLongSuite ? 5 : 4) {
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

    @Test func `a long chain of needs and alternatives is counted, and weighed as far as steps allow, which is told`() {
        let length = 2000
        let gates = (0..<length).map { number in
            let members = number + 1 < length ? [number + 1, length + number] : [length + number]
            return Gate(node: number, needed: number % 2 == 0 ? members.count : 1, members: members)
        }
        let events = (0..<length).map { BasicEvent(failing: length + $0) }
        let system = ThresholdSystem(nodeCount: 2 * length, gates: gates)
        func diagram(_ limits: CutSetLimits) -> CutSetDiagram {
            system.cutSetDiagram(of: 0, at: 3, events: events, stage: 0, limits: limits)
        }
        // One set of each order: the first event; the second and the third; the second, the fourth and the fifth … The last two events end one each.
        let whole = diagram(.init(order: .max)).counts
        #expect(whole.byOrder == [UInt128](repeating: 1, count: length / 2 - 1) + [2] && whole.bound == nil)
        let few = diagram(.init(order: .max, steps: 70_000))
        guard let bound = few.occurrences.first?.counts.bound else {
            Issue.record("weighing every event of so many sets takes more steps than that")
            return
        }
        #expect(few.occurrences.first?.counts.byOrder == [1] && bound < length / 2)
    }

    @Test func `a deep chain that uses few events again and again comes down to those`() {
        let (length, eventCount) = (20_000, 50)
        // Two in three gates fail with their event, every third only with it: what is decided further up is left out, however deep.
        let gates = (0..<length).map { number in
            Gate(
                node: number, needed: number % 3 == 0 ? 1 : 2,
                members: number + 1 < length ? [number + 1, length + number % eventCount] : [length + number % eventCount])
        }
        let events = (0..<eventCount).map { BasicEvent(failing: length + $0) }
        let system = ThresholdSystem(nodeCount: length + eventCount, gates: gates)
        let found = system.minimalCutSets(of: 0, at: 3, events: events, stage: 0, limits: .init(order: .max))
        #expect(found.completeness == .complete)
        // The definition, one set at a time: each listed set fails the top, and none that lacks an event does.
        for set in found.sets {
            #expect(system.solution(after: set, of: events, stage: 0).levels[0] == 3)
            for event in set { #expect(system.solution(after: set.filter { $0 != event }, of: events, stage: 0).levels[0] == 0) }
        }
        // Those left out of every set do nothing by themselves.
        let named = Set(found.sets.joined())
        let silent = events.indices.filter { !named.contains($0) }
        #expect(system.solution(after: silent, of: events, stage: 0).levels[0] == 0)
    }

    @Test func `one set of tens of thousands is counted by its one order`() {
        let length = 20_000
        let gates = (0..<length).map { number in
            Gate(node: number, needed: 1, members: number + 1 < length ? [number + 1, length + number] : [length + number])
        }
        let events = (0..<length).map { BasicEvent(failing: length + $0) }
        let diagram = ThresholdSystem(nodeCount: 2 * length, gates: gates).cutSetDiagram(
            of: 0, at: 3, events: events, stage: 0, limits: .init(order: .max))
        #expect(diagram.counts.total == 1 && diagram.counts.byOrder.count == length && diagram.completeness == .complete)
        // A list of one so long is more than a list of a hundred may hold.
        #expect(diagram.cutSets(atMost: 100).completeness == .cutOff(order: length - 1))
    }
}
