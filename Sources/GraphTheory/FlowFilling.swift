/// Fills in a flow, component by component from the targets upwards.
struct FlowFilling {
    private let rows: RowPointers
    private let numbers: UnsafeBufferPointer<UInt32>
    private let masks: UnsafeBufferPointer<UInt64>
    private let maskOfEdge: UnsafeBufferPointer<UInt32>
    private let ceilingOfNode: UnsafeBufferPointer<UInt32>
    private let wordCount: Int
    private let bits: UnsafeMutableBufferPointer<UInt64>

    static func fill(
        _ graph: DirectedGraph, masks: FlowMasks, own: [UInt64], maskOfEdge: [UInt32], ceilingOfNode: [UInt32]
    ) -> [UInt64] {
        let components = graph.strongComponents()
        var bits = own
        let hasRings = components.count < graph.nodeCount
        let back = hasRings ? graph.reversed() : nil
        bits.withUnsafeMutableBufferPointer { bits in
            graph.edgeNumbers.withUnsafeBufferPointer { numbers in
                masks.words.withUnsafeBufferPointer { words in
                    maskOfEdge.withUnsafeBufferPointer { maskOfEdge in
                        ceilingOfNode.withUnsafeBufferPointer { ceilings in
                            graph.withRows { rows in
                                let filling = FlowFilling(
                                    rows: rows, numbers: numbers, masks: words, maskOfEdge: maskOfEdge, ceilingOfNode: ceilings,
                                    wordCount: masks.wordCount, bits: bits)
                                filling.fill(components, back: back)
                            }
                        }
                    }
                }
            }
        }
        return bits
    }

    private func fill(_ components: StrongComponents, back: DirectedGraph?) {
        components.memberStarts.withUnsafeBufferPointer { starts in
            components.members.withUnsafeBufferPointer { members in
                for component in 0..<components.count {
                    let first = Int(starts[component])
                    let end = Int(starts[component + 1])
                    for position in first..<end { pull(UInt32(truncatingIfNeeded: members[position])) }
                    if end - first > 1, let back {
                        settle(UnsafeBufferPointer(rebasing: members[first..<end]), component, components.componentOfNode, back)
                    }
                }
            }
        }
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
            bits[Int(node)] = ceilingOfNode.isEmpty ? word : word & masks[Int(ceilingOfNode[Int(node)])]
            return
        }
        for position in first..<end { _ = carry(from: rows[position], to: node, mask: mask(of: numbers[Int(position)])) }
    }

    @inline(__always) private func mask(of edge: UInt32) -> Int { maskOfEdge.isEmpty ? 0 : Int(maskOfEdge[Int(edge)]) }

    /// Carries the bits of `source` over a mask to `node`; whether any was new.
    @inline(__always) private func carry(from source: UInt32, to node: UInt32, mask: Int) -> Bool {
        let ceiling = ceilingOfNode.isEmpty ? 0 : Int(ceilingOfNode[Int(node)])
        var news: UInt64 = 0
        for word in 0..<wordCount {
            let old = bits[Int(node) * wordCount + word]
            let new = bits[Int(source) * wordCount + word] & masks[mask * wordCount + word] & masks[ceiling * wordCount + word]
            news |= new & ~old
            bits[Int(node) * wordCount + word] = old | new
        }
        return news != 0
    }

    /// Brings the nodes of one ring to their common solution.
    private func settle(_ members: UnsafeBufferPointer<Int32>, _ component: Int, _ componentOfNode: [Int32], _ back: DirectedGraph) {
        share(members, component, componentOfNode)
        // What some edge or node of the ring holds back goes round until nothing changes.
        var queue = members.map { UInt32(truncatingIfNeeded: $0) }
        var isQueued: Set<UInt32> = Set(queue)
        var head = 0
        while head < queue.count {
            let node = queue[head]
            head += 1
            isQueued.remove(node)
            for (source, number) in back.edges(of: Int(node)) where Int(componentOfNode[source]) == component && source != Int(node) {
                let other = UInt32(truncatingIfNeeded: source)
                guard carry(from: node, to: other, mask: mask(of: UInt32(truncatingIfNeeded: number))), isQueued.insert(other).inserted
                else { continue }
                queue.append(other)
            }
        }
    }

    /// Gives every node of a ring the bits of all of them that every edge and node of the ring lets through.
    private func share(_ members: UnsafeBufferPointer<Int32>, _ component: Int, _ componentOfNode: [Int32]) {
        for word in 0..<wordCount {
            var common: UInt64 = ~0
            var union: UInt64 = 0
            for member in members {
                let node = UInt32(truncatingIfNeeded: member)
                union |= bits[Int(node) * wordCount + word]
                if !ceilingOfNode.isEmpty { common &= masks[Int(ceilingOfNode[Int(node)]) * wordCount + word] }
                for position in rows.start(of: node)..<rows.end(of: node)
                where Int(componentOfNode[Int(rows[position])]) == component && rows[position] != node {
                    common &= masks[mask(of: numbers[Int(position)]) * wordCount + word]
                }
            }
            for member in members { bits[Int(member) * wordCount + word] |= union & common }
        }
    }
}
