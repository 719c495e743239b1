/// In how many minimal cut sets of each order an event stands: its importance where nobody gave probabilities.
public struct Occurrences: Sendable, Hashable {
    /// The event, by number.
    public let event: Int
    /// The sets with it.
    public let counts: CutSetCounts

    /// The size of the smallest set with it.
    public var smallestOrder: Int { (counts.byOrder.firstIndex { $0 > 0 } ?? -1) + 1 }
}

extension CutSetDiagram {
    /// In how many sets of each order every event stands, for the events of some set, increasing; no set is listed.
    ///
    /// - Complexity: O(nodes × orders), and for leaves that are modules × the orders of those; bounded as `counts` is, and by a sixteenth of the steps in numbers held.
    public var occurrences: [Occurrences] {
        for most in Self.orders where most == .max || most < (bound ?? .max) {
            if let found = occurrences(most: min(most, bound ?? .max), countedUpTo: most == .max ? nil : most) { return found }
        }
        return []
    }

    private func occurrences(most: Int, countedUpTo: Int?) -> [Occurrences]? {
        // Single events are always counted.
        let allowance = most > 1 ? steps / 16 : .max
        var work = 0
        var below: [[SizeCounts]] = []
        var ofModules: [SizeCounts] = []
        for module in modules {
            below.append(sizes(in: module, ofModules, most: most, allowance: allowance, work: &work))
            guard work <= allowance else { return nil }
            ofModules.append(below.last?.last ?? .none)
        }
        // How many ways there are, by size, to complete a set of each module to a set of the whole.
        var around = [SizeCounts](repeating: .none, count: modules.count)
        if !around.isEmpty { around[around.count - 1] = .one }
        var result: [Occurrences] = []
        for (index, module) in modules.enumerated().reversed() {
            let beside = besides(in: module, below[index], ofModules, most: most, allowance: allowance, work: &work)
            guard work <= allowance else { return nil }
            for (level, leaf) in module.leaves.enumerated() where !beside[level].isEmpty {
                var ways = SizeCounts.none
                ways.add(around[index], times: beside[level], most: most, work: &work)
                work += ways.count
                if leaf < 0 {
                    around[Int(~leaf)] = ways
                } else {
                    let byOrder = ways.numbers(from: 0, most: most)
                    guard !byOrder.isEmpty else { continue }
                    let counts = CutSetCounts(byOrder: byOrder, isSaturated: ways.isSaturated, bound: countedUpTo)
                    result.append(Occurrences(event: Int(leaf), counts: counts))
                }
            }
        }
        return result.sorted { $0.event < $1.event }
    }

    /// For each level the sets of a module with its leaf, counted by their size without it.
    private func besides(
        in module: Module, _ below: [SizeCounts], _ ofModules: [SizeCounts], most: Int, allowance: Int, work: inout Int
    ) -> [SizeCounts] {
        var result = [SizeCounts](repeating: .none, count: module.leaves.count)
        var above = [SizeCounts](repeating: .none, count: module.nodes.count + 2)
        above[Int(module.root)] = .one
        for position in stride(from: module.nodes.count - 1, through: 0, by: -1) {
            guard work <= allowance else { break }
            let node = module.nodes[position]
            let here = above[position + 2]
            let leaf = module.leaves[Int(node.level)]
            result[Int(node.level)].add(here, times: below[Int(node.high)], most: most, work: &work)
            above[Int(node.low)].add(here, most: most, work: &work)
            if leaf >= 0 {
                above[Int(node.high)].add(here, shift: 1, most: most, work: &work)
            } else {
                above[Int(node.high)].add(here, times: ofModules[Int(~leaf)], most: most, work: &work)
            }
            work += 1
            above[position + 2] = .none
        }
        return result
    }
}
