internal import Scanning
internal import SupplyChain

/// Reads `yarn.lock` of Yarn 2 and later: entries, workspaces, and who needs whom.
///
/// The workspace `.` is the subject, others are members in their folders. A need leads to the entry that lists the descriptor `name@npm:range`. What workspaces need for development and at run time
/// stands in one list, which is taken for use until `package.json` says better (`Gap.noScopes`). Which package satisfies a peer is not said either: the only one of its name is assumed. A patched package is the package. The
/// checksums are of the tool's own archives and identify nothing elsewhere.
enum YarnBerryReader: Extractor {
    static let reader = "yarn-berry"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard document.fileName == "yarn.lock" || document.path == "stdin" else { return false }
        let start = ByteSearch.start(of: document, 4_096)
        return ByteSearch.contains(start, "__metadata:") && (document.path != "stdin" || ByteSearch.contains(start, "resolution: "))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        var walk = YarnBerryWalk(extract: extract, folder: document.folders.map(String.init))
        for (key, value) in walk.extract.members(of: yaml.root, field: "yarn.lock") where key != "__metadata" { walk.add(key, value) }
        walk.patches()
        walk.edges()
        walk.extract.attachLooseParts()
        walk.extract.gaps.append(.noScopes)
        return walk.extract
    }
}
