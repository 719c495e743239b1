/// For each node the nearest other node that every walk from a root to it passes: what leaves with a node is its subtree.
///
/// Found by the semi-NCA algorithm with explicit stacks. Source: L. Georgiadis, *Linear-Time Algorithms for Dominators and Related Problems*, thesis,
/// Princeton (2005), section 2.3.
/// - Complexity: O(*V* + *E*) space; time close to O(*E*) on sparse graphs, O(*V*·*E*) at worst.
public struct DominatorTree: Sendable, Hashable {
    /// Where all walks begin.
    public let root: Int
    /// The nodes that some walk meets, the root first; a node stands after its dominators.
    public let order: [Int]
    private let parents: [Int32]

    init(root: Int, order: [Int], parents: [Int32]) {
        self.root = root
        self.order = order
        self.parents = parents
    }

    /// The nearest strict dominator of `node`, or `nil` for the root and for nodes that no walk meets.
    public func immediateDominator(of node: Int) -> Int? { parents[node] < 0 ? nil : Int(parents[node]) }

    /// For each node how many nodes it dominates, itself among them; 0 for nodes that no walk meets.
    ///
    /// - Complexity: O(*V*).
    public func subtreeSizes() -> [Int] {
        var sizes = [Int](repeating: 0, count: parents.count)
        for node in order.reversed() {
            sizes[node] += 1
            if let parent = immediateDominator(of: node) { sizes[parent] += sizes[node] }
        }
        return sizes
    }
}

extension DirectedGraph {
    /// The dominator tree of what is reachable from `root`.
    public func dominatorTree(from root: Int) -> DominatorTree {
        var search = DominatorSearch(self, root)
        search.number()
        search.findSemidominators()
        return search.tree()
    }
}

/// Works on the numbers of a depth-first walk, which make every ancestor smaller than its descendants.
private struct DominatorSearch {
    private let graph: DirectedGraph
    private let root: Int
    /// The number of each node in depth-first order, −1 where it is not met.
    private var numbers: [Int32]
    /// The node of each number.
    private var vertices: [Int] = []
    /// The depth-first parent of each number.
    private var parents: [Int32] = []
    private var semidominators: [Int32] = []

    init(_ graph: DirectedGraph, _ root: Int) {
        self.graph = graph
        self.root = root
        numbers = [Int32](repeating: -1, count: graph.nodeCount)
    }

    mutating func number() {
        var stack: [(node: Int, position: Int)] = []
        enter(root, from: -1, &stack)
        while let (node, position) = stack.last {
            guard position < graph.row(of: node).upperBound else {
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].position += 1
            let target = Int(graph.targets[position])
            if numbers[target] < 0 { enter(target, from: numbers[node], &stack) }
        }
    }

    private mutating func enter(_ node: Int, from parent: Int32, _ stack: inout [(node: Int, position: Int)]) {
        numbers[node] = Int32(truncatingIfNeeded: vertices.count)
        vertices.append(node)
        parents.append(parent)
        stack.append((node, graph.row(of: node).lowerBound))
    }

    /// The semidominator of each number, from the last to the first, over a forest whose paths are compressed as they are read.
    mutating func findSemidominators() {
        let predecessors = graph.reversed()
        semidominators = vertices.indices.map { Int32(truncatingIfNeeded: $0) }
        var ancestors = [Int32](repeating: -1, count: vertices.count)
        var labels = semidominators
        var path: [Int32] = []
        for number in vertices.indices.dropFirst().reversed() {
            for predecessor in predecessors.successors(of: vertices[number]) where numbers[predecessor] >= 0 {
                let best = Self.evaluated(numbers[predecessor], &ancestors, &labels, semidominators, &path)
                semidominators[number] = min(semidominators[number], semidominators[Int(best)])
            }
            ancestors[number] = parents[number]
        }
    }

    /// The number of the smallest semidominator on the path from `number` to the root of its tree in the forest.
    private static func evaluated(
        _ number: Int32, _ ancestors: inout [Int32], _ labels: inout [Int32], _ semidominators: [Int32], _ path: inout [Int32]
    ) -> Int32 {
        path.removeAll(keepingCapacity: true)
        var current = number
        while ancestors[Int(current)] >= 0 {
            path.append(current)
            current = ancestors[Int(current)]
        }
        // From the top down, each takes the better label of what lies above it, and the root as its ancestor.
        for index in path.indices.dropLast().reversed() {
            let (below, above) = (Int(path[index]), Int(path[index + 1]))
            if semidominators[Int(labels[above])] < semidominators[Int(labels[below])] { labels[below] = labels[above] }
            ancestors[below] = ancestors[above]
        }
        return labels[Int(number)]
    }

    func tree() -> DominatorTree {
        var dominators = parents
        for number in vertices.indices.dropFirst() {
            var candidate = dominators[number]
            while candidate > semidominators[number] { candidate = dominators[Int(candidate)] }
            dominators[number] = candidate
        }
        var result = [Int32](repeating: -1, count: graph.nodeCount)
        for number in vertices.indices.dropFirst() {
            result[vertices[number]] = Int32(truncatingIfNeeded: vertices[Int(dominators[number])])
        }
        return DominatorTree(root: root, order: vertices, parents: result)
    }
}
