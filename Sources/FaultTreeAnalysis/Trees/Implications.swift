/// Which repeated gates and variables suffice for a gate by themselves, and which it cannot do without.
///
/// What suffices for one argument of an *or* suffices for the *or*; for an *and* it must suffice for every argument, for a threshold for as many as that. What a gate
/// cannot do without follows the other way about. Only what follows from the shape of the tree is known, which is enough: it is closed under going on from
/// one to the next. Only vertices with more than one user have a column.
/// - Complexity: O(arguments × columns ÷ 64), save for thresholds, which count column by column.
struct Implications {
    /// The vertex of each column.
    let vertices: [Int32]
    private let wordCount: Int
    /// A bit for each gate and column, gates as the tree numbers them.
    private var sufficient: [UInt64]
    private var necessary: [UInt64]

    /// More bits than these would take longer than they save.
    private static let mostWords = 1 << 21

    /// `nil` where the tree has circles or is too large.
    init?(_ tree: FaultTree, _ walk: TreeDominators) {
        guard walk.isAcyclic else { return nil }
        var uses = [Int32](repeating: 0, count: walk.places.count)
        for place in walk.arcs.elements { uses[Int(walk.order[Int(place)])] += 1 }
        let repeated = uses.indices.filter { uses[$0] > 1 }
        let words = (repeated.count + 63) / 64
        guard words > 0, tree.gateCount * words <= Self.mostWords else { return nil }
        vertices = repeated.map { Int32(truncatingIfNeeded: $0) }
        wordCount = words
        sufficient = [UInt64](repeating: 0, count: tree.gateCount * words)
        necessary = sufficient
        var columns = [Int32](repeating: -1, count: walk.places.count)
        for (column, vertex) in repeated.enumerated() { columns[vertex] = Int32(truncatingIfNeeded: column) }
        for place in stride(from: walk.order.count - 1, through: 0, by: -1) where Int(walk.order[place]) < tree.gateCount {
            let gate = Int(walk.order[place])
            let arguments = walk.arcs[place].map { walk.order[Int($0)] }
            let threshold = Int(tree.thresholds[gate])
            Self.gather(gate, arguments, columns, words, tree.gateCount, atLeast: threshold, into: &sufficient)
            Self.gather(gate, arguments, columns, words, tree.gateCount, atLeast: arguments.count - threshold + 1, into: &necessary)
        }
    }

    /// Gives a gate the columns that at least `count` of its arguments have or are.
    private static func gather(
        _ gate: Int, _ arguments: [Int32], _ columns: [Int32], _ words: Int, _ gateCount: Int, atLeast count: Int, into rows: inout [UInt64]
    ) {
        for word in 0..<words {
            func bits(_ argument: Int32) -> UInt64 {
                let column = columns[Int(argument)]
                let own: UInt64 = Int(column) >> 6 == word && column >= 0 ? 1 << UInt64(column & 63) : 0
                return Int(argument) < gateCount ? rows[Int(argument) * words + word] | own : own
            }
            if count <= 1 {
                rows[gate * words + word] = arguments.reduce(0) { $0 | bits($1) }
            } else if count >= arguments.count {
                rows[gate * words + word] = count > arguments.count ? 0 : arguments.reduce(UInt64.max) { $0 & bits($1) }
            } else {
                rows[gate * words + word] = Self.bits(inAtLeast: count, of: arguments.map(bits))
            }
        }
    }

    /// The bits that at least `count` of the words have: counters of all bits at once, one word for each binary digit.
    private static func bits(inAtLeast count: Int, of words: [UInt64]) -> UInt64 {
        // reached[j]: the bits seen at least j + 1 times.
        var reached = [UInt64](repeating: 0, count: count)
        for word in words {
            for number in stride(from: count - 1, through: 1, by: -1) { reached[number] |= reached[number - 1] & word }
            reached[0] |= word
        }
        return reached[count - 1]
    }

    /// The vertices each of which suffices for the gate.
    func sufficient(for gate: Int) -> [Int32] { members(of: gate, in: sufficient) }

    /// The vertices without any one of which the gate cannot hold, those apart that suffice for it, too.
    func necessary(for gate: Int) -> [Int32] { members(of: gate, in: necessary) }

    private func members(of gate: Int, in rows: [UInt64]) -> [Int32] {
        var result: [Int32] = []
        for word in 0..<wordCount {
            var bits = rows[gate * wordCount + word]
            while bits != 0 {
                result.append(vertices[word << 6 + bits.trailingZeroBitCount])
                bits &= bits - 1
            }
        }
        return result
    }
}
