internal import SupplyChain

/// What a scenario changes about who stands in for whom, before anything is removed.
public struct Rearrangement: Sendable, Hashable {
    /// Two nodes, by index.
    public struct Pair: Sendable, Hashable {
        /// The node that is needed now.
        public let old: Int
        /// The node that takes its place, or stands beside it.
        public let new: Int

        /// A pair of nodes.
        public init(old: Int, new: Int) {
            self.old = old
            self.new = new
        }
    }

    /// Wherever the old is a member, the new stands in its place.
    public var replacements: [Pair] = []
    /// Wherever the old is a member, the new is one as well: a second source.
    public var additions: [Pair] = []
    /// Planned members that count as if they were in place (semantics 2.6).
    public var activated: Set<Int> = []

    /// Nothing changed.
    public init() {}

    /// Whether nothing is changed.
    public var isEmpty: Bool { replacements.isEmpty && additions.isEmpty && activated.isEmpty }
}

extension LossModel {
    /// The model after a rearrangement.
    ///
    /// A group that a replacement makes smaller asks for no more than it has left: who replaces one member by another needs that other alone.
    /// - Complexity: that of a model, and a look at each member for each pair.
    public func rearranged(_ rearrangement: Rearrangement) -> LossModel {
        guard !rearrangement.isEmpty else { return self }
        return LossModel(graph, requirements: graph.requirements().map { $0.rearranged(rearrangement) })
    }

    /// In how many groups a node is a member that counts, or is planned.
    public func requirementCount(of node: Int) -> Int {
        graph.requirements().count { group in group.members.contains { $0.node == node } }
    }
}

extension Requirement {
    fileprivate func rearranged(_ rearrangement: Rearrangement) -> Requirement {
        var members = members.map { member in
            member.status == .planned && rearrangement.activated.contains(member.node) ? Member(node: member.node) : member
        }
        for pair in rearrangement.additions where pair.new != node && members.contains(where: { $0.node == pair.old }) {
            members.append(Member(node: pair.new))
        }
        for pair in rearrangement.replacements {
            members = members.map { $0.node == pair.old ? Member(node: pair.new, status: $0.status) : $0 }
        }
        let distinct = Set(members.map(\.node)).count
        let isShorter = distinct < self.members.count
        return Requirement(
            node: node, type: type, atLeast: isShorter ? min(atLeast, distinct) : atLeast, want: isShorter ? min(want, distinct) : want,
            members: members, sources: sources, impliedBy: impliedBy, unknownKeys: unknownKeys)
    }
}
