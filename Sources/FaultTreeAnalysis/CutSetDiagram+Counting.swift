/// How many minimal cut sets there are of each order.
public struct CutSetCounts: Sendable, Hashable {
    /// The number of sets of one event, of two, and so on; no zeros at the end.
    public let byOrder: [UInt128]
    /// Whether a number is too large to be told: it is 2¹²⁸ − 1 then, and means at least that.
    public let isSaturated: Bool
    /// The order up to which sets were counted, where going on would have taken more steps than allowed; `nil` where all that are held were.
    public let bound: Int?

    /// Counts from parts; `byOrder` has no zeros at its end.
    public init(byOrder: [UInt128], isSaturated: Bool = false, bound: Int? = nil) {
        self.byOrder = byOrder
        self.isSaturated = isSaturated
        self.bound = bound
    }

    /// The number of all; 2¹²⁸ − 1 where it is more.
    public var total: UInt128 {
        byOrder.reduce(0) { sum, count in
            let (total, overflow) = sum.addingReportingOverflow(count)
            return overflow ? .max : total
        }
    }
}

extension CutSetDiagram {
    /// Up to which orders sets are counted: all, and where that takes too many steps fewer and fewer.
    static let orders = [Int.max, 1 << 12, 1 << 8, 1 << 4, 1]

    /// How many sets there are of each order, without listing one.
    ///
    /// - Complexity: O(nodes × orders), and for leaves that are modules × the orders of those; linear for chains of modules. Never more than `steps`
    ///   times a small number: where it would be, fewer orders are counted.
    public var counts: CutSetCounts {
        for most in Self.orders where most == .max || most < (bound ?? .max) {
            guard let whole = sizes(most: min(most, bound ?? .max)) else { continue }
            return CutSetCounts(byOrder: whole.numbers(from: 1), isSaturated: whole.isSaturated, bound: most == .max ? nil : most)
        }
        return CutSetCounts(byOrder: [], bound: 0)
    }

    /// The counts of the whole, or `nil` where they take too many steps; single events are always counted.
    private func sizes(most: Int) -> SizeCounts? {
        var users = [Int32](repeating: 0, count: modules.count)
        for module in modules {
            for node in module.nodes where module.leaves[Int(node.level)] < 0 { users[Int(~module.leaves[Int(node.level)])] += 1 }
        }
        var ofModules = [SizeCounts](repeating: .none, count: modules.count)
        let allowance = most > 1 ? steps : .max
        var work = 0
        for (index, module) in modules.enumerated() {
            ofModules[index] = rootSizes(in: module, &ofModules, &users, most: most, allowance: allowance, work: &work)
            guard work <= allowance else { return nil }
        }
        return ofModules.last ?? SizeCounts.none
    }

    /// The counts of a module, those of its leaves and nodes taken where they are needed no more: what has one user is not copied.
    private func rootSizes(
        in module: Module, _ ofModules: inout [SizeCounts], _ users: inout [Int32], most: Int, allowance: Int, work: inout Int
    ) -> SizeCounts {
        var below = [SizeCounts](repeating: .none, count: module.nodes.count + 2)
        below[1] = .one
        var usersOfNode = [Int32](repeating: 0, count: below.count)
        for node in module.nodes {
            usersOfNode[Int(node.low)] += 1
            usersOfNode[Int(node.high)] += 1
        }
        usersOfNode[Int(module.root)] += 1
        for (position, node) in module.nodes.enumerated() {
            guard work <= allowance else { return .none }
            var counts = Self.take(Int(node.low), from: &below, &usersOfNode)
            let high = Self.take(Int(node.high), from: &below, &usersOfNode)
            let leaf = module.leaves[Int(node.level)]
            if leaf >= 0 {
                counts.add(high, shift: 1, most: most, work: &work)
            } else {
                counts.add(high, times: Self.take(Int(~leaf), from: &ofModules, &users), most: most, work: &work)
            }
            work += 1
            below[position + 2] = counts
        }
        return Self.take(Int(module.root), from: &below, &usersOfNode)
    }

    private static func take(_ index: Int, from counts: inout [SizeCounts], _ users: inout [Int32]) -> SizeCounts {
        users[index] -= 1
        guard users[index] == 0 else { return counts[index] }
        var taken = SizeCounts.none
        swap(&taken, &counts[index])
        return taken
    }

    /// The counts below every node of a module, those of its root last.
    func sizes(in module: Module, _ ofModules: [SizeCounts], most: Int, allowance: Int, work: inout Int) -> [SizeCounts] {
        var below: [SizeCounts] = [.none, .one]
        below.reserveCapacity(module.nodes.count + 3)
        for node in module.nodes {
            guard work <= allowance else { break }
            var counts = below[Int(node.low)]
            let leaf = module.leaves[Int(node.level)]
            if leaf >= 0 {
                counts.add(below[Int(node.high)], shift: 1, most: most, work: &work)
            } else {
                counts.add(below[Int(node.high)], times: ofModules[Int(~leaf)], most: most, work: &work)
            }
            work += counts.count
            below.append(counts)
        }
        while below.count < module.nodes.count + 2 { below.append(.none) }
        below.append(below[Int(module.root)])
        return below
    }
}
