/// A net while it is made: variables for levels of nodes, forced edges and counted gates between them, not yet joined.
struct NetDraft {
    private let variables: [Int32]
    private let count: Int
    private var from: [Int32] = []
    private var to: [Int32] = []
    private var heads: [Int32] = []
    private var thresholds: [Int32] = []
    private var starts: [UInt32] = [0]
    private var members: [Int32] = []

    init(_ system: ThresholdSystem, levels: [UInt8], splits: LevelSplits, scope: [Bool]?) {
        var count: Int32 = 0
        var variables = [Int32](repeating: FailureNet.unasked, count: 3 * system.nodeCount)
        for node in 0..<system.nodeCount where scope?[node] ?? true {
            for level in 1...3 {
                if levels[node] >= level {
                    variables[3 * node + level - 1] = FailureNet.always
                    continue
                }
                if level == 1 || splits.masks[node] & (1 << UInt8(level - 1)) != 0 || levels[node] == level - 1 { count += 1 }
                variables[3 * node + level - 1] = count - 1
            }
        }
        self.variables = variables
        self.count = Int(count)
    }

    /// Takes what each gate says of each variable of its node.
    mutating func takeGates(of system: ThresholdSystem, at stage: UInt8) {
        from.reserveCapacity(system.memberRows.elements.count)
        to.reserveCapacity(system.memberRows.elements.count)
        for gate in 0..<system.gateCount where system.cores[gate].stage <= stage {
            let node = Int(system.cores[gate].node)
            var last: Int32 = -1
            for level: UInt8 in 1...3 {
                let head = variables[3 * node + Int(level) - 1]
                guard head >= 0, head != last else { continue }
                last = head
                let premise = system.premise(for: level, at: gate)
                if premise > 0 { take(gate, of: system, head: head, premise: premise, threshold: system.cores[gate].threshold(for: level)) }
            }
        }
    }

    private mutating func take(_ gate: Int, of system: ThresholdSystem, head: Int32, premise: UInt8, threshold: Int32) {
        var threshold = threshold
        let first = members.count
        for position in system.memberRows.range(gate) {
            let variable = variables[3 * Int(system.memberRows.elements[position]) + Int(premise) - 1]
            if variable >= 0 { members.append(variable) } else if variable == FailureNet.always { threshold -= 1 }
        }
        if threshold >= 2, members.count - first >= Int(threshold) {
            heads.append(head)
            thresholds.append(threshold)
            starts.append(UInt32(truncatingIfNeeded: members.count))
            return
        }
        if threshold == 1 {
            for position in first..<members.count where members[position] != head {
                from.append(members[position])
                to.append(head)
            }
        }
        members.removeSubrange(first...)
    }

    /// The net with variables joined that force each other.
    consuming func joined(levels: [UInt8], scope: [Bool]?) -> FailureNet {
        let blocks = Components(Rows(pairs: from.count, into: count, { [from] in Int(from[$0]) }, { [to] in to[$0] }), from: 0..<count)
        let blockOf = blocks.ofNode
        for edge in from.indices {
            from[edge] = blockOf[Int(from[edge])]
            to[edge] = blockOf[Int(to[edge])]
        }
        var gates = JoinedGates()
        for gate in heads.indices {
            let row = members[Int(starts[gate])..<Int(starts[gate + 1])]
            gates.take(row.lazy.map { blockOf[Int($0)] }, head: blockOf[Int(heads[gate])], threshold: thresholds[gate])
        }
        from += gates.from
        to += gates.to
        var weights = [SIMD4<Int32>](repeating: SIMD4(), count: blocks.count)
        var final = variables
        for position in final.indices where final[position] >= 0 {
            let block = blockOf[Int(final[position])]
            final[position] = block
            weights[Int(block)][position % 3] += 1
        }
        var alwaysWeight = SIMD4<Int>()
        for node in levels.indices where scope?[node] ?? true { for level in 0..<Int(levels[node]) { alwaysWeight[level] += 1 } }
        return FailureNet(
            variables: final, count: blocks.count, follows: Self.distinct(from, to, count: blocks.count),
            uses: Rows(starts: gates.starts, elements: gates.members).transposed(count: blocks.count), heads: gates.heads,
            thresholds: gates.thresholds, weights: weights, alwaysWeight: alwaysWeight)
    }

    /// The edges as rows, without loops and repetitions.
    private static func distinct(_ from: [Int32], _ to: [Int32], count: Int) -> Rows {
        let rows = Rows(pairs: from.count, into: count, { Int(from[$0]) }, { to[$0] })
        var starts: [UInt32] = [0]
        var elements: [Int32] = []
        starts.reserveCapacity(count + 1)
        elements.reserveCapacity(from.count)
        var seen = [Int32](repeating: -1, count: count)
        for row in 0..<count {
            seen[row] = Int32(truncatingIfNeeded: row)
            for position in rows.range(row) {
                let element = rows.elements[position]
                guard seen[Int(element)] != Int32(truncatingIfNeeded: row) else { continue }
                seen[Int(element)] = Int32(truncatingIfNeeded: row)
                elements.append(element)
            }
            starts.append(UInt32(truncatingIfNeeded: elements.count))
        }
        return Rows(starts: starts, elements: elements)
    }
}

/// Counted gates over joined variables: a member that now counts often enough alone becomes an edge.
private struct JoinedGates {
    private(set) var from: [Int32] = []
    private(set) var to: [Int32] = []
    private(set) var heads: [Int32] = []
    private(set) var thresholds: [Int32] = []
    private(set) var starts: [UInt32] = [0]
    private(set) var members: [Int32] = []
    private var row: [Int32] = []

    mutating func take(_ blocks: some Sequence<Int32>, head: Int32, threshold: Int32) {
        row.removeAll(keepingCapacity: true)
        // What fails only after the head cannot make it fail.
        for block in blocks where block != head { row.append(block) }
        row.sort()
        let first = members.count
        var position = 0
        while position < row.count {
            var end = position
            while end < row.count, row[end] == row[position] { end += 1 }
            if end - position >= Int(threshold) {
                from.append(row[position])
                to.append(head)
            } else {
                members.append(contentsOf: row[position..<end])
            }
            position = end
        }
        guard members.count - first >= Int(threshold) else {
            members.removeSubrange(first...)
            return
        }
        heads.append(head)
        thresholds.append(threshold)
        starts.append(UInt32(truncatingIfNeeded: members.count))
    }
}
