internal import SupplyChain
internal import TOMLKit

/// Reads `libs.versions.toml`, the catalogue of versions from which the builds of a project choose.
///
/// A catalogue says what may be used, not what is: every library and plugin is `offered`, and none is a single point by itself. It speaks for the project around its folder `gradle`.
enum VersionCatalogReader: Extractor {
    static let reader = "version-catalog"
    static let coverage: Coverage = [.components, .versions]

    static func recognises(_ document: SourceDocument) -> Bool { document.fileName.hasSuffix(".versions.toml") }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let toml = try TOMLDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps = [.noEdges]
        if document.folders.last == "gradle" { extract.projectFolder = document.folders.dropLast().joined(separator: "/") }
        var walk = VersionCatalogWalk(extract: extract, document: toml)
        walk.libraries()
        walk.plugins()
        return walk.extract
    }
}

/// One pass over a catalogue.
private struct VersionCatalogWalk {
    private(set) var extract: Extract
    private let document: TOMLDocument
    private let lines: TOMLKeyLines

    init(extract: Extract, document: TOMLDocument) {
        self.extract = extract
        self.document = document
        lines = TOMLKeyLines(document.headers)
    }

    /// `"group:name:version"`, or a table with `module` or with `group` and `name`.
    mutating func libraries() {
        guard let table = table("libraries") else { return }
        for alias in table.sortedKeys {
            let place = place("libraries", alias)
            let text = table.text(alias)?.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            let details = table.value(alias)?.table
            let module = details?.text("module")?.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            let group = text?.first ?? module?.first ?? details?.text("group")
            let name = text?.dropFirst().first ?? module?.dropFirst().first ?? details?.text("name")
            guard let group, let name, !group.isEmpty, !name.isEmpty else {
                extract.diagnose(.missingIdentity(name: extract.clean(alias)), at: place)
                continue
            }
            let version = text.map { $0.count > 2 ? $0[2] : nil } ?? version(details, of: alias, at: place)
            offer(NamedPackage(group: group, artifact: name, version: version), scope: .runtime, at: place)
        }
    }

    /// `"id:version"`, or a table with `id`; one without a version is made by the project itself.
    mutating func plugins() {
        guard let table = table("plugins") else { return }
        for alias in table.sortedKeys {
            let place = place("plugins", alias)
            let text = table.text(alias)?.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            let details = table.value(alias)?.table
            guard let id = text?.first ?? details?.text("id"), !id.isEmpty else {
                extract.diagnose(.missingIdentity(name: extract.clean(alias)), at: place)
                continue
            }
            guard text.map({ $0.count > 1 }) ?? (details?.value("version") != nil) else { continue }
            let version = text.map { $0[1] } ?? version(details, of: alias, at: place)
            offer(NamedPackage(gradlePlugin: id, version: version), scope: .build, at: place)
        }
    }

    private mutating func offer(_ package: NamedPackage, scope: DependencyScope, at place: Place) {
        if package.version == nil { extract.note(.noVersions) }
        let record = extract.add(.package, at: place)
        extract.describe(record, package, at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope, strength: .offered)
    }

    /// A version by itself, by reference, or as the one that is preferred or demanded; a range is none.
    private mutating func version(_ details: TOMLTable?, of alias: String, at place: Place) -> String? {
        guard let details, details.value("version") != nil else { return nil }
        if let text = details.text("version") { return exact(text) }
        guard let rich = details.table("version") else { return nil }
        guard let reference = rich.text("ref") else { return exact(in: rich) }
        guard let found = document.root.table("versions")?.value(reference) else {
            extract.diagnose(.danglingReference(extract.clean(reference)), at: place)
            return nil
        }
        return found.table.map { exact(in: $0) } ?? found.string.flatMap { exact($0) }
    }

    private func exact(in rich: TOMLTable) -> String? {
        (rich.text("strictly").flatMap { exact($0) }) ?? rich.text("require").flatMap { exact($0) }
            ?? rich.text("prefer").flatMap { exact($0) }
    }

    private func exact(_ text: String) -> String? {
        text.contains("[") || text.contains("]") || text.contains("(") || text.contains("+") || text.contains(",")
            || text.hasPrefix("latest.")
            ? nil : text
    }

    private mutating func table(_ name: String) -> TOMLTable? {
        guard let value = document.root.value(name) else { return nil }
        if value.table == nil { extract.diagnose(.invalidValue(field: name, value: "", expected: "table"), at: extract.place(name)) }
        return value.table
    }

    private mutating func place(_ table: String, _ key: String) -> Place {
        lines.line(of: [table, key]).map { extract.place(line: $0) } ?? extract.place(under: extract.place(table), key)
    }
}
