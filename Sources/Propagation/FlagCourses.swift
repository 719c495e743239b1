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
            let origins = rule.seeds.filter { $0.certainty > .no }.map { CertaintyFlow.Origin(node: $0.node, certainty: $0.certainty) }
            // A flag that begins nowhere needs no way.
            let carriers = origins.isEmpty ? [] : rule.carriers
            guard rule.guards.isEmpty || origins.isEmpty else {
                return CertaintyFlow(network(carriers, rule.guards, isGuarded: isGuarded), origins: origins)
            }
            let network = laidOut[carriers] ?? network(carriers, [], isGuarded: isGuarded)
            laidOut[carriers] = network
            return CertaintyFlow(network, origins: origins)
        }
    }

    private func network(_ carriers: Set<RelationshipKind>, _ guards: [FlagRule.Guard], isGuarded: Bool) -> CertaintyNetwork {
        let guards = Dictionary(grouping: guards, by: \.relationship)
        let carrying = edges.compactMap { edge -> CertaintyNetwork.Edge? in
            guard let index = edge.relationship, carriers.contains(graph.relationships[index].kind) else { return nil }
            let here = guards[index] ?? []
            if isGuarded && here.contains(where: \.isKnown) { return nil }
            // Where it is not known whether an exemption holds, the flag crosses, and is no longer known (semantics 9.4).
            let isDoubtful = here.contains { !$0.isKnown }
            return CertaintyNetwork.Edge(
                from: edge.from, to: edge.to, relationship: index, requirement: nil,
                certainty: isDoubtful ? min(edge.certainty, .assumed) : edge.certainty)
        }
        return CertaintyNetwork(nodeCount: graph.nodes.count, edges: carrying)
    }
}
