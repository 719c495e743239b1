extension ThresholdSystem {
    /// What it takes for `target` to reach `level`, or the constant that the answer is.
    ///
    /// Only pairs of a node and a level that the target's level depends on become gates; those that are reached already, or that not even all candidates
    /// together reach, become none. Pairs that hold each other up by gates of which one member is enough are one and the same.
    /// - Complexity: O(nodes + gates + members) below the target, up to the sorting of arguments.
    func faultTree(
        of target: Int, at level: UInt8, events: [BasicEvent], candidates: [Int], after happened: [Int], stage: UInt8
    ) -> FaultTreeReading {
        var sweep = Sweep(self, events: events, after: happened, stage: stage)
        let before = sweep.levels
        if before[target] >= level { return .constant(true) }
        let all = sweep.levels(of: Array(0..<nodeCount), after: candidates)
        guard all[target] >= level else { return .constant(false) }
        var walk = PairWalk(self, before: before, all: all, stage: stage, events: events, candidates: candidates)
        return .tree(walk.tree(of: target, at: level).simplified())
    }
}

/// What a question about one node comes to.
enum FaultTreeReading {
    /// The node reaches the level with nothing happening, or never.
    case constant(Bool)
    case tree(FaultTree)
}

/// The pairs of a node and a level that a target depends on.
struct PairWalk {
    let system: ThresholdSystem
    let before: [UInt8]
    let all: [UInt8]
    let stage: UInt8
    private let variables: [Int]
    /// For each node the variables of events that touch it, each with its level.
    private let touching: Rows
    private let touchedLevels: [UInt8]
    private var numbers: [Int32]
    private var pairs: [(node: Int32, level: UInt8)] = []
    private var variablesOfPair: [[Int32]] = []
    private var enough: [[Int32]] = []
    private var thresholds: [(pair: Int32, count: Int, members: [Int32])] = []

    init(_ system: ThresholdSystem, before: [UInt8], all: [UInt8], stage: UInt8, events: [BasicEvent], candidates: [Int]) {
        self.system = system
        self.before = before
        self.all = all
        self.stage = stage
        variables = candidates
        var rows = [[Int32]](repeating: [], count: system.nodeCount)
        var levels = [[UInt8]](repeating: [], count: system.nodeCount)
        for (variable, event) in candidates.enumerated() {
            for effect in events[event].effects where effect.level > before[effect.node] {
                rows[effect.node].append(Int32(truncatingIfNeeded: variable))
                levels[effect.node].append(effect.level)
            }
        }
        touching = Rows(rows)
        touchedLevels = levels.flatMap { $0 }
        numbers = [Int32](repeating: -1, count: 3 * system.nodeCount)
    }

    mutating func tree(of target: Int, at level: UInt8) -> FaultTree { forest(of: [target], at: level).tree }

    /// The trees of several targets in one, with the gate of each; the root is the first's.
    mutating func forest(of targets: [Int], at level: UInt8) -> (tree: FaultTree, gates: [Int32]) {
        let asked = targets.map { number($0, level) }
        var next = 0
        while next < pairs.count {
            visit(next)
            next += 1
        }
        return contracted(asked)
    }

    private mutating func number(_ node: Int, _ level: UInt8) -> Int32 {
        let row = 3 * node + Int(level) - 1
        if numbers[row] < 0 {
            numbers[row] = Int32(truncatingIfNeeded: pairs.count)
            pairs.append((Int32(truncatingIfNeeded: node), level))
        }
        return numbers[row]
    }

    private mutating func visit(_ pair: Int) {
        let (node, level) = (Int(pairs[pair].node), pairs[pair].level)
        variablesOfPair.append(
            touching.range(node).filter { touchedLevels[$0] >= level }.map { ~touching.elements[$0] })
        var single: [Int32] = []
        for gate in system.gateRows[node] where system.stageOfGate[Int(gate)] <= stage {
            guard let premise = system.premiseLevel(for: level, at: Int(gate)), premise > 0 else { continue }
            var count = system.threshold(for: level, at: Int(gate))
            var members: [Int] = []
            for member in system.memberRows[Int(gate)] {
                if before[Int(member)] >= premise { count -= 1 } else if all[Int(member)] >= premise { members.append(Int(member)) }
            }
            // A gate that gives the level already would have given it before.
            guard count >= 1, count <= members.count else { continue }
            let numbers = members.map { number($0, premise) }
            if count == 1 { single += numbers } else { thresholds.append((Int32(truncatingIfNeeded: pair), count, numbers)) }
        }
        enough.append(single)
    }

    /// The tree in which pairs that imply each other are one gate.
    private func contracted(_ asked: [Int32]) -> (tree: FaultTree, gates: [Int32]) {
        let components = Components(Rows(enough), from: 0..<pairs.count)
        var members = [[Int32]](repeating: [], count: components.count)
        for pair in pairs.indices {
            let component = components.ofNode[pair]
            members[Int(component)] += variablesOfPair[pair]
            for other in enough[pair] where components.ofNode[Int(other)] != component {
                members[Int(component)].append(components.ofNode[Int(other)])
            }
        }
        var tree = FaultTree(
            thresholds: [Int32](repeating: 1, count: components.count), arguments: members, root: components.ofNode[0], events: variables)
        for (pair, count, others) in thresholds {
            let component = components.ofNode[Int(pair)]
            // What a gate needs of its own value the least solution does not have.
            let needed = others.map { components.ofNode[Int($0)] }.filter { $0 != component }
            guard let gate = tree.addThreshold(count, of: needed) else { continue }
            tree.replace(Int(component), threshold: 1, tree.arguments[Int(component)] + [gate])
        }
        return (tree, asked.map { components.ofNode[Int($0)] })
    }
}

extension FaultTree {
    /// A gate that holds when `count` of `members` do, each as often as it stands there; `nil` where there are too few.
    mutating func addThreshold(_ count: Int, of members: [Int32]) -> Int32? {
        guard count <= members.count else { return nil }
        let distinct = Set(members).sorted()
        if distinct.count == members.count { return add(threshold: count, members) }
        if count == 1 { return add(threshold: 1, distinct) }
        if count == members.count { return add(threshold: distinct.count, distinct) }
        // reached[j]: what it takes for at least j of the members seen so far; nothing holds at 0, `nil` never.
        var weights: [Int32: Int] = [:]
        for member in members { weights[member, default: 0] += 1 }
        var reached: [Int32?] = [Int32?](repeating: nil, count: count + 1)
        for member in distinct {
            let weight = weights[member] ?? 1
            for number in stride(from: count, through: 1, by: -1) {
                let withMember: Int32?
                if number <= weight {
                    withMember = member
                } else {
                    withMember = reached[number - weight].map { add(threshold: 2, [$0, member]) }
                }
                guard let withMember else { continue }
                reached[number] = reached[number].map { add(threshold: 1, [$0, withMember]) } ?? withMember
            }
        }
        return reached[count]
    }
}
