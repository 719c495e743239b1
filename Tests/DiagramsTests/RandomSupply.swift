import Propagation
import Resilience
import SupplyChain

@testable import Diagrams

/// A random supply chain of every kind of node, relationship and group, cycles and all.
struct RandomSupply {
    let graph: SupplyGraph
    let exposed: Exposed
    let model: LossModel

    init(seed: UInt64, nodes count: Int, name: (Int, inout Seeded) -> String = { number, _ in "part \(number)" }) {
        var random = Seeded(seed)
        let kinds: [NodeKind] = [
            .package, .package, .package, .model, .dataset, .service, .infrastructure, .registry, .hardware, .organization, .unknown,
        ]
        var drafts: [(id: String, kind: NodeKind)] = [("product:p", .product)]
        if random.isOnceIn(3) { drafts += (0..<(1 + random.below(9))).map { ("product:q\($0)", .product) } }
        drafts += (0..<random.below(16)).map { ("capability:c\($0)", NodeKind.capability) }
        drafts += (0..<count).map { number in
            let kind = kinds[random.below(kinds.count)]
            return (kind == .package ? "pkg:npm/%40s\(number % 3)/n\(number)@1" : "\(kind.rawValue):n\(number)", kind)
        }
        drafts.sort { NodeID($0.id) < NodeID($1.id) }
        let codes: [Jurisdiction] = ["US", "CN", "DE", "SG"]
        let place = SourceLocation(file: "bom.json", place: "/components/1", reader: "random")
        let fact = SourceLocation(file: "https://example.com/a?b=1&c=2 (2026)", place: "organizations/x", reader: "catalog")
        let all = drafts.enumerated().map { number, draft -> SupplyGraph.Node in
            let isPlaced = draft.kind == .organization && !random.isOnceIn(4)
            let certainty: Certainty = random.isOnceIn(2) ? .known : .assumed
            return SupplyGraph.Node(
                id: NodeID(draft.id), kind: draft.kind, attributes: [.name: name(number, &random), .version: "1.\(number)"],
                jurisdictions: isPlaced
                    ? [
                        JurisdictionAssertion(
                            codes[random.below(2 + random.below(3))], nexus: .established, certainty: certainty, sources: [fact])
                    ] : [],
                sources: [place])
        }
        graph = SupplyGraph(
            sortedNodes: all, relationships: Self.relationships(all, place, &random),
            statedRequirements: Self.groups(all, place, &random))
        model = LossModel(graph)
        let rules = [
            FlagRule(
                id: "us.example-rule", effect: .licence, status: "in-force",
                seeds: all.indices.filter { $0 % 5 == 0 }.map {
                    FlagRule.Seed(node: $0, certainty: $0 % 2 == 0 ? .known : .assumed, sources: [fact])
                },
                carriers: [.derivedFrom, .contains, .dependsOn])
        ]
        let exposure = graph.propagating(rules, for: ["US"])
        exposed = Exposed(
            exposure: exposure, model: model, focus: "US", targets: model.defaultTargets, asOf: "2026-11-24", assumptions: [],
            digest: "abc123")
    }

    private static func relationships(_ nodes: [SupplyGraph.Node], _ place: SourceLocation, _ random: inout Seeded) -> [SupplyGraph
        .Relationship]
    {
        let needs: [RelationshipKind] = [
            .dependsOn, .dependsOn, .contains, .calls, .usesModel, .hostedOn, .runsOn, .distributedBy, .derivedFrom, .trainedOn,
        ]
        let control: [RelationshipKind] = [.operatedBy, .hostedBy, .maintainedBy, .publishedBy, .developedBy, .manufacturedBy, .licensedBy]
        let organizations = nodes.indices.filter { nodes[$0].kind == .organization }
        let things = nodes.indices.filter { nodes[$0].kind != .organization }
        var edges: [SupplyGraph.Relationship] = []
        for thing in things {
            for _ in 0..<random.below(4) {
                var details = RelationshipDetails(needs[random.below(needs.count)])
                if random.isOnceIn(6) { details.certainty = .assumed }
                edges.append(
                    SupplyGraph.Relationship(from: thing, to: things[random.below(things.count)], details: details, sources: [place]))
            }
            if !organizations.isEmpty, !random.isOnceIn(3) {
                let details = RelationshipDetails(control[random.below(control.count)], isRevocable: random.isOnceIn(2))
                edges.append(
                    SupplyGraph.Relationship(
                        from: thing, to: organizations[random.below(organizations.count)], details: details, sources: [place]))
            }
        }
        for organization in organizations where random.isOnceIn(2) {
            let details = RelationshipDetails(random.isOnceIn(2) ? .ownedBy : .controlledBy, share: ExactShare("0.6"))
            edges.append(
                SupplyGraph.Relationship(
                    from: organization, to: organizations[random.below(organizations.count)], details: details, sources: [place]))
        }
        return edges
    }

    private static func groups(_ nodes: [SupplyGraph.Node], _ place: SourceLocation, _ random: inout Seeded) -> [Requirement] {
        let things = nodes.indices.filter { nodes[$0].kind != .organization && nodes[$0].kind != .product }
        guard things.count > 1 else { return [] }
        var groups: [Requirement] = []
        for node in nodes.indices where nodes[node].kind == .product || nodes[node].kind == .capability || random.isOnceIn(6) {
            let members = Set((0..<(1 + random.below(4))).map { _ in things[random.below(things.count)] }).sorted()
            let least = 1 + random.below(members.count)
            groups.append(
                Requirement(
                    node: node, type: RequirementType.allCases[random.below(5)], atLeast: least, want: least + random.below(2),
                    members: members.map { .init(node: $0) }, sources: [place]))
            if nodes[node].kind == .product {
                for capability in things where nodes[capability].kind == .capability {
                    groups.append(
                        Requirement(node: node, type: .run, atLeast: 1, want: 1, members: [.init(node: capability)], sources: [place]))
                }
            }
        }
        return groups
    }

    /// The diagram of every view.
    func diagrams(in language: DiagramPhrases.Language, budget: Int = 60) -> [Diagram] {
        var exposed = exposed
        exposed.budget = budget
        let events = graph.events(at: .entity, focus: exposed.exposure.focus, control: { exposed.exposure.control(of: $0) })
        let outage = model.outage(removing: Array(events.prefix(3)), horizon: .update)
        let flagged = graph.nodes.indices.first { !exposed.exposure.flags(of: $0).isEmpty } ?? 0
        return [
            .summary(of: exposed, in: language), .map(of: exposed, in: language), .border(of: exposed, in: language),
            .lineage(of: exposed, in: language), .vendors(of: exposed, in: language), .simulation(of: exposed, outage, in: language),
            .matrix(of: exposed, in: language), .tree(of: exposed, in: language),
            .explanation(of: exposed, .singlePoint(of: nil), in: language),
            .explanation(of: exposed, .flag("us.example-rule", flagged), in: language),
            .explanation(of: exposed, .value(flagged), in: language),
            .explanation(of: exposed, .state(outage, exposed.targets.first ?? 0), in: language),
        ]
    }
}
