internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// The graph, the Catalog and the day that instruments are brought down to, with what several mechanisms look up.
struct PolicyGround: Sendable {
    /// One way in which a node is used by another: a relationship, or a need that stands for one.
    struct Use: Sendable {
        /// The node that uses it.
        let by: Int
        /// How sure that is.
        let certainty: Certainty
        /// The index of the relationship, or the index of the stated requirement as its complement.
        let way: Int32
    }

    let graph: SupplyGraph
    let catalog: Catalog
    let asOf: CalendarDate
    /// Shares of half or less carry no control: what hands control down does not cross them.
    let minorityGuards: [FlagRule.Guard]
    /// What walks ask of relationships, apart from them: a relationship is large, and copied with all that it holds.
    private let ways: [Way]
    /// The relationships that leave each node.
    private let outgoing: Incidence
    /// The relationships that reach each node.
    private let incoming: Incidence
    /// The stated requirements that each node is a member of.
    private let needs: Incidence
    private let byKind: [NodeKind: [Int]]
    private let byList: [AttributeKey: [String: [Int]]]
    private let byItem: [String: [Int]]

    private struct Way {
        let from: Int32
        let to: Int32
        let kind: KindBits
        let certainty: Certainty
    }

    /// O(nodes + relationships + members of requirements).
    init(graph: SupplyGraph, catalog: Catalog, asOf: CalendarDate) {
        self.graph = graph
        self.catalog = catalog
        self.asOf = asOf
        let count = graph.nodes.count
        let bits = Dictionary(uniqueKeysWithValues: RelationshipKind.allCases.map { ($0, KindBits([$0])) })
        var ways: [Way] = []
        ways.reserveCapacity(graph.relationships.count)
        var live: [Int] = []
        live.reserveCapacity(graph.relationships.count)
        var minorities: [FlagRule.Guard] = []
        for index in graph.relationships.indices {
            let details = graph.relationships[index].details
            ways.append(
                Way(
                    from: Int32(truncatingIfNeeded: graph.relationships[index].from),
                    to: Int32(truncatingIfNeeded: graph.relationships[index].to), kind: bits[details.kind] ?? KindBits([]),
                    certainty: details.certainty))
            if details.certainty > .no, details.strength != .mentioned { live.append(index) }
            guard details.kind == .ownedBy else { continue }
            if let share = details.share {
                guard share.millionths <= 500_000 else { continue }
                minorities.append(FlagRule.Guard(relationship: index, name: "no majority", isKnown: true))
            } else {
                minorities.append(FlagRule.Guard(relationship: index, name: "share not stated", isKnown: false))
            }
        }
        self.ways = ways
        minorityGuards = minorities
        outgoing = Incidence(count: count, live.lazy.map { (place: Int(ways[$0].from), item: $0) })
        incoming = Incidence(count: count, live.lazy.map { (place: Int(ways[$0].to), item: $0) })
        let members = graph.statedRequirements.indices.flatMap { group in
            graph.statedRequirements[group].members.filter { $0.status != .planned }.map { (place: $0.node, item: group) }
        }
        needs = Incidence(count: count, members)
        var byKind: [NodeKind: [Int]] = [:]
        var byList: [AttributeKey: [String: [Int]]] = [:]
        var byItem: [String: [Int]] = [:]
        for index in graph.nodes.indices {
            byKind[graph.nodes[index].kind, default: []].append(index)
            for key in [AttributeKey.trait, .licence] {
                for value in graph.nodes[index].lists[key] ?? [] { byList[key, default: [:]][value, default: []].append(index) }
            }
            if let item = graph.nodes[index].attributes[.item] { byItem[item, default: []].append(index) }
        }
        self.byKind = byKind
        self.byList = byList
        self.byItem = byItem
    }

    // MARK: Nodes

    /// The nodes of some kinds, ascending.
    func nodes(of kinds: some Sequence<NodeKind>) -> [Int] { Set(kinds).flatMap { byKind[$0] ?? [] }.sorted() }

    /// The nodes that have one of some traits, or are under one of some licences; ascending.
    func nodes(with key: AttributeKey, _ values: some Sequence<String>) -> [Int] {
        Set(Set(values).flatMap { byList[key]?[$0] ?? [] }).sorted()
    }

    /// The nodes that are one of some items.
    func nodes(items: [String]) -> [Int] { items.flatMap { byItem[$0] ?? [] } }

    // MARK: Relationships

    /// The relationships that leave a node, of these kinds.
    func relationships(from node: Int, _ kinds: KindBits) -> [SupplyGraph.Relationship] { relationships(outgoing[node], kinds) }

    /// The relationships that reach a node, of these kinds.
    func relationships(to node: Int, _ kinds: KindBits) -> [SupplyGraph.Relationship] { relationships(incoming[node], kinds) }

    private func relationships(_ indices: ArraySlice<Int32>, _ kinds: KindBits) -> [SupplyGraph.Relationship] {
        var found: [SupplyGraph.Relationship] = []
        for index in indices where ways[Int(index)].kind.meets(kinds) { found.append(graph.relationships[Int(index)]) }
        return found
    }

    /// Calls `body` with each way in which a node is used that carries what travels so: those of the propagation.
    func forEachUse(of node: Int, along carriers: Carriers, _ body: (Use) -> Void) {
        let kind = graph.nodes[node].kind
        let open = kind == .capability ? carriers.toCapability : carriers.plain
        for index in incoming[node] {
            let way = ways[Int(index)]
            if way.kind.meets(open) { body(Use(by: Int(way.from), certainty: way.certainty, way: index)) }
        }
        let groups = needs[node]
        guard !groups.isEmpty, carriers.kinds.crossNeed(of: kind) else { return }
        for group in groups { body(Use(by: graph.statedRequirements[Int(group)].node, certainty: .known, way: ~group)) }
    }

    /// Where a way was read.
    func sources(of way: Int32) -> [SourceLocation] {
        way >= 0 ? graph.relationships[Int(way)].sources : graph.statedRequirements[Int(~way)].sources
    }

    /// Everything that what begins at some nodes can come to along these kinds, them among it.
    func reached(from beginnings: [Int], along carriers: Carriers) -> [Bool] {
        var isReached = [Bool](repeating: false, count: graph.nodes.count)
        var frontier: [Int] = []
        for node in beginnings where !isReached[node] {
            isReached[node] = true
            frontier.append(node)
        }
        while let node = frontier.popLast() {
            forEachUse(of: node, along: carriers) { use in
                guard !isReached[use.by] else { return }
                isReached[use.by] = true
                frontier.append(use.by)
            }
        }
        return isReached
    }

    // MARK: Facts

    /// How sure it is that a node has a trait: `known` where a checked fact or a document states it, `unknown` where nobody does.
    func certainty(ofTrait trait: String, at node: Int) -> Certainty {
        guard graph.nodes[node].lists[.trait]?.contains(trait) ?? false else { return .unknown }
        let sources = graph.nodes[node].sources
        return sources.contains { $0.reader != "catalog" || $0.file.hasSuffix(", verified") } ? .known : .assumed
    }

    /// The organizations with a hand on a node.
    func hands(on node: Int) -> [SupplyGraph.Relationship] { relationships(from: node, KindBits(ListMembership.hands)) }

    /// Where an organization or thing is said to be.
    func places(of node: Int) -> [JurisdictionAssertion] { graph.nodes[node].jurisdictions.filter { $0.certainty >= .assumed } }

    /// Where a company is established or otherwise bound; where a person works is no seat (decision 043).
    func seats(of node: Int) -> [JurisdictionAssertion] { places(of: node).filter { $0.nexus != .residence } }

    /// The listed parties in the graph, with the membership that says so.
    func members(of instrument: Instrument) -> [(node: Int, member: ListMember)] {
        instrument.lists.flatMap { catalog.members(ofList: $0, asOf: asOf) }.filter { member in
            instrument.terms.listedOn.map { $0 == member.since } ?? true
        }.compactMap { member in graph.index(of: member.organization).map { ($0, member) } }
    }
}
