internal import Scanning
internal import SupplyChain

/// Reads `Pipfile.lock`: every package with its version, by category.
///
/// A flat list (`Gap.noEdges`) that does not say what the project itself asks for: the subject is taken to need all of it (`Certainty.assumed`). `develop` is for development, other categories optional. A package
/// of two categories stands in both. Hashes belong to artefacts, not to the package, and are not kept.
enum PipfileLockReader: Extractor {
    static let reader = "pipfile-lock"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        if document.fileName == "Pipfile.lock" { return true }
        let start = ByteSearch.start(of: document, 4_096)
        return document.path == "stdin" && ByteSearch.contains(start, "\"_meta\"") && ByteSearch.contains(start, "\"pipfile-spec\"")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        guard json.root.kind == .object else { throw .malformed(reason: "no object", place: "line 1") }
        if let version = json.root["_meta"]?["pipfile-spec"], version.integer != 6 {
            throw .unsupportedVersion(found: version.numberText ?? version.kind.rawValue, supported: "6")
        }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = PipfileLockWalk(extract: extract, folder: document.folders.map(String.init), meta: json.root["_meta"])
        for (key, value) in json.root.members {
            if let category = key.string, category != "_meta" { walk.read(category, value) }
        }
        walk.extract.gaps.append(.noEdges)
        return walk.extract
    }
}

/// One pass over a `Pipfile.lock`.
private struct PipfileLockWalk {
    var extract: Extract
    private let folder: [String]
    private let sources: PipenvSources
    private var registries = StatedRegistries()

    init(extract: Extract, folder: [String], meta: JSONValue?) {
        self.extract = extract
        self.folder = folder
        sources = PipenvSources((meta?["sources"] ?? .nothing).elements.map { ($0["name"]?.string, $0["url"]?.string) })
        _ = self.extract.subject()
    }

    mutating func read(_ category: String, _ list: JSONValue) {
        let under = extract.place(category)
        guard list.kind == .object else {
            return extract.diagnose(.invalidValue(field: extract.clean(category), value: list.kind.rawValue, expected: "object"), at: under)
        }
        var seen: Set<[UInt8]> = []
        for (key, value) in list.members {
            // Of equal keys the first stands, as the duplicate is told.
            guard let name = key.string, seen.insert(Array(name.utf8)).inserted else { continue }
            let place = extract.place(under: under, name)
            guard value.kind == .object else {
                extract.diagnose(.invalidValue(field: extract.clean(name), value: value.kind.rawValue, expected: "object"), at: place)
                continue
            }
            add(name, value, PipenvSources.scope(of: category), at: place)
        }
    }

    private mutating func add(_ name: String, _ value: JSONValue, _ scope: DependencyScope, at place: Place) {
        guard !name.isEmpty else { return extract.diagnose(.missingIdentity(name: ""), at: place) }
        let version = value["version"]?.string.map { String($0.drop { $0 == "=" }) }
        if let path = value["path"]?.string {
            guard FolderPath.resolve(path, from: folder) != folder.joined(separator: "/") else { return }
            let record = extract.add(.package, at: place)
            extract.describe(record, pythonProject: name, version: version, path: path, from: folder, at: place)
            return extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope, certainty: .assumed)
        }
        let commit = value["ref"]?.string.map { "@\($0)" } ?? ""
        let source = value["git"]?.string.map { "git+\($0)\(commit)" } ?? value["file"]?.string ?? value["url"]?.string
        if version == nil, source == nil {
            extract.diagnose(.invalidValue(field: "version", value: "", expected: "version of \(extract.clean(name))"), at: place)
        }
        let record = extract.add(.package, at: place)
        extract.describe(record, python: name, version: version, source: source, at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope, certainty: .assumed)
        if source == nil, let address = sources.address(of: value["index"]?.string) {
            registries.distribute(record, from: address, at: place, in: &extract)
        }
    }
}
