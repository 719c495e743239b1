/// Orders of a local tree's leaves, on which the size of its diagram hangs.
///
/// No order is best for all trees. Those that depth-first walks give put near each other what stands near each other in the tree; the walks differ in which
/// argument comes first. Centring then moves leaves that are used together towards each other. The solver tries them against each other.
///
/// Sources: S. Minato, N. Ishiura and S. Yajima 1990 (weights); F. Aloul, I. Markov and K. Sakallah, *FORCE*, 2003 (centring).
struct LeafOrders {
    private let tree: LocalTree
    private let sizes: [Int32]
    private let uses: [Int32]

    init(_ tree: LocalTree) {
        self.tree = tree
        var uses = [Int32](repeating: 0, count: tree.leaves.count)
        for argument in tree.arguments.elements where argument < 0 { uses[Int(~argument)] += 1 }
        self.uses = uses
        var sizes = [Int32](repeating: 1, count: tree.gateCount)
        for gate in 0..<tree.gateCount {
            var size: Int32 = 0
            for argument in tree.arguments[gate] { size = min(1 << 24, size + (argument < 0 ? 1 : sizes[Int(argument)])) }
            sizes[gate] = size
        }
        self.sizes = sizes
    }

    /// How an order is made.
    enum Kind {
        /// As a walk meets the leaves.
        case met
        /// The same, centred: the most promising for families.
        case centred
        /// As a walk meets them that takes the largest argument first, centred: the most promising for functions.
        case centredFromLargest
        /// By weights, or where there are many leaves by a walk that takes the smallest argument first, centred.
        case weighted
    }

    /// An order: leaves from the top of the diagram down.
    subscript(kind: Kind) -> [Int32] {
        switch kind {
        case .met: walk { $0 }
        case .centred: centred(self[.met])
        case .centredFromLargest: centred(walk { sorted($0) { $0 > $1 } })
        case .weighted: tree.leaves.count <= 400 ? weighted() : centred(walk { sorted($0) { $0 < $1 } })
        }
    }

    private func weight(_ argument: Int32) -> Int32 { argument < 0 ? 1 : sizes[Int(argument)] }

    private func sorted(_ arguments: ArraySlice<Int32>, by precedes: (Int32, Int32) -> Bool) -> ArraySlice<Int32> {
        arguments.sorted { left, right in
            let (one, other) = (weight(left), weight(right))
            if one != other { return precedes(one, other) }
            // Of leaves the one used most often first.
            if left < 0, right < 0, uses[Int(~left)] != uses[Int(~right)] { return uses[Int(~left)] > uses[Int(~right)] }
            return left < right
        }[...]
    }

    /// Leaves as a depth-first walk meets them, arguments in the order that `arranged` gives them.
    private func walk(_ arranged: (ArraySlice<Int32>) -> ArraySlice<Int32>) -> [Int32] {
        var result: [Int32] = []
        var isSeen = [Bool](repeating: false, count: tree.gateCount)
        var isMet = [Bool](repeating: false, count: tree.leaves.count)
        var open: [Int32] = [Int32(truncatingIfNeeded: tree.gateCount - 1)]
        while let next = open.popLast() {
            if next < 0 {
                guard !isMet[Int(~next)] else { continue }
                isMet[Int(~next)] = true
                result.append(~next)
            } else if !isSeen[Int(next)] {
                isSeen[Int(next)] = true
                open.append(contentsOf: arranged(tree.arguments[Int(next)]).reversed())
            }
        }
        return result
    }

    /// Again and again the leaf that weighs most, a gate's weight being shared out evenly below it; what is taken counts no more.
    private func weighted() -> [Int32] {
        var isTaken = [Bool](repeating: false, count: tree.leaves.count)
        var result: [Int32] = []
        var open = tree.arguments.elements.isEmpty ? [] : (0..<tree.gateCount).map { Int32(truncatingIfNeeded: tree.arguments[$0].count) }
        let parents = parentRows()
        while result.count < tree.leaves.count {
            var gates = [Double](repeating: 0, count: tree.gateCount)
            var leaves = [Double](repeating: 0, count: tree.leaves.count)
            gates[tree.gateCount - 1] = 1
            for gate in stride(from: tree.gateCount - 1, through: 0, by: -1) where gates[gate] > 0 && open[gate] > 0 {
                let part = gates[gate] / Double(open[gate])
                for argument in tree.arguments[gate] {
                    if argument < 0 {
                        leaves[Int(~argument)] += part
                    } else if argument < gate, open[Int(argument)] > 0 {
                        gates[Int(argument)] += part
                    }
                }
            }
            let best = leaves.indices.filter { !isTaken[$0] }.max { leaves[$0] != leaves[$1] ? leaves[$0] < leaves[$1] : $0 > $1 }
            guard let best else { break }
            isTaken[best] = true
            result.append(Int32(truncatingIfNeeded: best))
            // A gate all of whose arguments are gone is gone itself.
            var emptied: [Int32] = parents.leaves[best].filter { gate in
                open[Int(gate)] -= 1
                return open[Int(gate)] == 0
            }
            while let gate = emptied.popLast() {
                for parent in parents.gates[Int(gate)] where open[Int(parent)] > 0 {
                    open[Int(parent)] -= 1
                    if open[Int(parent)] == 0 { emptied.append(parent) }
                }
            }
        }
        return result
    }

    private func parentRows() -> (gates: Rows, leaves: Rows) {
        let gates = Rows((0..<tree.gateCount).map { tree.arguments[$0].filter { $0 >= 0 } }).transposed(count: tree.gateCount)
        let leaves = Rows((0..<tree.gateCount).map { tree.arguments[$0].filter { $0 < 0 }.map { ~$0 } }).transposed(
            count: tree.leaves.count)
        return (gates, leaves)
    }

    /// An order in which each leaf and gate has moved to the middle of what it is used with, as long as that shortens the gates' spans.
    private func centred(_ start: [Int32]) -> [Int32] {
        let leafCount = tree.leaves.count
        let vertexCount = leafCount + tree.gateCount
        guard vertexCount < 1 << 22 else { return start }
        // Vertices: leaves, then gates; an edge for each gate joins it with its arguments.
        let edges = Rows(
            (0..<tree.gateCount).map { gate in
                [Int32(truncatingIfNeeded: leafCount + gate)]
                    + tree.arguments[gate].map { $0 < 0 ? ~$0 : $0 + Int32(truncatingIfNeeded: leafCount) }
            })
        let edgesOfVertex = edges.transposed(count: vertexCount)
        var place = [Double](repeating: 0, count: vertexCount)
        for (rank, leaf) in start.enumerated() { place[Int(leaf)] = Double(rank) }
        for gate in 0..<tree.gateCount {
            let members = tree.arguments[gate]
            place[leafCount + gate] =
                members.reduce(0.0) { $0 + place[$1 < 0 ? Int(~$1) : leafCount + Int($1)] } / Double(max(1, members.count))
        }
        var best = start
        var bestSpan = Double.infinity
        var sinceBest = 0
        for _ in 0..<60 {
            // Places are compared to a millionth, and then vertices by number: whole numbers sort faster.
            let ranked = (0..<vertexCount).map { UInt64(place[$0] * 1_048_576) << 22 | UInt64($0) }.sorted().map { Int($0 & 0x3F_FFFF) }
            for (rank, vertex) in ranked.enumerated() { place[vertex] = Double(rank) }
            var span = 0.0
            var centre = [Double](repeating: 0, count: tree.gateCount)
            for edge in 0..<tree.gateCount {
                var (least, most, sum) = (Double.infinity, 0.0, 0.0)
                for vertex in edges[edge] {
                    let at = place[Int(vertex)]
                    least = min(least, at)
                    most = max(most, at)
                    sum += at
                }
                span += most - least
                centre[edge] = sum / Double(edges[edge].count)
            }
            if span < bestSpan {
                bestSpan = span
                best = ranked.filter { $0 < leafCount }.map { Int32(truncatingIfNeeded: $0) }
                sinceBest = 0
            } else {
                sinceBest += 1
                if sinceBest > 6 { break }
            }
            for vertex in 0..<vertexCount {
                let around = edgesOfVertex[vertex]
                guard !around.isEmpty else { continue }
                place[vertex] = around.reduce(0.0) { $0 + centre[Int($1)] } / Double(around.count)
            }
        }
        return best
    }
}
