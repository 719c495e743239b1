/// An order in which bits can be carried along: the targets of a node before the node itself, save where edges close rings.
///
/// What lies on no ring and behind none is taken off from the sources, layer by layer. The rest is taken off the same way where a few
/// edges stand against it, and else by a depth-first search.
struct FlowOrder: ~Copyable {
    /// Every node once, behind one place that is not used; the nodes of a ring together.
    private let nodes: Scratch<UInt32>
    /// Where the rings stand, increasing, as far as they were searched for.
    let rings: [Range<Int>]
    /// How many nodes at the front are in an order against which a few edges stand: rings are somewhere among them.
    let tangled: Int
    /// The nodes among them to which such edges lead.
    let early: BitMarks

    /// How many nodes there are.
    var count: Int { nodes.count - 1 }

    /// The nodes at some positions, good only while the order is held.
    subscript(positions: Range<Int>) -> UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(slice(positions)) }

    /// - Complexity: O(*V* + *E*).
    init(_ graph: DirectedGraph) {
        precondition(graph.nodeCount < Int32.max, "components count fewer than 2³¹ nodes")
        let nodes = Scratch<UInt32>(unset: graph.nodeCount + 1)
        var layers = SourceLayers(into: nodes, count: graph.nodeCount)
        let rest = graph.withRows { layers.takeSources($0) }
        let isTangled = rest > 0 && graph.withRows { layers.takeTangled($0) }
        tangled = isTangled ? rest : 0
        var search = ComponentSearch(nodeCount: rest > 0 && !isTangled ? graph.nodeCount : 0)
        if rest > 0, !isTangled {
            let sources = BitMarks(count: graph.nodeCount)
            layers.markSources(in: sources)
            graph.withRows { rows in
                for root in 0..<UInt32(truncatingIfNeeded: graph.nodeCount) where sources.bit(root) == 0 && search.index[root] == 0 {
                    search.visit(root, rows)
                }
            }
            for position in 0..<rest { nodes[position + 1] = search.members[position] }
        }
        rings = search.rings
        self.nodes = nodes
        early = layers.takenEarly()
        if !rings.isEmpty { straighten(graph) }
    }

    /// Puts large rings in the order of the numbers where nearly all edges go to greater ones: as good an order, and read as it stands.
    private func straighten(_ graph: DirectedGraph) {
        let large = rings.filter { 16 * $0.count >= graph.nodeCount }
        guard !large.isEmpty, 8 * graph.risingEdges >= 7 * graph.edgeCount else { return }
        let marks = BitMarks(count: graph.nodeCount)
        for ring in large { marks.sortFalling(slice(ring)) }
    }

    private func slice(_ positions: Range<Int>) -> UnsafeMutableBufferPointer<UInt32> {
        UnsafeMutableBufferPointer(start: nodes.base + positions.lowerBound + 1, count: positions.count)
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
