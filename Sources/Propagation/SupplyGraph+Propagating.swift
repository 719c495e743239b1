public import SupplyChain

extension SupplyGraph {
    /// Brings jurisdictions and flags to their fixpoint over the graph.
    ///
    /// - Values: the best path over all relationships and stated requirements; a component whose list of dependencies is not declared complete stands on something unknown (semantics 10.2–10.3).
    /// - Jurisdictions: along control, ownership and derivation only.
    /// - Flags: along what carries each rule and the needs that stand for it, up to guards that are known to hold.
    ///
    /// - Parameters:
    ///   - rules: What may follow; sorted by id here.
    ///   - focus: The governments asked about.
    /// - Complexity: O((nodes + edges) × ⌈3 × (governments asserted + rules) ÷ 64⌉): all of them travel at once, as bits.
    public func propagating(_ rules: [FlagRule], for focus: Set<Jurisdiction>) -> Exposure {
        let rules = rules.sorted { $0.id < $1.id }
        let own = nodes.indices.map { ownControl(of: $0, for: focus) }
        var origins = own.enumerated().map { NetworkDraft.Origin(node: $0.offset, certainty: $0.element) }
        for (index, node) in nodes.enumerated() where node.kind.hasDependencyList && !node.hasCompleteDependencies {
            origins.append(NetworkDraft.Origin(node: index, certainty: .unknown))
        }
        var draft = NetworkDraft(self, allEdges())
        let value = draft.add(.everything, from: origins.filter { $0.certainty > .no })
        let codes = Set(nodes.lazy.flatMap(\.jurisdictions).map(\.jurisdiction)).sorted()
        let hands = NetworkDraft.Carriers.kinds(Set(RelationshipKind.allCases.filter(\.carriesReach)))
        let reach = codes.map { draft.add(hands, from: reachOrigins(of: $0)) }
        let flags = rules.map { draft.add($0, isGuarded: true) }
        let unguarded = rules.map { rule -> Int?? in rule.hasKillingGuard ? draft.add(rule, isGuarded: false) : nil }
        let network = draft.network()
        let valueFlow = CertaintyFlow(network, strand: value)
        return Exposure(
            graph: self, focus: focus, rules: rules, values: nodes.indices.map { valueFlow.certainty(at: $0) }, valueFlow: valueFlow,
            codes: codes, reachFlows: reach.map { CertaintyFlow(network, strand: $0) },
            flagFlows: flags.map { CertaintyFlow(network, strand: $0) },
            unguardedFlows: unguarded.map { $0.map { CertaintyFlow(network, strand: $0) } },
            seedNodes: rules.map { Set($0.seeds.lazy.filter { $0.certainty > .no }.map(\.node)) })
    }

    private func reachOrigins(of code: Jurisdiction) -> [NetworkDraft.Origin] {
        nodes.indices.compactMap { index in
            let best = nodes[index].jurisdictions.filter { $0.jurisdiction == code }.map(\.certainty).max()
            return best.flatMap { $0 > .no ? NetworkDraft.Origin(node: index, certainty: $0) : nil }
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

extension NetworkDraft {
    /// Adds the strand of a rule.
    ///
    /// - Parameter isGuarded: Whether guards hold the flag back; without, the strand says what they hold back.
    fileprivate mutating func add(_ rule: FlagRule, isGuarded: Bool) -> Int? {
        let guards = rule.nodeGuards.filter { isGuarded || !$0.isKilling }
        let ceilings = Dictionary(guards.map { ($0.node, $0.ceiling) }, uniquingKeysWith: min)
        let origins = rule.seeds.map { Origin(node: $0.node, certainty: min($0.certainty, ceilings[$0.node] ?? .known)) }
        guard let strand = add(.kinds(rule.carriers), from: origins) else { return nil }
        for (node, ceiling) in ceilings { limit(strand, at: node, to: ceiling) }
        for crossing in rule.guards where isGuarded || !crossing.isKnown {
            // Where it is not known whether an exemption holds, the flag crosses, and is no longer known (semantics 9.4).
            limit(strand, crossing: crossing.relationship, to: crossing.isKnown ? .no : .assumed)
        }
        return strand
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
