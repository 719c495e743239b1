import GraphTheory

/// What is measured on a graph of plain edges; a line for each task: its name, CPU seconds of the best run, something to compare.
struct EdgeTasks {
    let graph: DirectedGraph
    let runs: Int

    func run(_ task: String) {
        switch task {
        case "components": report(task, best(of: runs) { graph.strongComponents() }) { $0.count }
        case "reachability": report(task, best(of: runs) { graph.reachability(from: [0]) }) { $0.count { $0 } }
        case "dominators":
            report(task, best(of: runs) { graph.dominatorTree(from: 0) }) { tree in
                (0..<graph.nodeCount).reduce(0) { $0 &+ (tree.immediateDominator(of: $1) ?? 0) }
            }
        case "articulation": report(task, best(of: runs) { graph.articulationPoints() }) { $0.count }
        case "who-reaches-what":
            let products = Array(graph.successors(of: 0).prefix(4000))
            report(task, best(of: min(runs, 3)) { graph.reachTable(from: products) }) { table in
                (0..<graph.nodeCount).reduce(0) { $0 + table.count(reaching: $1) }
            }
        default: print("\(task)\tno such task")
        }
    }

    private func report<Result>(_ task: String, _ measured: (seconds: Double, result: Result), _ sum: (Result) -> Int) {
        print("\(task)\t\(measured.seconds)\t\(sum(measured.result))")
    }
}

/// 64 flags over a layered graph: edges are of eight kinds that carry different flags, a hundredth of them hold back more, a hundredth of
/// the nodes begin one.
func measureFlags(_ count: Int, runs: Int, isShuffled: Bool, isTangled: Bool) {
    let before = memory("VmRSS")
    let graph: DirectedGraph
    do {
        let edges = layeredEdges(count, isShuffled: isShuffled, isTangled: isTangled)
        graph = DirectedGraph(nodeCount: edges.nodes, sources: edges.sources, targets: edges.targets)
    }
    var draw = Draw(seed: 4)
    var masks = FlowMasks(bitCount: 64)
    let kinds = [0] + (0..<7).map { _ in masks.number(of: [draw.next() | draw.next()]) }
    let guards = (0..<64).map { _ in masks.number(of: [draw.next()]) }
    let maskOfEdge = (0..<graph.edgeCount).map { _ in draw.below(100) == 0 ? guards[draw.below(64)] : kinds[draw.below(8)] }
    var own = [UInt64](repeating: 0, count: graph.nodeCount)
    for _ in 0..<graph.nodeCount / 100 { own[draw.below(graph.nodeCount)] |= 1 << UInt64(draw.below(64)) }
    let held = memory("VmRSS") - before
    let flow = best(of: runs) { DistributiveFlow(over: graph, masks: masks, own: own, maskOfEdge: maskOfEdge) }
    let sum = (0..<graph.nodeCount).reduce(0) { $0 + flow.result.words(at: $1).reduce(0) { $0 + $1.nonzeroBitCount } }
    report("flags", flow.seconds, edges: graph.edgeCount, "\(graph.nodeCount) nodes, \(sum) flags at nodes", held: held)
}

/// One line: seconds, what was worked on, and what the process held before and at most, as the system says.
///
/// - Parameter held: What the process grew by when it made what is asked, all that questions need among it.
func report(_ name: String, _ seconds: Double, edges: Int, _ what: String, held: Int) {
    let bytes = Double(held * 10 / edges) / 10
    let peak = memory("VmHWM") / 1_000_000
    print("\(name)\t\(seconds)\t\(edges) edges, \(what); resident \(bytes) bytes an edge before it is asked, peak \(peak) MB")
}
