internal import SupplyChain

/// The graph of one planned delivery: the graph as it is, with the delivery as a node that holds what it hands over and has its destination for a market.
///
/// What a copy or a thing hands over is what its parts are: `contains` as sure as stated, what it depends on or needs as assumed to be shipped with it, and
/// a model that it merely uses as unknown, unless the weights are somewhere to be had. A service hands over nothing; it is called.
struct DeliveryGraph {
    let graph: SupplyGraph
    /// The node of the delivery.
    let delivery: Int
    /// What is delivered.
    let things: [Int]
    /// Who gets it.
    let endUsers: [Int]

    init(_ delivery: PlannedDelivery, in original: SupplyGraph) {
        var id = NodeID("delivery:\(delivery.id)")
        while original.index(of: id) != nil { id = NodeID(id.text + "'") }
        let position = original.nodes.firstIndex { id < $0.id } ?? original.nodes.count
        func moved(_ index: Int) -> Int { index < position ? index : index + 1 }
        let products = Set(delivery.things + [delivery.product].compactMap { $0 }).filter { original.nodes[$0].kind == .product }
        var nodes = original.nodes
        for product in products { nodes[product] = nodes[product].sold(in: delivery.destination) }
        nodes.insert(
            SupplyGraph.Node(
                id: id, kind: .product, attributes: [.name: delivery.id], lists: [.market: [delivery.destination.text]],
                sources: [delivery.source]), at: position)
        var relationships = original.relationships.map { way in
            SupplyGraph.Relationship(from: moved(way.from), to: moved(way.to), details: way.details, sources: way.sources)
        }
        let content = delivery.form == .service ? [] : DeliveredContent(delivery, in: original).parts
        let how: RelationshipKind = delivery.form == .service ? .calls : .contains
        for thing in delivery.things {
            relationships.append(
                SupplyGraph.Relationship(
                    from: position, to: moved(thing), details: RelationshipDetails(how), sources: [delivery.source]))
        }
        for part in content {
            relationships.append(
                SupplyGraph.Relationship(
                    from: position, to: moved(part.node), details: RelationshipDetails(.contains, certainty: part.certainty),
                    sources: part.sources))
        }
        let requirements = original.statedRequirements.map { group in
            Requirement(
                node: moved(group.node), type: group.type, atLeast: group.atLeast, want: group.want,
                members: group.members.map { Requirement.Member(node: moved($0.node), status: $0.status) }, sources: group.sources,
                impliedBy: group.impliedBy)
        }
        graph = SupplyGraph(sortedNodes: nodes, relationships: relationships, statedRequirements: requirements)
        self.delivery = position
        things = delivery.things.map(moved)
        endUsers = delivery.endUsers.map(moved)
    }

    /// The same with those who get it as parties of the delivery, for rules that ask who is one.
    func withParties() -> SupplyGraph {
        let parties = endUsers.map {
            SupplyGraph.Relationship(
                from: delivery, to: $0, details: RelationshipDetails(.operatedBy), sources: graph.nodes[delivery].sources)
        }
        return SupplyGraph(
            sortedNodes: graph.nodes, relationships: graph.relationships + parties, statedRequirements: graph.statedRequirements)
    }
}

extension SupplyGraph.Node {
    /// The same thing for one market.
    fileprivate func sold(in market: Jurisdiction) -> SupplyGraph.Node {
        var lists = lists
        lists[.market] = [market.text]
        return SupplyGraph.Node(
            id: id, kind: kind, attributes: attributes, lists: lists, keys: keys, jurisdictions: jurisdictions, sources: sources,
            unknownKeys: unknownKeys)
    }
}

/// What is handed over with the things of a delivery, each part as sure as the best way to it.
private struct DeliveredContent {
    struct Part {
        let node: Int
        let certainty: Certainty
        let sources: [SourceLocation]
    }

    private struct Way {
        let to: Int
        let certainty: Certainty
        let sources: [SourceLocation]
    }

    private(set) var parts: [Part] = []
    private let graph: SupplyGraph
    private let form: DeliveryForm?

    init(_ delivery: PlannedDelivery, in graph: SupplyGraph) {
        self.graph = graph
        form = delivery.form
        let ways = ways()
        var certainty = [Certainty](repeating: .no, count: graph.nodes.count)
        var sources: [Int: [SourceLocation]] = [:]
        for thing in delivery.things { certainty[thing] = .known }
        for tier in [Certainty.known, .assumed, .unknown] {
            var frontier = graph.nodes.indices.filter { certainty[$0] >= tier }
            while let node = frontier.popLast() {
                for way in ways[node] where certainty[way.to] == .no && min(certainty[node], way.certainty) >= tier {
                    certainty[way.to] = tier
                    sources[way.to] = way.sources
                    frontier.append(way.to)
                }
            }
        }
        let given = Set(delivery.things)
        for node in graph.nodes.indices where certainty[node] > .no && !given.contains(node) {
            parts.append(Part(node: node, certainty: certainty[node], sources: sources[node] ?? []))
        }
    }

    /// From each node to what is handed over with it, in the order of the graph.
    private func ways() -> [[Way]] {
        var ways = [[Way]](repeating: [], count: graph.nodes.count)
        let held = Set(graph.relationships.lazy.filter { [.distributedBy, .derivedFrom, .contains].contains($0.kind) }.map(\.from))
        func add(_ from: Int, _ to: Int, _ certainty: Certainty, _ sources: [SourceLocation]) {
            var certainty = certainty
            switch graph.nodes[to].kind {
            case .service, .infrastructure, .registry, .organization: return
            case .hardware:
                guard form != .download else { return }
                if form == nil { certainty = min(certainty, .unknown) }
            case .model where !held.contains(to): certainty = min(certainty, .unknown)
            case .model, .product, .capability, .package, .dataset, .unknown: break
            }
            ways[from].append(Way(to: to, certainty: certainty, sources: sources))
        }
        for way in graph.relationships where way.details.strength != .mentioned && way.details.certainty > .no {
            switch way.kind {
            case .contains: add(way.from, way.to, way.details.certainty, way.sources)
            case .dependsOn where way.details.scope != .development && way.details.scope != .build:
                add(way.from, way.to, min(way.details.certainty, .assumed), way.sources)
            case .usesModel, .runsOn: add(way.from, way.to, min(way.details.certainty, .assumed), way.sources)
            default: break
            }
        }
        for group in graph.statedRequirements where [.run, .optional, .deliver].contains(group.type) {
            for member in group.members where member.status != .planned { add(group.node, member.node, .assumed, group.sources) }
        }
        return ways
    }
}
