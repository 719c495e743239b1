import GraphTheory

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Every graph of a few nodes without parallel edges, self-loops and cycles included.
struct AllGraphs: Sequence {
    let nodes: Int
    var hasSelfLoops = true

    /// Every graph of up to four nodes; of those with four only the ones without self-loops, unless the run is a long one.
    static var small: [DirectedGraph] {
        (1...3).flatMap { AllGraphs(nodes: $0) } + AllGraphs(nodes: 4, hasSelfLoops: LongRun.isOn)
    }

    func makeIterator() -> AnyIterator<DirectedGraph> {
        let pairs = (0..<nodes).flatMap { from in (0..<nodes).map { DirectedGraph.Edge(from: from, to: $0) } }
            .filter { hasSelfLoops || $0.from != $0.to }
        var mask = 0
        return AnyIterator {
            guard mask < 1 << pairs.count else { return nil }
            defer { mask += 1 }
            return DirectedGraph(nodeCount: nodes, edges: pairs.indices.filter { mask >> $0 & 1 == 1 }.map { pairs[$0] })
        }
    }
}

/// Random multigraphs by seed: self-loops, parallel edges, cycles, parts that nothing joins.
struct RandomGraphs: Sequence {
    var count = LongRun.isOn ? 10_000 : 300
    var maximumNodes = 12

    func makeIterator() -> AnyIterator<(seed: Int, graph: DirectedGraph)> {
        var seed = 0
        return AnyIterator {
            guard seed < count else { return nil }
            defer { seed += 1 }
            var draw = Draw(seed: seed)
            let nodes = 1 + draw.below(maximumNodes)
            let edges = (0..<draw.below(3 * nodes)).map { _ in DirectedGraph.Edge(from: draw.below(nodes), to: draw.below(nodes)) }
            return (seed, DirectedGraph(nodeCount: nodes, edges: edges))
        }
    }
}

enum LongRun {
    static var isOn: Bool { ProcessInfo.processInfo.environment["CHOKEPOINT_LONG"] == "1" }
}

/// A small generator whose seed can be printed and used again.
struct Draw {
    private var state: UInt64

    init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

extension DirectedGraph {
    /// Whether there is an edge, by looking at them all.
    func joins(_ from: Int, _ to: Int) -> Bool { successors(of: from).contains(to) }

    /// The definition of reachability: the reflexive and transitive closure, by Warshall's three loops.
    var closure: [[Bool]] {
        var reach = (0..<nodeCount).map { from in (0..<nodeCount).map { from == $0 || joins(from, $0) } }
        for middle in 0..<nodeCount {
            for from in 0..<nodeCount { for to in 0..<nodeCount where reach[from][middle] && reach[middle][to] { reach[from][to] = true } }
        }
        return reach
    }

    /// The set of nodes that `start` reaches without passing through `removed`, by growing it until it stays.
    func reached(from start: Int, without removed: Int? = nil, bothWays: Bool = false) -> Set<Int> {
        guard start != removed else { return [] }
        var set: Set<Int> = [start]
        while true {
            var next = set
            for node in 0..<nodeCount where node != removed {
                for target in successors(of: node) where target != removed {
                    if set.contains(node) { next.insert(target) }
                    if bothWays, set.contains(target) { next.insert(node) }
                }
            }
            if next == set { return set }
            set = next
        }
    }
}
