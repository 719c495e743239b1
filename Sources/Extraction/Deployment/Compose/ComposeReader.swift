internal import Scanning
internal import SupplyChain

/// Reads Compose files: the services of a deployment, their images, and what they are told about services elsewhere.
///
/// A service with an image is that image (a package); one that is built here is a component of the subject. `depends_on` is a need, a soft one where `required` is false.
/// Services under `profiles` are optional. Of `environment` the names are read, and the hosts of addresses, never a value. `include`, `extends` and `env_file` are not followed.
enum ComposeReader: Extractor {
    static let reader = "compose"
    static let coverage: Coverage = [.components, .relationships, .services, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return false }
        let isNamed = name.contains("compose")
        return isNamed && (ByteSearch.contains(document.bytes[...], "services:") || ByteSearch.contains(document.bytes[...], "include:"))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(parsing: document.bytes)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        guard let root = yaml.root, root.mapping != nil else { throw .malformed(reason: "not a mapping", place: "line 1") }
        let subject = extract.subject()
        for file in root["include"]?.sequence ?? [] {
            extract.diagnose(.notFollowed(file.scalar ?? file["path"]?.scalar ?? "include"), .note, at: extract.place(line: file.line))
        }
        var records: [(name: String, record: RecordIndex, value: YAMLValue)] = []
        for (name, service) in root["services"]?.mapping ?? [] {
            let place = extract.place(line: service.line)
            guard service.mapping != nil else {
                extract.diagnose(.invalidValue(field: "services.\(name)", value: "", expected: "mapping"), at: place)
                continue
            }
            let record = add(service, named: name, at: place, to: &extract)
            let isOptional = !(service["profiles"]?.sequence ?? []).isEmpty
            extract.relate(subject, .dependsOn, to: record, at: place, scope: isOptional ? .optional : .runtime)
            records.append((name, record, service))
        }
        for (_, record, service) in records {
            dependencies(of: service, record, among: records.map { ($0.name, $0.record) }, in: &extract)
            environment(of: service, record, in: &extract)
        }
        return extract
    }

    private static func add(_ service: YAMLValue, named name: String, at place: Place, to extract: inout Extract) -> RecordIndex {
        let record = extract.add(.package, at: place)
        let image = service["image"]?.scalar
        guard service["build"] == nil, let image else {
            extract.set(.name, of: record, to: name, at: place)
            return record
        }
        guard let reference = ImageReference(Self.interpolated(image)), let purl = reference.packageURL else {
            extract.set(.name, of: record, to: name, at: place)
            extract.diagnose(.invalidValue(field: "image", value: image, expected: "image"), .note, at: place)
            return record
        }
        extract.identify(record, by: .packageURL, purl.canonical, at: place)
        extract.set(.name, of: record, to: purl.name, at: place)
        if let version = purl.version { extract.set(.version, of: record, to: version, at: place) }
        if let host = reference.registry, HostName(ofURL: "https://" + host)?.isPublic == true {
            let registry = extract.add(.registry, at: place)
            extract.set(.name, of: registry, to: host, at: place)
            extract.mention(registry, as: .hostname, host, at: place)
            extract.relate(record, .distributedBy, to: registry, at: place)
        }
        return record
    }

    private static func dependencies(
        of service: YAMLValue, _ record: RecordIndex, among records: [(name: String, record: RecordIndex)], in extract: inout Extract
    ) {
        guard let needs = service["depends_on"] else { return }
        var entries: [(name: String, isRequired: Bool, line: Int)] = []
        for entry in needs.sequence ?? [] { if let name = entry.scalar { entries.append((name, true, entry.line)) } }
        for (name, value) in needs.mapping ?? [] { entries.append((name, value["required"]?.bool ?? true, value.line)) }
        for entry in entries {
            let place = extract.place(line: entry.line)
            guard let target = records.first(where: { $0.name == entry.name }) else {
                extract.diagnose(.danglingReference(entry.name), at: place)
                let unknown = extract.add(.unknown, at: place)
                extract.set(.name, of: unknown, to: entry.name, at: place)
                extract.relate(record, .dependsOn, to: unknown, at: place, scope: entry.isRequired ? .runtime : .optional)
                continue
            }
            extract.relate(record, .dependsOn, to: target.record, at: place, scope: entry.isRequired ? .runtime : .optional)
        }
    }

    private static func environment(of service: YAMLValue, _ record: RecordIndex, in extract: inout Extract) {
        guard let environment = service["environment"] else { return }
        for (name, value) in environment.mapping ?? [] {
            note(name, value.scalar, record, at: extract.place(line: value.line), in: &extract)
        }
        for entry in environment.sequence ?? [] {
            guard let text = entry.scalar else { continue }
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            note(String(parts[0]), parts.count > 1 ? String(parts[1]) : nil, record, at: extract.place(line: entry.line), in: &extract)
        }
    }

    private static func note(_ name: String, _ value: String?, _ record: RecordIndex, at place: Place, in extract: inout Extract) {
        let text = value.map { interpolated($0) } ?? ""
        let address = text.hasPrefix("http://") || text.hasPrefix("https://") ? HostName(ofURL: text).map { "https://" + $0.text } : nil
        EnvironmentNames.note(name, value: address, by: record, at: place, strength: .configured, in: &extract)
    }

    /// `${NAME:-default}` and `${NAME-default}` as their default, `$$` as one sign; other variables stay as they are.
    ///
    /// A default may hold variables again: the innermost are looked at first, and what they gave is not looked at twice. O(length).
    static func interpolated(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var open: [[UInt8]] = [[]]
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            if bytes[at] == UInt8(ascii: "$"), next == UInt8(ascii: "$") {
                open[open.count - 1].append(bytes[at])
                at += 2
            } else if bytes[at] == UInt8(ascii: "$"), next == UInt8(ascii: "{"), open.count < 64 {
                open.append([])
                at += 2
            } else if bytes[at] == UInt8(ascii: "}"), open.count > 1 {
                let inner = open.removeLast()
                open[open.count - 1] += standsFor(inner)
                at += 1
            } else {
                open[open.count - 1].append(bytes[at])
                at += 1
            }
        }
        // What was never closed stays as it was written.
        let whole = open.dropFirst().reduce(open[0]) { $0 + Array("${".utf8) + $1 }
        return String(decoding: whole, as: UTF8.self)
    }

    private static func standsFor(_ inner: [UInt8]) -> [UInt8] {
        let name = inner.prefix { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95 }
        var rest = inner[name.endIndex...]
        if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
        if !name.isEmpty, rest.first == UInt8(ascii: "-") { return Array(rest.dropFirst()) }
        return Array("${".utf8) + inner + Array("}".utf8)
    }
}
