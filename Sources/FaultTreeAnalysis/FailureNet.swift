/// A system at one stage as two-valued variables, each raised by others: what sweeps over single events work on.
///
/// A variable stands for nodes at levels: [level of n ≥ ℓ] for each node n and level ℓ, level by level a Boolean system. Variables are
/// joined where nothing can tell them apart: the levels of one node that no event and no gate separates, and then the strongly connected
/// components of *forced* failure, where each brings down the next by itself. What is left of a gate for which one failed member is enough
/// are plain edges; only the others count.
struct FailureNet: Sendable {
    /// The variable of each node and level, at 3 × node + level − 1.
    let variables: [Int32]
    /// That the node is at the level with no further event.
    static let always: Int32 = -1
    /// That the node is out of scope.
    static let unasked: Int32 = -2

    /// How many variables there are.
    ///
    /// Where one forces another along `follows` the other has a smaller number, save for edges that only the joining of variables made.
    let count: Int
    /// The variables that each brings down by itself, each once.
    let follows: Rows
    /// The counted gates in which each variable is a member, as often as it counts.
    let uses: Rows
    /// The variable that each counted gate raises, and how many members it takes, at least 2.
    let heads: [Int32]
    let thresholds: [Int32]
    /// How many nodes each variable stands for at the levels 1, 2 and 3.
    let weights: [SIMD4<Int32>]
    /// How many nodes are at the levels 1, 2 and 3 with no further event.
    let alwaysWeight: SIMD4<Int>

    /// The work of one pass over everything.
    var size: Int { count + follows.elements.count + uses.elements.count }

    /// The net of what `targets` depend on, or of everything.
    init(_ system: ThresholdSystem, events: [BasicEvent], after happened: [Int], stage: UInt8, targets: [Int]?) {
        let scope = targets.map { system.scope(of: $0, at: stage) }
        let levels = Fixpoint(system, stage: stage, seeds: happened.lazy.flatMap { events[$0].effects }).levels
        let splits = LevelSplits(system, events: events, levels: levels, stage: stage)
        var draft = NetDraft(system, levels: levels, splits: splits, scope: scope)
        draft.takeGates(of: system, at: stage)
        self = draft.joined(levels: levels, scope: scope)
    }

    init(
        variables: [Int32], count: Int, follows: Rows, uses: Rows, heads: [Int32], thresholds: [Int32], weights: [SIMD4<Int32>],
        alwaysWeight: SIMD4<Int>
    ) {
        self.variables = variables
        self.count = count
        self.follows = follows
        self.uses = uses
        self.heads = heads
        self.thresholds = thresholds
        self.weights = weights
        self.alwaysWeight = alwaysWeight
    }

    /// The variables that an event raises, increasing, each once.
    func seeds(of event: BasicEvent) -> [Int32] {
        var seeds: [Int32] = []
        for effect in event.effects {
            for level in 0..<Int(effect.level) {
                let variable = variables[3 * effect.node + level]
                if variable >= 0, seeds.last != variable { seeds.append(variable) }
            }
        }
        guard seeds.count > 1 else { return seeds }
        seeds.sort()
        var kept = 1
        for position in 1..<seeds.count where seeds[position] != seeds[kept - 1] {
            seeds[kept] = seeds[position]
            kept += 1
        }
        seeds.removeSubrange(kept...)
        return seeds
    }
}

extension ThresholdSystem {
    /// For each node, whether one of `targets` depends on it through gates that count at `stage`.
    func scope(of targets: [Int], at stage: UInt8) -> [Bool] {
        var isInside = [Bool](repeating: false, count: nodeCount)
        var open: [Int32] = []
        for target in targets where !isInside[target] {
            isInside[target] = true
            open.append(Int32(truncatingIfNeeded: target))
        }
        while let node = open.popLast() {
            for gate in gateRows[Int(node)] where cores[Int(gate)].stage <= stage {
                for member in memberRows[Int(gate)] where !isInside[Int(member)] {
                    isInside[Int(member)] = true
                    open.append(member)
                }
            }
        }
        return isInside
    }
}

/// Between which levels of each node something can tell the difference.
///
/// The greatest sets of levels that are always reached together: everything is joined at first, and separated where an event stops between
/// two levels, where the node stands between them with no event, or where a gate gives one without the other.
struct LevelSplits {
    /// Bit 1: between the levels 1 and 2; bit 2: between 2 and 3.
    private(set) var masks: [UInt8]
    private var open: [Int32] = []

    init(_ system: ThresholdSystem, events: [BasicEvent], levels: [UInt8], stage: UInt8) {
        masks = [UInt8](repeating: 0, count: system.nodeCount)
        for event in events { for effect in event.effects { split(effect.node, above: effect.level) } }
        for (node, level) in levels.enumerated() where level > 0 { split(node, above: level) }
        for (gate, core) in system.cores.enumerated() where core.stage <= stage {
            for level: UInt8 in 1...2 {
                let (lower, upper) = (system.premise(for: level, at: gate), system.premise(for: level + 1, at: gate))
                let isSame = (lower == 0) == (upper == 0) && (lower == 0 || core.threshold(for: level) == core.threshold(for: level + 1))
                if !isSame { split(Int(core.node), above: level) }
            }
        }
        while let node = open.popLast() {
            for gate in system.useRows[Int(node)] where system.cores[Int(gate)].stage <= stage {
                carry(masks[Int(node)], over: Int(gate), system)
            }
        }
    }

    private mutating func split(_ node: Int, above level: UInt8) {
        guard level == 1 || level == 2, masks[node] & (1 << level) == 0 else { return }
        masks[node] |= 1 << level
        open.append(Int32(truncatingIfNeeded: node))
    }

    /// Separates two levels of a gate's node where the levels of a member that they rest on are separated.
    private mutating func carry(_ mask: UInt8, over gate: Int, _ system: ThresholdSystem) {
        let node = Int(system.cores[gate].node)
        for level: UInt8 in 1...2 {
            let (lower, upper) = (system.premise(for: level, at: gate), system.premise(for: level + 1, at: gate))
            guard lower > 0, lower < upper else { continue }
            for between in lower..<upper where mask & (1 << between) != 0 { split(node, above: level) }
        }
    }
}

extension ThresholdSystem {
    /// The least level of members that counts towards `level` at `gate`; 0 where the gate can never give it.
    @inline(__always) func premise(for level: UInt8, at gate: Int) -> UInt8 {
        let core = cores[gate]
        return Int(core.threshold(for: level)) > memberRows.range(gate).count ? 0 : core.premise(for: level)
    }
}
