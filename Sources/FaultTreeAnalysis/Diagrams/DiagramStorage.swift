/// The nodes of decision diagrams in flat storage: a hash-consed table that only grows, and a direct-mapped table of results.
///
/// One storage holds functions (reduced ordered diagrams: a node whose two sides agree is left out) and families (zero-suppressed ones: a node whose
/// high side is empty is left out); which of the two a number means, its user knows. Numbers 0 and 1 are the constants: false and true, no set and the
/// empty set. Nothing is freed one by one: a run ends, and all goes.
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
    private var capacity = 1 << 10
    private var buckets: UnsafeMutablePointer<UInt32>
    private var bucketMask: Int
    private var entries: UnsafeMutablePointer<Entry>
    private var entryMask: Int
    /// The most nodes held.
    private(set) var limit: Int
    /// How many nodes there is room for before something must be done.
    private var ceiling: Int
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

    private static let largestCache = 1 << 22

    init(limit: Int, budget: Int = .max) {
        self.limit = Self.bounded(limit)
        self.budget = budget
        allowance = budget
        pause = 0
        ceiling = min(self.limit, capacity)
        (nodes, buckets, entries) = Self.tables(capacity)
        bucketMask = 2 * capacity - 1
        entryMask = capacity - 1
        stack = .allocate(capacity: stackCapacity)
    }

    deinit {
        nodes.deallocate()
        buckets.deallocate()
        entries.deallocate()
        stack.deallocate()
    }

    /// The constants with room for `capacity` nodes, twice as many buckets, and as many results.
    private static func tables(
        _ capacity: Int
    ) -> (UnsafeMutablePointer<Node>, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<Entry>) {
        let nodes = UnsafeMutablePointer<Node>.allocate(capacity: capacity)
        nodes[0] = Node(level: bottom, low: 0, high: 0)
        nodes[1] = Node(level: bottom, low: 1, high: 1)
        let buckets = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * capacity)
        buckets.initialize(repeating: 0, count: 2 * capacity)
        let entries = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
        entries.initialize(repeating: Entry(left: 0, right: 0, operation: 0, result: 0), count: capacity)
        return (nodes, buckets, entries)
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
        if capacity > 1 << 12 {
            // Cheaper to begin anew than to sweep.
            nodes.deallocate()
            buckets.deallocate()
            entries.deallocate()
            capacity = 1 << 10
            (nodes, buckets, entries) = Self.tables(capacity)
            bucketMask = 2 * capacity - 1
            entryMask = capacity - 1
        } else {
            if count > 2 { buckets.update(repeating: 0, count: bucketMask + 1) }
            entries.update(repeating: Entry(left: 0, right: 0, operation: 0, result: 0), count: entryMask + 1)
        }
        count = 2
        self.limit = Self.bounded(limit)
        ceiling = min(self.limit, capacity)
        let (sum, overflow) = steps.addingReportingOverflow(most)
        allowance = overflow ? budget : min(budget, sum)
        pause = steps
        cleared = steps
        isExhausted = isSpent
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
        let moved = UnsafeMutablePointer<Node>.allocate(capacity: larger)
        moved.moveInitialize(from: nodes, count: count)
        nodes.deallocate()
        nodes = moved
        capacity = larger
        ceiling = min(limit, capacity)
        if 2 * larger > bucketMask + 1 {
            let size = 2 * (bucketMask + 1)
            buckets.deallocate()
            buckets = .allocate(capacity: size)
            buckets.initialize(repeating: 0, count: size)
            bucketMask = size - 1
            for number in 2..<count {
                let node = nodes[number]
                var bucket = Self.hash(node.level, node.low, node.high) & bucketMask
                while buckets[bucket] != 0 { bucket = (bucket + 1) & bucketMask }
                buckets[bucket] = UInt32(truncatingIfNeeded: number)
            }
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
        let size = 2 * (entryMask + 1)
        let fresh = UnsafeMutablePointer<Entry>.allocate(capacity: size)
        fresh.initialize(repeating: Entry(left: 0, right: 0, operation: 0, result: 0), count: size)
        for index in 0...entryMask where entries[index].operation != 0 {
            let entry = entries[index]
            fresh[Self.hash(entry.operation, entry.left, entry.right) & (size - 1)] = entry
        }
        entries.deallocate()
        entries = fresh
        entryMask = size - 1
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
