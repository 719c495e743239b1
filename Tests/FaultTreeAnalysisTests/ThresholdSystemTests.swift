import FaultTreeAnalysis
import Testing

@Suite struct `Threshold systems` {
    private let failing = (0..<6).map { BasicEvent(failing: $0) }

    @Test func `only monotone tables that leave what is sound alone are tables`() {
        #expect(TransferTable(0, 1, 2, 3) == .identity)
        #expect(TransferTable(0, 2, 1, 3) == nil)
        #expect(TransferTable(0, 0, 0, 4) == nil)
        #expect(TransferTable(1, 1, 2, 3) == nil)
        let table = TransferTable(0, 0, 0, 1)
        #expect(table?.leastLevel(reaching: 1) == 3 && table?.leastLevel(reaching: 2) == nil && table?.leastLevel(reaching: 0) == 0)
    }

    @Test(arguments: 0...5)
    func `every gate over four members gives what order statistics say`(_ needed: Int) {
        for wanted in needed...6 {
            let system = ThresholdSystem(nodeCount: 5, gates: [Gate(node: 4, needed: needed, wanted: wanted, members: [0, 1, 2, 3, 3])])
            for code in 0..<256 {
                let levels = (0..<4).map { UInt8(code >> (2 * $0) & 3) }
                let sorted = levels.sorted()
                func statistic(_ j: Int) -> UInt8 { j <= 0 ? 0 : j > 4 ? 3 : sorted[j - 1] }
                let found = system.levels(of: levels.enumerated().map { .init(node: $0, level: $1) }, stage: 0)
                #expect(found[4] == max(statistic(needed), min(2, statistic(wanted))), "\(needed) of \(levels), wanted \(wanted)")
            }
        }
    }

    @Test func `numbers beyond all bounds do no harm`() {
        let gates = [Gate(node: 0, needed: .max, members: [1]), Gate(node: 2, needed: .min, wanted: .min, members: [1])]
        let solution = ThresholdSystem(nodeCount: 3, gates: gates).solution(after: [1], of: failing, stage: 0)
        #expect(solution.levels == [3, 3, 0])
        #expect(solution.rank(of: 0, at: 3) == 1 && solution.roundCount == 1)
    }

    /// 16 bits count up to 65,535.
    @Test(arguments: isLongSuite ? [65_533, 65_534, 65_535, 65_536, 70_000, 140_000] : [65_534, 65_536])
    func `a gate of very many members fails with exactly as many as it must`(_ count: Int) {
        let counts = [1, count - 65_533, count]
        let gates = counts.enumerated().map { place, failing in
            Gate(node: place, needed: count - failing + 1, wanted: count, members: Array(10..<10 + count))
        }
        let system = ThresholdSystem(nodeCount: 10 + count, gates: gates)
        for failed in counts + [count - 1] {
            let found = system.levels(of: (0..<failed).map { .init(node: 10 + $0, level: 3) }, stage: 0)
            #expect(Array(found[0..<counts.count]) == counts.map { $0 <= failed ? 3 : failed > 0 ? 2 : 0 }, "\(failed) of \(count)")
        }
        let events = (0..<count).map { BasicEvent(failing: 10 + $0) }
        var sweep = Sweep(system, events: events, stage: 0)
        let nodes = Array(counts.indices)
        for failed in [count, 1] {
            #expect(sweep.levels(of: nodes, after: 0..<failed) == counts.map { $0 <= failed ? 3 : 2 })
        }
    }

    /// All tables, all pairs of needed and wanted among four members, and many stages: more kinds than 16 bits number.
    @Test(.enabled(if: isLongSuite)) func `gates of very many kinds are what they are`() {
        let tables = (0..<64).compactMap { TransferTable(0, UInt8($0 & 3), UInt8($0 >> 2 & 3), UInt8($0 >> 4)) }
        var gates: [Gate] = []
        for stage: UInt8 in 0..<160 {
            for table in tables {
                for needed in 0...5 {
                    for wanted in needed...5 {
                        gates.append(
                            Gate(
                                node: 4 + gates.count, needed: needed, wanted: wanted, members: [0, 1, 2, 3], transfer: table, stage: stage)
                        )
                    }
                }
            }
        }
        #expect(gates.count > 65_536)
        let system = ThresholdSystem(nodeCount: 4 + gates.count, gates: gates)
        let levels: [UInt8] = [2, 0, 3, 1]
        let found = system.levels(of: levels.enumerated().map { .init(node: $0, level: $1) }, stage: 158)
        for gate in gates {
            let images = levels.sorted().map { gate.transfer.image(of: $0) }
            func statistic(_ j: Int) -> UInt8 { j <= 0 ? 0 : j > 4 ? gate.transfer.image(of: 3) : images[j - 1] }
            let level = gate.stage > 158 ? 0 : max(statistic(gate.needed), min(2, statistic(gate.wanted)))
            if found[gate.node] != level { Issue.record("\(gate) gives \(found[gate.node]), not \(level)") }
        }
    }

    @Test func `gates of later stages wait`() {
        let system = ThresholdSystem(nodeCount: 2, gates: [Gate(node: 0, needed: 1, members: [1], stage: 2)])
        #expect((0...3).map { system.solution(after: [1], of: failing, stage: $0).levels[0] } == [0, 0, 3, 3])
    }

    @Test func `a long chain falls in as many rounds as it has links`() throws {
        let length = 50_000
        let system = ThresholdSystem(nodeCount: length, gates: (1..<length).map { Gate(node: $0, needed: 1, members: [$0 - 1]) })
        let solution = system.solution(after: [0], of: failing, stage: 0)
        #expect(solution.rank(of: length - 1, at: 3) == length)
        let derivation = try #require(system.derivation(of: length - 1, at: 3, in: solution))
        #expect(derivation.steps.count == length)
        let table = system.singlePointTable(of: failing, stage: 0)
        #expect(table.events(taking: length - 1, to: 3) == [0, 1, 2, 3, 4, 5])
        #expect(system.minimalCutSets(of: length - 1, at: 3, events: failing, stage: 0).sets.count == 6)
    }

    @Test func `a sweep puts everything back`() {
        let gates = [
            Gate(node: 0, needed: 1, wanted: 2, members: [1, 2]), Gate(node: 1, needed: 1, members: [3]),
            Gate(node: 3, needed: 1, members: [1]),
        ]
        let system = ThresholdSystem(nodeCount: 4, gates: gates)
        var sweep = Sweep(system, events: failing, stage: 0)
        for first in 0..<4 {
            for second in 0..<4 {
                let expected = system.solution(after: [first, second], of: failing, stage: 0).levels
                #expect(sweep.levels(of: [0, 1, 2, 3], after: [first, second]) == expected)
                #expect(sweep.nodesLost(at: 3, after: [first, second]) == expected.indices.filter { expected[$0] == 3 })
                #expect(sweep.levels == [0, 0, 0, 0])
            }
        }
        var further = Sweep(system, events: failing, after: [2], stage: 0)
        #expect(further.levels[0] == 2 && further.level(of: 0, after: [3]) == 3 && further.nodesLost(at: 3, after: [2]) == [])
    }
}

@Suite struct `Derivation checks` {
    private let gates = [
        Gate(node: 0, needed: 1, wanted: 2, members: [1, 2]), Gate(node: 1, needed: 1, members: [2]),
        Gate(node: 2, needed: 1, members: [1]),
    ]
    private let events = [BasicEvent(failing: 2), BasicEvent(effects: [.init(node: 1, level: 1)])]

    private func flaw(_ steps: [Derivation.Step], of node: Int, at level: UInt8, after happened: Set<Int> = [0]) -> DerivationFlaw? {
        do throws(DerivationFlaw) {
            try DerivationChecker(gates: gates, events: events)
                .check(Derivation(steps: steps), of: .init(node: node, level: level), after: happened, stage: 0)
            return nil
        } catch {
            return error
        }
    }

    private let two = Derivation.Step(claim: .init(node: 2, level: 3), reason: .event(0))
    private let one = Derivation.Step(claim: .init(node: 1, level: 3), reason: .gate(1, premises: [.init(node: 2, level: 3)]))
    private let zero = Derivation.Step(
        claim: .init(node: 0, level: 3), reason: .gate(0, premises: [.init(node: 1, level: 3), .init(node: 2, level: 3)]))

    @Test func `a sound proof passes`() {
        #expect(flaw([two, one, zero], of: 0, at: 3) == nil)
        let degraded = Derivation.Step(claim: .init(node: 0, level: 2), reason: .gate(0, premises: [.init(node: 2, level: 2)]))
        let half = Derivation.Step(claim: .init(node: 2, level: 2), reason: .event(0))
        #expect(flaw([half, degraded], of: 0, at: 2) == nil)
    }

    @Test func `each kind of flaw is found`() {
        #expect(flaw([], of: 0, at: 3) == .wrongConclusion)
        #expect(flaw([two], of: 0, at: 3) == .wrongConclusion)
        #expect(flaw([two], of: 2, at: 3, after: []) == .unfoundedEvent(step: 0))
        #expect(flaw([.init(claim: .init(node: 1, level: 3), reason: .event(1))], of: 1, at: 3, after: [1]) == .unfoundedEvent(step: 0))
        #expect(flaw([.init(claim: .init(node: 1, level: 3), reason: .event(9))], of: 1, at: 3, after: [9]) == .unfoundedEvent(step: 0))
        #expect(flaw([one], of: 1, at: 3) == .unprovedPremise(step: 0))
        #expect(flaw([.init(claim: .init(node: 0, level: 3), reason: .gate(1, premises: []))], of: 0, at: 3) == .unfoundedGate(step: 0))
        #expect(flaw([.init(claim: .init(node: 0, level: 3), reason: .gate(7, premises: []))], of: 0, at: 3) == .unfoundedGate(step: 0))
        let short = Derivation.Step(claim: .init(node: 0, level: 3), reason: .gate(0, premises: [.init(node: 2, level: 3)]))
        #expect(flaw([two, short], of: 0, at: 3) == .wrongPremises(step: 1))
        let twice = Derivation.Step(
            claim: .init(node: 0, level: 3), reason: .gate(0, premises: [.init(node: 2, level: 3), .init(node: 2, level: 3)]))
        #expect(flaw([two, twice], of: 0, at: 3) == .wrongPremises(step: 1))
        let lower = Derivation.Step(claim: .init(node: 1, level: 3), reason: .gate(1, premises: [.init(node: 2, level: 2)]))
        #expect(flaw([two, lower], of: 1, at: 3) == .wrongPremises(step: 1))
    }

    @Test func `two that only prove each other prove nothing`() {
        let other = Derivation.Step(claim: .init(node: 2, level: 3), reason: .gate(2, premises: [.init(node: 1, level: 3)]))
        #expect(flaw([one, other], of: 2, at: 3, after: []) == .unprovedPremise(step: 0))
    }
}
