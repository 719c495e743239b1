public import SupplyChain

extension FlagRule {
    /// A fact about a node that keeps the flag from it, or lets it in only so surely: published, outside the territory, not a caller from there.
    ///
    /// A guard works on the flag as it begins at the node or comes over an edge to it (semantics 9.4); the same flag elsewhere stands (9.5).
    public struct NodeGuard: Sendable, Hashable {
        /// The index of the node.
        public let node: Int
        /// The name of the exemption.
        public let name: String
        /// How sure the flag can be here at most; `no` where the exemption is known to hold.
        public let ceiling: Certainty
        /// What says that it holds, sorted.
        public let sources: [SourceLocation]

        /// A guard on one node.
        public init(node: Int, name: String, ceiling: Certainty, sources: [SourceLocation] = []) {
            self.node = node
            self.name = name
            self.ceiling = ceiling
            self.sources = sources
        }

        /// Whether the flag cannot come here at all.
        public var isKilling: Bool { ceiling == .no }
    }

    /// Whether it is handed down from owners to what they own.
    var carriesOwnership: Bool { carriers.contains(.ownedBy) || carriers.contains(.controlledBy) }

    /// Whether anything keeps the flag from somewhere for certain.
    var hasKillingGuard: Bool { guards.contains(where: \.isKnown) || nodeGuards.contains(where: \.isKilling) }
}
