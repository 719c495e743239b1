/// A directed multigraph over the dense indices `0 ..< nodeCount`, in compressed sparse rows.
///
/// Edges keep the number under which they were given, so that whatever was known of an edge can be looked up again. Within a row the edges stand
/// in the order given. Cycles, self-loops and parallel edges are legal.
///
/// - Complexity: O(*V* + *E*) to build; 8 bytes an edge and 4 a node.
public struct DirectedGraph: Sendable, Hashable {
    /// One edge by the indices of its ends.
    public struct Edge: Sendable, Hashable {
        /// The source.
        public let from: Int
        /// The target.
        public let to: Int

        /// An edge between two nodes.
        public init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    /// How many nodes there are.
    public let nodeCount: Int
    /// Where the row of each node starts in `targets`; one longer than there are nodes.
    public let rowStarts: [UInt32]
    /// The target of each edge, row by row.
    public let targets: [UInt32]
    /// The number under which each edge was given, row by row.
    public let edgeNumbers: [UInt32]

    /// How many edges there are.
    public var edgeCount: Int { targets.count }

    /// A graph of `nodeCount` nodes with these edges, numbered in the order given.
    ///
    /// - Precondition: every end lies in `0 ..< nodeCount`, and there are fewer than 2³² nodes and edges.
    public init(nodeCount: Int, edges: [Edge]) {
        precondition(edges.count < UInt32.max && nodeCount >= 0 && nodeCount < UInt32.max, "a graph has fewer than 2³² nodes and edges")
        var starts = [UInt32](repeating: 0, count: nodeCount + 1)
        for edge in edges {
            precondition(edge.to >= 0 && edge.to < nodeCount, "an edge ends at a node of its graph")
            starts[edge.from + 1] += 1
        }
        for node in 0..<nodeCount { starts[node + 1] += starts[node] }
        var next = starts
        var targets = [UInt32](repeating: 0, count: edges.count)
        var numbers = targets
        for (number, edge) in edges.enumerated() {
            let position = Int(next[edge.from])
            next[edge.from] += 1
            targets[position] = UInt32(truncatingIfNeeded: edge.to)
            numbers[position] = UInt32(truncatingIfNeeded: number)
        }
        self.init(nodeCount: nodeCount, rowStarts: starts, targets: targets, edgeNumbers: numbers)
    }

    private init(nodeCount: Int, rowStarts: [UInt32], targets: [UInt32], edgeNumbers: [UInt32]) {
        self.nodeCount = nodeCount
        self.rowStarts = rowStarts
        self.targets = targets
        self.edgeNumbers = edgeNumbers
    }

    /// The positions in `targets` and `edgeNumbers` that belong to `node`.
    public func row(of node: Int) -> Range<Int> { Int(rowStarts[node])..<Int(rowStarts[node + 1]) }

    /// The targets of the edges of `node`, in the order given; parallel edges repeat theirs.
    public func successors(of node: Int) -> some RandomAccessCollection<Int> { targets[row(of: node)].lazy.map { Int($0) } }

    /// The target and the number of every edge of `node`, in the order given.
    public func edges(of node: Int) -> some RandomAccessCollection<(to: Int, number: Int)> {
        row(of: node).lazy.map { (to: Int(targets[$0]), number: Int(edgeNumbers[$0])) }
    }

    /// The same edges turned round, each under its old number.
    ///
    /// - Complexity: O(*V* + *E*).
    public func reversed() -> DirectedGraph {
        var starts = [UInt32](repeating: 0, count: nodeCount + 1)
        for target in targets { starts[Int(target) + 1] += 1 }
        for node in 0..<nodeCount { starts[node + 1] += starts[node] }
        var next = starts
        var sources = [UInt32](repeating: 0, count: targets.count)
        var numbers = sources
        for node in 0..<nodeCount {
            for position in row(of: node) {
                let target = Int(targets[position])
                let place = Int(next[target])
                next[target] += 1
                sources[place] = UInt32(truncatingIfNeeded: node)
                numbers[place] = edgeNumbers[position]
            }
        }
        return DirectedGraph(nodeCount: nodeCount, rowStarts: starts, targets: sources, edgeNumbers: numbers)
    }
}
