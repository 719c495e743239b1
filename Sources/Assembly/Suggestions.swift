internal import Scanning
internal import SupplyChain

/// Pairs that may be one thing, for a person to decide: never joined (semantics 14.2).
enum Suggestions {
    /// More than this many things of one likeness are a common word, not one thing.
    private static let mostOfOneLikeness = 8

    /// The pairs, sorted and each once with its first reason.
    ///
    /// - Complexity: O(bytes of ids and names).
    static func found(
        in graph: SupplyGraph, registered: [(node: Int, name: String)], knowing organizations: [(id: NodeID, name: String)]
    ) -> [Assembled.Suggestion] {
        let nodes = graph.nodes
        var result: Set<Assembled.Suggestion> = []
        var names = registered
        for index in nodes.indices where nodes[index].kind == .organization {
            if let name = nodes[index].attributes[.name] { names.append((index, name)) }
        }
        let folded = names.map { ($0.node, OrganizationName.folded($0.name)) }
        pair(folded, because: .organizationName, nodes, &result)
        var known: [[UInt8]: Set<NodeID>] = [:]
        for (id, name) in organizations where graph.index(of: id) == nil { known[OrganizationName.folded(name), default: []].insert(id) }
        for (index, likeness) in folded {
            for id in known[likeness] ?? [] { insert(index, id, .organizationName, nodes, &result) }
        }
        for (index, likeness) in folded { known[likeness, default: []].insert(nodes[index].id) }
        suppliers(graph, known, &result)
        pair(models(nodes), because: .modelName, nodes, &result)
        pair(packages(nodes), because: .packageName, nodes, &result)
        for (left, right) in Lookalikes.pairs(among: nodes) { insert(left, right, .lookalike, nodes, &result) }
        return result.sorted()
    }

    /// Parts that nobody is said to control, by what their documents call their suppliers.
    private static func suppliers(_ graph: SupplyGraph, _ known: [[UInt8]: Set<NodeID>], _ result: inout Set<Assembled.Suggestion>) {
        guard !known.isEmpty, graph.nodes.indices.contains(where: { graph.nodes[$0].lists[.supplier] != nil }) else { return }
        var isControlled = [Bool](repeating: false, count: graph.nodes.count)
        for edge in graph.relationships where edge.kind.belongs(to: .control) { isControlled[edge.from] = true }
        for index in graph.nodes.indices where !isControlled[index] {
            for name in graph.nodes[index].lists[.supplier] ?? [] {
                guard let ids = known[OrganizationName.folded(name)], let only = ids.first, ids.count == 1 else { continue }
                result.insert(
                    Assembled.Suggestion(
                        left: graph.nodes[index].id, right: only, reason: .supplierName, leftSource: graph.nodes[index].sources.first,
                        rightSource: graph.index(of: only).flatMap { graph.nodes[$0].sources.first }))
            }
        }
    }

    /// A pair of what was read and what is known elsewhere.
    private static func insert(
        _ index: Int, _ id: NodeID, _ reason: Assembled.Suggestion.Reason, _ nodes: [SupplyGraph.Node],
        _ result: inout Set<Assembled.Suggestion>
    ) {
        let (node, source) = (nodes[index].id, nodes[index].sources.first)
        result.insert(
            node < id
                ? Assembled.Suggestion(left: node, right: id, reason: reason, leftSource: source, rightSource: nil)
                : Assembled.Suggestion(left: id, right: node, reason: reason, leftSource: nil, rightSource: source))
    }

    private static func models(_ nodes: [SupplyGraph.Node]) -> [(Int, [UInt8])] {
        nodes.indices.compactMap { index in
            guard nodes[index].kind == .model else { return nil }
            let id = nodes[index].id.text
            let name = id.hasPrefix("model:") ? id.utf8.dropFirst(6) : Substring(id).utf8
            return (index, name.compactMap { Self.isSeparator($0) ? nil : (65...90).contains($0) ? $0 + 32 : $0 })
        }
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { [0x20, 0x2D, 0x2E, 0x5F].contains(byte) }

    /// Only packages with versions: the same short name alone says nothing.
    private static func packages(_ nodes: [SupplyGraph.Node]) -> [(Int, [UInt8])] {
        nodes.indices.compactMap { index in
            let id = nodes[index].id.text.utf8
            guard nodes[index].kind == .package, id.starts(with: "pkg:".utf8), id.contains(UInt8(ascii: "@")),
                let slash = id.firstIndex(of: UInt8(ascii: "/"))
            else { return nil }
            let rest = id[id.index(after: slash)...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
            return (index, rest.map { (65...90).contains($0) ? $0 + 32 : $0 })
        }
    }

    /// Pairs within each group of one likeness, neighbour by neighbour.
    private static func pair(
        _ likenesses: [(Int, [UInt8])], because reason: Assembled.Suggestion.Reason, _ nodes: [SupplyGraph.Node],
        _ result: inout Set<Assembled.Suggestion>
    ) {
        guard likenesses.count > 1 else { return }
        var groups: [[UInt8]: [Int]] = Dictionary(minimumCapacity: likenesses.count)
        for (index, likeness) in likenesses where !likeness.isEmpty { groups[likeness, default: []].append(index) }
        for group in groups.values where group.count > 1 {
            let members = Set(group).sorted()
            guard members.count <= mostOfOneLikeness else { continue }
            for (left, right) in zip(members, members.dropFirst()) { insert(left, right, reason, nodes, &result) }
        }
    }

    private static func insert(
        _ left: Int, _ right: Int, _ reason: Assembled.Suggestion.Reason, _ nodes: [SupplyGraph.Node],
        _ result: inout Set<Assembled.Suggestion>
    ) {
        // Two identifiers of one register are two things, whatever they are called.
        let identifiers = [left, right].map { nodes[$0].keys.first { $0.key == .legalEntity } }
        if let one = identifiers[0], let other = identifiers[1], one != other { return }
        result.insert(
            Assembled.Suggestion(
                left: nodes[left].id, right: nodes[right].id, reason: reason, leftSource: nodes[left].sources.first,
                rightSource: nodes[right].sources.first))
    }
}

/// Names of organizations as registers write them, brought to what two spellings of one name have in common.
enum OrganizationName {
    /// Lower-case ASCII, other scripts as they are, no punctuation, no legal form at the end; never the legal form alone.
    static func folded(_ name: String) -> [UInt8] {
        var words: [[UInt8]] = [[]]
        for byte in name.utf8 {
            switch byte {
            case 65...90: words[words.count - 1].append(byte + 32)
            case 97...122, 48...57, 0x80...: words[words.count - 1].append(byte)
            // `S.A.` is one word, `Acme-Parts` two.
            case UInt8(ascii: "."), UInt8(ascii: "'"): break
            default: if words.last?.isEmpty == false { words.append([]) }
            }
        }
        if words.last?.isEmpty == true { words.removeLast() }
        while words.count > 1, let last = words.last, legalForms.contains(last) { words.removeLast() }
        return Array(words.joined(separator: [0x20]))
    }

    private static let legalForms: Set<[UInt8]> = Set(
        [
            "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "ltd", "limited", "plc", "lp", "llp", "gmbh", "ag", "se",
            "kg",
            "kgaa", "ug", "ev", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "as", "asa", "oy", "oyj", "aps", "kk", "pte", "pty",
            "bhd",
            "sdn", "sl", "slu", "lda", "oü", "doo", "kft", "zrt", "jsc", "ooo", "pjsc",
        ].map { Array($0.utf8) })
}
