extension DiagramStorage {
    /// The function of a local tree under an order of its leaves, and how many of its gates were done; the function means nothing once exhausted.
    ///
    /// Circles are gone round from nothing until nothing changes: the least solution, exactly.
    mutating func function(of tree: LocalTree, order: [Int32]) -> (function: UInt32, gatesDone: Int) {
        var levels = [UInt32](repeating: 0, count: tree.leaves.count)
        for (level, leaf) in order.enumerated() { levels[Int(leaf)] = UInt32(truncatingIfNeeded: level) }
        var values = [UInt32](repeating: 0, count: tree.gateCount)
        var done = 0
        for component in 0..<tree.components.count {
            done += tree.components[component].count
            repeat {
                var hasChanged = false
                for gate in tree.components[component].sorted() {
                    let members = tree.arguments[Int(gate)].map { argument in
                        argument < 0 ? node(levels[Int(~argument)], 0, 1) : values[Int(argument)]
                    }
                    let value = atLeast(Int(tree.thresholds[Int(gate)]), of: members)
                    if isExhausted { return (0, done) }
                    if value != values[Int(gate)] {
                        values[Int(gate)] = value
                        hasChanged = true
                    }
                }
                guard tree.isCircle[component], hasChanged else { break }
            } while true
        }
        return (values[tree.gateCount - 1], done)
    }

    /// The minimal sets of at most `room` weight of every gate of a local tree, from families alone, and how many gates were done; no families where a limit
    /// was reached.
    mutating func boundedFamilies(
        of tree: LocalTree, order: [Int32], room: UInt32, weights: [UInt32]
    ) -> (families: [UInt32], gatesDone: Int) {
        var levels = [UInt32](repeating: 0, count: tree.leaves.count)
        for (level, leaf) in order.enumerated() { levels[Int(leaf)] = UInt32(truncatingIfNeeded: level) }
        var values = [UInt32](repeating: 0, count: tree.gateCount)
        var done = 0
        return weights.withUnsafeBufferPointer { buffer in
            guard let weights = buffer.baseAddress else { return (values, done) }
            for component in 0..<tree.components.count {
                done += tree.components[component].count
                repeat {
                    var hasChanged = false
                    for gate in tree.components[component].sorted() {
                        let members = tree.arguments[Int(gate)].map { argument in
                            if argument >= 0 { return values[Int(argument)] }
                            let level = levels[Int(~argument)]
                            if weights[Int(level)] <= room { return node(level, 0, 1) }
                            hasDropped = hasDropped || weights[Int(level)] < DiagramOperation.never
                            return 0
                        }
                        let value = families(atLeast: Int(tree.thresholds[Int(gate)]), of: members, room: room, weights: weights)
                        if isExhausted { return ([], done) }
                        if value != values[Int(gate)] {
                            values[Int(gate)] = value
                            hasChanged = true
                        }
                    }
                    guard tree.isCircle[component], hasChanged else { break }
                } while true
            }
            return (values, done)
        }
    }

    /// The minimal sets under which at least `count` of the members hold.
    private mutating func families(atLeast count: Int, of members: [UInt32], room: UInt32, weights: UnsafePointer<UInt32>) -> UInt32 {
        let ordered = members.sorted { (level($0), $0) > (level($1), $1) }
        if count > ordered.count { return 0 }
        if count == 1 { return ordered.reduce(0) { union($0, $1) } }
        var reached = [UInt32](repeating: 0, count: count + 1)
        reached[0] = 1
        for (position, next) in ordered.enumerated() {
            let fewest = max(1, count - (ordered.count - position - 1))
            for number in stride(from: min(count, position + 1), through: fewest, by: -1) {
                let both = product(reached[number - 1], next, room: room, weights: weights)
                reached[number] = union(reached[number], both)
                if isExhausted { return 0 }
            }
        }
        return reached[count]
    }
}
