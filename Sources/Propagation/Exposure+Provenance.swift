internal import FaultTreeAnalysis
internal import SupplyChain

extension Exposure {
    /// Several paths that bring a flag to a node.
    public struct Witnesses: Sendable {
        /// The witnesses, shortest first, then by the ids on the way.
        public let paths: [Witness]
        /// Whether there are no others; false where the number asked for or the work allowed came to its end.
        public let isComplete: Bool
    }

    /// Up to `limit` witnesses for a flag at a node, each as sure as the flag is there.
    ///
    /// - Parameter steps: How many partial paths are looked at before the answer is cut short.
    public func witnesses(of flag: FlagID, at node: Int, limit: Int, steps: Int = 10_000) -> Witnesses {
        guard let index = rules.firstIndex(where: { $0.id == flag }) else { return Witnesses(paths: [], isComplete: true) }
        return witnesses(index, node, atLeast: flagFlows[index].certainty(at: node), limit: limit, steps: steps)
    }

    /// Why a flag is at a node in full: the minimal sets of assertions each of which suffices (semantics 9.6).
    public struct Provenance: Sendable, Hashable {
        /// Something asserted on which a flag rests.
        public enum Assertion: Sendable, Hashable, Comparable {
            /// That the flag begins at the node of this index.
            case beginning(Int)
            /// The relationship of this index.
            case relationship(Int)
        }

        /// The sets, shortest first; in each what is asserted in order from the node to the beginning.
        public let sets: [[Assertion]]
        /// The minimal sets of assertions without which the flag would not be there at any certainty; `nil` where not all could be found.
        public let corrections: [[Assertion]]?
        /// Whether `sets` are all that there are.
        public let isComplete: Bool
    }

    /// Why a flag is at a node in full, bounded, and marked where it was cut.
    ///
    /// - Parameters:
    ///   - flag: The flag.
    ///   - node: The node, by index.
    ///   - limit: The most sets that are listed.
    ///   - steps: How many partial paths are looked at.
    public func provenance(of flag: FlagID, at node: Int, limit: Int = 64, steps: Int = 10_000) -> Provenance {
        guard let index = rules.firstIndex(where: { $0.id == flag }) else { return Provenance(sets: [], corrections: [], isComplete: true) }
        let found = witnesses(index, node, atLeast: .unknown, limit: limit, steps: steps)
        let sets = found.paths.map { witness in
            witness.steps.compactMap { $0.relationship.map(Provenance.Assertion.relationship) } + [.beginning(witness.beginning)]
        }
        return Provenance(sets: sets, corrections: found.isComplete ? Self.corrections(of: sets) : nil, isComplete: found.isComplete)
    }

    private func witnesses(_ rule: Int, _ node: Int, atLeast certainty: Certainty, limit: Int, steps: Int) -> Witnesses {
        let found = flagFlows[rule].paths(from: node, atLeast: certainty, limit: limit, steps: steps)
        let paths = found.paths.map { path in
            let weakest = path.reduce(Certainty.known) { min($0, $1.certainty) }
            let begins = rules[rule].seeds.filter { $0.node == path.last?.edge.to ?? node }.map(\.certainty).max() ?? .no
            return witness(path, node, certainty: min(weakest, begins), origin: { seedSources(rule, $0) })
        }
        return Witnesses(paths: paths, isComplete: found.isComplete)
    }

    /// The minimal sets that meet every one of `sets`, smallest first.
    private static func corrections(of sets: [[Provenance.Assertion]]) -> [[Provenance.Assertion]]? {
        let assertions = Set(sets.joined()).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(assertions, assertions.indices))
        let family = sets.map { $0.compactMap { numbers[$0] }.sorted() }
        return HittingSet.minimal(meeting: family, order: assertions.count, limit: 10_000)?.map { $0.map { assertions[$0] } }
    }
}
