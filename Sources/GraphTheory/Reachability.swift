extension DirectedGraph {
    /// The nodes that some walk from `starts` meets, the starts among them, in increasing order.
    ///
    /// - Complexity: O(*V* + edges of the nodes reached).
    public func reachableNodes(from starts: some Sequence<Int>) -> [Int] {
        let marks = reachability(from: starts)
        var result: [Int] = []
        for (node, isReached) in marks.enumerated() where isReached { result.append(node) }
        return result
    }

    /// For each node, whether some walk from `starts` meets it; the starts themselves are met.
    ///
    /// Edges for which `isOpen` is false, by their numbers, are not walked.
    /// - Complexity: O(*V* + edges of the nodes reached); nothing is allocated while it walks.
    public func reachability(from starts: some Sequence<Int>, where isOpen: ((Int) -> Bool)? = nil) -> [Bool] {
        [Bool](unsafeUninitializedCapacity: nodeCount) { marks, count in
            marks.initialize(repeating: false)
            count = nodeCount
            let stack = Scratch<UInt32>(unset: nodeCount)
            var depth = 0
            for start in starts where !marks[start] {
                marks[start] = true
                stack[depth] = UInt32(truncatingIfNeeded: start)
                depth += 1
            }
            withRows { rows in
                guard let isOpen else { return mark(&depth, stack, marks, rows) }
                while depth > 0 {
                    depth -= 1
                    let node = stack[depth]
                    for position in rows.start(of: node)..<rows.end(of: node) {
                        let target = rows[position]
                        if marks[Int(target)] || !isOpen(Int(edgeNumbers[Int(position)])) { continue }
                        marks[Int(target)] = true
                        stack[depth] = target
                        depth += 1
                    }
                }
            }
        }
    }

    /// Walks every edge.
    @inline(__always)
    private func mark(
        _ depth: inout Int, _ stack: borrowing Scratch<UInt32>, _ marks: UnsafeMutableBufferPointer<Bool>, _ rows: RowPointers
    ) {
        while depth > 0 {
            depth -= 1
            let node = stack[depth]
            for position in rows.start(of: node)..<rows.end(of: node) {
                let target = rows[position]
                if marks[Int(target)] { continue }
                marks[Int(target)] = true
                stack[depth] = target
                depth += 1
            }
        }
    }
}
