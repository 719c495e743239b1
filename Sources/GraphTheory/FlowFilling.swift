/// Fills in a flow, component by component from the targets upwards.
struct FlowFilling {
    let rows: RowPointers
    private let numbers: UnsafeBufferPointer<UInt32>
    /// How many edges at the front need no look at their numbers.
    private let inPlace: Int
    let masks: UnsafeBufferPointer<UInt64>
    private let maskOfEdge: UnsafeBufferPointer<UInt32>
    private let ceilingOfNode: UnsafeBufferPointer<UInt32>
    let wordCount: Int
    let bits: UnsafeMutableBufferPointer<UInt64>

    static func fill(
        _ graph: DirectedGraph, masks: FlowMasks, own: [UInt64], maskOfEdge: [UInt32], ceilingOfNode: [UInt32]
    ) -> [UInt64] {
        var bits = own
        bits.withUnsafeMutableBufferPointer { bits in
            graph.edgeNumbers.withUnsafeBufferPointer { numbers in
                masks.words.withUnsafeBufferPointer { words in
                    maskOfEdge.withUnsafeBufferPointer { maskOfEdge in
                        ceilingOfNode.withUnsafeBufferPointer { ceilings in
                            graph.withRows { rows in
                                FlowFilling(
                                    rows: rows, numbers: numbers, inPlace: graph.edgesInPlace, masks: words, maskOfEdge: maskOfEdge,
                                    ceilingOfNode: ceilings, wordCount: masks.wordCount, bits: bits
                                ).fill(graph)
                            }
                        }
                    }
                }
            }
        }
        return bits
    }

    private func fill(_ graph: DirectedGraph) {
        if let order = NumberOrder(graph, isFalling: true) { return fill(order) }
        if let order = NumberOrder(graph, isFalling: false) { return fill(order) }
        fill(FlowOrder(graph))
    }

    private func fill(_ order: borrowing NumberOrder) {
        if order.isTangled {
            let solved = BitMarks(count: rows.nodeCount)
            var flow = RingFlow(self)
            order.each(behind: 1, rows) { node, first, end in
                pullTangled(node, first, end, early: order.early, solved: solved, into: &flow)
            }
            flow.settle()
        }
        order.each(behind: 0, rows) { node, first, end in pull(node, first, end) }
    }

    private func fill(_ order: borrowing FlowOrder) {
        let block = RowBlock()
        var next = 0
        if !order.rings.isEmpty || order.tangled > 0 {
            var flow = RingFlow(self)
            if order.tangled > 0 {
                let solved = BitMarks(count: rows.nodeCount)
                each(of: order[0..<order.tangled], block) { node, first, end in
                    pullTangled(node, first, end, early: order.early, solved: solved, into: &flow)
                }
                flow.settle()
                next = order.tangled
            }
            for ring in order.rings {
                pull(order[next..<ring.lowerBound], block)
                each(of: order[ring], block) { node, first, end in flow.pull(node, first, end, isLeft: 1) }
                flow.settle()
                next = ring.upperBound
            }
        }
        pull(order[next..<order.count], block)
    }

    /// Adds to each node in turn what its edges let through.
    private func pull(_ nodes: UnsafeBufferPointer<UInt32>, _ block: borrowing RowBlock) {
        each(of: nodes, block) { node, first, end in pull(node, first, end) }
    }

    /// Lets a node of an order pull against which edges stand: those that lead to such an edge have not seen all, and are left to `flow`.
    @inline(__always) private func pullTangled(
        _ node: UInt32, _ first: UInt32, _ end: UInt32, early: borrowing BitMarks, solved: borrowing BitMarks, into flow: inout RingFlow
    ) {
        let targets = rows.targets
        // What an edge against the order leads to is among them, so that the other end finds it there.
        var isSolved = early.bit(node) ^ 1
        for position in Int(first)..<Int(end) { isSolved &= solved.bit(targets[position]) }
        solved.insert(node, where: isSolved)
        flow.pull(node, first, end, isLeft: UInt32(truncatingIfNeeded: isSolved ^ 1))
    }

    /// Goes through nodes with their rows, which are looked up ahead.
    @inline(__always) private func each(
        of nodes: UnsafeBufferPointer<UInt32>, _ block: borrowing RowBlock, _ body: (UInt32, UInt32, UInt32) -> Void
    ) {
        for first in stride(from: 0, to: nodes.count, by: RowBlock.room) {
            let part = UnsafeBufferPointer(rebasing: nodes[first..<min(first + RowBlock.room, nodes.count)])
            block.read(part, of: rows, numbers, maskOfEdge)
            for (place, node) in part.enumerated() { body(node, block.start(of: place), block.end(of: place)) }
        }
    }

    /// Adds what edges let through to their node.
    @inline(__always) func pull(_ node: UInt32, _ row: UnsafeBufferPointer<RingFlow.Edge>) {
        if wordCount == 1 {
            let (masks, bits) = (masks, bits)
            var word = bits[Int(node)]
            for edge in row { word |= bits[Int(edge.other)] & masks[Int(edge.mask)] }
            bits[Int(node)] = word & masks[Int(ceiling(of: node))]
            return
        }
        for edge in row { pull(node, edge.other, mask: edge.mask) }
    }

    /// Adds what the edges from `first` to `end` let through to their node.
    @inline(__always) private func pull(_ node: UInt32, _ first: UInt32, _ end: UInt32) {
        if wordCount == 1 {
            let (masks, bits) = (masks, bits)
            var word = bits[Int(node)]
            eachEdge(from: first, to: end) { target, mask in word |= bits[Int(target)] & masks[Int(mask)] }
            bits[Int(node)] = word & masks[Int(ceiling(of: node))]
            return
        }
        eachEdge(from: first, to: end) { target, mask in pull(node, target, mask: mask) }
    }

    /// Gives the edges of a row, each as its target and its mask.
    @inline(__always) func eachEdge(from first: UInt32, to end: UInt32, _ body: (UInt32, UInt32) -> Void) {
        let (row, targets, numbers, maskOfEdge) = (Int(first)..<Int(end), rows.targets, numbers, maskOfEdge)
        if maskOfEdge.isEmpty {
            for position in row { body(targets[position], 0) }
        } else if row.upperBound <= inPlace {
            for position in row { body(targets[position], maskOfEdge[position]) }
        } else {
            for position in row { body(targets[position], maskOfEdge[Int(numbers[position])]) }
        }
    }

    /// Adds all words that one edge lets through.
    private func pull(_ node: UInt32, _ target: UInt32, mask: UInt32) {
        let (ceiling, mask, source) = (Int(ceiling(of: node)) * wordCount, Int(mask) * wordCount, Int(target) * wordCount)
        for word in 0..<wordCount {
            bits[Int(node) * wordCount + word] |= bits[source + word] & masks[mask + word] & masks[ceiling + word]
        }
    }

    var hasCeilings: Bool { !ceilingOfNode.isEmpty }

    /// The mask of what can be at a node.
    @inline(__always) func ceiling(of node: UInt32) -> UInt32 { hasCeilings ? ceilingOfNode[Int(node)] : 0 }
}
