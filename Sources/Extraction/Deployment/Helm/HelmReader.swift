internal import Scanning
internal import SupplyChain

/// Reads Helm charts: `Chart.yaml` and its lock, the older `requirements.yaml`, and the images that `values.yaml` names.
///
/// Charts that a chart depends on are packages; one under a condition or tags can be left out, and is optional. Ranges name no version: the lock of the chart settles them (decision 008). Values are what is
/// used unless told otherwise: an image is a mapping with a repository, or the text of a key `image`, and is optional below `enabled: false`.
enum HelmReader: Extractor {
    static let reader = "helm"
    static let coverage: Coverage = [.components, .versions, .relationships, .services, .digests, .licences]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName
        if ["Chart.yaml", "Chart.yml", "Chart.lock"].contains(name) { return true }
        if ["requirements.yaml", "requirements.lock"].contains(name) { return ByteSearch.contains(document.bytes[...], "dependencies:") }
        let isValues = name == "values.yaml" || (name.hasPrefix("values") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml")))
        return isValues && ["image:", "repository:"].contains { ByteSearch.contains(document.bytes[...], $0) }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let template = TemplateText(document.bytes)
        let yaml = try YAMLDocument(parsing: template.bytes, depth: document.depth)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        extract.note(template)
        guard let root = yaml.root, root.mapping != nil else { throw .malformed(reason: "not a mapping", place: "line 1") }
        _ = extract.subject()
        if document.fileName.hasPrefix("values") {
            var values = HelmValues(extract: extract)
            values.read(root)
            return values.extract
        }
        var chart = HelmChart(extract: extract, folders: document.folders.map(String.init), isLock: document.fileName.hasSuffix(".lock"))
        chart.read(root)
        return chart.extract
    }
}

/// One pass over a chart or its lock.
private struct HelmChart {
    var extract: Extract
    let folders: [String]
    let isLock: Bool

    mutating func read(_ root: YAMLValue) {
        let subject = extract.subject()
        for (key, attribute) in [("name", AttributeKey.name), ("version", .version), ("description", .summary), ("home", .reference)] {
            guard !isLock, let value = root[key] else { continue }
            let place = extract.place(line: value.line)
            if let text = extract.stated(value, as: key, at: place) { extract.set(attribute, of: subject, to: text, at: place) }
        }
        if let licence = root["annotations"]?["licenses"] ?? root["annotations"]?["artifacthub.io/license"], let text = licence.scalar {
            extract.set(.licence, of: subject, to: text, at: extract.place(line: licence.line))
        }
        guard let list = root["dependencies"] else { return }
        guard let dependencies = list.sequence else {
            if !list.isNull {
                extract.diagnose(.invalidValue(field: "dependencies", value: "", expected: "sequence"), at: extract.place(line: list.line))
            }
            return
        }
        for dependency in dependencies { need(dependency) }
    }

    private mutating func need(_ dependency: YAMLValue) {
        let place = extract.place(line: dependency.line)
        guard let name = dependency["name"]?.scalar, !name.isEmpty else {
            return extract.diagnose(.missingIdentity(name: "dependencies"), at: place)
        }
        let isOptional = !(dependency["condition"]?.scalar ?? "").isEmpty || !(dependency["tags"]?.sequence ?? []).isEmpty
        let record = extract.add(.package, at: place)
        extract.set(.name, of: record, to: name, at: place)
        // The lock does not repeat the conditions: all of it is fetched for the build, and the chart says what can be left out.
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: isLock ? .build : isOptional ? .optional : .runtime)
        let repository = dependency["repository"]?.scalar ?? ""
        if repository.hasPrefix("file://") {
            guard let project = FolderPath.resolve(String(repository.dropFirst(7)), from: folders) else {
                return extract.diagnose(.notFollowed(repository), .note, at: place)
            }
            return extract.identify(record, by: .project, project, at: place)
        }
        let version = dependency["version"]?.scalar ?? ""
        let exact = Self.isExact(version) ? version : nil
        if exact == nil, !extract.gaps.contains(.noVersions) { extract.gaps.append(.noVersions) }
        if let purl = PackageURL(type: "helm", name: name, version: exact) {
            extract.identify(record, by: .packageURL, purl.canonical, at: place)
        }
        if let exact { extract.set(.version, of: record, to: exact, at: place) }
        if repository.contains("://") { extract.distribute(record, from: repository, at: place) }
    }

    /// `1.2.3`, with what may stand behind it; everything else is a range.
    private static func isExact(_ version: String) -> Bool {
        let core = version.drop { $0 == "v" }.prefix { $0 != "-" && $0 != "+" }.split(separator: ".", omittingEmptySubsequences: false)
        return core.count == 3 && core.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }
}

/// One pass over default values.
private struct HelmValues {
    var extract: Extract
    private var images = ContainerImages()

    init(extract: Extract) { self.extract = extract }

    /// Looks through mappings and lists; a node is looked at once however many aliases lead to it.
    mutating func read(_ root: YAMLValue) {
        var waiting: [(value: YAMLValue, key: String, isOff: Bool)] = [(root, "", false)]
        var seen: Set<Int> = []
        while let (value, key, isOff) = waiting.popLast() {
            guard seen.insert(value.index).inserted else { continue }
            if let list = value.sequence {
                for entry in list { variable(entry, key) }
                waiting += list.reversed().map { ($0, key, isOff) }
                continue
            }
            guard let members = value.mapping else { continue }
            let isOff = isOff || value["enabled"]?.bool == false
            if let text = image(value, key) { need(text, isOff, line: value.line) }
            if key.lowercased().hasSuffix("env") || key == "environment" { for (name, entry) in members { note(name, entry) } }
            for (name, child) in members.reversed() {
                if name == "image", let text = child.scalar, !child.isNull, !text.isEmpty, text.contains("/") || text.contains(":") {
                    need(text, isOff, line: child.line)
                } else {
                    waiting.append((child, name, isOff))
                }
            }
        }
    }

    /// `{registry, repository, tag, digest}` under a key that speaks of an image, or with a tag.
    private func image(_ value: YAMLValue, _ key: String) -> String? {
        guard let repository = value["repository"]?.scalar, !repository.isEmpty, !repository.contains("://") else { return nil }
        guard key.lowercased().hasSuffix("image") || value["tag"] != nil || value["pullPolicy"] != nil else { return nil }
        let registry = value["registry"]?.scalar ?? ""
        let name = registry.isEmpty ? repository : "\(registry)/\(repository)"
        if let digest = value["digest"]?.scalar ?? value["sha"]?.scalar, digest.hasPrefix("sha256:") { return "\(name)@\(digest)" }
        // Without a tag it is the version of the application, which the chart says and the values do not.
        let tag = value["tag"]?.scalar ?? ""
        return tag.isEmpty ? "\(name):$appVersion" : "\(name):\(tag)"
    }

    private mutating func need(_ text: String, _ isOff: Bool, line: Int) {
        let place = extract.place(line: line)
        let record = images.record(text, at: place, in: &extract)
        extract.relate(
            extract.subject(), .dependsOn, to: record, at: place, scope: isOff ? .optional : .runtime, strength: .default)
    }

    /// `{name, value}` in a list of variables.
    private mutating func variable(_ entry: YAMLValue, _ key: String) {
        guard key.lowercased().contains("env"), let name = entry["name"]?.scalar, entry["value"] != nil || entry["valueFrom"] != nil else {
            return
        }
        note(name, entry["value"] ?? entry)
    }

    private mutating func note(_ name: String, _ value: YAMLValue) {
        let address = value.scalar.flatMap { $0.hasPrefix("http") ? GatewayAddress.withoutSecrets($0) : nil }
        EnvironmentNames.note(
            name, value: address, by: extract.subject(), at: extract.place(line: value.line), strength: .default, in: &extract)
    }
}
