internal import Scanning
internal import SupplyChain

/// One pass over a `composer.lock`.
struct ComposerLockWalk {
    private struct Entry {
        let value: JSONValue
        let record: RecordIndex
        let place: Place
        let scope: DependencyScope
    }

    /// More packages than this do not provide one thing.
    private static let mostProviders = 64

    private(set) var extract: Extract
    private var entries: [Entry] = []
    private var byName: [[UInt8]: Int] = [:]
    /// Who provides or replaces what is no package of the file.
    private var providers: [[UInt8]: [Int]] = [:]
    private var registries = StatedRegistries()

    init(extract: Extract) {
        self.extract = extract
        _ = self.extract.subject()
    }

    // MARK: Packages

    mutating func packages(_ list: JSONValue?, _ key: String, _ scope: DependencyScope) {
        let under = extract.place(key)
        for (index, value) in extract.elements(of: list, field: key, at: under).enumerated() {
            let place = extract.place(under: under, index)
            guard let name = value["name"]?.string, !name.isEmpty else {
                extract.diagnose(.missingIdentity(name: "\(key) \(index)"), at: place)
                continue
            }
            let folded = ComposerName.folded(name)
            guard byName[folded] == nil else {
                extract.diagnose(.duplicateReference(extract.clean(name)), at: place)
                continue
            }
            let record = extract.add(.package, at: place)
            describe(record, name, value, at: place)
            byName[folded] = entries.count
            for key in ["provide", "replace"] {
                for (virtual, _) in (value[key] ?? .nothing).members {
                    if let virtual = virtual.string { providers[ComposerName.folded(virtual), default: []].append(entries.count) }
                }
            }
            entries.append(Entry(value: value, record: record, place: place, scope: scope))
        }
    }

    private mutating func describe(_ record: RecordIndex, _ name: String, _ value: JSONValue, at place: Place) {
        let version = value["version"]?.string
        if version == nil {
            extract.diagnose(.invalidValue(field: "version", value: "", expected: "version of \(extract.clean(name))"), at: place)
        }
        for licence in Composer.licences(of: value) { extract.set(.licence, of: record, to: licence, at: place) }
        if value["dist"]?["type"]?.string == "path", let path = value["dist"]?["url"]?.string {
            return extract.describe(record, folder: path, name: name, version: version, at: place)
        }
        extract.describe(record, NamedPackage(composer: name, version: version, origin: origin(of: value)), at: place)
        if let sum = value["dist"]?.text("shasum") {
            // Whether the archive has a digest at all is the registry's choice.
            if !extract.identify(record, digest: sum, algorithm: Array("sha1".utf8)[...], at: place) {
                extract.diagnose(.invalidValue(field: "shasum", value: extract.clean(sum), expected: "SHA-1"), at: place)
            }
        }
        if let address = value["notification-url"]?.string { registries.distribute(record, from: address, at: place, in: &extract) }
    }

    /// Registries are told who installs what (`notification-url`); a package without that word is taken from its repository.
    private func origin(of value: JSONValue) -> PackageOrigin {
        guard value["notification-url"]?.string == nil else { return .registry }
        if let address = value["source"]?.text("url") {
            return .git(address: String(decoding: address, as: UTF8.self), commit: value["source"]?["reference"]?.string)
        }
        return value["dist"]?["url"]?.string.map { .archive($0) } ?? .registry
    }

    // MARK: Edges

    mutating func edges() {
        for entry in entries {
            guard let needs = entry.value["require"], !needs.isNull else { continue }
            let under = extract.place(under: entry.place, "require")
            guard needs.kind == .object || needs.count == 0 else {
                extract.diagnose(.invalidValue(field: "require", value: needs.kind.rawValue, expected: "object"), at: under)
                continue
            }
            for (key, _) in needs.members {
                guard let name = key.string, !ComposerName.isPlatform(name) else { continue }
                relate(entry, to: name, at: extract.place(under: under, name))
            }
        }
    }

    private mutating func relate(_ entry: Entry, to name: String, at place: Place) {
        let folded = ComposerName.folded(name)
        if let target = byName[folded] {
            if entries[target].record != entry.record { extract.relate(entry.record, .dependsOn, to: entries[target].record, at: place) }
            return
        }
        var found = (providers[folded] ?? []).map { entries[$0].record }
        if found.count > Self.mostProviders {
            extract.diagnose(.limit(name: "providers", value: "\(Self.mostProviders)"), at: place)
            found = []
        }
        // A package that brings what it needs needs nobody else for it.
        if found.contains(entry.record) { return }
        switch found.count {
        case 0: extract.dangle(entry.record, name, scope: .runtime, at: place)
        case 1: extract.relate(entry.record, .dependsOn, to: found[0], at: place)
        default: extract.require(entry.record, .run, atLeast: 1, of: found.map { ($0, .active) }, at: place)
        }
    }

    /// What nothing leads to; and of what only development leads to, all that is not for development itself.
    mutating func attach() {
        let scopes = Dictionary(entries.map { ($0.record, $0.scope) }, uniquingKeysWith: { first, _ in first })
        extract.attachLooseParts { scopes[$0] ?? .runtime }
        let development = Set(entries.filter { $0.scope == .development }.map(\.record))
        var fromMain: Set<RecordIndex> = []
        for edge in extract.relationships where edge.from != extract.subjectRecord && !development.contains(edge.from) {
            fromMain.insert(edge.to)
        }
        let heads = Set(extract.relationships.filter { $0.from == extract.subjectRecord }.map(\.to))
        for entry in entries where entry.scope == .runtime && !fromMain.contains(entry.record) && !heads.contains(entry.record) {
            extract.relate(extract.subject(), .dependsOn, to: entry.record, at: entry.place, certainty: .assumed)
        }
    }
}
