/// The numbers of the nodes, falling or rising, as an order in which bits can be carried along: where hardly an edge stands against it.
///
/// Rows are then read as they stand in memory, and nothing has to be counted or taken off.
struct NumberOrder: ~Copyable {
    private let count: Int
    private let isFalling: Bool
    /// The nodes to which an edge leads from themselves or from a node that comes before them.
    let early: BitMarks
    /// Those nodes and all that they lead to: whatever rings run through, and what is behind rings.
    private let behind: BitMarks
    /// Whether there are such nodes.
    let isTangled: Bool

    /// - Complexity: O(*V* + *E*); a few rows where numbers stand in no order.
    /// - Returns: `nil` where of the edges, or of those of the first nodes, more than four and one in 64 stand against the order.
    init?(_ graph: DirectedGraph, isFalling: Bool) {
        let early = BitMarks(count: graph.nodeCount)
        let against = graph.withRows { rows in
            isFalling ? Self.markEarly(in: early, rows, against: <=) : Self.markEarly(in: early, rows, against: >=)
        }
        guard let against else { return nil }
        count = graph.nodeCount
        self.isFalling = isFalling
        self.early = early
        behind = BitMarks(count: graph.nodeCount)
        isTangled = against > 0
        if isTangled { graph.withRows { rows in markBehind(rows) } }
    }

    /// Marks what edges against the order lead to; how many there are, or `nil` if they are too many.
    ///
    /// - Parameter against: Whether an edge to the first node from the second stands against the order.
    @inline(__always) private static func markEarly(
        in early: borrowing BitMarks, _ rows: RowPointers, against isAgainst: (UInt32, UInt32) -> Bool
    ) -> Int? {
        var against = 0
        for node in 0..<UInt32(truncatingIfNeeded: rows.nodeCount) {
            for position in rows.start(of: node)..<rows.end(of: node) {
                let target = rows[position]
                guard isAgainst(target, node) else { continue }
                early.insert(target)
                against += 1
            }
            if 64 * against > Int(rows.end(of: node)) + 256 { return nil }
        }
        return against
    }

    /// Marks what is early and what that leads to: along the order turned round, in which all else comes before its targets.
    private func markBehind(_ rows: RowPointers) {
        for place in 0..<count {
            let node = number(count - 1 - place)
            guard early.bit(node) | behind.bit(node) == 1 else { continue }
            behind.insert(node)
            for position in rows.start(of: node)..<rows.end(of: node) { behind.insert(rows[position]) }
        }
    }

    /// The nodes that are on rings or behind them, or, with 0, all others, in order, with their rows.
    @inline(__always) func each(behind bit: UInt64, _ rows: RowPointers, _ body: (UInt32, UInt32, UInt32) -> Void) {
        for place in 0..<count {
            let node = number(place)
            if behind.bit(node) == bit { body(node, rows.start(of: node), rows.end(of: node)) }
        }
    }

    /// The node at a place of the order.
    @inline(__always) private func number(_ place: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: isFalling ? count - 1 - place : place)
    }
}
