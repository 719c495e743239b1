internal import Scanning
internal import SupplyChain

/// What each node is called: its purl, its given id, its model and revision, or a name made from what it is called for people.
enum NodeNaming {
    /// The id of every block. Where two different things would get one made-up id, all of them carry the start of their document's digest.
    static func ids(of drafts: [Int: NodeDraft], pool: RecordPool) -> [Int: NodeID] {
        var ids: [Int: NodeID] = [:]
        var madeUp: [NodeID: [Int]] = [:]
        var taken: Set<NodeID> = []
        for (block, draft) in drafts {
            if let given = givenID(draft) {
                ids[block] = given
                taken.insert(given)
            } else {
                madeUp[madeUpID(draft), default: []].append(block)
            }
        }
        for (id, blocks) in madeUp {
            if blocks.count == 1, !taken.contains(id) {
                ids[blocks[0]] = id
                continue
            }
            var used = taken
            for block in blocks.sorted(by: { (drafts[$0]?.record ?? 0) < (drafts[$1]?.record ?? 0) }) {
                guard let record = drafts[block]?.record else { continue }
                let scope = pool.scopes[record]
                let folder = drafts[block]?.keys.filter { $0.key == .project && !$0.value.isEmpty }.map(\.value).min {
                    $0.isBytewiseLess(than: $1)
                }
                let short =
                    folder.map { slug($0) }
                    ?? (scope.digest.hasPrefix("sha256:") ? String(scope.digest.dropFirst(7).prefix(8)) : scope.digest)
                var candidate = NodeID("\(id.text)~\(short)")
                if used.contains(candidate) { candidate = NodeID("\(id.text)~\(short).\(scope.index)") }
                used.insert(candidate)
                ids[block] = candidate
            }
        }
        return ids
    }

    private static func givenID(_ draft: NodeDraft) -> NodeID? {
        let byKind = Dictionary(grouping: draft.keys, by: \.key).mapValues { $0.map(\.value).min { $0.isBytewiseLess(than: $1) } }
        if let purl = byKind[.packageURL], let purl { return NodeID(purl) }
        if let id = byKind[.id], let id { return NodeID(id) }
        if let model = byKind[.modelRevision], let model { return NodeID("model:\(model)") }
        if let legal = byKind[.legalEntity], let legal { return NodeID("org:\(legal)") }
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
