/// In what respect a node needs a group of members (semantics 2.3).
public enum RequirementType: String, Sendable, Hashable, CaseIterable {
    /// To work.
    case run
    /// To work in full.
    case optional
    /// To be built again.
    case build
    /// To be updated.
    case update
    /// To be delivered.
    case deliver
}

/// Whether a member is in place.
public enum MemberStatus: String, Sendable, Hashable, CaseIterable {
    /// In use.
    case active
    /// Ready, not in use.
    case standby
    /// Intended; does not count unless the scenario says so.
    case planned
}

/// A group of members of which a node needs at least `atLeast`, and wants `want`.
///
/// Members are indices into `SupplyGraph.nodes`, sorted and without repetition.
public struct Requirement: Sendable, Hashable {
    /// One member and whether it is in place.
    public struct Member: Sendable, Hashable {
        /// The index of the member.
        public let node: Int
        /// Whether it is in place.
        public let status: MemberStatus

        /// A member of a group.
        public init(node: Int, status: MemberStatus = .active) {
            self.node = node
            self.status = status
        }
    }

    /// The index of the node that needs the group.
    public let node: Int
    /// In what respect.
    public let type: RequirementType
    /// How many members are needed.
    public let atLeast: Int
    /// How many members are wanted; at least `atLeast`.
    public let want: Int
    /// The members, by index, each once.
    public let members: [Member]
    /// Where it was read; for an implied group, where the relationship was.
    public let sources: [SourceLocation]
    /// The index into `SupplyGraph.relationships` that implies it, or `nil` where a document states the group.
    public let impliedBy: Int?
    /// Keys of the document that we do not know, kept as canonical JSON text, sorted by key.
    public let unknownKeys: [UnknownKey]

    /// A group; members are taken as given.
    public init(
        node: Int, type: RequirementType, atLeast: Int, want: Int, members: [Member], sources: [SourceLocation], impliedBy: Int? = nil,
        unknownKeys: [UnknownKey] = []
    ) {
        self.node = node
        self.type = type
        self.atLeast = atLeast
        self.want = want
        self.members = members
        self.sources = sources
        self.impliedBy = impliedBy
        self.unknownKeys = unknownKeys
    }
}
