// Measures the graph kernels on graphs that it makes itself or reads. One line for each figure: name, CPU seconds, something to compare.
//
//     GraphBenchmark generate layered|shuffled|tangled EDGES FILE   edges: nodes, edges, sources, targets as 32-bit words
//     GraphBenchmark generate dense|groups MEMBERS FILE             groups, as `package-graph` writes them
//     GraphBenchmark edges FILE RUNS TASK…
//     GraphBenchmark sweep FILE RUNS [REMOVALS]
//     GraphBenchmark states EDGES RUNS
//     GraphBenchmark flags EDGES RUNS [shuffled] [tangled]
import GraphTheory

let arguments = Array(CommandLine.arguments.dropFirst())

func number(_ index: Int) -> Int? { index < arguments.count ? Int(arguments[index]) : nil }

func run() -> Bool {
    switch arguments.first {
    case "generate":
        guard arguments.count == 4, let count = number(2), count >= 400 else { return false }
        switch arguments[1] {
        case "dense": Groups.dense(count).write(to: arguments[3])
        case "groups": Groups.layered(count).write(to: arguments[3])
        default:
            let edges = layeredEdges(count, isShuffled: arguments[1] == "shuffled", isTangled: arguments[1] == "tangled")
            write([[UInt32(edges.nodes), UInt32(edges.sources.count)], edges.sources, edges.targets], to: arguments[3])
        }
    case "edges":
        guard arguments.count > 3, let runs = number(2), var words = Words(path: arguments[1]), words.rest >= 2 else { return false }
        let (nodes, edges) = (words.next(), words.next())
        let graph = DirectedGraph(nodeCount: nodes, sources: Array(words.take(edges)), targets: Array(words.take(edges)))
        for task in arguments[3...] { EdgeTasks(graph: graph, runs: runs).run(task) }
    case "sweep":
        guard arguments.count > 2, let runs = number(2), let groups = Groups(path: arguments[1]) else { return false }
        measureSweep(groups, removals: number(3) ?? groups.nodeCount, runs: runs)
    case "flags", "states":
        guard let count = number(1), count >= 400, let runs = number(2) else { return false }
        if arguments[0] == "flags" {
            measureFlags(count, runs: runs, isShuffled: arguments.contains("shuffled"), isTangled: arguments.contains("tangled"))
        } else {
            measureStates(count, runs: runs)
        }
    default: return false
    }
    return true
}

if !run() { print("usage: see the first lines of main.swift") }
