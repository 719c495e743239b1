internal import Scanning
internal import SupplyChain

/// Reads `conan.lock` of Conan 1 (0.4, a graph) and Conan 2 (0.5, lists).
///
/// In the graph the node without a reference, or with a path, is the project. The lists of version 0.5 do not say who needs whom nor what the project asks for: the project is assumed to need
/// all of it. Revisions tell recipes of one version apart and are not kept.
enum ConanLockReader: Extractor {
    static let reader = "conan-lock"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard ByteSearch.firstMark(ByteSearch.start(of: document, 64)) == UInt8(ascii: "{") else { return false }
        if document.fileName == "conan.lock" { return true }
        return document.path == "stdin" && ByteSearch.contains(document.bytes.prefix(4_096), "\"graph_lock\"")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        let graph = json.root["graph_lock"]
        let version = json.root["version"]?.string ?? "none"
        guard graph != nil || version.hasPrefix("0.5") else { throw .unsupportedVersion(found: version, supported: "0.4, 0.5") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        _ = extract.subject()
        if let graph {
            var walk = ConanGraphWalk(extract: extract)
            walk.nodes(graph["nodes"] ?? .nothing)
            walk.edges()
            walk.extract.attachLooseParts()
            return walk.extract
        }
        for (key, scope) in [
            ("requires", DependencyScope.runtime), ("build_requires", .build), ("python_requires", .build), ("config_requires", .build),
        ] {
            let under = extract.place(key)
            for (index, element) in extract.elements(of: json.root[key], field: key, at: under).enumerated() {
                let place = extract.place(under: under, index)
                guard let reference = element.string.flatMap({ ConanReference($0) }) else {
                    extract.diagnose(.missingIdentity(name: extract.clean(element.string ?? "\(key) \(index)")), at: place)
                    continue
                }
                let record = extract.add(.package, at: place)
                extract.describe(record, reference.package, at: place)
                extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope, certainty: .assumed)
            }
        }
        extract.note(.noEdges)
        return extract
    }
}

/// One pass over the graph of a lock of Conan 1.
private struct ConanGraphWalk {
    private struct Entry {
        let value: JSONValue
        let record: RecordIndex
        let place: Place
    }

    var extract: Extract
    private var entries: [Entry] = []
    private var byKey: [[UInt8]: RecordIndex] = [:]

    init(extract: Extract) { self.extract = extract }

    mutating func nodes(_ nodes: JSONValue) {
        let under = extract.place(under: extract.place("graph_lock"), "nodes")
        if nodes.kind != .object {
            extract.diagnose(.invalidValue(field: "nodes", value: nodes.kind.rawValue, expected: "object"), .error, at: under)
        }
        var hasProject = false
        for (key, value) in nodes.members {
            guard let name = key.string else { continue }
            let place = extract.place(under: under, name)
            let text = value["ref"]?.string
            let isProject = !hasProject && (value["path"]?.string != nil || text == nil)
            if isProject { hasProject = true }
            let record = isProject ? extract.subject() : extract.add(.package, at: place)
            byKey[Array(name.utf8)] = record
            entries.append(Entry(value: value, record: record, place: place))
            guard let text, let reference = ConanReference(text) else {
                if !isProject || text != nil {
                    extract.diagnose(.missingIdentity(name: extract.clean(text ?? "node \(name)")), at: place)
                    extract.set(.name, of: record, to: text ?? "node \(name)", at: place)
                }
                continue
            }
            if isProject {
                extract.set(.name, of: record, to: reference.name, at: place)
                if let version = reference.version { extract.set(.version, of: record, to: version, at: place) }
            } else {
                extract.describe(record, reference.package, at: place)
            }
        }
    }

    mutating func edges() {
        for entry in entries {
            for (key, scope) in [("requires", DependencyScope.runtime), ("build_requires", .build), ("python_requires", .build)] {
                let under = extract.place(under: entry.place, key)
                for (index, element) in extract.elements(of: entry.value[key], field: key, at: under).enumerated() {
                    let place = extract.place(under: under, index)
                    guard let name = element.string else {
                        extract.diagnose(.missingIdentity(name: key), at: place)
                        continue
                    }
                    guard let target = byKey[Array(name.utf8)] else {
                        // Python code that recipes share stands by its reference and has no node.
                        extract.dangle(entry.record, name, scope: scope, at: place)
                        continue
                    }
                    if target != entry.record { extract.relate(entry.record, .dependsOn, to: target, at: place, scope: scope) }
                }
            }
        }
    }
}
