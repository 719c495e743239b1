@testable import Extraction
import Foundation
import Testing

/// What is on the disk, in the register of readers, among the fixtures and in the documentation is one and the same list.
///
/// Each question is one function of lists, asked once of what is there, and once of a list that lacks something.
struct RegisterTests {
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

    /// The names of types in `Sources/Extraction` whose file ends in `Reader.swift` and that conform to `Extractor`.
    private static let readersOnDisk: [String] = {
        guard let files = FileManager.default.enumerator(atPath: root + "/Sources/Extraction") else { return [] }
        return files.compactMap { entry -> String? in
            guard let path = entry as? String, path.hasSuffix("Reader.swift"),
                let text = try? String(contentsOfFile: root + "/Sources/Extraction/" + path, encoding: .utf8),
                let mark = text.firstRange(of: ": Extractor {")
            else { return nil }
            return text[..<mark.lowerBound].split(separator: " ").last.map(String.init)
        }.sorted()
    }()

    @Test func `every reader on the disk is in the register, and no other`() {
        #expect(!Self.readersOnDisk.isEmpty)
        #expect(Extractors.all.map { "\($0)" }.sorted() == Self.readersOnDisk)
    }

    @Test func `no two readers have one name`() {
        let names = Extractors.all.map { $0.reader }
        #expect(Set(names).count == names.count)
    }

    @Test func `sections of the documentation stand in the order of their names`() throws {
        let text = try String(contentsOfFile: Self.root + "/docs/formats.md", encoding: .utf8)
        let sections = text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) }
        #expect(sections == sections.sorted())
        #expect(Set(sections).count == sections.count)
    }

    @Test(arguments: FixtureTests.readers)
    func `every reader has its five kinds of fixture`(_ name: String) {
        #expect(Set(["minimal", "full", "broken", "huge", "hostile"]).isSubset(of: Fixture.entries(of: name)))
    }

    /// Folders of what several readers share.
    private static let shared: Set<String> = ["Software/Bills", "Software/Packages", "TOML", "XML", "YAML", "Workspaces"]

    /// The innermost of `folders` that hold no reader, nor stand in a folder that does, and are not known to be shared.
    private static func formatsWithoutReader(folders: Set<String>, readers: Set<String>) -> [String] {
        folders.filter { folder in
            guard !folder.isEmpty, !folders.contains(where: { $0.hasPrefix(folder + "/") }), !shared.contains(folder) else { return false }
            let parts = folder.split(separator: "/")
            return !parts.indices.contains { readers.contains(parts[...$0].joined(separator: "/")) }
        }.sorted()
    }

    /// The folders below `Sources/Extraction` that hold Swift files, and those that hold a reader.
    private static let folders: (all: Set<String>, ofReaders: Set<String>) = {
        var found: (all: Set<String>, ofReaders: Set<String>) = ([], [])
        let files = FileManager.default.enumerator(atPath: root + "/Sources/Extraction")
        for case let path as String in files ?? .init() where path.hasSuffix(".swift") {
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            found.all.insert(folder)
            let text = try? String(contentsOfFile: root + "/Sources/Extraction/" + path, encoding: .utf8)
            if text?.contains(": Extractor {") == true { found.ofReaders.insert(folder) }
        }
        return found
    }()

    @Test func `every folder of a format holds its reader`() {
        let (all, ofReaders) = Self.folders
        #expect(ofReaders.count > 40)
        #expect(Self.formatsWithoutReader(folders: all, readers: ofReaders) == [])
        #expect(Self.formatsWithoutReader(folders: all.union(["Models/New"]), readers: ofReaders) == ["Models/New"])
        #expect(Self.formatsWithoutReader(folders: all, readers: ofReaders.subtracting(["Models/GGUF"])) == ["Models/GGUF"])
    }

    /// The readers without a section of their own.
    private static func undocumented(_ readers: [String], in text: String) -> [String] {
        let sections = Set(text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) })
        return readers.filter { !sections.contains($0) }.sorted()
    }

    @Test func `every reader has its section in the documentation`() throws {
        let text = try String(contentsOfFile: Self.root + "/docs/formats.md", encoding: .utf8)
        #expect(Self.undocumented(FixtureTests.readers, in: text) == [])
        #expect(Self.undocumented(["gguf", "new"], in: text) == ["new"])
    }
}
