extension DistributiveFlow {
    /// A strict order of the edges that leave one node.
    public typealias EdgeOrder = (_ left: (to: Int, number: Int), _ right: (to: Int, number: Int)) -> Bool

    /// The shortest path that carries a bit to a node, from the node to where the bit begins; `nil` where the bit is not there.
    ///
    /// Among paths of equal length the first in lexicographic order is taken, edges compared by `precedes`; without it, by target and then
    /// by number.
    /// - Complexity: linear in the edges of nodes that have the bit and are no farther away than where it begins; nothing is kept between
    ///   questions.
    public func witness(of bit: Int, at node: Int, by precedes: EdgeOrder? = nil) -> GraphPath? {
        guard contains(bit, at: node) else { return nil }
        if begins(bit, at: node) { return GraphPath(nodes: [node], edges: []) }
        var search = WitnessSearch(from: node)
        while !search.isAtBeginning {
            for place in search.nextLayer() {
                for position in graph.row(of: search.nodes[place]) {
                    let (to, number) = (Int(graph.targets[position]), Int(graph.edgeNumbers[position]))
                    guard contains(bit, at: to), isOpen(number, to: bit) else { continue }
                    search.meet(to, over: number, from: place) { begins(bit, at: $0) }
                }
            }
            // Every bit that is somewhere begins somewhere.
            if search.layer.isEmpty { return nil }
        }
        return search.path(by: precedes ?? { ($0.to, $0.number) < ($1.to, $1.number) })
    }

    /// Paths that carry a bit to a node, shortest first, with whether they are all that there are.
    public struct Witnesses: Sendable, Hashable {
        /// The paths; none passes a node twice.
        ///
        /// One may go on beyond a place where the bit begins to another where it does: it would stand if it did not begin at the first.
        public let paths: [GraphPath]
        /// Whether there are no others.
        public let isComplete: Bool
    }

    /// Up to `limit` paths that carry a bit to a node, shortest first, then in lexicographic order.
    ///
    /// Their edges, each path's with its beginning, are the minimal sets that suffice for the bit: its why-provenance (T. Green, G.
    /// Karvounarakis and V. Tannen, *Provenance semirings*, PODS 2007).
    /// - Parameter steps: How many partial paths are looked at; when that many were, the answer is not complete.
    public func witnesses(of bit: Int, at node: Int, limit: Int, steps: Int = 10_000, by precedes: EdgeOrder? = nil) -> Witnesses {
        guard contains(bit, at: node) else { return Witnesses(paths: [], isComplete: true) }
        let distances = distancesToBeginnings(of: bit, from: node)
        let order = precedes ?? { ($0.to, $0.number) < ($1.to, $1.number) }
        var found: [GraphPath] = []
        // Partial paths by the least length that they can come to; of those being looked at the next is the last.
        var longer: [Int: [GraphPath]] = [:]
        var (length, open) = (distances[node] ?? 0, [GraphPath(nodes: [node], edges: [])])
        var left = steps
        while true {
            guard let path = open.popLast() else {
                guard let next = longer.keys.min(), let paths = longer.removeValue(forKey: next) else { break }
                (length, open) = (next, paths.sorted { $1.comes(before: $0, by: order) })
                continue
            }
            let last = path.nodes[path.nodes.count - 1]
            if begins(bit, at: last) {
                if found.count == limit { return Witnesses(paths: found, isComplete: false) }
                found.append(path)
            }
            left -= 1
            if left < 0 { return Witnesses(paths: found, isComplete: false) }
            let edges = graph.edges(of: last).filter { edge in
                distances[edge.to] != nil && isOpen(edge.number, to: bit) && !path.nodes.contains(edge.to)
            }
            for edge in edges.sorted(by: order).reversed() {
                let further = GraphPath(nodes: path.nodes + [edge.to], edges: path.edges + [edge.number])
                let least = further.edges.count + (distances[edge.to] ?? 0)
                if least == length { open.append(further) } else { longer[least, default: []].append(further) }
            }
        }
        return Witnesses(paths: found, isComplete: true)
    }

    /// How far each node that `node` leads to, along what carries the bit, is from a place where it begins.
    private func distancesToBeginnings(of bit: Int, from node: Int) -> [Int: Int] {
        var backward: [Int: [Int]] = [node: []]
        var stack = [node]
        var distances: [Int: Int] = [:]
        var queue: [Int] = []
        while let from = stack.popLast() {
            if begins(bit, at: from) {
                distances[from] = 0
                queue.append(from)
            }
            for (to, number) in graph.edges(of: from) where contains(bit, at: to) && isOpen(number, to: bit) {
                if backward[to] == nil { stack.append(to) }
                backward[to, default: []].append(from)
            }
        }
        var head = 0
        while head < queue.count {
            let to = queue[head]
            head += 1
            for from in backward[to] ?? [] where distances[from] == nil {
                distances[from] = (distances[to] ?? 0) + 1
                queue.append(from)
            }
        }
        return distances
    }
}

extension GraphPath {
    /// Whether a path from the same start is the first in lexicographic order.
    fileprivate func comes(before other: GraphPath, by order: DistributiveFlow.EdgeOrder) -> Bool {
        for (index, (edge, otherEdge)) in zip(edges, other.edges).enumerated() where edge != otherEdge {
            return order((nodes[index + 1], edge), (other.nodes[index + 1], otherEdge))
        }
        return edges.count < other.edges.count
    }
}

/// A search for the nearest beginning, layer by layer.
private struct WitnessSearch {
    private struct Edge {
        let from: Int
        let to: Int
        let number: Int
    }

    /// What was met, layer by layer; a node's place is its position.
    private(set) var nodes: [Int]
    /// The places of the last layer.
    private(set) var layer: Range<Int>
    /// Whether a bit begins somewhere in it.
    private(set) var isAtBeginning = false
    /// Whether a path through the place comes to a beginning in the last layer.
    private var leads: [Bool] = [false]
    /// The edges from each layer to the next, as they were met: those of a place together.
    private var edges: [Edge] = []
    private var placeOfNode: [Int: Int] = [:]

    init(from node: Int) {
        nodes = [node]
        layer = 0..<1
    }

    /// Begins another layer; the places of the last.
    mutating func nextLayer() -> Range<Int> {
        defer { layer = nodes.count..<nodes.count }
        return layer
    }

    /// Takes in an edge from the layer before, with its target where that was not met yet.
    mutating func meet(_ node: Int, over number: Int, from place: Int, _ begins: (Int) -> Bool) {
        let target = self.place(of: node) ?? nodes.count
        if target == nodes.count {
            remember(node)
            let isBeginning = begins(node)
            leads.append(isBeginning)
            isAtBeginning = isAtBeginning || isBeginning
            layer = layer.lowerBound..<nodes.count
        }
        if target >= layer.lowerBound { edges.append(Edge(from: place, to: target, number: number)) }
    }

    /// Few nodes are looked through, more are looked up.
    private static let few = 16

    private func place(of node: Int) -> Int? {
        nodes.count <= Self.few ? nodes.firstIndex(of: node) : placeOfNode[node]
    }

    private mutating func remember(_ node: Int) {
        nodes.append(node)
        if nodes.count == Self.few + 1 { for (place, node) in nodes.enumerated() { placeOfNode[node] = place } }
        if nodes.count > Self.few + 1 { placeOfNode[node] = nodes.count - 1 }
    }

    /// The first of the shortest paths in lexicographic order.
    mutating func path(by precedes: DistributiveFlow.EdgeOrder) -> GraphPath {
        for edge in edges.reversed() where leads[edge.to] { leads[edge.from] = true }
        var (path, place) = (GraphPath(nodes: [nodes[0]], edges: []), 0)
        var best: Edge?
        func take() {
            guard let edge = best else { return }
            path = GraphPath(nodes: path.nodes + [nodes[edge.to]], edges: path.edges + [edge.number])
            place = edge.to
            best = nil
        }
        for edge in edges {
            if edge.from > place { take() }
            guard edge.from == place, leads[edge.to] else { continue }
            if let standing = best, !precedes((nodes[edge.to], edge.number), (nodes[standing.to], standing.number)) { continue }
            best = edge
        }
        take()
        return path
    }
}
