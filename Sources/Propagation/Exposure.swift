public import SupplyChain

/// Who reaches what, and which control rules may follow: the graph with flags and jurisdictions propagated to their fixpoint.
///
/// Everything in it has a witness, made when asked for. Same graph, same rules: same answers.
public struct Exposure: Sendable {
    /// A government that reaches a node.
    public struct Reach: Sendable, Hashable {
        /// The government.
        public let jurisdiction: Jurisdiction
        /// The ground at the node: as asserted of it, or the kind of the first step.
        public let nexus: Nexus
        /// How sure.
        public let certainty: Certainty
    }

    /// A flag at a node.
    public struct Flag: Sendable, Hashable {
        /// The rule's index in `rules`.
        public let rule: Int
        /// The flag.
        public let id: FlagID
        /// What it may mean.
        public let effect: FlagEffect
        /// What the instrument is at the date.
        public let status: String
        /// How sure it is that the flag is here.
        public let certainty: Certainty
    }

    /// What keeps a flag from a node: "excluded by …" (semantics 9.5).
    public struct Exclusion: Sendable {
        /// Guards on relationships of the path.
        public let guards: [FlagRule.Guard]
        /// Guards on nodes of the path.
        public let nodeGuards: [FlagRule.NodeGuard]
        /// The path by which the flag would have come.
        public let witness: Witness

        /// The names of the exemptions, sorted.
        public var names: [String] { Set(guards.map(\.name) + nodeGuards.map(\.name)).sorted() }
    }

    /// The graph.
    public let graph: SupplyGraph
    /// The governments asked about.
    public let focus: Set<Jurisdiction>
    /// The rules that were propagated, by id.
    public let rules: [FlagRule]
    /// The value of every node: whether the governments asked about reach it or anything that it stands on (semantics 10.2).
    public let values: [Certainty]

    let valueFlow: CertaintyFlow
    let codes: [Jurisdiction]
    let reachFlows: [CertaintyFlow]
    let flagFlows: [CertaintyFlow]
    let unguardedFlows: [CertaintyFlow?]
    let seedNodes: [Set<Int>]

    /// The value of a node.
    public func value(of node: Int) -> Certainty { values[node] }

    /// The governments that reach a node along control, ownership and derivation, by code.
    public func jurisdictions(of node: Int) -> [Reach] {
        codes.indices.compactMap { index in
            let certainty = reachFlows[index].certainty(at: node)
            guard certainty > .no else {
                let denied = graph.nodes[node].jurisdictions.first { $0.jurisdiction == codes[index] && $0.certainty == .no }
                return denied.map { Reach(jurisdiction: $0.jurisdiction, nexus: $0.nexus, certainty: .no) }
            }
            return Reach(jurisdiction: codes[index], nexus: nexus(node, index), certainty: certainty)
        }
    }

    /// How sure it is that the governments asked about have a hand on a node itself, along control and ownership: what events are weighed by.
    ///
    /// `no` where only others are known to; else what its own assertions say.
    public func control(of node: Int) -> Certainty {
        let own = codes.indices.filter { focus.contains(codes[$0]) }.map { reachFlows[$0].certainty(at: node) }.max() ?? .no
        return own > .no ? own : graph.ownControl(of: node, for: focus)
    }

    /// How sure it is that some government not asked about reaches a node along control, ownership and derivation.
    public func controlByOthers(of node: Int) -> Certainty {
        codes.indices.filter { !focus.contains(codes[$0]) }.map { reachFlows[$0].certainty(at: node) }.max() ?? .no
    }

    /// The flags at a node, by id.
    public func flags(of node: Int) -> [Flag] {
        rules.indices.compactMap { flag(of: $0, at: node) }
    }

    /// The flag of one rule at a node; `nil` where it is not there.
    public func flag(of index: Int, at node: Int) -> Flag? {
        let certainty = flagFlows[index].certainty(at: node)
        guard certainty > .no else { return nil }
        let rule = rules[index]
        // Whoever is reached through owners is a party like those that the rule begins with; only things carry what parties bring about.
        let isCarried =
            rule.effect != rule.carriedEffect && !seedNodes[index].contains(node)
            && !(rule.carriesOwnership && graph.nodes[node].kind == .organization)
        return Flag(
            rule: index, id: rule.id, effect: isCarried ? rule.carriedEffect : rule.effect, status: rule.status, certainty: certainty)
    }

    // MARK: Witnesses

    /// Why a node has its value: the path to what the governments asked about reach.
    ///
    /// `nil` where the value is `no`, or `unknown` for want of any assertion.
    public func witness(ofValueAt node: Int) -> Witness? {
        guard values[node] > .unknown else { return nil }
        return witness(valueFlow, node) { beginning in
            graph.nodes[beginning].jurisdictions.filter { focus.contains($0.jurisdiction) }.flatMap(\.sources)
        }
    }

    /// Why a government reaches a node.
    public func witness(of jurisdiction: Jurisdiction, at node: Int) -> Witness? {
        guard let index = codes.firstIndex(of: jurisdiction) else { return nil }
        return witness(reachFlows[index], node) { beginning in
            graph.nodes[beginning].jurisdictions.filter { $0.jurisdiction == jurisdiction }.flatMap(\.sources)
        }
    }

    /// Why a flag is at a node; for `excluded` the path that a guard keeps it from.
    public func witness(of flag: FlagID, at node: Int) -> Witness? {
        guard let index = rules.firstIndex(where: { $0.id == flag }) else { return nil }
        return witness(flagFlows[index], node) { beginning in seedSources(index, beginning) }
    }

    /// The guards that keep a flag from a node, with the path that it would have come by; `nil` where the flag is there or would not come anyway.
    public func exclusion(of flag: FlagID, at node: Int) -> Exclusion? {
        guard let index = rules.firstIndex(where: { $0.id == flag }), flagFlows[index].certainty(at: node) == .no,
            let flow = unguardedFlows[index],
            let witness = witness(flow, node, origin: { seedSources(index, $0) })
        else { return nil }
        let crossed = Set(witness.steps.compactMap(\.relationship))
        let entered = Set([node] + witness.steps.map(\.to))
        let rule = rules[index]
        return Exclusion(
            guards: rule.guards.filter { $0.isKnown && crossed.contains($0.relationship) },
            nodeGuards: rule.nodeGuards.filter { $0.isKilling && entered.contains($0.node) }, witness: witness)
    }

    /// The nodes that have the flag of a rule, by index.
    ///
    /// O(nodes).
    public func nodes(flaggedBy rule: Int) -> [Int] {
        let flow = flagFlows[rule]
        return flow.isEmpty ? [] : graph.nodes.indices.filter { flow.certainty(at: $0) > .no }
    }

    /// How many nodes of each kind have which value.
    public func summary() -> [NodeKind: [Certainty: Int]] {
        var counts: [NodeKind: [Certainty: Int]] = [:]
        for (node, value) in zip(graph.nodes, values) { counts[node.kind, default: [:]][value, default: 0] += 1 }
        return counts
    }

    func seedSources(_ rule: Int, _ node: Int) -> [SourceLocation] {
        rules[rule].seeds.filter { $0.node == node }.flatMap(\.sources)
    }

    private func witness(_ flow: CertaintyFlow, _ node: Int, origin: (Int) -> [SourceLocation]) -> Witness? {
        flow.path(from: node).map { witness($0, node, certainty: flow.certainty(at: node), origin: origin) }
    }

    func witness(_ path: [CertaintyNetwork.Step], _ node: Int, certainty: Certainty, origin: (Int) -> [SourceLocation]) -> Witness {
        let steps = path.map { step in
            let edge = step.edge
            if let index = edge.relationship {
                let relationship = graph.relationships[index]
                return Witness.Step(
                    from: edge.from, to: edge.to, relationship: index, kind: relationship.kind.rawValue, certainty: step.certainty,
                    sources: relationship.sources)
            }
            let sources = edge.requirement.map { graph.statedRequirements[$0].sources } ?? []
            return Witness.Step(
                from: edge.from, to: edge.to, relationship: nil, kind: "requires", certainty: step.certainty, sources: sources)
        }
        return Witness(node: node, steps: steps, certainty: certainty, origin: Set(origin(steps.last?.to ?? node)).sorted())
    }

    private func nexus(_ node: Int, _ index: Int) -> Nexus {
        guard let first = reachFlows[index].path(from: node)?.first?.edge else {
            return graph.nodes[node].jurisdictions.filter { $0.jurisdiction == codes[index] }.max { $0.certainty < $1.certainty }?.nexus
                ?? .established
        }
        return first.relationship.map { graph.relationships[$0].kind.nexus } ?? .established
    }
}

extension RelationshipKind {
    /// The ground on which a government reaches the source of this relationship through its target.
    public var nexus: Nexus {
        switch self {
        case .operatedBy: .operated
        case .hostedBy: .hosted
        case .maintainedBy, .publishedBy, .developedBy, .manufacturedBy: .made
        case .licensedBy: .licensed
        case .ownedBy, .controlledBy: .owned
        case .dependsOn, .contains, .calls, .usesModel, .hostedOn, .runsOn, .distributedBy, .derivedFrom, .trainedOn, .builtWith: .derived
        }
    }
}
