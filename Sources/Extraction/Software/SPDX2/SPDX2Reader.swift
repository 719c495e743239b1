internal import Scanning
internal import SupplyChain

/// Reads SPDX 2.2 and 2.3 JSON, bare or as the predicate of an in-toto statement: packages and what holds between them.
///
/// Files and snippets are no components: what a file needs, the package that holds it needs, and `Gap.files` says that there were some. `NONE` and `NOASSERTION` are no names: the first says
/// that there is nothing, the second that nothing is said.
enum SPDX2Reader: Extractor {
    static let reader = "spdx2"
    static let coverage: Coverage = [.components, .relationships, .suppliers, .licences, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{") else { return false }
        // Writers that sort their keys put the mark behind all packages.
        return [document.bytes.prefix(64 << 10), document.bytes.suffix(64 << 10)].contains {
            ByteSearch.contains($0, "\"spdxVersion\"") || ByteSearch.contains($0, "\"SPDXRef-DOCUMENT\"")
        }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = SPDX2Walk(extract: extract)
        if json.root["spdxVersion"] == nil, let statement = json.root["predicate"], statement.kind == .object {
            walk.read(statement, under: walk.extract.place("predicate"))
        } else {
            walk.read(json.root, under: .whole)
        }
        return walk.extract
    }
}
