/// How many sets there are of each size, from none upwards: a polynomial whose power says the size.
///
/// Counts are exact up to 2¹²⁸ − 1; where one is larger, `isSaturated` says so.
struct SizeCounts: Sendable, Hashable {
    /// The least power that is held.
    private(set) var first = 0
    /// The counts at that power and those that follow.
    private(set) var counts: [UInt128]
    /// Whether some count is larger than it says.
    private(set) var isSaturated = false

    static let none = SizeCounts(counts: [])
    static let one = SizeCounts(counts: [1])

    /// Adds `other`, each power raised by `shift`, powers above `most` left out.
    mutating func add(_ other: SizeCounts, shift: Int = 0, most: Int) {
        isSaturated = isSaturated || other.isSaturated
        let lowest = other.first + shift
        guard let held = makeRoom(from: lowest, count: other.counts.count, most: most) else { return }
        for index in 0..<held { add(other.counts[index], at: lowest + index) }
    }

    /// Adds the product of two, powers above `most` left out.
    mutating func add(_ left: SizeCounts, times right: SizeCounts, most: Int) {
        isSaturated = isSaturated || left.isSaturated || right.isSaturated
        guard !left.counts.isEmpty, !right.counts.isEmpty else { return }
        if right.counts == [1] { return add(left, shift: right.first, most: most) }
        if left.counts == [1] { return add(right, shift: left.first, most: most) }
        let lowest = left.first + right.first
        guard let held = makeRoom(from: lowest, count: left.counts.count + right.counts.count - 1, most: most) else { return }
        for (power, count) in left.counts.enumerated() where count != 0 {
            for (other, factor) in right.counts.enumerated() where factor != 0 && power + other < held {
                let (product, overflow) = count.multipliedReportingOverflow(by: factor)
                if overflow { isSaturated = true }
                add(overflow ? .max : product, at: lowest + power + other)
            }
        }
    }

    /// Sees to it that so many powers are held; how many of them are not above `most`, or `nil` where none is.
    private mutating func makeRoom(from lowest: Int, count: Int, most: Int) -> Int? {
        let held = most == .max ? count : min(count, most - lowest + 1)
        guard held > 0 else { return nil }
        if counts.isEmpty { first = lowest }
        if lowest < first {
            counts.insert(contentsOf: repeatElement(0, count: first - lowest), at: 0)
            first = lowest
        }
        let missing = lowest + held - first - counts.count
        if missing > 0 { counts += repeatElement(0, count: missing) }
        return held
    }

    /// The counts from a power upwards, up to `most` of them, no zeros at the end.
    func numbers(from power: Int, most: Int = .max) -> [UInt128] {
        var numbers = [UInt128](repeating: 0, count: max(0, first - power)) + counts.dropFirst(max(0, power - first))
        if most < numbers.count { numbers.removeSubrange(most...) }
        while numbers.last == 0 { numbers.removeLast() }
        return numbers
    }

    private mutating func add(_ count: UInt128, at power: Int) {
        let (sum, overflow) = counts[power - first].addingReportingOverflow(count)
        counts[power - first] = overflow ? .max : sum
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
        var lastUser = [Int](repeating: .max, count: modules.count)
        for (index, module) in modules.enumerated() { for leaf in module.leaves where leaf < 0 { lastUser[Int(~leaf)] = index } }
        for (index, module) in modules.enumerated() {
            ofModules.append(sizes(in: module, ofModules, most: most).last ?? .none)
            // Of long chains only the end is kept.
            for leaf in module.leaves where leaf < 0 && lastUser[Int(~leaf)] == index { ofModules[Int(~leaf)] = .none }
        }
        guard let whole = ofModules.last else { return CutSetCounts(byOrder: [], isSaturated: false) }
        return CutSetCounts(byOrder: whole.numbers(from: 1), isSaturated: whole.isSaturated)
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
