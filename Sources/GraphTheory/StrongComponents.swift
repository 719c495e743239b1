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
    /// The strongly connected components, by one depth-first search without recursion.
    ///
    /// Source: R. Tarjan, *Depth-first search and linear graph algorithms*, SIAM J. Comput. 1 (1972), with the single array of
    /// D. Pearce, *A space-efficient algorithm for finding strongly connected components*, Inf. Process. Lett. 116 (2016).
    /// - Precondition: fewer than 2³¹ nodes.
    /// - Complexity: O(*V* + *E*) time, 20 bytes a node beside the result; nothing is allocated while it searches.
    public func strongComponents() -> StrongComponents {
        precondition(nodeCount < Int32.max, "components count fewer than 2³¹ nodes")
        var search = ComponentSearch(nodeCount: nodeCount)
        withRows { rows in
            for root in 0..<UInt32(truncatingIfNeeded: nodeCount) where search.index[root] == 0 { search.visit(root, rows) }
        }
        let last = UInt32(truncatingIfNeeded: nodeCount)
        let component = [Int32](unsafeUninitializedCapacity: nodeCount) { component, written in
            for node in 0..<nodeCount { component[node] = Int32(truncatingIfNeeded: last - search.index[node]) }
            written = nodeCount
        }
        return StrongComponents(componentOfNode: component, count: Int(last - search.lastComponent))
    }

    /// The graph of the components: an edge for each pair of different components that some edge joins, once.
    ///
    /// The edges of a row are in increasing order of their targets. It is acyclic, and every edge goes to a smaller number.
    /// - Complexity: O(*V* + *E*), and the sorting of each row.
    public func condensation(over components: StrongComponents) -> DirectedGraph {
        var starts = [UInt32](repeating: 0, count: components.count + 1)
        var targets: [UInt32] = []
        targets.reserveCapacity(edgeCount)
        let seen = Scratch<Int32>(repeating: -1, count: components.count)
        let component = components.componentOfNode
        withRows { rows in
            for number in 0..<components.count {
                let this = Int32(truncatingIfNeeded: number)
                seen[number] = this
                let first = targets.count
                for node in components.members[Int(components.memberStarts[number])..<Int(components.memberStarts[number + 1])] {
                    let node = UInt32(truncatingIfNeeded: node)
                    for position in rows.start(of: node)..<rows.end(of: node) {
                        let other = Int(component[Int(rows[position])])
                        guard seen[other] != this else { continue }
                        seen[other] = this
                        targets.append(UInt32(truncatingIfNeeded: other))
                    }
                }
                targets[first...].sort()
                starts[number + 1] = UInt32(truncatingIfNeeded: targets.count)
            }
        }
        let numbers = (0..<targets.count).map { UInt32(truncatingIfNeeded: $0) }
        return DirectedGraph(nodeCount: components.count, rowStarts: starts, targets: targets, edgeNumbers: numbers)
    }
}

/// One depth-first search over a graph.
///
/// `index` says of a node: 0, not met; up to the clock, the earliest open node that it is known to lead back to; above that, its component,
/// counted downwards from the number of nodes. The clock counts open nodes only, so the two never meet.
struct ComponentSearch: ~Copyable {
    let index: Scratch<UInt32>
    private(set) var lastComponent: UInt32
    private var clock: UInt32 = 1
    /// The path being searched, from the front, and the nodes that wait for the root of their component, from the back.
    private let stack: Scratch<UInt32>
    private var waiting: Int
    /// For each node on the path, when it was entered and how far its row was read.
    private let entered: Scratch<UInt32>
    private let positions: Scratch<UInt32>
    /// The nodes that were met, component by component as they were found, in each in the order in which they were done with.
    ///
    /// Of two nodes that an edge joins the target stands first, save where the edge closes a ring.
    let members: Scratch<UInt32>
    private var memberCount = 0
    /// Where the components of several nodes stand in `members`, increasing.
    private(set) var rings: [Range<Int>] = []

    init(nodeCount: Int) {
        index = Scratch(repeating: 0, count: nodeCount)
        stack = Scratch(unset: nodeCount + 1)
        entered = Scratch(unset: nodeCount)
        positions = Scratch(unset: nodeCount)
        members = Scratch(unset: nodeCount)
        waiting = nodeCount + 1
        lastComponent = UInt32(truncatingIfNeeded: nodeCount)
    }

    mutating func visit(_ root: UInt32, _ rows: RowPointers) {
        var depth = 0
        var node = root
        enter(node, at: depth)
        var position = rows.start(of: node)
        while true {
            let end = rows.end(of: node)
            var lowest = index[node]
            while position < end {
                let target = rows[position]
                position += 1
                let seen = index[target]
                if seen == 0 {
                    index[node] = lowest
                    positions[depth] = position
                    depth += 1
                    node = target
                    break
                }
                if seen < lowest { lowest = seen }
            }
            if index[node] == 0 {
                enter(node, at: depth)
                position = rows.start(of: node)
                continue
            }
            close(node, at: depth, lowest: lowest)
            if depth == 0 { break }
            let child = index[node]
            depth -= 1
            node = stack[depth]
            if child < index[node] { index[node] = child }
            position = positions[depth]
        }
    }

    @inline(__always) private mutating func enter(_ node: UInt32, at depth: Int) {
        index[node] = clock
        entered[depth] = clock
        stack[depth] = node
        clock += 1
    }

    /// Ends a node: with its component if it is the root of one, else among those that wait.
    @inline(__always) private mutating func close(_ node: UInt32, at depth: Int, lowest: UInt32) {
        guard lowest == entered[depth] else {
            index[node] = lowest
            waiting -= 1
            stack[waiting] = node
            return
        }
        let first = waiting
        while waiting < stack.count, index[stack[waiting]] >= lowest {
            index[stack[waiting]] = lastComponent
            waiting += 1
        }
        clock -= UInt32(truncatingIfNeeded: waiting - first)
        if waiting > first {
            rings.append(memberCount..<memberCount + waiting - first + 1)
            for position in (first..<waiting).reversed() {
                members[memberCount] = stack[position]
                memberCount += 1
            }
        }
        members[memberCount] = node
        memberCount += 1
        index[node] = lastComponent
        clock -= 1
        lastComponent -= 1
    }
}
