extension DirectedGraph {
    /// The nodes that some walk from `starts` meets, the starts among them, in increasing order.
    ///
    /// - Complexity: O(*V* + edges of the nodes reached).
    public func reachableNodes(from starts: some Sequence<Int>) -> [Int] {
        let marks = reachability(from: starts)
        return (0..<nodeCount).filter { marks[$0] }
    }

    /// For each node, whether some walk from `starts` meets it; the starts themselves are met.
    ///
    /// Edges for which `isOpen` is false, by their numbers, are not walked.
    /// - Complexity: O(*V* + edges of the nodes reached).
    public func reachability(from starts: some Sequence<Int>, where isOpen: ((Int) -> Bool)? = nil) -> [Bool] {
        var marks = [Bool](repeating: false, count: nodeCount)
        var stack: [UInt32] = []
        for start in starts where !marks[start] {
            marks[start] = true
            stack.append(UInt32(truncatingIfNeeded: start))
        }
        marks.withUnsafeMutableBufferPointer { marks in
            rowStarts.withUnsafeBufferPointer { rows in
                targets.withUnsafeBufferPointer { targets in
                    while let node = stack.popLast() {
                        for position in Int(rows[Int(node)])..<Int(rows[Int(node) + 1]) {
                            let target = targets[position]
                            if marks[Int(target)] { continue }
                            if let isOpen, !isOpen(Int(edgeNumbers[position])) { continue }
                            marks[Int(target)] = true
                            stack.append(target)
                        }
                    }
                }
            }
        }
        return marks
    }
}
