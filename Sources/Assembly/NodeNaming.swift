internal import Scanning
internal import SupplyChain

/// What each node is called: its purl, its given id, its model and revision, or a name made from what it is called for people.
enum NodeNaming {
    /// A block with the id that it has, or wants.
    private struct Named {
        let id: NodeID
        let block: Int
        let isGiven: Bool
    }

    /// The id of every block, in the order of the ids.
    ///
    /// Where different things would get one id, those that it was not given to carry the start of their document's digest.
    ///
    /// Of several things that were given one id and may not be joined, the one of the smallest record keeps it.
    ///
    /// - Complexity: O(blocks · log blocks).
    static func ids(of drafts: [(block: Int, draft: NodeDraft)], pool: RecordPool) -> [(id: NodeID, position: Int)] {
        var wanted: [Named] = []
        wanted.reserveCapacity(drafts.count)
        for (position, entry) in drafts.enumerated() {
            let given = givenID(entry.draft)
            wanted.append(Named(id: given ?? madeUpID(entry.draft), block: position, isGiven: given != nil))
        }
        // Numbers are moved about at less cost than names.
        let order = wanted.indices.sorted { wanted[$0].id < wanted[$1].id }
        wanted = order.map { wanted[$0] }
        var result: [(id: NodeID, position: Int)] = []
        result.reserveCapacity(wanted.count)
        var crowded: [Named] = []
        var at = 0
        while at < wanted.count {
            var end = at + 1
            while end < wanted.count, wanted[end].id == wanted[at].id { end += 1 }
            if end == at + 1 {
                result.append((wanted[at].id, wanted[at].block))
            } else {
                let given = wanted[at..<end].filter(\.isGiven).sorted { drafts[$0.block].draft.record < drafts[$1.block].draft.record }
                if let first = given.first { result.append((first.id, first.block)) }
                crowded += given.dropFirst() + wanted[at..<end].filter { !$0.isGiven }
            }
            at = end
        }
        guard !crowded.isEmpty else { return result }
        crowded.sort { $0.id == $1.id ? drafts[$0.block].draft.record < drafts[$1.block].draft.record : $0.id < $1.id }
        // A name that several want is nobody's, and taken all the same where it was given.
        var taken = Set(result.map(\.id))
        for named in crowded {
            let id = free(named.id, drafts[named.block].draft, pool, taken)
            taken.insert(id)
            result.append((id, named.block))
        }
        return result.sorted { $0.id < $1.id }
    }

    /// The id with the first mark behind it that nobody has: the folder of a project, then the document.
    private static func free(_ id: NodeID, _ draft: NodeDraft, _ pool: RecordPool, _ taken: Set<NodeID>) -> NodeID {
        let scope = pool.scopes[draft.record]
        let digest = scope.digest.hasPrefix("sha256:") ? String(scope.digest.dropFirst(7)) : scope.digest
        var attempts: [String] = []
        if let folder = draft.key(.project), !folder.isEmpty { attempts.append("~" + slug(folder)) }
        attempts += ["~\(digest.prefix(8))", "~\(digest.prefix(8)).\(scope.index)", "~\(digest).\(scope.index)"]
        for attempt in attempts where !taken.contains(NodeID(id.text + attempt)) { return NodeID(id.text + attempt) }
        var number = 2
        while taken.contains(NodeID("\(id.text)~\(digest).\(scope.index).\(number)")) { number += 1 }
        return NodeID("\(id.text)~\(digest).\(scope.index).\(number)")
    }

    /// The id that documents give it; `nil` where it gets one made from its name.
    static func givenID(_ draft: NodeDraft) -> NodeID? {
        if let purl = draft.key(.packageURL) { return NodeID(purl) }
        if let id = draft.key(.id) { return NodeID(id) }
        if let model = draft.key(.modelRevision) { return NodeID("model:\(model)") }
        if let legal = draft.key(.legalEntity) { return NodeID("org:\(legal)") }
        return nil
    }

    private static func madeUpID(_ draft: NodeDraft) -> NodeID {
        let kind = draft.kind
        let name = draft.standing(.name) ?? draft.layoutName ?? ""
        let version = kind == .package ? draft.standing(.version).map { "@" + $0 } ?? "" : ""
        return NodeID("\(prefix(of: kind)):\(slug(name))\(version)")
    }

    private static func prefix(of kind: NodeKind) -> String { kind == .organization ? "org" : kind.rawValue }

    /// Lower-case ASCII letters and digits, other scripts as they are, everything between them one hyphen; never empty.
    static func slug(_ name: String) -> String {
        var out = ""
        for scalar in name.unicodeScalars.prefix(200) {
            switch scalar.value {
            case 0x41...0x5A: out.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
            case 0x61...0x7A, 0x30...0x39, 0x2E, 0x5F, 0x2F: out.unicodeScalars.append(scalar)
            case 0x80... where scalar.properties.isAlphabetic || scalar.properties.numericType != nil: out.unicodeScalars.append(scalar)
            default: if out.last != "-" && !out.isEmpty { out += "-" }
            }
        }
        while out.last == "-" { out.removeLast() }
        return out.isEmpty ? "unnamed" : out
    }
}
