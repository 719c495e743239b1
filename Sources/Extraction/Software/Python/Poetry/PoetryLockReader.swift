internal import Scanning
internal import SupplyChain
internal import TOMLKit

/// Reads `poetry.lock`: every package with its version, and who needs whom by name.
///
/// The file does not say what the project itself asks for: the subject is taken to need what nothing else needs (`Certainty.assumed`). A package in groups or a category other than `main` alone is for development;
/// one that says `optional = true` is optional. One name may be locked several times for different platforms; an edge then leads to each of them. Hashes belong to artefacts and are not kept.
enum PoetryLockReader: Extractor {
    static let reader = "poetry-lock"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        if document.fileName == "poetry.lock" { return true }
        return document.path == "stdin" && ByteSearch.contains(document.bytes[...], "\n[[package]]")
            && ByteSearch.contains(document.bytes[...], "\npython-versions")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let toml = try TOMLDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        if let version = toml.root.table("metadata")?.text("lock-version") {
            let major = version.prefix { $0 != "." }
            guard major == "1" || major == "2" else { throw .unsupportedVersion(found: version, supported: "1, 2") }
        } else {
            extract.diagnose(.unsupportedVersion(found: "none", supported: "1, 2"), at: extract.place("metadata"))
        }
        if let packages = toml.root.value("package"), packages.array == nil {
            extract.diagnose(.invalidValue(field: "package", value: "", expected: "array of tables"), .error, at: extract.place("package"))
        }
        var walk = PoetryLockWalk(extract: extract, document: toml, folder: document.folders.map(String.init))
        walk.packages()
        walk.edges()
        walk.roots()
        return walk.extract
    }
}

/// One pass over a `poetry.lock`.
private struct PoetryLockWalk {
    private struct Entry {
        let table: TOMLTable
        let record: RecordIndex
        let lines: ClosedRange<Int>?
        let place: Place
        let scope: DependencyScope
    }

    private(set) var extract: Extract
    private let document: TOMLDocument
    private let folder: [String]
    private var entries: [Entry] = []
    private var byName: [[UInt8]: [Int]] = [:]
    private var registries = StatedRegistries()

    init(extract: Extract, document: TOMLDocument, folder: [String]) {
        self.extract = extract
        self.document = document
        self.folder = folder
    }

    mutating func packages() {
        let values = document.root.elements("package")
        let ranges = document.headers.elements("package")
        for (index, value) in values.enumerated() {
            let lines = ranges.count == values.count ? ranges[index] : nil
            let place = lines.map { extract.place(line: $0.lowerBound) } ?? extract.place("package", index)
            guard let table = value.table, let name = table.text("name") else {
                extract.diagnose(.missingIdentity(name: "package \(index)"), at: place)
                continue
            }
            if table.text("version") == nil {
                extract.diagnose(.invalidValue(field: "version", value: "", expected: "version of \(name)"), at: place)
            }
            let record = add(name, table, at: place)
            byName[PythonName.folded(name), default: []].append(entries.count)
            entries.append(Entry(table: table, record: record, lines: lines, place: place, scope: Self.scope(of: table)))
        }
    }

    private mutating func add(_ name: String, _ table: TOMLTable, at place: Place) -> RecordIndex {
        let record = extract.add(.package, at: place)
        let version = table.text("version")
        let source = table.table("source")
        let type = source?.text("type") ?? "registry"
        let url = source?.text("url")
        switch type {
        case "directory":
            extract.set(.name, of: record, to: name, at: place)
            if let version { extract.set(.version, of: record, to: version, at: place) }
            if let project = url.flatMap({ FolderPath.resolve($0, from: folder) }) {
                extract.identify(record, by: .project, project, at: place)
            }
        case "git":
            let commit = source?.text("resolved_reference").map { "@\($0)" } ?? ""
            extract.describe(record, python: name, version: version, source: url.map { "git+\($0)\(commit)" }, at: place)
        case "url":
            extract.describe(record, python: name, version: version, source: url, at: place)
        default:
            extract.describe(record, python: name, version: version, at: place)
            if type == "legacy", let url { registries.distribute(record, from: url, at: place, in: &extract) }
        }
        return record
    }

    private static func scope(of table: TOMLTable) -> DependencyScope {
        let groups = table.elements("groups").compactMap(\.string)
        let isMain = groups.isEmpty ? (table.text("category") ?? "main") == "main" : groups.contains("main")
        return isMain ? table.value("optional")?.bool == true ? .optional : .runtime : .development
    }

    mutating func edges() {
        for entry in entries {
            guard let needs = entry.table.table("dependencies") else { continue }
            for name in needs.sortedKeys {
                guard let value = needs.value(name) else { continue }
                relate(entry, name, value)
            }
        }
    }

    private mutating func relate(_ entry: Entry, _ name: String, _ value: TOMLValue) {
        let line = entry.lines.flatMap { document.headers.line(of: name, within: $0, table: "package.dependencies") }
        let place = line.map { extract.place(line: $0) } ?? entry.place
        // Several constraints for several platforms: optional only where each is.
        let conditions = value.table.map { [$0] } ?? (value.array?.elements.compactMap(\.table) ?? [])
        let isOptional = !conditions.isEmpty && conditions.allSatisfy { $0.value("optional")?.bool == true }
        let scope: DependencyScope = isOptional ? .optional : .runtime
        let found = byName[PythonName.folded(name)] ?? []
        if found.isEmpty {
            // What an extra would bring and nobody asked for is not locked.
            guard !isOptional else { return }
            extract.dangle(entry.record, name, scope: scope, at: place)
        }
        for target in found where entries[target].record != entry.record {
            extract.relate(entry.record, .dependsOn, to: entries[target].record, at: place, scope: scope)
        }
    }

    /// What the project is taken to need: whatever nothing leads to; and of what only development leads to, all that is not for development itself.
    mutating func roots() {
        let subject = extract.subject()
        let scopes = Dictionary(entries.map { ($0.record, $0.scope) }, uniquingKeysWith: { first, _ in first })
        extract.attachLooseParts { scopes[$0] ?? .runtime }
        for entry in mainWithoutMain() {
            extract.relate(subject, .dependsOn, to: entry.record, at: entry.place, scope: entry.scope, certainty: .assumed)
        }
    }

    /// Packages for main use that are needed by packages for development only: the project must ask for them itself.
    private func mainWithoutMain() -> [Entry] {
        let scopes = Dictionary(entries.map { ($0.record, $0.scope) }, uniquingKeysWith: { first, _ in first })
        var fromMain: Set<RecordIndex> = []
        var fromDevelopment: Set<RecordIndex> = []
        for edge in extract.relationships where edge.kind == .dependsOn && edge.from != extract.subjectRecord {
            if scopes[edge.from] == .development { fromDevelopment.insert(edge.to) } else { fromMain.insert(edge.to) }
        }
        return entries.filter { $0.scope != .development && fromDevelopment.contains($0.record) && !fromMain.contains($0.record) }
    }
}
