internal import Scanning
internal import SupplyChain

/// Reads `composer.lock`: every package with its version, licence and digest, and who needs whom.
///
/// The file does not say what the project itself asks for: the subject is taken to need what nothing else needs. What several packages `provide` or `replace` is a need that any one of them meets. The interpreter
/// and its extensions are no packages. What stands in `packages-dev` is for development.
enum ComposerLockReader: Extractor {
    static let reader = "composer-lock"
    static let coverage: Coverage = [.components, .relationships, .versions, .licences, .digests, .alternatives]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard document.fileName == "composer.lock" || document.path == "stdin" else { return false }
        return ByteSearch.firstMark(ByteSearch.start(of: document, 64)) == UInt8(ascii: "{")
            && (document.path != "stdin" || ByteSearch.contains(document.bytes.prefix(4_096), "\"content-hash\""))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        guard json.root.kind == .object else { throw .malformed(reason: "no object", place: "line 1") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = ComposerLockWalk(extract: extract)
        walk.packages(json.root["packages"], "packages", .runtime)
        walk.packages(json.root["packages-dev"], "packages-dev", .development)
        walk.edges()
        walk.attach()
        return walk.extract
    }
}
