/// Takes the nodes of a graph off it from the sources, each after all that lead to it, and writes them down from the back to the front.
///
/// Layer by layer, a large layer in the order of the numbers, so that rows are read as they stand in memory.
struct SourceLayers: ~Copyable {
    private let nodes: UnsafeMutablePointer<UInt32>
    private let count: Int
    /// For each node the edges that lead to it from nodes that are left.
    private var open: OpenEdges
    /// The nodes that were left with one such edge when another had been taken, the first of them first.
    private let waiting: Scratch<UInt32>
    private var waitingCount = 0
    private let marks: BitMarks
    /// The nodes that were taken before one that leads to them.
    private let early: BitMarks
    private let block = RowBlock()
    /// Where the last node that was written stands.
    private var first: Int
    /// Where the last stood when nothing had been taken but sources.
    private var firstOfSources: Int

    /// - Parameter nodes: A place that is not used, and one for each node; held while layers are taken.
    init(into nodes: borrowing Scratch<UInt32>, count: Int) {
        self.nodes = nodes.base
        self.count = count
        open = OpenEdges(count: count)
        waiting = Scratch(unset: count + 1)
        marks = BitMarks(count: count)
        early = BitMarks(count: count)
        first = count + 1
        firstOfSources = first
    }

    /// Takes what no ring leads to; how many nodes are left.
    mutating func takeSources(_ rows: RowPointers) -> Int {
        open.count(rows.targets)
        // Whether a node is next is known only when it has come from memory: it is written all the same, and what is not, written over.
        let end = first
        for node in 0..<UInt32(truncatingIfNeeded: count) {
            nodes[first - 1] = node
            first -= open[node] == 0 ? 1 : 0
        }
        drain(rows, from: end)
        firstOfSources = first
        return first - 1
    }

    /// Takes all that is left, where few nodes must be taken before one that leads to them; whether it could.
    ///
    /// Where only rings are left to begin with, some of those go that wait for one edge, the longest waiting first. Nothing is taken that no
    /// edge has been taken to, so the order begins where the rings are entered. It is nearly as good as that of a search, and costs a wait
    /// for memory for each layer in place of two for each node.
    mutating func takeTangled(_ rows: RowPointers) -> Bool {
        var budget = (first - 1) / 8 + 64
        var next = 0
        while first > 1 {
            let end = first
            let most = max(64, (waitingCount - next) / 64)
            while next < waitingCount, end - first < most {
                let node = waiting[next]
                next += 1
                guard open[node] == 1 else { continue }
                open.removeAll(to: node)
                early.insert(node)
                first -= 1
                nodes[first] = node
            }
            budget -= end - first
            guard first < end, budget >= 0 else { return false }
            drain(rows, from: end)
        }
        return true
    }

    /// The nodes that were taken before one that leads to them.
    consuming func takenEarly() -> BitMarks { early }

    /// Marks the nodes that no ring leads to.
    func markSources(in marks: borrowing BitMarks) {
        for position in firstOfSources..<count + 1 { marks.insert(nodes[position]) }
    }

    /// Takes the layer that is written in front of `end`, and whatever that makes a source, layer by layer.
    private mutating func drain(_ rows: RowPointers, from end: Int) {
        var (first, end, waitingCount) = (first, end, waitingCount)
        while first < end {
            let layer = first..<end
            if 64 * layer.count >= count { marks.sortFalling(slice(layer)) }
            while end > layer.lowerBound {
                let part = max(layer.lowerBound, end - RowBlock.room)..<end
                block.read(UnsafeBufferPointer(slice(part)), of: rows)
                for place in (0..<part.count).reversed() {
                    for edge in block.start(of: place)..<block.end(of: place) {
                        let target = rows[edge]
                        let left = open.remove(to: target)
                        nodes[first - 1] = target
                        first -= left == 0 ? 1 : 0
                        waiting[waitingCount] = target
                        waitingCount += left == 1 ? 1 : 0
                    }
                }
                end = part.lowerBound
            }
        }
        self.first = first
        self.waitingCount = waitingCount
    }

    private func slice(_ range: Range<Int>) -> UnsafeMutableBufferPointer<UInt32> {
        UnsafeMutableBufferPointer(start: nodes + range.lowerBound, count: range.count)
    }
}
