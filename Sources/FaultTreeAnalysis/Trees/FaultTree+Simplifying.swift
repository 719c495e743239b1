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

    /// For each variable, then each gate, the last gathering that it was seen in.
    private var marks: [Int32]
    private var gathering: Int32 = 0

    init(_ tree: FaultTree) {
        self.tree = tree
        marks = [Int32](repeating: 0, count: tree.events.count + tree.gateCount)
        standIns = (0..<tree.gateCount).map { Int32(truncatingIfNeeded: $0) }
    }

    /// Whether anything changed.
    mutating func run() -> Bool {
        var hasChanged = false
        let order = tree.gatesUpwards
        var known = GateShapes(count: order.count)
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
            if let twin = known.twin(of: gate, in: tree) {
                standIns[gate] = twin
                hasChanged = true
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
        let distinct = members.sortedDistinct
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
    private mutating func absorbed(_ members: [Int32], isOr: Bool) -> [Int32] {
        guard members.contains(where: { $0 >= 0 }) else { return members }
        marks += repeatElement(0, count: tree.events.count + tree.gateCount - marks.count)
        gathering += 1
        for member in members { marks[mark(of: member)] = gathering }
        // One after another: of two that absorb each other one stays.
        var absorbed = 0
        for member in members where member >= 0 {
            let gate = Int(member)
            guard tree.arguments[gate].count > 1, isOr ? tree.isAnd(gate) : tree.isOr(gate) else { continue }
            if tree.arguments[gate].contains(where: { $0 != member && marks[mark(of: $0)] == gathering }) {
                marks[mark(of: member)] = 0
                absorbed += 1
            }
        }
        return absorbed == 0 ? members : members.filter { marks[mark(of: $0)] == gathering }
    }

    private func mark(of argument: Int32) -> Int { argument < 0 ? Int(~argument) : tree.events.count + Int(argument) }
}

/// The gates seen so far, found again by what they need: a table of hashes with open addressing.
private struct GateShapes {
    private var buckets: [Int32]

    init(count: Int) {
        var size = 16
        while size < 2 * count { size *= 2 }
        buckets = [Int32](repeating: -1, count: size)
    }

    /// An earlier gate that needs as many of the same arguments, or `nil`; the gate is seen from now on.
    mutating func twin(of gate: Int, in tree: FaultTree) -> Int32? {
        let (threshold, arguments) = (tree.thresholds[gate], tree.arguments[gate])
        var hash = UInt64(truncatingIfNeeded: threshold)
        for argument in arguments { hash = (hash ^ UInt64(truncatingIfNeeded: argument)) &* 0x9E37_79B9_7F4A_7C15 ^ hash >> 29 }
        var bucket = Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(buckets.count - 1))
        while buckets[bucket] >= 0 {
            let other = Int(buckets[bucket])
            if other != gate, tree.thresholds[other] == threshold, tree.arguments[other] == arguments { return buckets[bucket] }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        buckets[bucket] = Int32(truncatingIfNeeded: gate)
        return nil
    }
}

extension [Int32] {
    /// The elements in order, each once.
    var sortedDistinct: [Int32] {
        if count < 2 { return self }
        let ordered = sorted()
        var result: [Int32] = []
        result.reserveCapacity(count)
        for element in ordered where result.last != element { result.append(element) }
        return result
    }
}
