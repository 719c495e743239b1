import FaultTreeAnalysis

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A small random generator whose seed can be printed and used again.
struct SeededDraw {
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

let isLongSuite = ProcessInfo.processInfo.environment["CHOKEPOINT_LONG"] == "1"

/// A system of two-valued nodes, solved by trying everything; sets of nodes and of events are bits of a number.
struct NaiveSystem {
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
    static func random(seed: UInt64, isCyclic: Bool) -> NaiveSystem {
        var draw = SeededDraw(seed: seed)
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
        return NaiveSystem(nodeCount: nodeCount, gates: gates, events: events)
    }
}

extension CutSets {
    var masks: Set<Int> { Set(sets.map { $0.reduce(0) { $0 | 1 << $1 } }) }
}
