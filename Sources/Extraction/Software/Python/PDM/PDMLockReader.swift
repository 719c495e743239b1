internal import Scanning
internal import SupplyChain
internal import TOMLKit

/// Reads `pdm.lock`: every package with its version, and who needs whom by name.
///
/// An entry with extras repeats its package and is folded into it. The file does not say what the project itself asks for: the subject is taken to need what nothing else needs (`Certainty.assumed`). Groups other
/// than `default` are extras of the project or for its developers, which the file does not tell apart: optional. Hashes belong to artefacts and are not kept.
enum PDMLockReader: Extractor {
    static let reader = "pdm-lock"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        if document.fileName == "pdm.lock" { return true }
        return document.path == "stdin" && ByteSearch.contains(document.bytes[...], "\nlock_version = ")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let toml = try TOMLDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        let version = toml.root.table("metadata")?.text("lock_version")
        if let version, !version.hasPrefix("4"), !version.hasPrefix("3") { throw .unsupportedVersion(found: version, supported: "3, 4") }
        if version == nil { extract.diagnose(.unsupportedVersion(found: "none", supported: "3, 4"), at: extract.place("metadata")) }
        var walk = PDMLockWalk(extract: extract, folder: document.folders.map(String.init))
        let entries = PythonLockEntry.all("package", in: toml, &walk.extract)
        for entry in entries { walk.add(entry) }
        for entry in entries { walk.edges(of: entry) }
        walk.attach()
        return walk.extract
    }
}

/// One pass over a `pdm.lock`.
private struct PDMLockWalk {
    /// A package at a version and from a source: the same with other extras is the same.
    private struct Key: Hashable {
        let name: [UInt8]
        let version: String?
        let source: String?

        init(_ table: TOMLTable, _ name: String) {
            self.name = PythonName.folded(name)
            version = table.text("version")
            source = table.text("git") ?? table.text("url") ?? table.text("path")
        }
    }

    var extract: Extract
    private let folder: [String]
    private var records: [Key: RecordIndex] = [:]
    private var byName: [[UInt8]: [(version: String?, record: RecordIndex)]] = [:]
    private var scopes: [RecordIndex: DependencyScope] = [:]

    init(extract: Extract, folder: [String]) {
        self.extract = extract
        self.folder = folder
    }

    mutating func add(_ entry: PythonLockEntry) {
        let (table, place) = (entry.table, entry.place)
        let key = Key(table, entry.name)
        let groups = table.elements("groups").compactMap(\.string)
        let scope: DependencyScope = groups.isEmpty || groups.contains("default") ? .runtime : .optional
        if let known = records[key] {
            if scope == .runtime { scopes[known] = .runtime }
            return
        }
        let record = extract.add(.package, at: place)
        if let path = table.text("path"), !path.hasSuffix(".whl"), !path.hasSuffix(".gz"), !path.hasSuffix(".zip") {
            extract.describe(record, pythonProject: entry.name, version: key.version, path: path, from: folder, at: place)
        } else {
            let commit = table.text("revision").map { "@\($0)" } ?? ""
            let source = table.text("git").map { "git+\($0)\(commit)" } ?? table.text("url")
            extract.describe(record, python: entry.name, version: key.version, source: source, at: place)
            if key.version == nil {
                extract.diagnose(.invalidValue(field: "version", value: "", expected: "version of \(entry.name)"), at: place)
            }
        }
        records[key] = record
        scopes[record] = scope
        byName[key.name, default: []].append((key.version, record))
    }

    mutating func edges(of entry: PythonLockEntry) {
        guard let record = records[Key(entry.table, entry.name)] else { return }
        for need in entry.table.elements("dependencies") {
            guard let text = need.string, let requirement = RequirementLine(text) else {
                extract.diagnose(.unreadableLine(extract.clean(String((need.string ?? "").prefix(80)))), at: entry.place)
                continue
            }
            var found = byName[PythonName.folded(requirement.name)] ?? []
            if found.count > 1, let version = requirement.version { found = found.filter { $0.version == version } }
            if found.isEmpty {
                // What a marker rules out everywhere the lock is for is not locked.
                if requirement.marker == nil { extract.dangle(record, requirement.name, scope: .runtime, at: entry.place) }
                continue
            }
            // Several versions for several platforms: each is needed somewhere. An entry with extras needs itself without them.
            for target in found where target.record != record {
                extract.relate(record, .dependsOn, to: target.record, at: entry.place, scope: .runtime)
            }
        }
    }

    mutating func attach() {
        let scopes = scopes
        extract.attachLooseParts { scopes[$0] ?? .runtime }
    }
}
