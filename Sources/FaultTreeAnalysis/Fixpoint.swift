/// The levels of a system, raised round by round to the least solution, with a trail by which the last raises can be taken back.
///
/// In round *r* every node takes the level that its base and its gates give under the levels of round *r* − 1: Kleene's iteration, done
/// only where something changed. Each gate counts, for each level, how many of its members have reached it.
struct Fixpoint: Sendable {
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
    private var gates: GateCounters
    private var pending: [UInt8]
    private var frontier: [Int32] = []
    private(set) var trail: [Raise] = []

    /// A node that went up.
    struct Raise {
        let node: Int32
        let old: UInt8
        let new: UInt8

        @inline(__always) var change: MemberChange { MemberChange(from: old, to: new) }
    }

    /// The solution for a base of nothing, where only unsatisfiable gates give anything; `seeds` are added in the first round.
    ///
    /// - Parameters:
    ///   - lastStage: A later stage that can be opened without starting again.
    ///   - scope: For each node whether it goes up at all; all do where it is empty.
    init(
        _ system: ThresholdSystem, stage: UInt8, through lastStage: UInt8? = nil, ranked: Bool = false, scope: [Bool] = [],
        seeds: some Sequence<BasicEvent.Effect>
    ) {
        self.system = system
        self.stage = stage
        self.lastStage = max(stage, lastStage ?? stage)
        levels = [UInt8](repeating: 0, count: system.nodeCount)
        // Nothing lifts what is to go to the highest level already.
        pending = scope.isEmpty ? levels : scope.map { $0 ? 0 : TransferTable.highest }
        ranks = ranked ? [Int32](repeating: 0, count: 3 * system.nodeCount) : []
        gates = GateCounters(system, through: self.lastStage)
        // Room for everything that can go up once, so that nothing is allocated on the way.
        trail.reserveCapacity(system.nodeCount)
        frontier.reserveCapacity(system.nodeCount)
        lift(by: system.unsatisfiable.lazy.map { Int($0) })
        for seed in seeds { lift(seed.node, to: seed.level) }
        run()
    }

    /// Lets the gates of further stages give what they have counted, and goes on to the new solution.
    mutating func open(through newStage: UInt8) {
        precondition(newStage <= lastStage, "a stage that is opened was counted")
        let closed = stage
        stage = newStage
        if system.cores.kinds.contains(where: { $0.stage > closed && $0.stage <= newStage }) {
            lift(by: system.cores.indices.lazy.filter { [cores = system.cores] in cores[$0].stage > closed })
        }
        run()
    }

    private mutating func lift(by gates: some Sequence<Int>) {
        let stage = stage
        withPointers { counters, _, frontier, _ in
            for gate in gates { counters.lift(by: gate, at: stage, &frontier) }
        }
    }

    private mutating func lift(_ node: Int, to level: UInt8) {
        guard level > levels[node], level > pending[node] else { return }
        if pending[node] <= levels[node] { frontier.append(Int32(truncatingIfNeeded: node)) }
        pending[node] = level
    }

    /// Lifts further base levels and goes on to the new solution; the trail remembers.
    ///
    /// - Parameter claims: Where there are any, the rounds end with the one in which all of them have come about.
    mutating func add(_ effects: some Sequence<BasicEvent.Effect>, until claims: [Derivation.Claim] = []) {
        for effect in effects { lift(effect.node, to: effect.level) }
        run(until: claims)
    }

    /// Takes back every raise after the trail was `length` long.
    mutating func undo(to length: Int) {
        let count = trail.count
        guard count > length else { return }
        withPointers { counters, trail, _, ranks in
            for position in stride(from: count - 1, through: length, by: -1) {
                let raise = trail[position]
                counters.levels[Int(raise.node)] = raise.old
                counters.pending[Int(raise.node)] = 0
                counters.uncount(raise)
                if !ranks.isEmpty { for level in raise.old..<raise.new { ranks[3 * Int(raise.node) + Int(level)] = 0 } }
            }
        }
        trail.removeSubrange(length...)
    }

    private mutating func run(until claims: [Derivation.Claim] = []) {
        guard !frontier.isEmpty else { return }
        let stage = stage
        var order = IndexOrder(count: system.nodeCount)
        withPointers { counters, trail, frontier, ranks in
            var round: Int32 = 0
            while !frontier.isEmpty {
                round += 1
                let first = trail.count
                order.sort(&frontier)
                for node in frontier {
                    let index = Int(node)
                    let raise = Raise(node: node, old: counters.levels[index], new: counters.pending[index])
                    trail.append(raise)
                    counters.levels[index] = raise.new
                    if !ranks.isEmpty { for level in raise.old..<raise.new { ranks[3 * index + Int(level)] = round } }
                }
                frontier.removeAll(keepingCapacity: true)
                for start in stride(from: first, to: trail.count, by: Counters.ahead) {
                    let part = start..<min(start + Counters.ahead, trail.count)
                    if counters.isLarge { counters.readAhead(trail[part]) }
                    for position in part { counters.count(trail[position], at: stage, &frontier) }
                }
                counters.finish(at: stage, &frontier)
                if !claims.isEmpty, claims.allSatisfy({ counters.levels[$0.node] >= $0.level }) { counters.drop(&frontier) }
            }
        }
    }

    /// Plain pointers to all that the inner loops touch; they are good only while the arrays are held.
    private struct Counters {
        let gates: GateCounters.Pointers
        let starts: UnsafeBufferPointer<UInt32>
        let uses: UnsafeBufferPointer<Int32>
        let levels: UnsafeMutableBufferPointer<UInt8>
        let pending: UnsafeMutableBufferPointer<UInt8>
        /// Room for gates that begin to give something and for their nodes, for how many gates there are, and for what was read ahead.
        let reached: UnsafeMutableBufferPointer<Int32>
        static let room = 1024
        static let countPlace = 2 * room
        static let seenPlace = countPlace + 1
        /// How many raises are looked up together.
        static let ahead = 32

        /// Whether the gates leave the caches of a core.
        @inline(__always) var isLarge: Bool { gates.count > 1 << 16 }

        /// Reads what counting some raises will read, so that the reads from all over memory are under way at once.
        ///
        /// Counting is dozens of instructions a gate: by itself it leaves the processor room to look only at the next few.
        @inline(never) func readAhead(_ raises: ArraySlice<Raise>) {
            var seen: UInt64 = 0
            for raise in raises {
                for position in Int(starts[Int(raise.node)])..<Int(starts[Int(raise.node) + 1]) { seen |= gates[Int(uses[position])] }
            }
            reached[Self.seenPlace] = Int32(truncatingIfNeeded: seen)
        }

        /// Counts a raise in every gate that has the node as a member, and plans what those give that begin to, now or later.
        ///
        /// They are put aside without a branch: whether a counter is full is known only when its gate has come from memory, and a wrong
        /// guess would wait for it.
        @inline(__always) func count(_ raise: Raise, at stage: UInt8, _ frontier: inout [Int32]) {
            var count = Int(reached[Self.countPlace])
            for position in Int(starts[Int(raise.node)])..<Int(starts[Int(raise.node) + 1]) {
                let gate = uses[position]
                reached[count] = gate
                count += gates.count(raise.change, at: Int(gate)) ? 1 : 0
                if count == Self.room {
                    lift(byReached: count, at: stage, &frontier)
                    count = 0
                }
            }
            reached[Self.countPlace] = Int32(truncatingIfNeeded: count)
        }

        /// Plans what the gates give that were put aside.
        func finish(at stage: UInt8, _ frontier: inout [Int32]) {
            lift(byReached: Int(reached[Self.countPlace]), at: stage, &frontier)
            reached[Self.countPlace] = 0
        }

        @inline(never) private func lift(byReached count: Int, at stage: UInt8, _ frontier: inout [Int32]) {
            if isLarge {
                // As `readAhead`, in two steps: the nodes are known when the gates have come.
                for place in 0..<count { reached[Self.room + place] = gates.cores.node(of: Int(reached[place])) }
                var seen: UInt8 = 0
                for place in Self.room..<Self.room + count { seen |= pending[Int(reached[place])] | levels[Int(reached[place])] }
                reached[Self.seenPlace] = Int32(seen)
            }
            for place in 0..<count { lift(by: Int(reached[place]), at: stage, &frontier) }
        }

        @inline(__always) func uncount(_ raise: Raise) {
            for position in Int(starts[Int(raise.node)])..<Int(starts[Int(raise.node) + 1]) {
                gates.uncount(raise.change, at: Int(uses[position]))
            }
        }

        /// Gives up what was planned for the next round.
        func drop(_ frontier: inout [Int32]) {
            for node in frontier { pending[Int(node)] = levels[Int(node)] }
            frontier.removeAll(keepingCapacity: true)
        }

        /// Plans to lift the node of a gate to what the gate gives.
        @inline(__always) func lift(by gate: Int, at stage: UInt8, _ frontier: inout [Int32]) {
            let core = gates.cores[gate]
            guard core.stage <= stage else { return }
            let level = gates.given(by: gate, core)
            let node = Int(core.node)
            let standing = pending[node]
            guard level > levels[node], level > standing else { return }
            if standing <= levels[node] { frontier.append(core.node) }
            pending[node] = level
        }
    }

    private mutating func withPointers(_ body: (Counters, inout [Raise], inout [Int32], UnsafeMutableBufferPointer<Int32>) -> Void) {
        // Taken out of `self`, so that growing them costs no check of access.
        var (trail, frontier): ([Raise], [Int32]) = ([], [])
        swap(&trail, &self.trail)
        swap(&frontier, &self.frontier)
        let reached = UnsafeMutableBufferPointer<Int32>.allocate(capacity: Counters.seenPlace + 1)
        defer { reached.deallocate() }
        reached[Counters.countPlace] = 0
        gates.withPointers(of: system.cores) { gates in
            system.useRows.starts.withUnsafeBufferPointer { starts in
                system.useRows.elements.withUnsafeBufferPointer { uses in
                    levels.withUnsafeMutableBufferPointer { levels in
                        pending.withUnsafeMutableBufferPointer { pending in
                            ranks.withUnsafeMutableBufferPointer { ranks in
                                let counters = Counters(
                                    gates: gates, starts: starts, uses: uses, levels: levels, pending: pending, reached: reached)
                                body(counters, &trail, &frontier, ranks)
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

/// Puts many indices in increasing order by marking them, so that what belongs to them is read as it stands in memory.
private struct IndexOrder {
    private let count: Int
    private var marks: [UInt64] = []

    init(count: Int) { self.count = count }

    /// Few are left as they are: a pass over all marks would cost more.
    mutating func sort(_ indices: inout [Int32]) {
        guard indices.count >= 64, indices.count >= count / 64 else { return }
        if marks.isEmpty { marks = [UInt64](repeating: 0, count: (count + 63) / 64) }
        indices.withUnsafeMutableBufferPointer { indices in
            marks.withUnsafeMutableBufferPointer { marks in
                for index in indices { marks[Int(index) / 64] |= 1 << UInt64(index % 64) }
                var written = 0
                for word in marks.indices {
                    var rest = marks[word]
                    marks[word] = 0
                    while rest != 0 {
                        indices[written] = Int32(truncatingIfNeeded: 64 * word + rest.trailingZeroBitCount)
                        written += 1
                        rest &= rest - 1
                    }
                }
            }
        }
    }
}
