public import SupplyChain

extension SupplyGraph {
    /// Brings jurisdictions and flags to their fixpoint over the graph.
    ///
    /// - Values: the best path over all relationships and stated requirements; a component whose list of dependencies is not declared complete stands on something unknown (semantics 10.2–10.3).
    /// - Jurisdictions: along control, ownership and derivation only.
    /// - Flags: along what carries each rule, up to guards that are known to hold.
    ///
    /// - Parameters:
    ///   - rules: What may follow; sorted by id here.
    ///   - focus: The governments asked about.
    /// - Complexity: O((nodes + edges) × (governments asserted + rules)).
    public func propagating(_ rules: [FlagRule], for focus: Set<Jurisdiction>) -> Exposure {
        let rules = rules.sorted { $0.id < $1.id }
        let own = nodes.indices.map { ownControl(of: $0, for: focus) }
        let all = allEdges()
        var origins = own.enumerated().map { CertaintyFlow.Origin(node: $0.offset, certainty: $0.element) }
        for (index, node) in nodes.enumerated() where node.kind.hasDependencyList && !node.hasCompleteDependencies {
            origins.append(CertaintyFlow.Origin(node: index, certainty: .unknown))
        }
        let valueFlow = CertaintyFlow(CertaintyNetwork(nodeCount: nodes.count, edges: all), origins: origins.filter { $0.certainty > .no })
        let hands = all.filter { edge in edge.relationship.map { relationships[$0].kind.carriesReach } ?? false }
        let codes = Set(nodes.lazy.flatMap(\.jurisdictions).map(\.jurisdiction)).sorted()
        let network = CertaintyNetwork(nodeCount: nodes.count, edges: hands)
        let reachFlows = codes.map { CertaintyFlow(network, origins: reachOrigins(of: $0)) }
        let courses = FlagCourses(self, all)
        return Exposure(
            graph: self, focus: focus, rules: rules, values: nodes.indices.map { valueFlow.certainty(at: $0) }, valueFlow: valueFlow,
            codes: codes,
            reachFlows: reachFlows, flagFlows: courses.flows(of: rules, isGuarded: true),
            unguardedFlows: rules.map { $0.hasKillingGuard ? courses.flows(of: [$0], isGuarded: false).first : nil },
            seedNodes: rules.map { Set($0.seeds.lazy.filter { $0.certainty > .no }.map(\.node)) })
    }

    private func reachOrigins(of code: Jurisdiction) -> [CertaintyFlow.Origin] {
        nodes.indices.compactMap { index in
            let best = nodes[index].jurisdictions.filter { $0.jurisdiction == code }.map(\.certainty).max()
            return best.flatMap { $0 > .no ? CertaintyFlow.Origin(node: index, certainty: $0) : nil }
        }
    }

    private func allEdges() -> [CertaintyNetwork.Edge] {
        var edges = relationships.enumerated().compactMap { index, relationship -> CertaintyNetwork.Edge? in
            guard relationship.details.strength != .mentioned, relationship.details.certainty > .no else { return nil }
            return CertaintyNetwork.Edge(
                from: relationship.from, to: relationship.to, relationship: index, requirement: nil,
                certainty: relationship.details.certainty)
        }
        for (index, group) in statedRequirements.enumerated() {
            for member in group.members where member.status != .planned {
                edges.append(
                    CertaintyNetwork.Edge(from: group.node, to: member.node, relationship: nil, requirement: index, certainty: .known))
            }
        }
        return edges
    }
}

extension NodeKind {
    /// Whether things of this kind stand on others that a document would have to list (semantics 10.3).
    fileprivate var hasDependencyList: Bool {
        switch self {
        case .product, .package, .model, .service, .infrastructure, .hardware, .dataset, .unknown: true
        case .capability, .registry, .organization: false
        }
    }
}

extension RelationshipKind {
    /// Whether a government that reaches the target reaches the source.
    fileprivate var carriesReach: Bool { belongs(to: .control) || belongs(to: .ownership) || belongs(to: .derivation) }
}
