internal import SupplyChain
internal import TOMLKit

/// Reads `Cargo.toml`: what the project is called, and what it asks for, in which scope.
///
/// Requirements are ranges, so they are packages without version (`Gap.noVersions`) that the lock of the project or of its workspace settles (decision 008); `=1.2.3` pins one. A folder is the project in it; what
/// comes from a repository or from another registry is what the lock makes of it. What only a workspace declares for its members to inherit is nobody's requirement.
enum CargoManifestReader: Extractor {
    static let reader = "cargo-toml"
    static let coverage: Coverage = [.components, .versions, .licences]

    static func recognises(_ document: SourceDocument) -> Bool { document.fileName == "Cargo.toml" }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let toml = try TOMLDocument(reading: document)
        let extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        var walk = CargoManifestWalk(extract: extract, document: toml)
        walk.read()
        return walk.extract
    }
}

/// One pass over a `Cargo.toml`.
private struct CargoManifestWalk {
    private(set) var extract: Extract
    private let document: TOMLDocument
    private let lines: TOMLKeyLines

    init(extract: Extract, document: TOMLDocument) {
        self.extract = extract
        self.document = document
        lines = TOMLKeyLines(document.headers)
    }

    private static let tables: [(key: String, scope: DependencyScope)] = [
        ("dependencies", .runtime), ("dev-dependencies", .development), ("dev_dependencies", .development), ("build-dependencies", .build),
        ("build_dependencies", .build),
    ]

    mutating func read() {
        let root = document.root
        // `project` is the old name of the table.
        for key in ["package", "project"] { if let package = root.table(key) { describe(package, key) } }
        if root.table("package") == nil, root.table("project") == nil, root.table("workspace") == nil {
            extract.diagnose(.missingIdentity(name: "package"), at: .whole)
        }
        for (key, scope) in Self.tables { requirements(root.value(key), scope, in: [key]) }
        guard let targets = root.table("target") else { return }
        for target in targets.sortedKeys {
            for (key, scope) in Self.tables { requirements(targets.table(target)?.value(key), scope, in: ["target", target, key]) }
        }
    }

    private mutating func describe(_ package: TOMLTable, _ key: String) {
        let subject = extract.subject()
        let place = place([key, "name"])
        if let name = extract.stated(package.value("name"), as: "name", at: place) {
            extract.set(.name, of: subject, to: name, at: place)
            extract.answer(subject, toSibling: "cargo:\(name)", at: place)
        } else if package.value("name")?.string != nil || package.value("name") == nil {
            extract.diagnose(.missingIdentity(name: key), at: place)
        }
        for (field, attribute) in [("version", AttributeKey.version), ("license", .licence)] {
            // It may be the workspace's: `version.workspace = true`.
            if package.table(field)?.value("workspace")?.bool == true { continue }
            let place = self.place([key, field])
            guard let text = extract.stated(package.value(field), as: field, at: place) else { continue }
            extract.set(attribute, of: subject, to: text, at: place)
        }
    }

    private mutating func requirements(_ value: TOMLValue?, _ scope: DependencyScope, in path: [String]) {
        guard let value else { return }
        guard let table = value.table else {
            let field = path.joined(separator: ".")
            return extract.diagnose(.invalidValue(field: extract.clean(field), value: "", expected: "table"), at: place(path))
        }
        for key in table.sortedKeys {
            let place = place(path + [key])
            let details = table.value(key)?.table
            guard let range = table.value(key)?.string ?? details.map({ $0.text("version") ?? "" }) else {
                extract.diagnose(.invalidValue(field: extract.clean(key), value: "", expected: "text or table"), at: place)
                continue
            }
            let isOptional = details?.value("optional")?.bool == true && scope == .runtime
            need(details?.text("package") ?? key, range.trimmed, details, isOptional ? .optional : scope, at: place)
        }
    }

    private mutating func need(_ name: String, _ range: String, _ details: TOMLTable?, _ scope: DependencyScope, at place: Place) {
        if let path = details?.text("path") {
            let record = extract.add(.package, at: place)
            extract.describe(record, folder: path, name: name, at: place)
            return extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope)
        }
        let pinned = range.hasPrefix("=") ? range.dropFirst().trimmed : ""
        let version = pinned.split(separator: ".").count == 3 && !pinned.contains(",") ? pinned : nil
        let isElsewhere = ["git", "registry", "registry-index"].contains { details?.value($0) != nil }
        if version == nil { extract.note(.noVersions) }
        let record = extract.add(.package, at: place, tentative: isElsewhere)
        extract.describe(record, NamedPackage(type: "cargo", name: name, version: isElsewhere ? nil : version), at: place)
        // What a member inherits may be another member.
        if details?.value("workspace")?.bool == true { extract.meet(record, asSibling: "cargo:\(name)", at: place) }
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope)
    }

    /// The line of a key, or its place by keys where it stands in a form without a header.
    private mutating func place(_ path: [String]) -> Place {
        if let line = lines.line(of: path) { return extract.place(line: line) }
        return path.reduce(Place.whole) { extract.place(under: $0, $1) }
    }
}
