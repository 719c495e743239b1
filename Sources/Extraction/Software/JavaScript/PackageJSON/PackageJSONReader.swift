internal import Scanning
internal import SupplyChain

/// Reads `package.json`: what the project is called, its version and licence, and what it asks for.
///
/// Requirements are ranges, so they are packages without version (`Gap.noVersions`): the lock file of the project says what they came to (decision 008). Peers that are marked optional are optional. What
/// comes from a repository, an archive or the workspace is what the lock makes of it, and nothing without a lock: the registry's package of that name is another one. A folder is the project in it.
enum PackageJSONReader: Extractor {
    static let reader = "package-json"
    static let coverage: Coverage = [.components, .licences]

    static func recognises(_ document: SourceDocument) -> Bool {
        document.fileName == "package.json" && ByteSearch.firstMark(ByteSearch.start(of: document, 64)) == UInt8(ascii: "{")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        guard json.root.kind == .object else { throw .malformed(reason: "no object", place: "line 1") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        let subject = extract.subject()
        extract.nameAndVersion(of: subject, from: json.root)
        // An object with a type, or a list of those, is how it was written long ago.
        let licences = [json.root["license"], json.root["licenses"]].compactMap { $0 }
        for licence in licences {
            let key = licence.offset == json.root["license"]?.offset ? "license" : "licenses"
            for entry in licence.kind == .array ? Array(licence.elements) : [licence] {
                let text = entry.utf8 ?? entry["type"]?.utf8 ?? []
                if !text.isEmpty { extract.set(.licence, of: subject, toUTF8: text, at: extract.place(key)) }
            }
        }
        requirements(of: json.root, in: document.folders.map(String.init), &extract)
        return extract
    }

    private static let tables: [(key: String, scope: DependencyScope)] = [
        ("dependencies", .runtime), ("devDependencies", .development), ("optionalDependencies", .optional), ("peerDependencies", .runtime),
    ]

    private static func requirements(of root: JSONValue, in folder: [String], _ extract: inout Extract) {
        let optional = names(root["optionalDependencies"]).union(
            (root["peerDependenciesMeta"] ?? .nothing).members.compactMap {
                $0.value["optional"]?.bool == true ? $0.key.utf8.map(Array.init) : nil
            })
        let stated = names(root["dependencies"])
        for (key, scope) in tables {
            guard let table = root[key], !table.isNull else { continue }
            let under = extract.place(key)
            guard table.kind == .object else {
                extract.diagnose(.invalidValue(field: key, value: table.kind.rawValue, expected: "object"), at: under)
                continue
            }
            if table.count > 0, !extract.gaps.contains(.noVersions) { extract.gaps.append(.noVersions) }
            for (name, range) in table.members {
                guard let bytes = name.utf8.map(Array.init), let text = name.string else { continue }
                let place = extract.place(under: under, text)
                guard range.kind == .string else {
                    _ = extract.stated(range, as: key, at: place)
                    continue
                }
                let range = range.string ?? ""
                // A peer is told again among the dependencies, and what is optional is also listed plainly by old tools.
                if key == "peerDependencies", stated.contains(bytes) { continue }
                if key == "dependencies", optional.contains(bytes) { continue }
                let isOptional = key == "peerDependencies" && optional.contains(bytes)
                need(text, range, isOptional ? .optional : scope, in: folder, at: place, &extract)
            }
        }
    }

    private static func names(_ table: JSONValue?) -> Set<[UInt8]> {
        Set((table ?? .nothing).members.compactMap { $0.key.utf8.map(Array.init) })
    }

    private static func need(
        _ name: String, _ range: String, _ scope: DependencyScope, in folder: [String], at place: Place, _ extract: inout Extract
    ) {
        for prefix in ["file:", "link:", "portal:"] where range.hasPrefix(prefix) {
            guard let project = FolderPath.resolve(String(range.dropFirst(prefix.count)), from: folder) else {
                return extract.diagnose(.notFollowed(range), .note, at: place)
            }
            let record = extract.add(.package, at: place)
            extract.set(.name, of: record, to: name, at: place)
            extract.identify(record, by: .project, project, at: place)
            return extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope)
        }
        var called = name
        if range.hasPrefix("npm:") {
            let alias = range.dropFirst(4)
            called = String(alias.dropFirst().lastIndex(of: "@").map { alias[..<$0] } ?? alias)
        }
        let isElsewhere = !range.hasPrefix("npm:") && (range.contains("/") || range.contains(":"))
        let record = extract.add(.package, at: place, tentative: isElsewhere)
        extract.describe(record, npm: called, version: nil, at: place)
        // Some locks list what they chose by the very words in which it was asked for.
        extract.select(record, by: "\(name)@\(range)")
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope)
    }
}
