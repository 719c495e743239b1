/// The nodes of decision diagrams in flat storage: a hash-consed table that only grows, and a direct-mapped table of results.
///
/// One storage holds functions (reduced ordered diagrams: a node whose two sides agree is left out) and families (zero-suppressed ones: a node whose
/// high side is empty is left out); which of the two a number means, its user knows. Numbers 0 and 1 are the constants: false and true, no set and the
/// empty set. A node has a higher number than those it leads to. Nothing is freed one by one: a run ends and all goes, or what is still needed is moved together
/// (`keep(_:)`). Tables begin small in what was allocated for larger ones, so that only as much memory is touched as there are nodes.
///
/// Sources: R. Bryant 1986; S. Minato 1993; K. Brace, R. Rudell and R. Bryant 1990 for the tables.
struct DiagramStorage: ~Copyable {
    /// A node: its variable's level, and what follows without and with it.
    struct Node {
        var level: UInt32
        var low: UInt32
        var high: UInt32
    }

    /// One remembered result.
    struct Entry {
        var left: UInt32
        var right: UInt32
        var operation: UInt32
        var result: UInt32
    }

    /// The level of the constants, below all others.
    static let bottom = UInt32.max

    private(set) var nodes: UnsafeMutablePointer<Node>
    private(set) var count = 2
    /// How many nodes the tables are made for at the moment; a power of two.
    private var capacity = Self.least
    private var buckets: UnsafeMutablePointer<UInt32>
    private var bucketMask = 2 * Self.least - 1
    private var entries: UnsafeMutablePointer<Entry>
    private var entryMask = Self.least - 1
    /// How much is allocated of each.
    private var room = (nodes: Self.least, buckets: 2 * Self.least, entries: Self.least)
    /// The most nodes held.
    private(set) var limit: Int
    /// How many nodes there is room for before something must be done.
    private var ceiling: Int
    /// From how many nodes on it pays to look what of them is still needed.
    private(set) var mark = Self.leastMark
    /// The most steps of operations.
    var budget: Int {
        didSet {
            allowance = min(allowance, budget)
            pause = min(pause, allowance)
        }
    }
    /// The steps at which what is under way stops: the budget, or less.
    private var allowance: Int
    /// The steps at which to look whether that is reached, or the table of results has become too small.
    private var pause: Int
    /// How many steps were taken.
    private(set) var steps = 0
    /// How many had been taken when everything was forgotten last.
    private var cleared = 0
    /// Whether sets were left out because they are too large.
    var hasDropped = false
    /// Whether a limit was reached; every number that operations gave since then means nothing.
    private(set) var isExhausted = false
    /// The frames of operations under way.
    var stack: UnsafeMutablePointer<Frame>
    private(set) var stackCapacity = 1 << 10

    /// One operation under way.
    struct Frame {
        var left: UInt32
        var right: UInt32
        var level: UInt32
        /// How many further events a set may hold, where that is bounded.
        var room: UInt32
        var stage: UInt32
        var low: UInt32
        var partial: UInt32
    }

    private static let least = 1 << 7
    private static let leastMark = 1 << 15
    private static let largestCache = 1 << 22
    private static let noEntry = Entry(left: 0, right: 0, operation: 0, result: 0)

    init(limit: Int, budget: Int = .max) {
        self.limit = Self.bounded(limit)
        self.budget = budget
        allowance = budget
        pause = 0
        ceiling = min(self.limit, Self.least)
        nodes = .allocate(capacity: Self.least)
        nodes[0] = Node(level: Self.bottom, low: 0, high: 0)
        nodes[1] = Node(level: Self.bottom, low: 1, high: 1)
        buckets = .allocate(capacity: 2 * Self.least)
        buckets.initialize(repeating: 0, count: 2 * Self.least)
        entries = .allocate(capacity: Self.least)
        entries.initialize(repeating: Self.noEntry, count: Self.least)
        stack = .allocate(capacity: stackCapacity)
    }

    deinit {
        nodes.deallocate()
        buckets.deallocate()
        entries.deallocate()
        stack.deallocate()
    }

    private static func bounded(_ limit: Int) -> Int { max(16, min(limit, 1 << 31)) }

    /// Whether no more steps are left.
    var isSpent: Bool { steps > budget }

    /// Forgets every node and result; steps go on counting.
    ///
    /// - Parameters:
    ///   - limit: The most nodes held from now on.
    ///   - most: The most steps taken from now on; the budget counts all the same.
    mutating func clear(limit: Int, steps most: Int = .max) {
        count = 2
        self.limit = Self.bounded(limit)
        mark = Self.leastMark
        let (sum, overflow) = steps.addingReportingOverflow(most)
        allowance = overflow ? budget : min(budget, sum)
        isExhausted = isSpent
        makeTables(for: 0)
    }

    /// Keeps what `numbers` lead to, renumbered, and forgets all other nodes and every result.
    ///
    /// - Complexity: O(nodes).
    mutating func keep(_ numbers: inout [UInt32]) {
        guard !isExhausted else { return }
        var moved = [UInt32](repeating: 0, count: count)
        moved[1] = 1
        for number in numbers where number > 1 { moved[Int(number)] = 1 }
        for number in stride(from: count - 1, through: 2, by: -1) where moved[number] != 0 {
            moved[Int(nodes[number].low)] = 1
            moved[Int(nodes[number].high)] = 1
        }
        (moved[0], moved[1]) = (0, 1)
        var kept = 2
        for number in 2..<max(2, count) where moved[number] != 0 {
            let node = nodes[number]
            nodes[kept] = Node(level: node.level, low: moved[Int(node.low)], high: moved[Int(node.high)])
            moved[number] = UInt32(truncatingIfNeeded: kept)
            kept += 1
        }
        for position in numbers.indices { numbers[position] = moved[Int(numbers[position])] }
        count = kept
        mark = max(Self.leastMark, 2 * kept)
        makeTables(for: kept)
    }

    /// Tables with room for twice as many nodes, with the nodes that there are and no result.
    private mutating func makeTables(for number: Int) {
        capacity = Self.least
        while capacity < 2 * number, capacity < room.nodes { capacity *= 2 }
        ceiling = min(limit, capacity)
        bucketMask = min(2 * capacity, room.buckets) - 1
        fillBuckets()
        entryMask = min(capacity, room.entries, Self.largestCache) - 1
        entries.update(repeating: Self.noEntry, count: entryMask + 1)
        pause = steps
        cleared = steps
    }

    private mutating func fillBuckets() {
        buckets.update(repeating: 0, count: bucketMask + 1)
        for number in 2..<max(2, count) {
            let node = nodes[number]
            var bucket = Self.hash(node.level, node.low, node.high) & bucketMask
            while buckets[bucket] != 0 { bucket = (bucket + 1) & bucketMask }
            buckets[bucket] = UInt32(truncatingIfNeeded: number)
        }
    }

    @inline(__always) func level(_ node: UInt32) -> UInt32 { nodes[Int(node)].level }
    @inline(__always) func low(_ node: UInt32) -> UInt32 { nodes[Int(node)].low }
    @inline(__always) func high(_ node: UInt32) -> UInt32 { nodes[Int(node)].high }

    @inline(__always) private static func hash(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> Int {
        var h = UInt64(a) &* 0x9E37_79B9_7F4A_7C15 ^ (UInt64(b) << 32 | UInt64(c)) &* 0xC2B2_AE3D_27D4_EB4F
        h ^= h >> 32
        h = h &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: h >> 24)
    }

    /// The one node of this level and these sides; the caller has seen to it that it is not to be left out.
    @inline(__always) mutating func node(_ level: UInt32, _ low: UInt32, _ high: UInt32) -> UInt32 {
        var bucket = Self.hash(level, low, high) & bucketMask
        while true {
            let found = buckets[bucket]
            if found == 0 { break }
            let node = nodes[Int(found)]
            if node.low == low, node.high == high, node.level == level { return found }
            bucket = (bucket + 1) & bucketMask
        }
        if count >= ceiling {
            guard grow() else { return 0 }
            bucket = Self.hash(level, low, high) & bucketMask
            while buckets[bucket] != 0 { bucket = (bucket + 1) & bucketMask }
        }
        let number = UInt32(truncatingIfNeeded: count)
        nodes[count] = Node(level: level, low: low, high: high)
        count += 1
        buckets[bucket] = number
        return number
    }

    /// The function that is `high` where the variable holds and `low` where not.
    @inline(__always) mutating func function(_ level: UInt32, _ low: UInt32, _ high: UInt32) -> UInt32 {
        low == high ? low : node(level, low, high)
    }

    /// The sets of `low`, and those of `high` each with the variable.
    @inline(__always) mutating func family(_ level: UInt32, _ low: UInt32, _ high: UInt32) -> UInt32 {
        high == 0 ? low : node(level, low, high)
    }

    private mutating func grow() -> Bool {
        guard count < limit else {
            isExhausted = true
            return false
        }
        let larger = 2 * capacity
        if larger > room.nodes {
            let moved = UnsafeMutablePointer<Node>.allocate(capacity: larger)
            moved.moveInitialize(from: nodes, count: count)
            nodes.deallocate()
            nodes = moved
            room.nodes = larger
        }
        capacity = larger
        ceiling = min(limit, capacity)
        if 2 * larger > bucketMask + 1 {
            let size = 2 * (bucketMask + 1)
            if size > room.buckets {
                buckets.deallocate()
                buckets = .allocate(capacity: size)
                room.buckets = size
            }
            bucketMask = size - 1
            fillBuckets()
        }
        if larger > entryMask + 1, entryMask + 1 < Self.largestCache { growCache() }
        return true
    }

    /// Whether the steps are spent; if not, results may outnumber nodes by far, and their table grows with the steps.
    private mutating func look() {
        guard steps <= allowance else {
            isExhausted = true
            return
        }
        if pause > 0, steps - cleared > entryMask + 1, entryMask + 1 < Self.largestCache { growCache() }
        let (next, overflow) = steps.addingReportingOverflow(entryMask + 1)
        pause = overflow ? allowance : min(allowance, next)
    }

    private mutating func growCache() {
        let half = entryMask + 1
        if 2 * half > room.entries {
            let fresh = UnsafeMutablePointer<Entry>.allocate(capacity: 2 * half)
            fresh.moveInitialize(from: entries, count: half)
            entries.deallocate()
            entries = fresh
            room.entries = 2 * half
        }
        entries.advanced(by: half).initialize(repeating: Self.noEntry, count: half)
        entryMask = 2 * half - 1
        // One more bit of the hash decides: what moves, moves by half of the table.
        for index in 0..<half where entries[index].operation != 0 {
            let entry = entries[index]
            if Self.hash(entry.operation, entry.left, entry.right) & half != 0 {
                entries[index + half] = entry
                entries[index] = Self.noEntry
            }
        }
    }

    /// The remembered result of an operation on two nodes, or `nil`.
    @inline(__always) func result(_ operation: UInt32, _ left: UInt32, _ right: UInt32) -> UInt32? {
        let entry = entries[Self.hash(operation, left, right) & entryMask]
        return entry.left == left && entry.right == right && entry.operation == operation ? entry.result : nil
    }

    /// Remembers a result, and counts a step.
    @inline(__always) mutating func remember(_ operation: UInt32, _ left: UInt32, _ right: UInt32, _ result: UInt32) {
        entries[Self.hash(operation, left, right) & entryMask] = Entry(left: left, right: right, operation: operation, result: result)
        steps &+= 1
        if steps > pause { look() }
    }

    /// Puts a frame on the stack, whose height is the caller's.
    @inline(__always) mutating func push(_ left: UInt32, _ right: UInt32 = 0, level: UInt32, room: UInt32 = 0, _ height: inout Int) {
        if height >= stackCapacity { growStack(height) }
        stack[height] = Frame(left: left, right: right, level: level, room: room, stage: 0, low: 0, partial: 0)
        height += 1
    }

    private mutating func growStack(_ height: Int) {
        let larger = max(2 * stackCapacity, height + 1)
        let moved = UnsafeMutablePointer<Frame>.allocate(capacity: larger)
        moved.moveInitialize(from: stack, count: stackCapacity)
        stack.deallocate()
        stack = moved
        stackCapacity = larger
    }
}
