/// A family of sets of small numbers in which no set holds another, in flat storage.
///
/// Sets stand by size, then in lexicographic order, so that equal families are equal values.
struct SetFamily: Hashable {
    private(set) var starts: [Int32]
    private(set) var elements: [Int32]
    /// For each set the union of one bit for each element: a set can lie in another only if its bits do.
    private var signatures: [UInt64]

    /// The family without a set.
    static let none = SetFamily(starts: [0], elements: [], signatures: [])
    /// The family of the empty set alone.
    static let empty = SetFamily(starts: [0, 0], elements: [], signatures: [0])

    private init(starts: [Int32], elements: [Int32], signatures: [UInt64]) {
        self.starts = starts
        self.elements = elements
        self.signatures = signatures
    }

    /// The family of one set of one element each; `elements` are increasing.
    init(singletons elements: [Int32]) {
        starts = (0...elements.count).map { Int32(truncatingIfNeeded: $0) }
        self.elements = elements
        signatures = elements.map { Self.bit(of: $0) }
    }

    var count: Int { signatures.count }

    /// Whether the empty set belongs to it; then it is the only one.
    var holdsEmptySet: Bool { count == 1 && starts[1] == 0 }

    subscript(index: Int) -> ArraySlice<Int32> { elements[Int(starts[index])..<Int(starts[index + 1])] }

    var sets: [[Int]] { (0..<count).map { self[$0].map { Int($0) } } }

    static func bit(of element: Int32) -> UInt64 { 1 << UInt64(truncatingIfNeeded: UInt32(bitPattern: element) &* 0x9E37_79B1 >> 26) }

    /// The sets of both families, without those that hold another; `steps` counts comparisons.
    func union(_ other: SetFamily, steps: inout Int) -> SetFamily {
        if count == 0 || other.holdsEmptySet { return other }
        if other.count == 0 || holdsEmptySet { return self }
        var loose = LooseSets()
        loose.append(self)
        loose.append(other)
        return loose.minimized(steps: &steps)
    }

    /// The unions of one set of each family, without those that hold another, and without those larger than `order`.
    ///
    /// `hasDropped` is set where a set was left out for its size.
    func product(_ other: SetFamily, order: Int, limit: Int, steps: inout Int, hasDropped: inout Bool) -> SetFamily? {
        if holdsEmptySet || other.count == 0 { return other }
        if other.holdsEmptySet || count == 0 { return self }
        guard count <= limit / max(1, other.count) else { return nil }
        var loose = LooseSets()
        for left in 0..<count {
            for right in 0..<other.count {
                steps += 1
                if !loose.append(self[left], other[right], order: order) { hasDropped = true }
            }
        }
        return loose.minimized(steps: &steps)
    }

    /// Sets in no order, some of which may hold others.
    struct LooseSets {
        private var starts: [Int32] = [0]
        private var elements: [Int32] = []

        mutating func append(_ family: SetFamily) {
            for index in 0..<family.count { append(family[index]) }
        }

        mutating func append(_ set: ArraySlice<Int32>) {
            elements.append(contentsOf: set)
            starts.append(Int32(truncatingIfNeeded: elements.count))
        }

        /// Appends the union of two sets unless it is larger than `order`; whether it was appended.
        mutating func append(_ left: ArraySlice<Int32>, _ right: ArraySlice<Int32>, order: Int) -> Bool {
            let start = elements.count
            var (first, second) = (left.startIndex, right.startIndex)
            while first < left.endIndex || second < right.endIndex {
                let next: Int32
                if second == right.endIndex || (first < left.endIndex && left[first] <= right[second]) {
                    next = left[first]
                    if second < right.endIndex, right[second] == next { second += 1 }
                    first += 1
                } else {
                    next = right[second]
                    second += 1
                }
                guard elements.count - start < order else {
                    elements.removeSubrange(start...)
                    return false
                }
                elements.append(next)
            }
            starts.append(Int32(truncatingIfNeeded: elements.count))
            return true
        }

        private subscript(index: Int) -> ArraySlice<Int32> { elements[Int(starts[index])..<Int(starts[index + 1])] }

        /// The family of those sets that hold no other.
        func minimized(steps: inout Int) -> SetFamily {
            let order = (0..<starts.count - 1).sorted { left, right in
                let (first, second) = (self[left], self[right])
                return first.count != second.count ? first.count < second.count : first.lexicographicallyPrecedes(second)
            }
            steps += order.count
            var result = SetFamily.none
            var singles: Set<Int32> = []
            // Sets of one size cannot hold each other: only smaller ones are looked at, and those of one element in a table.
            var firstOfSize = 0
            var size = 0
            for index in order {
                let set = self[index]
                if set.count != size {
                    size = set.count
                    firstOfSize = result.count
                }
                if result.holdsEmptySet || (result.count > 0 && result[result.count - 1] == set) { continue }
                if set.count > 1, !singles.isEmpty, set.contains(where: singles.contains) { continue }
                let signature = set.reduce(UInt64(0)) { $0 | SetFamily.bit(of: $1) }
                if set.count > 1, result.holdsSubset(of: set, signature: signature, in: singles.count..<firstOfSize, steps: &steps) {
                    continue
                }
                result.keep(set, signature: signature)
                if set.count == 1 { singles.formUnion(set) }
            }
            return result
        }
    }

    private mutating func keep(_ set: ArraySlice<Int32>, signature: UInt64) {
        elements.append(contentsOf: set)
        starts.append(Int32(truncatingIfNeeded: elements.count))
        signatures.append(signature)
    }

    private func holdsSubset(of set: ArraySlice<Int32>, signature: UInt64, in range: Range<Int>, steps: inout Int) -> Bool {
        steps += range.count
        for index in range where signatures[index] & ~signature == 0 && Self.isSubset(self[index], of: set) { return true }
        return false
    }

    private static func isSubset(_ small: ArraySlice<Int32>, of large: ArraySlice<Int32>) -> Bool {
        var position = large.startIndex
        for element in small {
            while position < large.endIndex, large[position] < element { position += 1 }
            guard position < large.endIndex, large[position] == element else { return false }
            position += 1
        }
        return true
    }
}
