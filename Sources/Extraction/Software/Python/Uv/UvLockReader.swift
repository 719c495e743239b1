internal import Scanning
internal import SupplyChain
internal import TOMLKit

/// Reads `uv.lock`, version 1: every package with its version, and who needs whom.
///
/// The entry whose source is the folder itself is the subject; other entries from folders and workspaces are first-party packages of the project in their folder. An edge names its target by name, and by version
/// and source where one name is locked several times. Markers do not soften an edge: it holds on some platforms, and one platform is enough. Groups of extras are optional unless a plain edge asks for
/// the extra; groups of developers are development. Hashes belong to artefacts, not to the package, and are not kept.
enum UvLockReader: Extractor {
    static let reader = "uv-lock"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        if document.fileName == "uv.lock" { return true }
        return document.path == "stdin" && ByteSearch.contains(document.bytes.prefix(4_096), "requires-python")
            && ByteSearch.contains(document.bytes[...], "\n[[package]]") && ByteSearch.contains(document.bytes[...], "\nsource = {")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let toml = try TOMLDocument(reading: document)
        guard let version = toml.root.value("version")?.int else {
            throw .malformed(reason: "no version", place: "line 1")
        }
        guard version == 1 else { throw .unsupportedVersion(found: "\(version)", supported: "1") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        if let packages = toml.root.value("package"), packages.array == nil {
            extract.diagnose(.invalidValue(field: "package", value: "", expected: "array of tables"), .error, at: extract.place("package"))
        }
        var walk = UvLockWalk(extract: extract, document: toml, folder: document.folders.map(String.init))
        walk.packages()
        walk.edges()
        walk.registries()
        walk.attachLooseParts()
        return walk.extract
    }
}
