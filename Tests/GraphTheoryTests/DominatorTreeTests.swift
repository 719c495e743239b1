import GraphTheory
import Testing

struct DominatorTreeTests {
    /// The definition: what stops being reachable when a node is left out.
    private func dominates(_ cutter: Int, _ node: Int, in graph: DirectedGraph, from root: Int) -> Bool {
        guard cutter != node else { return true }
        guard cutter != root else { return true }
        var met: Set<Int> = [root]
        var open = [root]
        while let next = open.popLast() {
            for target in graph.successors(of: next) where target != cutter && met.insert(target).inserted { open.append(target) }
        }
        return !met.contains(node)
    }

    private func expectDefinition(_ graph: DirectedGraph, from root: Int) {
        let tree = graph.dominatorTree(from: root)
        let reached = Set(graph.reachableNodes(from: [root]))
        #expect(Set(tree.order) == reached)
        #expect(tree.order.first == root)
        for node in 0..<graph.nodeCount {
            guard reached.contains(node), node != root else {
                #expect(tree.immediateDominator(of: node) == nil)
                continue
            }
            let strict = reached.filter { $0 != node && dominates($0, node, in: graph, from: root) }
            // The nearest is the one that all the others dominate.
            let nearest = strict.first { candidate in strict.allSatisfy { dominates($0, candidate, in: graph, from: root) } }
            #expect(tree.immediateDominator(of: node) == nearest, "\(node)")
        }
        let sizes = tree.subtreeSizes()
        for node in 0..<graph.nodeCount {
            let size = reached.contains(node) ? reached.count { dominates(node, $0, in: graph, from: root) } : 0
            #expect(sizes[node] == size)
        }
    }

    @Test func `on every graph of three nodes the nearest dominator is what the definition says`() {
        for graph in AllGraphs(nodes: 3) { for root in 0..<3 { expectDefinition(graph, from: root) } }
    }

    @Test func `on random graphs of up to twelve nodes too`() {
        var state: UInt64 = 0x9E37_79B9
        func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        for _ in 0..<200 {
            let count = 4 + next(9)
            let edges = (0..<(count + next(count * 2))).map { _ in DirectedGraph.Edge(from: next(count), to: next(count)) }
            expectDefinition(DirectedGraph(nodeCount: count, edges: edges), from: 0)
        }
    }

    @Test func `a chain of a hundred thousand nodes needs no stack`() {
        let count = 100_000
        let graph = DirectedGraph(nodeCount: count, edges: (1..<count).map { .init(from: $0 - 1, to: $0) })
        let tree = graph.dominatorTree(from: 0)
        #expect(tree.immediateDominator(of: count - 1) == count - 2)
        #expect(tree.subtreeSizes()[0] == count)
    }
}
