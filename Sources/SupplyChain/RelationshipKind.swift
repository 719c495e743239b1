/// How one node stands to another; the family says which walks may use it (semantics 1.2).
public enum RelationshipKind: String, Sendable, Hashable, CaseIterable {
    /// Component needs component, as its `scope` says.
    case dependsOn
    /// The target is inside the source.
    case contains
    /// The source calls a service.
    case calls
    /// The source runs or asks a model.
    case usesModel
    /// The source runs on somebody's infrastructure.
    case hostedOn
    /// The source needs hardware of this kind.
    case runsOn
    /// The source is fetched from a registry.
    case distributedBy
    /// A model made from another; `how` says in which way.
    case derivedFrom
    /// A model trained on data.
    case trainedOn
    /// Made with software or on hardware.
    case builtWith
    /// An organization operates the source.
    case operatedBy
    /// An organization hosts the source.
    case hostedBy
    /// An organization maintains the source.
    case maintainedBy
    /// An organization publishes the source.
    case publishedBy
    /// An organization developed the source.
    case developedBy
    /// An organization manufactures the source.
    case manufacturedBy
    /// An organization licenses the source; `revocable` says whether it can take that back.
    case licensedBy
    /// An organization owns a share of the source.
    case ownedBy
    /// An organization controls the source by board, contract or veto.
    case controlledBy
}

extension RelationshipKind {
    /// The families of edges, never mixed in one walk.
    public enum Family: Sendable, Hashable {
        /// The source needs the target.
        case requirement
        /// Flags travel from the target to the source.
        case derivation
        /// An organization has a hand on the source.
        case control
        /// An organization has a hand on an organization.
        case ownership
    }

    /// The families this kind belongs to: `contains` both needs and derives.
    public var families: Set<Family> {
        switch self {
        case .dependsOn, .calls, .usesModel, .hostedOn, .runsOn, .distributedBy: [.requirement]
        case .contains, .derivedFrom, .trainedOn, .builtWith: [.requirement, .derivation]
        case .operatedBy, .hostedBy, .maintainedBy, .publishedBy, .developedBy, .manufacturedBy, .licensedBy: [.control]
        case .ownedBy, .controlledBy: [.ownership]
        }
    }

    /// Whether the kind belongs to `family`.
    public func belongs(to family: Family) -> Bool { families.contains(family) }
}

/// When a dependency is needed.
public enum DependencyScope: String, Sendable, Hashable, CaseIterable {
    /// At run time.
    case runtime
    /// At run time, and can be done without.
    case optional
    /// When building.
    case build
    /// Only by those who develop it; no requirement of the product.
    case development
}

/// The way in which a model was made from another.
public struct DerivationMethod: BytewiseText, ExpressibleByStringLiteral {
    /// The method in one word, as model hubs write it.
    public let text: String

    /// Takes the word as it stands.
    public init(_ text: String) { self.text = text }

    /// A word written in source code.
    public init(stringLiteral text: String) { self.text = text }

    /// Trained further.
    public static let fineTune: DerivationMethod = "fine-tune"
    /// A small set of weights on top of the base.
    public static let adapter: DerivationMethod = "adapter"
    /// The same weights at lower precision.
    public static let quantization: DerivationMethod = "quantization"
    /// Weights of several models combined.
    public static let merge: DerivationMethod = "merge"
    /// Trained on the outputs of the base.
    public static let distillation: DerivationMethod = "distillation"
}

/// How firmly a detector says that something is used.
public enum Strength: String, Sendable, Hashable, CaseIterable {
    /// Does not work without.
    case required
    /// Used unless told otherwise.
    case `default`
    /// Set up by somebody.
    case configured
    /// One choice in a menu: a branch of an any-of, never a single point.
    case offered
    /// Named somewhere; evidence without a relationship.
    case mentioned

    /// Whether this is a dependency as such.
    public var isDependency: Bool { self == .required || self == .default || self == .configured }
}
