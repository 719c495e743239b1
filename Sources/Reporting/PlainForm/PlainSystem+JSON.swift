public import Resilience
public import Scanning
internal import SupplyChain

/// Why a document in the plain form could not be read.
public struct PlainFormError: Error, Hashable {
    /// The JSON pointer of what is wrong.
    public let place: String
    /// What stands there should be.
    public let expected: String
}

extension PlainSystem {
    /// Whether a JSON text is in the plain form: an object with an array of names under `nodes` and an array under `groups`.
    public static func isPlainForm(_ root: JSONValue) -> Bool {
        guard root["schema"] == nil, let nodes = root["nodes"], nodes.kind == .array, root["groups"]?.kind == .array else { return false }
        return nodes[0].map { $0.kind == .string } ?? true
    }

    /// Reads the plain form.
    public init(reading root: JSONValue) throws(PlainFormError) {
        func fail(_ place: String, _ expected: String) -> PlainFormError { PlainFormError(place: place, expected: expected) }
        var nodes: [NodeID] = []
        for (index, node) in (root["nodes"] ?? .nothing).elements.enumerated() {
            guard let name = node.string else { throw fail("/nodes/\(index)", "string") }
            nodes.append(NodeID(name))
        }
        var groups: [Group] = []
        for (index, group) in (root["groups"] ?? .nothing).elements.enumerated() {
            groups.append(try Self.group(group, at: "/groups/\(index)"))
        }
        var events: [NamedEvent] = []
        for (key, effects) in (root["events"] ?? .nothing).members {
            let name = key.string ?? ""
            guard effects.kind == .object else { throw fail("/events/\(name)", "object") }
            var states: [NodeID: SupplyState] = [:]
            for (key, value) in effects.members {
                let node = key.string ?? ""
                guard let state = value.string.flatMap({ SupplyState(name: $0) }) else {
                    throw fail("/events/\(name)/\(node)", SupplyState.allCases.map(\.name).joined(separator: " "))
                }
                states[NodeID(node)] = state
            }
            events.append(NamedEvent(NodeID(name), effects: states))
        }
        self.init(nodes: nodes, groups: groups, events: events)
    }

    private static func group(_ group: JSONValue, at place: String) throws(PlainFormError) -> Group {
        func fail(_ key: String, _ expected: String) -> PlainFormError { PlainFormError(place: "\(place)/\(key)", expected: expected) }
        guard let node = group["node"]?.string else { throw fail("node", "string") }
        guard let type = (group["type"]?.string).flatMap({ RequirementType(rawValue: $0) }) else {
            throw fail("type", RequirementType.allCases.map(\.rawValue).joined(separator: " "))
        }
        guard let k = group["k"]?.integer, k >= 0 else { throw fail("k", "integer from 0") }
        guard let members = group["of"], members.kind == .array else { throw fail("of", "array") }
        var names: [NodeID] = []
        for (index, member) in members.elements.enumerated() {
            guard let name = member.string else { throw fail("of/\(index)", "string") }
            names.append(NodeID(name))
        }
        var want: Int?
        if let wanted = group["want"], !wanted.isNull {
            guard let number = wanted.integer, number >= 0 else { throw fail("want", "integer from 0") }
            want = number
        }
        return Group(node: NodeID(node), type: type, k: k, of: names, want: want)
    }

    /// The plain form as a JSON text.
    public var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member("nodes", nodes.map(\.text))
            json.array("groups", groups) { json, group in
                json.object {
                    $0.member("node", group.node.text)
                    $0.member("type", group.type.rawValue)
                    $0.member("k", group.k)
                    $0.member("of", group.of.map(\.text))
                    if let want = group.want { $0.member("want", want) }
                }
            }
            if !events.isEmpty {
                json.object("events") { json in
                    for event in events.sorted(by: { $0.name < $1.name }) {
                        json.object(event.name.text) { json in
                            for (node, state) in event.effects.sorted(by: { $0.key < $1.key }) { json.member(node.text, state.name) }
                        }
                    }
                }
            }
        }
        return json.text
    }
}
