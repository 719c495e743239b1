internal import SupplyChain
internal import TOMLKit

/// One pass over a `uv.lock`.
struct UvLockWalk {
    /// One `[[package]]`.
    private struct Entry {
        let name: String
        let version: String?
        let source: UvSource?
        let table: TOMLTable
        let record: RecordIndex
        let place: Place
        let lines: TOMLLineIndex
    }

    /// One dependency as it stands, before its target is looked up.
    private struct Need {
        let from: Int
        let value: TOMLValue
        let scope: DependencyScope
        /// The extra of the source under which it is listed.
        let extra: [UInt8]?
    }

    private(set) var extract: Extract
    private let document: TOMLDocument
    private let folder: [String]
    private var entries: [Entry] = []
    private var byName: [[UInt8]: [Int]] = [:]

    init(extract: Extract, document: TOMLDocument, folder: [String]) {
        self.extract = extract
        self.document = document
        self.folder = folder
    }

    // MARK: Packages

    mutating func packages() {
        let values = document.root.elements("package")
        let ranges = document.headers.elements("package")
        for (index, value) in values.enumerated() {
            // Elements written in another way than the tool writes them have no line of their own.
            let lines = TOMLLineIndex(document.headers, ranges.count == values.count ? ranges[index] : nil)
            let place = lines.first.map { extract.place(line: $0) } ?? extract.place("package", index)
            guard let table = value.table, let name = table.text("name") else {
                extract.diagnose(.missingIdentity(name: "package \(index)"), at: place)
                continue
            }
            let version = table.text("version")
            let source = table.table("source").flatMap { UvSource($0) }
            if source == nil {
                extract.diagnose(.invalidValue(field: "source", value: name, expected: "registry, git, url, path, …"), at: place)
            }
            let folded = PythonName.folded(name)
            if byName[folded, default: []].contains(where: { entries[$0].version == version && entries[$0].source == source }) {
                extract.diagnose(.duplicateReference(name), at: place)
                continue
            }
            let record = add(name, version, source, at: place)
            byName[folded, default: []].append(entries.count)
            entries.append(Entry(name: name, version: version, source: source, table: table, record: record, place: place, lines: lines))
        }
    }

    private mutating func add(_ name: String, _ version: String?, _ source: UvSource?, at place: Place) -> RecordIndex {
        if source?.isHere == true, extract.subjectRecord == nil {
            let subject = extract.subject(at: place)
            extract.set(.name, of: subject, to: name, at: place)
            if let version { extract.set(.version, of: subject, to: version, at: place) }
            return subject
        }
        let record = extract.add(.package, at: place)
        guard case .folder(let path) = source else {
            extract.describe(record, python: name, version: version, source: source?.address, at: place)
            return record
        }
        // First party: no registry has it, so it has no purl.
        extract.set(.name, of: record, to: name, at: place)
        if let version { extract.set(.version, of: record, to: version, at: place) }
        if let project = FolderPath.resolve(path, from: folder) { extract.identify(record, by: .project, project, at: place) }
        return record
    }

    // MARK: Edges

    mutating func edges() {
        var needs: [Need] = []
        for (index, entry) in entries.enumerated() {
            needs += entry.table.elements("dependencies").map { Need(from: index, value: $0, scope: .runtime, extra: nil) }
            for (key, scope) in [("optional-dependencies", DependencyScope.optional), ("dev-dependencies", .development)] {
                guard let groups = entry.table.table(key) else { continue }
                for group in groups.sortedKeys {
                    let extra = scope == .optional ? PythonName.folded(group) : nil
                    needs += groups.elements(group).map { Need(from: index, value: $0, scope: scope, extra: extra) }
                }
            }
        }
        let active = activeExtras(needs)
        for need in needs { relate(need, active: active) }
    }

    /// The extras that plain edges ask for: an extra asked for by such a group again is asked for too.
    private func activeExtras(_ needs: [Need]) -> Set<Extra> {
        var active: Set<Extra> = []
        var byExtra: [Extra: [Need]] = [:]
        for need in needs { if let extra = need.extra { byExtra[Extra(entry: need.from, name: extra), default: []].append(need) } }
        var waiting = needs.filter { $0.scope == .runtime }
        while let need = waiting.popLast() {
            guard let table = need.value.table, let name = table.text("name") else { continue }
            for target in targets(name, table) {
                for extra in table.elements("extra").compactMap(\.string) {
                    let key = Extra(entry: target, name: PythonName.folded(extra))
                    if active.insert(key).inserted { waiting += byExtra[key] ?? [] }
                }
            }
        }
        return active
    }

    private struct Extra: Hashable {
        let entry: Int
        let name: [UInt8]
    }

    private mutating func relate(_ need: Need, active: Set<Extra>) {
        let entry = entries[need.from]
        guard let table = need.value.table, let name = table.text("name") else {
            return extract.diagnose(.missingIdentity(name: "dependency of \(entry.name)"), at: entry.place)
        }
        let line = entry.lines.next(name)
        let place = line.map { extract.place(line: $0) } ?? entry.place
        let isActive = need.extra.map { active.contains(Extra(entry: need.from, name: $0)) } ?? false
        let scope = isActive ? .runtime : need.scope
        let found = targets(name, table)
        if found.isEmpty { extract.dangle(entry.record, name, scope: scope, at: place) }
        if found.count > 1 {
            extract.diagnose(.invalidValue(field: "version", value: name, expected: "one of \(found.count)"), at: place)
        }
        // A package that asks for an extra of itself needs nothing new.
        for target in found where entries[target].record != entry.record {
            extract.relate(
                entry.record, .dependsOn, to: entries[target].record, at: place, scope: scope,
                certainty: found.count > 1 ? .assumed : .known)
        }
    }

    private func targets(_ name: String, _ table: TOMLTable) -> [Int] {
        var found = byName[PythonName.folded(name)] ?? []
        if let version = table.text("version") { found = found.filter { entries[$0].version == version } }
        if found.count > 1, let source = table.table("source").flatMap({ UvSource($0) }) {
            found = found.filter { entries[$0].source == source }
        }
        return found
    }

    // MARK: Registries

    /// The registries other than the public one.
    mutating func registries() {
        var table = StatedRegistries()
        for entry in entries {
            if case .registry(let address) = entry.source { table.distribute(entry.record, from: address, at: entry.place, in: &extract) }
        }
    }

    /// Members of a workspace whose root is no package, and whatever else nothing leads to.
    mutating func attachLooseParts() { extract.attachLooseParts() }
}
