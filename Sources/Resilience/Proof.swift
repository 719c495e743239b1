public import SupplyChain

/// Why a node is in a state, from events upwards; every premise stands before what follows from it (semantics 4).
public struct Proof: Sendable, Hashable {
    /// That a node is in a state or a worse one.
    public struct Claim: Sendable, Hashable {
        /// The index of the node.
        public let node: Int
        /// The state.
        public let state: SupplyState

        /// A claim about one node.
        public init(node: Int, state: SupplyState) {
            self.node = node
            self.state = state
        }
    }

    /// Why a claim holds.
    public enum Reason: Sendable, Hashable {
        /// This event does it; the relationships and the certainty stand in the effect.
        case event(Event, Event.Effect)
        /// This group does it, because these members, exactly as many as it takes, are in such a state: all of them are the list of what would
        /// have to be mended or doubled. There are none where the group asks for more members than it has.
        case requirement(Requirement, premises: [Claim])
    }

    /// One claim with its reason.
    public struct Step: Sendable, Hashable {
        /// What is claimed.
        public let claim: Claim
        /// Why it holds.
        public let reason: Reason

        /// A step of a proof.
        public init(claim: Claim, reason: Reason) {
            self.claim = claim
            self.reason = reason
        }
    }

    /// The steps, premises first; the conclusion is the last.
    public let steps: [Step]

    /// A proof from steps.
    public init(steps: [Step]) { self.steps = steps }

    /// What is proved.
    public var conclusion: Claim? { steps.last?.claim }

    /// The events that the proof starts from, sorted by id, each once.
    public var events: [Event] {
        var result: [Event] = []
        for step in steps {
            if case .event(let event, _) = step.reason, !result.contains(where: { $0.id == event.id }) { result.append(event) }
        }
        return result.sorted { $0.id < $1.id }
    }
}
