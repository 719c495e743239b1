internal import Scanning
public import SupplyChain

/// Reads CycloneDX JSON 1.2 to 1.7.
///
/// Components at any depth become records; nesting is `contains`, `dependencies` are `dependsOn` in the scope of the component needed, ancestors of a pedigree `derivedFrom`, datasets of a
/// model card `trainedOn`. `metadata.component` is the subject. `compositions` say whose list of dependencies is complete. Components that nothing leads to are attached to the
/// subject with certainty `assumed`, since the document lists them as parts of it. `formulation`, `declarations` and `vulnerabilities` are not read.
public enum CycloneDXReader: Extractor {
    public static let reader = "cyclonedx"
    public static let coverage: Coverage = [.components, .relationships, .suppliers, .licences, .versions, .digests, .models, .services]

    public static func recognises(_ document: SourceDocument) -> Bool {
        let head = document.bytes.prefix(64 << 10)
        guard head.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "{") else { return false }
        return ByteSearch.contains(head, "\"bomFormat\"") && ByteSearch.contains(head, "CycloneDX")
    }

    public static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = CycloneDXWalk(extract: extract)
        walk.read(json.root)
        return walk.extract
    }
}

extension JSONDocument {
    /// The document as JSON, or where it stops being that.
    convenience init(reading document: SourceDocument) throws(ExtractionError) {
        do throws(JSONError) {
            try self.init(parsing: document.bytes)
        } catch {
            if error.reason == "not UTF-8" { throw .notUTF8(place: "line \(error.line)") }
            throw .malformed(reason: error.reason, place: "line \(error.line), column \(error.column)")
        }
    }
}

extension Extract {
    /// Notes what strict JSON allows and nobody meant: text behind the document, keys that stand twice.
    mutating func noteOddities(of json: JSONDocument) {
        if let offset = json.trailingOffset {
            diagnose(.malformed(reason: "text behind the document"), at: place(line: json.line(at: offset)))
        }
        for offset in json.duplicateKeys().prefix(20) {
            diagnose(.duplicateKey(json.text(at: offset)), at: place(line: json.line(at: offset)))
        }
    }
}
