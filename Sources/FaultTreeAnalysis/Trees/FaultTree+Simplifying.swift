extension FaultTree {
    /// The same question with fewer gates: constants worked in, gates of one argument and copies gone, nested gates of one kind joined where only one
    /// gate holds them, and what a neighbour absorbs or a gate further up decides left out.
    ///
    /// - Complexity: a few passes, each linear up to the sorting of arguments.
    func simplified() -> FaultTree {
        var tree = self
        // Every pass but the last makes the tree smaller; circles may need more than one.
        for _ in 0..<20 {
            var pass = SimplifyingPass(tree)
            for _ in 0..<20 { if !pass.run() { break } }
            tree = pass.tree
            guard let smaller = tree.withoutDecided() else { break }
            tree = smaller
        }
        return tree
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
        let joined = gatesToJoin(order)
        // What its only user takes over need not be rebuilt by itself.
        for gate in order where !joined[gate] {
            let (threshold, arguments) = (tree.thresholds[gate], tree.arguments[gate])
            rebuild(gate, joined)
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

    /// Whether each gate is used once, by a gate of its own kind, and so can be one with it.
    private func gatesToJoin(_ order: [Int]) -> [Bool] {
        var uses = [Int32](repeating: 0, count: tree.gateCount)
        for gate in order { for argument in tree.arguments[gate] where argument >= 0 { uses[Int(argument)] += 1 } }
        var result = [Bool](repeating: false, count: tree.gateCount)
        for gate in order {
            let (isOr, isAnd) = (tree.isOr(gate), tree.isAnd(gate))
            for argument in tree.arguments[gate] where argument >= 0 && argument != tree.root && uses[Int(argument)] == 1 {
                result[Int(argument)] = (isOr && tree.isOr(Int(argument))) || (isAnd && tree.isAnd(Int(argument)))
            }
        }
        return result
    }

    /// What stands below a gate and the gates that are one with it; `nil` where that needs what never holds.
    private func members(of gate: Int, _ joined: [Bool]) -> [Int32]? {
        let isAnd = tree.isAnd(gate)
        var members: [Int32] = []
        var open = tree.arguments[gate]
        while let argument = open.popLast() {
            if argument >= 0, Int(argument) < joined.count, joined[Int(argument)] {
                open += tree.arguments[Int(argument)]
            } else if let current = standIn(argument), current != Int32(truncatingIfNeeded: gate) {
                members.append(current)
            } else if isAnd {
                // What needs its own value, or what never holds, never holds.
                return nil
            }
        }
        return members
    }

    private mutating func rebuild(_ gate: Int, _ joined: [Bool]) {
        var threshold = Int(tree.thresholds[gate])
        let isOr = tree.isOr(gate)
        let isAnd = tree.isAnd(gate)
        guard var members = members(of: gate, joined), isAnd || members.count >= threshold else {
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
