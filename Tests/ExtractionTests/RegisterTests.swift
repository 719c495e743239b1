@testable import Extraction
import Foundation
import Testing

/// What is on the disk, in the register of readers, among the fixtures and in the documentation is one and the same list.
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
}
