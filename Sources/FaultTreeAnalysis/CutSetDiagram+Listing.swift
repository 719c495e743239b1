extension CutSetDiagram {
    /// The sets themselves, smallest first, as many whole orders as fit.
    ///
    /// - Parameter most: The most sets listed; where there are more, the orders that do not fit whole are left out, and completeness says so.
    /// - Complexity: linear in what is listed, once the counts are known.
    public func cutSets(atMost most: Int) -> CutSets { cutSets(atMost: most, counted: counts) }

    /// The same, where they were counted before.
    public func cutSets(atMost most: Int, counted: CutSetCounts) -> CutSets {
        guard !isAlready else { return CutSets(sets: [], isAlready: true, completeness: .complete) }
        let counts = counted.byOrder
        var order = 0
        var total: UInt128 = 0
        var length: UInt128 = 0
        // Long sets weigh more: of a list that is bounded, no more than twenty events for each set that it may hold.
        let room = UInt128(max(0, most)) * 20
        for count in counts {
            let (sum, overflow) = total.addingReportingOverflow(count)
            let (events, isHuge) = count.multipliedReportingOverflow(by: UInt128(order + 1))
            guard !overflow, sum <= UInt128(max(0, most)), !isHuge, length + events <= room else { break }
            total = sum
            length += events
            order += 1
        }
        let isWhole = order == counts.count && counted.bound == nil
        let listing = Listing(self, order: order)
        return CutSets(sets: listing.sets, isAlready: false, completeness: isWhole ? completeness : .cutOff(order: order))
    }
}

/// The sets of a diagram of at most some size, spelled out module by module.
private struct Listing {
    private(set) var sets: [[Int]] = []

    init(_ diagram: CutSetDiagram, order: Int) {
        guard order > 0, let last = diagram.modules.indices.last else { return }
        let least = diagram.modules.map { module in Self.least(in: module, diagram.modules) }
        // How large a module's sets may be at most to be part of a set that is listed.
        var room = [Int](repeating: -1, count: diagram.modules.count)
        room[last] = order
        for index in stride(from: last, through: 0, by: -1) where room[index] > 0 {
            Self.share(room[index], of: diagram.modules[index], least[index], &room, diagram.modules)
        }
        var lists = [[[Int32]]](repeating: [], count: diagram.modules.count)
        for index in diagram.modules.indices where room[index] > 0 {
            lists[index] = Self.list(diagram.modules[index], room[index], least[index], lists)
        }
        let listed = lists[last].map { set in set.sorted() }.sorted { left, right in
            left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
        }
        sets = listed.map { $0.map { Int($0) } }
    }

    private static func weight(_ leaf: Int32, _ modules: [CutSetDiagram.Module]) -> Int { leaf >= 0 ? 1 : modules[Int(~leaf)].leastOrder }

    /// The least size of a set below each node; a number too large to matter where there is none.
    private static func least(in module: CutSetDiagram.Module, _ modules: [CutSetDiagram.Module]) -> [Int] {
        let never = Int.max / 4
        var least = [never, 0]
        least.reserveCapacity(module.nodes.count + 2)
        for node in module.nodes {
            let weight = min(never, weight(module.leaves[Int(node.level)], modules))
            least.append(min(least[Int(node.low)], min(never, least[Int(node.high)] + weight)))
        }
        return least
    }

    /// Raises the room of the modules that are leaves here.
    private static func share(
        _ room: Int, of module: CutSetDiagram.Module, _ least: [Int], _ rooms: inout [Int], _ modules: [CutSetDiagram.Module]
    ) {
        var above = [Int](repeating: .max / 4, count: module.nodes.count + 2)
        above[Int(module.root)] = 0
        for position in stride(from: module.nodes.count - 1, through: 0, by: -1) {
            let (node, here) = (module.nodes[position], above[position + 2])
            let leaf = module.leaves[Int(node.level)]
            above[Int(node.low)] = min(above[Int(node.low)], here)
            above[Int(node.high)] = min(above[Int(node.high)], here + min(.max / 4, weight(leaf, modules)))
            if leaf < 0 { rooms[Int(~leaf)] = max(rooms[Int(~leaf)], room - here - least[Int(node.high)]) }
        }
    }

    private static func list(_ module: CutSetDiagram.Module, _ room: Int, _ least: [Int], _ lists: [[[Int32]]]) -> [[Int32]] {
        var result: [[Int32]] = []
        var open: [(node: UInt32, chosen: [Int32])] = [(module.root, [])]
        while let (start, chosen) = open.popLast() {
            var next = start
            while next > 1, chosen.count + least[Int(next)] <= room {
                let node = module.nodes[Int(next) - 2]
                let leaf = module.leaves[Int(node.level)]
                if leaf >= 0 {
                    if chosen.count + 1 + least[Int(node.high)] <= room { open.append((node.high, chosen + [leaf])) }
                } else {
                    for set in lists[Int(~leaf)] where chosen.count + set.count + least[Int(node.high)] <= room {
                        open.append((node.high, chosen + set))
                    }
                }
                next = node.low
            }
            if next == 1, chosen.count <= room { result.append(chosen) }
        }
        return result
    }
}
