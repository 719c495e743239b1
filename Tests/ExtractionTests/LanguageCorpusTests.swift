@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// Counts of the readers of lock files and manifests of languages against other people's counts; every difference is recomputed here from the text, or is a fault.
struct LanguageCorpusTests {
    private func read(_ row: Corpus.Row, by reader: any Extractor.Type) throws -> (extract: Extract, text: String) {
        let bytes = try Corpus.bytes(of: row.path)
        let document = SourceDocument(path: row.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(Extractors.reader(of: document) == reader)
        return (try reader.extract(from: document), String(decoding: bytes, as: UTF8.self))
    }

    private func packages(in extract: Extract) -> Int { extract.records.count { $0.kind == .package } }

    /// Edges that the document states between what it lists.
    private func edges(in extract: Extract) -> Int {
        extract.relationships.count {
            $0.kind == .dependsOn && $0.certainty == .known && $0.from != extract.subjectRecord
        }
    }

    private func needsOfSubject(in extract: Extract) -> [Claim.Relationship] {
        extract.relationships.filter { $0.kind == .dependsOn && $0.from == extract.subjectRecord }
    }

    private func number(_ name: String, in notes: String) -> Int {
        guard let range = notes.firstRange(of: name + "=") else { return 0 }
        return Int(notes[range.upperBound...].prefix { $0.isNumber }) ?? 0
    }

    private func unknown(in extract: Extract) -> Int { extract.records.count { $0.kind == .unknown } }

    /// Rows whose file is in the corpus: the index also lists some that were not kept.
    private static func kept(_ group: String, _ suffix: String = "") -> [Corpus.Row] {
        Corpus.rows(of: group).filter { row in
            guard row.path.hasSuffix(suffix) else { return false }
            let isThere = (try? Corpus.bytes(of: row.path)) != nil
            if !isThere { print("SKIPPED: \(row.path) is in the index of the corpus and not in the corpus") }
            return isThere
        }
    }

    @Test(arguments: kept("cargo"))
    func `packages and edges of Cargo locks are all there`(_ row: Corpus.Row) throws {
        let (extract, text) = try read(row, by: CargoLockReader.self)
        // A single package without source is the project itself.
        let isSingle = number("noSource", in: row.notes) == 1
        #expect(packages(in: extract) == row.components - (isSingle ? 1 : 0))
        // A package that needs itself, for its tests, needs nothing more.
        var (name, version, ofItself) = ("", "", 0)
        for line in text.split(separator: "\n") {
            if line.hasPrefix("name = ") { name = String(line.dropFirst(8).dropLast()) }
            if line.hasPrefix("version = ") { version = String(line.dropFirst(11).dropLast()) }
            if line == " \"\(name)\"," || line.hasPrefix(" \"\(name) \(version)\"") || line.hasPrefix(" \"\(name) \(version) ") {
                ofItself += 1
            }
        }
        let direct = isSingle ? needsOfSubject(in: extract).count { $0.certainty == .known } : 0
        #expect(edges(in: extract) + direct == row.edges - ofItself)
        // One file names a version that it does not hold.
        #expect(unknown(in: extract) == extract.diagnostics.count)
        #expect(extract.diagnostics.allSatisfy { $0.problem.isDangling })
        let subject = try #require(extract.subjectRecord)
        #expect(LooseParts.heads(from: subject, in: extract).isEmpty)
    }

    @Test(arguments: kept("conan"))
    func `packages and edges of Conan locks are all there`(_ row: Corpus.Row) throws {
        let (extract, text) = try read(row, by: ConanLockReader.self)
        let isGraph = row.notes.contains("graph")
        // The project is a node of the graph: the one without a reference, if there is one.
        let nodes = text.split(separator: "\n").count { $0.firstRange(of: ": {") != nil && $0.contains { $0.isNumber } }
        let named = text.split(separator: "\n").count { $0.firstRange(of: "\"ref\":") != nil }
        #expect(packages(in: extract) + (isGraph ? nodes - named : 0) == row.components)
        let stated = extract.relationships.count { $0.certainty == .known }
        #expect(stated == row.edges)
        #expect(extract.diagnostics.isEmpty)
        #expect(extract.gaps.contains(.noEdges) == !isGraph)
    }

    @Test(arguments: kept("dart"))
    func `packages of Dart locks are all there`(_ row: Corpus.Row) throws {
        let (extract, _) = try read(row, by: PubspecLockReader.self)
        #expect(packages(in: extract) == row.components)
        #expect(edges(in: extract) == row.edges)
        #expect(extract.diagnostics.isEmpty)
        #expect(needsOfSubject(in: extract).count == row.components)
    }

    @Test(arguments: kept("elixir"))
    func `packages and edges of Mix locks are all there`(_ row: Corpus.Row) throws {
        let (extract, text) = try read(row, by: MixLockReader.self)
        #expect(packages(in: extract) == row.components)
        // Read again by the marks that every need has: `{:name, "constraint", [… optional: true]}`.
        let needs = text.split(separator: "{:").dropFirst().filter { piece in
            !["hex,", "git,", "path,"].contains { piece.hasPrefix($0) }
        }
        #expect(needs.count == row.edges)
        let locked = Set(text.split(separator: "\n").compactMap { line in line.split(separator: "\"").dropFirst().first })
        let absent = needs.count { piece in
            let name = piece.prefix { $0 != "," }
            let own = piece.prefix { $0 != "}" }
            return own.contains("optional: true") && !locked.contains(name)
        }
        #expect(edges(in: extract) == row.edges - absent)
        // One file was cut: it needs what it does not hold.
        #expect(unknown(in: extract) == extract.diagnostics.count)
        #expect(extract.diagnostics.allSatisfy { $0.problem.isDangling })
    }

    @Test(arguments: kept("go", "go.mod"))
    func `modules of Go are all there, and the standard library`(_ row: Corpus.Row) throws {
        let (extract, text) = try read(row, by: GoModReader.self)
        #expect(packages(in: extract) == row.components + 1)
        #expect(edges(in: extract) == row.edges)
        let needs = needsOfSubject(in: extract)
        // Go takes `// indirect` for its own word only where it stands alone or before a semicolon.
        let remarks = text.split(separator: "\n").count { $0.firstRange(of: "// indirect ") != nil }
        #expect(needs.count { $0.certainty == .known } == number("direct", in: row.notes) + remarks)
        #expect(needs.count { $0.certainty == .assumed } == number("indirect", in: row.notes) - remarks + 1)
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: kept("go", "go.sum"))
    func `digests of modules are all there`(_ row: Corpus.Row) throws {
        let (extract, _) = try read(row, by: GoSumReader.self)
        #expect(packages(in: extract) == row.components)
        #expect(extract.identities.count { $0.key == .digest } == row.components)
        #expect(extract.records.allSatisfy { $0.isTentative })
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: kept("gradle", ".lockfile"))
    func `artefacts of Gradle locks are all there`(_ row: Corpus.Row) throws {
        let (extract, _) = try read(row, by: GradleLockReader.self)
        #expect(packages(in: extract) == row.components)
        #expect(edges(in: extract) == row.edges)
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: kept("gradle", ".toml"))
    func `libraries of a catalogue are all there, and plugins with a version`(_ row: Corpus.Row) throws {
        let (extract, text) = try read(row, by: VersionCatalogReader.self)
        let sections = try #require(text.firstRange(of: "[plugins]"))
        let plugins = text[sections.upperBound...].split(separator: "\n").count { $0.contains("version") }
        #expect(packages(in: extract) == row.components + plugins)
        #expect(needsOfSubject(in: extract).count { $0.scope == .runtime } == row.components)
        #expect(extract.relationships.allSatisfy { $0.strength == .offered })
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: kept("maven"))
    func `dependencies of POMs are all there, and what builds the project`(_ row: Corpus.Row) throws {
        let (extract, _) = try read(row, by: MavenReader.self)
        let needs = needsOfSubject(in: extract)
        #expect(needs.count { $0.scope != .build } == row.edges)
        let build = number("bomImports", in: row.notes) + number("plugins", in: row.notes) + (row.notes.contains("parent=y") ? 1 : 0)
        #expect(extract.records.count { $0.kind == .package && !$0.isTentative } == row.components + build)
        // What the file decides for others counts only where somebody asks for it.
        #expect(extract.records.count { $0.isTentative } == number("managed", in: row.notes) - number("bomImports", in: row.notes))
        #expect(needs.count == row.edges + build)
        #expect(extract.diagnostics.allSatisfy { $0.severity == .note })
    }

    @Test(arguments: kept("nuget"))
    func `packages and edges of NuGet locks are all there`(_ row: Corpus.Row) throws {
        let (extract, _) = try read(row, by: NuGetLockReader.self)
        // One package and version under two frameworks is two entries of the index.
        let distinct = number("distinct id@version", in: row.notes)
        #expect(number("entries", in: row.notes) == row.components)
        #expect(packages(in: extract) == distinct)
        #expect(edges(in: extract) == row.edges)
        #expect(extract.identities.count { $0.key == .digest } == distinct)
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: kept("php"))
    func `packages and edges of Composer locks are all there`(_ row: Corpus.Row) throws {
        let (extract, _) = try read(row, by: ComposerLockReader.self)
        #expect(packages(in: extract) == row.components)
        let names = Dictionary(
            extract.attributes.filter { $0.key == .name }.map { ($0.record, extract.symbols[$0.value].lowercased()) },
            uniquingKeysWith: { first, _ in first })
        let stated = extract.relationships.filter { $0.kind == .dependsOn && $0.certainty == .known }
        // What another package provides or replaces, and what nobody does, the index counts as unresolved.
        let direct = stated.count { edge in
            let asked = extract.location(of: edge.place).place.split(separator: "/").last.map { $0.replacing("~1", with: "/") } ?? ""
            return names[edge.to] == asked.lowercased() && extract.records[Int(edge.to.index)].kind == .package
        }
        #expect(direct == row.edges)
        let unresolved = stated.count - direct + extract.groups.count
        #expect(unresolved == number("unresolved(virtual/replaced)", in: row.notes))
        #expect(unknown(in: extract) == extract.diagnostics.count)
    }

    @Test(arguments: kept("ruby"))
    func `gems and needs are all there, platforms of one gem together`(_ row: Corpus.Row) throws {
        let (extract, text) = try read(row, by: GemfileLockReader.self)
        // Read again by indentation alone.
        var gems: Set<Substring> = []
        var needs: Set<String> = []
        var (lines, needLines) = (0, 0)
        var current: Substring = ""
        var inSources = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let first = line.first, first != " " { inSources = ["GEM", "GIT", "PATH"].contains(line) }
            guard inSources else { continue }
            if line.hasPrefix("      "), !line.hasPrefix("       ") {
                needLines += 1
                needs.insert("\(current) > \(line.dropFirst(6).prefix { $0 != " " })")
            } else if line.hasPrefix("    "), !line.hasPrefix("     ") {
                lines += 1
                let spec = line.dropFirst(4)
                let open = spec.firstIndex(of: "(") ?? spec.endIndex
                current = spec[..<(spec[open...].firstIndex { $0 == "-" || $0 == ")" } ?? spec.endIndex)]
                gems.insert(current)
            }
        }
        #expect(lines == row.components)
        #expect(needLines == row.edges)
        #expect(packages(in: extract) == gems.count)
        let bundler = needs.count { $0.hasSuffix("> bundler") }
        #expect(edges(in: extract) == needs.count - bundler)
        #expect(needsOfSubject(in: extract).count { $0.certainty == .known } == number("directDependencies", in: row.notes))
    }

    @Test(arguments: kept("swift"))
    func `pins of Swift are all there`(_ row: Corpus.Row) throws {
        let (extract, _) = try read(row, by: PackageResolvedReader.self)
        #expect(packages(in: extract) == row.components)
        #expect(edges(in: extract) == row.edges)
        #expect(extract.diagnostics.isEmpty)
    }
}

extension Diagnostic.Problem {
    fileprivate var isDangling: Bool { if case .danglingReference = self { true } else { false } }
}
