extension SupplyGraph {
    /// Every group there is: those that documents state, and those that relationships imply where no document states one for the same pair.
    ///
    /// What a kind implies stands in the contract: `dependsOn` by its scope; `contains`, `calls`, `usesModel`, `hostedOn` → `run`; `runsOn` →
    /// `build`; the registries of one node → one any-of `build` group; `derivedFrom`, `trainedOn`, `builtWith` → `update`. Relationships that
    /// are only `offered` form one optional any-of group a node and kind, so that a menu entry is never a single point; `mentioned` ones imply nothing.
    ///
    /// The result is sorted: stated groups first, then implied ones by relationship.
    /// - Complexity: O((*V* + *E*) log *E*).
    public func requirements() -> [Requirement] {
        var statedPairs: Set<Pair> = []
        for group in statedRequirements { for member in group.members { statedPairs.insert(Pair(group.node, member.node)) } }
        var implied: [Requirement] = []
        var pools: [Pool: [Int]] = [:]
        for (index, edge) in relationships.enumerated() {
            guard edge.details.strength != .mentioned, let type = edge.details.impliedRequirement,
                !statedPairs.contains(Pair(edge.from, edge.to))
            else { continue }
            if edge.details.strength == .offered {
                pools[Pool(node: edge.from, kind: edge.kind, type: .optional), default: []].append(index)
            } else if edge.kind == .distributedBy {
                pools[Pool(node: edge.from, kind: edge.kind, type: type), default: []].append(index)
            } else {
                implied.append(
                    Requirement(
                        node: edge.from, type: type, atLeast: 1, want: 1, members: [.init(node: edge.to)], sources: edge.sources,
                        impliedBy: index))
            }
        }
        for (pool, edges) in pools {
            let members = Set(edges.map { relationships[$0].to }).sorted()
            let sources = Set(edges.flatMap { relationships[$0].sources }).sorted()
            implied.append(
                Requirement(
                    node: pool.node, type: pool.type, atLeast: 1, want: 1, members: members.map { .init(node: $0) }, sources: sources,
                    impliedBy: edges[0]))
        }
        implied.sort { ($0.impliedBy ?? 0) < ($1.impliedBy ?? 0) }
        return statedRequirements + implied
    }

    private struct Pair: Hashable {
        let from: Int
        let to: Int

        init(_ from: Int, _ to: Int) {
            self.from = from
            self.to = to
        }
    }

    private struct Pool: Hashable {
        let node: Int
        let kind: RelationshipKind
        let type: RequirementType
    }
}

extension RelationshipDetails {
    /// The requirement that the relationship implies, or `nil`.
    public var impliedRequirement: RequirementType? {
        switch kind {
        case .dependsOn:
            switch scope ?? .runtime {
            case .runtime: .run
            case .optional: .optional
            case .build: .build
            case .development: nil
            }
        case .contains, .calls, .usesModel, .hostedOn: .run
        case .runsOn, .distributedBy: .build
        case .derivedFrom, .trainedOn, .builtWith: .update
        case .operatedBy, .hostedBy, .maintainedBy, .publishedBy, .developedBy, .manufacturedBy, .licensedBy, .ownedBy, .controlledBy: nil
        }
    }
}
