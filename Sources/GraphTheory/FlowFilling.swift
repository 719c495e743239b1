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

    private func fill(_ order: FlowOrder) {
        var ring = Ring(order, rows, numbers)
        order.members.withUnsafeBufferPointer { members in
            order.starts.withUnsafeBufferPointer { starts in
                for component in 0..<starts.count - 1 {
                    let range = Int(starts[component])..<Int(starts[component + 1])
                    for position in range { pull(members[position]) }
                    guard range.count > 1 else { continue }
                    let nodes = UnsafeBufferPointer(rebasing: members[range])
                    if ring.turnRound(nodes, from: range.lowerBound) { carryOn(nodes, &ring) }
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
        for position in first..<end { _ = carry(from: rows[position], to: node, over: numbers[Int(position)]) }
    }

    /// Carries the bits of `source` over an edge to `node`; whether any was new.
    @inline(__always) private func carry(from source: UInt32, to node: UInt32, over edge: UInt32) -> Bool {
        let mask = maskOfEdge.isEmpty ? 0 : Int(maskOfEdge[Int(edge)])
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

    /// Brings the nodes of a ring to their common solution: carries on what has changed, round after round, targets first.
    ///
    /// Every node has pulled once, so at first only edges that close the ring have more to carry; a ring costs no more than what changes in
    /// it.
    private func carryOn(_ members: UnsafeBufferPointer<UInt32>, _ ring: inout Ring) {
        ring.hasChanged.withUnsafeMutableBufferPointer { [starts = ring.starts, sources = ring.sources] hasChanged in
            var isSettled = false
            while !isSettled {
                isSettled = true
                for place in 0..<members.count where hasChanged[place] {
                    hasChanged[place] = false
                    for position in Int(starts[place])..<Int(starts[place + 1]) {
                        let source = sources[position]
                        guard carry(from: members[place], to: members[Int(source.place)], over: source.edge) else { continue }
                        hasChanged[Int(source.place)] = true
                        if Int(source.place) <= place { isSettled = false }
                    }
                }
            }
        }
    }
}

/// The components from the targets upwards, in each the nodes in the order in which a depth-first search was done with them.
private struct FlowOrder {
    let starts: [UInt32]
    let members: [UInt32]
    /// Where each node stands in `members`.
    let positions: [UInt32]

    init(_ graph: DirectedGraph) {
        let (component, count, finished) = graph.componentSearch()
        var starts = [UInt32](repeating: 0, count: count + 1)
        for component in component { starts[Int(component) + 1] += 1 }
        for component in 0..<count { starts[component + 1] += starts[component] }
        self.starts = starts
        var positions = [UInt32](repeating: 0, count: finished.count)
        members = [UInt32](unsafeUninitializedCapacity: finished.count) { members, written in
            for node in finished {
                let component = Int(component[Int(node)])
                members[Int(starts[component])] = node
                positions[Int(node)] = starts[component]
                starts[component] += 1
            }
            written = finished.count
        }
        self.positions = positions
    }
}

/// The edges inside one ring turned round, by places in the ring; used again for the next.
private struct Ring {
    private(set) var starts: [UInt32] = []
    private(set) var sources: [(place: UInt32, edge: UInt32)] = []
    /// Whether what is at a place has yet to be carried on.
    var hasChanged: [Bool] = []

    private let order: FlowOrder
    private let rows: RowPointers
    private let numbers: UnsafeBufferPointer<UInt32>

    init(_ order: FlowOrder, _ rows: RowPointers, _ numbers: UnsafeBufferPointer<UInt32>) {
        self.order = order
        self.rows = rows
        self.numbers = numbers
    }

    /// Lays out the edges of the ring whose first node stands at `first`; whether any closes it.
    mutating func turnRound(_ members: UnsafeBufferPointer<UInt32>, from first: Int) -> Bool {
        starts.removeAll(keepingCapacity: true)
        starts.append(contentsOf: repeatElement(0, count: members.count + 2))
        hasChanged.removeAll(keepingCapacity: true)
        hasChanged.append(contentsOf: repeatElement(false, count: members.count))
        var isClosed = false
        let (positions, rows, numbers) = (order.positions, rows, numbers)
        starts.withUnsafeMutableBufferPointer { starts in
            hasChanged.withUnsafeMutableBufferPointer { hasChanged in
                Self.forEachEdge(members, from: first, positions, rows) { place, target, _ in
                    starts[target + 2] += 1
                    // Its node has pulled before the target was done.
                    guard place < target else { return }
                    hasChanged[target] = true
                    isClosed = true
                }
            }
            for place in 0..<members.count { starts[place + 2] += starts[place + 1] }
        }
        sources.removeAll(keepingCapacity: true)
        sources.append(contentsOf: repeatElement((place: 0, edge: 0), count: Int(starts[members.count + 1])))
        starts.withUnsafeMutableBufferPointer { starts in
            sources.withUnsafeMutableBufferPointer { sources in
                Self.forEachEdge(members, from: first, positions, rows) { place, target, position in
                    sources[Int(starts[target + 1])] = (UInt32(truncatingIfNeeded: place), numbers[Int(position)])
                    starts[target + 1] += 1
                }
            }
        }
        return isClosed
    }

    @inline(__always)
    private static func forEachEdge(
        _ members: UnsafeBufferPointer<UInt32>, from first: Int, _ positions: [UInt32], _ rows: RowPointers,
        _ body: (_ place: Int, _ target: Int, _ position: UInt32) -> Void
    ) {
        positions.withUnsafeBufferPointer { positions in
            for place in 0..<members.count {
                for position in rows.start(of: members[place])..<rows.end(of: members[place]) {
                    let target = Int(positions[Int(rows[position])]) - first
                    if target >= 0, target < members.count, target != place { body(place, target, position) }
                }
            }
        }
    }
}
