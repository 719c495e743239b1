import GraphTheory
import Testing

@Suite struct `Distributive flows` {
    /// A graph with bits that begin at some nodes, edges that let only some through, and nodes that only some can reach.
    private struct Drawn {
        let graph: DirectedGraph
        let flow: DistributiveFlow
        let masks: [UInt64]
        let ceilings: [UInt64]
        let own: [UInt64]
        let bitCount: Int

        /// Two bits of interest, at the positions 0 and 1 or, where `isWide`, 3 and 70.
        init(seed: Int, graph: DirectedGraph, isWide: Bool) {
            var draw = Draw(seed: seed ^ 0xF10)
            self.graph = graph
            masks = (0..<graph.edgeCount).map { _ in UInt64([3, 3, 1, 2, 0][draw.below(5)]) }
            ceilings = (0..<graph.nodeCount).map { _ in UInt64([3, 3, 3, 1, 2][draw.below(5)]) }
            own = (0..<graph.nodeCount).map { _ in UInt64([0, 0, 1, 2, 3][draw.below(5)]) }
            bitCount = isWide ? 100 : 2
            var table = FlowMasks(bitCount: bitCount)
            func words(_ mask: UInt64) -> [UInt64] { isWide ? [(mask & 1) << 3, (mask >> 1) << 6] : [mask] }
            let maskOfEdge = masks.map { table.number(of: words($0)) }
            let ceilingOfNode = ceilings.map { table.number(of: words($0)) }
            flow = DistributiveFlow(
                over: graph, masks: table, own: own.flatMap(words), maskOfEdge: maskOfEdge, ceilingOfNode: ceilingOfNode)
        }

        func position(_ bit: Int) -> Int { bitCount == 2 ? bit : [3, 70][bit] }

        /// The definition: every simple path that carries the bit and ends where it begins.
        func paths(of bit: UInt64, from node: Int) -> [GraphPath] {
            guard ceilings[node] >> bit & 1 == 1 else { return [] }
            var result: [GraphPath] = []
            func walk(_ path: GraphPath) {
                let last = path.nodes[path.nodes.count - 1]
                if own[last] >> bit & 1 == 1 { result.append(path) }
                for (to, number) in graph.edges(of: last)
                where masks[number] >> bit & 1 == 1 && ceilings[to] >> bit & 1 == 1 && !path.nodes.contains(to) {
                    walk(GraphPath(nodes: path.nodes + [to], edges: path.edges + [number]))
                }
            }
            walk(GraphPath(nodes: [node], edges: []))
            return result.sorted { left, right in
                if left.edges.count != right.edges.count { return left.edges.count < right.edges.count }
                return order(left).lexicographicallyPrecedes(order(right))
            }
        }

        /// Expects what comes of going over all edges until nothing changes.
        func expectRest(_ what: Comment) {
            var bits = (0..<graph.nodeCount).map { own[$0] & ceilings[$0] }
            var edges: [(from: Int, to: Int, kept: UInt64)] = []
            for node in 0..<graph.nodeCount {
                for (to, number) in graph.edges(of: node) { edges.append((node, to, masks[number] & ceilings[node])) }
            }
            // Back and forth, so that long ways need few rounds whichever way their numbers run.
            while true {
                let old = bits
                for edge in edges { bits[edge.from] |= bits[edge.to] & edge.kept }
                for edge in edges.reversed() { bits[edge.from] |= bits[edge.to] & edge.kept }
                if bits == old { break }
            }
            for bit in 0..<2 {
                let found = (0..<graph.nodeCount).filter { flow.contains(position(bit), at: $0) }
                #expect(found == (0..<graph.nodeCount).filter { bits[$0] >> UInt64(bit) & 1 == 1 }, what)
            }
        }

        private func order(_ path: GraphPath) -> [Int] { zip(path.nodes.dropFirst(), path.edges).flatMap { [$0, $1] } }
    }

    @Test(arguments: [false, true])
    func `a bit is at a node iff a path carries it there, and the witness is the first of them`(_ isWide: Bool) {
        for (seed, graph) in RandomGraphs(maximumNodes: 6) {
            let drawn = Drawn(seed: seed, graph: graph, isWide: isWide)
            for node in 0..<graph.nodeCount {
                for bit in 0..<2 {
                    let paths = drawn.paths(of: UInt64(bit), from: node)
                    let position = drawn.position(bit)
                    #expect(drawn.flow.contains(position, at: node) == !paths.isEmpty, "seed \(seed), node \(node), bit \(bit)")
                    #expect(drawn.flow.witness(of: position, at: node) == paths.first, "seed \(seed), node \(node), bit \(bit)")
                }
            }
        }
    }

    @Test(arguments: [false, true])
    func `on larger rings the bits are those of going round until nothing changes`(_ isWide: Bool) {
        for (seed, graph) in RandomGraphs(maximumNodes: 40) {
            Drawn(seed: seed, graph: graph, isWide: isWide).expectRest("seed \(seed)")
        }
    }

    @Test(arguments: [false, true])
    func `rings along which the numbers rise, fall or go up and down come to the same`(_ isWide: Bool) {
        for seed in 0..<(LongRun.isOn ? 2000 : 300) {
            var draw = Draw(seed: seed)
            let nodes = 20 + draw.below(150)
            // Mostly onwards to one of the next, now and then back to anywhere.
            var edges = (0..<nodes - 1).flatMap { node in
                (0..<1 + draw.below(3)).map { _ in DirectedGraph.Edge(from: node, to: min(nodes - 1, node + 1 + draw.below(6))) }
            }
            edges += (0..<draw.below(8)).map { _ in DirectedGraph.Edge(from: draw.below(nodes), to: draw.below(nodes)) }
            if seed % 3 == 1 { edges = edges.map { .init(from: $0.to, to: $0.from) } }
            if seed % 3 == 2 { edges = edges.map { .init(from: $0.from * 7919 % nodes, to: $0.to * 7919 % nodes) } }
            let graph = DirectedGraph(nodeCount: nodes, edges: edges)
            Drawn(seed: seed, graph: graph, isWide: isWide).expectRest("seed \(seed)")
        }
    }

    @Test(arguments: [false, true]) func `rings by the hundred, each entered against an edge, come to the same`(_ isWide: Bool) {
        for (seed, rings) in [10, 60, 400].enumerated() {
            var draw = Draw(seed: seed)
            var edges: [DirectedGraph.Edge] = []
            for ring in 0..<rings {
                let (first, second) = (1 + 2 * ring, 2 + 2 * ring)
                edges += [.init(from: 0, to: first), .init(from: first, to: second), .init(from: second, to: first)]
                if draw.below(3) == 0 { edges.append(.init(from: second, to: 1 + draw.below(2 * rings))) }
            }
            Drawn(seed: seed, graph: DirectedGraph(nodeCount: 1 + 2 * rings, edges: edges), isWide: isWide).expectRest("\(rings) rings")
        }
    }

    @Test(arguments: [false, true]) func `layers with edges back to anywhere come to the same`(_ isWide: Bool) {
        for seed in 0..<(LongRun.isOn ? 300 : 4) {
            var draw = Draw(seed: seed)
            let (layers, width) = (5 + draw.below(12), 10 + draw.below(60))
            let nodes = 1 + layers * width
            func number(_ node: Int) -> Int { seed % 2 == 0 || node == 0 ? node : 1 + node * 7919 % (nodes - 1) }
            var edges = (1...width).map { DirectedGraph.Edge(from: 0, to: number($0)) }
            for node in 1...(layers - 1) * width {
                for _ in 0..<1 + draw.below(4) {
                    let ahead = 1 + draw.below(min(3, layers - 1 - (node - 1) / width))
                    let isBack = draw.below(50) == 0
                    let to = isBack ? 1 + draw.below(node) : 1 + ((node - 1) / width + ahead) * width + draw.below(width)
                    edges.append(.init(from: number(node), to: number(to)))
                }
            }
            Drawn(seed: seed, graph: DirectedGraph(nodeCount: nodes, edges: edges), isWide: isWide).expectRest("seed \(seed)")
        }
    }

    @Test(arguments: [false, true]) func `numbers that rise or fall, with few edges against them, come to the same`(_ isWide: Bool) {
        for seed in 0..<(LongRun.isOn ? 1000 : 60) {
            var draw = Draw(seed: seed)
            let (nodes, isFalling, isSorted) = (50 + draw.below(400), seed % 2 == 0, seed % 4 < 2)
            var edges = (0..<3 * nodes).map { edge in
                let from = edge / 3
                let isAgainst = from == nodes - 1 || draw.below(150) == 0
                let to = isAgainst ? draw.below(from + 1) : from + 1 + draw.below(min(nodes - 1 - from, 40))
                return isFalling ? DirectedGraph.Edge(from: nodes - 1 - from, to: nodes - 1 - to) : .init(from: from, to: to)
            }
            if isFalling == isSorted { edges.reverse() }
            Drawn(seed: seed, graph: DirectedGraph(nodeCount: nodes, edges: edges), isWide: isWide).expectRest("seed \(seed)")
        }
    }

    @Test func `however many edges lead to a node, all that lead to it see what is there`() {
        let counts = [1, 2] + Array(125...130) + Array(252...257) + Array(380...385) + [511, 1000, LongRun.isOn ? 2_000_000 : 30_000]
        for (seed, count) in counts.enumerated() {
            var draw = Draw(seed: seed)
            // Forty nodes in a chain lead to one and, behind it, to one of a ring. Numbers stand in no order, these two in the middle.
            let (nodes, inner, ring) = (53, 41, 49)
            func number(_ node: Int) -> Int { node * 20 % nodes }
            var edges = (0..<40).map { DirectedGraph.Edge(from: number($0), to: number($0 + 1)) }
            edges += (0..<count).map { _ in .init(from: number(draw.below(inner)), to: number(inner)) }
            edges += (0..<count).map { _ in .init(from: number(draw.below(inner + 1)), to: number(ring)) }
            edges += [(inner, ring), (ring, 51), (51, 52), (52, ring)].map { .init(from: number($0.0), to: number($0.1)) }
            Drawn(seed: seed, graph: DirectedGraph(nodeCount: nodes, edges: edges), isWide: false).expectRest("\(count) edges")
        }
    }

    @Test(arguments: [false, true]) func `a chain that is walked both ways comes to rest though each round brings little`(_ isWide: Bool) {
        for length in [60, 300] {
            let edges = (1..<length).flatMap { [DirectedGraph.Edge(from: $0 - 1, to: $0), .init(from: $0, to: $0 - 1)] }
            Drawn(seed: length, graph: DirectedGraph(nodeCount: length, edges: edges), isWide: isWide).expectRest("length \(length)")
        }
    }

    @Test func `further witnesses come shortest first, and a cut is told`() {
        for (seed, graph) in RandomGraphs(maximumNodes: 6) {
            let drawn = Drawn(seed: seed, graph: graph, isWide: false)
            for node in 0..<graph.nodeCount {
                let paths = drawn.paths(of: 0, from: node)
                let all = drawn.flow.witnesses(of: 0, at: node, limit: 1000, steps: 100_000)
                #expect(all.paths == paths && all.isComplete, "seed \(seed), node \(node)")
                let some = drawn.flow.witnesses(of: 0, at: node, limit: 2)
                #expect(some.paths == Array(paths.prefix(2)) && some.isComplete == (paths.count <= 2), "seed \(seed), node \(node)")
            }
        }
    }

    @Test func `a search for witnesses that runs out of steps says so`() {
        // Twenty diamonds in a row: a million paths.
        let edges = (0..<20).flatMap { step in
            [(0, 1), (0, 2), (1, 3), (2, 3)].map { DirectedGraph.Edge(from: 3 * step + $0.0, to: 3 * step + $0.1) }
        }
        let graph = DirectedGraph(nodeCount: 61, edges: edges)
        let flow = DistributiveFlow(
            over: graph, masks: FlowMasks(bitCount: 1), own: (0..<61).map { $0 == 60 ? 1 : 0 })
        let found = flow.witnesses(of: 0, at: 0, limit: 1_000_000, steps: 500)
        #expect(!found.isComplete && !found.paths.isEmpty && found.paths.allSatisfy { $0.edges.count == 40 })
    }

    @Test func `what goes round a ring comes to rest, whatever the ring holds back`() {
        let length = 2000
        let ring = (0..<length).map { DirectedGraph.Edge(from: $0, to: ($0 + 1) % length) }
        var masks = FlowMasks(bitCount: 2)
        let one = masks.number(of: [1])
        let flow = DistributiveFlow(
            over: DirectedGraph(nodeCount: length, edges: ring), masks: masks, own: (0..<length).map { $0 == 7 ? 3 : 0 },
            maskOfEdge: (0..<length).map { $0 == 3 ? one : 0 })
        #expect((0..<length).allSatisfy { flow.contains(0, at: $0) })
        #expect((0..<length).filter { flow.contains(1, at: $0) } == [4, 5, 6, 7])
        #expect(flow.witness(of: 0, at: 8)?.edges.count == length - 1)
    }
}
