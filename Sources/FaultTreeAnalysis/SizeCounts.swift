/// How many sets there are of each size, from none upwards: a polynomial whose power says the size.
///
/// Counts are exact up to 2¹²⁸ − 1; where one is larger, `isSaturated` says so.
struct SizeCounts: Sendable, Hashable {
    /// The counts from the greatest power that is held downwards: long chains add at the low end, one after another.
    private var descending: [UInt128]
    /// The least power that is held.
    private(set) var first = 0
    /// Whether some count is larger than it says.
    private(set) var isSaturated = false

    static let none = SizeCounts(descending: [])
    static let one = SizeCounts(descending: [1])

    private init(descending: [UInt128]) { self.descending = descending }

    var isEmpty: Bool { descending.isEmpty }
    /// How many powers are held.
    var count: Int { descending.count }
    private var beyond: Int { first + descending.count }
    private var isSingle: Bool { descending.count == 1 && descending[0] == 1 }

    /// Adds `other`, each power raised by `shift`, powers above `most` left out; `work` counts powers.
    mutating func add(_ other: consuming SizeCounts, shift: Int = 0, most: Int, work: inout Int) {
        other.first += shift
        other.cut(to: most)
        // The longer of the two stays where it is, so that what is moved is little.
        if other.count > count { swap(&self, &other) }
        isSaturated = isSaturated || other.isSaturated
        guard !other.isEmpty else { return }
        makeRoom(from: other.first, beyond: other.beyond)
        let offset = beyond - other.beyond
        for (place, count) in other.descending.enumerated() where count != 0 { add(count, at: offset + place) }
        work += other.count
    }

    /// Adds the product of two, powers above `most` left out.
    mutating func add(_ left: consuming SizeCounts, times right: consuming SizeCounts, most: Int, work: inout Int) {
        if left.count > right.count { swap(&left, &right) }
        guard !left.isEmpty else {
            isSaturated = isSaturated || left.isSaturated || right.isSaturated
            return
        }
        if left.isSingle {
            right.isSaturated = right.isSaturated || left.isSaturated
            return add(right, shift: left.first, most: most, work: &work)
        }
        isSaturated = isSaturated || left.isSaturated || right.isSaturated
        let lowest = left.first + right.first
        let highest = min(most, left.beyond + right.beyond - 2)
        guard lowest <= highest else { return }
        makeRoom(from: lowest, beyond: highest + 1)
        for (place, count) in left.descending.enumerated() where count != 0 {
            let power = left.beyond - 1 - place
            for (other, factor) in right.descending.enumerated() where factor != 0 {
                let total = power + right.beyond - 1 - other
                if total > highest { continue }
                let (product, overflow) = count.multipliedReportingOverflow(by: factor)
                if overflow { isSaturated = true }
                add(overflow ? .max : product, at: beyond - 1 - total)
            }
        }
        work += left.count * right.count
    }

    /// The counts from a power upwards, up to `most` of them, no zeros at the end.
    func numbers(from power: Int, most: Int = .max) -> [UInt128] {
        var numbers = [UInt128](repeating: 0, count: max(0, first - power)) + descending.reversed().dropFirst(max(0, power - first))
        if most < numbers.count { numbers.removeSubrange(most...) }
        while numbers.last == 0 { numbers.removeLast() }
        return numbers
    }

    /// Forgets powers above `most`.
    private mutating func cut(to most: Int) {
        guard most < beyond - 1 else { return }
        descending.removeFirst(min(count, beyond - 1 - most))
    }

    private mutating func makeRoom(from lowest: Int, beyond end: Int) {
        if isEmpty { first = lowest }
        if lowest < first {
            descending += repeatElement(0, count: first - lowest)
            first = lowest
        }
        if end > beyond { descending.insert(contentsOf: repeatElement(0, count: end - beyond), at: 0) }
    }

    private mutating func add(_ count: UInt128, at place: Int) {
        let (sum, overflow) = descending[place].addingReportingOverflow(count)
        descending[place] = overflow ? .max : sum
        if overflow { isSaturated = true }
    }
}
