internal import Scanning
internal import SupplyChain

/// Reads CycloneDX: JSON 1.2 to 1.7, bare or as the predicate of an in-toto statement, and XML 1.0 to 1.7.
///
/// Components at any depth become records; nesting is `contains`, `dependencies` are needs in the scope of the component needed, ancestors and variants of a pedigree `derivedFrom`,
/// datasets of a model card `trainedOn`, and an algorithm that components provide needs any of them. `metadata.component` is the subject, unless it is a model or a dataset: then the
/// subject uses it. What `formulation` lists is needed to build. `compositions` say whose list of dependencies is complete. Components that nothing leads to are attached to the root with
/// certainty `assumed`, since the document lists them as parts of it. What is not read, and why, stands in `docs/formats.md`.
enum CycloneDXReader: Extractor {
    static let reader = "cyclonedx"
    static let coverage: Coverage = [
        .components, .relationships, .suppliers, .licences, .versions, .digests, .alternatives, .models, .services,
    ]

    static func recognises(_ document: SourceDocument) -> Bool {
        let start = ByteSearch.start(of: document)
        let mark = ByteSearch.firstMark(start)
        if mark == UInt8(ascii: "<") { return ByteSearch.contains(start, "cyclonedx.org/schema/bom/") }
        guard mark == UInt8(ascii: "{") else { return false }
        // The mark stands first almost always; a writer that sorts keys in another way puts it last.
        return [start, document.bytes.suffix(64 << 10)].contains {
            ByteSearch.contains($0, "\"bomFormat\"") && ByteSearch.contains($0, "CycloneDX")
        }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        if ByteSearch.firstMark(ByteSearch.start(of: document, 256)) == UInt8(ascii: "<") { return try fromXML(document, extract) }
        var walk = try walked(document, extract)
        walk.attachLooseParts()
        return walk.extract
    }

    /// What a document says, but for loose parts: the tape of a large one is gone before they are looked for.
    private static func walked(_ document: SourceDocument, _ said: Extract) throws(ExtractionError) -> CycloneDXWalk {
        let json = try JSONDocument(reading: document)
        var extract = said
        extract.noteOddities(of: json)
        var walk = CycloneDXWalk(extract: extract)
        if json.root["bomFormat"] == nil, let statement = json.root["predicate"], statement.kind == .object {
            walk.read(statement, under: walk.extract.place("predicate"))
        } else {
            walk.read(json.root, under: .whole)
        }
        return walk
    }

    private static func fromXML(_ document: SourceDocument, _ said: Extract) throws(ExtractionError) -> Extract {
        let (json, trailing) = try translated(document)
        let lines = LineStarts(of: document.bytes)
        var extract = said
        if let trailing {
            extract.diagnose(.malformed(reason: "text behind the document"), at: extract.place(line: lines.line(at: trailing)))
        }
        var walk = CycloneDXWalk(extract: extract, lines: lines)
        walk.read(json.root, under: .whole)
        walk.attachLooseParts()
        return walk.extract
    }

    private static func translated(_ document: SourceDocument) throws(ExtractionError) -> (JSONDocument, Int?) {
        do throws(XMLError) {
            return try CycloneDXTranslation.document(of: document.bytes, depth: document.depth / 2)
        } catch {
            if error.reason == "not UTF-8" { throw .notUTF8(place: "line \(error.line)") }
            throw .malformed(reason: error.reason, place: "line \(error.line)")
        }
    }
}
