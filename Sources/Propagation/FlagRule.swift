public import SupplyChain

/// The name of a flag: the id of the instrument or rule behind it.
public struct FlagID: BytewiseText, ExpressibleByStringLiteral {
    /// The id, such as `us.ear.3a090`.
    public let text: String

    /// Takes the id as it stands.
    public init(_ text: String) { self.text = text }

    /// An id written in source code.
    public init(stringLiteral text: String) { self.text = text }
}

/// What a flag may mean for whoever deals with the node.
public enum FlagEffect: String, Sendable, Hashable, CaseIterable, Comparable {
    /// May be forbidden.
    case prohibition
    /// May need a licence.
    case licence
    /// May bring a duty.
    case duty
    /// Worth knowing.
    case notice

    /// Most severe first.
    public static func < (left: FlagEffect, right: FlagEffect) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// How a flag begins and travels: an instrument of law brought down to one graph (semantics 9).
///
/// A flag travels from the target of a carrying relationship to its source: from a base to the model made from it, from a part to the whole. It is at a node iff some single path brings it there.
public struct FlagRule: Sendable, Hashable {
    /// Where a flag begins.
    public struct Seed: Sendable, Hashable {
        /// The index of the node.
        public let node: Int
        /// How sure it is that the flag begins here.
        public let certainty: Certainty
        /// What says so, sorted.
        public let sources: [SourceLocation]

        /// A beginning.
        public init(node: Int, certainty: Certainty, sources: [SourceLocation]) {
            self.node = node
            self.certainty = certainty
            self.sources = sources
        }
    }

    /// A relationship that a guard keeps the flag from crossing (semantics 9.4).
    public struct Guard: Sendable, Hashable {
        /// The index of the relationship.
        public let relationship: Int
        /// The name of the exemption.
        public let name: String
        /// Whether the fact that it tests is known to hold.
        ///
        /// Where it is not, the flag crosses and is at most `assumed`.
        public let isKnown: Bool

        /// A guard on one relationship.
        public init(relationship: Int, name: String, isKnown: Bool) {
            self.relationship = relationship
            self.name = name
            self.isKnown = isKnown
        }
    }

    /// The flag.
    public let id: FlagID
    /// What it may mean where it begins.
    public let effect: FlagEffect
    /// What it may mean where it was carried to: a duty on dealing with a party is no duty on using what the party made.
    public let carriedEffect: FlagEffect
    /// What the instrument is at the date: `in-force`, or what it is assumed from, such as `lapsed (assumed)`.
    public let status: String
    /// Where it begins.
    public let seeds: [Seed]
    /// The relationships that carry it.
    public let carriers: Set<RelationshipKind>
    /// What it cannot cross.
    public let guards: [Guard]
    /// Where it cannot come, or only so surely.
    public let nodeGuards: [NodeGuard]

    /// A rule on one graph; what it carries means the same as where it begins unless `carriedEffect` says otherwise.
    public init(
        id: FlagID, effect: FlagEffect, carriedEffect: FlagEffect? = nil, status: String, seeds: [Seed], carriers: Set<RelationshipKind>,
        guards: [Guard] = [], nodeGuards: [NodeGuard] = []
    ) {
        self.id = id
        self.effect = effect
        self.carriedEffect = carriedEffect ?? effect
        self.status = status
        self.seeds = seeds
        self.carriers = carriers
        self.guards = guards
        self.nodeGuards = nodeGuards
    }
}
