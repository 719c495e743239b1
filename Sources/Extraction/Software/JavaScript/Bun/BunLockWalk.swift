internal import Scanning
internal import SupplyChain

/// One pass over a `bun.lock`.
struct BunLockWalk {
    /// What needs something: a workspace or an entry of `packages`.
    private struct Needer {
        /// The names on the way from the root, as needs are resolved.
        let path: [Substring]
        let info: JSONValue
        let record: RecordIndex
        let place: Place
        let isWorkspace: Bool
    }

    var extract: Extract
    private let folder: [String]
    private var needers: [Needer] = []
    private var records: [[UInt8]: RecordIndex] = [:]
    private var members: [[UInt8]: RecordIndex] = [:]
    private var registries = StatedRegistries()

    init(extract: Extract, folder: [String]) {
        self.extract = extract
        self.folder = folder
    }

    // MARK: Workspaces

    mutating func workspaces(_ list: JSONValue?) {
        for (path, value, place) in objects(list, "workspaces", .object) {
            guard members[Array(path.utf8)] == nil else { continue }
            let name = value["name"]?.string ?? ""
            let record: RecordIndex
            if path.isEmpty {
                record = extract.subject()
                if !name.isEmpty { extract.set(.name, of: record, to: name, at: place) }
                if let version = value["version"]?.string { extract.set(.version, of: record, to: version, at: place) }
            } else {
                record = extract.add(.package, at: place)
                let called = name.isEmpty ? path : name
                extract.describe(record, npm: called, version: value["version"]?.string, path: path, from: folder, at: place)
            }
            members[Array(path.utf8)] = record
            let needsName = path.isEmpty || name.isEmpty
            needers.append(Needer(path: needsName ? [] : [name[...]], info: value, record: record, place: place, isWorkspace: true))
        }
    }

    /// The members of `list` that are of the right kind; others are told.
    private mutating func objects(_ list: JSONValue?, _ field: String, _ kind: JSONValue.Kind) -> [(
        key: String, value: JSONValue, place: Place
    )] {
        guard let list, !list.isNull else { return [] }
        let under = extract.place(field)
        if list.kind != .object {
            extract.diagnose(.invalidValue(field: field, value: list.kind.rawValue, expected: "object"), at: under)
        }
        var result: [(key: String, value: JSONValue, place: Place)] = []
        for (key, value) in list.members {
            guard let name = key.string else { continue }
            let place = extract.place(under: under, name)
            if value.kind == kind {
                result.append((name, value, place))
            } else {
                extract.diagnose(.invalidValue(field: field, value: value.kind.rawValue, expected: kind.rawValue), at: place)
            }
        }
        return result
    }

    // MARK: Packages

    mutating func packages(_ list: JSONValue?) {
        for (key, tuple, place) in objects(list, "packages", .array) {
            guard let locator = tuple[0]?.string.flatMap({ NpmLocator($0) }) else {
                extract.diagnose(.missingIdentity(name: extract.clean(key)), at: place)
                continue
            }
            let bytes = Array(key.utf8)
            guard records[bytes] == nil else { continue }
            let info = tuple.elements.first { $0.kind == .object } ?? .nothing
            let path = Self.names(in: key)
            if locator.reference.hasPrefix("workspace:") {
                records[bytes] = member(locator, info, at: place)
                continue
            }
            if locator.reference.hasPrefix("root:") {
                records[bytes] = extract.subject()
                continue
            }
            let record = add(locator, tuple, at: place)
            records[bytes] = record
            needers.append(Needer(path: path, info: info, record: record, place: place, isWorkspace: false))
        }
    }

    private mutating func add(_ locator: NpmLocator, _ tuple: JSONValue, at place: Place) -> RecordIndex {
        let record = extract.add(.package, at: place)
        let source = NpmSource(locator.reference)
        switch source {
        case .path(let path): extract.describe(record, npm: locator.name, version: nil, path: path, from: folder, at: place)
        case nil:
            extract.describe(record, npm: locator.name, version: locator.reference, at: place)
            if let registry = tuple[1]?.string, !registry.isEmpty {
                registries.distribute(record, from: registry, at: place, in: &extract)
            }
        default: extract.describe(record, npm: locator.name, version: nil, source: source, at: place)
        }
        // Digests of archives that a code host packs are those of the day on which it packed them.
        if source == nil, let integrity = tuple.elements.reversedText.first(where: { $0.hasPrefix("sha") }) {
            extract.identify(record, integrity: integrity, at: place)
        }
        return record
    }

    /// The workspace of an entry; one that `workspaces` does not list is told.
    private mutating func member(_ locator: NpmLocator, _ info: JSONValue, at place: Place) -> RecordIndex {
        let path = String(locator.reference.dropFirst("workspace:".count))
        if let known = members[Array(path.utf8)] { return known }
        extract.diagnose(.danglingReference(extract.clean(locator.reference)), at: place)
        let record = extract.add(.package, at: place)
        extract.describe(record, npm: locator.name, version: nil, path: path, from: folder, at: place)
        members[Array(path.utf8)] = record
        needers.append(Needer(path: [locator.name[...]], info: info, record: record, place: place, isWorkspace: true))
        return record
    }

    /// The names in a key: `a/@scope/b` is `a`, `@scope/b`.
    private static func names(in key: String) -> [Substring] {
        var names: [Substring] = []
        var rest = key[...]
        while !rest.isEmpty {
            var end = rest.firstIndex(of: "/") ?? rest.endIndex
            if rest.hasPrefix("@"), end < rest.endIndex { end = rest[rest.index(after: end)...].firstIndex(of: "/") ?? rest.endIndex }
            names.append(rest[..<end])
            rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
        }
        return names
    }

    // MARK: Edges

    private static let lists: [(field: String, scope: DependencyScope)] = [
        // What is optional may stand in both lists.
        ("optionalDependencies", .optional), ("dependencies", .runtime), ("devDependencies", .development), ("peerDependencies", .runtime),
    ]

    mutating func edges() {
        for needer in needers {
            let optional = Set((needer.info["optionalPeers"] ?? .nothing).elements.compactMap { $0.utf8.map(Array.init) })
            var seen: Set<[UInt8]> = []
            for (field, scope) in Self.lists where field != "devDependencies" || needer.isWorkspace {
                for (key, _) in (needer.info[field] ?? .nothing).members {
                    guard let name = key.string, seen.insert(Array(name.utf8)).inserted else { continue }
                    let isPeer = field == "peerDependencies"
                    let scope = isPeer && optional.contains(Array(name.utf8)) ? .optional : scope
                    let place = extract.place(under: extract.place(under: needer.place, field), name)
                    if let target = target(name, from: needer.path) {
                        if target != needer.record { extract.relate(needer.record, .dependsOn, to: target, at: place, scope: scope) }
                    } else if !isPeer, scope != .optional {
                        extract.dangle(needer.record, name, scope: scope, at: place)
                    }
                }
            }
        }
    }

    private func target(_ name: String, from path: [Substring]) -> RecordIndex? {
        // Deeper than any tree that is installed: a path of a hostile file must not cost its square.
        for length in stride(from: min(path.count, 64), through: 0, by: -1) {
            let key = (path.prefix(length) + [name[...]]).joined(separator: "/")
            if let record = records[Array(key.utf8)] { return record }
        }
        return nil
    }
}

extension JSONElements {
    /// The texts among the elements, last first.
    fileprivate var reversedText: [String] { compactMap(\.string).reversed() }
}
