internal import Scanning
internal import SupplyChain

/// Reads `pnpm-lock.yaml` of lockfile versions 5, 6 and 9: importers, packages, and who needs whom.
///
/// The importer `.` is the subject, others are members in their folders, and each says what it needs in which scope. A package that is installed with several sets of peers is one component, its edges united;
/// peers that were chosen stand among its dependencies. All documents of the file are read: newer versions write one for the package manager itself before that of the project.
enum PNPMLockReader: Extractor {
    static let reader = "pnpm-lock"
    static let coverage: Coverage = [.components, .relationships, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        if document.fileName == "pnpm-lock.yaml" { return true }
        return document.path == "stdin" && ByteSearch.contains(ByteSearch.start(of: document, 256), "lockfileVersion: ")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        var walk = PNPMLockWalk(extract: extract, folder: document.folders.map(String.init))
        var refused: ExtractionError?
        var count = 0
        for root in yaml.roots where !root.isNull {
            let version = root["lockfileVersion"]?.scalar ?? "none"
            guard let form = PNPMForm(version) else {
                let problem = ExtractionError.unsupportedVersion(found: walk.extract.clean(version), supported: "5, 6, 9")
                refused = refused ?? problem
                walk.extract.diagnose(
                    .unsupportedVersion(found: walk.extract.clean(version), supported: "5, 6, 9"), .error,
                    at: walk.extract.place(line: root.line))
                continue
            }
            count += 1
            walk.read(root, form)
        }
        if count == 0 { throw refused ?? .malformed(reason: "no document", place: "line 1") }
        walk.extract.attachLooseParts()
        return walk.extract
    }
}

/// How a version of `pnpm-lock.yaml` writes keys.
enum PNPMForm {
    /// `/name/1.0.0_peer@2.0.0`
    case slashes
    /// `/name@1.0.0(peer@2.0.0)`
    case slashAndAt
    /// `name@1.0.0(peer@2.0.0)`, with the edges in a table of their own.
    case snapshots

    /// The form of a `lockfileVersion`; `nil` for those that we do not know.
    init?(_ version: String) {
        switch version.prefix(while: { $0 != "." && $0 != "-" }) {
        case "5": self = .slashes
        case "6": self = .slashAndAt
        case "9": self = .snapshots
        default: return nil
        }
    }

    /// Name and version in a key of `packages`, without what follows for peers; `nil` where it has none.
    func locator(of key: String) -> NpmLocator? {
        guard self != .snapshots else { return NpmLocator(Self.withoutPeers(key)) }
        // A registry other than the usual one stands before the slash.
        guard let slash = key.firstIndex(of: "/"), slash == key.startIndex || key[..<slash].contains(".") else { return nil }
        let text = key[key.index(after: slash)...]
        guard self == .slashes else { return NpmLocator(Self.withoutPeers(text)) }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let length = text.hasPrefix("@") ? 2 : 1
        guard parts.count == length + 1, let version = parts.last, version.first?.isNumber == true else { return nil }
        return NpmLocator("\(parts.dropLast().joined(separator: "/"))@\(version.prefix { $0 != "_" && $0 != "(" })")
    }

    /// The host of the registry that a key names; `nil` for the usual one.
    func registry(of key: String) -> String? {
        guard self != .snapshots, let slash = key.firstIndex(of: "/"), slash != key.startIndex, locator(of: key) != nil else { return nil }
        return String(key[..<slash])
    }

    /// `name@1.0.0(peer@2.0.0)` without `(peer@2.0.0)`.
    static func withoutPeers(_ key: some StringProtocol) -> String { String(key.prefix { $0 != "(" }) }

    /// The key that the value of a dependency most likely stands for; otherwise the value is the key itself.
    func key(_ name: String, _ value: String) -> String {
        switch self {
        case .slashes: "/\(name)/\(value)"
        case .slashAndAt: "/\(name)@\(value)"
        case .snapshots: "\(name)@\(value)"
        }
    }
}
