/// For every node and level, the events each of which by itself takes the node there.
///
/// The least solution of X(n, ℓ) = {e : effect(e)(n) ≥ ℓ} ∪ over gates {e : e ∈ X(m, ℓ') for as many members as it takes}, on sets of bits.
/// Where a node reaches the level with nothing happening, the table holds every event.
public struct SinglePointTable: Sendable {
    private let eventCount: Int
    private let wordCount: Int
    private let bits: [UInt64]

    /// The events, by number and in increasing order, each of which alone takes `node` to `level`.
    public func events(taking node: Int, to level: UInt8) -> [Int] {
        let start = (3 * node + Int(level) - 1) * wordCount
        return (0..<eventCount).filter { bits[start + $0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    }

    /// How many nodes each event takes to `level` by itself.
    public func sensitivity(at level: UInt8) -> [Int] {
        var counts = [Int](repeating: 0, count: eventCount)
        guard wordCount > 0 else { return counts }
        for row in stride(from: Int(level) - 1, to: bits.count / wordCount, by: 3) {
            for word in 0..<wordCount {
                var rest = bits[row * wordCount + word]
                while rest != 0 {
                    counts[word * 64 + rest.trailingZeroBitCount] += 1
                    rest &= rest - 1
                }
            }
        }
        return counts
    }

    fileprivate init(eventCount: Int, wordCount: Int, bits: [UInt64]) {
        self.eventCount = eventCount
        self.wordCount = wordCount
        self.bits = bits
    }
}

extension ThresholdSystem {
    /// The single points of every node at once.
    ///
    /// Components are done from the members upwards, each until nothing in it changes.
    /// - Parameters:
    ///   - events: The events.
    ///   - happened: Those of them, by number, that have happened already.
    ///   - stage: The stage asked about.
    ///   - target: The only node asked about, so that no more is done than it depends on; every node if `nil`.
    /// - Complexity: O((members × log *members of a gate* + nodes) × events ÷ 64) on acyclic systems, times the longest cycle's changes otherwise.
    public func singlePointTable(of events: [BasicEvent], after happened: [Int] = [], stage: UInt8, target: Int? = nil) -> SinglePointTable
    {
        var filling = TableFilling(system: self, stage: stage, events: events[...], happened: happened.lazy.map { events[$0] })
        filling.fill(in: TableOrder(self, stage: stage, from: target.map { [$0] }))
        return SinglePointTable(eventCount: events.count, wordCount: filling.wordCount, bits: filling.bits)
    }

    /// The level of each of `targets` after each of `events` by itself: a row for each event, in it a level for each target.
    ///
    /// Fills one table after another, each of a bounded number of events, over what the targets depend on.
    public func levels(of targets: [Int], afterEach events: [BasicEvent], stage: UInt8) -> [[UInt8]] {
        let order = TableOrder(self, stage: stage, from: targets)
        var rows = [[UInt8]](repeating: [UInt8](repeating: 0, count: targets.count), count: events.count)
        for start in stride(from: 0, to: events.count, by: 1024) {
            let end = min(start + 1024, events.count)
            var filling = TableFilling(system: self, stage: stage, events: events[start..<end], happened: [])
            filling.fill(in: order)
            for event in start..<end {
                let (word, bit) = ((event - start) / 64, UInt64((event - start) % 64))
                for (position, target) in targets.enumerated() {
                    for level in 0..<3 where filling.bits[(3 * target + level) * filling.wordCount + word] >> bit & 1 == 1 {
                        rows[event][position] = UInt8(level + 1)
                    }
                }
            }
        }
        return rows
    }
}

/// The order in which nodes are filled: components from the members upwards.
private struct TableOrder {
    let components: Components
    let dependants: Rows

    init(_ system: ThresholdSystem, stage: UInt8, from targets: [Int]?) {
        let dependencies = system.dependencies(at: stage)
        components = targets.map { Components(dependencies, from: $0) } ?? Components(dependencies, from: 0..<system.nodeCount)
        dependants = dependencies.transposed(count: system.nodeCount)
    }
}

private struct TableFilling {
    let system: ThresholdSystem
    let stage: UInt8
    let wordCount: Int
    private(set) var bits: [UInt64]
    /// One bit for each event that there is.
    private let full: [UInt64]

    init(system: ThresholdSystem, stage: UInt8, events: ArraySlice<BasicEvent>, happened: some Sequence<BasicEvent>) {
        self.system = system
        self.stage = stage
        let wordCount = (events.count + 63) / 64
        self.wordCount = wordCount
        bits = [UInt64](repeating: 0, count: 3 * system.nodeCount * wordCount)
        full = (0..<wordCount).map { word in events.count - 64 * word >= 64 ? ~0 : (1 << UInt64(events.count - 64 * word)) - 1 }
        for (number, event) in events.enumerated() {
            for effect in event.effects where effect.level > 0 {
                for level in 0..<Int(effect.level) { bits[(3 * effect.node + level) * wordCount + number / 64] |= 1 << UInt64(number % 64) }
            }
        }
        for event in happened {
            for effect in event.effects {
                for level in 0..<Int(effect.level) {
                    for word in 0..<wordCount { bits[(3 * effect.node + level) * wordCount + word] = full[word] }
                }
            }
        }
    }

    /// Fills the table, each component until nothing in it changes.
    mutating func fill(in order: TableOrder) {
        let (system, stage, wordCount, full) = (system, stage, wordCount, full)
        var isQueued = [Bool](repeating: false, count: system.nodeCount)
        bits.withUnsafeMutableBufferPointer { bits in
            full.withUnsafeBufferPointer { full in
                var rows = TableRows(system: system, stage: stage, wordCount: wordCount, bits: bits, full: full)
                for component in 0..<order.components.count {
                    var queue = Array(order.components[component])
                    for node in queue { isQueued[Int(node)] = true }
                    var head = 0
                    while head < queue.count {
                        let node = Int(queue[head])
                        head += 1
                        isQueued[node] = false
                        guard rows.refill(node) else { continue }
                        for position in order.dependants.range(node) {
                            let dependant = Int(order.dependants.elements[position])
                            guard Int(order.components.ofNode[dependant]) == component, !isQueued[dependant] else { continue }
                            isQueued[dependant] = true
                            queue.append(Int32(truncatingIfNeeded: dependant))
                        }
                    }
                }
            }
        }
    }
}

/// The table while it is being filled, through pointers that are good only meanwhile.
private struct TableRows {
    private let system: ThresholdSystem
    private let stage: UInt8
    private let wordCount: Int
    private let bits: UnsafeMutableBufferPointer<UInt64>
    private let full: UnsafeBufferPointer<UInt64>
    /// Counters of one gate, bit by bit: as many members as its binary digits say hold the event.
    private var digits: [UInt64] = []
    private var given: [UInt64]

    init(
        system: ThresholdSystem, stage: UInt8, wordCount: Int, bits: UnsafeMutableBufferPointer<UInt64>, full: UnsafeBufferPointer<UInt64>
    ) {
        self.system = system
        self.stage = stage
        self.wordCount = wordCount
        self.bits = bits
        self.full = full
        given = [UInt64](repeating: 0, count: wordCount)
    }

    /// Adds what the gates of `node` give now; whether anything was new.
    mutating func refill(_ node: Int) -> Bool {
        var hasChanged = false
        for position in system.gateRows.range(node) {
            let gate = Int(system.gateRows.elements[position])
            guard system.stageOfGate[gate] <= stage else { continue }
            for level: UInt8 in 1...TransferTable.highest {
                guard let premise = system.premiseLevel(for: level, at: gate) else { continue }
                let count = system.threshold(for: level, at: gate)
                if add(gate, premise: premise, atLeast: count, to: (3 * node + Int(level) - 1) * wordCount) { hasChanged = true }
            }
        }
        return hasChanged
    }

    @inline(__always) private func row(_ position: Int, at level: UInt8) -> Int {
        (3 * Int(system.memberRows.elements[position]) + Int(level) - 1) * wordCount
    }

    private mutating func add(_ gate: Int, premise: UInt8, atLeast count: Int, to row: Int) -> Bool {
        let members = system.memberRows.range(gate)
        guard count <= members.count else { return false }
        if count == 1 {
            var news: UInt64 = 0
            for position in members {
                let other = self.row(position, at: premise)
                for word in 0..<wordCount {
                    let old = bits[row + word]
                    let new = old | bits[other + word]
                    news |= old ^ new
                    bits[row + word] = new
                }
            }
            return news != 0
        }
        for word in 0..<wordCount { given[word] = full[word] }
        if count == members.count {
            for position in members {
                let other = self.row(position, at: premise)
                for word in 0..<wordCount { given[word] &= bits[other + word] }
            }
        } else if count > 1 {
            for word in 0..<wordCount { given[word] = sum(members, word: word, premise: premise, atLeast: count) }
        }
        var news: UInt64 = 0
        for word in 0..<wordCount {
            news |= given[word] & ~bits[row + word]
            bits[row + word] |= given[word]
        }
        return news != 0
    }

    /// The events that at least `count` members hold, by adding 64 counters at a time.
    private mutating func sum(_ members: Range<Int>, word index: Int, premise: UInt8, atLeast count: Int) -> UInt64 {
        digits.removeAll(keepingCapacity: true)
        for position in members {
            var carry = bits[row(position, at: premise) + index]
            var digit = 0
            while carry != 0 {
                if digit == digits.count { digits.append(0) }
                let old = digits[digit]
                digits[digit] = old ^ carry
                carry &= old
                digit += 1
            }
        }
        // Compares every counter with `count`, from the highest digit down.
        var isGreater: UInt64 = 0
        var isEqual: UInt64 = ~0
        let width = max(digits.count, Int.bitWidth - count.leadingZeroBitCount)
        for digit in stride(from: width - 1, through: 0, by: -1) {
            let value = digit < digits.count ? digits[digit] : 0
            if count >> digit & 1 == 1 {
                isEqual &= value
            } else {
                isGreater |= isEqual & value
                isEqual &= ~value
            }
        }
        return isGreater | isEqual
    }
}
