import GraphTheory
import Testing

@Suite struct `Directed graphs` {
    @Test func `rows keep the order and the numbers of the edges given`() {
        let graph = DirectedGraph(
            nodeCount: 3, edges: [.init(from: 2, to: 0), .init(from: 0, to: 1), .init(from: 2, to: 2), .init(from: 2, to: 0)])
        #expect(Array(graph.successors(of: 0)) == [1])
        #expect(graph.successors(of: 1).isEmpty)
        #expect(graph.edges(of: 2).map(\.to) == [0, 2, 0])
        #expect(graph.edges(of: 2).map(\.number) == [0, 2, 3])
        #expect(graph.edgeCount == 4)
    }

    @Test func `turning round keeps numbers, and turning twice gives the same edges`() {
        for graph in AllGraphs(nodes: 3) {
            let back = graph.reversed()
            for from in 0..<3 {
                for edge in graph.edges(of: from) {
                    #expect(back.edges(of: edge.to).contains { $0.to == from && $0.number == edge.number })
                }
            }
            #expect(back.edgeCount == graph.edgeCount)
            #expect(back.reversed() == graph)
        }
    }

    @Test func `columns of ends give the graph of their edges`() {
        for (seed, graph) in RandomGraphs() {
            let edges = (0..<graph.nodeCount).flatMap { node in graph.edges(of: node).map { (node, $0.to, $0.number) } }.sorted {
                $0.2 < $1.2
            }
            let same = DirectedGraph(
                nodeCount: graph.nodeCount, sources: edges.map { UInt32($0.0) }, targets: edges.map { UInt32($0.1) })
            #expect(same == graph, "seed \(seed)")
        }
    }

    @Test func `an empty graph has nothing`() {
        let graph = DirectedGraph(nodeCount: 0, edges: [])
        #expect(graph.strongComponents().count == 0)
        #expect(graph.reachableNodes(from: []).isEmpty)
    }

    @Test func `reachability is the reflexive transitive closure`() {
        for graph in AllGraphs.small {
            let (closure, count) = (graph.closure, graph.nodeCount)
            for start in 0..<count { #expect(graph.reachability(from: [start]) == closure[start]) }
            #expect(graph.reachableNodes(from: [0, count - 1]) == (0..<count).filter { closure[0][$0] || closure[count - 1][$0] })
        }
    }

    @Test func `closed edges are not walked`() {
        let graph = DirectedGraph(nodeCount: 3, edges: [.init(from: 0, to: 1), .init(from: 1, to: 2), .init(from: 0, to: 2)])
        #expect(graph.reachability(from: [0]) { $0 != 2 } == [true, true, true])
        #expect(graph.reachability(from: [0]) { $0 == 0 } == [true, true, false])
    }

    @Test func `a long chain needs no deep stack`() {
        let length = 200_000
        let graph = DirectedGraph(
            nodeCount: length, edges: (1..<length).map { .init(from: $0 - 1, to: $0) } + [.init(from: length - 1, to: 0)])
        #expect(graph.strongComponents().count == 1)
        #expect(graph.reachableNodes(from: [7]).count == length)
    }
}

@Suite struct `Strong components` {
    @Test func `two nodes share a component exactly when each reaches the other`() {
        for graph in AllGraphs.small + RandomGraphs().map(\.graph) {
            let components = graph.strongComponents()
            let closure = graph.closure
            for left in 0..<graph.nodeCount {
                for right in 0..<graph.nodeCount {
                    #expect(
                        (components.component(of: left) == components.component(of: right))
                            == (closure[left][right] && closure[right][left]))
                }
                #expect(components.nodes(in: components.component(of: left)).contains(left))
                for right in graph.successors(of: left) { #expect(components.component(of: right) <= components.component(of: left)) }
            }
        }
    }

    @Test func `the condensation is acyclic and joins what edges join`() {
        for graph in AllGraphs(nodes: 3).map({ $0 }) + RandomGraphs().map(\.graph) {
            let components = graph.strongComponents()
            let condensed = graph.condensation(over: components)
            for from in 0..<components.count {
                let expected = Set(components.nodes(in: from).flatMap { graph.successors(of: $0).map { components.component(of: $0) } })
                    .subtracting([from])
                #expect(Array(condensed.successors(of: from)) == expected.sorted())
                #expect(condensed.successors(of: from).allSatisfy { $0 < from })
            }
        }
    }
}

@Suite struct `Shortest paths` {
    /// All simple paths, by the definition.
    private func simplePaths(in graph: DirectedGraph, from path: [Int], to goal: Int) -> [[Int]] {
        if path.last == goal { return [path] }
        return Set(graph.successors(of: path[path.count - 1])).filter { !path.contains($0) }
            .flatMap { simplePaths(in: graph, from: path + [$0], to: goal) }
    }

    @Test func `the path is the shortest, and the first of those in lexicographic order`() {
        for graph in AllGraphs(nodes: 3) {
            for start in 0..<3 {
                for goal in 0..<3 {
                    let best = simplePaths(in: graph, from: [start], to: goal).min {
                        $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1)
                    }
                    let found = graph.shortestPath(from: [start], to: [goal])
                    #expect(found?.nodes == best)
                    if let found {
                        for (index, number) in found.edges.enumerated() {
                            let edge = graph.edges(of: found.nodes[index]).first { $0.number == number }
                            #expect(edge?.to == found.nodes[index + 1])
                        }
                    }
                }
            }
        }
    }

    @Test func `of two starts the nearer is taken, of equally near ones the smaller`() {
        let graph = DirectedGraph(nodeCount: 4, edges: [.init(from: 0, to: 1), .init(from: 1, to: 3), .init(from: 2, to: 3)])
        #expect(graph.shortestPath(from: [0, 2], to: [3])?.nodes == [2, 3])
        #expect(graph.shortestPath(from: [2, 1], to: [3])?.nodes == [1, 3])
        #expect(graph.shortestPath(from: [3], to: [0]) == nil)
    }

    @Test func `the hook decides between equal edges, and closed edges are not taken`() {
        let edges: [DirectedGraph.Edge] = [.init(from: 0, to: 1), .init(from: 0, to: 2), .init(from: 1, to: 3), .init(from: 2, to: 3)]
        let graph = DirectedGraph(nodeCount: 4, edges: edges)
        #expect(graph.shortestPath(from: [0], to: [3])?.nodes == [0, 1, 3])
        #expect(graph.shortestPath(from: [0], to: [3], by: { $0.to > $1.to })?.nodes == [0, 2, 3])
        #expect(graph.shortestPath(from: [0], to: [3], where: { $0 != 0 })?.nodes == [0, 2, 3])
        #expect(graph.shortestPath(from: [0], to: [3], where: { $0 > 1 }) == nil)
    }
}
