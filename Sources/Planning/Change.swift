public import Resilience

/// Something that can be changed about a supply chain so that a target fails less easily, with what it costs.
///
/// Every kind of change can only help: another member never worsens a state, nor does a requirement less (invariant I3 of the semantics). A
/// substitute brings its own dependencies: they are in the graph, and the plan is analysed with them.
public struct Change: Sendable, Hashable {
    /// What is changed.
    public enum Kind: Sendable, Hashable {
        /// A second source, a substitute or a mirror: `node` becomes a member of the group, by index into `LossModel.requirements`.
        case addMember(requirement: Int, node: Int)
        /// The group, by index, is no longer needed.
        case dropRequirement(Int)
        /// The event, by index into the events asked about, can no longer happen or no longer harms.
        case secure(event: Int)
    }

    /// What is changed.
    public let kind: Kind
    /// What it costs, in whatever unit all costs are in; at least 0.
    public let cost: Int

    /// A change with its cost.
    public init(_ kind: Kind, cost: Int) {
        self.kind = kind
        self.cost = max(0, cost)
    }
}

/// What must hold after the changes.
public enum PlanGoal: Sendable, Hashable {
    /// No event alone takes the target to the state.
    case noSinglePoints
    /// The target survives all these events together, by index into the events asked about.
    case survive([Int])
    /// No set of fewer events than this takes the target to the state.
    case orderAtLeast(Int)
}

/// The question that a plan answers.
public struct PlanQuestion: Sendable {
    /// The model as it is.
    public let model: LossModel
    /// The node that must not fail, by index.
    public let target: Int
    /// The events that may happen.
    public let events: [Event]
    /// The horizon asked about.
    public let horizon: Horizon
    /// The state that counts as failing.
    public let state: SupplyState
    /// What must hold.
    public let goal: PlanGoal

    /// A question about one target.
    public init(model: LossModel, target: Int, events: [Event], horizon: Horizon, state: SupplyState = .frozen, goal: PlanGoal) {
        self.model = model
        self.target = target
        self.events = events
        self.horizon = horizon
        self.state = state
        self.goal = goal
    }
}
