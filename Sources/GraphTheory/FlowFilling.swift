/// Fills in a flow, component by component from the targets upwards.
struct FlowFilling {
    let rows: RowPointers
    private let numbers: UnsafeBufferPointer<UInt32>
    let masks: UnsafeBufferPointer<UInt64>
    private let maskOfEdge: UnsafeBufferPointer<UInt32>
    private let ceilingOfNode: UnsafeBufferPointer<UInt32>
    let wordCount: Int
    let bits: UnsafeMutableBufferPointer<UInt64>

    static func fill(
        _ graph: DirectedGraph, masks: FlowMasks, own: [UInt64], maskOfEdge: [UInt32], ceilingOfNode: [UInt32]
    ) -> [UInt64] {
        let order = FlowOrder(graph)
        var bits = own
        bits.withUnsafeMutableBufferPointer { bits in
            graph.edgeNumbers.withUnsafeBufferPointer { numbers in
                masks.words.withUnsafeBufferPointer { words in
                    maskOfEdge.withUnsafeBufferPointer { maskOfEdge in
                        ceilingOfNode.withUnsafeBufferPointer { ceilings in
                            graph.withRows { rows in
                                FlowFilling(
                                    rows: rows, numbers: numbers, masks: words, maskOfEdge: maskOfEdge, ceilingOfNode: ceilings,
                                    wordCount: masks.wordCount, bits: bits
                                ).fill(order)
                            }
                        }
                    }
                }
            }
        }
        return bits
    }

    private func fill(_ order: borrowing FlowOrder) {
        var next = 0
        if !order.rings.isEmpty {
            let flow = RingFlow(self)
            for ring in order.rings {
                for position in next..<ring.lowerBound { pull(order[position]) }
                flow.settle(order[ring])
                next = ring.upperBound
            }
        }
        for position in next..<order.count { pull(order[position]) }
    }

    /// Adds what the edges of a node let through.
    @inline(__always) private func pull(_ node: UInt32) {
        let (first, end) = (rows.start(of: node), rows.end(of: node))
        if wordCount == 1 {
            var word = bits[Int(node)]
            if maskOfEdge.isEmpty {
                for position in first..<end { word |= bits[Int(rows[position])] & masks[0] }
            } else {
                for position in first..<end { word |= bits[Int(rows[position])] & masks[Int(maskOfEdge[Int(numbers[Int(position)])])] }
            }
            bits[Int(node)] = word & masks[Int(ceiling(of: node))]
            return
        }
        let ceiling = Int(ceiling(of: node)) * wordCount
        for position in first..<end {
            let (source, mask) = (Int(rows[position]) * wordCount, Int(mask(ofEdgeAt: position)) * wordCount)
            for word in 0..<wordCount {
                bits[Int(node) * wordCount + word] |= bits[source + word] & masks[mask + word] & masks[ceiling + word]
            }
        }
    }

    /// The mask of an edge, by its position.
    @inline(__always) func mask(ofEdgeAt position: UInt32) -> UInt32 {
        maskOfEdge.isEmpty ? 0 : maskOfEdge[Int(numbers[Int(position)])]
    }

    /// The mask of what can be at a node.
    @inline(__always) func ceiling(of node: UInt32) -> UInt32 { ceilingOfNode.isEmpty ? 0 : ceilingOfNode[Int(node)] }
}
