/// Which of many sources reach which nodes of a graph, every source and every node at once.
///
/// Nodes of one strongly connected component are reached by the same sources, so there is one row of bits for each component.
public struct ReachTable: Sendable, Hashable {
    /// How many sources there are.
    public let sourceCount: Int
    private let componentOfNode: [Int32]
    private let wordCount: Int
    private let bits: [UInt64]

    /// The sources that reach `node`, by their positions in the list given, in increasing order; a source reaches itself.
    public func sources(reaching node: Int) -> [Int] {
        var result: [Int] = []
        let first = Int(componentOfNode[node]) * wordCount
        for word in 0..<wordCount {
            var rest = bits[first + word]
            while rest != 0 {
                result.append(64 * word + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return result
    }

    /// Whether the source at this position of the list given reaches `node`.
    public func reaches(_ source: Int, _ node: Int) -> Bool {
        bits[Int(componentOfNode[node]) * wordCount + source / 64] >> UInt64(source % 64) & 1 == 1
    }

    /// How many of the sources reach `node`.
    public func count(reaching node: Int) -> Int {
        let first = Int(componentOfNode[node]) * wordCount
        return bits[first..<first + wordCount].reduce(0) { $0 + $1.nonzeroBitCount }
    }

    fileprivate init(sourceCount: Int, componentOfNode: [Int32], wordCount: Int, bits: [UInt64]) {
        self.sourceCount = sourceCount
        self.componentOfNode = componentOfNode
        self.wordCount = wordCount
        self.bits = bits
    }
}

extension DirectedGraph {
    /// Which of `sources` reach which nodes.
    ///
    /// Sources are taken 512 at a time: a column of one cache line for each component is pushed along the condensed edges, sources first. A
    /// source named twice has two positions.
    /// - Complexity: O(*V* + *E* + ⌈sources ÷ 512⌉ × condensed edges) time; sources ÷ 8 bytes a component, plus 64 while it works.
    public func reachTable(from sources: [Int]) -> ReachTable {
        let components = strongComponents()
        let condensed = condensation(over: components)
        let blocks = (sources.count + 511) / 512
        let wordCount = 8 * blocks
        let bits = [UInt64](unsafeUninitializedCapacity: components.count * wordCount) { bits, written in
            let column = Scratch<SIMD8<UInt64>>(unset: components.count)
            for block in 0..<blocks {
                column.base.update(repeating: SIMD8(), count: components.count)
                for position in 512 * block..<min(sources.count, 512 * (block + 1)) {
                    let bit = position - 512 * block
                    column.base[components.component(of: sources[position])][bit / 64] |= 1 << UInt64(bit % 64)
                }
                condensed.push(column.base)
                for component in 0..<components.count {
                    let row = column.base[component]
                    for word in 0..<8 { bits[component * wordCount + 8 * block + word] = row[word] }
                }
            }
            written = components.count * wordCount
        }
        return ReachTable(
            sourceCount: sources.count, componentOfNode: components.componentOfNode, wordCount: wordCount, bits: bits)
    }

    /// Adds the bits of every node to all that it reaches.
    ///
    /// - Precondition: every edge goes to a smaller number.
    private func push(_ column: UnsafeMutablePointer<SIMD8<UInt64>>) {
        withRows { rows in
            for node in (0..<UInt32(truncatingIfNeeded: nodeCount)).reversed() {
                let row = column[Int(node)]
                if row == SIMD8() { continue }
                for position in rows.start(of: node)..<rows.end(of: node) { column[Int(rows[position])] |= row }
            }
        }
    }
}
