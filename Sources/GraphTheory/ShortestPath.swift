/// A walk by its nodes and the numbers of its edges; there is one node more than there are edges.
public struct GraphPath: Sendable, Hashable {
    /// The nodes, from the start to the end.
    public let nodes: [Int]
    /// The numbers of the edges between them.
    public let edges: [Int]

    /// A walk from parts that fit together.
    public init(nodes: [Int], edges: [Int]) {
        self.nodes = nodes
        self.edges = edges
    }
}

extension DirectedGraph {
    /// The shortest path from any of `starts` to the nearest of `goals`, or `nil` if there is none.
    ///
    /// Among paths of equal length the first in lexicographic order is taken: the smallest start, then at each node the edge that comes first.
    /// An edge comes first by `precedes`, which compares edges by their targets and numbers; without it, the smaller target and then the smaller
    /// number. Where nodes are numbered in the order of their names, the path found does not depend on the order in which edges were given.
    ///
    /// - Parameters:
    ///   - starts: Where the path may begin.
    ///   - goals: Where it may end.
    ///   - isOpen: Which edges may be walked, by number; all if `nil`.
    ///   - precedes: A strict order of the edges that leave one node.
    /// - Complexity: O(*V* + *E*): one breadth-first search from the goals over the edges turned round, then a descent.
    public func shortestPath(
        from starts: some Sequence<Int>, to goals: some Sequence<Int>, where isOpen: ((Int) -> Bool)? = nil,
        by precedes: ((_ left: (to: Int, number: Int), _ right: (to: Int, number: Int)) -> Bool)? = nil
    ) -> GraphPath? {
        let distances = reversed().distances(from: goals, where: isOpen)
        return shortestPath(from: starts, descending: distances, where: isOpen, by: precedes)
    }

    /// The path that `shortestPath(from:to:)` finds, given each node's distance to the goals.
    ///
    /// Many starts can share one search: `reversed().distances(from: goals)` gives the distances.
    /// - Precondition: `distances` were measured on these edges, turned round, with the same `isOpen`.
    public func shortestPath(
        from starts: some Sequence<Int>, descending distances: [Int32], where isOpen: ((Int) -> Bool)? = nil,
        by precedes: ((_ left: (to: Int, number: Int), _ right: (to: Int, number: Int)) -> Bool)? = nil
    ) -> GraphPath? {
        let first = starts.filter { distances[$0] >= 0 }.min { (distances[$0], $0) < (distances[$1], $1) }
        guard var node = first else { return nil }
        var nodes = [node]
        var edges: [Int] = []
        while distances[node] > 0 {
            var best: (to: Int, number: Int)?
            for position in row(of: node) {
                let edge = (to: Int(targets[position]), number: Int(edgeNumbers[position]))
                guard distances[edge.to] == distances[node] - 1, isOpen?(edge.number) ?? true else { continue }
                if let standing = best {
                    let isBetter = precedes?(edge, standing) ?? ((edge.to, edge.number) < (standing.to, standing.number))
                    if isBetter { best = edge }
                } else {
                    best = edge
                }
            }
            guard let step = best else { return nil }
            nodes.append(step.to)
            edges.append(step.number)
            node = step.to
        }
        return GraphPath(nodes: nodes, edges: edges)
    }

    /// The number of edges on the shortest path from `starts` to each node, or −1 where there is none.
    ///
    /// - Complexity: O(*V* + *E*).
    public func distances(from starts: some Sequence<Int>, where isOpen: ((Int) -> Bool)? = nil) -> [Int32] {
        var distances = [Int32](repeating: -1, count: nodeCount)
        var queue: [UInt32] = []
        for start in starts where distances[start] < 0 {
            distances[start] = 0
            queue.append(UInt32(truncatingIfNeeded: start))
        }
        var head = 0
        while head < queue.count {
            let node = Int(queue[head])
            head += 1
            for position in row(of: node) {
                let target = Int(targets[position])
                if distances[target] >= 0 { continue }
                if let isOpen, !isOpen(Int(edgeNumbers[position])) { continue }
                distances[target] = distances[node] + 1
                queue.append(targets[position])
            }
        }
        return distances
    }
}
