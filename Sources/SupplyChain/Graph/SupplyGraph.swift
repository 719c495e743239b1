/// The typed supply-chain graph: a pure function of a set of assertions (semantics 14.1).
///
/// Nodes stand in the order of their ids' bytes and are referred to by index; relationships and requirements are sorted as well, so equal
/// evidence gives an equal graph, byte for byte. It may hold cycles, self-loops and several relationships between two nodes.
public struct SupplyGraph: Sendable, Hashable {
    /// One thing in the supply chain.
    public struct Node: Sendable, Hashable {
        /// Its id.
        public let id: NodeID
        /// What it is.
        public let kind: NodeKind
        /// Single-valued attributes that stand, by key.
        public let attributes: [AttributeKey: String]
        /// Attributes of several values, each list sorted.
        public let lists: [AttributeKey: [String]]
        /// Identity keys beside the id, sorted: `sha256:…`, an LEI, purls.
        public let keys: [IdentityValue]
        /// Governments that are said to reach it, or not to, sorted.
        public let jurisdictions: [JurisdictionAssertion]
        /// Every place where it was read, sorted.
        public let sources: [SourceLocation]
        /// Keys of documents that we do not know, sorted.
        public let unknownKeys: [UnknownKey]

        /// A node as it stands.
        public init(
            id: NodeID, kind: NodeKind, attributes: [AttributeKey: String] = [:], lists: [AttributeKey: [String]] = [:],
            keys: [IdentityValue] = [], jurisdictions: [JurisdictionAssertion] = [], sources: [SourceLocation] = [],
            unknownKeys: [UnknownKey] = []
        ) {
            self.id = id
            self.kind = kind
            self.attributes = attributes
            self.lists = lists
            self.keys = keys
            self.jurisdictions = jurisdictions
            self.sources = sources
            self.unknownKeys = unknownKeys
        }

        /// The name for people: the `name` attribute, else the id.
        public var name: String { attributes[.name] ?? id.text }

        /// Whether the list of its dependencies is declared complete (semantics 10.3).
        public var hasCompleteDependencies: Bool { attributes[.completeness] == "complete" }
    }

    /// A key that a node is known by, beside its id.
    public struct IdentityValue: Sendable, Hashable, Comparable {
        /// The kind of key.
        public let key: IdentityKey
        /// Its value.
        public let value: String

        /// A key and its value.
        public init(_ key: IdentityKey, _ value: String) {
            self.key = key
            self.value = value
        }

        /// Orders by kind, then by bytes.
        public static func < (left: IdentityValue, right: IdentityValue) -> Bool {
            left.key == right.key ? left.value.isBytewiseLess(than: right.value) : left.key.rawValue < right.key.rawValue
        }
    }

    /// One relationship, with every place that states it.
    public struct Relationship: Sendable, Hashable {
        /// The index of the source.
        public let from: Int
        /// The index of the target.
        public let to: Int
        /// What holds, with its details.
        public let details: RelationshipDetails
        /// Where it was read, sorted.
        public let sources: [SourceLocation]
        /// Keys of documents that we do not know, sorted.
        public let unknownKeys: [UnknownKey]

        /// A relationship between two nodes.
        public init(from: Int, to: Int, details: RelationshipDetails, sources: [SourceLocation] = [], unknownKeys: [UnknownKey] = []) {
            self.from = from
            self.to = to
            self.details = details
            self.sources = sources
            self.unknownKeys = unknownKeys
        }

        /// The kind.
        public var kind: RelationshipKind { details.kind }
    }

    /// One attribute on which sources disagree.
    public struct Conflict: Sendable, Hashable {
        /// A value somebody stated.
        public struct Candidate: Sendable, Hashable {
            /// The value.
            public let value: String
            /// The highest weight behind it.
            public let rank: SourceRank
            /// Where it was read, sorted.
            public let sources: [SourceLocation]

            /// A value with the places that state it.
            public init(value: String, rank: SourceRank, sources: [SourceLocation]) {
                self.value = value
                self.rank = rank
                self.sources = sources
            }
        }

        /// The index of the node.
        public let node: Int
        /// The attribute, or `kind`.
        public let attribute: String
        /// The candidates, strongest first, then by bytes.
        public let candidates: [Candidate]
        /// The value that stands, or `nil` where it is contested.
        public let standing: String?

        /// A disagreement.
        public init(node: Int, attribute: String, candidates: [Candidate], standing: String?) {
            self.node = node
            self.attribute = attribute
            self.candidates = candidates
            self.standing = standing
        }
    }

    /// The nodes, by the bytes of their ids.
    public let nodes: [Node]
    /// The relationships, by source, target and details.
    public let relationships: [Relationship]
    /// The groups that documents state, by node.
    public let statedRequirements: [Requirement]
    /// What sources disagree on, by node and attribute.
    public let conflicts: [Conflict]
    /// Keys at the top of a graph document that we do not know, sorted.
    public let unknownKeys: [UnknownKey]

    /// A graph from parts already in order; `SupplyGraph(assembling:)` makes one from evidence.
    ///
    /// - Precondition: `nodes` are sorted by id without repetition, and every index is within bounds.
    public init(
        sortedNodes nodes: [Node], relationships: [Relationship], statedRequirements: [Requirement], conflicts: [Conflict] = [],
        unknownKeys: [UnknownKey] = []
    ) {
        self.nodes = nodes
        self.relationships = relationships
        self.statedRequirements = statedRequirements
        self.conflicts = conflicts
        self.unknownKeys = unknownKeys
    }

    /// The index of the node with this id.
    ///
    /// O(log *n*).
    public func index(of id: NodeID) -> Int? {
        var low = 0
        var high = nodes.count
        while low < high {
            let middle = (low + high) / 2
            if nodes[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < nodes.count && nodes[low].id == id ? low : nil
    }
}
