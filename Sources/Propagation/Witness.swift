public import SupplyChain

/// The path that brings something to a node, from the node to where it begins; checkable edge by edge (semantics 9.2).
public struct Witness: Sendable, Hashable {
    /// One relationship of the path.
    public struct Step: Sendable, Hashable {
        /// The index of the node that is reached.
        public let from: Int
        /// The index of the node nearer to the beginning.
        public let to: Int
        /// The index of the relationship; `nil` for a requirement that no relationship implies.
        public let relationship: Int?
        /// What holds between them, in the word of documents.
        public let kind: String
        /// How sure the step is.
        public let certainty: Certainty
        /// Where it was read, sorted.
        public let sources: [SourceLocation]

        /// A step.
        public init(from: Int, to: Int, relationship: Int?, kind: String, certainty: Certainty, sources: [SourceLocation]) {
            self.from = from
            self.to = to
            self.relationship = relationship
            self.kind = kind
            self.certainty = certainty
            self.sources = sources
        }
    }

    /// The node that it is a witness for.
    public let node: Int
    /// The steps from the node to the beginning; none where it begins at the node itself.
    public let steps: [Step]
    /// How sure the whole is: as sure as its weakest part.
    public let certainty: Certainty
    /// What says that it begins where the last step ends, sorted.
    public let origin: [SourceLocation]

    /// The index of the node where it begins.
    public var beginning: Int { steps.last?.to ?? node }

    /// A witness.
    public init(node: Int, steps: [Step], certainty: Certainty, origin: [SourceLocation]) {
        self.node = node
        self.steps = steps
        self.certainty = certainty
        self.origin = origin
    }
}
