/// The levels of a system, raised round by round to the least solution, with a trail by which the last raises can be taken back.
///
/// In round *r* every node takes the level that its base and its gates give under the levels of round *r* − 1: Kleene's iteration, done only
/// where something changed. Each gate counts, for each level, how many of its members have reached it.
struct Fixpoint {
    let system: ThresholdSystem
    let stage: UInt8
    private(set) var levels: [UInt8]
    /// The round in which each node reached each of the levels 1 to 3.
    ///
    /// 0 for never; empty unless asked for.
    private(set) var ranks: [Int32]
    /// How many members of each gate have reached each of the levels 1 to 3.
    private var counts: [Int32]
    private var pending: [UInt8]
    private var frontier: [Int32] = []
    private(set) var trail: [Raise] = []

    /// A node that went up.
    struct Raise {
        let node: Int32
        let old: UInt8
        let new: UInt8
    }

    /// The solution for a base of nothing, where only unsatisfiable gates give anything; `seeds` are added in the first round.
    init(_ system: ThresholdSystem, stage: UInt8, ranked: Bool = false, seeds: some Sequence<BasicEvent.Effect>) {
        self.system = system
        self.stage = stage
        levels = [UInt8](repeating: 0, count: system.nodeCount)
        pending = levels
        ranks = ranked ? [Int32](repeating: 0, count: 3 * system.nodeCount) : []
        counts = [Int32](repeating: 0, count: 3 * system.gateCount)
        for gate in system.unsatisfiable where system.stageOfGate[Int(gate)] <= stage {
            let image = system.image(of: TransferTable.highest, at: Int(gate))
            lift(Int(system.nodeOfGate[Int(gate)]), to: system.failing[Int(gate)] <= 0 ? image : min(2, image))
        }
        for seed in seeds { lift(seed.node, to: seed.level) }
        run()
    }

    private mutating func lift(_ node: Int, to level: UInt8) {
        guard level > levels[node], level > pending[node] else { return }
        if pending[node] <= levels[node] { frontier.append(Int32(truncatingIfNeeded: node)) }
        pending[node] = level
    }

    /// Lifts further base levels and goes on to the new solution; the trail remembers.
    mutating func add(_ effects: some Sequence<BasicEvent.Effect>) {
        for effect in effects { lift(effect.node, to: effect.level) }
        run()
    }

    /// Takes back every raise after the trail was `length` long.
    mutating func undo(to length: Int) {
        while trail.count > length, let raise = trail.popLast() {
            let node = Int(raise.node)
            levels[node] = raise.old
            pending[node] = 0
            for position in system.useRows.range(node) {
                let gate = Int(system.useRows.elements[position])
                guard system.stageOfGate[gate] <= stage else { continue }
                var level = system.image(of: raise.old, at: gate) + 1
                let last = system.image(of: raise.new, at: gate)
                while level <= last {
                    counts[3 * gate + Int(level) - 1] -= 1
                    level += 1
                }
            }
        }
    }

    private mutating func run() {
        var round: Int32 = 0
        while !frontier.isEmpty {
            round += 1
            let first = trail.count
            for node in frontier {
                let index = Int(node)
                let old = levels[index]
                let new = pending[index]
                trail.append(Raise(node: node, old: old, new: new))
                levels[index] = new
                if !ranks.isEmpty { for level in old..<new { ranks[3 * index + Int(level)] = round } }
            }
            frontier.removeAll(keepingCapacity: true)
            for position in first..<trail.count { pass(trail[position]) }
        }
    }

    /// Counts a raise in every gate that has the node as a member.
    private mutating func pass(_ raise: Raise) {
        for position in system.useRows.range(Int(raise.node)) {
            let gate = Int(system.useRows.elements[position])
            guard system.stageOfGate[gate] <= stage else { continue }
            var level = system.image(of: raise.old, at: gate) + 1
            let last = system.image(of: raise.new, at: gate)
            while level <= last {
                let count = counts[3 * gate + Int(level) - 1] + 1
                counts[3 * gate + Int(level) - 1] = count
                if count == system.failing[gate] || (level <= 2 && count == system.degrading[gate]) {
                    lift(Int(system.nodeOfGate[gate]), to: level)
                }
                level += 1
            }
        }
    }
}
