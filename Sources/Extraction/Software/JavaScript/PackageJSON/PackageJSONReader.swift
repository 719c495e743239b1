internal import Scanning
internal import SupplyChain

/// Reads `package.json`: what the project is called, its version and its licence.
///
/// Dependencies are ranges there. The lock file beside it says what they came to; a node without version would stand for the same package a second time, so ranges are no components but a
/// `Gap.noVersions`, which tells that something is needed that only a lock file can name.
enum PackageJSONReader: Extractor {
    static let reader = "package-json"
    static let coverage: Coverage = [.licences]

    static func recognises(_ document: SourceDocument) -> Bool {
        document.fileName == "package.json" && ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        guard json.root.kind == .object else { throw .malformed(reason: "no object", place: "line 1") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        let subject = extract.subject()
        for (key, attribute) in [("name", AttributeKey.name), ("version", .version)] {
            guard let value = json.root[key], !value.isNull else { continue }
            let place = extract.place(key)
            guard let text = value.utf8 else {
                extract.diagnose(.invalidValue(field: key, value: value.kind.rawValue, expected: "string"), at: place)
                continue
            }
            if !text.isEmpty { extract.set(attribute, of: subject, toUTF8: text, at: place) }
        }
        // An object with a type, or a list of those, is how it was written long ago.
        let licences = [json.root["license"], json.root["licenses"]].compactMap { $0 }
        for licence in licences {
            let key = licence.offset == json.root["license"]?.offset ? "license" : "licenses"
            for entry in licence.kind == .array ? Array(licence.elements) : [licence] {
                let text = entry.utf8 ?? entry["type"]?.utf8 ?? []
                if !text.isEmpty { extract.set(.licence, of: subject, toUTF8: text, at: extract.place(key)) }
            }
        }
        for key in ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] {
            guard let table = json.root[key], !table.isNull else { continue }
            if table.kind != .object {
                extract.diagnose(.invalidValue(field: key, value: table.kind.rawValue, expected: "object"), at: extract.place(key))
            } else if table.count > 0, !extract.gaps.contains(.noVersions) {
                extract.gaps.append(.noVersions)
            }
        }
        return extract
    }
}
