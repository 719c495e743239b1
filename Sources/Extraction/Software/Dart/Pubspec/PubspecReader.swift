internal import SupplyChain

/// Reads `pubspec.yaml`: what the project is called, its version, and what it asks for.
///
/// Requirements are constraints, so they are packages without version (`Gap.noVersions`) that the lock of the project or of its workspace settles (decision 008). What comes with an SDK is not the registry's; a
/// folder is the project in it; what comes from a repository is what the lock makes of it. Members of a workspace are claimed.
enum PubspecReader: Extractor {
    static let reader = "pubspec"
    static let coverage: Coverage = [.components]

    static func recognises(_ document: SourceDocument) -> Bool { ["pubspec.yaml", "pubspec.yml"].contains(document.fileName) }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(parsing: document.bytes, depth: document.depth)
        guard let root = yaml.root, let members = root.members else { throw .malformed(reason: "no mapping", place: "line 1") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        let subject = extract.subject()
        for (key, value, line) in members {
            let place = extract.place(line: line)
            switch key {
            case "name", "version":
                guard let text = extract.stated(value, as: key, at: place) else { continue }
                extract.set(key == "name" ? .name : .version, of: subject, to: text, at: place)
            case "dependencies": requirements(value, key, .runtime, &extract)
            case "dev_dependencies": requirements(value, key, .development, &extract)
            case "workspace":
                for element in value.sequence ?? [] {
                    if let path = element.scalar { extract.claimMembers(path, at: extract.place(line: element.line)) }
                }
            default: break
            }
        }
        return extract
    }

    private static func requirements(_ table: YAMLValue, _ key: String, _ scope: DependencyScope, _ extract: inout Extract) {
        guard !table.isNull else { return }
        guard let members = table.members else {
            return extract.diagnose(.invalidValue(field: key, value: "", expected: "mapping"), at: extract.place(line: table.line))
        }
        for (name, value, line) in members {
            let place = extract.place(line: line)
            if value.sequence != nil {
                extract.diagnose(.invalidValue(field: extract.clean(name), value: "", expected: "constraint or mapping"), at: place)
                continue
            }
            let isElsewhere = value["git"] != nil || value["hosted"] != nil
            let record = extract.add(.package, at: place, tentative: isElsewhere)
            if let path = value["path"]?.scalar {
                extract.describe(record, folder: path, name: name, at: place)
            } else if let sdk = value["sdk"]?.scalar {
                extract.describe(record, NamedPackage(pub: name, sdk: sdk), at: place)
            } else {
                extract.note(.noVersions)
                extract.describe(record, NamedPackage(pub: name, version: nil), at: place)
            }
            extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope)
        }
    }
}
