internal import GraphTheory
internal import SupplyChain

/// What certainty reaches which node, along edges of their own certainty: the best path, each path as weak as its weakest link (semantics
/// 10.2).
///
/// One strand of a network that carries many at once.
struct CertaintyFlow: Sendable {
    private let network: CertaintyNetwork
    /// The strand in the network; `nil` where it begins nowhere.
    private let strand: Int?

    init(_ network: CertaintyNetwork, strand: Int?) {
        self.network = network
        self.strand = strand
    }

    /// Whether it begins nowhere, and so reaches nothing.
    var isEmpty: Bool { strand == nil }

    /// The best certainty that reaches a node; `no` where nothing does.
    func certainty(at node: Int) -> Certainty {
        guard let strand else { return .no }
        return CertaintyTier.all.last { network.flow.contains($0.bit(of: strand), at: node) }?.certainty ?? .no
    }

    /// The shortest path of the best certainty from a node to a beginning, ties by the ids on the way; `nil` where nothing reaches it.
    func path(from node: Int) -> [CertaintyNetwork.Step]? {
        guard let strand, let tier = CertaintyTier(certainty(at: node)) else { return nil }
        return network.flow.witness(of: tier.bit(of: strand), at: node).map { steps(of: $0, strand) }
    }

    /// Up to `limit` paths that are at least so sure, shortest first, and whether there are no others.
    func paths(from node: Int, atLeast certainty: Certainty, limit: Int, steps: Int) -> (paths: [[CertaintyNetwork.Step]], isComplete: Bool)
    {
        guard let strand, let tier = CertaintyTier(certainty) else { return ([], true) }
        let found = network.flow.witnesses(of: tier.bit(of: strand), at: node, limit: limit, steps: steps)
        return (found.paths.map { self.steps(of: $0, strand) }, found.isComplete)
    }

    private func steps(of path: GraphPath, _ strand: Int) -> [CertaintyNetwork.Step] {
        path.edges.map { CertaintyNetwork.Step(edge: network.edges[$0], certainty: network.certainty(of: $0, to: strand)) }
    }
}

/// One of the certainties above `no`; a strand has a bit for each.
struct CertaintyTier: Sendable {
    let certainty: Certainty
    private let index: Int

    /// From the weakest.
    static let all = [Certainty.unknown, .assumed, .known].compactMap(CertaintyTier.init)

    init?(_ certainty: Certainty) {
        switch certainty {
        case .no: return nil
        case .unknown: index = 0
        case .assumed: index = 1
        case .known: index = 2
        }
        self.certainty = certainty
    }

    func bit(of strand: Int) -> Int { 3 * strand + index }
}
