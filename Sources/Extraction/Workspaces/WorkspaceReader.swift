internal import Scanning
public import SupplyChain
internal import TOMLKit

/// Which folders a project takes for its members: `workspaces` of `package.json`, `pnpm-workspace.yaml`, `[workspace]` of `Cargo.toml`, `[tool.uv.workspace]`, `go.work`.
///
/// The files have readers of their own for everything else; this is asked of every document by its name.
public enum WorkspaceReader {
    /// The name that evidence carries.
    public static let reader = "workspace"

    /// More members than this nobody lists one by one.
    private static let mostPatterns = 1_000

    private static let marks: [String: String] = [
        "package.json": "\"workspaces\"", "pnpm-workspace.yaml": "packages", "Cargo.toml": "[workspace]",
        "pyproject.toml": "[tool.uv.workspace]",
        "go.work": "use",
    ]

    /// Whether a document of this name may claim members.
    public static func concerns(_ fileName: String) -> Bool { marks[fileName] != nil }

    /// The members that `document` claims; `nil` where it claims none.
    public static func extract(from document: SourceDocument) -> Extract? {
        guard let mark = marks[document.fileName], ByteSearch.contains(document.bytes[...], mark) else { return nil }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        switch document.fileName {
        case "package.json": npm(document, &extract)
        case "pnpm-workspace.yaml": pnpm(document, &extract)
        case "Cargo.toml": toml(document, ["workspace"], &extract)
        case "pyproject.toml": toml(document, ["tool", "uv", "workspace"], &extract)
        default: go(document, &extract)
        }
        guard !extract.members.isEmpty else { return nil }
        // The root is a project, whatever else it holds.
        _ = extract.subject()
        return extract
    }

    private static func claim(_ pattern: String, at place: Place, in extract: inout Extract) {
        let text = pattern.trimmed
        guard !text.isEmpty else { return }
        // Every pattern is held against every folder.
        guard extract.members.count < mostPatterns else {
            if extract.diagnostics.isEmpty { extract.diagnose(.limit(name: "workspace patterns", value: "\(mostPatterns)"), at: place) }
            return
        }
        if text.hasPrefix("!") {
            extract.claimMembers(String(text.dropFirst()), isExclusion: true, at: place)
        } else {
            extract.claimMembers(text, at: place)
        }
    }

    private static func npm(_ document: SourceDocument, _ extract: inout Extract) {
        guard let json = try? JSONDocument(reading: document), let list = json.root["workspaces"] else { return }
        let isNested = list.kind == .object
        for (index, element) in ((isNested ? list["packages"] : list) ?? .nothing).elements.enumerated() {
            var place = extract.place("workspaces")
            if isNested { place = extract.place(under: place, "packages") }
            if let text = element.string { claim(text, at: extract.place(under: place, index), in: &extract) }
        }
    }

    private static func pnpm(_ document: SourceDocument, _ extract: inout Extract) {
        guard let yaml = try? YAMLDocument(parsing: document.bytes, depth: document.depth) else { return }
        for element in yaml.root?["packages"]?.sequence ?? [] {
            if let text = element.scalar { claim(text, at: extract.place(line: element.line), in: &extract) }
        }
    }

    private static func toml(_ document: SourceDocument, _ path: [String], _ extract: inout Extract) {
        guard let toml = try? TOMLDocument(reading: document) else { return }
        var table: TOMLTable? = toml.root
        for key in path { table = table?.table(key) }
        let name = path.joined(separator: ".")
        for (key, isExclusion) in [("members", false), ("exclude", true)] {
            let place = toml.headers.line(of: key, inTable: name).map { extract.place(line: $0) } ?? .whole
            for text in (table?.elements(key) ?? []).compactMap(\.string) {
                claim(isExclusion ? "!" + text : text, at: place, in: &extract)
            }
        }
    }

    /// `use ./a` and `use ( ./a ./b )`, one a line.
    private static func go(_ document: SourceDocument, _ extract: inout Extract) {
        var isInside = false
        for (number, line) in Lines(document.bytes) {
            let text = String(decoding: line, as: UTF8.self)
            let clean = (text.firstRange(of: "//").map { String(text[..<$0.lowerBound]) } ?? text).trimmed
            if isInside, clean == ")" {
                isInside = false
            } else if isInside {
                claim(clean.unquoted, at: extract.place(line: number), in: &extract)
            } else if clean.hasPrefix("use") {
                let rest = String(clean.dropFirst(3)).trimmed
                if rest == "(" { isInside = true } else { claim(rest.unquoted, at: extract.place(line: number), in: &extract) }
            }
        }
    }
}

extension String {
    /// Without quotes around it.
    fileprivate var unquoted: String { count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self }
}
