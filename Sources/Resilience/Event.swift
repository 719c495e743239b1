public import SupplyChain

/// Something that somebody can take away: a node, what an organization controls, or all that a government reaches (semantics 6.1–6.3).
public struct Event: Sendable, Hashable {
    /// Who or what the event takes away.
    public enum Subject: Sendable, Hashable {
        /// The node of this index itself.
        case node(Int)
        /// What this organization controls directly.
        case organization(Int)
        /// What this organization controls directly and through those it owns or controls.
        case parent(Int)
        /// Whoever controls this node; nobody is known to.
        case unknownController(of: Int)
        /// Everything that these governments reach.
        case governments(Set<Jurisdiction>)
        /// An event that a document names.
        case named
    }

    /// What the event does to one node.
    public struct Effect: Sendable, Hashable {
        /// The index of the node.
        public let node: Int
        /// The state it falls to at least.
        public let state: SupplyState
        /// How sure it is that the event does this.
        public let certainty: Certainty
        /// The control and ownership relationships that lead from the node to the event's subject.
        ///
        /// Indices into `SupplyGraph.relationships`: first the control of the node, then ownership upwards. Empty where the node itself is taken away.
        public let relationships: [Int]

        /// An effect on one node.
        public init(node: Int, state: SupplyState, certainty: Certainty = .known, relationships: [Int] = []) {
            self.node = node
            self.state = state
            self.certainty = certainty
            self.relationships = relationships
        }
    }

    /// Its stable name: the id of its node or organization, `unknown-controller:` and the id, or `jurisdiction:` and the codes.
    public let id: NodeID
    /// Who or what is taken away.
    public let subject: Subject
    /// What it does, by node, then by falling certainty; a node has several effects where a surer one is milder.
    public let effects: [Effect]
    /// How sure it is that the governments asked about have a hand on the subject.
    public let control: Certainty

    /// An event; effects are sorted here.
    public init(id: NodeID, subject: Subject, effects: [Effect], control: Certainty) {
        self.id = id
        self.subject = subject
        self.effects = effects.sorted(by: Self.areInOrder)
        self.control = control
    }

    /// How sure it is that the governments asked about can cause this effect.
    public func certainty(of effect: Effect) -> Certainty { min(control, effect.certainty) }

    private static func areInOrder(_ left: Effect, _ right: Effect) -> Bool {
        if left.node != right.node { return left.node < right.node }
        if left.certainty != right.certainty { return left.certainty > right.certainty }
        if left.state != right.state { return left.state > right.state }
        return left.relationships.lexicographicallyPrecedes(right.relationships)
    }
}

/// The level at which things are taken away; one question uses one level (semantics 6.3).
public enum EventLevel: String, Sendable, Hashable, CaseIterable {
    /// Each thing by itself.
    case artefact
    /// Each organization with what it controls directly.
    case entity
    /// Each ultimate parent with all it controls through others.
    case parent
    /// A government with all it reaches.
    case jurisdiction
}

/// How a thing is taken away in a simulation (semantics 6.1).
public enum RemovalEffect: String, Sendable, Hashable, CaseIterable {
    /// It does not work any more.
    case gone
    /// What is here stays; nothing new comes.
    case cutoff
    /// It works less well.
    case impaired

    /// The state that the node itself falls to.
    public var state: SupplyState {
        switch self {
        case .gone: .down
        case .cutoff: .frozen
        case .impaired: .degraded
        }
    }
}
