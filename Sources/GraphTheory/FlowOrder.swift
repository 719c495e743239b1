/// An order in which bits can be carried along: the targets of a node before the node itself, save where edges close rings.
///
/// What lies on no ring and behind none is taken off from the sources, layer by layer, each in the order of the numbers, so that rows are
/// read as they stand in memory; only the rest takes a depth-first search.
struct FlowOrder: ~Copyable {
    /// Every node once, behind one place that is not used; the nodes of a ring together.
    private let nodes: Scratch<UInt32>
    /// Where the rings stand, increasing.
    let rings: [Range<Int>]

    /// How many nodes there are.
    var count: Int { nodes.count - 1 }

    @inline(__always) subscript(position: Int) -> UInt32 { nodes[position + 1] }

    /// The nodes of a ring, good only while the order is held.
    subscript(ring: Range<Int>) -> UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(Self.slice(of: nodes, ring)) }

    /// - Complexity: O(*V* + *E*).
    init(_ graph: DirectedGraph) {
        precondition(graph.nodeCount < Int32.max, "components count fewer than 2³¹ nodes")
        let open = Scratch<UInt32>(repeating: 0, count: graph.nodeCount)
        let nodes = Scratch<UInt32>(unset: graph.nodeCount + 1)
        let marks = BitMarks(count: graph.nodeCount)
        let rest = graph.withRows { Self.drain($0, into: nodes, open: open, marks) }
        var search = ComponentSearch(nodeCount: rest > 0 ? graph.nodeCount : 0)
        if rest > 0 {
            graph.withRows { rows in
                for root in 0..<UInt32(truncatingIfNeeded: graph.nodeCount) where open[root] > 0 && search.index[root] == 0 {
                    search.visit(root, rows)
                }
            }
            for position in 0..<rest { nodes[position + 1] = search.members[position] }
            Self.straighten(search.rings, in: nodes, of: graph, marks)
        }
        self.nodes = nodes
        rings = search.rings
    }

    /// Writes the nodes that no ring leads to from the end of `nodes` towards its front, sources first; how many are left.
    ///
    /// - Parameter open: For each node the sources that are left; at first none.
    private static func drain(
        _ rows: RowPointers, into nodes: borrowing Scratch<UInt32>, open: borrowing Scratch<UInt32>, _ marks: borrowing BitMarks
    ) -> Int {
        for target in rows.targets { open[target] += 1 }
        // Whether a node is next is known only when it has come from memory: it is written all the same, and what is not, written over.
        var first = nodes.count
        for node in 0..<UInt32(truncatingIfNeeded: open.count) {
            nodes[first - 1] = node
            first -= open[node] == 0 ? 1 : 0
        }
        var end = nodes.count
        while first < end {
            let layer = first..<end
            if 64 * layer.count >= open.count { marks.sortFalling(slice(of: nodes, first - 1..<end - 1)) }
            for position in layer.reversed() {
                let node = nodes[position]
                for edge in rows.start(of: node)..<rows.end(of: node) {
                    let target = rows[edge]
                    let left = open[target] - 1
                    open[target] = left
                    nodes[first - 1] = target
                    first -= left == 0 ? 1 : 0
                }
            }
            end = layer.lowerBound
        }
        return first - 1
    }

    /// Puts large rings in the order of the numbers where nearly all edges go to greater ones: as good an order, and read as it stands.
    private static func straighten(
        _ rings: [Range<Int>], in nodes: borrowing Scratch<UInt32>, of graph: DirectedGraph, _ marks: borrowing BitMarks
    ) {
        let large = rings.filter { 16 * $0.count >= graph.nodeCount }
        guard !large.isEmpty, 8 * graph.risingEdges >= 7 * graph.edgeCount else { return }
        for ring in large { marks.sortFalling(slice(of: nodes, ring)) }
    }

    private static func slice(of nodes: borrowing Scratch<UInt32>, _ range: Range<Int>) -> UnsafeMutableBufferPointer<UInt32> {
        UnsafeMutableBufferPointer(start: nodes.base + range.lowerBound + 1, count: range.count)
    }
}

extension DirectedGraph {
    /// How many edges go to a node of a greater number.
    fileprivate var risingEdges: Int {
        withRows { rows in
            var count = 0
            for node in 0..<UInt32(truncatingIfNeeded: nodeCount) {
                for position in rows.start(of: node)..<rows.end(of: node) { count += rows[position] > node ? 1 : 0 }
            }
            return count
        }
    }
}
