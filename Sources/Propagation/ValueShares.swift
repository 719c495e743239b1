internal import GraphTheory
public import SupplyChain

/// How much of each thing's value is of the origin asked about, through everything it is made of (semantics 12).
///
/// The least solution of s(n) = b(n) + Σ w(n, m) · s(m): the sum over all walks, rings included. What nobody states makes an interval: the low end counts it
/// as nothing, the high end gives what a row leaves unassigned to its worst unknown item. Figures are whole numbers of 10⁻¹⁸, rounded outwards at every step, so that the
/// truth is always between the ends; where nothing is unknown and no ring is met they are exact to three levels of six decimals.
public struct ValueShares: Sendable {
    /// One thing as a part of another, and its share of the other's value.
    public struct Part: Sendable, Hashable {
        /// The index of the whole.
        public let whole: Int
        /// The index of the part.
        public let part: Int
        /// The share, or `nil` where nobody states it.
        public let share: ExactShare?

        /// A part of a whole.
        public init(whole: Int, part: Int, share: ExactShare?) {
            self.whole = whole
            self.part = part
            self.share = share
        }
    }

    /// What of a thing's value is itself of the origin asked about, its parts aside.
    public enum Own: Sendable, Hashable {
        /// So much of the whole value.
        case share(ExactShare)
        /// Everything that is not in its parts.
        case rest
        /// Nobody says.
        case unknown
    }

    /// The nodes whose parts and own share add up to more than the whole: an error in the input; any share is possible there.
    public let overfull: [Int]
    private let low: [Int128]
    private let high: [Int128]
    private static let one: Int128 = 1_000_000_000_000_000_000
    private static let millionth: Int128 = 1_000_000_000_000

    /// Solves for every node; `own` has one entry a node.
    ///
    /// - Complexity: O(nodes + parts) where there are no rings; up to 4096 sweeps over each ring.
    public init(parts: [Part], own: [Own]) {
        var rows = own.map { Row(own: $0) }
        for part in parts where part.share?.millionths != 0 {
            if let share = part.share {
                rows[part.whole].known.append((part.part, Int128(share.millionths) * Self.millionth))
            } else {
                rows[part.whole].unknown.append(part.part)
            }
        }
        overfull = rows.indices.filter { rows[$0].rest < 0 }
        let graph = DirectedGraph(
            nodeCount: own.count,
            edges: rows.indices.flatMap { whole in
                (rows[whole].known.map(\.part) + rows[whole].unknown).map { DirectedGraph.Edge(from: whole, to: $0) }
            })
        let starts = rows.indices.filter { rows[$0].ownHigh > 0 || rows[$0].rest < 0 }
        let reaching = graph.reversed().distances(from: starts)
        var low = [Int128](repeating: 0, count: own.count)
        var high = reaching.map { $0 < 0 ? 0 : Self.one }
        for node in overfull { low[node] = 0 }
        // Parts come before wholes, so a node outside every ring is right at once.
        let components = graph.strongComponents()
        for component in 0..<components.count {
            let members = components.nodes(in: component).filter { reaching[$0] >= 0 && rows[$0].rest >= 0 }
            let isRing = members.count > 1 || members.contains { node in rows[node].touches(node) }
            for _ in 0..<(isRing ? 4096 : 1) {
                var isSettled = true
                for node in members {
                    let (least, most) = (rows[node].low(low), rows[node].high(high))
                    isSettled = isSettled && least == low[node] && most == high[node]
                    low[node] = least
                    high[node] = most
                }
                if isSettled { break }
            }
        }
        self.low = low
        self.high = high
    }

    /// The least share that a node can have, rounded down to a millionth.
    public func low(of node: Int) -> ExactShare { ExactShare(millionths: Int(low[node] / Self.millionth)) ?? .none }

    /// The greatest share that a node can have, rounded up to a millionth.
    public func high(of node: Int) -> ExactShare {
        ExactShare(millionths: Int((high[node] + Self.millionth - 1) / Self.millionth)) ?? .all
    }

    /// Whether the share of a node reaches a threshold: `known` if its low end does, `no` if its high end does not, else `unknown`.
    public func verdict(on node: Int, _ comparison: OwnershipRule.Comparison, _ threshold: ExactShare) -> Certainty {
        let limit = Int128(threshold.millionths) * Self.millionth
        func meets(_ share: Int128) -> Bool { comparison == .atLeast ? share >= limit : share > limit }
        return meets(low[node]) ? .known : meets(high[node]) ? .unknown : .no
    }

    /// What is stated of one thing.
    private struct Row {
        let own: Own
        var known: [(part: Int, share: Int128)] = []
        var unknown: [Int] = []

        init(own: Own) { self.own = own }

        /// What neither its parts nor its own stated share take; negative where they take too much.
        var rest: Int128 {
            var rest = ValueShares.one - known.reduce(0) { $0 + $1.share }
            if case .share(let share) = own { rest -= Int128(share.millionths) * ValueShares.millionth }
            return rest
        }

        var ownLow: Int128 {
            switch own {
            case .share(let share): Int128(share.millionths) * ValueShares.millionth
            case .rest: unknown.isEmpty ? rest : 0
            case .unknown: 0
            }
        }

        var ownHigh: Int128 {
            switch own {
            case .share(let share): Int128(share.millionths) * ValueShares.millionth
            case .rest, .unknown: rest
            }
        }

        func touches(_ node: Int) -> Bool { unknown.contains(node) || known.contains { $0.part == node } }

        func low(_ values: [Int128]) -> Int128 {
            min(ValueShares.one, known.reduce(ownLow) { $0 + $1.share * values[$1.part] / ValueShares.one })
        }

        func high(_ values: [Int128]) -> Int128 {
            let stated = known.reduce(ownHigh) { $0 + Self.up($1.share * values[$1.part]) }
            guard case .share = own, let worst = unknown.map({ values[$0] }).max() else { return min(ValueShares.one, stated) }
            return min(ValueShares.one, stated + Self.up(rest * worst))
        }

        private static func up(_ product: Int128) -> Int128 { (product + ValueShares.one - 1) / ValueShares.one }
    }
}
