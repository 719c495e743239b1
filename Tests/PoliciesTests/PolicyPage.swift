import SupplyChain
import Testing

/// One situation of a page: a small supply chain and every flag that it may show.
struct Situation: Sendable {
    let title: String
    var asOf: CalendarDate?
    var assumed: [String] = []
    var nodes: [String: NodeKind] = [:]
    var traits: [(node: String, trait: String, confidence: String)] = []
    var established: [(node: String, code: Jurisdiction, certainty: Certainty)] = []
    var markets: [(node: String, code: String)] = []
    var licences: [(node: String, licence: String)] = []
    /// Places on lists that the user's own facts add.
    var listed: [(node: String, membership: String)] = []
    var edges: [(from: String, to: String, details: RelationshipDetails)] = []
    /// Stated requirements: of each any one of the members will do.
    var needs: [(node: String, members: [String])] = []
    /// `nil` until the page says what to expect, if only `nothing`.
    var expected: [String]?

    /// The graph, with nodes and edges as the chain lists them or the other way round.
    func graph(isReversed: Bool = false) -> SupplyGraph {
        let ids = nodes.keys.sorted { $0.isBytewiseLess(than: $1) }
        let index = Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
        let supply = ids.map { id in
            let traits = traits.filter { $0.node == id }
            return SupplyGraph.Node(
                id: NodeID(id), kind: nodes[id] ?? .unknown, lists: lists(of: id),
                jurisdictions: established.filter { $0.node == id }.map {
                    JurisdictionAssertion($0.code, nexus: .established, certainty: $0.certainty)
                },
                sources: traits.map { SourceLocation(file: "a page, 2026-11-01, \($0.confidence)", place: id, reader: "catalog") })
        }
        let edges = edges.compactMap { edge -> SupplyGraph.Relationship? in
            guard let from = index[edge.from], let to = index[edge.to] else { return nil }
            return SupplyGraph.Relationship(from: from, to: to, details: edge.details)
        }
        let groups = needs.compactMap { need -> Requirement? in
            guard let node = index[need.node] else { return nil }
            let members = need.members.compactMap { index[$0] }.sorted().map { Requirement.Member(node: $0) }
            return Requirement(node: node, type: .run, atLeast: 1, want: 1, members: members, sources: [])
        }
        return SupplyGraph(
            sortedNodes: supply, relationships: isReversed ? edges.reversed() : edges,
            statedRequirements: isReversed ? groups.reversed() : groups)
    }

    private func lists(of id: String) -> [AttributeKey: [String]] {
        var lists: [AttributeKey: [String]] = [:]
        for trait in traits where trait.node == id { lists[.trait, default: []].append(trait.trait) }
        for market in markets where market.node == id { lists[.market, default: []].append(market.code) }
        for licence in licences where licence.node == id { lists[.licence, default: []].append(licence.licence) }
        return lists
    }
}

/// A page that counsel reads and a test runs: prose, `chain` blocks, `expected` blocks.
struct PolicyPage: Sendable {
    /// A line that the page's language does not have.
    struct Misprint: Error { let line: String }

    private(set) var situations: [Situation] = []

    init(_ text: String) throws {
        var title = ""
        var block: String?
        for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = String(raw)
            if line.hasPrefix("```") {
                block = line == "```" ? nil : String(line.dropFirst(3))
                if block == "chain" { situations.append(Situation(title: title)) }
                if block == "expected" { try change(line) { $0.expected = [] } }
            } else if line.hasPrefix("## ") {
                title = String(line.dropFirst(3))
            } else if block == "chain" {
                try read(line)
            } else if block == "expected", line != "nothing" {
                try change(line) { $0.expected?.append(line) }
            }
        }
    }

    private mutating func change(_ line: String, _ edit: (inout Situation) -> Void) throws {
        guard !situations.isEmpty else { throw Misprint(line: line) }
        edit(&situations[situations.count - 1])
    }

    private mutating func read(_ line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        guard let verb = words.first else { return }
        switch (verb, words.count) {
        case ("as", 3):
            let day = try #require(CalendarDate(words[2]))
            try change(line) { $0.asOf = day }
        case ("assuming", 2...): try change(line) { $0.assumed += words.dropFirst() }
        case ("node", 3):
            let kind = try #require(NodeKind(rawValue: words[2]))
            try change(line) { $0.nodes[words[1]] = kind }
        case ("trait", 5...):
            let quoted = line.split(separator: "\"").map(String.init)
            try change(line) { $0.traits.append((words[1], quoted[1], words[words.count - 1])) }
        case ("established", 4):
            let code = try #require(Jurisdiction(code: words[2]))
            let certainty = try #require(Certainty(name: words[3]))
            try change(line) { $0.established.append((words[1], code, certainty)) }
        case ("market", 3...): try change(line) { $0.markets += words.dropFirst(2).map { (words[1], $0) } }
        case ("licence", 3): try change(line) { $0.licences.append((words[1], words[2])) }
        case ("listed", 5...): try change(line) { $0.listed.append((words[1], words.dropFirst(2).joined(separator: " "))) }
        case ("need", 3...):
            guard words.dropFirst().allSatisfy({ situations.last?.nodes[$0] != nil }) else { throw Misprint(line: line) }
            try change(line) { $0.needs.append((words[1], Array(words.dropFirst(2)))) }
        case ("edge", 4...):
            var details = RelationshipDetails(try #require(RelationshipKind(rawValue: words[2])))
            var rest = words.dropFirst(4)
            if rest.first == "share" {
                guard let share = rest.dropFirst().first.flatMap({ ExactShare($0) }) else { throw Misprint(line: line) }
                details.share = share
                rest = rest.dropFirst(2)
            }
            if let last = rest.popFirst() { details.certainty = try #require(Certainty(name: last)) }
            guard rest.isEmpty, situations.last?.nodes[words[1]] != nil, situations.last?.nodes[words[3]] != nil else {
                throw Misprint(line: line)
            }
            try change(line) { $0.edges.append((words[1], words[3], details)) }
        default: throw Misprint(line: line)
        }
    }
}
