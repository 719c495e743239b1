internal import SupplyChain

/// Reads `pubspec.lock`: every package with its version and digest, and which of them the project asks for itself.
///
/// The list does not say which package needs which: the project is assumed to need those that are `transitive`. Packages from repositories are not the registry's, those of an SDK have its version, and
/// those from folders are the projects in them.
enum PubspecLockReader: Extractor {
    static let reader = "pubspec-lock"
    /// Relationships lead to registries only.
    static let coverage: Coverage = [.components, .relationships, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool { document.fileName == "pubspec.lock" }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(parsing: document.bytes, depth: document.depth)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps = [.noEdges]
        extract.noteDuplicates(of: yaml)
        _ = extract.subject()
        let packages = yaml.root?["packages"]
        if packages?.mapping == nil, packages?.isNull != true {
            extract.diagnose(
                .invalidValue(field: "packages", value: "", expected: "mapping"), .error, at: extract.place(line: packages?.line ?? 1))
        }
        var registries = StatedRegistries()
        for (name, value) in packages?.mapping ?? [] { read(name, value, &registries, &extract) }
        return extract
    }

    private static func read(_ name: String, _ value: YAMLValue, _ registries: inout StatedRegistries, _ extract: inout Extract) {
        let place = extract.place(line: value.line)
        guard value.mapping != nil else {
            return extract.diagnose(.invalidValue(field: extract.clean(name), value: "", expected: "mapping"), at: place)
        }
        let description = value["description"]
        let version = value["version"]?.scalar
        let address = description?["url"]?.scalar
        let record = extract.add(.package, at: place)
        switch value["source"]?.scalar {
        case "hosted":
            extract.describe(record, NamedPackage(pub: description?["name"]?.scalar ?? name, version: version), at: place)
            if let sum = description?["sha256"]?.scalar {
                if !extract.identify(record, digest: Array(sum.utf8)[...], algorithm: Array("sha256".utf8)[...], at: place) {
                    extract.diagnose(.invalidValue(field: "sha256", value: extract.clean(sum), expected: "SHA-256"), at: place)
                }
            }
            if let address { registries.distribute(record, from: address, at: place, in: &extract) }
        case "git":
            let origin = PackageOrigin.git(address: address ?? "", commit: description?["resolved-ref"]?.scalar)
            extract.describe(record, NamedPackage(pub: name, version: version, origin: origin), at: place)
        case "path":
            extract.describe(record, folder: description?["path"]?.scalar ?? "", name: name, version: version, at: place)
        case "sdk":
            extract.describe(record, NamedPackage(pub: name, sdk: description?.scalar ?? "dart"), at: place)
        case let other:
            extract.diagnose(
                .invalidValue(field: "source", value: extract.clean(other ?? ""), expected: "hosted, git, path, sdk"), at: place)
            extract.set(.name, of: record, to: name, at: place)
        }
        relate(record, value["dependency"]?.scalar ?? "", at: place, &extract)
    }

    /// An override is asked for by the project, but perhaps only so that others get it.
    private static func relate(_ record: RecordIndex, _ kind: String, at place: Place, _ extract: inout Extract) {
        let scope: DependencyScope = kind == "direct dev" ? .development : .runtime
        let isKnown = kind == "direct main" || kind == "direct dev"
        if !isKnown, kind != "transitive", kind != "direct overridden" {
            extract.diagnose(
                .invalidValue(field: "dependency", value: extract.clean(kind), expected: "direct main, transitive, …"), at: place)
        }
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope, certainty: isKnown ? .known : .assumed)
    }
}
