import GraphTheory
import Testing

struct TransitiveReductionTests {
    private func edges(of graph: DirectedGraph) -> [DirectedGraph.Edge] {
        var edges = [DirectedGraph.Edge](repeating: .init(from: 0, to: 0), count: graph.edgeCount)
        for node in 0..<graph.nodeCount { for (to, number) in graph.edges(of: node) { edges[number] = .init(from: node, to: to) } }
        return edges
    }

    private func expectDefinition(_ graph: DirectedGraph) {
        let implied = Set(graph.impliedEdges())
        let all = edges(of: graph)
        let left = DirectedGraph(nodeCount: graph.nodeCount, edges: all.indices.filter { !implied.contains($0) }.map { all[$0] })
        #expect(left.closure == graph.closure)
        let components = graph.strongComponents()
        for number in implied { #expect(components.component(of: all[number].from) != components.component(of: all[number].to)) }
        // Where there is no cycle and no edge twice, none of those left can go.
        guard components.count == graph.nodeCount, Set(all.map { [$0.from, $0.to] }).count == all.count else { return }
        for number in all.indices where !implied.contains(number) && all[number].from != all[number].to {
            let without = all.indices.filter { !implied.contains($0) && $0 != number }.map { all[$0] }
            #expect(DirectedGraph(nodeCount: graph.nodeCount, edges: without).closure != graph.closure)
        }
    }

    @Test func `on every graph of three nodes reachability stays and nothing spare is left`() {
        for graph in AllGraphs(nodes: 3) { expectDefinition(graph) }
    }

    @Test func `on random graphs of up to nine nodes too`() {
        var state: UInt64 = 0x2545_F491
        func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        for round in 0..<200 {
            let count = 4 + next(6)
            let edges = (0..<(count * 2)).map { _ -> DirectedGraph.Edge in
                let (one, other) = (next(count), next(count))
                return round % 2 == 0 ? .init(from: min(one, other), to: max(one, other)) : .init(from: one, to: other)
            }
            expectDefinition(DirectedGraph(nodeCount: count, edges: edges))
        }
    }
}
