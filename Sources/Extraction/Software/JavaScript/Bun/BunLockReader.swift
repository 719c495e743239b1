internal import Scanning
internal import SupplyChain

/// Reads `bun.lock`: workspaces, packages, and who needs whom.
///
/// JSON with comments and trailing commas. The workspace `""` is the subject, others are members in their folders. A need `n` of the key `a/b` leads to `a/b/n`, else `a/n`, else `n`. A registry other than the
/// public one stands in the entry. Optional needs and peers that resolve to nothing are no error. `bun.lockb` is a format of bytes that has no reader.
enum BunLockReader: Extractor {
    static let reader = "bun-lock"
    static let coverage: Coverage = [.components, .relationships, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        if document.fileName == "bun.lock" { return ByteSearch.firstMark(ByteSearch.start(of: document, 64)) != nil }
        let start = ByteSearch.start(of: document, 1_024)
        return document.path == "stdin" && ByteSearch.firstMark(start) == UInt8(ascii: "{")
            && ByteSearch.contains(start, "\"lockfileVersion\"") && ByteSearch.contains(start, "\"workspaces\"")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let bytes = RelaxedJSON.strict(document.bytes)
        let json = try JSONDocument(
            reading: SourceDocument(path: document.path, bytes: bytes, size: document.size, digest: document.digest))
        let version = json.root["lockfileVersion"]?.integer
        guard version == 0 || version == 1 else {
            throw .unsupportedVersion(found: json.root["lockfileVersion"]?.numberText ?? "none", supported: "0, 1")
        }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = BunLockWalk(extract: extract, folder: document.folders.map(String.init))
        walk.workspaces(json.root["workspaces"])
        walk.packages(json.root["packages"])
        walk.edges()
        walk.extract.attachLooseParts()
        return walk.extract
    }
}
