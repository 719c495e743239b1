public import FaultTreeAnalysis
public import SupplyChain

/// What becomes of a plain system when some events happen (semantics 19).
public struct PlainStates: Sendable, Hashable {
    /// The horizon asked about.
    public let horizon: Horizon
    /// What happened, sorted.
    public let removed: [NodeID]
    /// The state of each node, sorted by node.
    public let states: [NodeState]
    /// The nodes with circular support, sorted.
    public let circular: [NodeID]

    /// One node with its state.
    public struct NodeState: Sendable, Hashable {
        /// The node.
        public let node: NodeID
        /// Its state.
        public let state: SupplyState
    }

    /// The state of a node, or `nil` if there is none of this name.
    public subscript(node: NodeID) -> SupplyState? { states.first { $0.node == node }?.state }
}

/// What takes a node of a plain system to a level (semantics 19).
public struct PlainCutSets: Sendable, Hashable {
    /// The node asked about.
    public let target: NodeID
    /// The level asked about.
    public let level: SupplyState
    /// Whether it is there with nothing removed.
    public let isAlready: Bool
    /// The events that suffice alone, sorted.
    public let singlePoints: [NodeID]
    /// The minimal cut sets, each sorted, by size and then in lexicographic order.
    public let minimalCutSets: [[NodeID]]
    /// How far the list goes.
    public let completeness: CutSets.Completeness

    /// What was found for a target, in the names of the events.
    public init(target: NodeID, level: SupplyState, found: CutSets, events: [Event]) {
        self.target = target
        self.level = level
        isAlready = found.isAlready
        singlePoints = found.sets.filter { $0.count == 1 }.map { events[$0[0]].id }.sorted()
        let sets = found.sets.map { $0.map { events[$0].id }.sorted() }
        minimalCutSets = sets.sorted { $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1) }
        completeness = found.completeness
    }
}

extension PlainSystem {
    /// The state of every node once the events of these names have happened; `nil` if a name is nobody's.
    public func states(removing names: [NodeID], horizon: Horizon) -> PlainStates? {
        let graph = graph
        let events = Set(names).sorted().compactMap { event(named: $0, on: graph) }
        guard events.count == Set(names).count else { return nil }
        let outage = LossModel(graph).outage(removing: events, horizon: horizon)
        return PlainStates(
            horizon: horizon, removed: events.map(\.id),
            states: graph.nodes.indices.map { .init(node: graph.nodes[$0].id, state: outage.after[$0]) },
            circular: outage.circularNodes.map { graph.nodes[$0].id })
    }

    /// What takes `target` to `level` or worse; `nil` if there is no such node.
    public func cutSets(
        of target: NodeID, atLeast level: SupplyState, horizon: Horizon, limits: CutSetLimits = CutSetLimits(order: 64)
    ) -> PlainCutSets? {
        let graph = graph
        guard let index = graph.index(of: target), level > .unaffected else { return nil }
        let events = events(on: graph)
        let found = LossModel(graph).cutSets(of: index, among: events, horizon: horizon, atLeast: level, limits: limits)
        return PlainCutSets(target: target, level: level, found: found, events: events)
    }
}
