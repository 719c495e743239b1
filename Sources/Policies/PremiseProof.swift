public import SupplyChain

/// Why several premises together bring a flag to a node: no single path carries it (semantics 9.3).
public struct PremiseProof: Sendable, Hashable {
    /// What one premise is about.
    public enum Subject: String, Sendable, Hashable {
        /// Made with listed technology, or by a plant that is.
        case product
        /// Where it goes, or who is a party.
        case reach
        /// The share by value.
        case share
        /// The shares that owners hold.
        case owners
        /// What the rule speaks of, used by it.
        case thing
        /// The market that it is for.
        case market
    }

    /// One premise, and what says so.
    public struct Premise: Sendable, Hashable {
        /// What it is about.
        public let subject: Subject
        /// The particulars: a trait, a list, an interval.
        public let detail: String
        /// The node that it was found at.
        public let node: Int
        /// How sure.
        public let certainty: Certainty
        /// What says so, sorted.
        public let sources: [SourceLocation]
    }

    /// The node.
    public let node: Int
    /// The premises, all of which are needed.
    public let premises: [Premise]

    /// As sure as its weakest premise.
    public var certainty: Certainty { premises.map(\.certainty).min() ?? .no }
}
