import GraphTheory

/// Every graph of a few nodes without parallel edges, self-loops and cycles included.
struct AllGraphs: Sequence {
    let nodes: Int

    func makeIterator() -> AnyIterator<DirectedGraph> {
        let pairs = (0..<nodes).flatMap { from in (0..<nodes).map { DirectedGraph.Edge(from: from, to: $0) } }
        var mask = 0
        return AnyIterator {
            guard mask < 1 << pairs.count else { return nil }
            defer { mask += 1 }
            return DirectedGraph(nodeCount: nodes, edges: pairs.indices.filter { mask >> $0 & 1 == 1 }.map { pairs[$0] })
        }
    }
}

extension DirectedGraph {
    /// Whether there is an edge, by looking at them all.
    func joins(_ from: Int, _ to: Int) -> Bool { successors(of: from).contains(to) }

    /// The definition of reachability: the reflexive and transitive closure, by Warshall's three loops.
    var closure: [[Bool]] {
        var reach = (0..<nodeCount).map { from in (0..<nodeCount).map { from == $0 || joins(from, $0) } }
        for middle in 0..<nodeCount {
            for from in 0..<nodeCount { for to in 0..<nodeCount where reach[from][middle] && reach[middle][to] { reach[from][to] = true } }
        }
        return reach
    }
}
