internal import Scanning
internal import SupplyChain

/// Reads CycloneDX JSON 1.2 to 1.7, bare or as the predicate of an in-toto statement.
///
/// Components at any depth become records; nesting is `contains`, `dependencies` are needs in the scope of the component needed, ancestors of a pedigree `derivedFrom`, datasets of a
/// model card `trainedOn`, and an algorithm that components provide needs any of them. `metadata.component` is the subject, unless it is a model or a dataset: then the subject uses it.
/// What `formulation` lists is needed to build. `compositions` say whose list of dependencies is complete. Components that nothing leads to are attached to the
/// root with certainty `assumed`, since the document lists them as parts of it. `declarations` and `vulnerabilities` are not read.
enum CycloneDXReader: Extractor {
    static let reader = "cyclonedx"
    static let coverage: Coverage = [
        .components, .relationships, .suppliers, .licences, .versions, .digests, .alternatives, .models, .services,
    ]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{") else { return false }
        // The mark stands first almost always; a writer that sorts keys in another way puts it last.
        return [document.bytes.prefix(64 << 10), document.bytes.suffix(64 << 10)].contains {
            ByteSearch.contains($0, "\"bomFormat\"") && ByteSearch.contains($0, "CycloneDX")
        }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = CycloneDXWalk(extract: extract)
        if json.root["bomFormat"] == nil, let statement = json.root["predicate"], statement.kind == .object {
            walk.read(statement, under: walk.extract.place("predicate"))
        } else {
            walk.read(json.root, under: .whole)
        }
        return walk.extract
    }
}
