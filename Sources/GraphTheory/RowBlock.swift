/// Where the rows of a run of nodes stand, looked up together.
///
/// A loop over one row ends where the next begins. While that is still on its way from memory the processor can only guess, and a wrong
/// guess throws away every read behind it: nodes taken from all over memory cost a wait each. Looked up without a branch, hundreds of
/// reads are under way at once, and the loops that follow find bounds and first entries in the cache.
struct RowBlock: ~Copyable {
    /// How many nodes a block has at most.
    static let room = 256

    private let bounds: Scratch<SIMD2<UInt32>>
    /// What was read ahead; kept so that it is read at all.
    private let seen: Scratch<UInt32>

    init() {
        bounds = Scratch(unset: Self.room)
        seen = Scratch(unset: Self.room)
    }

    /// Where the row of a node of the block begins.
    @inline(__always) func start(of place: Int) -> UInt32 { bounds[place].x }
    /// Where the row of a node of the block ends.
    @inline(__always) func end(of place: Int) -> UInt32 { bounds[place].y }

    /// Looks up the rows of at most `room` nodes, and what they hold first.
    ///
    /// - Parameters:
    ///   - numbers: A column that has a number for each edge, read ahead too.
    ///   - column: What is read ahead under the first number of each row; none for neither to be.
    @inline(never) func read(
        _ nodes: UnsafeBufferPointer<UInt32>, of rows: RowPointers,
        _ numbers: UnsafeBufferPointer<UInt32> = .init(start: nil, count: 0),
        _ column: UnsafeBufferPointer<UInt32> = .init(start: nil, count: 0)
    ) {
        for (place, node) in nodes.enumerated() { bounds[place] = SIMD2(rows.start(of: node), rows.end(of: node)) }
        guard let first = nodes.first, let end = nodes.last, let last = rows.targets.indices.last else { return }
        // Rows that follow one another in memory come by themselves.
        if abs(Int(first) - Int(end)) < 2 * nodes.count { return }
        for place in nodes.indices { seen[place] = rows.targets[min(Int(bounds[place].x), last)] }
        if column.isEmpty { return }
        for place in nodes.indices { seen[place] = numbers[min(Int(bounds[place].x), last)] }
        for place in nodes.indices { seen[place] = column[Int(seen[place])] }
    }
}
