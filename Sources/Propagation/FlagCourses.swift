internal import SupplyChain

/// The networks along which flags travel: laid out once for all rules that are carried by the same kinds and guarded by nothing.
struct FlagCourses: Sendable {
    private let graph: SupplyGraph
    private let edges: [CertaintyNetwork.Edge]

    init(_ graph: SupplyGraph, _ edges: [CertaintyNetwork.Edge]) {
        self.graph = graph
        self.edges = edges
    }

    /// The flow of each rule, in the order of the rules.
    ///
    /// - Parameter isGuarded: Whether guards hold flags back; without, the answer says what they hold back.
    func flows(of rules: [FlagRule], isGuarded: Bool) -> [CertaintyFlow] {
        var laidOut: [Set<RelationshipKind>: CertaintyNetwork] = [:]
        return rules.map { rule in
            let ceilings = isGuarded ? Self.ceilings(rule.nodeGuards) : Self.ceilings(rule.nodeGuards.filter { !$0.isKilling })
            let origins = rule.seeds.compactMap { seed -> CertaintyFlow.Origin? in
                let certainty = min(seed.certainty, ceilings[seed.node] ?? .known)
                return certainty > .no ? CertaintyFlow.Origin(node: seed.node, certainty: certainty) : nil
            }
            // A flag that begins nowhere needs no way.
            let carriers = origins.isEmpty ? [] : rule.carriers
            guard rule.guards.isEmpty && ceilings.isEmpty || origins.isEmpty else {
                return CertaintyFlow(network(carriers, rule.guards, ceilings, isGuarded: isGuarded), origins: origins)
            }
            let network = laidOut[carriers] ?? network(carriers, [], [:], isGuarded: isGuarded)
            laidOut[carriers] = network
            return CertaintyFlow(network, origins: origins)
        }
    }

    /// The lowest ceiling at each guarded node.
    private static func ceilings(_ guards: [FlagRule.NodeGuard]) -> [Int: Certainty] {
        var ceilings: [Int: Certainty] = [:]
        for guarded in guards { ceilings[guarded.node] = min(ceilings[guarded.node] ?? .known, guarded.ceiling) }
        return ceilings
    }

    private func network(
        _ carriers: Set<RelationshipKind>, _ guards: [FlagRule.Guard], _ ceilings: [Int: Certainty], isGuarded: Bool
    ) -> CertaintyNetwork {
        let guards = Dictionary(grouping: guards, by: \.relationship)
        let carrying =
            carriers.isEmpty
            ? []
            : edges.compactMap { edge -> CertaintyNetwork.Edge? in
                guard let index = edge.relationship, carriers.contains(graph.relationships[index].kind) else { return nil }
                let here = guards[index] ?? []
                if isGuarded && here.contains(where: \.isKnown) { return nil }
                // Where it is not known whether an exemption holds, the flag crosses, and is no longer known (semantics 9.4).
                let isDoubtful = here.contains { !$0.isKnown }
                let ceiling = ceilings[edge.from] ?? .known
                guard ceiling > .no else { return nil }
                return CertaintyNetwork.Edge(
                    from: edge.from, to: edge.to, relationship: index, requirement: nil,
                    certainty: min(ceiling, isDoubtful ? min(edge.certainty, .assumed) : edge.certainty))
            }
        return CertaintyNetwork(nodeCount: graph.nodes.count, edges: carrying)
    }
}
