import Dispatch
import FaultTreeAnalysis
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A system with its events, drawn at random: k-of-n gates with wants, every kind of transfer, stages, cycles, unsatisfiable gates, events of every level.
private struct RandomSystem {
    let nodes: Int
    let gates: [Gate]
    let events: [BasicEvent]

    static let transfers = [
        TransferTable.identity, .identity, .identity, TransferTable(0, 1, 2, 2) ?? .identity, TransferTable(0, 0, 0, 1) ?? .identity,
        TransferTable(0, 0, 0, 3) ?? .identity, TransferTable(0, 2, 3, 3) ?? .identity,
    ]

    init(seed: Int, isPlain: Bool) {
        var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let nodes = 2 + below(9)
        self.nodes = nodes
        gates = (0..<below(3 * nodes)).map { _ in
            let members = (0..<1 + below(4)).map { _ in below(nodes) }
            let needed = below(3) == 0 ? members.count : below(members.count + (isPlain ? 1 : 2))
            return Gate(
                node: below(nodes), needed: needed, wanted: isPlain || below(3) > 0 ? nil : needed + below(3), members: members,
                transfer: isPlain ? .identity : Self.transfers[below(7)], stage: UInt8(isPlain ? 0 : below(4)), isSupport: below(2) == 0)
        }
        events = (0..<1 + below(8)).map { _ in
            BasicEvent(effects: (0..<1 + below(3)).map { _ in .init(node: below(nodes), level: UInt8(isPlain ? 3 : 1 + below(3))) })
        }
    }

    /// Straight from the definition: each gate by sorting, all of them until nothing changes.
    func levels(after happened: [Int], stage: UInt8) -> [UInt8] {
        var base = [UInt8](repeating: 0, count: nodes)
        for event in happened { for effect in events[event].effects { base[effect.node] = max(base[effect.node], effect.level) } }
        var levels = [UInt8](repeating: 0, count: nodes)
        while true {
            var next = base
            for gate in gates where gate.stage <= stage {
                let sorted = Set(gate.members).map { gate.transfer.image(of: levels[$0]) }.sorted()
                func statistic(_ j: Int) -> UInt8 { j <= 0 ? 0 : j > sorted.count ? gate.transfer.image(of: 3) : sorted[j - 1] }
                next[gate.node] = max(next[gate.node], statistic(gate.needed), min(2, statistic(gate.wanted)))
            }
            if next == levels { return levels }
            levels = next
        }
    }
}

@Suite struct `Single point tables` {
    private static var isLong: Bool { ProcessInfo.processInfo.environment["CHOKEPOINT_LONG"] == "1" }
    private static var seeds: Range<Int> { 0..<(isLong ? 10_000 : 400) }

    @Test(arguments: [true, false])
    func `proofs of what single events do are those of whole solutions, one event after another`(_ isPlain: Bool) {
        for seed in Self.seeds {
            let drawn = RandomSystem(seed: seed, isPlain: isPlain)
            let system = ThresholdSystem(nodeCount: drawn.nodes, gates: drawn.gates)
            let stage = UInt8(seed % 4)
            let nodes = (0..<drawn.nodes).filter { ($0 + seed) % 3 != 0 }
            var prover = EventProver(system, events: drawn.events, stage: stage, about: nodes)
            for event in drawn.events.indices {
                let solution = system.solution(after: [event], of: drawn.events, stage: stage)
                // Those that hold, at one time with one that may not, so that the rounds end early and late.
                let holding = nodes.filter { solution.levels[$0] > 0 }.map { Derivation.Claim(node: $0, level: solution.levels[$0]) }
                let any = nodes.map { Derivation.Claim(node: $0, level: UInt8(1 + (seed + event) % 3)) }
                for claims in [holding, any, Array(holding.prefix(1))] {
                    let expected = claims.map { system.derivation(of: $0.node, at: $0.level, in: solution) }
                    #expect(prover.derivations(of: claims, after: event) == expected, "seed \(seed), event \(event)")
                }
            }
        }
    }

    @Test(arguments: [true, false])
    func `a table holds what happens after each event, whether counted, in columns, or half and half`(_ isPlain: Bool) {
        for seed in Self.seeds {
            let drawn = RandomSystem(seed: seed, isPlain: isPlain)
            let system = ThresholdSystem(nodeCount: drawn.nodes, gates: drawn.gates)
            let happened = seed % 3 == 0 ? [0] : []
            let stage = UInt8(seed % 4)
            let after = drawn.events.indices.map { drawn.levels(after: happened + [$0], stage: stage) }
            for budget in [0, 10, 30, Int.max] {
                let table = system.singlePointTable(of: drawn.events, after: happened, stage: stage, budget: budget)
                for level: UInt8 in 1...3 {
                    for node in 0..<drawn.nodes {
                        let expected = drawn.events.indices.filter { after[$0][node] >= level }
                        #expect(table.events(taking: node, to: level) == expected, "seed \(seed), budget \(budget), \(node), \(level)")
                    }
                    #expect(
                        table.sensitivity(at: level) == after.map { $0.count { $0 >= level } }, "seed \(seed), budget \(budget), \(level)")
                }
            }
            let some = Array((0..<drawn.nodes).filter { $0 % 2 == seed % 2 })
            for budget in [0, 20] {
                let held = system.singlePointTable(of: drawn.events, after: happened, stage: stage, holding: some, budget: budget)
                for node in some {
                    #expect(held.events(taking: node, to: 2) == drawn.events.indices.filter { after[$0][node] >= 2 }, "seed \(seed)")
                }
            }
            #expect(
                system.sensitivity(of: drawn.events, after: happened, stage: stage)
                    == (1...3).map { level in after.map { $0.count { $0 >= level } } }, "seed \(seed)")
            guard happened.isEmpty else { continue }
            let targets = [drawn.nodes - 1, 0]
            #expect(
                system.levels(of: targets, afterEach: drawn.events, stage: stage) == after.map { row in targets.map { row[$0] } },
                "seed \(seed)")
        }
    }

    @Test func `all four stages in one pass are those of four questions`() {
        for seed in Self.seeds {
            let drawn = RandomSystem(seed: seed, isPlain: false)
            let system = ThresholdSystem(nodeCount: drawn.nodes, gates: drawn.gates)
            let happened = Array(drawn.events.indices.prefix(seed % 3))
            let staged = system.stagedLevels(after: happened, of: drawn.events)
            for stage: UInt8 in 0...3 {
                let expected = drawn.levels(after: happened, stage: stage)
                #expect((0..<drawn.nodes).map { staged.level(of: $0, at: stage) } == expected, "seed \(seed), stage \(stage)")
                #expect(system.solution(after: happened, of: drawn.events, stage: stage).levels == expected, "seed \(seed), stage \(stage)")
            }
        }
    }

    @Test func `more events than one column holds are kept apart`() {
        let count = 1300
        let gates = (1..<count).map { Gate(node: $0 / 2, needed: 1, members: [$0]) }
        let system = ThresholdSystem(nodeCount: count, gates: gates)
        let events = (0..<count).map { BasicEvent(failing: $0) }
        for budget in [0, 2000, Int.max] {
            let table = system.singlePointTable(of: events, stage: 0, budget: budget)
            #expect(table.events(taking: 600, to: 3) == [600, 1200, 1201], "budget \(budget)")
            #expect(table.events(taking: 0, to: 1).count == count, "budget \(budget)")
            #expect(table.sensitivity(at: 2)[1200] == 12, "budget \(budget)")
        }
    }

    /// The monotone functions of `count` events, as tables of 2^count bits; there are 2, 3, 6, 20, 168, 7581 of them.
    private static func monotoneFunctions(of count: Int) -> [UInt32] {
        guard count > 0 else { return [0, 1] }
        let smaller = monotoneFunctions(of: count - 1)
        return smaller.flatMap { low in smaller.filter { $0 & low == low }.map { low | $0 << (1 << UInt32(count - 1)) } }
    }

    /// Every AND/OR system of a few events is one of these functions: each is built as an OR of ANDs and as an AND of ORs.
    @Test func `columns are the same on any number of threads`() {
        // A ring with a second source for each: nothing falls alone, so what is forced to columns has several blocks of them.
        let count = 150
        var gates: [Gate] = []
        for node in 0..<count {
            let ahead = [1, 3, 5, 7].map { (node + $0) % count }
            gates.append(Gate(node: node, needed: 1, members: [ahead[0], ahead[3]]))
            gates.append(Gate(node: node, needed: 2, members: Array(ahead.prefix(3))))
        }
        let system = ThresholdSystem(nodeCount: count, gates: gates)
        let events = (0..<1100).map { event -> BasicEvent in
            let level = UInt8(1 + event % 3)
            let nodes = (0..<1 + event % 3).map { (event * 13 + $0 * $0) % count }
            return BasicEvent(effects: nodes.map { BasicEvent.Effect(node: $0, level: level) })
        }
        let alone = system.singlePointTable(of: events, stage: 0, budget: 0)
        let together = system.singlePointTable(of: events, stage: 0, budget: 0) { count, body in
            DispatchQueue.concurrentPerform(iterations: count, execute: body)
        }
        for level: UInt8 in 1...3 {
            #expect(alone.sensitivity(at: level) == together.sensitivity(at: level))
            for node in 0..<count { #expect(alone.events(taking: node, to: level) == together.events(taking: node, to: level)) }
        }
        #expect(alone.sensitivity(at: 1).contains { $0 > 3 }, "some events bring down more than they touch")
    }

    @Test func `every monotone function of up to four events has its states and single points, in the long run of five`() {
        for count in 1...(Self.isLong ? 5 : 4) {
            let subsets = 0..<UInt32(1 << count)
            for function in Self.monotoneFunctions(of: count) {
                func holds(_ set: UInt32) -> Bool { function >> set & 1 == 1 }
                // The two constants are no systems: an OR of nothing, an AND of nothing.
                guard holds(subsets.upperBound - 1), !holds(0) else { continue }
                let cuts = subsets.filter { set in holds(set) && (0..<count).allSatisfy { set >> $0 & 1 == 0 || !holds(set & ~(1 << $0)) } }
                let all = subsets.upperBound - 1
                let paths = subsets.filter { set in
                    !holds(all & ~set) && (0..<count).allSatisfy { set >> $0 & 1 == 0 || holds(all & ~(set & ~(1 << $0))) }
                }
                for (sets, isOr) in [(cuts, true), (paths, false)] {
                    let parts = sets.enumerated().map { index, set in
                        let members = (0..<count).filter { set >> $0 & 1 == 1 }
                        return Gate(node: count + 1 + index, needed: isOr ? 1 : members.count, members: members)
                    }
                    let top = Gate(node: count, needed: isOr ? sets.count : 1, members: sets.indices.map { count + 1 + $0 })
                    let system = ThresholdSystem(nodeCount: count + 1 + sets.count, gates: parts + [top])
                    let events = (0..<count).map { BasicEvent(failing: $0) }
                    for set in subsets {
                        let happened = (0..<count).filter { set >> $0 & 1 == 1 }
                        let level = system.stagedLevels(after: happened, of: events).level(of: count, at: 0)
                        #expect((level == 3) == holds(set), "\(count) events, function \(function), set \(set)")
                    }
                    #expect(
                        system.singlePointTable(of: events, stage: 0).events(taking: count, to: 3) == (0..<count).filter { holds(1 << $0) },
                        "\(count) events, function \(function)")
                }
            }
        }
    }
}
