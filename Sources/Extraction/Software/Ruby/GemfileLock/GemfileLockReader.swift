internal import Scanning
internal import SupplyChain

/// Reads `Gemfile.lock` and `gems.locked`: every gem with its version, who needs whom, and what the project asks for itself.
///
/// Indentation is the grammar. One gem for several platforms is one package, its needs united. Gems from repositories are not the registry's; gems from folders are the projects in them. In which group the
/// project asks for a gem, only the `Gemfile` says (`Gap.noScopes`, decision 021).
enum GemfileLockReader: Extractor {
    static let reader = "gemfile-lock"
    static let coverage: Coverage = [.components, .relationships, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        if ["gems.locked", "Gemfile.lock"].contains(document.fileName) || document.fileName.hasSuffix(".gemfile.lock") { return true }
        return document.path == "stdin" && ByteSearch.contains(document.bytes.prefix(4_096), "\n  specs:\n")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps = [.noScopes]
        var walk = GemfileLockWalk(extract: extract)
        for (number, line) in Lines(document.bytes) { walk.take(line, number) }
        walk.edges()
        walk.extract.attachLooseParts()
        return walk.extract
    }
}
