public import SupplyChain

/// The graph as the document `chokepoint.graph/1`; reading it again gives the same graph, and writing that the same bytes.
public struct GraphDocument: JSONWritable {
    private let graph: SupplyGraph

    /// The document of a graph.
    public init(_ graph: SupplyGraph) { self.graph = graph }

    /// Writes the document as the next value.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("schema", "chokepoint.graph/1")
            json.array("nodes", graph.nodes) { $0.node($1) }
            json.array("relationships", graph.relationships) { $0.relationship($1, graph) }
            json.array("requirements", graph.statedRequirements) { $0.requirement($1, graph) }
            json.array("conflicts", graph.conflicts) { $0.conflict($1, graph) }
            for key in graph.unknownKeys { json.kept(key) }
        }
    }
}

extension JSONWriter {
    /// `sources` of anything; left out where there are none.
    mutating func sources(_ sources: [SourceLocation]) {
        guard !sources.isEmpty else { return }
        array("sources", sources) { $0.source($1) }
    }

    /// One place as an object.
    mutating func source(_ source: SourceLocation) {
        object {
            $0.member("file", source.file)
            if !source.place.isEmpty { $0.member("place", source.place) }
            $0.member("reader", source.reader)
        }
    }

    fileprivate mutating func kept(_ unknown: UnknownKey) {
        key(unknown.key)
        raw(unknown.json)
    }

    fileprivate mutating func node(_ node: SupplyGraph.Node) {
        object { json in
            json.member("id", node.id.text)
            json.member("kind", node.kind.rawValue)
            for key in AttributeKey.allCases {
                if let value = node.attributes[key] { json.member(key.name, value) }
                if let values = node.lists[key], !values.isEmpty { json.member(key.name, values) }
            }
            if !node.keys.isEmpty {
                json.array("keys", node.keys) { json, key in
                    json.object {
                        $0.member("key", key.key.name)
                        $0.member("value", key.value)
                    }
                }
            }
            if !node.jurisdictions.isEmpty {
                json.array("jurisdictions", node.jurisdictions) { json, assertion in
                    json.object {
                        $0.member("code", assertion.jurisdiction.text)
                        $0.member("nexus", assertion.nexus.text)
                        $0.member("certainty", assertion.certainty.name)
                        $0.sources(assertion.sources)
                    }
                }
            }
            json.sources(node.sources)
            for key in node.unknownKeys { json.kept(key) }
        }
    }

    fileprivate mutating func relationship(_ edge: SupplyGraph.Relationship, _ graph: SupplyGraph) {
        object { json in
            let details = edge.details
            json.member("kind", details.kind.rawValue)
            json.member("from", graph.nodes[edge.from].id.text)
            json.member("to", graph.nodes[edge.to].id.text)
            json.member("scope", details.scope?.rawValue)
            json.member("how", details.how?.text)
            json.member("share", details.share?.description)
            if let isRevocable = details.isRevocable { json.member("revocable", isRevocable) }
            json.member("strength", details.strength?.rawValue)
            if details.certainty != .known { json.member("certainty", details.certainty.name) }
            json.sources(edge.sources)
            for key in edge.unknownKeys { json.kept(key) }
        }
    }

    fileprivate mutating func requirement(_ group: Requirement, _ graph: SupplyGraph) {
        object { json in
            json.requirementBody(group, graph)
            json.sources(group.sources)
            for key in group.unknownKeys { json.kept(key) }
        }
    }

    /// The members of a group and how many of them count.
    mutating func requirementBody(_ group: Requirement, _ graph: SupplyGraph) {
        member("node", graph.nodes[group.node].id.text)
        member("type", group.type.rawValue)
        member("atLeast", group.atLeast)
        if group.want != group.atLeast { member("want", group.want) }
        array("members", group.members) { json, member in
            let id = graph.nodes[member.node].id.text
            guard member.status != .active else { return json.value(id) }
            json.object {
                $0.member("id", id)
                $0.member("status", member.status.rawValue)
            }
        }
    }

    fileprivate mutating func conflict(_ conflict: SupplyGraph.Conflict, _ graph: SupplyGraph) {
        object { json in
            json.member("node", graph.nodes[conflict.node].id.text)
            json.member("attribute", conflict.attribute)
            json.member("standing", conflict.standing)
            json.array("candidates", conflict.candidates) { json, candidate in
                json.object {
                    $0.member("value", candidate.value)
                    $0.member("rank", candidate.rank.name)
                    $0.sources(candidate.sources)
                }
            }
        }
    }
}
