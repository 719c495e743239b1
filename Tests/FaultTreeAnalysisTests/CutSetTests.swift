import FaultTreeAnalysis
import Testing

/// Deterministic numbers for random cases.
private struct Numbers {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

@Suite struct `Cut sets` {
    /// Node 0 needs one of `width` pairs, both of a pair: 2 to the power of `width` cut sets, all of order `width`.
    private func pairs(_ width: Int) -> (ThresholdSystem, [BasicEvent]) {
        let gates =
            (1...width).map { Gate(node: $0, needed: 2, members: [width + 2 * $0 - 1, width + 2 * $0]) }
            + [Gate(node: 0, needed: 1, members: Array(1...width))]
        let leaves = (width + 1)...(3 * width)
        return (ThresholdSystem(nodeCount: 3 * width + 1, gates: gates), leaves.map { BasicEvent(failing: $0) })
    }

    @Test func `products of pairs are counted by order`() {
        let (system, events) = pairs(6)
        let all = system.minimalCutSets(of: 0, at: 3, events: events, stage: 0, limits: .init(order: 12))
        #expect(all.countsByOrder == [0, 0, 0, 0, 0, 64])
        #expect(all.completeness == .complete)
        let few = system.minimalCutSets(of: 0, at: 3, events: events, stage: 0, limits: .init(order: 5))
        #expect(few.sets.isEmpty && few.completeness == .upToOrder(5) && few.isComplete)
    }

    @Test func `a limit that is reached is spoken, and what is listed is right`() {
        let (system, events) = pairs(6)
        let bySets = system.minimalCutSets(of: 0, at: 3, events: events, stage: 0, limits: .init(order: 12, sets: 20))
        #expect(!bySets.isComplete)
        guard case .cutOff(let order) = bySets.completeness else {
            Issue.record("sixty-four sets do not fit in twenty")
            return
        }
        #expect(order < 6 && bySets.sets.isEmpty)
        // Every neighbouring pair of a ring has one of its two fail: nothing here comes apart into modules.
        let ring = ThresholdSystem(
            nodeCount: 25,
            gates: (1...12).map { Gate(node: $0, needed: 2, members: [12 + $0, 13 + $0 % 12]) }
                + [Gate(node: 0, needed: 1, members: Array(1...12))])
        let leaves = (13...24).map { BasicEvent(failing: $0) }
        let bySteps = ring.minimalCutSets(of: 0, at: 3, events: leaves, stage: 0, limits: .init(order: 12, steps: 5))
        #expect(!bySteps.isComplete && bySteps.sets.isEmpty)
        let whole = ring.minimalCutSets(of: 0, at: 3, events: leaves, stage: 0, limits: .init(order: 12))
        #expect(whole.countsByOrder.first { $0 > 0 } == 2 && whole.countsByOrder.count == 8)
    }

    @Test func `orders that were finished are listed though a larger one met a limit`() {
        let (_, events) = pairs(6)
        // Node 19 needs the pairs and leaf 7 as well: leaf 7 is a single point, and absorbs half of the sets of six.
        let gates =
            (1...6).map { Gate(node: $0, needed: 2, members: [5 + 2 * $0, 6 + 2 * $0]) }
            + [Gate(node: 0, needed: 1, members: [1, 2, 3, 4, 5, 6]), Gate(node: 19, needed: 2, members: [0, 7])]
        let system = ThresholdSystem(nodeCount: 20, gates: gates)
        let capped = system.minimalCutSets(of: 19, at: 3, events: events, stage: 0, limits: .init(order: 12, sets: 20))
        guard case .cutOff(let order) = capped.completeness else {
            Issue.record("thirty-two sets do not fit in twenty")
            return
        }
        #expect(capped.sets == [[0]] && (1...5).contains(order))
        let whole = system.minimalCutSets(of: 19, at: 3, events: events, stage: 0, limits: .init(order: 12))
        #expect(whole.countsByOrder == [1, 0, 0, 0, 0, 32] && whole.completeness == .complete)
    }

    @Test func `asking set by set finds the same`() {
        for seed in 0..<200 {
            var numbers = Numbers(state: UInt64(seed))
            let gates = (0..<numbers.below(9)).map { _ in
                let members = (0..<1 + numbers.below(3)).map { _ in numbers.below(6) }
                return Gate(node: numbers.below(6), needed: 1 + numbers.below(Set(members).count), members: members)
            }
            let system = ThresholdSystem(nodeCount: 6, gates: gates)
            let events = (0..<6).map { BasicEvent(failing: $0) }
            for order in 1...6 {
                let found = system.minimalCutSets(of: 0, at: 3, events: events, stage: 0, limits: .init(order: order))
                let asked = CutSets.searching(Array(0..<6), limits: .init(order: order)) {
                    system.solution(after: $0, of: events, stage: 0).levels[0] == 3
                }
                #expect(found.sets == asked.sets && found.isAlready == asked.isAlready, "seed \(seed)")
            }
        }
    }

    @Test func `asking stops at its limit and says so`() {
        let asked = CutSets.searching(Array(0..<30), limits: .init(order: 3, sets: 100)) { $0.count >= 2 }
        #expect(asked.sets.isEmpty && asked.completeness == .cutOff(order: 1))
    }
}

@Suite struct `Hitting sets` {
    private func subsets(_ count: Int) -> [[Int]] { (0..<1 << count).map { mask in (0..<count).filter { mask >> $0 & 1 == 1 } } }

    @Test func `the cheapest and the minimal ones are those found by trying every set`() throws {
        for seed in 0..<300 {
            var numbers = Numbers(state: UInt64(seed))
            let family = (0..<numbers.below(7)).map { _ in (0..<1 + numbers.below(4)).map { _ in numbers.below(7) } }
            let costs = (0..<7).map { _ in numbers.below(9) }
            let hitting = subsets(7).filter { set in family.allSatisfy { !Set($0).isDisjoint(with: set) } }
            let best = try #require(hitting.map { $0.reduce(0) { $0 + costs[$1] } }.min())
            let found = try #require(HittingSet.cheapest(meeting: family) { costs[$0] })
            #expect(found.cost == best && found.isOptimal && hitting.contains(found.elements), "seed \(seed)")
            #expect(found.elements.reduce(0) { $0 + costs[$1] } == found.cost)
            let minimal = hitting.filter { set in !hitting.contains { $0.count < set.count && Set($0).isSubset(of: set) } }
            #expect(Set(try #require(HittingSet.minimal(meeting: family, order: 7))) == Set(minimal), "seed \(seed)")
            let small = try #require(HittingSet.minimal(meeting: family, order: 2))
            #expect(Set(small) == Set(minimal.filter { $0.count <= 2 }), "seed \(seed)")
        }
    }

    @Test func `an empty set cannot be met, an empty family needs nothing`() {
        #expect(HittingSet.cheapest(meeting: [[1], []]) { _ in 1 } == nil)
        #expect(HittingSet.cheapest(meeting: []) { _ in 1 }?.elements == [])
        #expect(HittingSet.minimal(meeting: [], order: 3) == [[]])
    }

    @Test func `a search that is cut short says how far it may be off`() throws {
        let family = (0..<12).flatMap { first in ((first + 1)..<12).map { [first, $0] } }
        let found = try #require(HittingSet.cheapest(meeting: family, cost: { 10 + $0 % 3 }, limit: 1))
        #expect(!found.isOptimal && found.lowerBound < found.cost)
        #expect(family.allSatisfy { !Set($0).isDisjoint(with: found.elements) })
        let whole = try #require(HittingSet.cheapest(meeting: family, cost: { 10 + $0 % 3 }))
        #expect(whole.isOptimal && whole.elements.count == 11 && found.lowerBound <= whole.cost)
    }

    @Test func `costs that overflow do no harm`() throws {
        let found = try #require(HittingSet.cheapest(meeting: [[1], [2]]) { _ in .max })
        #expect(found.elements == [1, 2])
    }
}
