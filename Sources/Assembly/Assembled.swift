public import SupplyChain

/// What a set of extracts amounts to.
public struct Assembled: Sendable {
    /// The graph.
    public let graph: SupplyGraph
    /// What was odd: what the readers noted, and what the merge found, sorted and each once.
    public let diagnostics: [Diagnostic]
    /// Under which names registers met organizations, by node.
    let registeredNames: [(node: Int, name: String)]
    /// Deliveries that somebody plans, by source and name.
    public let deliveries: [PlannedDelivery]
    /// Names that readers met, that nothing answers to, and that are no dependency for that reason.
    public let unplaced: [Unplaced]

    /// Pairs that may be the same thing and were not joined, for a person to decide.
    ///
    /// - Complexity: O(bytes of ids and names), every time it is asked for.
    public var suggestions: [Suggestion] { suggestions(knowing: []) }

    /// The same, and pairs of what was read with organizations that are known elsewhere, by id and name.
    public func suggestions(knowing organizations: [(id: NodeID, name: String)]) -> [Suggestion] {
        Suggestions.found(in: graph, registered: registeredNames, knowing: organizations)
    }

    /// Two ids that may mean one thing.
    public struct Suggestion: Sendable, Hashable, Comparable {
        /// Why they may.
        public enum Reason: String, Sendable, Hashable, CaseIterable {
            /// Organizations whose names differ at most in case, punctuation and legal form.
            case organizationName
            /// Ids that differ only in characters that look alike.
            case lookalike
            /// Packages of one name and version from several package managers.
            case packageName
            /// Models whose names differ only in case and separators.
            case modelName
            /// A part whose document calls its supplier as an organization is called: the left may be published by the right.
            case supplierName
        }

        /// The smaller id; of a supplier's name, the part.
        public let left: NodeID
        /// The larger id; of a supplier's name, the organization.
        public let right: NodeID
        /// Why they may be one thing.
        public let reason: Reason
        /// Where `left` was read first; nothing for what was not read.
        public let leftSource: SourceLocation?
        /// Where `right` was read first; nothing for what was not read.
        public let rightSource: SourceLocation?

        /// Orders by the ids.
        public static func < (one: Suggestion, other: Suggestion) -> Bool {
            if one.left != other.left { return one.left < other.left }
            return one.right == other.right ? one.reason.rawValue < other.reason.rawValue : one.right < other.right
        }
    }

    /// A name that nothing answers to.
    public struct Unplaced: Sendable, Hashable {
        /// The kind of name.
        public let alias: Alias
        /// The name.
        public let name: String
        /// Where it was met, sorted.
        public let sources: [SourceLocation]
    }
}

/// Merges extracts into one graph (semantics 14): a pure function of the set of what they say.
///
/// The order, grouping and repetition of `extracts` change nothing. Records join by strong keys only, step by step from the strongest; a step that would give a node two
/// values of a functional key is refused whole and reported. Disagreements are kept.
///
/// - Complexity: O(claims · log claims).
public func assemble(_ extracts: [Extract]) -> Assembled {
    let pool = RecordPool(extracts)
    let functional = FunctionalKeys(pool)
    var blocks = Blocks(pool, functional)
    blocks.joinByKeys(pool)
    blocks.joinByAliases(pool)
    blocks.joinByPrintedIDs(pool)
    var builder = GraphBuilder(pool: pool, blocks: blocks, functional: functional, refusals: pool.diagnostics + blocks.diagnostics)
    return builder.build()
}
