/// Gates over variables and each other, below one root: what it takes for one node of a system to reach one level.
///
/// A gate holds when at least `threshold` of its arguments do. Arguments of 0 and above are gates, those below are variables (`~variable`). Arguments of
/// a gate are distinct. Gates may hold each other in circles; what is meant is the least solution.
struct FaultTree {
    /// How many arguments must hold, gate by gate.
    private(set) var thresholds: [Int32]
    /// The arguments, gate by gate.
    private(set) var arguments: [[Int32]]
    /// The gate, or the variable, asked about.
    private(set) var root: Int32
    /// The event that each variable stands for, increasing.
    let events: [Int]

    var gateCount: Int { thresholds.count }

    init(thresholds: [Int32], arguments: [[Int32]], root: Int32, events: [Int]) {
        self.thresholds = thresholds
        self.arguments = arguments
        self.root = root
        self.events = events
    }

    /// Adds a gate.
    mutating func add(threshold: Int, _ members: [Int32]) -> Int32 {
        thresholds.append(Int32(truncatingIfNeeded: threshold))
        arguments.append(members)
        return Int32(truncatingIfNeeded: thresholds.count - 1)
    }

    /// Puts other arguments below a gate.
    mutating func replace(_ gate: Int, threshold: Int, _ members: [Int32]) {
        thresholds[gate] = Int32(truncatingIfNeeded: threshold)
        arguments[gate] = members
    }

    mutating func rename(root: Int32) { self.root = root }

    func isOr(_ gate: Int) -> Bool { thresholds[gate] == 1 }
    func isAnd(_ gate: Int) -> Bool { thresholds[gate] > 1 && Int(thresholds[gate]) == arguments[gate].count }

    /// The gates below the root, each after those it holds, as far as circles allow.
    var gatesUpwards: [Int] {
        guard root >= 0 else { return [] }
        var result: [Int] = []
        var isSeen = [Bool](repeating: false, count: gateCount)
        var frames: [(gate: Int, position: Int)] = [(Int(root), 0)]
        isSeen[Int(root)] = true
        while let (gate, position) = frames.last {
            if position < arguments[gate].count {
                frames[frames.count - 1].position += 1
                let argument = arguments[gate][position]
                if argument >= 0, !isSeen[Int(argument)] {
                    isSeen[Int(argument)] = true
                    frames.append((Int(argument), 0))
                }
            } else {
                result.append(gate)
                frames.removeLast()
            }
        }
        return result
    }
}
