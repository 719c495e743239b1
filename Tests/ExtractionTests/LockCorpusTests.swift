@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// Counts of the readers of lock files against the counts of other people's readers; every difference is recomputed here by a plain look at the text, or is a fault.
struct LockCorpusTests {
    private func read(_ row: Corpus.Row, by reader: any Extractor.Type) throws -> Extract {
        let bytes = try Corpus.bytes(of: row.path)
        let document = SourceDocument(path: row.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(Extractors.reader(of: document) == reader)
        return try reader.extract(from: document)
    }

    private func text(_ row: Corpus.Row) throws -> String { String(decoding: try Corpus.bytes(of: row.path), as: UTF8.self) }

    /// Relationships that the document states itself: not those that a reader assumes.
    private func stated(_ extract: Extract) -> Int {
        extract.relationships.count { $0.kind == .dependsOn && $0.certainty == .known }
    }

    private func packages(_ extract: Extract) -> Int { extract.records.count { $0.kind == .package } }

    private func dangling(_ extract: Extract) -> Int {
        extract.diagnostics.count { if case .danglingReference = $0.problem { true } else { false } }
    }

    private func number(_ name: String, in notes: String) -> Int {
        guard let range = notes.firstRange(of: name + "=") else { return 0 }
        return Int(notes[range.upperBound...].prefix { $0.isNumber }) ?? 0
    }

    // MARK: JavaScript

    @Test(arguments: Corpus.rows(of: "yarn").filter { $0.notes.hasPrefix("v1") })
    func `entries and edges of locks of Yarn 1 are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: YarnLockReader.self)
        #expect(packages(extract) == row.components)
        #expect(stated(extract) == row.edges)
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: Corpus.rows(of: "yarn").filter { $0.notes.hasPrefix("berry") })
    func `entries and edges of later locks of Yarn are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: YarnBerryReader.self)
        // The root workspace is one of the entries of the index and the subject here.
        #expect(packages(extract) == row.components - 1)
        #expect(stated(extract) == row.edges)
        // Entries that stand twice in the text are told, and counted once by either reader.
        let keys = try text(row).split(separator: "\n").filter { $0.hasPrefix("\"") && $0.hasSuffix(":") }
        let told = extract.diagnostics.count { if case .duplicateKey = $0.problem { true } else { false } }
        #expect(told == keys.count - Set(keys).count)
    }

    @Test(arguments: Corpus.rows(of: "pnpm"))
    func `packages and edges of pnpm locks are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: PNPMLockReader.self)
        let text = try text(row)
        // Members are components here, apart from the root; so is what is needed and has no entry, which is told.
        // The index counts the last document only; the one before it speaks of the package manager.
        let first = number("yamlDocs", in: row.notes) > 1 ? NaivePNPM(text.components(before: "\n---\n")) : NaivePNPM("")
        #expect(packages(extract) == row.components + number("importers", in: row.notes) - 1 + first.packages + dangling(extract))
        // What importers need is counted apart by the index. A member that links to itself needs nothing.
        let own = text.split(separator: "\n").count { $0.hasSuffix("version: 'link:'") }
        #expect(stated(extract) == row.edges + number("importerDeps", in: row.notes) - own + first.needs)
    }

    @Test(arguments: Corpus.rows(of: "bun"))
    func `packages and edges of bun locks are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: BunLockReader.self)
        let lines = try text(row).split(separator: "\n")
        // The root may have an entry of its own and is the subject here.
        #expect(packages(extract) == row.components - lines.count { $0.contains("@root:\"") })
        // What workspaces need and what peers resolve to is counted apart by the index, or not at all.
        #expect(stated(extract) == row.edges + number("workspaceDeps", in: row.notes) + NaiveBun.peers(lines))
        #expect(extract.diagnostics.isEmpty)
    }

    // MARK: Python

    @Test(arguments: Corpus.rows(of: "python").filter { $0.path.hasSuffix("pylock.toml") })
    func `packages of pylock files are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: PyLockReader.self)
        // The folder of the file is the project itself.
        let own = try text(row).split(separator: "\n").count { $0.hasPrefix("directory = { path = \".\"") }
        #expect(packages(extract) == row.components - own)
        #expect(stated(extract) == row.edges)
        #expect(extract.gaps == [.noEdges])
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: Corpus.rows(of: "python").filter { $0.path.hasSuffix("pdm.lock") })
    func `packages and edges of PDM locks are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: PDMLockReader.self)
        // An entry with extras is its package again, and needs it.
        let extras = number("extrasEntries", in: row.notes)
        #expect(packages(extract) == row.components - extras)
        let unlocked = NaivePDM.ruledOut(try text(row))
        #expect(stated(extract) == row.edges - extras - unlocked)
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: Corpus.rows(of: "python").filter { $0.path.hasSuffix("Pipfile.lock") })
    func `packages of Pipfile locks are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: PipfileLockReader.self)
        #expect(packages(extract) == row.components)
        #expect(stated(extract) == row.edges)
        #expect(extract.diagnostics.isEmpty)
    }

    // MARK: Conda

    @Test(arguments: Corpus.rows(of: "conda").filter { $0.path.hasSuffix("conda-lock.yml") })
    func `packages and edges of conda locks are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: CondaLockReader.self)
        #expect(packages(extract) == row.components)
        // What the platform brings is no package.
        let platform = try text(row).split(separator: "\n").count { $0.hasPrefix("    __") }
        #expect(stated(extract) == row.edges - platform)
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: Corpus.rows(of: "conda").filter { !$0.path.hasSuffix("conda-lock.yml") })
    func `requirements of conda environments are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: CondaEnvironmentReader.self)
        // The folder of the file is the project itself.
        let own = try text(row).split(separator: "\n").count { $0.hasSuffix("- -e .") }
        #expect(packages(extract) == row.components - own)
        #expect(stated(extract) == packages(extract))
        #expect(extract.diagnostics.isEmpty)
    }
}

extension String {
    /// What stands before the last `mark`.
    fileprivate func components(before mark: String) -> String {
        ranges(of: mark).last.map { String(self[..<$0.lowerBound]) } ?? self
    }
}

/// A count of a document of `pnpm-lock.yaml` by the depth of its lines alone.
private struct NaivePNPM {
    private(set) var packages = 0
    private(set) var needs = 0

    init(_ text: String) {
        var section = ""
        for line in text.split(separator: "\n") {
            let depth = line.prefix { $0 == " " }.count
            if depth == 0 { section = String(line) }
            if section == "packages:", depth == 2 { packages += 1 }
            if section == "snapshots:", depth == 6 { needs += 1 }
            if section == "importers:", line.hasPrefix("        version: ") { needs += 1 }
        }
    }
}

/// A look at `bun.lock` by its lines: every package stands on one, or its list of peers does.
private enum NaiveBun {
    /// How many peers have an entry that the package which needs them sees.
    static func peers(_ lines: [Substring]) -> Int {
        var keys: Set<Substring> = []
        for line in lines where line.hasPrefix("    \"") && line.contains("\": [") { keys.insert(line.dropFirst(5).prefix { $0 != "\"" }) }
        var count = 0
        for line in lines where line.hasPrefix("    \"") {
            guard let mark = line.firstRange(of: "\"peerDependencies\": { ") else { continue }
            let key = line.dropFirst(5).prefix { $0 != "\"" }
            let stated = line.firstRange(of: "\"dependencies\": { ").map { line[$0.upperBound...].prefix { $0 != "}" } } ?? ""
            for pair in line[mark.upperBound...].prefix(while: { $0 != "}" }).split(separator: ",") {
                let name = pair.drop { $0 == " " }.dropFirst().prefix { $0 != "\"" }
                if !stated.contains("\"\(name)\": "), sees(name, from: key, keys) { count += 1 }
            }
        }
        return count
    }

    private static func sees(_ name: Substring, from key: Substring, _ keys: Set<Substring>) -> Bool {
        var path = key
        while true {
            if keys.contains("\(path)/\(name)"[...]) { return true }
            guard let slash = path.lastIndex(of: "/") else { return keys.contains(name) }
            path = path[..<slash]
        }
    }
}

/// A look at `pdm.lock` by its lines.
private enum NaivePDM {
    /// How many needs name a package without entry.
    static func ruledOut(_ text: String) -> Int {
        let lines = text.split(separator: "\n")
        let names = Set(lines.filter { $0.hasPrefix("name = \"") }.map { $0.dropFirst(8).dropLast() })
        return lines.filter { $0.hasPrefix("    \"") }.count { line in
            let name = line.dropFirst(5).prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
            return !names.contains(name.lowercased().replacing("_", with: "-").replacing(".", with: "-")[...])
        }
    }
}
