internal import Scanning
public import SupplyChain

/// Reads `package-lock.json` and `npm-shrinkwrap.json` of lockfile versions 2 and 3.
///
/// Entries of `packages` are components; the one named `""` is the subject. An edge leads to where the folder walk finds it: `P/node_modules/N`, then up. Links are seen through to the
/// workspace they point at. One package at several paths is one component, its edges united. Optional and peer dependencies that resolve to nothing are no error.
public enum PackageLockReader: Extractor {
    public static let reader = "package-lock"
    public static let coverage: Coverage = [.components, .relationships, .versions, .licences]

    public static func recognises(_ document: SourceDocument) -> Bool {
        guard ["package-lock.json", "npm-shrinkwrap.json", ".package-lock.json"].contains(document.fileName) || document.path == "stdin"
        else { return false }
        return ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{")
            && (document.path != "stdin" || ByteSearch.contains(document.bytes[...], "\"lockfileVersion\""))
    }

    public static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        let version = json.root["lockfileVersion"]?.integer ?? 0
        guard let packages = json.root["packages"], packages.kind == .object else {
            throw .unsupportedVersion(found: "\(version)", supported: "2, 3")
        }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = PackageLockWalk(extract: extract)
        walk.read(packages, root: json.root)
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

    init(extract: Extract) { self.extract = extract }

    mutating func read(_ packages: JSONValue, root: JSONValue) {
        let subject = extract.subject()
        let under = extract.place("packages")
        if let name = root["name"]?.string, !name.isEmpty { extract.set(.name, of: subject, to: name, at: extract.place("name")) }
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
        for entry in entries { edges(of: entry) }
    }

    private mutating func add(_ path: String, _ value: JSONValue, at place: Place) -> RecordIndex {
        let isInstalled = path.hasPrefix("node_modules/") || path.contains("/node_modules/")
        let record = extract.add(.package, at: place)
        let name = value["name"]?.string ?? Self.name(of: path)
        extract.set(.name, of: record, to: name, at: place)
        let version = value["version"]?.string
        if let version { extract.set(.version, of: record, to: version, at: place) }
        if isInstalled {
            let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
            let isScoped = name.hasPrefix("@") && parts.count == 2
            if let purl = PackageURL(type: "npm", namespace: isScoped ? parts[0] : nil, name: isScoped ? parts[1] : name, version: version)
            {
                extract.identify(record, by: .packageURL, purl.canonical, at: place)
            } else {
                extract.diagnose(.missingIdentity(name: name), at: place)
            }
        }
        if let licence = value["license"]?.utf8, !licence.isEmpty { extract.set(.licence, of: record, toUTF8: licence, at: place) }
        return record
    }

    private static func name(of path: String) -> String {
        let parts = path.split(separator: "/").map(String.init)
        guard let last = parts.lastIndex(of: "node_modules"), last + 1 < parts.count else { return parts.last ?? path }
        return parts[(last + 1)...].joined(separator: "/")
    }

    private mutating func edges(of entry: Entry) {
        let kinds: [(key: String, scope: DependencyScope, isNeeded: Bool)] = [
            ("dependencies", .runtime, true), ("optionalDependencies", .optional, false), ("devDependencies", .development, true),
            ("peerDependencies", .runtime, false),
        ]
        var seen: Set<[UInt8]> = []
        let optional = Set((entry.value["optionalDependencies"] ?? .nothing).members.compactMap { $0.key.utf8.map(Array.init) })
        let optionalPeers = Set(
            (entry.value["peerDependenciesMeta"] ?? .nothing).members.filter { $0.value["optional"]?.bool == true }.compactMap {
                $0.key.utf8.map(Array.init)
            })
        for kind in kinds {
            for (key, _) in (entry.value[kind.key] ?? .nothing).members {
                guard let bytes = key.utf8.map(Array.init), seen.insert(bytes).inserted || kind.key == "devDependencies",
                    let name = key.string
                else { continue }
                var scope = kind.scope
                if optional.contains(bytes) || (kind.key == "peerDependencies" && optionalPeers.contains(bytes)) { scope = .optional }
                let place = extract.place(under: extract.place(under: entry.place, kind.key), name)
                guard let target = resolve(name, from: entry.path) else {
                    if kind.isNeeded && scope != .optional && kind.key == "dependencies" { dangling(name, entry, scope, at: place) }
                    continue
                }
                extract.relate(entry.record, .dependsOn, to: target, at: place, scope: scope)
            }
        }
    }

    private mutating func dangling(_ name: String, _ entry: Entry, _ scope: DependencyScope, at place: Place) {
        extract.diagnose(.danglingReference(name), at: place)
        let record = extract.add(.unknown, at: place)
        extract.set(.name, of: record, to: name, at: place)
        extract.relate(entry.record, .dependsOn, to: record, at: place, scope: scope)
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
