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

    /// Looks up the rows of at most `room` nodes, and reads their first entries in `columns`.
    @inline(never) func read(_ nodes: UnsafeBufferPointer<UInt32>, of rows: RowPointers) {
        for (place, node) in nodes.enumerated() { bounds[place] = SIMD2(rows.start(of: node), rows.end(of: node)) }
        guard let last = rows.targets.indices.last else { return }
        for place in nodes.indices { seen[place] = rows.targets[min(Int(bounds[place].x), last)] }
    }

    /// Reads the first entries of the rows in a column that has a value for each edge, and what a second column has under them.
    ///
    /// - Precondition: `read` was last called with as many nodes.
    @inline(never) func readAhead(_ count: Int, in numbers: UnsafeBufferPointer<UInt32>, and column: UnsafeBufferPointer<UInt32>) {
        guard let last = numbers.indices.last, !column.isEmpty else { return }
        for place in 0..<count { seen[place] = numbers[min(Int(bounds[place].x), last)] }
        for place in 0..<count { seen[place] = column[Int(seen[place])] }
    }
}
