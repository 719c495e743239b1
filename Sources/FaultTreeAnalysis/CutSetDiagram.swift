/// All smallest sets of events that take a node to a level, held as decision diagrams: to be counted, listed and weighed without being spelled out.
///
/// One diagram for each module; a module is a leaf of the diagrams above it. What it holds is exact for every order that it reaches.
public struct CutSetDiagram: Sendable {
    /// A part of the tree that shares nothing with the rest.
    struct Module: Sendable {
        /// What each level of its diagram is: an event's number, or `~module`.
        let leaves: [Int32]
        /// Its nodes, each after those it leads to; numbers 0 and 1 are no set and the empty set, node *i* has the number *i* + 2.
        let nodes: [DiagramStorage.Node]
        /// The number of its root.
        let root: UInt32
        /// The fewest events in a set; `.max` where there is none.
        let leastOrder: Int
        /// The most events in a set.
        let greatestOrder: Int
        /// Its gates, kept for questions about probabilities.
        let tree: LocalTree
        /// The leaves from the top of the diagram down, by position in `tree.leaves`.
        let order: [Int32]
        /// Whether the function was built whole under that order.
        let hasFunction: Bool
    }

    /// The modules, each after those that are its leaves; the last is the whole.
    let modules: [Module]
    /// Whether the node reaches the level with nothing happening.
    public let isAlready: Bool
    /// How far it goes.
    public let completeness: CutSets.Completeness
    /// The limit that was reached, if any.
    public let reached: Limit?
    /// How many steps counting may take.
    let steps: Int

    /// A limit on the work done for cut sets.
    public enum Limit: Sendable, Hashable {
        /// The nodes of diagrams held at a time.
        case nodes(Int)
        /// The steps of work.
        case steps(Int)
        /// The sets listed.
        case sets(Int)
    }

    /// The diagram of a question with a constant answer.
    init(isAlready: Bool) {
        modules = []
        self.isAlready = isAlready
        completeness = .complete
        reached = nil
        steps = 0
    }

    init(modules: [Module], completeness: CutSets.Completeness, reached: Limit?, steps: Int) {
        self.steps = max(1 << 16, steps)
        self.modules = modules
        isAlready = false
        self.completeness = completeness
        self.reached = reached
    }

    /// Whether everything that was asked for is held.
    public var isComplete: Bool {
        if case .cutOff = completeness { return false }
        return true
    }

    /// The largest order that is held, where that is bounded.
    var bound: Int? {
        switch completeness {
        case .complete: nil
        case .upToOrder(let order), .cutOff(let order): order
        }
    }
}

extension ThresholdSystem {
    /// The minimal cut sets of `target` at `level` as a diagram.
    ///
    /// The question becomes a tree of gates; modules are cut off and solved one by one, from the bottom up. For each the function is built as a binary
    /// decision diagram under several orders of its leaves with growing limits, until one succeeds; its minimal solutions are a zero-suppressed diagram. Where no
    /// function fits the limits, families of bounded order are built without it, one order after another: those that were finished are exact.
    public func cutSetDiagram(
        of target: Int, at level: UInt8, events: [BasicEvent], candidates: [Int]? = nil, after happened: [Int] = [], stage: UInt8,
        limits: CutSetLimits = CutSetLimits()
    ) -> CutSetDiagram {
        var isOpen = [Bool](repeating: candidates == nil, count: events.count)
        for candidate in candidates ?? [] { isOpen[candidate] = true }
        for event in happened { isOpen[event] = false }
        let open = events.indices.filter { isOpen[$0] }
        switch faultTree(of: target, at: level, events: events, candidates: open, after: happened, stage: stage) {
        case .constant(let isAlready): return CutSetDiagram(isAlready: isAlready)
        case .tree(let tree):
            let solver = CutSetSolver(tree, limits: limits)
            return solver.diagram()
        }
    }
}
