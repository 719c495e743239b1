internal import Scanning
internal import SupplyChain

/// Reads `conda-lock.yml`, version 1: packages of conda and of `pip` for each platform, and who needs whom.
///
/// A need leads to the package of that name on the same platform; one of `pip` may be met by conda. What the platform itself brings (`__glibc`) is no package. One package on several platforms is one component. The
/// file does not say what the project itself asks for: the subject is taken to need what nothing else needs (`Certainty.assumed`). Digests belong to builds and are not kept.
enum CondaLockReader: Extractor {
    static let reader = "conda-lock"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName
        let isNamed = name.hasSuffix("conda-lock.yml") || name.hasSuffix("conda-lock.yaml")
        guard isNamed || document.path == "stdin" else { return false }
        let start = ByteSearch.start(of: document)
        return isNamed || (ByteSearch.contains(start, "\npackage:") && ByteSearch.contains(start, "manager: conda"))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(reading: document)
        let version = yaml.root?["version"]?.scalar ?? "none"
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        guard version == "1" else { throw .unsupportedVersion(found: extract.clean(version), supported: "1") }
        extract.noteDuplicates(of: yaml)
        if let list = yaml.root?["package"], list.sequence == nil {
            extract.diagnose(.invalidValue(field: "package", value: "", expected: "list"), .error, at: extract.place(line: list.line))
        }
        var walk = CondaLockWalk(extract: extract)
        for value in yaml.root?["package"]?.sequence ?? [] { walk.add(value) }
        walk.edges()
        walk.attach()
        return walk.extract
    }
}

/// One pass over a `conda-lock.yml`.
private struct CondaLockWalk {
    private struct Key: Hashable {
        let platform: [UInt8]
        let kind: Kind
        let name: [UInt8]

        /// How the name is written: folded for `pip`, which asks conda by that name too.
        enum Kind { case conda, condaFolded, pip }
    }

    private struct Entry {
        let key: Key
        let needs: YAMLValue?
        let record: RecordIndex
        let scope: DependencyScope
    }

    private(set) var extract: Extract
    private var entries: [Entry] = []
    private var records: [Key: RecordIndex] = [:]
    private var channels = CondaChannels()
    private var registries = StatedRegistries()

    init(extract: Extract) { self.extract = extract }

    mutating func add(_ value: YAMLValue) {
        let place = extract.place(line: value.line)
        guard let name = value["name"]?.scalar, !name.isEmpty else { return extract.diagnose(.missingIdentity(name: "package"), at: place) }
        let isPip = value["manager"]?.scalar == "pip"
        let version = value["version"]?.scalar
        if version == nil {
            extract.diagnose(.invalidValue(field: "version", value: "", expected: "version of \(extract.clean(name))"), at: place)
        }
        let record = extract.add(.package, at: place)
        let address = value["url"]?.scalar
        if isPip {
            let isRepository = address?.hasPrefix("git+") ?? false
            extract.describe(record, python: name, version: version, source: isRepository ? address : nil, at: place)
            if let address, !isRepository { registries.distribute(record, from: address, at: place, in: &extract) }
        } else {
            let channel = address.flatMap { CondaChannel(ofPackageAt: $0) }
            extract.describe(record, conda: name, version: version, channel: channel, at: place)
            channels.distribute(record, from: channel, at: place, in: &extract)
        }
        let platform = Array((value["platform"]?.scalar ?? "").utf8)
        let key = Key(platform: platform, kind: isPip ? .pip : .conda, name: isPip ? PythonName.folded(name) : Array(name.utf8))
        if !isPip { records[Key(platform: platform, kind: .condaFolded, name: PythonName.folded(name))] = record }
        if records.updateValue(record, forKey: key) != nil { extract.diagnose(.duplicateReference(extract.clean(name)), at: place) }
        entries.append(Entry(key: key, needs: value["dependencies"], record: record, scope: Self.scope(of: value)))
    }

    private static func scope(of value: YAMLValue) -> DependencyScope {
        let categories = value["categories"]?.sequence?.compactMap(\.scalar) ?? [value["category"]?.scalar ?? "main"]
        if categories.contains("main") { return value["optional"]?.bool == true ? .optional : .runtime }
        return categories.contains("dev") ? .development : .optional
    }

    mutating func edges() {
        for entry in entries {
            for (name, value) in extract.members(of: entry.needs, field: "dependencies") where !name.hasPrefix("__") {
                let place = extract.place(line: value.line)
                guard let target = target(name, of: entry.key) else {
                    extract.dangle(entry.record, name, scope: .runtime, at: place)
                    continue
                }
                if target != entry.record { extract.relate(entry.record, .dependsOn, to: target, at: place, scope: .runtime) }
            }
        }
    }

    private func target(_ name: String, of asking: Key) -> RecordIndex? {
        guard asking.kind == .pip else { return records[Key(platform: asking.platform, kind: .conda, name: Array(name.utf8))] }
        let folded = PythonName.folded(name)
        return records[Key(platform: asking.platform, kind: .pip, name: folded)]
            ?? records[Key(platform: asking.platform, kind: .condaFolded, name: folded)]
    }

    mutating func attach() {
        let scopes = Dictionary(entries.map { ($0.record, $0.scope) }, uniquingKeysWith: { first, _ in first })
        extract.attachLooseParts { scopes[$0] ?? .runtime }
    }
}
