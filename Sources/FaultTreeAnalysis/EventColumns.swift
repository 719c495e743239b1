/// What many events bring down, as bits: a row of 512 of them for each variable that is watched and each block of events.
struct EventColumns: Sendable {
    /// The events, by number, increasing; the bit of each is its position.
    let events: [Int32]
    /// How many nodes are at the levels 1, 2 and 3 after each of them, beside those that are with no event.
    let weights: [SIMD4<Int32>]
    /// The row of each variable in a block; −1 where it is not watched.
    private let rowOfVariable: [Int32]
    private let rowCount: Int
    private let rows: [SIMD8<UInt64>]

    /// Nothing at all.
    static let none = EventColumns(events: [], weights: [], rowOfVariable: [], rowCount: 0, rows: [])

    private init(events: [Int32], weights: [SIMD4<Int32>], rowOfVariable: [Int32], rowCount: Int, rows: [SIMD8<UInt64>]) {
        self.events = events
        self.weights = weights
        self.rowOfVariable = rowOfVariable
        self.rowCount = rowCount
        self.rows = rows
    }

    /// Fills in what `events` bring down, 512 at a time, each block in a column that is let go; only the rows of what is watched are kept.
    ///
    /// - Parameter lanes: What runs the blocks: each writes to places of its own, so the order in which they run is not seen.
    /// - Complexity: O(⌈events ÷ 512⌉ × size of the net) where nothing runs in a ring, each ring until nothing in it changes; and what falls.
    init(_ net: FailureNet, events: [Int32], of all: [BasicEvent], isWatched: [Bool]?, lanes: Lanes) {
        let order = RaisingOrder(net)
        let watched = (0..<net.count).filter { isWatched?[$0] ?? true }
        var rowOfVariable = [Int32](repeating: -1, count: net.count)
        for (row, variable) in watched.enumerated() { rowOfVariable[variable] = Int32(truncatingIfNeeded: row) }
        let blocks = (events.count + 511) / 512
        var weights = [SIMD4<Int32>](repeating: SIMD4(), count: events.count)
        let rows = [SIMD8<UInt64>](unsafeUninitializedCapacity: blocks * watched.count) { rows, written in
            weights.withUnsafeMutableBufferPointer { weights in
                nonisolated(unsafe) let (rows, weights) = (UnsafeMutableBufferPointer(rebasing: rows[...]), weights)
                lanes(blocks) { block in
                    let first = 512 * block
                    let column = order.column(raising: events[first..<min(events.count, first + 512)], of: all)
                    for (variable, weight) in net.weights.enumerated() {
                        Self.forEachBit(of: column[variable]) { weights[first + $0] &+= weight }
                    }
                    for (row, variable) in watched.enumerated() {
                        rows.initializeElement(at: block * watched.count + row, to: column[variable])
                    }
                }
            }
            written = blocks * watched.count
        }
        self.init(events: events, weights: weights, rowOfVariable: rowOfVariable, rowCount: watched.count, rows: rows)
    }

    /// Calls `body` with each event that brings `variable` down.
    func forEachEvent(bringingDown variable: Int, _ body: (Int) -> Void) {
        guard !events.isEmpty, rowOfVariable[variable] >= 0 else { return }
        for block in 0..<(events.count + 511) / 512 {
            Self.forEachBit(of: rows[block * rowCount + Int(rowOfVariable[variable])]) { body(Int(events[512 * block + $0])) }
        }
    }

    @inline(__always) private static func forEachBit(of row: SIMD8<UInt64>, _ body: (Int) -> Void) {
        if row == SIMD8() { return }
        for word in 0..<8 {
            var rest = row[word]
            while rest != 0 {
                body(64 * word + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}

/// The order in which columns are filled: what raises before what is raised, rings together.
private struct RaisingOrder: Sendable {
    private let net: FailureNet
    private let components: Components
    /// The variables that each is raised by, by themselves.
    private let raisers: Rows
    private let gatesOfVariable: Rows
    private let members: Rows
    private let raised: Rows

    init(_ net: FailureNet) {
        self.net = net
        raisers = net.follows.transposed(count: net.count)
        gatesOfVariable = Rows(grouping: net.heads.count, into: net.count) { Int(net.heads[$0]) }
        members = net.uses.transposed(count: net.heads.count)
        var starts: [UInt32] = [0]
        var elements: [Int32] = []
        elements.reserveCapacity(net.follows.elements.count + net.uses.elements.count)
        for variable in 0..<net.count {
            elements.append(contentsOf: net.follows[variable])
            for gate in net.uses[variable] { elements.append(net.heads[Int(gate)]) }
            starts.append(UInt32(truncatingIfNeeded: elements.count))
        }
        raised = Rows(starts: starts, elements: elements)
        components = Components(raised, from: 0..<net.count)
    }

    /// What up to 512 events bring down: a row for each variable.
    func column(raising events: ArraySlice<Int32>, of all: [BasicEvent]) -> [SIMD8<UInt64>] {
        var column = [SIMD8<UInt64>](repeating: SIMD8(), count: net.count)
        column.withUnsafeMutableBufferPointer { column in
            for (bit, event) in events.enumerated() {
                for seed in net.seeds(of: all[Int(event)]) { column[Int(seed)][bit / 64] |= 1 << UInt64(bit % 64) }
            }
            fill(column)
        }
        return column
    }

    private func fill(_ column: UnsafeMutableBufferPointer<SIMD8<UInt64>>) {
        var filling = ColumnFilling(column)
        var isQueued = [Bool](repeating: false, count: net.count)
        var queue: [Int32] = []
        // What a component raises has smaller numbers.
        for component in (0..<components.count).reversed() {
            let variables = components[component]
            guard variables.count > 1 else {
                for variable in variables { _ = refill(Int(variable), &filling) }
                continue
            }
            queue.removeAll(keepingCapacity: true)
            queue.append(contentsOf: variables)
            for variable in variables { isQueued[Int(variable)] = true }
            var head = 0
            while head < queue.count {
                let variable = Int(queue[head])
                head += 1
                isQueued[variable] = false
                guard refill(variable, &filling) else { continue }
                for other in raised[variable] where Int(components.ofNode[Int(other)]) == component && !isQueued[Int(other)] {
                    isQueued[Int(other)] = true
                    queue.append(other)
                }
            }
        }
    }

    /// Adds what brings a variable down now; whether anything was new.
    private func refill(_ variable: Int, _ filling: inout ColumnFilling) -> Bool {
        let old = filling.column[variable]
        var row = old
        for position in raisers.range(variable) { row |= filling.column[Int(raisers.elements[position])] }
        for position in gatesOfVariable.range(variable) {
            let gate = Int(gatesOfVariable.elements[position])
            row |= filling.sum(members, gate, atLeast: Int(net.thresholds[gate]))
        }
        filling.column[variable] = row
        return row != old
    }
}

/// A column while it is filled, with counters of one gate for 512 events at once.
private struct ColumnFilling {
    let column: UnsafeMutableBufferPointer<SIMD8<UInt64>>
    /// Bit by bit as many members as the binary digits say hold the event.
    private var digits = [SIMD8<UInt64>](repeating: SIMD8(), count: 32)

    init(_ column: UnsafeMutableBufferPointer<SIMD8<UInt64>>) { self.column = column }

    /// The events that at least `count` members hold.
    mutating func sum(_ members: Rows, _ gate: Int, atLeast count: Int) -> SIMD8<UInt64> {
        let range = members.range(gate)
        if range.count == count {
            var all = SIMD8<UInt64>(repeating: ~0)
            for position in range { all &= column[Int(members.elements[position])] }
            return all
        }
        var width = 0
        for position in range {
            var carry = column[Int(members.elements[position])]
            var digit = 0
            while carry != SIMD8() {
                if digit == width {
                    digits[digit] = carry
                    width += 1
                    break
                }
                let old = digits[digit]
                digits[digit] = old ^ carry
                carry &= old
                digit += 1
            }
        }
        // Compares every counter with `count`, from the highest digit down.
        if count >> width > 0 { return SIMD8() }
        var isGreater = SIMD8<UInt64>()
        var isEqual = SIMD8<UInt64>(repeating: ~0)
        for digit in (0..<width).reversed() {
            if count >> digit & 1 == 1 {
                isEqual &= digits[digit]
            } else {
                isGreater |= isEqual & digits[digit]
                isEqual &= ~digits[digit]
            }
        }
        return isGreater | isEqual
    }
}
