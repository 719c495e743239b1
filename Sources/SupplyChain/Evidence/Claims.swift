public import Scanning

/// A thing that one document talks about: an index into `Extract.records`.
public struct RecordIndex: Hashable, Sendable {
    /// The position in `Extract.records`.
    public let index: Int32

    package init(index: Int32) { self.index = index }
}

/// A thing that one document talks about, before anybody knows what else speaks of it.
///
/// Eight bytes: there may be millions.
public struct Record: Sendable {
    /// Where it is described.
    public let place: Place
    /// What the document takes it for.
    public var kind: NodeKind
    /// A tentative record exists only if something else says what it is: a variable name that no Catalog knows is no dependency.
    public let isTentative: Bool
}

/// What records are joined by, strongest first (semantics 14.2–14.3).
public enum IdentityKey: UInt8, Sendable, Hashable, CaseIterable {
    /// `sha256:…` and the like; functional per algorithm.
    case digest
    /// A Legal Entity Identifier or a register number; functional.
    case legalEntity
    /// A canonical purl, with its version where there is one.
    case packageURL
    /// `publisher/name@revision` of a model hub.
    case modelRevision
    /// An id that a person or the Catalog gave, such as `org:openai`: the same id is the same thing.
    case id
    /// The project folder, relative to the inputs, that a manifest or lock file belongs to.
    case project

    /// The word in documents.
    public var name: String {
        switch self {
        case .digest: "digest"
        case .legalEntity: "legalEntity"
        case .packageURL: "packageURL"
        case .modelRevision: "modelRevision"
        case .id: "id"
        case .project: "project"
        }
    }
}

/// Names by which readers meet a thing that only the Catalog can place; a record that mentions one joins the record that answers to it.
public enum Alias: UInt8, Sendable, Hashable, CaseIterable {
    /// A host name, lower case, without port.
    case hostname
    /// The name of an environment variable.
    case environmentVariable
    /// A provider as gateways spell it, such as `openai` or `azure`.
    case provider
    /// A model name as an API takes it, such as `gpt-4o`.
    case modelName
    /// `namespace/name` of a model hub without revision.
    case hubModel
    /// The model name of a device as its maker writes it, such as `NVIDIA H100 Tensor Core GPU`.
    case deviceModel
    /// A name of an organization as registers write it; only ever suggested, never joined.
    case organizationName
    /// A cloud or an accelerator as deployments name it, such as `hashicorp/aws`, `hashicorp/aws/eu-central-1` or `nvidia.com/gpu`.
    case resource
    /// A module of source code, as `python:openai`.
    case module
}

/// What a claim may say of a record in one text.
public enum AttributeKey: UInt8, Sendable, Hashable, CaseIterable {
    /// Its name for people.
    case name
    /// Its version.
    case version
    /// The Catalog item that it is an instance of.
    case item
    /// A licence expression or id; several may stand.
    case licence
    /// The supplier as a document writes it; several may stand.
    case supplier
    /// A sentence about it.
    case summary
    /// Where its list of dependencies is declared complete: `complete`, `incomplete` or `unknown`.
    case completeness
    /// How much a product matters, 1 to 5.
    case criticality
    /// A market of a product; several may stand.
    case market
    /// Said not to be in use, with the reason.
    case notInUse
    /// A home page or source repository; several may stand.
    case reference
    /// A weight format, architecture or the like; several may stand.
    case trait

    /// Whether a node holds at most one value, so that two values are a conflict.
    public var isSingleValued: Bool {
        switch self {
        case .name, .version, .item, .summary, .completeness, .criticality, .notInUse: true
        case .licence, .supplier, .market, .reference, .trait: false
        }
    }

    /// The key in documents.
    public var name: String {
        switch self {
        case .name: "name"
        case .version: "version"
        case .item: "item"
        case .licence: "licences"
        case .supplier: "suppliers"
        case .summary: "summary"
        case .completeness: "completeness"
        case .criticality: "criticality"
        case .market: "markets"
        case .notInUse: "notInUse"
        case .reference: "references"
        case .trait: "traits"
        }
    }
}

/// How much a source weighs when two disagree, weakest first (semantics 14.4).
public enum SourceRank: UInt8, Sendable, Hashable, Comparable, CaseIterable {
    /// Concluded from something else.
    case inferred
    /// Stated by the supplier: an SBOM, a lock file, a model card.
    case supplier
    /// Signed or official: a register, a statute, a Catalog fact that was verified.
    case official
    /// Decided by an analyst: the manifest.
    case analyst

    /// The order of weight.
    public static func < (left: SourceRank, right: SourceRank) -> Bool { left.rawValue < right.rawValue }

    /// The word in documents.
    public var name: String {
        switch self {
        case .inferred: "inferred"
        case .supplier: "supplier"
        case .official: "official"
        case .analyst: "analyst"
        }
    }
}

/// Claims, one type for each thing that can be said; all are about records of one extract.
public enum Claim {
    /// A record has a key by which it is the same as any other record with that key.
    public struct Identity: Sendable {
        /// The record.
        public let record: RecordIndex
        /// The kind of key.
        public let key: IdentityKey
        /// Its value in canonical form.
        public let value: Symbol
        /// Where it stands.
        public let place: Place
    }

    /// Two records are said to be the same thing.
    public struct Same: Sendable {
        /// One of them.
        public let left: RecordIndex
        /// The other.
        public let right: RecordIndex
        /// Where it stands.
        public let place: Place
    }

    /// A record is met under an alias, or answers to one.
    public struct Named: Sendable {
        /// The record.
        public let record: RecordIndex
        /// The kind of alias.
        public let alias: Alias
        /// The name.
        public let value: Symbol
        /// True where the Catalog or the manifest says that this record is what the alias means.
        public let answers: Bool
        /// Where it stands.
        public let place: Place
    }

    /// A record has an attribute.
    ///
    /// Sixteen bytes, in this order: there are more of these than of anything else.
    public struct Attribute: Sendable {
        /// The record.
        public let record: RecordIndex
        /// Its value.
        public let value: Symbol
        /// Where it stands.
        public let place: Place
        /// Which attribute.
        public let key: AttributeKey
        /// The weight of this claim.
        public let rank: SourceRank
    }

    /// One record stands to another in some way.
    ///
    /// Twenty-four bytes, nothing in it counted by references, so that lists of millions are copied and freed as bytes. What next to none has is kept beside
    /// them: `Extract.details(of:)` gives all details, `Extract.unknownKeys(ofRelationship:)` the keys that we do not know.
    public struct Relationship: Sendable {
        /// The source.
        public let from: RecordIndex
        /// The target.
        public let to: RecordIndex
        /// Where it stands.
        public let place: Place
        /// Which of the derivations of the extract it is, counted from 1; 0 for none.
        let derivation: UInt32
        /// What holds between them.
        public let kind: RelationshipKind
        /// When a dependency is needed.
        public let scope: DependencyScope?
        /// How firmly a detector says so.
        public let strength: Strength?
        /// How sure the relationship itself is.
        public let certainty: Certainty
    }

    /// A record needs a group of others.
    public struct Group: Sendable {
        /// The record that needs them.
        public let record: RecordIndex
        /// In what respect.
        public let type: RequirementType
        /// How many are needed.
        public let atLeast: Int
        /// How many are wanted.
        public let want: Int
        /// The members.
        public let members: [(record: RecordIndex, status: MemberStatus)]
        /// Where it stands.
        public let place: Place
        /// Keys that we do not know.
        public let unknownKeys: [UnknownKey]
    }

    /// A government reaches a record, or does not.
    public struct Reach: Sendable {
        /// The record.
        public let record: RecordIndex
        /// The government.
        public let jurisdiction: Jurisdiction
        /// The ground.
        public let nexus: Nexus
        /// How sure.
        public let certainty: Certainty
        /// Where it stands.
        public let place: Place
    }

    /// The words in which a manifest asks for a record, or for which a lock chose it.
    public struct Selector: Sendable {
        /// The record.
        public let record: RecordIndex
        /// The words, such as `name@^1.0.0`.
        public let text: Symbol
    }

    /// The project of the document is the root of a workspace, and folders of this pattern are its members.
    public struct Member: Sendable {
        /// A path below the document's folder, in which `*` stands for one name and `**` for any number of names.
        public let pattern: Symbol
        /// Whether folders of the pattern are left out again.
        public let isExclusion: Bool
        /// Where it stands.
        public let place: Place
    }

    /// A project is called something within its build, or a record is met that is called so.
    public struct Sibling: Sendable {
        /// The record.
        public let record: RecordIndex
        /// The kind of package and the name: `cargo:serde`.
        public let name: Symbol
        /// True where the record is the project so called.
        public let answers: Bool
        /// Where it stands.
        public let place: Place
    }

    /// A key of a record's description that we do not know.
    public struct Unknown: Sendable {
        /// The record.
        public let record: RecordIndex
        /// The key and its value.
        public let key: UnknownKey
    }
}

/// What a relationship says beside its ends.
public struct RelationshipDetails: Sendable, Hashable {
    /// The kind.
    public var kind: RelationshipKind
    /// When a dependency is needed; `nil` for kinds that have no scope.
    public var scope: DependencyScope?
    /// How a model was derived.
    public var how: DerivationMethod?
    /// The share owned; of `contains` and `builtWith`, the share of the source's value that the target is.
    public var share: ExactShare?
    /// Whether a licence can be taken back.
    public var isRevocable: Bool?
    /// How firmly a detector says so; `nil` where a document simply states it.
    public var strength: Strength?
    /// How sure the relationship itself is.
    public var certainty: Certainty

    /// Details of a relationship of `kind`; a dependency is `runtime` unless said otherwise.
    public init(
        _ kind: RelationshipKind, scope: DependencyScope? = nil, how: DerivationMethod? = nil, share: ExactShare? = nil,
        isRevocable: Bool? = nil,
        strength: Strength? = nil, certainty: Certainty = .known
    ) {
        self.kind = kind
        self.scope = kind == .dependsOn ? scope ?? .runtime : scope
        self.how = how
        self.share = share
        self.isRevocable = isRevocable
        self.strength = strength
        self.certainty = certainty
    }
}
