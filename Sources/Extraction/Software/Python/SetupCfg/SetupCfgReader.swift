internal import Scanning
internal import SupplyChain

/// Reads `setup.cfg`: what a project is called, and what it asks for.
///
/// A pinned requirement (`==`) is the same package wherever it is named; a range is a package without version (`Gap.noVersions`), which the lock file of the project settles (decision 008). Extras are optional,
/// `tests_require` is for development, `setup_requires` for the build. What `attr:` and `file:` say stands elsewhere and is told. `setup.py` is a program and never run.
enum SetupCfgReader: Extractor {
    static let reader = "setup-cfg"
    static let coverage: Coverage = [.components, .versions, .licences]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard document.fileName == "setup.cfg" else { return false }
        // Settings of other tools alone make no project.
        let start = ByteSearch.start(of: document)
        return ["[metadata]", "[options]", "[options.extras_require]"].contains { ByteSearch.contains(start, $0) }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        if ByteSearch.isWide(document.bytes[...]) { throw .notUTF8(place: "offset 0") }
        var walk = SetupCfgWalk(extract: Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier))
        for (number, line) in Lines(document.bytes) { walk.take(String(decoding: line, as: UTF8.self), number) }
        return walk.extract
    }
}

/// One pass over the lines of a `setup.cfg`.
private struct SetupCfgWalk {
    private(set) var extract: Extract
    private let subject: RecordIndex
    private var section = ""
    private var key = ""
    /// Whether the section is one of those that are read; lines of others are their tools' affair.
    private var isRead: Bool { section == "metadata" || section == "options" || section == "options.extras_require" }

    init(extract: Extract) {
        var extract = extract
        subject = extract.subject()
        self.extract = extract
    }

    mutating func take(_ line: String, _ number: Int) {
        let text = line.trimmed
        guard !text.isEmpty, text.first != "#", text.first != ";" else { return }
        let isContinued = line.first == " " || line.first == "\t"
        if !isContinued, text.first == "[" {
            key = ""
            section = String(text.dropFirst().prefix { $0 != "]" })
            return
        }
        guard isRead else { return }
        let place = extract.place(line: number)
        if isContinued { return value(text, at: place) }
        guard let mark = text.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
            key = ""
            return extract.diagnose(.unreadableLine(extract.clean(String(text.prefix(80)))), at: place)
        }
        key = text[..<mark].trimmed.lowercased().replacing("-", with: "_")
        let rest = text[text.index(after: mark)...].trimmed
        if !rest.isEmpty { value(rest, at: place) }
    }

    private mutating func value(_ text: String, at place: Place) {
        switch (section, key) {
        case ("metadata", "name"): extract.set(.name, of: subject, to: String(decoding: PythonName.folded(text), as: UTF8.self), at: place)
        case ("metadata", "version"): state(text) { $0.set(.version, of: $1, to: text, at: place) }
        case ("metadata", "license"): state(text) { $0.set(.licence, of: $1, to: text, at: place) }
        case ("options", "install_requires"): need(text, .runtime, at: place)
        case ("options", "setup_requires"): need(text, .build, at: place)
        case ("options", "tests_require"): need(text, .development, at: place)
        case ("options.extras_require", let extra) where !extra.isEmpty: need(text, .optional, at: place)
        default: break
        }
    }

    /// States what a value says by itself.
    private mutating func state(_ text: String, _ body: (inout Extract, RecordIndex) -> Void) {
        if !text.hasPrefix("attr:"), !text.hasPrefix("file:") { body(&extract, subject) }
    }

    /// One requirement a line.
    private mutating func need(_ text: String, _ scope: DependencyScope, at place: Place) {
        if text.hasPrefix("file:") { return extract.diagnose(.notFollowed(extract.clean(text)), .note, at: place) }
        guard let requirement = RequirementLine(RequirementsReader.withoutComment(text)) else {
            return extract.diagnose(.unreadableLine(extract.clean(String(text.prefix(80)))), at: place)
        }
        if requirement.version == nil, !extract.gaps.contains(.noVersions) { extract.gaps.append(.noVersions) }
        // What comes from an address is what the lock makes of it, and nothing without one.
        let record = extract.add(.package, at: place, tentative: requirement.url != nil)
        extract.describe(record, python: requirement.name, version: requirement.version, at: place)
        extract.relate(subject, .dependsOn, to: record, at: place, scope: scope)
    }
}
