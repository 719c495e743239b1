internal import Scanning
internal import SupplyChain

/// Reads `chokepoint.yaml`: what no scan can see, said by people.
///
/// Its claims weigh most.
enum ManifestReader: Extractor {
    static let reader = "manifest"
    static let coverage: Coverage = [.components, .relationships, .alternatives, .suppliers, .services, .models]

    static func recognises(_ document: SourceDocument) -> Bool {
        if Manifest.isManifest(fileName: document.fileName) { return true }
        let name = document.fileName.lowercased()
        return (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) && document.bytes.starts(with: "chokepoint:".utf8)
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(parsing: document.bytes, depth: document.depth)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .analyst)
        extract.noteDuplicates(of: yaml)
        guard let root = yaml.root, root.mapping != nil else { throw .malformed(reason: "not a mapping", place: "line 1") }
        guard root["chokepoint"]?.scalar == "1" else {
            throw .unsupportedVersion(found: root["chokepoint"]?.scalar ?? "none", supported: "1")
        }
        var walk = ManifestWalk(extract: extract, folder: document.folder)
        walk.read(root)
        return walk.extract
    }
}

/// One pass over a manifest.
struct ManifestWalk {
    var extract: Extract
    let folder: String
    private var records: [[UInt8]: RecordIndex] = [:]

    init(extract: Extract, folder: String) {
        self.extract = extract
        self.folder = folder
    }

    mutating func read(_ root: YAMLValue) {
        known(
            root,
            [
                "chokepoint", "products", "relationships", "facts", "ignore", "same-as", "not-in-use", "components", "endUsers", "exports",
            ])
        for product in list(root["products"], "products") { self.product(product) }
        for component in list(root["components"], "components") { describe(component) }
        for entry in list(root["relationships"], "relationships") { relationship(entry) }
        for fact in list(root["facts"], "facts") { self.fact(fact) }
        for endUser in list(root["endUsers"], "endUsers") { self.endUser(endUser) }
        for (index, export) in list(root["exports"], "exports").enumerated() { self.export(export, number: index + 1, in: root) }
        for pair in list(root["same-as"], "same-as") {
            let ids = (pair.sequence ?? []).compactMap(\.scalar)
            guard ids.count >= 2, let first = thing(ids[0], at: pair.line) else {
                invalid("same-as", pair)
                continue
            }
            for other in ids.dropFirst() {
                if let record = thing(other, at: pair.line) { extract.identify(first, with: record, at: extract.place(line: pair.line)) }
            }
        }
        for entry in list(root["not-in-use"], "not-in-use") {
            guard let id = entry.scalar ?? entry["id"]?.scalar, let record = thing(id, at: entry.line) else {
                invalid("not-in-use", entry)
                continue
            }
            extract.set(.notInUse, of: record, to: entry["reason"]?.scalar ?? "", at: extract.place(line: entry.line))
        }
    }

    // MARK: Products

    private mutating func product(_ value: YAMLValue) {
        known(value, ["id", "name", "markets", "criticality", "needs"])
        let place = extract.place(line: value.line)
        guard let id = value["id"]?.scalar, !id.isEmpty else {
            return extract.diagnose(.missingIdentity(name: value["name"]?.scalar ?? "product"), at: place)
        }
        let product = given("product:\(id.hasPrefix("product:") ? String(id.dropFirst(8)) : id)", .product, at: value.line)
        extract.set(.name, of: product, to: value["name"]?.scalar ?? id, at: place)
        for market in list(value["markets"], "markets") {
            guard let code = jurisdiction(market, "markets") else { continue }
            extract.set(.market, of: product, to: code.text, at: extract.place(line: market.line))
        }
        if let level = value["criticality"] {
            if let text = level.scalar, ["1", "2", "3", "4", "5"].contains(text) {
                extract.set(.criticality, of: product, to: text, at: extract.place(line: level.line))
            } else {
                invalid("criticality", level)
            }
        }
        for need in list(value["needs"], "needs") { self.need(need, of: product, productID: id) }
    }

    /// One need: a capability with members, a group, or everything in a list.
    private mutating func need(_ value: YAMLValue, of owner: RecordIndex, productID: String) {
        if let id = value.scalar {
            if let record = thing(id, at: value.line) { require([record], of: owner, value, atLeast: 1) }
            return
        }
        known(value, ["capability", "name", "anyOf", "all", "of", "atLeast", "want", "type", "status", "needs"])
        var holder = owner
        if let name = value["capability"]?.scalar {
            let slug = name.hasPrefix("capability:") ? String(name.dropFirst(11)) : name
            holder = given("capability:\(slug)", .capability, at: value.line)
            extract.set(.name, of: holder, to: value["name"]?.scalar ?? slug, at: extract.place(line: value.line))
            let type = value["type"]?.scalar.flatMap { RequirementType(rawValue: $0) } ?? .run
            extract.require(owner, type, atLeast: 1, of: [(holder, .active)], at: extract.place(line: value.line))
        }
        var isEmpty = true
        for (key, isAll) in [("anyOf", false), ("all", true), ("of", false)] {
            guard let members = value[key] else { continue }
            isEmpty = false
            group(members, value, of: holder, isAll: isAll, isNamed: holder != owner)
        }
        for nested in list(value["needs"], "needs") {
            isEmpty = false
            need(nested, of: holder, productID: productID)
        }
        if isEmpty && holder == owner { invalid("needs", value) }
    }

    private mutating func group(_ members: YAMLValue, _ value: YAMLValue, of holder: RecordIndex, isAll: Bool, isNamed: Bool) {
        let found = (members.sequence ?? [members]).compactMap { member -> (RecordIndex, MemberStatus)? in
            guard let id = member.scalar ?? member["id"]?.scalar, let record = thing(id, at: member.line) else {
                invalid("member", member)
                return nil
            }
            let status = member["status"]?.scalar.flatMap { MemberStatus(rawValue: $0) } ?? .active
            return (record, status)
        }
        guard !found.isEmpty else { return }
        let stated = value["atLeast"].flatMap { entry -> Int? in
            guard let number = entry.scalar.flatMap({ Int($0) }), number >= 0, number <= 1_000_000 else {
                invalid("atLeast", entry)
                return nil
            }
            return number
        }
        let atLeast = isAll ? found.count : stated ?? 1
        let want = value["want"]?.scalar.flatMap { Int($0) }
        let type = isNamed ? .run : value["type"]?.scalar.flatMap { RequirementType(rawValue: $0) } ?? .run
        let place = extract.place(line: members.line)
        if isAll {
            for member in found { extract.require(holder, type, atLeast: 1, of: [member], at: place) }
        } else {
            extract.require(holder, type, atLeast: atLeast, want: want, of: found, at: place)
        }
    }

    private mutating func require(_ members: [RecordIndex], of owner: RecordIndex, _ value: YAMLValue, atLeast: Int) {
        extract.require(owner, .run, atLeast: atLeast, of: members.map { ($0, .active) }, at: extract.place(line: value.line))
    }

    // MARK: Facts

    private mutating func describe(_ value: YAMLValue) {
        known(value, ["id", "name", "version", "item", "licence", "kind"])
        guard let id = value["id"]?.scalar, let record = thing(id, at: value.line) else { return invalid("components", value) }
        let place = extract.place(line: value.line)
        for (key, attribute) in [("name", AttributeKey.name), ("version", .version), ("item", .item), ("licence", .licence)] {
            if let text = value[key]?.scalar { extract.set(attribute, of: record, to: text, at: place) }
        }
    }

    private mutating func relationship(_ value: YAMLValue) {
        known(value, ["kind", "from", "to", "how", "scope", "share", "revocable", "certainty", "source"])
        guard let kind = value["kind"]?.scalar.flatMap({ RelationshipKind(rawValue: $0) }) else {
            return invalid("kind", value["kind"] ?? value)
        }
        guard let from = value["from"]?.scalar.flatMap({ thing($0, at: value.line) }),
            let to = value["to"]?.scalar.flatMap({ thing($0, at: value.line) })
        else {
            return invalid("relationships", value)
        }
        var details = RelationshipDetails(kind, scope: value["scope"]?.scalar.flatMap { DependencyScope(rawValue: $0) })
        details.how = value["how"]?.scalar.map { ModelIdentity.method($0) ?? DerivationMethod($0) }
        details.isRevocable = value["revocable"]?.bool
        details.certainty = value["certainty"]?.scalar.flatMap { Certainty(name: $0) } ?? .known
        if let share = value["share"] {
            guard let exact = share.scalar.flatMap({ ExactShare($0) }) else {
                return extract.diagnose(.invalidShare(share.scalar ?? ""), at: extract.place(line: share.line))
            }
            details.share = exact
        }
        extract.relate(from, details, to: to, at: extract.place(line: value.line))
    }

    private mutating func fact(_ value: YAMLValue) {
        known(value, ["about", "jurisdiction", "nexus", "certainty", "source", "dependencies"])
        guard let id = value["about"]?.scalar, let record = thing(id, at: value.line) else { return invalid("about", value) }
        let place = extract.place(line: value.line)
        if let completeness = value["dependencies"]?.scalar { extract.set(.completeness, of: record, to: completeness, at: place) }
        guard let code = value["jurisdiction"] else { return }
        guard let jurisdiction = code.scalar.flatMap({ Jurisdiction(code: $0) }) else { return invalid("jurisdiction", code) }
        let certainty = value["certainty"]?.scalar.flatMap { Certainty(name: $0) } ?? .known
        extract.reach(record, jurisdiction, nexus: Nexus(value["nexus"]?.scalar ?? "established"), certainty: certainty, at: place)
    }

    // MARK: Things

    /// The record of an id, a purl, or a folder of the project (`.`, `./server`).
    mutating func thing(_ id: String, at line: Int) -> RecordIndex? {
        if id == "." || id.hasPrefix("./") {
            let path = (folder.split(separator: "/") + id.dropFirst(1).split(separator: "/")).joined(separator: "/")
            guard !path.split(separator: "/").contains("..") else {
                extract.diagnose(.notFollowed(id), at: extract.place(line: line))
                return nil
            }
            let key = Array("project:\(path)".utf8)
            if let known = records[key] { return known }
            let record = extract.add(.unknown, at: extract.place(line: line))
            extract.identify(record, by: .project, path, at: extract.place(line: line))
            records[key] = record
            return record
        }
        if id.hasPrefix("pkg:") {
            guard let purl = PackageURL(id) else {
                extract.diagnose(.invalidPackageURL(id), at: extract.place(line: line))
                return nil
            }
            return given(purl.canonical, .package, at: line)
        }
        guard let kind = NodeKind(prefixOf: id) else {
            extract.diagnose(.invalidValue(field: "id", value: id, expected: "kind:name, pkg:…, ./folder"), at: extract.place(line: line))
            return nil
        }
        return given(id, kind, at: line)
    }

    mutating func given(_ id: String, _ kind: NodeKind, at line: Int) -> RecordIndex {
        let key = Array(id.utf8)
        if let known = records[key] { return known }
        let record = extract.addNamed(id, kind, at: extract.place(line: line))
        records[key] = record
        return record
    }

    // MARK: What is odd

    mutating func list(_ value: YAMLValue?, _ field: String) -> [YAMLValue] {
        guard let value, !value.isNull else { return [] }
        if let items = value.sequence { return items }
        extract.diagnose(
            .invalidValue(field: field, value: value.scalar ?? "mapping", expected: "list"),
            at: extract.place(line: value.line, column: value.column))
        return []
    }

    mutating func known(_ value: YAMLValue, _ keys: Set<String>) {
        for (key, member) in value.mapping ?? [] where !keys.contains(key) {
            extract.diagnose(.unknownKey(key), at: extract.place(line: member.line, column: member.column))
        }
    }

    mutating func invalid(_ field: String, _ value: YAMLValue, expected: String = "see docs/manifest.md") {
        extract.diagnose(
            .invalidValue(field: field, value: value.scalar ?? "", expected: expected),
            at: extract.place(line: value.line, column: value.column))
    }
}
