@testable import Extraction
import Scanning
import SupplyChain
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Every reader on its own five kinds of fixture: `minimal full broken huge hostile`, each beside the evidence that it must give.
///
/// A case is a folder with documents and `evidence.txt`. Run with `CHOKEPOINT_RECORD=1` to write the evidence of a new case, then read it.
struct FixtureTests {
    static let readers = Extractors.all.map { $0.reader }
    private static let recording = ProcessInfo.processInfo.environment["CHOKEPOINT_RECORD"] != nil

    private static func reader(named name: String) -> any Extractor.Type { Extractors.all.first { $0.reader == name }! }

    private func document(_ path: String) throws -> SourceDocument {
        let bytes = try Fixture.bytes(path)
        return SourceDocument(path: path, bytes: bytes, digest: SHA256.hexDigest(of: bytes), vocabulary: Fixture.vocabulary)
    }

    /// Compares with the recorded text, or records it.
    private func expect(_ text: String, isRecordedIn folder: String) throws {
        let path = Fixture.root + "/" + folder + "/evidence.txt"
        if Self.recording { try text.write(toFile: path, atomically: true, encoding: .utf8) }
        let recorded = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        #expect(text == recorded, "\(folder)")
    }

    @Test(arguments: readers)
    func `every reader has its five kinds of fixture and nothing lies about`(_ name: String) {
        let cases = Fixture.entries(of: name)
        #expect(Set(["minimal", "full", "broken", "huge", "hostile"]).isSubset(of: cases), "\(name): \(cases)")
    }

    @Test
    func `every folder of fixtures belongs to a reader`() {
        #expect(Set(Fixture.entries(of: "")).subtracting(Self.readers).isEmpty)
    }

    @Test(arguments: readers)
    func `the evidence of every fixture is what was recorded`(_ name: String) throws {
        let reader = Self.reader(named: name)
        var seen: Coverage = []
        for folder in Fixture.entries(of: name) where folder != "huge" {
            var text = ""
            for file in Fixture.entries(of: "\(name)/\(folder)") where file != "evidence.txt" {
                let document = try document("\(name)/\(folder)/\(file)")
                #expect(Extractors.reader(of: document)?.reader == name, "\(folder)/\(file) is taken for another format")
                do throws(ExtractionError) {
                    let extract = try reader.extract(from: document)
                    let read = ReadExtract(extract)
                    text += "## \(file)\n\n\(read.evidence)"
                    if folder == "full" { seen.formUnion(read.coverage) }
                    if folder == "minimal" || folder == "full" {
                        #expect(!extract.diagnostics.contains { $0.severity == .error }, "\(folder)/\(file)")
                    }
                    if folder == "broken" || folder == "hostile" {
                        #expect(!read.diagnostics.isEmpty, "\(name)/\(folder)/\(file) says nothing of what is wrong with it")
                    }
                } catch {
                    text += "## \(file)\n\nerror: \(error)\n"
                    #expect(folder != "minimal" && folder != "full", "\(folder)/\(file): \(error)")
                }
            }
            try expect(text, isRecordedIn: "\(name)/\(folder)")
        }
        #expect(seen == reader.coverage, "declared \(reader.coverage.words), seen \(seen.words)")
    }

    @Test(arguments: readers)
    func `a huge document is read whole, in time that grows with its length`(_ name: String) throws {
        let reader = Self.reader(named: name)
        let (file, bytes) = try HugeFixture.bytes(of: name)
        let document = SourceDocument(path: file, bytes: bytes, digest: SHA256.hexDigest(of: bytes), vocabulary: Fixture.vocabulary)
        #expect(Extractors.reader(of: document)?.reader == name)
        let read = ReadExtract(try reader.extract(from: document))
        try expect(read.counts, isRecordedIn: "\(name)/huge")
    }
}
