internal import Scanning
internal import SupplyChain

/// Reads `mix.lock`: every package with its version and digest, and who needs whom.
///
/// The key of an entry is the application, which may be called otherwise than its package; needs name applications. Optional needs of what is not locked are none. The file does not say what the project itself
/// asks for, nor for what: the subject is taken to need what nothing else needs.
enum MixLockReader: Extractor {
    static let reader = "mix-lock"
    static let coverage: Coverage = [.components, .relationships, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        document.fileName == "mix.lock"
            || (document.path == "stdin" && document.bytes.starts(with: "%{".utf8) && ByteSearch.contains(document.bytes[...], "{:hex, "))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        let (term, trailing) = try ElixirTerm.read(document.bytes, depth: document.depth)
        guard term.kind == .map else { throw .malformed(reason: "no map", place: "line \(term.line)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps = [.noScopes]
        if let trailing { extract.diagnose(.malformed(reason: "text behind the document"), at: extract.place(line: trailing)) }
        _ = extract.subject()
        var walk = MixLockWalk(extract: extract)
        let parts = term.elements
        for at in stride(from: 0, to: parts.count - 1, by: 2) { walk.read(parts[at], parts[at + 1]) }
        walk.edges()
        walk.extract.attachLooseParts()
        return walk.extract
    }
}

/// One pass over a `mix.lock`.
private struct MixLockWalk {
    private struct Entry {
        let record: RecordIndex
        let needs: [ElixirTerm]
    }

    var extract: Extract
    private var entries: [Entry] = []
    private var byApplication: [[UInt8]: RecordIndex] = [:]

    init(extract: Extract) { self.extract = extract }

    mutating func read(_ key: ElixirTerm, _ value: ElixirTerm) {
        let place = extract.place(line: key.line)
        let parts = value.elements
        guard let application = key.text, value.kind == .tuple, let source = parts.first?.text else {
            return extract.diagnose(.missingIdentity(name: extract.clean(key.text ?? "entry")), at: place)
        }
        guard byApplication[Array(application.utf8)] == nil else {
            return extract.diagnose(.duplicateReference(extract.clean(application)), at: place)
        }
        let record = extract.add(.package, at: place)
        byApplication[Array(application.utf8)] = record
        switch source {
        case "hex": hex(record, application, parts, at: place)
        case "git":
            let origin = PackageOrigin.git(address: text(parts, 1) ?? "", commit: text(parts, 2))
            extract.describe(record, NamedPackage(type: "hex", name: application, origin: origin), at: place)
        case "path": extract.describe(record, folder: text(parts, 1) ?? "", name: application, at: place)
        default:
            extract.diagnose(.invalidValue(field: "source", value: extract.clean(source), expected: "hex, git, path"), at: place)
            extract.set(.name, of: record, to: application, at: place)
        }
        entries.append(Entry(record: record, needs: source == "hex" && parts.count > 5 ? parts[5].elements : []))
    }

    /// `{:hex, :package, "version", "inner digest", [managers], [needs], "repository", "outer digest"}`; old entries end earlier.
    private mutating func hex(_ record: RecordIndex, _ application: String, _ parts: [ElixirTerm], at place: Place) {
        guard let name = text(parts, 1), let version = text(parts, 2) else {
            extract.set(.name, of: record, to: application, at: place)
            return extract.diagnose(.missingIdentity(name: extract.clean(application)), at: place)
        }
        // `hexpm:acme` is an organization's part of the registry; any other name a registry of somebody's own.
        let repository = (text(parts, 6) ?? "hexpm").split(separator: ":", maxSplits: 1).map(String.init)
        var package = NamedPackage(type: "hex", namespace: repository.count == 2 ? repository[1] : nil, name: name, version: version)
        if let own = repository.first, own != "hexpm" { package.qualifiers = [PackageURL.Qualifier(key: "repository", value: own)] }
        extract.describe(record, package, at: place)
        guard let sum = text(parts, 7) else { return }
        if !extract.identify(record, digest: Array(sum.utf8)[...], algorithm: Array("sha256".utf8)[...], at: place) {
            extract.diagnose(.invalidValue(field: "digest", value: extract.clean(sum), expected: "SHA-256"), at: place)
        }
    }

    mutating func edges() {
        for entry in entries {
            for need in entry.needs {
                let place = extract.place(line: need.line)
                guard need.kind == .tuple, let name = need.elements.first?.text else {
                    extract.diagnose(.missingIdentity(name: "need"), at: place)
                    continue
                }
                let isOptional = need.elements.last?.option("optional")?.text == "true"
                let scope: DependencyScope = isOptional ? .optional : .runtime
                if let target = byApplication[Array(name.utf8)] {
                    if target != entry.record { extract.relate(entry.record, .dependsOn, to: target, at: place, scope: scope) }
                } else if !isOptional {
                    extract.dangle(entry.record, name, scope: .runtime, at: place)
                }
            }
        }
    }

    private func text(_ parts: [ElixirTerm], _ position: Int) -> String? {
        parts.count > position ? parts[position].text.flatMap { $0.isEmpty ? nil : $0 } : nil
    }
}
