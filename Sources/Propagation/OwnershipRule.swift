internal import GraphTheory
public import SupplyChain

/// The rule by which a company counts as listed when listed owners together hold enough of it (semantics 11.1).
///
/// Shares are direct ones, added over all owners who count, cascading; control without shares is another rule and not read here.
public struct OwnershipRule: Sendable, Hashable {
    /// How the shares are held against the threshold.
    public enum Comparison: Sendable, Hashable {
        /// The threshold itself is enough.
        case atLeast
        /// Only more than the threshold is.
        case moreThan
    }

    /// Whether owners whom the graph does not hold can be among those who count.
    public enum ListExtent: Sendable, Hashable {
        /// The list names all of them: where it names nobody here, nobody counts.
        case closed
        /// Whoever has some quality counts, such as a seat in a country: an owner nobody names may have it.
        case open
    }

    /// What the shares are held against.
    public let threshold: ExactShare
    /// How.
    public let comparison: Comparison

    /// A rule; `nil` for "at least nothing", by which everybody would count.
    public init?(_ comparison: Comparison, _ threshold: ExactShare) {
        guard comparison == .moreThan || threshold.millionths > 0 else { return nil }
        self.threshold = threshold
        self.comparison = comparison
    }

    /// The least number of millionths that is enough.
    var enough: Int { comparison == .atLeast ? threshold.millionths : threshold.millionths + 1 }
}

/// Who counts as listed through owners, as sure as the shares behind it (semantics 11.4).
public struct OwnershipCascade: Sendable {
    private let graph: SupplyGraph
    /// The relationships that say who owns a company, by the company.
    private let holdings: [Int: [Int]]
    private let known: ThresholdClosure.Closure
    private let assumed: ThresholdClosure.Closure
    private let possible: ThresholdClosure.Closure

    init(_ graph: SupplyGraph, listed: Set<Int>, rule: OwnershipRule, extent: OwnershipRule.ListExtent) {
        self.graph = graph
        let indices = graph.relationships.indices.filter { index in
            graph.relationships[index].kind == .ownedBy && graph.relationships[index].details.certainty > .no
        }
        holdings = Dictionary(grouping: indices) { graph.relationships[$0].from }
        let seeds = listed.sorted()
        let shares = indices.map { graph.relationships[$0] }
        known = Self.closure(of: seeds, graph, shares.filter { $0.details.certainty == .known }, rule)
        assumed = Self.closure(of: seeds, graph, shares.filter { $0.details.certainty >= .assumed }, rule)
        possible = seeds.isEmpty && extent == .closed ? assumed : Self.widest(seeds, graph, shares, rule)
    }

    /// Whether a node counts: `known` and `assumed` by shares so sure, `unknown` where unknown holders could decide it, `no` where they could not.
    public func verdict(on node: Int) -> Certainty {
        if known.contains(node) { return .known }
        if assumed.contains(node) { return .assumed }
        return possible.contains(node) ? .unknown : .no
    }

    /// The relationships whose shares bring a node in: those of owners who came in before it, by index.
    ///
    /// None for listed nodes and where the verdict is weaker than `assumed`.
    public func grounds(of node: Int) -> [Int] {
        let closure = known.contains(node) ? known : assumed
        let least: Certainty = known.contains(node) ? .known : .assumed
        guard let round = closure.round(of: node), round > 0 else { return [] }
        return (holdings[node] ?? []).filter { index in
            let edge = graph.relationships[index]
            guard edge.details.certainty >= least, edge.details.share != nil else { return false }
            return closure.round(of: edge.to).map { $0 < round } ?? false
        }
    }

    private static func closure(
        of seeds: [Int], _ graph: SupplyGraph, _ shares: [SupplyGraph.Relationship], _ rule: OwnershipRule
    ) -> ThresholdClosure.Closure {
        let edges = shares.map {
            ThresholdClosure.WeightedEdge(from: $0.to, to: $0.from, weight: $0.details.share?.millionths ?? 0)
        }
        return ThresholdClosure(nodeCount: graph.nodes.count, edges: edges, threshold: rule.enough).closure(of: seeds)
    }

    /// With everything that nobody is known to hold in the hands of the listed: one more holder, who counts from the start.
    private static func widest(
        _ seeds: [Int], _ graph: SupplyGraph, _ shares: [SupplyGraph.Relationship], _ rule: OwnershipRule
    ) -> ThresholdClosure.Closure {
        var edges: [ThresholdClosure.WeightedEdge] = []
        var least: [Pair: Int] = [:]
        for edge in shares {
            guard let share = edge.details.share?.millionths else { continue }
            edges.append(ThresholdClosure.WeightedEdge(from: edge.to, to: edge.from, weight: share))
            // A share that is not even assumed may be anybody's; of contradicting ones the smallest is surely taken.
            guard edge.details.certainty >= .assumed else { continue }
            let pair = Pair(owned: edge.from, owner: edge.to)
            least[pair] = min(least[pair] ?? share, share)
        }
        var taken: [Int: Int] = [:]
        for (pair, share) in least { taken[pair.owned] = min(1_000_000, (taken[pair.owned] ?? 0) + share) }
        let stranger = graph.nodes.count
        for (index, node) in graph.nodes.enumerated() where node.kind == .organization {
            let rest = 1_000_000 - (taken[index] ?? 0)
            if rest > 0 { edges.append(ThresholdClosure.WeightedEdge(from: stranger, to: index, weight: rest)) }
        }
        return ThresholdClosure(nodeCount: stranger + 1, edges: edges, threshold: rule.enough).closure(of: seeds + [stranger])
    }

    private struct Pair: Hashable {
        let owned: Int
        let owner: Int
    }
}

extension SupplyGraph {
    /// Who counts as listed by `rule` when `listed` are, through any number of owners; cross-holdings alone bring nobody in.
    ///
    /// - Complexity: O(relationships × log relationships).
    public func ownershipCascade(
        from listed: Set<Int>, under rule: OwnershipRule, list extent: OwnershipRule.ListExtent = .closed
    ) -> OwnershipCascade {
        OwnershipCascade(self, listed: listed, rule: rule, extent: extent)
    }
}
