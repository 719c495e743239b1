/// The strongly connected components of a graph: the largest sets of nodes each of which reaches every other.
///
/// Components are numbered against the direction of the edges: every edge that leaves a component enters one with a smaller number. So
/// walking components upwards meets every target before its sources.
public struct StrongComponents: Sendable, Hashable {
    /// The number of each node's component.
    public let componentOfNode: [Int32]
    /// Where each component starts in `members`; one longer than there are components.
    public let memberStarts: [Int32]
    /// The nodes, component by component, increasing within each.
    public let members: [Int32]

    /// How many components there are.
    public var count: Int { memberStarts.count - 1 }

    /// The component of `node`.
    public func component(of node: Int) -> Int { Int(componentOfNode[node]) }

    /// The nodes of a component, in increasing order.
    public func nodes(in component: Int) -> some RandomAccessCollection<Int> {
        members[Int(memberStarts[component])..<Int(memberStarts[component + 1])].lazy.map { Int($0) }
    }

    init(componentOfNode: [Int32], count: Int) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for component in componentOfNode { starts[Int(component) + 1] += 1 }
        for component in 0..<count { starts[component + 1] += starts[component] }
        var next = starts
        var members = [Int32](repeating: 0, count: componentOfNode.count)
        for (node, component) in componentOfNode.enumerated() {
            members[Int(next[Int(component)])] = Int32(truncatingIfNeeded: node)
            next[Int(component)] += 1
        }
        self.componentOfNode = componentOfNode
        memberStarts = starts
        self.members = members
    }
}

extension DirectedGraph {
    /// The strongly connected components, by Tarjan's algorithm with an explicit stack.
    ///
    /// Source: R. Tarjan, *Depth-first search and linear graph algorithms*, SIAM J. Comput. 1 (1972).
    /// - Precondition: fewer than 2³¹ nodes.
    /// - Complexity: O(*V* + *E*) time, 16 bytes a node beside the result.
    public func strongComponents() -> StrongComponents {
        precondition(nodeCount < Int32.max, "components count fewer than 2³¹ nodes")
        var search = TarjanSearch(nodeCount: nodeCount)
        rowStarts.withUnsafeBufferPointer { rows in
            targets.withUnsafeBufferPointer { targets in
                for root in 0..<nodeCount where search.order[root] == 0 { search.visit(root, rows: rows, targets: targets) }
            }
        }
        return StrongComponents(componentOfNode: search.component, count: Int(search.componentCount))
    }

    /// The graph of the components: an edge for each pair of different components that some edge joins, once.
    ///
    /// The edges of a row are in increasing order of their targets. It is acyclic, and every edge goes to a smaller number.
    /// - Complexity: O(*V* + *E*).
    public func condensation(over components: StrongComponents) -> DirectedGraph {
        var edges: [Edge] = []
        var seen = [Int32](repeating: -1, count: components.count)
        for component in 0..<components.count {
            var row: [Int] = []
            for node in components.nodes(in: component) {
                for target in successors(of: node) {
                    let other = components.component(of: target)
                    guard other != component, seen[other] != Int32(truncatingIfNeeded: component) else { continue }
                    seen[other] = Int32(truncatingIfNeeded: component)
                    row.append(other)
                }
            }
            for other in row.sorted() { edges.append(Edge(from: component, to: other)) }
        }
        return DirectedGraph(nodeCount: components.count, edges: edges)
    }
}

private struct TarjanSearch {
    /// One more than the position in depth-first order; 0 while unseen.
    var order: [Int32]
    var lowest: [Int32]
    var component: [Int32]
    var componentCount: Int32 = 0
    private var clock: Int32 = 0
    private var open: [Int32] = []
    private var frames: [(node: Int32, position: UInt32)] = []

    init(nodeCount: Int) {
        order = [Int32](repeating: 0, count: nodeCount)
        lowest = order
        component = [Int32](repeating: -1, count: nodeCount)
    }

    mutating func visit(_ root: Int, rows: UnsafeBufferPointer<UInt32>, targets: UnsafeBufferPointer<UInt32>) {
        enter(Int32(truncatingIfNeeded: root), rows: rows)
        while let (node, position) = frames.last {
            let index = Int(node)
            if position < rows[index + 1] {
                frames[frames.count - 1].position += 1
                let target = Int32(truncatingIfNeeded: targets[Int(position)])
                if order[Int(target)] == 0 {
                    enter(target, rows: rows)
                } else if component[Int(target)] < 0 {
                    lowest[index] = min(lowest[index], order[Int(target)])
                }
            } else {
                frames.removeLast()
                if lowest[index] == order[index] { close(node) }
                if let parent = frames.last?.node { lowest[Int(parent)] = min(lowest[Int(parent)], lowest[index]) }
            }
        }
    }

    private mutating func enter(_ node: Int32, rows: UnsafeBufferPointer<UInt32>) {
        clock += 1
        order[Int(node)] = clock
        lowest[Int(node)] = clock
        open.append(node)
        frames.append((node: node, position: rows[Int(node)]))
    }

    private mutating func close(_ root: Int32) {
        while let node = open.popLast() {
            component[Int(node)] = componentCount
            if node == root { break }
        }
        componentCount += 1
    }
}
