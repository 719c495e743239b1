internal import SupplyChain

/// One pass over a `yarn.lock` of Yarn 2 and later.
struct YarnBerryWalk {
    private struct Entry {
        let locator: NpmLocator
        let record: RecordIndex
        let value: YAMLValue
        let place: Place
    }

    var extract: Extract
    private let folder: [String]
    private var entries: [Entry] = []
    private var byDescriptor: [[UInt8]: Int] = [:]
    private var byResolution: [[UInt8]: Int] = [:]
    private var byName: [[UInt8]: [Int]] = [:]
    private var registries = StatedRegistries()

    init(extract: Extract, folder: [String]) {
        self.extract = extract
        self.folder = folder
    }

    // MARK: Entries

    mutating func add(_ key: String, _ value: YAMLValue) {
        let place = extract.place(line: value.line)
        guard value.mapping != nil else {
            return extract.diagnose(.invalidValue(field: extract.clean(key), value: "", expected: "mapping"), at: place)
        }
        let descriptors = key.split(separator: ",").map { $0.drop { $0 == " " } }
        guard let locator = value["resolution"]?.scalar.flatMap({ NpmLocator($0) }) ?? descriptors.first.flatMap({ NpmLocator($0) }) else {
            return extract.diagnose(.missingIdentity(name: extract.clean(key)), at: place)
        }
        let version = value["version"].flatMap { extract.text(of: $0, field: "version") }
        let entry = Entry(locator: locator, record: record(locator, version, at: place), value: value, place: place)
        for descriptor in descriptors {
            let key = Self.bound(descriptor).map { "\($0.descriptor)::\($0.asker)" } ?? String(descriptor)
            if byDescriptor.updateValue(entries.count, forKey: Array(key.utf8)) != nil {
                extract.diagnose(.duplicateReference(extract.clean(String(descriptor))), at: place)
            }
            if let asked = NpmLocator(descriptor), byName[Array(asked.name.utf8)]?.last != entries.count {
                byName[Array(asked.name.utf8), default: []].append(entries.count)
            }
        }
        byResolution["\(locator.name)@\(locator.reference)".utf8.map(\.self)] = entries.count
        entries.append(entry)
    }

    private mutating func record(_ locator: NpmLocator, _ version: String?, at place: Place) -> RecordIndex {
        let (protocolName, rest) = Self.split(locator.reference)
        if protocolName == "workspace", rest == "." {
            let subject = extract.subject(at: place)
            // A project without name gets one from the tool, made of a digest.
            if !locator.name.hasPrefix("root-workspace-") { extract.set(.name, of: subject, to: locator.name, at: place) }
            return subject
        }
        let record = extract.add(.package, at: place)
        switch protocolName {
        case "workspace":
            // `0.0.0-use.local` is no version of anything.
            extract.describe(record, npm: locator.name, version: nil, path: rest, from: folder, at: place)
        case "link", "portal", "file":
            extract.describe(record, npm: locator.name, version: nil, path: Self.path(rest), from: asker(of: rest), at: place)
        case "npm":
            let parts = rest.firstRange(of: "::").map { (rest[..<$0.lowerBound], rest[$0.upperBound...]) } ?? (rest[...], "")
            extract.describe(record, npm: locator.name, version: version ?? String(parts.0), at: place)
            if let archive = Self.binding("__archiveUrl", in: parts.1) {
                registries.distribute(record, from: archive, at: place, in: &extract)
            }
        case "patch":
            extract.describe(record, npm: locator.name, version: version, at: place)
            extract.set(.trait, of: record, to: "patched", at: place)
        default:
            extract.describe(record, npm: locator.name, version: version, source: NpmSource(locator.reference), at: place)
        }
        return record
    }

    /// Binds a patched package to what was patched: `name@patch:name@npm%3A1.0.0#…`.
    mutating func patches() {
        for entry in entries where entry.locator.reference.hasPrefix("patch:") {
            let text = entry.locator.reference.dropFirst(6).prefix { $0 != "#" }
            if let base = byResolution[Array(Self.decoded(text).utf8)] {
                extract.identify(entry.record, with: entries[base].record, at: entry.place)
            }
        }
    }

    // MARK: Edges

    mutating func edges() {
        for entry in entries {
            for (name, range) in extract.members(of: entry.value["dependencies"], field: "dependencies") {
                let isOptional = entry.value["dependenciesMeta"]?[name]?["optional"]?.bool == true
                relate(entry, name, range, isOptional: isOptional)
            }
            for (name, range) in extract.members(of: entry.value["peerDependencies"], field: "peerDependencies") {
                let isOptional = entry.value["peerDependenciesMeta"]?[name]?["optional"]?.bool == true
                guard let peers = byName[Array(name.utf8)], peers.count == 1, let peer = peers.first else { continue }
                let scope: DependencyScope = isOptional ? .optional : .runtime
                guard entries[peer].record != entry.record else { continue }
                extract.relate(
                    entry.record, .dependsOn, to: entries[peer].record, at: extract.place(line: range.line), scope: scope,
                    certainty: .assumed)
            }
        }
    }

    private mutating func relate(_ entry: Entry, _ name: String, _ range: YAMLValue, isOptional: Bool) {
        guard let text = extract.text(of: range, field: name) else { return }
        let place = extract.place(line: range.line)
        let scope: DependencyScope = isOptional ? .optional : .runtime
        let asker = "\(entry.locator.name)@\(entry.locator.reference)"
        let exact =
            byDescriptor[Array("\(name)@\(text)".utf8)] ?? byDescriptor[Array("\(name)@npm:\(text)".utf8)]
            ?? byDescriptor[Array("\(name)@\(text)::\(asker)".utf8)]
        let named = byName[Array(name.utf8)] ?? []
        guard let target = exact ?? (named.count == 1 ? named.first : nil) else {
            if !isOptional { extract.dangle(entry.record, name, scope: scope, at: place) }
            return
        }
        guard entries[target].record != entry.record else { return }
        extract.relate(
            entry.record, .dependsOn, to: entries[target].record, at: place, scope: scope, certainty: exact == nil ? .assumed : .known)
    }

    // MARK: References

    /// The word before the first colon, and what stands behind it.
    private static func split(_ reference: String) -> (name: String, rest: String) {
        guard let colon = reference.firstIndex(of: ":") else { return ("npm", reference) }
        return (String(reference[..<colon]), String(reference[reference.index(after: colon)...]))
    }

    private static func path(_ rest: String) -> String { decoded(rest.prefix { $0 != "#" }.split(separator: "::").first ?? "") }

    /// The folder of the workspace that a path is seen from: `…::locator=name%40workspace%3Afolder`.
    private func asker(of rest: String) -> [String] {
        guard let mark = rest.firstRange(of: "locator=") else { return folder }
        let locator = Self.decoded(rest[mark.upperBound...].prefix { $0 != "&" })
        guard let path = locator.firstRange(of: "@workspace:").map({ locator[$0.upperBound...] }), path != "." else { return folder }
        return folder + path.split(separator: "/").map(String.init)
    }

    /// A descriptor that means something only to the workspace that asks: `name@link:./a::locator=asker`.
    private static func bound(_ text: Substring) -> (descriptor: String, asker: String)? {
        guard let mark = text.firstRange(of: "::locator=") else { return nil }
        return (String(text[..<mark.lowerBound]), decoded(text[mark.upperBound...].prefix { $0 != "&" }))
    }

    private static func binding(_ key: String, in text: Substring) -> String? {
        text.split(separator: "&").first { $0.hasPrefix(key + "=") }.map { decoded($0.dropFirst(key.utf8.count + 1)) }
    }

    /// `text` with `%XX` decoded, as far as it is UTF-8.
    private static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
