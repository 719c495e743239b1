internal import Scanning
internal import SupplyChain

/// Reads the plain calls of a `Package.swift`: what the package is called, and which packages it asks for itself.
///
/// A `Package.swift` is a program and is not run. `.package(…)` with an address, a path or an id of a registry as it stands is read; one that computes it is told. Requirements are ranges, so they are packages
/// without version (`Gap.noVersions`) that `Package.resolved` settles (decision 008); `exact:` pins one.
enum PackageManifestReader: Extractor {
    static let reader = "package-swift"
    static let coverage: Coverage = [.components, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName
        return name == "Package.swift" || (name.hasPrefix("Package@swift-") && name.hasSuffix(".swift"))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        let extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        var walk = PackageManifestWalk(extract: extract, source: SourceLexer.tokens(of: document.bytes, by: SourceLanguage.swift.rules))
        walk.read()
        return walk.extract
    }
}

/// One pass over the tokens of a `Package.swift`.
private struct PackageManifestWalk {
    /// What a call says: values by label, and by themselves.
    private struct Call {
        var texts: [String: String] = [:]
        var computed: Set<String> = []
        var labels: Set<String> = []
        var calls: Set<String> = []
        let line: Int
    }

    private(set) var extract: Extract
    private let source: SourceTokens
    /// How many more tokens may be looked at in calls: each stands in one, or in a few within each other, but a text of open brackets would make every call as long as the rest.
    private var left: Int

    init(extract: Extract, source: SourceTokens) {
        self.extract = extract
        self.source = source
        left = source.tokens.count * 8
        _ = self.extract.subject()
    }

    mutating func read() {
        var isNamed = false
        for at in source.tokens.indices where source.isMark(at + 1, "(") {
            if source.isWord(at, "Package"), !isNamed, let called = call(at).texts["name"] {
                extract.set(.name, of: extract.subject(), to: called, at: extract.place(line: Int(source.tokens[at].line)))
                isNamed = true
            } else if source.isWord(at, "package"), source.isMark(at - 1, ".") {
                // A product of a package is named the same way, without saying where it comes from.
                let call = call(at)
                if !call.labels.isDisjoint(with: ["url", "path", "id"]) { need(call) }
            }
        }
    }

    /// The call whose name stands at `start`, as far as its labels go; calls within it are only named.
    private mutating func call(_ start: Int) -> Call {
        var call = Call(line: Int(source.tokens[start].line))
        var depth = 0
        var label = ""
        for at in (start + 1)..<source.tokens.count {
            left -= 1
            guard left > 0 else {
                if left == 0 {
                    extract.diagnose(.limit(name: "calls within calls", value: "8 times the file"), at: extract.place(line: call.line))
                }
                return call
            }
            let token = source.tokens[at]
            switch token.kind {
            case .mark where ["(", "[", "{"].contains { source.isMark(at, $0) }: depth += 1
            case .mark where [")", "]", "}"].contains { source.isMark(at, $0) }:
                depth -= 1
                if depth == 0 { return call }
            case .mark where depth == 1:
                if source.isMark(at, ",") { label = "" }
                if source.isMark(at, "+") { call.computed.insert(label) }
            case .word where depth == 1:
                let word = source.text(of: at)
                if source.isMark(at + 1, ":") {
                    label = word
                    call.labels.insert(word)
                } else if source.isMark(at - 1, ".") {
                    call.calls.insert(word)
                } else {
                    call.computed.insert(label)
                }
            case .text:
                // `.exact("1.0.0")` is a call of its own without a label.
                let key = depth == 1 ? label : label.isEmpty && call.calls.contains("exact") ? "exact" : ""
                let text = source.text(of: at)
                if token.isInterrupted || token.isContinued || text.contains("\\") {
                    call.computed.insert(key)
                } else if !key.isEmpty, call.texts[key] == nil {
                    call.texts[key] = text
                }
            case .mark, .word, .number: break
            }
        }
        return call
    }

    private mutating func need(_ call: Call) {
        let place = extract.place(line: call.line)
        let keys = ["url", "path", "id"].filter { call.labels.contains($0) }
        guard let key = keys.first, let text = call.texts[key], !call.computed.contains(key) else {
            return extract.diagnose(.unreadableLine(".package(…)"), at: place)
        }
        let version = call.computed.contains("exact") ? nil : call.texts["exact"]
        let record = extract.add(.package, at: place)
        if key == "path" {
            let last = text.split(separator: "/").last.map(String.init) ?? text
            extract.describe(record, folder: text, name: call.texts["name"] ?? last, at: place)
        } else {
            if version == nil { extract.note(.noVersions) }
            let dot = text.firstIndex(of: ".")
            let address = key == "url" ? RepositoryAddress(text) : nil
            let namespace = address?.namespace ?? dot.map { String(text[..<$0]) }
            let name = address?.name ?? dot.map { String(text[text.index(after: $0)...]) } ?? text
            guard key == "id" || address != nil else {
                extract.describe(record, folder: text, name: text, at: place)
                return extract.relate(extract.subject(), .dependsOn, to: record, at: place)
            }
            extract.describe(record, NamedPackage(type: "swift", namespace: namespace, name: name, version: version), at: place)
        }
        extract.relate(extract.subject(), .dependsOn, to: record, at: place)
    }
}
