extension FaultTree {
    /// The same question without arguments that a gate further up has decided already; `nil` where there are none.
    ///
    /// What suffices for a gate may be taken for impossible everywhere below it, if it stands beside the gate's arguments itself: where it happens, the gate holds anyway. What
    /// a gate cannot do without may be taken for certain, if the gate asks for it itself. Below means dominated: every way from the root passes the gate.
    /// So copies leave the tree that keep parts of it from being modules, and diagrams from being small; what several arguments have in common comes to stand above them.
    ///
    /// After I. Niemelä, *On simplification of large fault trees*, Reliability Engineering and System Safety 44 (1994).
    /// - Complexity: as for dominators and implications, then one walk.
    func withoutDecided() -> FaultTree? {
        guard root >= 0 else { return nil }
        let walk = TreeDominators(self)
        let implications = Implications(self, walk)
        for favoured in [DecidingPass.Kind.sufficient, .necessary] {
            var pass = DecidingPass(self, walk, implications, favours: favoured)
            if let smaller = pass.run() { return smaller }
        }
        return nil
    }
}

/// One walk down the dominator tree with what is decided at hand.
private struct DecidingPass {
    private var tree: FaultTree
    private let gateCount: Int
    private let walk: TreeDominators
    private let children: Rows
    /// What follows from what; `nil` where only what stands beside each other is looked at, and of that no gates: they may lead back to themselves.
    private let implications: Implications?
    private let ranks: DominatorRanks
    /// How many gates above have decided each vertex to be impossible, and to be certain.
    private var impossible: [Int32]
    private var certain: [Int32]
    /// Whether an argument was left out because of what the outermost gate decided of each vertex.
    private var isHit: [Bool]
    private var hasChanged = false
    /// What a gate decides of gates; of the other kind it decides variables alone.
    ///
    /// A gate of either kind may hold one of the other: one would be left out where it is relied on.
    private let favoured: Kind

    enum Kind { case sufficient, necessary }

    /// What became of a gate.
    private enum Fate { case open, never, always }
    private var fates: [Fate]

    /// A gate on the way down, with what it decides for all below it.
    private struct Frame {
        let place: Int
        var next = 0
        var sufficient: [Int32] = []
        var necessary: [Int32] = []
    }

    init(_ tree: FaultTree, _ walk: TreeDominators, _ implications: Implications?, favours favoured: Kind) {
        self.tree = tree
        self.favoured = favoured
        self.implications = implications
        self.walk = walk
        gateCount = tree.gateCount
        children = walk.children
        ranks = DominatorRanks(walk)
        impossible = [Int32](repeating: 0, count: walk.places.count)
        certain = impossible
        isHit = [Bool](repeating: false, count: walk.places.count)
        fates = [Fate](repeating: .open, count: tree.gateCount)
    }

    mutating func run() -> FaultTree? {
        var frames = [entered(0)]
        while let frame = frames.last {
            if frame.next < children[frame.place].count {
                frames[frames.count - 1].next += 1
                frames.append(entered(Int(children[frame.place][children[frame.place].startIndex + frame.next])))
            } else {
                leave(frame)
                frames.removeLast()
            }
        }
        guard hasChanged else { return nil }
        settle()
        return fates[Int(tree.root)] == .open ? tree : nil
    }

    private func vertex(_ argument: Int32) -> Int { argument >= 0 ? Int(argument) : gateCount + Int(~argument) }

    private func argument(_ vertex: Int32) -> Int32 { Int(vertex) < gateCount ? vertex : ~(vertex - Int32(truncatingIfNeeded: gateCount)) }

    /// Leaves out what is decided for a gate, and decides what it decides.
    private mutating func entered(_ place: Int) -> Frame {
        var frame = Frame(place: place)
        let gate = Int(walk.order[place])
        guard gate < gateCount else { return frame }
        takeAway(gate)
        guard fates[gate] == .open, !children[place].isEmpty else { return frame }
        (frame.sufficient, frame.necessary) = decided(by: gate)
        // What is certain makes the gate so; further up decides for further down.
        if frame.sufficient.contains(where: { certain[Int($0)] > 0 }) {
            fates[gate] = .always
        } else if frame.necessary.contains(where: { impossible[Int($0)] > 0 }) {
            fates[gate] = .never
        } else {
            decide(&frame)
            return frame
        }
        hasChanged = true
        (frame.sufficient, frame.necessary) = ([], [])
        return frame
    }

    private func decided(by gate: Int) -> (sufficient: [Int32], necessary: [Int32]) {
        if let implications {
            // What a gate further down dominates is left to that one: the decisions of that one hold for it only as long as there is no other way to it.
            func isOpen(_ vertex: Int32, _ kind: Kind) -> Bool {
                if Int(vertex) >= gateCount { return true }
                return kind == favoured && !ranks.isAbove(Int(walk.places[gate]), Int(walk.dominators[Int(walk.places[Int(vertex)])]))
            }
            return (
                implications.sufficient(for: gate).filter { isOpen($0, .sufficient) },
                implications.necessary(for: gate).filter { isOpen($0, .necessary) }
            )
        }
        guard tree.arguments[gate].count > 1 else { return ([], []) }
        let variables = tree.arguments[gate].filter { $0 < 0 }.map { Int32(truncatingIfNeeded: vertex($0)) }
        return (tree.isOr(gate) ? variables : [], tree.isAnd(gate) ? variables : [])
    }

    /// Decides what a gate decides; what is both enough and needed only as the kind that is favoured.
    private mutating func decide(_ frame: inout Frame) {
        if favoured == .necessary {
            Self.count(frame.necessary, in: &certain, &isHit)
            frame.sufficient.removeAll { certain[Int($0)] > 0 }
            Self.count(frame.sufficient, in: &impossible, &isHit)
        } else {
            Self.count(frame.sufficient, in: &impossible, &isHit)
            frame.necessary.removeAll { impossible[Int($0)] > 0 }
            Self.count(frame.necessary, in: &certain, &isHit)
        }
    }

    private static func count(_ vertices: [Int32], in counts: inout [Int32], _ isHit: inout [Bool]) {
        for vertex in vertices {
            if counts[Int(vertex)] == 0 { isHit[Int(vertex)] = false }
            counts[Int(vertex)] += 1
        }
    }

    /// Forgets what a gate decided, and has it ask for what was left out below it on its account.
    private mutating func leave(_ frame: Frame) {
        let gate = Int(walk.order[frame.place])
        var (enough, needed): ([Int32], [Int32]) = ([], [])
        for vertex in frame.sufficient {
            impossible[Int(vertex)] -= 1
            if impossible[Int(vertex)] == 0, isHit[Int(vertex)] { enough.append(argument(vertex)) }
        }
        for vertex in frame.necessary {
            certain[Int(vertex)] -= 1
            if certain[Int(vertex)] == 0, isHit[Int(vertex)] { needed.append(argument(vertex)) }
        }
        // The favoured kind, which may be gates, below the other: what they hold of the other kind was left out.
        let isOrFirst = favoured == .sufficient
        ask(gate, isOrFirst ? enough : needed, isOr: isOrFirst)
        ask(gate, isOrFirst ? needed : enough, isOr: !isOrFirst)
    }

    /// Puts arguments beside those of a gate, or where it is of another kind above it.
    private mutating func ask(_ gate: Int, _ further: [Int32], isOr: Bool) {
        guard !further.isEmpty else { return }
        let arguments = tree.arguments[gate]
        var members: [Int32]
        if arguments.count == 1 || (isOr ? tree.isOr(gate) : tree.isAnd(gate)) {
            members = arguments
            members += further.filter { !arguments.contains($0) }
        } else {
            members = [tree.add(threshold: Int(tree.thresholds[gate]), arguments)] + further
            fates.append(.open)
        }
        tree.replace(gate, threshold: isOr ? 1 : members.count, members)
    }

    /// Leaves out the arguments of a gate that are decided.
    private mutating func takeAway(_ gate: Int) {
        keep(
            gate,
            fates: tree.arguments[gate].map { argument in
                let vertex = vertex(argument)
                if impossible[vertex] > 0 {
                    isHit[vertex] = true
                    return .never
                }
                guard certain[vertex] > 0 else { return .open }
                isHit[vertex] = true
                return .always
            })
    }

    /// Works in what has become certain or impossible, from the bottom up.
    private mutating func settle() {
        let order = tree.gatesUpwards
        var isSettled = false
        while !isSettled {
            isSettled = true
            for gate in order where fates[gate] == .open {
                if keep(gate, fates: tree.arguments[gate].map { $0 < 0 ? .open : fates[Int($0)] }) { isSettled = false }
            }
        }
    }

    /// Leaves out the arguments whose fate is sealed; whether there were any.
    @discardableResult
    private mutating func keep(_ gate: Int, fates sealed: [Fate]) -> Bool {
        var threshold = Int(tree.thresholds[gate])
        var kept: [Int32] = []
        for (argument, fate) in zip(tree.arguments[gate], sealed) {
            switch fate {
            case .open: kept.append(argument)
            case .never: continue
            case .always: threshold -= 1
            }
        }
        guard kept.count < tree.arguments[gate].count else { return false }
        hasChanged = true
        if threshold <= 0 { fates[gate] = .always } else if kept.count < threshold { fates[gate] = .never }
        tree.replace(gate, threshold: max(1, threshold), kept)
        return true
    }
}
