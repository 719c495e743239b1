internal import Scanning
internal import SupplyChain

/// Reads SPDX 3.0 as JSON-LD, bare or as the predicate of an in-toto statement: packages, models, datasets and builds, and what holds between them.
///
/// Files and snippets are no components: what a file needs, the package that holds it needs. A build speaks for what it puts out. Licences and suppliers are elements of their own, and become
/// attributes; a supplier with a Legal Entity Identifier is an organization.
enum SPDX3Reader: Extractor {
    static let reader = "spdx3"
    static let coverage: Coverage = [.components, .relationships, .suppliers, .licences, .versions, .digests, .models]

    static func recognises(_ document: SourceDocument) -> Bool {
        let start = ByteSearch.start(of: document)
        guard ByteSearch.firstMark(start) == UInt8(ascii: "{") else { return false }
        return [start, document.bytes.suffix(64 << 10)].contains {
            ByteSearch.contains($0, "\"@context\"") && ByteSearch.contains($0, "spdx.org/rdf/3.")
        }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = SPDX3Walk(extract: extract)
        if json.root["@context"] == nil, let statement = json.root["predicate"], statement.kind == .object {
            walk.read(statement, under: walk.extract.place("predicate"))
        } else {
            walk.read(json.root, under: .whole)
        }
        return walk.extract
    }
}
