internal import Scanning
internal import SupplyChain
internal import TOMLKit

/// Reads `Pipfile`: what a project asks for.
///
/// A pinned requirement (`==`) is the same package wherever it is named; a range is a package without version (`Gap.noVersions`), which the lock file of the project settles (decision 008). `dev-packages` are for
/// development, other categories optional. What comes from a repository or an archive is what the lock makes of it, and nothing without one; a folder is the project in it.
enum PipfileReader: Extractor {
    static let reader = "pipfile"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool { document.fileName == "Pipfile" }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let toml = try TOMLDocument(reading: document)
        var walk = PipfileWalk(
            extract: Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier), document: toml,
            folder: document.folders.map(String.init))
        walk.read()
        return walk.extract
    }
}

/// One pass over a `Pipfile`.
private struct PipfileWalk {
    private(set) var extract: Extract
    private let document: TOMLDocument
    private let folder: [String]
    private let sources: PipenvSources
    private var registries = StatedRegistries()

    /// Tables that ask for nothing.
    private static let others: Set<String> = ["source", "requires", "scripts", "pipenv", "pipfile", "build-system"]

    init(extract: Extract, document: TOMLDocument, folder: [String]) {
        self.extract = extract
        self.document = document
        self.folder = folder
        sources = PipenvSources(
            document.root.elements("source").compactMap(\.table).map { (name: $0.text("name"), address: $0.text("url")) })
        _ = self.extract.subject()
    }

    mutating func read() {
        for category in document.root.sortedKeys where !Self.others.contains(category) {
            guard let table = document.root.table(category) else {
                extract.diagnose(.invalidValue(field: extract.clean(category), value: "", expected: "table"), at: extract.place(category))
                continue
            }
            let lines = document.headers.lines(inTable: category)
            for name in table.sortedKeys {
                let line = lines[Array(name.utf8)]
                let place = line.map { extract.place(line: $0) } ?? extract.place(under: extract.place(category), name)
                need(name, table.value(name), PipenvSources.scope(of: category), at: place)
            }
        }
    }

    private mutating func need(_ name: String, _ value: TOMLValue?, _ scope: DependencyScope, at place: Place) {
        let details = value?.table
        guard !name.isEmpty else { return extract.diagnose(.missingIdentity(name: ""), at: place) }
        guard let text = value?.string ?? details.map({ $0.text("version") ?? "*" }),
            details?.value("version").map({ $0.string != nil }) ?? true
        else {
            return extract.diagnose(.invalidValue(field: extract.clean(name), value: "", expected: "text or table"), at: place)
        }
        if let path = details?.text("path") {
            guard FolderPath.resolve(path, from: folder) != folder.joined(separator: "/") else { return }
            let record = extract.add(.package, at: place)
            extract.describe(record, pythonProject: name, version: nil, path: path, from: folder, at: place)
            return extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope)
        }
        let isElsewhere = ["git", "hg", "svn", "bzr", "file", "url"].contains { details?.value($0) != nil }
        let version = RequirementLine("x\(text)")?.version
        if version == nil, !extract.gaps.contains(.noVersions) { extract.gaps.append(.noVersions) }
        let record = extract.add(.package, at: place, tentative: isElsewhere)
        extract.describe(record, python: name, version: version, at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope)
        guard !isElsewhere, let address = sources.address(of: details?.text("index")) else { return }
        registries.distribute(record, from: address, at: place, in: &extract)
    }
}

/// What `Pipfile` and its lock say alike: where packages come from, and what categories mean.
struct PipenvSources {
    private let sources: [(name: String?, address: String?)]

    init(_ sources: [(name: String?, address: String?)]) { self.sources = sources }

    /// The address of the index so called; the first one where none is named.
    func address(of index: String?) -> String? {
        guard let index else { return sources.first?.address }
        return sources.first { $0.name == index }?.address
    }

    /// The scope of a category, under its name in either file.
    static func scope(of category: String) -> DependencyScope {
        switch category {
        case "packages", "default": .runtime
        case "dev-packages", "develop": .development
        default: .optional
        }
    }
}
