/// How many sets there are of each size, from none upwards: a polynomial whose power says the size.
///
/// Counts are exact up to 2¹²⁸ − 1; where one is larger, `isSaturated` says so.
struct SizeCounts: Sendable, Hashable {
    /// The count at each power.
    var counts: [UInt128]
    /// Whether some count is larger than it says.
    var isSaturated = false

    static let none = SizeCounts(counts: [])
    static let one = SizeCounts(counts: [1])

    /// Adds `other`, each power raised by `shift`, powers above `most` left out.
    mutating func add(_ other: SizeCounts, shift: Int = 0, most: Int) {
        isSaturated = isSaturated || other.isSaturated
        let length = min(other.counts.count + shift, most == .max ? .max : most + 1)
        if counts.count < length { counts += repeatElement(0, count: length - counts.count) }
        for power in other.counts.indices where power + shift < length { add(other.counts[power], at: power + shift) }
    }

    /// Adds the product of two, powers above `most` left out.
    mutating func add(_ left: SizeCounts, times right: SizeCounts, most: Int) {
        isSaturated = isSaturated || left.isSaturated || right.isSaturated
        guard !left.counts.isEmpty, !right.counts.isEmpty else { return }
        let length = min(left.counts.count + right.counts.count - 1, most == .max ? .max : most + 1)
        if counts.count < length { counts += repeatElement(0, count: length - counts.count) }
        for (power, count) in left.counts.enumerated() where count != 0 {
            for (other, factor) in right.counts.enumerated() where factor != 0 && power + other < length {
                let (product, overflow) = count.multipliedReportingOverflow(by: factor)
                if overflow { isSaturated = true }
                add(overflow ? .max : product, at: power + other)
            }
        }
    }

    private mutating func add(_ count: UInt128, at power: Int) {
        let (sum, overflow) = counts[power].addingReportingOverflow(count)
        counts[power] = overflow ? .max : sum
        if overflow { isSaturated = true }
    }
}

/// How many minimal cut sets there are of each order.
public struct CutSetCounts: Sendable, Hashable {
    /// The number of sets of one event, of two, and so on; no zeros at the end.
    public let byOrder: [UInt128]
    /// Whether a number is too large to be told: it is 2¹²⁸ − 1 then, and means at least that.
    public let isSaturated: Bool

    /// Counts from parts; `byOrder` has no zeros at its end.
    public init(byOrder: [UInt128], isSaturated: Bool = false) {
        self.byOrder = byOrder
        self.isSaturated = isSaturated
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
    /// How many sets there are of each order, without listing one.
    ///
    /// - Complexity: O(nodes × orders), and for leaves that are modules × the orders of those.
    public var counts: CutSetCounts {
        let most = bound ?? .max
        var ofModules: [SizeCounts] = []
        for module in modules { ofModules.append(sizes(in: module, ofModules, most: most).last ?? .none) }
        guard let whole = ofModules.last else { return CutSetCounts(byOrder: [], isSaturated: false) }
        var byOrder = Array(whole.counts.dropFirst())
        while byOrder.last == 0 { byOrder.removeLast() }
        return CutSetCounts(byOrder: byOrder, isSaturated: whole.isSaturated)
    }

    /// The counts below every node of a module, those of its root last.
    func sizes(in module: Module, _ ofModules: [SizeCounts], most: Int) -> [SizeCounts] {
        var below: [SizeCounts] = [.none, .one]
        below.reserveCapacity(module.nodes.count + 3)
        for node in module.nodes {
            var counts = below[Int(node.low)]
            let leaf = module.leaves[Int(node.level)]
            if leaf >= 0 {
                counts.add(below[Int(node.high)], shift: 1, most: most)
            } else {
                counts.add(below[Int(node.high)], times: ofModules[Int(~leaf)], most: most)
            }
            below.append(counts)
        }
        below.append(below[Int(module.root)])
        return below
    }
}
