public import SupplyChain

/// How well a node works, from sound to failed (semantics 2.1).
public enum SupplyState: UInt8, Sendable, Hashable, Comparable, CaseIterable {
    /// Works as before.
    case unaffected
    /// Works, but can no longer be rebuilt or updated.
    case frozen
    /// Works with less function, or without its wanted redundancy.
    case degraded
    /// Does not work.
    case down

    /// The order of the chain.
    public static func < (left: SupplyState, right: SupplyState) -> Bool { left.rawValue < right.rawValue }

    /// The word in documents.
    public var name: String {
        switch self {
        case .unaffected: "unaffected"
        case .frozen: "frozen"
        case .degraded: "degraded"
        case .down: "down"
        }
    }

    /// Reads the word in documents.
    public init?(name: String) {
        guard let match = SupplyState.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}

/// How far ahead a question looks; later horizons count more kinds of requirement (semantics 2.4).
public enum Horizon: UInt8, Sendable, Hashable, Comparable, CaseIterable {
    /// What runs.
    case immediate
    /// And what it takes to build it again.
    case rebuild
    /// And what it takes to update it.
    case update
    /// And what it takes to deliver it.
    case delivery

    /// Nearer horizons come first.
    public static func < (left: Horizon, right: Horizon) -> Bool { left.rawValue < right.rawValue }

    /// The word in documents.
    public var name: String {
        switch self {
        case .immediate: "immediate"
        case .rebuild: "rebuild"
        case .update: "update"
        case .delivery: "delivery"
        }
    }

    /// Reads the word in documents.
    public init?(name: String) {
        guard let match = Horizon.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}

extension RequirementType {
    /// The horizon from which on requirements of this type count (semantics 2.3).
    public var countsFrom: Horizon {
        switch self {
        case .run, .optional: .immediate
        case .build: .rebuild
        case .update: .update
        case .deliver: .delivery
        }
    }

    /// What a member's state means to the node that needs it in this respect (semantics 2.3).
    public func meaning(of state: SupplyState) -> SupplyState {
        switch self {
        case .run: state
        case .optional: min(state, .degraded)
        case .build, .update: state == .down ? .frozen : .unaffected
        case .deliver: state == .down ? .down : .unaffected
        }
    }
}
