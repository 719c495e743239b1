internal import GraphTheory
internal import SupplyChain

/// Edges that carry, laid out once for all that travels along them.
struct CertaintyNetwork: Sendable {
    /// An edge that carries.
    struct Edge: Sendable {
        let from: Int
        let to: Int
        let relationship: Int?
        let requirement: Int?
        let certainty: Certainty
    }

    let edges: [Edge]
    let forward: DirectedGraph
    let backward: DirectedGraph

    init(nodeCount: Int, edges: [Edge]) {
        self.edges = edges
        forward = DirectedGraph(nodeCount: nodeCount, edges: edges.map { DirectedGraph.Edge(from: $0.from, to: $0.to) })
        backward = forward.reversed()
    }
}

/// What certainty reaches which node, along edges of their own certainty: the best path, each path as weak as its weakest link (semantics 10.2).
///
/// One breadth-first search for each certainty, from where things begin against the edges: the least fixpoint on a chain of three, O(nodes + edges).
struct CertaintyFlow: Sendable {
    /// A place where it begins.
    struct Origin: Sendable {
        let node: Int
        let certainty: Certainty
    }

    private let network: CertaintyNetwork
    /// Distance to the nearest beginning for `unknown`, `assumed`, `known`, in this order; nothing where nothing begins.
    private let distances: [[Int32]]
    private static let tiers: [Certainty] = [.unknown, .assumed, .known]

    init(_ network: CertaintyNetwork, origins: [Origin]) {
        self.network = network
        distances = Self.tiers.map { tier in
            let starts = origins.filter { $0.certainty >= tier }.map(\.node)
            guard !starts.isEmpty else { return [] }
            return network.backward.distances(from: starts, where: { network.edges[$0].certainty >= tier })
        }
    }

    /// The best certainty that reaches a node; `no` where nothing does.
    func certainty(at node: Int) -> Certainty {
        for (tier, distance) in zip(Self.tiers, distances).reversed() where !distance.isEmpty && distance[node] >= 0 { return tier }
        return .no
    }

    /// The shortest path of the best certainty from a node to a beginning, ties by the ids on the way; `nil` where nothing reaches it.
    func path(from node: Int) -> [CertaintyNetwork.Edge]? {
        let best = certainty(at: node)
        guard best > .no, let tier = Self.tiers.firstIndex(of: best) else { return nil }
        let path = network.forward.shortestPath(
            from: [node], descending: distances[tier], where: { network.edges[$0].certainty >= best })
        return path.map { $0.edges.map { network.edges[$0] } }
    }
}
