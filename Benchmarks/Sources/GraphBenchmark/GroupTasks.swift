import FaultTreeAnalysis

extension Groups {
    /// Reads what `package-graph` or `write` wrote.
    init?(path: String) {
        guard var words = Words(path: path), words.rest >= 3 else { return nil }
        nodeCount = words.next()
        let (groupCount, memberCount) = (words.next(), words.next())
        guard words.rest >= 2 * groupCount + 1 + memberCount else { return nil }
        heads = Array(words.take(groupCount))
        starts = Array(words.take(groupCount + 1))
        members = Array(words.take(memberCount))
        // Where the file does not go on to say how many are needed, one is.
        needs = words.rest >= groupCount ? Array(words.take(groupCount)) : [UInt32](repeating: 1, count: groupCount)
    }

    func write(to path: String) {
        GraphBenchmark.write([[UInt32(nodeCount), UInt32(heads.count), UInt32(members.count)], heads, starts, members, needs], to: path)
    }

    var system: ThresholdSystem {
        var builder = ThresholdSystem.Builder(nodeCount: nodeCount, gates: heads.count, members: members.count)
        for group in heads.indices {
            builder.add(
                node: Int(heads[group]), needed: Int(needs[group]), wanted: Int(needs[group]),
                members: members[Int(starts[group])..<Int(starts[group + 1])])
        }
        return builder.system()
    }
}

/// Removes one node after another, `removals` of them evenly spread: layout of the groups and the whole table of single points, as the
/// counter loop has it.
func measureSweep(_ groups: Groups, removals: Int, runs: Int) {
    let events = (0..<removals).map { BasicEvent(failing: $0 * groups.nodeCount / removals) }
    let built = best(of: runs) { groups.system }
    let table = best(of: runs) { built.result.singlePointTable(of: events, stage: 0) }
    let counts = best(of: runs) { table.result.sensitivity(at: 3) }
    let total = counts.result.reduce(0, +)
    print("sweep\t\(built.seconds + table.seconds + counts.seconds)\t\(total)")
    print("sweep-layout\t\(built.seconds)\t\(groups.members.count)")
}

/// One removal and its whole fixpoint, at all four stages, over a layered system.
func measureStates(_ count: Int, runs: Int) {
    let before = memory("VmRSS")
    let (system, members) = layeredSystem(count)
    let held = memory("VmRSS") - before
    let base = (0..<20).map { BasicEvent.Effect(node: system.nodeCount - 1 - $0 * 7, level: 3) }
    let states = best(of: runs) { system.stagedLevels(of: base) }
    let lost = (0..<system.nodeCount).count { states.result.level(of: $0, at: 3) == 3 }
    report("states", states.seconds, edges: members, "\(system.nodeCount) nodes, \(system.gateCount) gates, \(lost) down", held: held)
}

/// The system, once the columns that it was made from are let go.
private func layeredSystem(_ count: Int) -> (system: ThresholdSystem, members: Int) {
    let groups = Groups.layered(count)
    return (groups.system, groups.members.count)
}
