/// The numbers of the gates of a local tree while they are found, component by component.
struct GateValues {
    /// The number of each gate's diagram; 0 before it is found, and again once no gate needs it any more.
    var numbers: [UInt32]
    /// The level of each leaf.
    let levels: [UInt32]
    /// How many arguments of gates were joined.
    var done = 0
    private var component = 0
    /// How many components still need each gate.
    private var users: [Int32]

    init(_ tree: LocalTree, _ order: [Int32]) {
        numbers = [UInt32](repeating: 0, count: tree.gateCount)
        users = [Int32](repeating: 0, count: tree.gateCount)
        var levels = [UInt32](repeating: 0, count: tree.leaves.count)
        for (level, leaf) in order.enumerated() { levels[Int(leaf)] = UInt32(truncatingIfNeeded: level) }
        self.levels = levels
        for argument in tree.arguments.elements where argument >= 0 { users[Int(argument)] += 1 }
        users[tree.gateCount - 1] += 1
    }

    mutating func next(in tree: LocalTree) -> Int? {
        guard component < tree.components.count else { return nil }
        component += 1
        return component - 1
    }

    /// Where the numbers stand that were pushed last.
    private(set) var pushed: Range<Int> = 0..<0

    /// Puts numbers after those of the gates, so that they are kept as long as those.
    mutating func push(_ further: [UInt32]) {
        pushed = numbers.count..<numbers.count + further.count
        numbers += further
    }

    /// Puts zeros after all; where they begin.
    mutating func push(_ count: Int) -> Int {
        numbers += repeatElement(0, count: count)
        return numbers.count - count
    }

    /// Takes all away that was pushed.
    mutating func pop() { numbers.removeSubrange(pushed.lowerBound...) }

    /// Lets go of what only the gates of a component needed.
    mutating func finish(_ component: Int, of tree: LocalTree) {
        for gate in tree.components[component] {
            for argument in tree.arguments[Int(gate)] where argument >= 0 {
                users[Int(argument)] -= 1
                if users[Int(argument)] == 0 { numbers[Int(argument)] = 0 }
            }
        }
    }
}

extension DiagramStorage {
    /// The function of a local tree under an order of its leaves, and how many arguments were joined; the function means nothing once exhausted.
    mutating func function(of tree: LocalTree, order: [Int32]) -> (function: UInt32, joined: Int) {
        var values = GateValues(tree, order)
        let isDone = solve(tree, &values, as: .functions, keepsAll: false)
        return (isDone ? values.numbers[tree.gateCount - 1] : 0, values.done)
    }

    /// The minimal sets of at most `room` weight of the last gate of a local tree, from families alone, and how many arguments were joined; no family where a limit was
    /// reached.
    mutating func boundedFamily(of tree: LocalTree, order: [Int32], room: UInt32, weights: [UInt32]) -> (family: UInt32?, joined: Int) {
        var values = GateValues(tree, order)
        let isDone = weights.withUnsafeBufferPointer { solve(tree, &values, as: .families(room: room, weights: $0), keepsAll: false) }
        return (isDone ? values.numbers[tree.gateCount - 1] : nil, values.done)
    }

    /// The minimal sets of at most `room` weight of every gate; none where a limit was reached.
    mutating func boundedFamilies(of tree: LocalTree, order: [Int32], room: UInt32, weights: [UInt32]) -> [UInt32] {
        var values = GateValues(tree, order)
        let isDone = weights.withUnsafeBufferPointer { solve(tree, &values, as: .families(room: room, weights: $0), keepsAll: true) }
        return isDone ? values.numbers : []
    }

    /// What the numbers of gates stand for.
    private enum Meaning {
        case functions
        case families(room: UInt32, weights: UnsafeBufferPointer<UInt32>)
    }

    /// Finds the numbers of all gates; whether no limit was reached.
    ///
    /// Circles are gone round from nothing until nothing changes: the least solution, exactly.
    private mutating func solve(_ tree: LocalTree, _ values: inout GateValues, as meaning: Meaning, keepsAll: Bool) -> Bool {
        while let component = values.next(in: tree) {
            repeat {
                var hasChanged = false
                for gate in tree.components[component].sorted() {
                    values.push(tree.arguments[Int(gate)].map { $0 < 0 ? leaf(values.levels[Int(~$0)], meaning) : values.numbers[Int($0)] })
                    let value = atLeast(Int(tree.thresholds[Int(gate)]), of: &values, meaning, collects: !keepsAll)
                    values.pop()
                    if isExhausted { return false }
                    if value != values.numbers[Int(gate)] {
                        values.numbers[Int(gate)] = value
                        hasChanged = true
                    }
                }
                guard tree.isCircle[component], hasChanged else { break }
            } while true
            if !keepsAll { values.finish(component, of: tree) }
        }
        return true
    }

    private mutating func leaf(_ level: UInt32, _ meaning: Meaning) -> UInt32 {
        if case .families(let room, let weights) = meaning, weights[Int(level)] > room {
            hasDropped = hasDropped || weights[Int(level)] < DiagramOperation.never
            return 0
        }
        return node(level, 0, 1)
    }

    /// What it takes for at least `count` of the numbers pushed last; the lowest variables stand last, so that small parts come together first.
    private mutating func atLeast(_ count: Int, of values: inout GateValues, _ meaning: Meaning, collects: Bool) -> UInt32 {
        let numbers = values.numbers
        let members = values.pushed.sorted { (level(numbers[$0]), numbers[$0]) > (level(numbers[$1]), numbers[$1]) }
        if count > members.count { return 0 }
        // reached + j: at least j of those seen so far.
        let reached = values.push(count + 1)
        values.numbers[reached] = 1
        for (position, member) in members.enumerated() {
            let fewest = max(1, count - (members.count - position - 1))
            for number in stride(from: min(count, position + 1), through: fewest, by: -1) {
                let both = self.both(values.numbers[reached + number - 1], values.numbers[member], meaning)
                values.numbers[reached + number] = either(values.numbers[reached + number], both, meaning)
                if isExhausted { return 0 }
            }
            values.numbers[member] = 0
            values.done += 1
            // Those that can no longer be part of anything.
            for number in 0..<max(0, count - (members.count - position - 1)) { values.numbers[reached + number] = 0 }
            if collects, self.count > mark { keep(&values.numbers) }
        }
        return values.numbers[reached + count]
    }

    private mutating func either(_ left: UInt32, _ right: UInt32, _ meaning: Meaning) -> UInt32 {
        switch meaning {
        case .functions: or(left, right)
        case .families: union(left, right)
        }
    }

    private mutating func both(_ left: UInt32, _ right: UInt32, _ meaning: Meaning) -> UInt32 {
        switch meaning {
        case .functions: return and(left, right)
        case .families(let room, let weights):
            guard let weights = weights.baseAddress else { return 0 }
            return product(left, right, room: room, weights: weights)
        }
    }
}
