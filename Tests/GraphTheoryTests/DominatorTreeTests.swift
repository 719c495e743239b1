import GraphTheory
import Testing

@Suite struct `Dominator trees` {
    /// The definition: without a strict dominator the root no longer reaches the node.
    private func check(_ graph: DirectedGraph, from root: Int, _ name: String) {
        let tree = graph.dominatorTree(from: root)
        let reached = graph.reached(from: root)
        let lost = (0..<graph.nodeCount).map { reached.subtracting(graph.reached(from: root, without: $0)) }
        for node in 0..<graph.nodeCount {
            #expect(tree.isReachable(node) == reached.contains(node), "\(name)")
            let expected = Set(reached.filter { $0 != node && lost[$0].contains(node) })
            #expect(Set(tree.strictDominators(of: node)) == expected, "\(name), node \(node)")
            if let nearest = tree.immediateDominator(of: node) {
                #expect(expected.allSatisfy { $0 == nearest || lost[$0].contains(nearest) }, "\(name), node \(node)")
            } else {
                #expect(node == root || !reached.contains(node), "\(name)")
            }
            #expect(Set(tree.nodes(dominatedBy: node)) == (reached.contains(node) ? lost[node] : []), "\(name), node \(node)")
            #expect(tree.dominatedCounts()[node] == (reached.contains(node) ? lost[node].count : 0), "\(name)")
        }
    }

    @Test func `a dominator cuts every path, on every graph of up to four nodes`() {
        for (number, graph) in AllGraphs.small.enumerated() { check(graph, from: 0, "graph \(number)") }
    }

    @Test func `a dominator cuts every path, on random graphs from every root`() {
        for (seed, graph) in RandomGraphs() { check(graph, from: seed % graph.nodeCount, "seed \(seed)") }
    }

    @Test func `a node dominates itself, and nothing dominates what is out of reach`() {
        let tree = DirectedGraph(nodeCount: 4, edges: [.init(from: 0, to: 1), .init(from: 1, to: 2), .init(from: 3, to: 2)])
            .dominatorTree(from: 0)
        #expect(tree.dominates(1, 2) && tree.dominates(2, 2) && !tree.dominates(2, 1))
        #expect(!tree.dominates(3, 3) && tree.immediateDominator(of: 3) == nil && tree.nodes(dominatedBy: 3).isEmpty)
    }

    @Test func `a long chain needs no deep stack`() {
        let length = 100_000
        let graph = DirectedGraph(nodeCount: length, edges: (1..<length).map { .init(from: $0 - 1, to: $0) })
        #expect(graph.dominatorTree(from: 0).dominatedCounts()[1] == length - 1)
        #expect(graph.articulationPoints().count == length - 2)
    }
}

@Suite struct `Articulation points` {
    private func check(_ graph: DirectedGraph, _ name: String) {
        let expected = (0..<graph.nodeCount).filter { node in
            let part = graph.reached(from: node, bothWays: true).subtracting([node])
            guard let first = part.first else { return false }
            return graph.reached(from: first, without: node, bothWays: true) != part
        }
        #expect(graph.articulationPoints() == expected, "\(name)")
    }

    @Test func `without one its part falls apart, on every graph of up to four nodes`() {
        for (number, graph) in AllGraphs.small.enumerated() { check(graph, "graph \(number)") }
    }

    @Test func `without one its part falls apart, on random graphs`() {
        for (seed, graph) in RandomGraphs() { check(graph, "seed \(seed)") }
    }
}

@Suite struct `Tables of reach` {
    private func check(_ graph: DirectedGraph, _ sources: [Int], _ name: String) {
        let table = graph.reachTable(from: sources)
        let closure = graph.closure
        for node in 0..<graph.nodeCount {
            let expected = sources.indices.filter { closure[sources[$0]][node] }
            #expect(table.sources(reaching: node) == expected, "\(name), node \(node)")
            #expect(table.count(reaching: node) == expected.count, "\(name)")
            for source in sources.indices { #expect(table.reaches(source, node) == closure[sources[source]][node], "\(name)") }
        }
    }

    @Test func `a source reaches what the closure says, on every graph of up to four nodes`() {
        for (number, graph) in AllGraphs.small.enumerated() { check(graph, Array(0..<graph.nodeCount), "graph \(number)") }
    }

    @Test func `a source reaches what the closure says, on random graphs with sources named twice`() {
        for (seed, graph) in RandomGraphs() { check(graph, (0..<graph.nodeCount).reversed() + [0, 0], "seed \(seed)") }
    }

    @Test func `more sources than fill one column are kept apart`() {
        let count = 1300
        let edges = (1..<count).map { DirectedGraph.Edge(from: $0, to: $0 / 2) }
        let table = DirectedGraph(nodeCount: count, edges: edges).reachTable(from: Array(0..<count))
        #expect(table.count(reaching: 0) == count)
        #expect(table.sources(reaching: 600) == [600, 1200, 1201])
        #expect(DirectedGraph(nodeCount: 2, edges: []).reachTable(from: []).sources(reaching: 1).isEmpty)
    }
}
