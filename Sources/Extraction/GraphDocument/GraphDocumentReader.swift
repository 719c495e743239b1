internal import Scanning
internal import SupplyChain

/// Reads `chokepoint.graph/1`, so that reading what was written loses nothing: places stay those that the document reports, keys that we do not know are kept.
enum GraphDocumentReader: Extractor {
    static let reader = "graph"
    static let coverage: Coverage = [
        .components, .relationships, .suppliers, .licences, .versions, .digests, .alternatives, .models, .services,
    ]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{") else { return false }
        return ByteSearch.contains(document.bytes[...], "chokepoint.graph/")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        let schema = json.root["schema"]?.string ?? ""
        guard schema == "chokepoint.graph/1" else { throw .unsupportedVersion(found: schema, supported: "chokepoint.graph/1") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = GraphDocumentWalk(extract: extract)
        walk.read(json.root)
        return walk.extract
    }
}

/// One pass over a graph document.
private struct GraphDocumentWalk {
    var extract: Extract
    private var records: [Symbol: RecordIndex] = [:]

    init(extract: Extract) { self.extract = extract }

    mutating func read(_ root: JSONValue) {
        let disputed = conflictedAttributes(root["conflicts"])
        let place = extract.place("nodes")
        for (index, node) in elements(root["nodes"]).enumerated() { self.node(node, disputed, at: extract.place(under: place, index)) }
        let relationships = extract.place("relationships")
        for (index, edge) in elements(root["relationships"]).enumerated() {
            relationship(edge, at: extract.place(under: relationships, index))
        }
        let requirements = extract.place("requirements")
        for (index, group) in elements(root["requirements"]).enumerated() {
            requirement(group, at: extract.place(under: requirements, index))
        }
        conflicts(root["conflicts"])
    }

    private func elements(_ value: JSONValue?) -> JSONElements { (value ?? .nothing).elements }

    /// The places that an entry reports as its `sources`, else its own.
    private mutating func places(_ sources: JSONValue?, at own: Place) -> [Place] {
        guard let sources else { return [own] }
        var result: [Place] = []
        for source in sources.elements {
            guard let file = source["file"]?.string else { continue }
            result.append(
                extract.place(
                    reportedBy: SourceLocation(file: file, place: source["place"]?.string ?? "", reader: source["reader"]?.string ?? "")))
        }
        return result.isEmpty ? [own] : result
    }

    private mutating func node(_ value: JSONValue, _ disputed: Set<String>, at own: Place) {
        let node = GraphNodeFields(value)
        guard let id = node[.id]?.string, !id.isEmpty else {
            return extract.diagnose(.missingIdentity(name: value["name"]?.string ?? "node"), at: own)
        }
        let kindName = node[.kind]?.string ?? "unknown"
        let kind = NodeKind(rawValue: kindName)
        if kind == nil {
            extract.diagnose(
                .invalidValue(field: "kind", value: kindName, expected: NodeKind.allCases.map(\.rawValue).joined(separator: " ")), at: own)
        }
        for place in places(node[.sources], at: own) {
            let record = extract.add(kind ?? .unknown, at: place)
            extract.identify(record, by: .id, Self.canonical(id), at: place)
            let symbol = extract.intern(id)
            if records[symbol] == nil {
                records[symbol] = record
                attributes(of: node, value, id, record, disputed, at: place, own: own)
            }
        }
    }

    private static func canonical(_ id: String) -> String {
        guard id.hasPrefix("pkg:"), !PackageURL.isCertainlyCanonical(id.utf8.span) else { return id }
        return PackageURL(id)?.canonical ?? id
    }

    private mutating func attributes(
        of node: borrowing GraphNodeFields, _ object: JSONValue, _ id: String, _ record: RecordIndex, _ disputed: Set<String>,
        at place: Place, own: Place
    ) {
        for key in AttributeKey.allCases {
            guard let value = node[key], disputed.isEmpty || !disputed.contains("\(id)\u{0}\(key.name)") else { continue }
            if key.isSingleValued {
                if let text = value.string ?? value.numberText { extract.set(key, of: record, to: text, at: place) }
            } else {
                for element in value.elements { if let text = element.string { extract.set(key, of: record, to: text, at: place) } }
            }
        }
        for key in elements(node[.keys]) {
            guard let kind = IdentityKey.allCases.first(where: { $0.name == key["key"]?.string }), let value = key["value"]?.string else {
                continue
            }
            extract.identify(record, by: kind, value, at: place)
        }
        for entry in elements(node[.jurisdictions]) {
            guard let code = entry["code"]?.string, let jurisdiction = Jurisdiction(code: code) else {
                extract.diagnose(.invalidValue(field: "code", value: entry["code"]?.string ?? "", expected: "US"), at: own)
                continue
            }
            let certainty = Certainty(name: entry["certainty"]?.string ?? "known") ?? .unknown
            for at in places(entry["sources"], at: place) {
                extract.reach(record, jurisdiction, nexus: Nexus(entry["nexus"]?.string ?? "established"), certainty: certainty, at: at)
            }
        }
        guard !node.areAll(of: object) else { return }
        keepUnknown(of: object, except: GraphNodeFields.names, at: own).forEach { extract.keep($0, of: record) }
    }

    private mutating func keepUnknown(of entry: JSONValue, except known: Set<String>, at place: Place) -> [UnknownKey] {
        entry.members.compactMap { member in
            guard let key = member.key.string, !known.contains(key) else { return nil }
            extract.diagnose(.unknownKey(key), .note, at: place)
            return UnknownKey(key: key, json: member.value.canonicalText)
        }
    }

    private mutating func record(_ id: String, at place: Place) -> RecordIndex { record(extract.intern(id), at: place) }

    private mutating func record(_ symbol: Symbol, at place: Place) -> RecordIndex {
        if let known = records[symbol] { return known }
        let id = extract.symbols[symbol]
        extract.diagnose(.danglingReference(id), at: place)
        let record = extract.add(.unknown, at: place)
        extract.identify(record, by: .id, Self.canonical(id), at: place)
        records[symbol] = record
        return record
    }

    private mutating func relationship(_ value: JSONValue, at own: Place) {
        let edge = GraphEdgeFields(value)
        guard let kind = edge[.kind]?.string.flatMap({ GraphEdgeFields.kinds[$0] }) else {
            return extract.diagnose(
                .invalidValue(field: "kind", value: edge[.kind]?.string ?? "", expected: "dependsOn, operatedBy, …"), at: own)
        }
        var (from, to): (Symbol?, Symbol?) = (nil, nil)
        edge.withText(.from) { from = extract.intern(utf8: $0) }
        edge.withText(.to) { to = extract.intern(utf8: $0) }
        guard let from, let to else { return extract.diagnose(.missingIdentity(name: kind.rawValue), at: own) }
        var details = RelationshipDetails(kind, scope: edge[.scope]?.string.flatMap { DependencyScope(rawValue: $0) })
        details.how = edge[.how]?.string.map { DerivationMethod($0) }
        details.isRevocable = edge[.revocable]?.bool
        details.strength = edge[.strength]?.string.flatMap { Strength(rawValue: $0) }
        details.certainty = edge[.certainty]?.string.flatMap { Certainty(name: $0) } ?? .known
        if let share = edge[.share] {
            details.share = (share.string ?? share.numberText).flatMap { ExactShare($0) }
            if details.share == nil { extract.diagnose(.invalidShare(share.string ?? share.numberText ?? ""), at: own) }
        }
        let unknown = edge.areAll(of: value) ? [] : keepUnknown(of: value, except: GraphEdgeFields.names, at: own)
        let (source, target) = (record(from, at: own), record(to, at: own))
        for place in places(edge[.sources], at: own) { extract.relate(source, details, to: target, at: place, unknownKeys: unknown) }
    }

    private mutating func requirement(_ group: JSONValue, at own: Place) {
        guard let node = group["node"]?.string else { return extract.diagnose(.missingIdentity(name: "requirement"), at: own) }
        guard let type = RequirementType(rawValue: group["type"]?.string ?? "run") else {
            return extract.diagnose(
                .invalidValue(field: "type", value: group["type"]?.string ?? "", expected: "run optional build update deliver"), at: own)
        }
        let members = elements(group["members"]).compactMap { member -> (record: RecordIndex, status: MemberStatus)? in
            guard let id = member.string ?? member["id"]?.string else { return nil }
            return (record(id, at: own), member["status"]?.string.flatMap { MemberStatus(rawValue: $0) } ?? .active)
        }
        let atLeast = group["atLeast"].map { $0.integer ?? -1 } ?? 1
        let want = group["want"].map { $0.integer ?? -1 } ?? atLeast
        guard (0...1_000_000).contains(atLeast), (0...1_000_000).contains(want) else {
            return extract.diagnose(
                .invalidValue(field: "atLeast", value: group["atLeast"]?.numberText ?? "", expected: "0…1000000"), at: own)
        }
        let unknown = keepUnknown(of: group, except: ["node", "type", "atLeast", "want", "members", "sources"], at: own)
        let owner = record(node, at: own)
        for place in places(group["sources"], at: own) {
            extract.require(owner, type, atLeast: atLeast, want: want, of: members, at: place, unknownKeys: unknown)
        }
    }

    /// Attributes in dispute are stated by their candidates, with their weights, not by the value that stood.
    private func conflictedAttributes(_ list: JSONValue?) -> Set<String> {
        Set(elements(list).compactMap { entry in entry["node"]?.string.map { "\($0)\u{0}\(entry["attribute"]?.string ?? "")" } })
    }

    private mutating func conflicts(_ list: JSONValue?) {
        let place = extract.place("conflicts")
        for (index, entry) in elements(list).enumerated() {
            let at = extract.place(under: place, index)
            guard let id = entry["node"]?.string, let attribute = entry["attribute"]?.string,
                let key = AttributeKey.allCases.first(where: { $0.name == attribute })
            else { continue }
            let record = record(id, at: at)
            for candidate in elements(entry["candidates"]) {
                guard let value = candidate["value"]?.string else { continue }
                let rank = SourceRank.allCases.first { $0.name == candidate["rank"]?.string } ?? .supplier
                for place in places(candidate["sources"], at: at) { extract.set(key, of: record, to: value, at: place, rank: rank) }
            }
        }
    }
}
