/// A directed multigraph over the dense indices `0 ..< nodeCount`, in compressed sparse rows.
///
/// Edges keep the number under which they were given, so that whatever was known of an edge can be looked up again. Within a row the edges
/// stand in the order given. Cycles, self-loops and parallel edges are legal.
///
/// - Complexity: O(*V* + *E*) to build; 8 bytes an edge and 4 a node, and no more while it is built.
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
    /// How many edges at the front stand where their number says: all, where edges were given sorted by their sources.
    let edgesInPlace: Int

    /// How many edges there are.
    public var edgeCount: Int { targets.count }

    /// A graph of `nodeCount` nodes with these edges, numbered in the order given.
    ///
    /// - Precondition: every end lies in `0 ..< nodeCount`, and there are fewer than 2³² nodes and edges.
    public init(nodeCount: Int, edges: [Edge]) {
        self.init(nodeCount: nodeCount, edgeCount: edges.count) { number in
            let edge = edges[number]
            precondition(edge.from >= 0 && edge.to >= 0, "an edge joins nodes of its graph")
            return (
                UInt32(truncatingIfNeeded: edge.from), UInt32(truncatingIfNeeded: edge.to), edge.from < nodeCount && edge.to < nodeCount
            )
        }
    }

    /// A graph of `nodeCount` nodes whose edge *i* goes from `sources[i]` to `targets[i]`: 8 bytes an edge while it is built.
    ///
    /// - Precondition: as many sources as targets; every end lies in `0 ..< nodeCount`, and there are fewer than 2³² nodes and edges.
    public init(nodeCount: Int, sources: [UInt32], targets: [UInt32]) {
        precondition(sources.count == targets.count, "every edge has two ends")
        self.init(nodeCount: nodeCount, edgeCount: sources.count) { number in
            (sources[number], targets[number], Int(sources[number]) < nodeCount && Int(targets[number]) < nodeCount)
        }
    }

    /// Sorts edges into rows by counting them.
    @inline(__always)
    private init(nodeCount: Int, edgeCount: Int, edge: (Int) -> (from: UInt32, to: UInt32, isInside: Bool)) {
        precondition(edgeCount < UInt32.max && nodeCount >= 0 && nodeCount < UInt32.max, "a graph has fewer than 2³² nodes and edges")
        var starts = [UInt32](repeating: 0, count: nodeCount + 1)
        var (targets, numbers): ([UInt32], [UInt32]) = ([], [])
        starts.withUnsafeMutableBufferPointer { starts in
            for number in 0..<edgeCount {
                let edge = edge(number)
                precondition(edge.isInside, "an edge joins nodes of its graph")
                starts[Int(edge.from) + 1] += 1
            }
            for node in 0..<nodeCount { starts[node + 1] += starts[node] }
            targets = [UInt32](unsafeUninitializedCapacity: edgeCount) { targets, count in
                numbers = [UInt32](unsafeUninitializedCapacity: edgeCount) { numbers, count in
                    for number in 0..<edgeCount {
                        let edge = edge(number)
                        let position = Int(starts[Int(edge.from)])
                        starts[Int(edge.from)] += 1
                        targets[position] = edge.to
                        numbers[position] = UInt32(truncatingIfNeeded: number)
                    }
                    count = edgeCount
                }
                count = edgeCount
            }
            Self.setBack(starts)
        }
        self.init(nodeCount: nodeCount, rowStarts: starts, targets: targets, edgeNumbers: numbers)
    }

    /// Makes starts of rows what they were before each was counted up to the end of its row: that is the start of the next.
    private static func setBack(_ starts: UnsafeMutableBufferPointer<UInt32>) {
        for node in (1..<starts.count).reversed() { starts[node] = starts[node - 1] }
        starts[0] = 0
    }

    init(nodeCount: Int, rowStarts: [UInt32], targets: [UInt32], edgeNumbers: [UInt32]) {
        self.nodeCount = nodeCount
        self.rowStarts = rowStarts
        self.targets = targets
        self.edgeNumbers = edgeNumbers
        edgesInPlace = edgeNumbers.indices.first { edgeNumbers[$0] != $0 } ?? edgeNumbers.count
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
        let (starts, sources, numbers) = incoming(numbered: true)
        return DirectedGraph(nodeCount: nodeCount, rowStarts: starts, targets: sources, edgeNumbers: numbers)
    }

    /// The rows of the edges turned round: where each starts, the sources, and the numbers where they are wanted.
    func incoming(numbered: Bool) -> (starts: [UInt32], sources: [UInt32], numbers: [UInt32]) {
        var starts = [UInt32](repeating: 0, count: nodeCount + 1)
        var (sources, numbers): ([UInt32], [UInt32]) = ([], [])
        starts.withUnsafeMutableBufferPointer { starts in
            for target in targets { starts[Int(target) + 1] += 1 }
            for node in 0..<nodeCount { starts[node + 1] += starts[node] }
            sources = [UInt32](unsafeUninitializedCapacity: edgeCount) { sources, count in
                numbers = [UInt32](unsafeUninitializedCapacity: numbered ? edgeCount : 0) { numbers, count in
                    withRows { rows in
                        for node in 0..<UInt32(truncatingIfNeeded: nodeCount) {
                            for position in rows.start(of: node)..<rows.end(of: node) {
                                let target = Int(rows[position])
                                let place = Int(starts[target])
                                starts[target] += 1
                                sources[place] = node
                                if numbered { numbers[place] = edgeNumbers[Int(position)] }
                            }
                        }
                    }
                    count = numbered ? edgeCount : 0
                }
                count = edgeCount
            }
            Self.setBack(starts)
        }
        return (starts, sources, numbers)
    }
}
