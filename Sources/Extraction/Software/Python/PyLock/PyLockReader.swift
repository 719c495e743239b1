internal import Scanning
internal import SupplyChain
internal import TOMLKit

/// Reads `pylock.toml` and `pylock.NAME.toml` (PEP 751): packages, and who needs whom where the tool says so.
///
/// Needs are optional in this format, and most tools write none (`Gap.noEdges`); the subject is taken to need what nothing else needs (`Certainty.assumed`). Extras and groups stand in markers: what only an extra
/// brings is optional, what only groups that are not installed by default bring is for development. Hashes belong to artefacts, not to the package, and are not kept.
enum PyLockReader: Extractor {
    static let reader = "pylock"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let parts = document.fileName.split(separator: ".")
        if parts.first == "pylock", parts.last == "toml", parts.count == 2 || parts.count == 3 { return true }
        return document.path == "stdin" && ByteSearch.contains(ByteSearch.start(of: document, 4_096), "lock-version = ")
            && ByteSearch.contains(document.bytes[...], "[[packages]]")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let toml = try TOMLDocument(reading: document)
        let version = toml.root.text("lock-version") ?? "none"
        guard version.hasPrefix("1.") else { throw .unsupportedVersion(found: version, supported: "1.0") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        if version != "1.0" { extract.diagnose(.unsupportedVersion(found: version, supported: "1.0"), at: extract.place("lock-version")) }
        var walk = PyLockWalk(extract: extract, document: toml, folder: document.folders.map(String.init))
        walk.packages()
        walk.edges()
        walk.attach()
        return walk.extract
    }
}

/// One pass over a `pylock.toml`.
private struct PyLockWalk {
    private(set) var extract: Extract
    private let document: TOMLDocument
    private let folder: [String]
    private let defaults: Set<String>
    private var entries: [(entry: PythonLockEntry, record: RecordIndex)] = []
    private var byName: [[UInt8]: [Int]] = [:]
    private var scopes: [RecordIndex: DependencyScope] = [:]
    private var registries = StatedRegistries()

    init(extract: Extract, document: TOMLDocument, folder: [String]) {
        self.extract = extract
        self.document = document
        self.folder = folder
        defaults = Set(document.root.elements("default-groups").compactMap(\.string))
    }

    mutating func packages() {
        for entry in PythonLockEntry.all("packages", in: document, &extract) {
            let record = record(entry)
            scopes[record] = scope(entry.table.text("marker") ?? "")
            byName[PythonName.folded(entry.name), default: []].append(entries.count)
            entries.append((entry, record))
        }
    }

    private mutating func record(_ entry: PythonLockEntry) -> RecordIndex {
        let (table, place) = (entry.table, entry.place)
        let version = table.text("version")
        if let path = table.table("directory")?.text("path") {
            if FolderPath.resolve(path, from: folder) == folder.joined(separator: "/") {
                let isNew = extract.subjectRecord == nil
                let subject = extract.subject(at: place)
                if isNew { extract.set(.name, of: subject, to: entry.name, at: place) }
                return subject
            }
            let record = extract.add(.package, at: place)
            extract.describe(record, pythonProject: entry.name, version: version, path: path, from: folder, at: place)
            return record
        }
        let record = extract.add(.package, at: place)
        var source = table.table("archive")?.text("url")
        if let repository = table.table("vcs"), let url = repository.text("url") ?? repository.text("path") {
            source = "\(repository.text("type") ?? "git")+\(url)" + (repository.text("commit-id").map { "@\($0)" } ?? "")
        }
        extract.describe(record, python: entry.name, version: version, source: source, at: place)
        if version == nil, source == nil {
            extract.diagnose(.invalidValue(field: "version", value: "", expected: "version of \(entry.name)"), at: place)
        }
        if let index = table.text("index") { registries.distribute(record, from: index, at: place, in: &extract) }
        return record
    }

    /// The scope that a marker leaves to a package: what a default group brings is used, whatever else brings it too.
    private func scope(_ marker: String) -> DependencyScope {
        let groups = Self.names(before: "dependency_groups", in: marker)
        if groups.contains(where: { defaults.contains($0) }) { return .runtime }
        if !Self.names(before: "extras", in: marker).isEmpty { return .optional }
        return groups.isEmpty ? .runtime : .development
    }

    /// The texts in quotes that stand before `in word`.
    private static func names(before word: String, in marker: String) -> [String] {
        var names: [String] = []
        var last = ""
        // Parts between quotes and parts in them take turns.
        for (index, part) in marker.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "'" || $0 == "\"" }).enumerated() {
            if index % 2 == 1 {
                last = String(part)
            } else if index > 0, part.drop(while: { $0 == " " }).hasPrefix("in \(word)") {
                names.append(last)
            }
        }
        return names
    }

    mutating func edges() {
        for (entry, record) in entries {
            for need in entry.table.elements("dependencies") {
                guard let table = need.table, let name = table.text("name") else {
                    extract.diagnose(.missingIdentity(name: "dependency of \(entry.name)"), at: entry.place)
                    continue
                }
                let found = targets(name, table)
                if found.isEmpty { extract.dangle(record, name, scope: .runtime, at: entry.place) }
                for target in found where entries[target].record != record {
                    extract.relate(
                        record, .dependsOn, to: entries[target].record, at: entry.place, scope: .runtime,
                        certainty: found.count > 1 ? .assumed : .known)
                }
            }
        }
    }

    /// The entries that say everything that the need says.
    private func targets(_ name: String, _ need: TOMLTable) -> [Int] {
        (byName[PythonName.folded(name)] ?? []).filter { index in
            let table = entries[index].entry.table
            return need.sortedKeys.allSatisfy { key in
                if key == "name" { return true }
                if let text = need.text(key) { return table.text(key) == text }
                guard let source = need.table(key), let other = table.table(key) else { return need.table(key) == nil }
                return source.sortedKeys.allSatisfy { source.text($0) == other.text($0) }
            }
        }
    }

    mutating func attach() {
        let hasEdges = entries.contains { $0.entry.table.value("dependencies")?.array != nil }
        if !entries.isEmpty, !hasEdges { extract.gaps.append(.noEdges) }
        let scopes = scopes
        extract.attachLooseParts { scopes[$0] ?? .runtime }
    }
}
