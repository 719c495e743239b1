/// A set that meets every set of a family, at the least cost found.
public struct HittingSet: Sendable, Hashable {
    /// The elements, increasing.
    public let elements: [Int]
    /// What they cost together.
    public let cost: Int
    /// No set that meets the family costs less than this; equal to `cost` where the search was finished.
    public let lowerBound: Int

    /// Whether nothing cheaper exists.
    public var isOptimal: Bool { cost == lowerBound }

    /// The cheapest set of elements that meets every one of `family`, by branch and bound; `nil` if one of them is empty.
    ///
    /// Branches on the elements of the smallest set not yet met, cheapest first, an element tried being shut out of its sisters' branches. The bound is
    /// the cost of pairwise disjoint unmet sets. Where `limit` steps do not suffice, the best set found is given with the bound at the root.
    /// - Parameters:
    ///   - family: The sets to meet.
    ///   - cost: What an element costs; at least 0.
    ///   - limit: The most branches to look at.
    public static func cheapest(meeting family: [[Int]], cost: (Int) -> Int, limit: Int = 200_000) -> HittingSet? {
        guard family.allSatisfy({ !$0.isEmpty }) else { return nil }
        var search = HittingSearch(family: family, cost: cost)
        return search.run(limit: limit)
    }

    /// Every smallest-by-inclusion set of at most `order` elements that meets all of `family`; `nil` where `limit` sets do not suffice.
    ///
    /// Berge's algorithm: the family is taken in one set at a time.
    public static func minimal(meeting family: [[Int]], order: Int, limit: Int = 200_000) -> [[Int]]? {
        var steps = 0
        var hasDropped = false
        var result = SetFamily.empty
        for set in family {
            let singles = SetFamily(singletons: Set(set).sorted().map { Int32(truncatingIfNeeded: $0) })
            guard let next = result.product(singles, order: order, limit: limit, steps: &steps, hasDropped: &hasDropped) else { return nil }
            result = next
        }
        return result.sets
    }
}

private struct HittingSearch {
    let sets: [[Int]]
    let costs: [Int: Int]
    private var best: [Int] = []
    private var bestCost = Int.max

    /// A partial choice: elements taken and elements shut out.
    private struct Branch {
        let taken: [Int]
        let cost: Int
        let banned: Set<Int>
    }

    init(family: [[Int]], cost: (Int) -> Int) {
        var costs: [Int: Int] = [:]
        for element in Set(family.joined()) { costs[element] = max(0, cost(element)) }
        self.costs = costs
        sets = family.map { set in Set(set).sorted { (costs[$0] ?? 0, $0) < (costs[$1] ?? 0, $1) } }
            .sorted { $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1) }
    }

    mutating func run(limit: Int) -> HittingSet {
        takeGreedily()
        let rootBound = bound([], banned: []) ?? 0
        var branches = [Branch(taken: [], cost: 0, banned: [])]
        var steps = 0
        while let branch = branches.popLast() {
            steps += 1
            if steps > limit { return result(lowerBound: min(rootBound, bestCost)) }
            guard let rest = bound(branch.taken, banned: branch.banned), add(branch.cost, rest) < bestCost else { continue }
            let open = sets.filter { set in !set.contains(where: branch.taken.contains) }
                .min { left, right in
                    left.count { !branch.banned.contains($0) } < right.count { !branch.banned.contains($0) }
                }
            guard let open else {
                best = branch.taken.sorted()
                bestCost = branch.cost
                continue
            }
            var banned = branch.banned
            var sisters: [Branch] = []
            for element in open where !branch.banned.contains(element) {
                sisters.append(Branch(taken: branch.taken + [element], cost: add(branch.cost, costs[element] ?? 0), banned: banned))
                banned.insert(element)
            }
            branches.append(contentsOf: sisters.reversed())
        }
        return result(lowerBound: bestCost)
    }

    private func result(lowerBound: Int) -> HittingSet { HittingSet(elements: best, cost: bestCost, lowerBound: lowerBound) }

    /// A sum that stops at the largest number, which no cost reaches.
    private func add(_ left: Int, _ right: Int) -> Int {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? Int.max : sum
    }

    /// The cost of the cheapest element of each of some pairwise disjoint unmet sets; `nil` if one can no longer be met.
    private func bound(_ taken: [Int], banned: Set<Int>) -> Int? {
        var used: Set<Int> = []
        var total = 0
        for set in sets where !set.contains(where: taken.contains) {
            let free = set.filter { !banned.contains($0) }
            guard let cheapest = free.first else { return nil }
            guard used.isDisjoint(with: free) else { continue }
            used.formUnion(free)
            total = add(total, costs[cheapest] ?? 0)
        }
        return total
    }

    /// A first answer: again and again the element that meets most for its cost.
    private mutating func takeGreedily() {
        var open = sets
        var taken: [Int] = []
        while !open.isEmpty {
            var counts: [Int: Int] = [:]
            for element in open.joined() { counts[element, default: 0] += 1 }
            let next = counts.keys.min { left, right in
                let (first, second) = (costs[left] ?? 0, costs[right] ?? 0)
                let (one, other) = (
                    (counts[left] ?? 0).multipliedFullWidth(by: second), (counts[right] ?? 0).multipliedFullWidth(by: first)
                )
                if one != other { return one > other }
                return left < right
            }
            guard let next else { break }
            taken.append(next)
            open.removeAll { $0.contains(next) }
        }
        best = taken.sorted()
        bestCost = taken.reduce(0) { add($0, costs[$1] ?? 0) }
    }
}
