internal import Scanning
internal import SupplyChain

/// Reads `package-lock.json` and `npm-shrinkwrap.json` of lockfile versions 1 to 3.
///
/// Entries of `packages` are components; the one named `""` is the subject. An edge leads to where the folder walk finds it: `P/node_modules/N`, then up. Links are seen through to the
/// workspace they point at. One package at several paths is one component, its edges united. Optional and peer dependencies that resolve to nothing are no error.
/// Version 1 nests entries in the folders where they lie and does not say what the project itself asks for: the subject is taken to need what nothing else needs (`Certainty.assumed`).
enum PackageLockReader: Extractor {
    static let reader = "package-lock"
    static let coverage: Coverage = [.components, .relationships, .versions, .licences, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard ["package-lock.json", "npm-shrinkwrap.json", ".package-lock.json"].contains(document.fileName) || document.path == "stdin"
        else { return false }
        return ByteSearch.firstMark(ByteSearch.start(of: document, 64)) == UInt8(ascii: "{")
            && (document.path != "stdin" || ByteSearch.contains(document.bytes[...], "\"lockfileVersion\""))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        let version = json.root["lockfileVersion"]?.integer ?? 0
        let packages = json.root["packages"]
        guard packages?.kind == .object || (packages == nil && version == 1) else {
            throw .unsupportedVersion(found: "\(version)", supported: "1, 2, 3")
        }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = PackageLockWalk(extract: extract, folder: document.folders.map(String.init))
        walk.name(from: json.root)
        if let packages { walk.read(packages) } else { walk.readTree(json.root) }
        walk.edges()
        walk.attachLooseParts()
        return walk.extract
    }
}

private struct PackageLockWalk {
    private struct Entry {
        let path: String
        let value: JSONValue
        let place: Place
        let record: RecordIndex
    }

    var extract: Extract
    private var entries: [Entry] = []
    private var records: [[UInt8]: RecordIndex] = [:]
    private var links: [[UInt8]: String] = [:]
    private var isTree = false
    private var registries = StatedRegistries()

    private let folder: [String]

    init(extract: Extract, folder: [String]) {
        self.extract = extract
        self.folder = folder
    }

    mutating func name(from root: JSONValue) {
        let subject = extract.subject()
        if let name = root["name"]?.string, !name.isEmpty { extract.set(.name, of: subject, to: name, at: extract.place("name")) }
    }

    /// The flat form of versions 2 and 3: entries by install path.
    mutating func read(_ packages: JSONValue) {
        let subject = extract.subject()
        let under = extract.place("packages")
        for (key, value) in packages.members {
            guard let path = key.string else { continue }
            let place = extract.place(under: under, path)
            guard value.kind == .object else {
                extract.diagnose(.invalidValue(field: "packages", value: value.kind.rawValue, expected: "object"), at: place)
                continue
            }
            if value["link"]?.bool == true {
                links[Array(path.utf8)] = value["resolved"]?.string ?? ""
                continue
            }
            let record = path.isEmpty ? subject : add(path, value, at: place)
            records[Array(path.utf8)] = record
            entries.append(Entry(path: path, value: value, place: place, record: record))
        }
    }

    /// The nested form of version 1, as install paths.
    mutating func readTree(_ root: JSONValue) {
        isTree = true
        var waiting: [(folder: String, value: JSONValue, place: Place)] = [("", root, .whole)]
        while let (folder, parent, place) = waiting.popLast() {
            guard let list = parent["dependencies"], !list.isNull else { continue }
            let under = extract.place(under: place, "dependencies")
            if list.kind != .object {
                extract.diagnose(.invalidValue(field: "dependencies", value: list.kind.rawValue, expected: "object"), at: under)
            }
            for (key, value) in list.members {
                guard let name = key.string else { continue }
                let place = extract.place(under: under, name)
                guard value.kind == .object else {
                    extract.diagnose(.invalidValue(field: "dependencies", value: value.kind.rawValue, expected: "object"), at: place)
                    continue
                }
                let path = folder.isEmpty ? "node_modules/\(name)" : "\(folder)/node_modules/\(name)"
                let record = add(path, value, at: place)
                records[Array(path.utf8)] = record
                entries.append(Entry(path: path, value: value, place: place, record: record))
                waiting.append((path, value, place))
            }
        }
    }

    mutating func edges() { for entry in entries { edges(of: entry) } }

    /// What nothing leads to: everything that the project asks for itself in version 1, and what was left behind in the folders later.
    mutating func attachLooseParts() {
        let subject = extract.subject()
        let values = Dictionary(entries.map { ($0.record, $0.value) }, uniquingKeysWith: { first, _ in first })
        for record in LooseParts.heads(from: subject, in: extract) {
            let value = values[record]
            let isDevelopment = value?["dev"]?.bool == true || value?["devOptional"]?.bool == true
            let scope: DependencyScope = isDevelopment ? .development : value?["optional"]?.bool == true ? .optional : .runtime
            let place = extract.records[Int(record.index)].place
            extract.relate(subject, .dependsOn, to: record, at: place, scope: scope, certainty: .assumed)
        }
    }

    private mutating func add(_ path: String, _ value: JSONValue, at place: Place) -> RecordIndex {
        let isInstalled = path.hasPrefix("node_modules/") || path.contains("/node_modules/")
        let record = extract.add(.package, at: place)
        var name = value["name"]?.string ?? Self.name(of: path)
        var version = value["version"]?.string
        // Version 1 writes an alias as `npm:name@version`.
        if let alias = version.flatMap({ NpmLocator("x@\($0)") })?.target {
            name = alias.name
            version = alias.reference
        }
        if isInstalled {
            install(record, name, version, value, at: place)
        } else {
            member(record, name, version, path, at: place)
        }
        if let licence = value["license"]?.utf8, !licence.isEmpty { extract.set(.licence, of: record, toUTF8: licence, at: place) }
        return record
    }

    /// A package from a registry, a repository, an archive or the disk; version 1 writes the last three in place of the version.
    private mutating func install(_ record: RecordIndex, _ name: String, _ version: String?, _ value: JSONValue, at place: Place) {
        let resolved = value["resolved"]?.string
        let instead = version.flatMap { NpmSource($0) }
        let source = instead ?? resolved.flatMap { NpmSource($0) }
        switch source {
        case .path(let path):
            extract.describe(record, npm: name, version: instead == nil ? version : nil, path: path, from: folder, at: place)
        case .archive(let address) where instead == nil:
            // How registries write addresses is theirs: only version 1 tells an archive from them.
            extract.describe(record, npm: name, version: version, at: place)
            registries.distribute(record, from: address, at: place, in: &extract)
        default: extract.describe(record, npm: name, version: instead == nil ? version : nil, source: source, at: place)
        }
        if let integrity = value["integrity"]?.string { extract.identify(record, integrity: integrity, at: place) }
    }

    /// A member of the workspace: no registry has it, so it has no purl and is the project of its folder.
    ///
    /// What lies outside the folder of the lock is not for the lock to say.
    private mutating func member(_ record: RecordIndex, _ name: String, _ version: String?, _ path: String, at place: Place) {
        extract.set(.name, of: record, to: name, at: place)
        if let version { extract.set(.version, of: record, to: version, at: place) }
        if !path.split(separator: "/").contains(".."), let project = FolderPath.resolve(path, from: folder) {
            extract.identify(record, by: .project, project, at: place)
        }
    }

    private static func name(of path: String) -> String {
        let parts = path.split(separator: "/").map(String.init)
        guard let last = parts.lastIndex(of: "node_modules"), last + 1 < parts.count else { return parts.last ?? path }
        return parts[(last + 1)...].joined(separator: "/")
    }

    private mutating func edges(of entry: Entry) {
        let kinds: [(key: String, scope: DependencyScope, isNeeded: Bool)] = [
            ("dependencies", .runtime, true), ("optionalDependencies", .optional, false), ("devDependencies", .development, true),
            ("peerDependencies", .runtime, false), ("requires", .runtime, true),
        ]
        var seen: Set<[UInt8]> = []
        let optional = Set((entry.value["optionalDependencies"] ?? .nothing).members.compactMap { $0.key.utf8.map(Array.init) })
        let optionalPeers = Set(
            (entry.value["peerDependenciesMeta"] ?? .nothing).members.filter { $0.value["optional"]?.bool == true }.compactMap {
                $0.key.utf8.map(Array.init)
            })
        // In version 1 `dependencies` are the entries below, and `requires` the needs.
        for kind in kinds where isTree == (kind.key == "requires") {
            for (key, _) in (entry.value[kind.key] ?? .nothing).members {
                guard let bytes = key.utf8.map(Array.init), seen.insert(bytes).inserted || kind.key == "devDependencies",
                    let name = key.string
                else { continue }
                var scope = kind.scope
                if optional.contains(bytes) || (kind.key == "peerDependencies" && optionalPeers.contains(bytes)) { scope = .optional }
                let place = extract.place(under: extract.place(under: entry.place, kind.key), name)
                guard let target = resolve(name, from: entry.path) else {
                    if kind.isNeeded && scope != .optional && kind.scope == .runtime {
                        extract.dangle(entry.record, name, scope: scope, at: place)
                    }
                    continue
                }
                extract.relate(entry.record, .dependsOn, to: target, at: place, scope: scope)
            }
        }
    }

    /// The folder walk of the package manager.
    private func resolve(_ name: String, from path: String) -> RecordIndex? {
        var folder = path
        while true {
            let candidate = folder.isEmpty ? "node_modules/\(name)" : "\(folder)/node_modules/\(name)"
            if let record = records[Array(candidate.utf8)] { return record }
            if let target = links[Array(candidate.utf8)] { return records[Array(target.utf8)] }
            guard !folder.isEmpty else { return nil }
            let parts = folder.split(separator: "/")
            if let last = parts.lastIndex(of: "node_modules") {
                folder = parts[..<last].joined(separator: "/")
            } else {
                folder = parts.dropLast().joined(separator: "/")
            }
        }
    }
}
