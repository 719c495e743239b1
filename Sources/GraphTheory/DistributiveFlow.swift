/// Bits carried from the targets of edges to their sources, each edge letting some of them through.
///
/// The least solution of X(n) = ceiling(n) ∩ (own(n) ∪ ⋃ over edges n → m of X(m) ∩ mask(edge)). Each step is of the form (X \ kill) ∪ gen
/// and distributes over union, so the solution is the union over all paths: a bit is at a node iff one single path carries it there, and
/// that path is the reason. Paths are made when asked for.
///
/// Source: G. Kildall, *A unified approach to global program optimization*, POPL 1973; J. Kam and J. Ullman, *Monotone data flow analysis
/// frameworks*, Acta Inf. 7 (1977).
public struct DistributiveFlow: Sendable {
    /// The edges along which bits travel, against their direction.
    public let graph: DirectedGraph
    /// What lets bits through.
    public let masks: FlowMasks
    let wordCount: Int
    private let maskOfEdge: [UInt32]
    private let ceilingOfNode: [UInt32]
    private let own: [UInt64]
    private let bits: [UInt64]

    /// Solves for every node.
    ///
    /// - Parameters:
    ///   - graph: The edges.
    ///   - masks: The masks that edges and nodes name.
    ///   - own: Where each bit begins, as many words a node as the masks have.
    ///   - maskOfEdge: The mask of each edge, by its number; none for all to have the first mask.
    ///   - ceilingOfNode: The mask of what can be at each node; none for all to have the first mask.
    /// - Complexity: O(*V* + *E*) × words where nothing runs in a ring; a ring goes round until nothing in it changes, only where something
    ///   did.
    public init(over graph: DirectedGraph, masks: FlowMasks, own: [UInt64], maskOfEdge: [UInt32] = [], ceilingOfNode: [UInt32] = []) {
        precondition(own.count == graph.nodeCount * masks.wordCount, "every node has its words")
        precondition(maskOfEdge.isEmpty || maskOfEdge.count == graph.edgeCount, "every edge has its mask, or none has")
        precondition(ceilingOfNode.isEmpty || ceilingOfNode.count == graph.nodeCount, "every node has its ceiling, or none has")
        self.graph = graph
        self.masks = masks
        wordCount = masks.wordCount
        self.maskOfEdge = maskOfEdge
        self.ceilingOfNode = ceilingOfNode
        var own = own
        if !ceilingOfNode.isEmpty {
            for node in 0..<graph.nodeCount {
                for word in 0..<masks.wordCount {
                    own[node * masks.wordCount + word] &= masks.words[Int(ceilingOfNode[node]) * masks.wordCount + word]
                }
            }
        }
        self.own = own
        bits = FlowFilling.fill(graph, masks: masks, own: own, maskOfEdge: maskOfEdge, ceilingOfNode: ceilingOfNode)
    }

    /// Whether a bit is at a node.
    public func contains(_ bit: Int, at node: Int) -> Bool { bits[node * wordCount + bit / 64] >> UInt64(bit % 64) & 1 == 1 }

    /// Whether a bit begins at a node.
    public func begins(_ bit: Int, at node: Int) -> Bool { own[node * wordCount + bit / 64] >> UInt64(bit % 64) & 1 == 1 }

    /// The words of a node, bit 0 the lowest of the first.
    public func words(at node: Int) -> ArraySlice<UInt64> { bits[node * wordCount..<(node + 1) * wordCount] }

    /// Whether a bit can be at a node, by the node's ceiling.
    public func admits(_ bit: Int, at node: Int) -> Bool { masks.holds(bit, in: ceilingOfNode.isEmpty ? 0 : ceilingOfNode[node]) }

    /// Whether an edge, by its number, lets a bit through.
    public func isOpen(_ edge: Int, to bit: Int) -> Bool { masks.holds(bit, in: maskOfEdge.isEmpty ? 0 : maskOfEdge[edge]) }
}

/// The different masks of a flow, each under a number.
public struct FlowMasks: Sendable {
    /// How many words each has.
    public let wordCount: Int
    private(set) var words: [UInt64] = []
    private var numbers: [[UInt64]: UInt32] = [:]

    /// Masks for so many bits; the first lets everything through.
    public init(bitCount: Int) {
        wordCount = max(1, (bitCount + 63) / 64)
        _ = number(of: [UInt64](repeating: ~0, count: wordCount))
    }

    /// The number of a mask, given as its words.
    public mutating func number(of mask: [UInt64]) -> UInt32 {
        precondition(mask.count == wordCount, "a mask has as many words as the others")
        if let known = numbers[mask] { return known }
        let number = UInt32(truncatingIfNeeded: numbers.count)
        numbers[mask] = number
        words.append(contentsOf: mask)
        return number
    }

    func holds(_ bit: Int, in mask: UInt32) -> Bool { words[Int(mask) * wordCount + bit / 64] >> UInt64(bit % 64) & 1 == 1 }
}
