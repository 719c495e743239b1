extension FaultTree {
    /// The same question without arguments that a gate further up has decided already; `nil` where there are none.
    ///
    /// Below an *or* that holds *a* itself, and nowhere else, *a* may be taken for impossible: where it happens, the *or* holds anyway. Below an *and* that
    /// holds *a* it may be taken for certain. Below means dominated: every way from the root passes the gate. Such copies are what keeps parts of a tree from
    /// being modules, and diagrams from being small.
    ///
    /// After I. Niemelä, *On simplification of large fault trees*, Reliability Engineering and System Safety 44 (1994).
    /// - Complexity: as for dominators, then one walk.
    func withoutDecided() -> FaultTree? {
        guard root >= 0 else { return nil }
        let walk = TreeDominators(self)
        var pass = DecidingPass(self, walk)
        return pass.run()
    }
}

/// One walk down the dominator tree with what is decided at hand.
private struct DecidingPass {
    private var tree: FaultTree
    private let walk: TreeDominators
    private let children: Rows
    /// Gates may be taken for decided only where they do not lead back to themselves.
    private let decidesGates: Bool
    /// How many gates above have decided each vertex to be impossible, and to be certain.
    private var impossible: [Int32]
    private var certain: [Int32]
    private var hasChanged = false

    /// What became of a gate.
    private enum Fate { case open, never, always }
    private var fates: [Fate]

    init(_ tree: FaultTree, _ walk: TreeDominators) {
        self.tree = tree
        self.walk = walk
        children = walk.children
        decidesGates = walk.isAcyclic
        impossible = [Int32](repeating: 0, count: walk.places.count)
        certain = impossible
        fates = [Fate](repeating: .open, count: tree.gateCount)
    }

    mutating func run() -> FaultTree? {
        var frames: [(place: Int, next: Int)] = [(0, 0)]
        while let (place, next) = frames.last {
            if next == 0 {
                takeAway(at: place)
                decide(at: place, by: 1)
            }
            if next < children[place].count {
                frames[frames.count - 1].next += 1
                frames.append((Int(children[place][children[place].startIndex + next]), 0))
                continue
            }
            decide(at: place, by: -1)
            frames.removeLast()
        }
        guard hasChanged else { return nil }
        settle()
        return fates[Int(tree.root)] == .open ? tree : nil
    }

    private func vertex(_ argument: Int32) -> Int { argument >= 0 ? Int(argument) : tree.gateCount + Int(~argument) }

    /// Leaves out the arguments of a gate that are decided.
    private mutating func takeAway(at place: Int) {
        let gate = Int(walk.order[place])
        guard gate < tree.gateCount else { return }
        keep(
            gate,
            fates: tree.arguments[gate].map { argument in
                if impossible[vertex(argument)] > 0 { return .never }
                return certain[vertex(argument)] > 0 ? .always : .open
            })
    }

    /// Notes, or forgets, what a gate decides for all that it dominates.
    private mutating func decide(at place: Int, by change: Int32) {
        let gate = Int(walk.order[place])
        guard gate < tree.gateCount, fates[gate] == .open, !children[place].isEmpty, tree.arguments[gate].count > 1 else { return }
        let (isOr, isAnd) = (tree.isOr(gate), tree.isAnd(gate))
        for argument in tree.arguments[gate] where argument < 0 || decidesGates {
            if isOr { impossible[vertex(argument)] += change } else if isAnd { certain[vertex(argument)] += change }
        }
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
