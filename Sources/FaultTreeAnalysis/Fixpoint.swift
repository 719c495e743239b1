/// The levels of a system, raised round by round to the least solution, with a trail by which the last raises can be taken back.
///
/// In round *r* every node takes the level that its base and its gates give under the levels of round *r* − 1: Kleene's iteration, done only
/// where something changed. Each gate counts, for each level, how many of its members have reached it.
struct Fixpoint {
    let system: ThresholdSystem
    /// The latest stage whose gates give anything.
    private(set) var stage: UInt8
    /// The latest stage whose gates are counted, so that they can be opened later.
    private let lastStage: UInt8
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
    ///
    /// - Parameter lastStage: A later stage that can be opened without starting again.
    init(
        _ system: ThresholdSystem, stage: UInt8, through lastStage: UInt8? = nil, ranked: Bool = false,
        seeds: some Sequence<BasicEvent.Effect>
    ) {
        self.system = system
        self.stage = stage
        self.lastStage = max(stage, lastStage ?? stage)
        levels = [UInt8](repeating: 0, count: system.nodeCount)
        pending = levels
        ranks = ranked ? [Int32](repeating: 0, count: 3 * system.nodeCount) : []
        counts = [Int32](repeating: 0, count: 3 * system.gateCount)
        for gate in system.unsatisfiable where system.cores[Int(gate)].stage <= stage { lift(by: Int(gate)) }
        for seed in seeds { lift(seed.node, to: seed.level) }
        run()
    }

    /// Lets the gates of further stages give what they have counted, and goes on to the new solution.
    mutating func open(through newStage: UInt8) {
        precondition(newStage <= lastStage, "a stage that is opened was counted")
        let closed = stage
        stage = newStage
        for gate in 0..<system.gateCount {
            let opens = system.cores[gate].stage
            if opens > closed, opens <= newStage { lift(by: gate) }
        }
        run()
    }

    /// Lifts the node of a gate to what the gate gives by its counters.
    private mutating func lift(by gate: Int) {
        let core = system.cores[gate]
        var level = core.image(of: TransferTable.highest)
        while level > 0 {
            let count = counts[3 * gate + Int(level) - 1]
            if count >= core.failing || (level <= 2 && count >= core.degrading) { break }
            level -= 1
        }
        lift(Int(core.node), to: level)
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
        let count = trail.count
        guard count > length else { return }
        withPointers { counters, trail, _, _ in
            for position in stride(from: count - 1, through: length, by: -1) {
                let raise = trail[position]
                counters.levels[Int(raise.node)] = raise.old
                counters.pending[Int(raise.node)] = 0
                counters.count(raise, by: -1) { _, _, _ in }
            }
        }
        trail.removeSubrange(length...)
    }

    private mutating func run() {
        guard !frontier.isEmpty else { return }
        let stage = stage
        withPointers { counters, trail, frontier, ranks in
            var round: Int32 = 0
            while !frontier.isEmpty {
                round += 1
                let first = trail.count
                for node in frontier {
                    let index = Int(node)
                    let raise = Raise(node: node, old: counters.levels[index], new: counters.pending[index])
                    trail.append(raise)
                    counters.levels[index] = raise.new
                    if !ranks.isEmpty { for level in raise.old..<raise.new { ranks[3 * index + Int(level)] = round } }
                }
                frontier.removeAll(keepingCapacity: true)
                for position in first..<trail.count {
                    counters.count(trail[position], by: 1) { core, level, count in
                        guard core.stage <= stage, count == core.failing || (level <= 2 && count == core.degrading) else { return }
                        let node = Int(core.node)
                        let standing = counters.pending[node]
                        guard level > counters.levels[node], level > standing else { return }
                        if standing <= counters.levels[node] { frontier.append(core.node) }
                        counters.pending[node] = level
                    }
                }
            }
        }
    }

    /// Plain pointers to all that the inner loops touch; they are good only while the arrays are held.
    private struct Counters {
        let lastStage: UInt8
        let cores: UnsafeBufferPointer<GateCore>
        let starts: UnsafeBufferPointer<UInt32>
        let uses: UnsafeBufferPointer<Int32>
        let levels: UnsafeMutableBufferPointer<UInt8>
        let pending: UnsafeMutableBufferPointer<UInt8>
        let counts: UnsafeMutableBufferPointer<Int32>

        /// Counts a raise, or takes it back, in every gate that has the node as a member, and tells each counter that changed.
        @inline(__always) func count(_ raise: Raise, by step: Int32, changed: (GateCore, UInt8, Int32) -> Void) {
            for position in Int(starts[Int(raise.node)])..<Int(starts[Int(raise.node) + 1]) {
                let gate = Int(uses[position])
                let core = cores[gate]
                guard core.stage <= lastStage else { continue }
                var level = core.image(of: raise.old) + 1
                let last = core.image(of: raise.new)
                while level <= last {
                    let count = counts[3 * gate + Int(level) - 1] + step
                    counts[3 * gate + Int(level) - 1] = count
                    changed(core, level, count)
                    level += 1
                }
            }
        }
    }

    private mutating func withPointers(_ body: (Counters, inout [Raise], inout [Int32], UnsafeMutableBufferPointer<Int32>) -> Void) {
        // Taken out of `self`, so that growing them costs no check of access.
        var (trail, frontier): ([Raise], [Int32]) = ([], [])
        swap(&trail, &self.trail)
        swap(&frontier, &self.frontier)
        system.cores.withUnsafeBufferPointer { cores in
            system.useRows.starts.withUnsafeBufferPointer { starts in
                system.useRows.elements.withUnsafeBufferPointer { uses in
                    levels.withUnsafeMutableBufferPointer { levels in
                        pending.withUnsafeMutableBufferPointer { pending in
                            counts.withUnsafeMutableBufferPointer { counts in
                                ranks.withUnsafeMutableBufferPointer { ranks in
                                    let counters = Counters(
                                        lastStage: lastStage, cores: cores, starts: starts, uses: uses, levels: levels, pending: pending,
                                        counts: counts)
                                    body(counters, &trail, &frontier, ranks)
                                }
                            }
                        }
                    }
                }
            }
        }
        swap(&trail, &self.trail)
        swap(&frontier, &self.frontier)
    }
}
