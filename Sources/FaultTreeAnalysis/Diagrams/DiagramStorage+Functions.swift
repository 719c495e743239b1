/// What an operation is called in the table of results; bounded operations add the bound above the lowest eight bits.
enum DiagramOperation {
    static let or: UInt32 = 1
    static let and: UInt32 = 2
    static let minimal: UInt32 = 3
    static let sparing: UInt32 = 4
    static let union: UInt32 = 5
    static let without: UInt32 = 6
    static let product: UInt32 = 7
    static let spread: UInt32 = 8
    static let beside: UInt32 = 9

    /// No bound on the size of sets.
    static let unbounded: UInt32 = 0xFF_FFFF

    /// The weight of what no set can hold: leaving it out leaves nothing out.
    static let never = UInt32.max

    @inline(__always) static func bounded(_ operation: UInt32, _ room: UInt32) -> UInt32 { operation | min(room, unbounded) << 8 }
}

extension DiagramStorage {
    /// The function that holds where one of two does.
    mutating func or(_ left: UInt32, _ right: UInt32, base: Int = 0) -> UInt32 { combine(left, right, absorbing: 1, base: base) }

    /// The function that holds where both do.
    mutating func and(_ left: UInt32, _ right: UInt32, base: Int = 0) -> UInt32 { combine(left, right, absorbing: 0, base: base) }

    /// Or and and are each other with the constants changed about: `absorbing` is the constant that decides, the other the one that does nothing.
    private mutating func combine(_ first: UInt32, _ second: UInt32, absorbing: UInt32, base: Int) -> UInt32 {
        let neutral = 1 - absorbing
        let operation = absorbing == 1 ? DiagramOperation.or : DiagramOperation.and
        var (left, right) = (first, second)
        var height = base
        var result: UInt32 = 0
        while true {
            descent: while true {
                if left == right || right == neutral {
                    result = left
                    break descent
                }
                if left == neutral {
                    result = right
                    break descent
                }
                if left == absorbing || right == absorbing {
                    result = absorbing
                    break descent
                }
                if left > right { swap(&left, &right) }
                if let known = self.result(operation, left, right) {
                    result = known
                    break descent
                }
                let (one, other) = (nodes[Int(left)], nodes[Int(right)])
                let level = min(one.level, other.level)
                push(left, right, level: level, &height)
                left = one.level == level ? one.low : left
                right = other.level == level ? other.low : right
            }
            ascent: while true {
                if height == base || isExhausted { return result }
                let frame = stack[height - 1]
                if frame.stage == 0 {
                    stack[height - 1].stage = 1
                    stack[height - 1].low = result
                    let (one, other) = (nodes[Int(frame.left)], nodes[Int(frame.right)])
                    left = one.level == frame.level ? one.high : frame.left
                    right = other.level == frame.level ? other.high : frame.right
                    break ascent
                }
                result = function(frame.level, frame.low, result)
                remember(operation, frame.left, frame.right, result)
                height -= 1
            }
        }
    }

    /// The function that holds where at least `count` of `functions` do; the lowest variables stand last, so that small parts come together first.
    mutating func atLeast(_ count: Int, of functions: [UInt32]) -> UInt32 {
        let ordered = functions.sorted { (level($0), $0) > (level($1), $1) }
        if count <= 0 { return 1 }
        if count > ordered.count { return 0 }
        if count == 1 { return ordered.reduce(0) { or($0, $1) } }
        if count == ordered.count { return ordered.reduce(1) { and($0, $1) } }
        // reached[j]: at least j of the functions seen so far.
        var reached = [UInt32](repeating: 0, count: count + 1)
        reached[0] = 1
        for (position, next) in ordered.enumerated() {
            let fewest = max(1, count - (ordered.count - position - 1))
            for number in stride(from: min(count, position + 1), through: fewest, by: -1) {
                reached[number] = or(reached[number], and(reached[number - 1], next))
                if isExhausted { return 0 }
            }
        }
        return reached[count]
    }
}
