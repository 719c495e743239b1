internal import Scanning
internal import SupplyChain

/// Reads `composer.json`: what the project is called, its version and licence, and what it asks for.
///
/// Requirements are constraints, so they are packages without version (`Gap.noVersions`) that the lock of the project settles (decision 008). The interpreter and its extensions are no packages.
enum ComposerManifestReader: Extractor {
    static let reader = "composer-json"
    static let coverage: Coverage = [.components, .licences]

    static func recognises(_ document: SourceDocument) -> Bool {
        document.fileName == "composer.json" && ByteSearch.firstMark(ByteSearch.start(of: document, 64)) == UInt8(ascii: "{")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        guard json.root.kind == .object else { throw .malformed(reason: "no object", place: "line 1") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        let subject = extract.subject()
        extract.nameAndVersion(of: subject, from: json.root)
        for licence in Composer.licences(of: json.root) { extract.set(.licence, of: subject, to: licence, at: extract.place("license")) }
        for (key, scope) in [("require", DependencyScope.runtime), ("require-dev", .development)] {
            requirements(json.root[key], key, scope, &extract)
        }
        return extract
    }

    private static func requirements(_ table: JSONValue?, _ key: String, _ scope: DependencyScope, _ extract: inout Extract) {
        guard let table, !table.isNull else { return }
        let under = extract.place(key)
        // An empty table is written as an empty list by the language of the tool.
        guard table.kind == .object || table.count == 0 else {
            return extract.diagnose(.invalidValue(field: key, value: table.kind.rawValue, expected: "object"), at: under)
        }
        for (name, constraint) in table.members {
            guard let text = name.string, !ComposerName.isPlatform(text) else { continue }
            let place = extract.place(under: under, text)
            if constraint.kind != .string {
                _ = extract.stated(constraint, as: key, at: place)
                continue
            }
            extract.note(.noVersions)
            let record = extract.add(.package, at: place)
            extract.describe(record, NamedPackage(composer: text, version: nil), at: place)
            extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope)
        }
    }
}

/// What `composer.json` and the entries of `composer.lock` share.
enum Composer {
    /// The licences of a package: one text, or a list of them.
    static func licences(of package: JSONValue) -> [String] {
        guard let value = package["license"] else { return [] }
        return (value.kind == .array ? Array(value.elements) : [value]).compactMap(\.string).filter { !$0.isEmpty }
    }
}
