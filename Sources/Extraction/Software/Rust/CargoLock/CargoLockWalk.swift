internal import SupplyChain
internal import TOMLKit

/// One pass over a `Cargo.lock`.
struct CargoLockWalk {
    private struct Entry {
        let name: String
        let version: String?
        /// As written.
        let source: String?
        let needs: [String]
        let record: RecordIndex
        let place: Place
        let lines: ClosedRange<Int>?
    }

    var extract: Extract
    private let document: TOMLDocument
    private var entries: [Entry] = []
    /// By name, by name and version, and by all three.
    private var byName: [[UInt8]: [Int]] = [:]
    private var known: Set<[UInt8]> = []
    /// A need that fits more packages than this fits none: needs of many by many would never end.
    private static let mostTargets = 16
    private var registries = StatedRegistries()

    init(extract: Extract, document: TOMLDocument) {
        self.extract = extract
        self.document = document
    }

    // MARK: Packages

    mutating func packages() {
        let values = document.root.elements("package")
        let ranges = document.headers.elements("package")
        // Before 2017 the project stood apart from its packages.
        let root = document.root.table("root")
        let isAlone =
            values.count { $0.table.map { $0.text("name") != nil && $0.value("source") == nil } ?? false } == (root == nil ? 1 : 0)
        if let root { read(root, lines: nil, place: extract.place("root"), isSubject: true, index: 0) }
        for (index, value) in values.enumerated() {
            let lines = ranges.count == values.count ? ranges[index] : nil
            let place = lines.map { extract.place(line: $0.lowerBound) } ?? extract.place("package", index)
            guard let table = value.table else {
                extract.diagnose(.missingIdentity(name: "package \(index)"), at: place)
                continue
            }
            read(table, lines: lines, place: place, isSubject: isAlone && root == nil && table.value("source") == nil, index: index)
        }
    }

    private mutating func read(_ table: TOMLTable, lines: ClosedRange<Int>?, place: Place, isSubject: Bool, index: Int) {
        guard let name = table.text("name") else {
            return extract.diagnose(.missingIdentity(name: "package \(index)"), at: place)
        }
        let (version, source) = (table.text("version"), table.text("source"))
        if version == nil {
            extract.diagnose(.invalidValue(field: "version", value: "", expected: "version of \(extract.clean(name))"), at: place)
        }
        let key = Array("\(name) \(version ?? "")".utf8)
        guard known.insert(key + [0] + Array((source ?? "").utf8)).inserted else {
            return extract.diagnose(.duplicateReference(extract.clean(name)), at: place)
        }
        let record = isSubject ? extract.subject(at: place) : extract.add(.package, at: place)
        describe(record, name, version, source, isSubject: isSubject, at: place)
        if let checksum = table.text("checksum") { identify(record, checksum, at: place) }
        byName[Array(name.utf8), default: []].append(entries.count)
        byName[key, default: []].append(entries.count)
        entries.append(
            Entry(
                name: name, version: version, source: source, needs: table.elements("dependencies").compactMap(\.string), record: record,
                place: place, lines: lines))
    }

    private mutating func describe(
        _ record: RecordIndex, _ name: String, _ version: String?, _ source: String?, isSubject: Bool, at place: Place
    ) {
        if let source, let from = CargoSource(source) {
            var package = NamedPackage(type: "cargo", name: name, version: version, origin: from.origin)
            // What replaces the usual registry is not told here: one that is named has packages of its own.
            if let address = from.otherRegistry { package.qualifiers = [PackageURL.Qualifier(key: "repository_url", value: address)] }
            extract.describe(record, package, at: place)
            if let address = from.otherRegistry { registries.distribute(record, from: address, at: place, in: &extract) }
            return
        }
        if let source {
            extract.diagnose(.invalidValue(field: "source", value: extract.clean(source), expected: "registry, sparse, git"), at: place)
        }
        extract.set(.name, of: record, to: name, at: place)
        if let version { extract.set(.version, of: record, to: version, at: place) }
        if !isSubject, source == nil { extract.meet(record, asSibling: "cargo:\(name)", at: place) }
    }

    private mutating func identify(_ record: RecordIndex, _ checksum: String, at place: Place) {
        if !extract.identify(record, digest: Array(checksum.utf8)[...], algorithm: Array("sha256".utf8)[...], at: place) {
            extract.diagnose(.invalidValue(field: "checksum", value: extract.clean(checksum), expected: "SHA-256"), at: place)
        }
    }

    /// Version 1 keeps the digests by themselves: `checksum NAME VERSION (SOURCE)`.
    mutating func digests() {
        guard let metadata = document.root.table("metadata") else { return }
        let lines = TOMLKeyLines(document.headers)
        for key in metadata.sortedKeys where key.hasPrefix("checksum ") {
            let place = lines.line(of: ["metadata", key]).map { extract.place(line: $0) } ?? extract.place("metadata")
            guard let checksum = metadata.text(key), checksum != "<none>" else { continue }
            for target in targets(String(key.dropFirst(9))) { identify(entries[target].record, checksum, at: place) }
        }
    }

    // MARK: Edges

    mutating func edges() {
        for entry in entries {
            let lines = linesOfNeeds(entry)
            for need in entry.needs {
                let place = lines[Array(need.utf8)].map { extract.place(line: $0) } ?? entry.place
                let found = targets(need)
                if found.isEmpty { extract.dangle(entry.record, need, scope: .runtime, at: place) }
                if found.count > 1 {
                    extract.diagnose(
                        .invalidValue(field: "dependencies", value: extract.clean(need), expected: "one of \(found.count)"), at: place)
                }
                for target in found where entries[target].record != entry.record {
                    extract.relate(
                        entry.record, .dependsOn, to: entries[target].record, at: place, certainty: found.count > 1 ? .assumed : .known)
                }
            }
        }
    }

    /// The line on which each need of an entry stands.
    private func linesOfNeeds(_ entry: Entry) -> [[UInt8]: Int] {
        guard let range = entry.lines else { return [:] }
        var lines: [[UInt8]: Int] = [:]
        for number in range {
            let text = document.headers.text(ofLine: number)
            if text.first == UInt8(ascii: "\"") { lines[Array(text.dropFirst().prefix { $0 != UInt8(ascii: "\"") })] = number }
        }
        return lines
    }

    /// `NAME`, `NAME VERSION` or `NAME VERSION (SOURCE)`, as much as it takes to tell one from the others.
    private func targets(_ text: String) -> [Int] {
        let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard !parts.isEmpty else { return [] }
        var found = byName[Array(parts.prefix(2).joined(separator: " ").utf8)] ?? []
        guard found.count <= Self.mostTargets else { return [] }
        if found.count > 1, parts.count > 2 {
            let source = parts[2].drop { $0 == "(" }.prefix { $0 != "#" && $0 != ")" }
            found = found.filter { entries[$0].source.map { $0.prefix { $0 != "#" } == source } ?? false }
        }
        return found
    }
}
