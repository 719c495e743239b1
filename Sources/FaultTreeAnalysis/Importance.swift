/// How much each event weighs in what takes a node to a level.
///
/// With *Q* the probability that the node gets there, *Q*₁ with the event certain and *Q*₀ with it impossible: Birnbaum's measure *Q*₁ − *Q*₀, risk achievement
/// worth *Q*₁ / *Q*, risk reduction worth *Q* / *Q*₀, the criticality factor *p* (*Q*₁ − *Q*₀) / *Q*, the diagnostic factor *p* *Q*₁ / *Q*, and Fussell and
/// Vesely's: the probability that some minimal cut set with the event has wholly happened, over *Q*. Events are independent.
///
/// Source: Y. Dutuit and A. Rauzy, *Efficient algorithms to assess component and gate importance in fault tree analysis*, Reliability Engineering and System
/// Safety 72 (2001).
public struct Importance: Sendable, Hashable {
    /// One event's part.
    public struct Measures: Sendable, Hashable {
        /// The event, by number.
        public let event: Int
        /// How probable it is by itself.
        public let probability: Double
        /// The probability of the whole with the event certain.
        public let certain: Double
        /// The probability of the whole with the event impossible.
        public let impossible: Double
        /// The probability that some minimal cut set with the event has wholly happened; `nil` where a limit was reached.
        public let carried: Double?
    }

    /// The probability of the whole.
    public let probability: Double
    /// Whether sets that were cut off are missing from it, so that the true value may be larger.
    public let isLowerBound: Bool
    /// The events of some minimal cut set, increasing.
    public let events: [Measures]
}

extension Importance.Measures {
    /// How fast the whole grows with the event's probability.
    public var birnbaum: Double { max(0, certain - impossible) }

    /// How many times more probable the whole is with the event certain; `nil` where it is impossible.
    public func riskAchievement(_ whole: Double) -> Double? { whole > 0 ? certain / whole : nil }

    /// How many times less probable the whole is with the event impossible, infinite where it is never; `nil` where it is so anyway.
    public func riskReduction(_ whole: Double) -> Double? {
        guard whole > 0 else { return nil }
        return impossible > 0 ? whole / impossible : .infinity
    }

    /// The part of the whole for which the event is decisive.
    public func criticality(_ whole: Double) -> Double? { whole > 0 ? min(1, probability * birnbaum / whole) : nil }

    /// How probable the event is once the whole has happened.
    public func diagnostic(_ whole: Double) -> Double? { whole > 0 ? min(1, probability * certain / whole) : nil }

    /// The part of the whole in which a minimal cut set with the event has happened.
    public func fussellVesely(_ whole: Double) -> Double? {
        guard whole > 0, let carried else { return nil }
        return min(1, carried / whole)
    }
}

extension CutSetDiagram {
    /// The importance of every event under independent probabilities.
    ///
    /// Computed on decision diagrams, module by module: two walks over each give Birnbaum's measure of all its leaves at once.
    /// - Parameters:
    ///   - probabilities: For each event, by number, how probable it is, 0 to 1.
    ///   - limits: How much may be held and done; `nil` where not even the whole's probability could be found within it.
    /// - Complexity: linear in the nodes, save for Fussell and Vesely's measure: that of each event costs a walk of its own.
    public func importance(_ probabilities: [Double], limits: CutSetLimits = CutSetLimits()) -> Importance? {
        if isAlready { return Importance(probability: 1, isLowerBound: false, events: []) }
        guard !modules.isEmpty else { return Importance(probability: 0, isLowerBound: false, events: []) }
        var storage = DiagramStorage(limit: limits.nodes, budget: limits.steps)
        var parts: [ModuleWeights] = []
        for module in modules {
            let values = module.leaves.map { $0 >= 0 ? probabilities[Int($0)] : parts[Int(~$0)].probability }
            guard let part = ModuleWeights(module, values, &storage, isComplete: bound == nil) else { return nil }
            parts.append(part)
        }
        let isExact = bound == nil || modules.allSatisfy(\.hasFunction)
        return Importance(
            probability: parts.last?.probability ?? 0, isLowerBound: !isExact, events: measures(parts, probabilities))
    }

    /// What the parts mean for the whole: each module's probability acts on the whole as its leaf does.
    private func measures(_ parts: [ModuleWeights], _ probabilities: [Double]) -> [Importance.Measures] {
        var impossible = [Double](repeating: 0, count: modules.count)
        var certain = [Double](repeating: 1, count: modules.count)
        var carried = [Double?](repeating: 1, count: modules.count)
        var events: [Importance.Measures] = []
        // A module of which no set is part of a set of the whole does nothing to it.
        var isReached = modules.indices.map { $0 == modules.count - 1 }
        for (index, module) in modules.enumerated().reversed() where isReached[index] {
            for (level, leaf) in module.leaves.enumerated() where parts[index].isUsed[level] {
                let slope = certain[index] - impossible[index]
                let without = impossible[index] + parts[index].impossible[level] * slope
                let with = impossible[index] + parts[index].certain[level] * slope
                let share = carried[index].flatMap { above in parts[index].carried[level].map { above * $0 } }
                if leaf < 0 {
                    isReached[Int(~leaf)] = true
                    (impossible[Int(~leaf)], certain[Int(~leaf)], carried[Int(~leaf)]) = (without, with, share)
                } else {
                    let probability = probabilities[Int(leaf)]
                    events.append(
                        .init(
                            event: Int(leaf), probability: probability, certain: with, impossible: without,
                            carried: share.map { $0 * probability }))
                }
            }
        }
        return events.sorted { $0.event < $1.event }
    }
}

/// One module's probability, and what each of its leaves does to it.
private struct ModuleWeights {
    let probability: Double
    /// The module's probability with each leaf certain, by level.
    private(set) var certain: [Double]
    /// The module's probability with each leaf impossible, by level.
    private(set) var impossible: [Double]
    /// The probability that the rest of some set with the leaf has happened, by level; `nil` where a limit was reached.
    private(set) var carried: [Double?]
    /// Whether each leaf is in some set.
    private(set) var isUsed: [Bool]

    init?(_ module: CutSetDiagram.Module, _ values: [Double], _ storage: inout DiagramStorage, isComplete: Bool) {
        storage.clear(limit: storage.limit)
        var function: UInt32
        if module.hasFunction {
            function = storage.function(of: module.tree, order: module.order).function
        } else {
            function = storage.spread(storage.family(module))
        }
        guard !storage.isExhausted else { return nil }
        let diagram = storage.copy(of: function)
        let below = diagram.probabilities(values)
        let whole = below[Int(diagram.root)]
        probability = whole
        isUsed = [Bool](repeating: false, count: values.count)
        for node in module.nodes { isUsed[Int(node.level)] = true }
        let slopes = diagram.slopes(values, below)
        certain = values.indices.map { min(1, whole + (1 - values[$0]) * slopes[$0]) }
        impossible = values.indices.map { level in
            let rest = whole - values[level] * slopes[level]
            // What is left of a difference of near equals is computed anew.
            guard rest < whole / 1024, whole > 0 else { return rest }
            var changed = values
            changed[level] = 0
            return diagram.probabilities(changed)[Int(diagram.root)]
        }
        carried = [Double?](repeating: 1, count: values.count)
        if module.tree.gateCount == 1, module.tree.thresholds[0] == 1 { return }
        let family = storage.family(module)
        for level in values.indices where isUsed[level] {
            function = storage.spread(storage.beside(UInt32(truncatingIfNeeded: level), in: family))
            guard !storage.isExhausted else {
                for later in level..<values.count { carried[later] = nil }
                return
            }
            let rest = storage.copy(of: function)
            carried[level] = rest.probabilities(values)[Int(rest.root)]
        }
    }
}

extension DiagramStorage {
    /// A module's family, taken in.
    fileprivate mutating func family(_ module: CutSetDiagram.Module) -> UInt32 {
        var numbers: [UInt32] = [0, 1]
        for node in module.nodes { numbers.append(family(node.level, numbers[Int(node.low)], numbers[Int(node.high)])) }
        return numbers[Int(module.root)]
    }
}

extension DiagramCopy {
    /// For each node, read as a function, how probable it is that it holds.
    fileprivate func probabilities(_ values: [Double]) -> [Double] {
        var result = [0.0, 1.0]
        result.reserveCapacity(nodes.count + 2)
        for node in nodes {
            let value = values[Int(node.level)]
            result.append(value * result[Int(node.high)] + (1 - value) * result[Int(node.low)])
        }
        return result
    }

    /// For each level how fast the root's probability grows with that of the level.
    fileprivate func slopes(_ values: [Double], _ below: [Double]) -> [Double] {
        var slopes = [Double](repeating: 0, count: values.count)
        var reach = [Double](repeating: 0, count: nodes.count + 2)
        reach[Int(root)] = 1
        for position in stride(from: nodes.count - 1, through: 0, by: -1) {
            let (node, here) = (nodes[position], reach[position + 2])
            let value = values[Int(node.level)]
            slopes[Int(node.level)] += here * (below[Int(node.high)] - below[Int(node.low)])
            reach[Int(node.low)] += here * (1 - value)
            reach[Int(node.high)] += here * value
        }
        return slopes
    }
}
