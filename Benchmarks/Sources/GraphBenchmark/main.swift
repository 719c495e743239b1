import FaultTreeAnalysis
import GraphTheory
var words = Words(path: CommandLine.arguments[1])!
let (nodes, groups, members) = (words.next(), words.next(), words.next())
let heads = words.take(groups), starts = words.take(groups + 1), list = words.take(members)
let runs = Int(CommandLine.arguments[2])!
let removals = CommandLine.arguments.count > 3 ? Int(CommandLine.arguments[3])! : nodes
let need = words.rest >= groups ? Array(words.take(groups)) : [UInt32](repeating: 1, count: groups)
func build() -> ThresholdSystem {
    var builder = ThresholdSystem.Builder(nodeCount: nodes, gates: groups, members: members)
    for group in 0..<groups {
        builder.add(
            node: Int(heads[heads.startIndex + group]), needed: Int(need[group]), wanted: Int(need[group]),
            members: list[
                list.startIndex + Int(starts[starts.startIndex + group])..<list.startIndex + Int(starts[starts.startIndex + group + 1])
            ].lazy.map { Int($0) })
    }
    return builder.system()
}
let built = best(of: runs) { build() }
let events = (0..<removals).map { BasicEvent(failing: $0 * nodes / removals) }
let table = best(of: runs) { built.result.singlePointTable(of: events, stage: 0) }
let counts = best(of: runs) { table.result.sensitivity(at: 3) }
print(built.seconds, table.seconds, counts.seconds, counts.result.reduce(0, +))
