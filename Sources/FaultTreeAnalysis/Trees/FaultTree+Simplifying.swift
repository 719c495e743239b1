extension FaultTree {
    /// The same question with fewer gates: constants worked in, gates of one argument and copies gone, nested gates of one kind joined where only one
    /// gate holds them, and what a neighbour absorbs left out.
    ///
    /// - Complexity: a few passes, each linear up to the sorting of arguments.
    func simplified() -> FaultTree {
        var pass = SimplifyingPass(self)
        // Every pass but the last makes the tree smaller; circles may need more than one.
        for _ in 0..<20 { if !pass.run() { break } }
        return pass.tree
    }
}

/// One walk upwards after another over a tree.
private struct SimplifyingPass {
    var tree: FaultTree
    /// What stands for each gate: itself, another gate or variable, or never.
    private var standIns: [Int32?]

    private struct Shape: Hashable {
        let threshold: Int32
        let arguments: [Int32]
    }

    init(_ tree: FaultTree) {
        self.tree = tree
        standIns = (0..<tree.gateCount).map { Int32(truncatingIfNeeded: $0) }
    }

    /// Whether anything changed.
    mutating func run() -> Bool {
        var hasChanged = false
        var known: [Shape: Int32] = [:]
        let order = tree.gatesUpwards
        var uses = [Int32](repeating: 0, count: tree.gateCount)
        for gate in order { for argument in tree.arguments[gate] where argument >= 0 { uses[Int(argument)] += 1 } }
        for gate in order {
            let (threshold, arguments) = (tree.thresholds[gate], tree.arguments[gate])
            rebuild(gate, uses: uses)
            while standIns.count < tree.gateCount { standIns.append(Int32(truncatingIfNeeded: standIns.count)) }
            guard standIns[gate] == Int32(truncatingIfNeeded: gate) else {
                hasChanged = true
                continue
            }
            if tree.thresholds[gate] != threshold || tree.arguments[gate] != arguments { hasChanged = true }
            let shape = Shape(threshold: tree.thresholds[gate], arguments: tree.arguments[gate])
            if let twin = known[shape], Int(twin) != gate {
                standIns[gate] = twin
                hasChanged = true
            } else {
                known[shape] = Int32(truncatingIfNeeded: gate)
            }
        }
        if let root = standIn(tree.root) { tree.rename(root: root) }
        return hasChanged
    }

    /// What stands for an argument now, or `nil` where it never holds.
    private func standIn(_ argument: Int32) -> Int32? {
        var current = argument
        while current >= 0 {
            guard let next = standIns[Int(current)] else { return nil }
            if next == current { return current }
            current = next
        }
        return current
    }

    private mutating func rebuild(_ gate: Int, uses: [Int32]) {
        var threshold = Int(tree.thresholds[gate])
        let isOr = tree.isOr(gate)
        let isAnd = tree.isAnd(gate)
        var members: [Int32] = []
        var isNever = false
        for argument in tree.arguments[gate] {
            guard let current = standIn(argument), current != Int32(truncatingIfNeeded: gate) else {
                isNever = isNever || isAnd
                continue
            }
            let isInlined =
                current >= 0 && current == argument && uses[Int(current)] == 1
                && ((isOr && tree.isOr(Int(current))) || (isAnd && tree.isAnd(Int(current))))
            guard isInlined else {
                members.append(current)
                continue
            }
            // What needs its own value for itself never holds; what is content with it has nothing from it.
            let inner = tree.arguments[Int(current)]
            let others = inner.filter { $0 != Int32(truncatingIfNeeded: gate) }
            if others.count < inner.count, isAnd { isNever = true }
            members += others
        }
        if isNever || members.count < threshold {
            standIns[gate] = nil
            return
        }
        let distinct = Set(members).sorted()
        if isOr || isAnd {
            members = absorbed(distinct, isOr: isOr)
            threshold = isOr ? 1 : members.count
        } else if distinct.count < members.count {
            guard let weighted = tree.addThreshold(threshold, of: members) else {
                standIns[gate] = nil
                return
            }
            standIns += (standIns.count..<tree.gateCount).map { Int32(truncatingIfNeeded: $0) }
            standIns[gate] = weighted
            return
        } else {
            members = distinct
        }
        if members.count == 1 { standIns[gate] = members[0] } else { tree.replace(gate, threshold: threshold, members) }
    }

    /// Without gates of the other kind that hold one of the members themselves: *a* or (*a* and *b*) is *a*.
    private func absorbed(_ members: [Int32], isOr: Bool) -> [Int32] {
        guard members.contains(where: { $0 >= 0 }) else { return members }
        // One after another: of two that absorb each other one stays.
        var kept = Set(members)
        for member in members where member >= 0 {
            let gate = Int(member)
            guard tree.arguments[gate].count > 1, isOr ? tree.isAnd(gate) : tree.isOr(gate) else { continue }
            if tree.arguments[gate].contains(where: { $0 != member && kept.contains($0) }) { kept.remove(member) }
        }
        return kept.count == members.count ? members : members.filter(kept.contains)
    }
}
