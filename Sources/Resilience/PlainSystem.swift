public import SupplyChain

/// A system of nodes, groups and events in the plain form of semantics 19: enough to ask everything about states, and nothing else.
///
/// Reading and writing it as JSON is left to those who have a JSON reader; this is the value between.
public struct PlainSystem: Sendable, Hashable {
    /// A group of members of which a node needs some.
    public struct Group: Sendable, Hashable {
        /// The node that needs them.
        public var node: NodeID
        /// In what respect.
        public var type: RequirementType
        /// How many are needed.
        public var k: Int
        /// The members.
        public var of: [NodeID]
        /// How many are wanted; `nil` for as many as are needed.
        public var want: Int?

        /// A group.
        public init(node: NodeID, type: RequirementType, k: Int, of: [NodeID], want: Int? = nil) {
            self.node = node
            self.type = type
            self.k = k
            self.of = of
            self.want = want
        }
    }

    /// A named event with what it does.
    public struct NamedEvent: Sendable, Hashable {
        /// Its name.
        public var name: NodeID
        /// The states that nodes fall to.
        public var effects: [NodeID: SupplyState]

        /// An event.
        public init(_ name: NodeID, effects: [NodeID: SupplyState]) {
            self.name = name
            self.effects = effects
        }
    }

    /// The nodes; names that only groups and events mention are nodes too.
    public var nodes: [NodeID]
    /// The groups.
    public var groups: [Group]
    /// The events; where there are none each node has the event of its own name, effect `down`.
    public var events: [NamedEvent]

    /// A system from parts in any order.
    public init(nodes: [NodeID], groups: [Group], events: [NamedEvent] = []) {
        self.nodes = nodes
        self.groups = groups
        self.events = events
    }

    /// The graph that states these groups; every node is of kind `unknown`.
    public var graph: SupplyGraph {
        var names = Set(nodes)
        for group in groups { names.formUnion(group.of + [group.node]) }
        for event in events { names.formUnion(event.effects.keys) }
        let sorted = names.sorted()
        let indices = Dictionary(uniqueKeysWithValues: zip(sorted, sorted.indices))
        let requirements = groups.map { group in
            Requirement(
                node: indices[group.node] ?? 0, type: group.type, atLeast: group.k, want: max(group.k, group.want ?? group.k),
                members: Set(group.of.compactMap { indices[$0] }).sorted().map { .init(node: $0) }, sources: [])
        }
        return SupplyGraph(
            sortedNodes: sorted.map { .init(id: $0, kind: .unknown) }, relationships: [],
            statedRequirements: requirements.sorted { $0.node < $1.node })
    }

    /// The events on the nodes of `graph`: the named ones, or where there are none that of every node.
    public func events(on graph: SupplyGraph) -> [Event] {
        guard !events.isEmpty else { return graph.nodes.indices.map { Self.ownEvent(of: $0, on: graph) } }
        return events.map { event in
            let effects = event.effects.compactMap { id, state in graph.index(of: id).map { Event.Effect(node: $0, state: state) } }
            return Event(id: event.name, subject: .named, effects: effects, control: .known)
        }.sorted { $0.id < $1.id }
    }

    /// The event of a name: the one so called, else that of the node so called, else `nil`.
    public func event(named name: NodeID, on graph: SupplyGraph) -> Event? {
        events(on: graph).first { $0.id == name } ?? graph.index(of: name).map { Self.ownEvent(of: $0, on: graph) }
    }

    private static func ownEvent(of node: Int, on graph: SupplyGraph) -> Event {
        Event(id: graph.nodes[node].id, subject: .node(node), effects: [.init(node: node, state: .down)], control: .known)
    }
}

extension PlainSystem {
    /// The plain form of a model: its nodes and groups, with these events.
    public init(_ model: LossModel, events: [Event] = []) {
        let ids = model.graph.nodes.map(\.id)
        nodes = ids
        groups = model.requirements.map { group in
            Group(
                node: ids[group.node], type: group.type, k: group.atLeast, of: group.members.map { ids[$0.node] },
                want: group.want > group.atLeast ? group.want : nil)
        }
        self.events = events.map { event in
            NamedEvent(event.id, effects: Dictionary(event.effects.map { (ids[$0.node], $0.state) }) { max($0, $1) })
        }
    }
}
