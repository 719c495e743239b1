internal import Scanning
internal import SupplyChain

/// What each node is called: its purl, its given id, its model and revision, or a name made from what it is called for people.
enum NodeNaming {
    /// The id of every block.
    ///
    /// Where different things would get one id, those that it was not given to carry the start of their document's digest.
    ///
    /// Of several things that were given one id and may not be joined, the one of the smallest record keeps it.
    static func ids(of drafts: [Int: NodeDraft], pool: RecordPool) -> [Int: NodeID] {
        var given: [NodeID: [Int]] = [:]
        var madeUp: [NodeID: [Int]] = [:]
        for (block, draft) in drafts {
            if let id = givenID(draft) { given[id, default: []].append(block) } else { madeUp[madeUpID(draft), default: []].append(block) }
        }
        var ids: [Int: NodeID] = [:]
        var taken = Set(given.keys)
        var crowded: [(id: NodeID, block: Int)] = []
        for (id, blocks) in given {
            let ordered = blocks.sorted { record($0, drafts) < record($1, drafts) }
            ids[ordered[0]] = id
            crowded += ordered.dropFirst().map { (id, $0) }
        }
        for (id, blocks) in madeUp {
            if blocks.count == 1, !taken.contains(id) { ids[blocks[0]] = id } else { crowded += blocks.map { (id, $0) } }
        }
        taken.formUnion(ids.values)
        crowded.sort { $0.id == $1.id ? record($0.block, drafts) < record($1.block, drafts) : $0.id < $1.id }
        for (id, block) in crowded {
            let scope = pool.scopes[record(block, drafts)]
            let digest = scope.digest.hasPrefix("sha256:") ? String(scope.digest.dropFirst(7)) : scope.digest
            let attempts = ["~\(digest.prefix(8))", "~\(digest.prefix(8)).\(scope.index)", "~\(digest).\(scope.index)"]
            var candidate = attempts.map { NodeID(id.text + $0) }.first { !taken.contains($0) }
            var number = 2
            while candidate == nil {
                let next = NodeID("\(id.text)~\(digest).\(scope.index).\(number)")
                if !taken.contains(next) { candidate = next }
                number += 1
            }
            if let candidate {
                taken.insert(candidate)
                ids[block] = candidate
            }
        }
        return ids
    }

    private static func record(_ block: Int, _ drafts: [Int: NodeDraft]) -> Int { drafts[block]?.record ?? block }

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
