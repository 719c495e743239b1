internal import SupplyChain

/// Reads `packages.config` of older .NET projects: every package with its version, without saying which needs which.
enum PackagesConfigReader: Extractor {
    static let reader = "packages-config"
    static let coverage: Coverage = [.components, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard document.fileName == "packages.config" else { return false }
        return ByteSearch.firstMark(document.bytes) == UInt8(ascii: "<") || ByteSearch.isWide(document.bytes[...])
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let xml = try XMLDocument(reading: document)
        guard xml.root.name == "packages" else { throw .malformed(reason: "no packages", place: "line \(xml.root.line)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps = [.noEdges]
        let subject = extract.subject()
        for entry in xml.root.all("package") {
            let place = extract.place(line: entry.line)
            guard let id = entry.attribute("id") else {
                extract.diagnose(.missingIdentity(name: "package"), at: place)
                continue
            }
            let version = entry.attribute("version")
            if version == nil {
                extract.diagnose(.invalidValue(field: "version", value: "", expected: "version of \(extract.clean(id))"), at: place)
            }
            let record = extract.add(.package, at: place)
            extract.describe(record, NamedPackage(type: "nuget", name: id, version: version), at: place)
            // What is needed in turn stands in the list as well, and nothing tells it apart.
            let isDevelopment = entry.attribute("developmentDependency")?.lowercased() == "true"
            extract.relate(
                subject, .dependsOn, to: record, at: place, scope: isDevelopment ? .build : .runtime, certainty: .assumed)
        }
        if let line = xml.trailingLine { extract.diagnose(.malformed(reason: "text behind the document"), at: extract.place(line: line)) }
        return extract
    }
}
