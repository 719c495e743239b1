internal import SupplyChain

/// One pass over the documents of a `pnpm-lock.yaml`.
struct PNPMLockWalk {
    var extract: Extract
    private let folder: [String]
    /// By key; in the newest form also by the keys of snapshots.
    private var packages: [[UInt8]: RecordIndex] = [:]
    private var projects: [[UInt8]: RecordIndex] = [:]
    private var named: Set<RecordIndex> = []
    private var registries = StatedRegistries()
    private var form = PNPMForm.snapshots

    init(extract: Extract, folder: [String]) {
        self.extract = extract
        self.folder = folder
        projects[Array(folder.joined(separator: "/").utf8)] = self.extract.subject()
    }

    /// Reads one document.
    mutating func read(_ root: YAMLValue, _ form: PNPMForm) {
        self.form = form
        packages = [:]
        let entries = extract.members(of: root["packages"], field: "packages")
        for (key, value) in entries { add(key, value) }
        if form == .snapshots {
            let snapshots = extract.members(of: root["snapshots"], field: "snapshots")
            for (key, value) in snapshots { bind(key, at: value.line) }
            for (key, value) in snapshots { edges(of: key, value) }
        } else {
            for (key, value) in entries { edges(of: key, value) }
        }
        let importers = extract.members(of: root["importers"], field: "importers")
        for (path, value) in importers { project(path, value) }
        // A project without workspace has its needs at the top, until version 9.
        if importers.isEmpty { needs(of: extract.subject(), value: root, from: folder) }
    }

    // MARK: Packages

    private mutating func add(_ key: String, _ value: YAMLValue) {
        let place = extract.place(line: value.line)
        let bytes = Array(key.utf8)
        guard packages[bytes] == nil else { return }
        let stated = value["name"]?.scalar
        guard let locator = form.locator(of: key) ?? stated.flatMap({ NpmLocator("\($0)@") }) else {
            return extract.diagnose(.missingIdentity(name: extract.clean(key)), at: place)
        }
        let resolution = value["resolution"]
        let record = extract.add(.package, at: place)
        packages[bytes] = record
        let source = source(locator, resolution)
        let version = value["version"]?.scalar ?? (source == nil ? locator.reference : nil)
        describe(record, stated ?? locator.name, version, source, at: place)
        if let integrity = resolution?["integrity"]?.scalar { extract.identify(record, integrity: integrity, at: place) }
        let address = resolution?["tarball"]?.scalar ?? resolution?["registry"]?.scalar ?? form.registry(of: key)
        guard source == nil, let address else { return }
        registries.distribute(record, from: address, at: place, in: &extract)
    }

    private mutating func describe(_ record: RecordIndex, _ name: String, _ version: String?, _ source: NpmSource?, at place: Place) {
        if case .path(let path) = source {
            extract.describe(record, npm: name, version: version, path: path, from: folder, at: place)
        } else {
            extract.describe(record, npm: name, version: version, source: source, at: place)
        }
    }

    /// Where it comes from, if not from a registry: by its key, or by how it was resolved.
    private func source(_ locator: NpmLocator, _ resolution: YAMLValue?) -> NpmSource? {
        if let repository = resolution?["repo"]?.scalar {
            return NpmSource("git+\(repository)#\(resolution?["commit"]?.scalar ?? "")")
        }
        if let path = resolution?["directory"]?.scalar { return .path(path) }
        let isAddress = locator.reference.isEmpty || NpmSource(locator.reference) != nil
        return NpmSource(locator.reference) ?? (isAddress ? resolution?["tarball"]?.scalar.flatMap { NpmSource($0) } : nil)
    }

    /// Finds the package of a snapshot: the same key without peers.
    private mutating func bind(_ key: String, at line: Int) {
        let bytes = Array(key.utf8)
        guard packages[bytes] == nil else { return }
        packages[bytes] = packages[Array(PNPMForm.withoutPeers(key).utf8)] ?? missing(key, at: extract.place(line: line))
    }

    /// A package that is needed and has no entry: name and version are known all the same.
    private mutating func missing(_ key: String, at place: Place) -> RecordIndex {
        extract.diagnose(.danglingReference(extract.clean(key)), at: place)
        guard let locator = form.locator(of: key) else {
            let unknown = extract.add(.unknown, at: place)
            extract.set(.name, of: unknown, to: key, at: place)
            return unknown
        }
        let record = extract.add(.package, at: place)
        let source = NpmSource(locator.reference)
        describe(record, locator.name, source == nil ? locator.reference : nil, source, at: place)
        return record
    }

    // MARK: Needs

    private mutating func edges(of key: String, _ value: YAMLValue) {
        guard let record = packages[Array(key.utf8)] else { return }
        for (field, scope) in [("dependencies", DependencyScope.runtime), ("optionalDependencies", .optional)] {
            guard let list = value[field] else { continue }
            for (name, value) in extract.members(of: list, field: field) { relate(record, name, value, scope, from: folder) }
        }
    }

    private mutating func project(_ path: String, _ value: YAMLValue) {
        guard let resolved = FolderPath.resolve(path, from: folder) else {
            return extract.diagnose(.notFollowed(extract.clean(path)), .note, at: extract.place(line: value.line))
        }
        needs(of: project(at: resolved, line: value.line), value: value, from: resolved.split(separator: "/").map(String.init))
    }

    private mutating func project(at path: String, line: Int) -> RecordIndex {
        if let known = projects[Array(path.utf8)] { return known }
        let place = extract.place(line: line)
        let record = extract.add(.package, at: place)
        extract.identify(record, by: .project, path, at: place)
        projects[Array(path.utf8)] = record
        return record
    }

    private static let lists: [(field: String, scope: DependencyScope)] = [
        ("dependencies", .runtime), ("devDependencies", .development), ("optionalDependencies", .optional),
        ("configDependencies", .build), ("packageManagerDependencies", .development),
    ]

    private mutating func needs(of record: RecordIndex, value: YAMLValue, from folder: [String]) {
        for (field, scope) in Self.lists {
            guard let list = value[field] else { continue }
            for (name, value) in extract.members(of: list, field: field) { relate(record, name, value, scope, from: folder) }
        }
    }

    private mutating func relate(_ record: RecordIndex, _ name: String, _ value: YAMLValue, _ scope: DependencyScope, from folder: [String])
    {
        guard let text = extract.text(of: value["version"] ?? value, field: name) else { return }
        let place = extract.place(line: value.line)
        if text.hasPrefix("link:") || text.hasPrefix("workspace:") {
            let path = String(text[text.index(after: text.firstIndex(of: ":") ?? text.startIndex)...])
            guard let resolved = FolderPath.resolve(path, from: folder) else {
                return extract.diagnose(.notFollowed(extract.clean(text)), .note, at: place)
            }
            let target = project(at: resolved, line: value.line)
            if target != extract.subjectRecord, named.insert(target).inserted { extract.set(.name, of: target, to: name, at: place) }
            guard target != record else { return }
            return extract.relate(record, .dependsOn, to: target, at: place, scope: scope)
        }
        let key = form.key(name, text)
        let found = packages[Array(key.utf8)] ?? packages[Array(text.utf8)]
        if found == nil, scope == .optional { return }
        let target = found ?? missing(key, or: text, at: place)
        guard target != record else { return }
        extract.relate(record, .dependsOn, to: target, at: place, scope: scope)
    }

    /// A need without entry, told once for each key.
    private mutating func missing(_ key: String, or value: String, at place: Place) -> RecordIndex {
        // An alias and a path say by themselves what they stand for.
        let likely = form.locator(of: value) == nil ? key : value
        let record = missing(likely, at: place)
        packages[Array(likely.utf8)] = record
        return record
    }
}
