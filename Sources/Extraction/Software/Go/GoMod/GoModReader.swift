internal import Scanning
internal import SupplyChain

/// Reads `go.mod`: the modules that the build uses, each with its version.
///
/// From Go 1.17 on the list is complete, but does not say which module needs which: what the project asks for itself is known, what is marked `// indirect` is assumed to be needed
/// by the project. A replacement is the module that is built: another module, or a project in a folder. The standard library is compiled in.
enum GoModReader: Extractor {
    static let reader = "go-mod"
    static let coverage: Coverage = [.components, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        document.fileName == "go.mod" || (document.path == "stdin" && document.bytes.starts(with: "module ".utf8))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        var walk = GoModWalk(Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier))
        walk.read(document.bytes)
        return walk.extract
    }
}

/// One pass over a `go.mod`.
private struct GoModWalk {
    private struct Replacement {
        let path: String
        let version: String?
        let line: Int
    }

    private(set) var extract: Extract
    /// By path, or by path and version.
    private var replacements: [[UInt8]: Replacement] = [:]
    private var language: (version: String, line: Int)?
    private var toolchain: (version: String, line: Int)?

    init(_ extract: Extract) { self.extract = extract }

    mutating func read(_ bytes: [UInt8]) {
        let (directives, unreadable) = GoModDirective.all(in: bytes)
        for (line, text) in unreadable { extract.diagnose(.unreadableLine(extract.clean(text)), at: extract.place(line: line)) }
        _ = extract.subject()
        // What is replaced may stand before or behind what asks for it.
        for directive in directives { head(directive) }
        var seen: Set<[UInt8]> = []
        for directive in directives where directive.verb == "require" { require(directive, &seen) }
        library()
        extract.note(.noEdges)
        if !isComplete { extract.note(.noTransitive) }
    }

    private mutating func head(_ directive: GoModDirective) {
        let place = extract.place(line: directive.line)
        switch directive.verb {
        case "module":
            guard let name = directive.arguments.first, directive.arguments.count == 1 else { return unreadable(directive) }
            extract.set(.name, of: extract.subject(), to: name, at: place)
        case "go": directive.arguments.first.map { language = ($0, directive.line) }
        case "toolchain":
            if let name = directive.arguments.first, name.hasPrefix("go") { toolchain = (String(name.dropFirst(2)), directive.line) }
        case "replace": replace(directive)
        case "require", "exclude", "retract", "tool", "godebug", "ignore": break
        default: extract.diagnose(.unknownKey(extract.clean(directive.verb)), .note, at: place)
        }
    }

    /// `OLD [VERSION] => NEW [VERSION]`.
    private mutating func replace(_ directive: GoModDirective) {
        let sides = directive.arguments.split(separator: "=>", omittingEmptySubsequences: false).map(Array.init)
        guard sides.count == 2, (1...2).contains(sides[0].count), (1...2).contains(sides[1].count) else { return unreadable(directive) }
        replacements[Array(sides[0].joined(separator: "@").utf8)] = Replacement(
            path: sides[1][0], version: sides[1].count == 2 ? sides[1][1] : nil, line: directive.line)
    }

    private mutating func require(_ directive: GoModDirective, _ seen: inout Set<[UInt8]>) {
        guard directive.arguments.count == 2 else { return unreadable(directive) }
        let (path, version) = (directive.arguments[0], directive.arguments[1])
        let place = extract.place(line: directive.line)
        guard seen.insert(Array(path.utf8)).inserted else { return extract.diagnose(.duplicateReference(extract.clean(path)), at: place) }
        let record = extract.add(.package, at: place)
        if let other = replacements[Array("\(path)@\(version)".utf8)] ?? replacements[Array(path.utf8)] {
            let origin = extract.place(line: other.line)
            if let version = other.version {
                extract.describe(record, NamedPackage(module: other.path, version: version), at: origin)
            } else {
                extract.describe(record, folder: other.path, name: path, at: origin)
            }
            extract.set(.trait, of: record, to: "replaces \(path)@\(version)", at: origin)
        } else {
            extract.describe(record, NamedPackage(module: path, version: version), at: place)
        }
        let isIndirect = directive.comment == "indirect" || directive.comment.hasPrefix("indirect;")
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, certainty: isIndirect ? .assumed : .known)
    }

    /// The standard library comes with the toolchain; both lines name the least version, so which one was used is assumed.
    private mutating func library() {
        guard let (version, line) = toolchain ?? language else { return }
        let place = extract.place(line: line)
        let record = extract.add(.package, at: place)
        extract.describe(record, NamedPackage(module: "stdlib", version: version), at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, certainty: .assumed)
    }

    /// Whether the list holds what the modules need in turn: since Go 1.17.
    private var isComplete: Bool {
        let parts = (language?.version ?? "").split(separator: ".").compactMap { Int($0) }
        return parts.count >= 2 && (parts[0] > 1 || parts[1] >= 17)
    }

    private mutating func unreadable(_ directive: GoModDirective) {
        let text = ([directive.verb] + directive.arguments).joined(separator: " ")
        extract.diagnose(.unreadableLine(extract.clean(String(text.prefix(80)))), at: extract.place(line: directive.line))
    }
}
