/// The rule by which a set of nodes takes in every node whose weights from the set reach a threshold.
///
/// `closure(of:)` gives the least set that holds the seeds and is closed under the rule. It is monotone in the seeds and in the weights; weights
/// that only lie on cycles outside the seeds take nobody in. Weights are exact integers, such as millionths.
///
/// Parallel edges count once: the largest weight of a pair stands.
public struct ThresholdClosure: Sendable, Hashable {
    /// One weight that a node puts on another.
    public struct WeightedEdge: Sendable, Hashable {
        /// Whose weight it is.
        public let from: Int
        /// On whom it lies.
        public let to: Int
        /// The weight, at least 0.
        public let weight: Int

        /// A weight of one node on another.
        public init(from: Int, to: Int, weight: Int) {
            self.from = from
            self.to = to
            self.weight = weight
        }
    }

    /// A closed set, with the round in which each of its nodes came in.
    public struct Closure: Sendable, Hashable {
        /// The nodes of the set, in increasing order.
        public let members: [Int]
        /// For each member, in the same order, 0 for a seed, else the round in which the weights first reached the threshold.
        public let rounds: [Int]

        /// Whether `node` is in the set.
        ///
        /// O(log *n*).
        public func contains(_ node: Int) -> Bool { round(of: node) != nil }

        /// The round in which `node` came in, or `nil` if it did not.
        ///
        /// O(log *n*).
        public func round(of node: Int) -> Int? {
            var low = 0
            var high = members.count
            while low < high {
                let middle = (low + high) / 2
                if members[middle] < node { low = middle + 1 } else { high = middle }
            }
            return low < members.count && members[low] == node ? rounds[low] : nil
        }
    }

    /// The edges, parallel ones joined, from the node that holds the weight to the node it lies on.
    public let graph: DirectedGraph
    /// The weight of each edge, by its number.
    public let weights: [Int]
    /// What the weights must reach.
    public let threshold: Int

    /// A rule over `nodeCount` nodes.
    ///
    /// - Precondition: ends lie in `0 ..< nodeCount`, weights are not negative, and the threshold is positive.
    /// - Complexity: O(*E* log *E*).
    public init(nodeCount: Int, edges: [WeightedEdge], threshold: Int) {
        precondition(threshold > 0, "a threshold of nothing takes in everything")
        let ordered = edges.sorted { ($0.from, $0.to, $1.weight) < ($1.from, $1.to, $0.weight) }
        var kept: [WeightedEdge] = []
        for edge in ordered {
            precondition(edge.weight >= 0, "a weight is not negative")
            if let last = kept.last, last.from == edge.from, last.to == edge.to { continue }
            kept.append(edge)
        }
        graph = DirectedGraph(nodeCount: nodeCount, edges: kept.map { DirectedGraph.Edge(from: $0.from, to: $0.to) })
        weights = kept.map { min($0.weight, threshold) }
        self.threshold = threshold
    }

    /// The least closed set that holds `seeds`.
    ///
    /// - Complexity: O(*s* log *s*) for *s* nodes taken in and their edges, whatever the size of the graph.
    public func closure(of seeds: some Sequence<Int>) -> Closure {
        var rounds: [Int: Int] = [:]
        var sums: [Int: Int] = [:]
        var frontier: [Int] = []
        for seed in seeds where rounds.updateValue(0, forKey: seed) == nil { frontier.append(seed) }
        var round = 0
        while !frontier.isEmpty {
            round += 1
            var next: [Int] = []
            for node in frontier {
                for (target, number) in graph.edges(of: node) where rounds[target] == nil {
                    // Each weight is at most the threshold and the sum stops there, so it cannot overflow.
                    let sum = min(threshold, sums[target, default: 0] + weights[number])
                    sums[target] = sum
                    if sum == threshold {
                        rounds[target] = round
                        next.append(target)
                    }
                }
            }
            frontier = next
        }
        let members = rounds.keys.sorted()
        return Closure(members: members, rounds: members.map { rounds[$0] ?? 0 })
    }
}
