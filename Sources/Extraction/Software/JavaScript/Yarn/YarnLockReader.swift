internal import Scanning
internal import SupplyChain

/// Reads `yarn.lock` of Yarn 1: every entry with its version, and who needs whom.
///
/// A need `name "range"` leads to the entry that lists the selector `name@range`; where the project overrides versions there may be none, and the only entry of that name is assumed. The
/// file has no root: the subject is taken to need what nothing else needs (`Certainty.assumed`), and `package.json` says the rest. An alias is the package that it stands for.
enum YarnLockReader: Extractor {
    static let reader = "yarn-lock"
    static let coverage: Coverage = [.components, .relationships, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        let start = ByteSearch.start(of: document, 4_096)
        guard document.fileName == "yarn.lock" || document.path == "stdin" else { return false }
        if document.path == "stdin" { return ByteSearch.contains(start, "# yarn lockfile v1") }
        return !ByteSearch.contains(start, "__metadata:")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        // Text of two bytes a letter is well-formed UTF-8 where it holds no other letters than ASCII.
        if ByteSearch.isWide(document.bytes[...]) { throw .notUTF8(place: "offset 0") }
        let extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        var walk = YarnLockWalk(extract: extract, folder: document.folders.map(String.init))
        for entry in walk.entries(of: document.bytes) { walk.add(entry) }
        walk.edges()
        walk.extract.attachLooseParts()
        walk.extract.gaps.append(.noScopes)
        return walk.extract
    }
}

/// One pass over a `yarn.lock` of Yarn 1.
private struct YarnLockWalk {
    var extract: Extract
    private let folder: [String]
    private var entries: [(entry: YarnEntry, record: RecordIndex)] = []
    private var bySelector: [[UInt8]: Int] = [:]
    private var byName: [[UInt8]: [Int]] = [:]
    private var registries = StatedRegistries()

    init(extract: Extract, folder: [String]) {
        self.extract = extract
        self.folder = folder
    }

    /// The entries as written; lines that belong to none are told.
    mutating func entries(of bytes: [UInt8]) -> [YarnEntry] {
        var parser = YarnEntries()
        for (number, line) in Lines(bytes) where !parser.take(String(decoding: line, as: UTF8.self), number) {
            let text = extract.clean(String(decoding: line.prefix(80), as: UTF8.self))
            extract.diagnose(.unreadableLine(text), at: extract.place(line: number))
        }
        return parser.entries
    }

    mutating func add(_ entry: YarnEntry) {
        let place = extract.place(line: entry.line)
        guard let locator = entry.selectors.lazy.compactMap({ NpmLocator($0) }).first else {
            return extract.diagnose(.missingIdentity(name: extract.clean(entry.selectors.first ?? "")), at: place)
        }
        if entry.version == nil {
            extract.diagnose(.invalidValue(field: "version", value: "", expected: "version of \(locator.name)"), at: place)
        }
        let record = extract.add(.package, at: place)
        let name = locator.target?.name ?? locator.name
        let asked = NpmSource(locator.reference)
        let resolved = entry.resolved.flatMap { NpmSource($0) }
        switch (asked, resolved) {
        case (.path(let path), _):
            extract.describe(record, npm: name, version: entry.version, path: path, from: folder, at: place)
        case (nil, .archive(let address)):
            extract.describe(record, npm: name, version: entry.version, at: place)
            registries.distribute(record, from: address, at: place, in: &extract)
        default:
            // What was resolved names the commit, what was asked for only a branch.
            extract.describe(record, npm: name, version: entry.version, source: resolved ?? asked, at: place)
        }
        if let integrity = entry.integrity { extract.identify(record, integrity: integrity, at: place) }
        for selector in entry.selectors {
            let key = Array(selector.utf8)
            guard bySelector[key] == nil else {
                extract.diagnose(.duplicateReference(extract.clean(selector)), at: place)
                continue
            }
            bySelector[key] = entries.count
            extract.select(record, by: selector)
            if let asked = NpmLocator(selector), byName[Array(asked.name.utf8)]?.last != entries.count {
                byName[Array(asked.name.utf8), default: []].append(entries.count)
            }
        }
        entries.append((entry, record))
    }

    mutating func edges() {
        for (entry, record) in entries {
            for need in entry.needs {
                let place = extract.place(line: need.line)
                let scope: DependencyScope = need.isOptional ? .optional : .runtime
                let exact = bySelector[Array("\(need.name)@\(need.range)".utf8)]
                let named = byName[Array(need.name.utf8)] ?? []
                if let target = exact ?? (named.count == 1 ? named.first : nil) {
                    let certainty: Certainty = exact == nil ? .assumed : .known
                    extract.relate(record, .dependsOn, to: entries[target].record, at: place, scope: scope, certainty: certainty)
                } else if !need.isOptional {
                    extract.dangle(record, need.name, scope: scope, at: place)
                }
            }
        }
    }
}
