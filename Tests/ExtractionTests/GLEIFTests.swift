@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// Files of the Global LEI Foundation, whole and piece by piece.
struct GLEIFTests {
    private func read(_ row: Corpus.Row) throws -> (document: SourceDocument, extract: Extract) {
        let bytes = try Corpus.bytes(of: row.path)
        let document = SourceDocument(path: row.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(Extractors.reader(of: document) == GLEIFReader.self)
        return (document, try GLEIFReader.extract(from: document))
    }

    @Test(arguments: Corpus.rows(of: "gleif").filter { $0.notes.contains("lei-records") })
    func `every entity of an answer is there, once, with its countries`(_ row: Corpus.Row) throws {
        let extract = try read(row).extract
        let json = try JSONDocument(parsing: Corpus.bytes(of: row.path))
        let data = json.root["data"] ?? .nothing
        let entities = data.kind == .array ? Array(data.elements) : [data]
        let identifiers = entities.compactMap { $0["id"]?.string }
        #expect(identifiers.count == row.components)
        let named = extract.attributes.filter { $0.key == .name }
        #expect(named.count == row.components)
        for entity in entities {
            let country = entity["attributes"]?["entity"]?["headquartersAddress"]?["country"]?.string
            let record = extract.identities.first { extract.symbols[$0.value] == entity["id"]?.string }?.record
            #expect(extract.reaches.contains { $0.record == record && $0.jurisdiction.text == country && $0.certainty == .known })
        }
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: Corpus.rows(of: "gleif").filter { $0.notes.contains("relationship-records") })
    func `every relationship of an answer that holds today is an edge from child to parent`(_ row: Corpus.Row) throws {
        let extract = try read(row).extract
        let json = try JSONDocument(parsing: Corpus.bytes(of: row.path))
        let records = Array((json.root["data"] ?? .nothing).elements)
        #expect(records.count == row.edges)
        let ended = records.count { $0["attributes"]?["relationship"]?["status"]?.string != "ACTIVE" }
        #expect(extract.relationships.count == row.edges - ended)
        #expect(extract.relationships.allSatisfy { $0.kind == .controlledBy })
        let parents = Set(records.compactMap { $0["attributes"]?["relationship"]?["endNode"]?["id"]?.string })
        let named = Set(
            extract.relationships.compactMap { edge in extract.identities.first { $0.record == edge.to }.map { extract.symbols[$0.value] } }
        )
        #expect(named.isSubset(of: parents))
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: Corpus.rows(of: "gleif").filter { $0.notes.contains("reporting-exceptions") })
    func `an exception that says there is no parent makes none`(_ row: Corpus.Row) throws {
        let extract = try read(row).extract
        #expect(extract.relationships.isEmpty)
        #expect(extract.attributes.count { $0.key == .trait } == 1)
    }

    @Test func `the golden copy's tables hold what was counted`() throws {
        guard let folder = Corpus.folder, !folder.isEmpty else { return }
        func extract(_ name: String) throws -> Extract {
            let bytes = try Corpus.bytes(of: "gleif/derived/\(name)")
            let document = SourceDocument(path: name, bytes: bytes, digest: "")
            #expect(Extractors.reader(of: document) == GLEIFReader.self)
            return try GLEIFReader.extract(from: document)
        }
        let entities = try extract("lei2-golden-copy-sample.csv")
        #expect(entities.attributes.count { $0.key == .name } == 39)
        // 50 rows, half of them ultimate; where the ultimate parent is the direct one the chain says it already.
        let relationships = try extract("rr-golden-copy-sample.csv")
        let pairs = Set(relationships.relationships.map { [$0.from, $0.to] })
        #expect(
            pairs.count == relationships.relationships.count && relationships.relationships.allSatisfy { $0.kind == .controlledBy })
        #expect(relationships.diagnostics.isEmpty)
        #expect(try extract("repex-golden-copy-sample.csv").attributes.count { $0.key == .trait } == 6)
    }

    // MARK: Piece by piece

    private func evidence(_ extract: Extract) -> [String] {
        let ids = Dictionary(extract.identities.map { ($0.record, extract.symbols[$0.value]) }, uniquingKeysWith: { first, _ in first })
        return
            (extract.relationships.map {
                "\(ids[$0.from] ?? "?") \($0.certainty) \(ids[$0.to] ?? "?") \(extract.location(of: $0.place))"
            }
            + extract.attributes.map { "\(ids[$0.record] ?? "?") \($0.key) \(extract.symbols[$0.value]) \(extract.location(of: $0.place))" })
            .sorted()
    }

    private func selected(_ file: String, wanted: Set<String>, piece: Int) throws -> Extract {
        let bytes = try Fixture.bytes("gleif/full/\(file)")
        var selection = try #require(RegisterSelection(path: file, head: Array(bytes.prefix(1 << 16)), digest: "", wanted: wanted))
        let pieces = stride(from: 0, to: bytes.count, by: piece).map { Array(bytes[$0..<min($0 + piece, bytes.count)]) }
        if selection.needsSurvey { for piece in pieces { selection.survey(piece) } }
        for piece in pieces { selection.take(piece) }
        return selection.finish()
    }

    @Test(
        arguments: [
            "a-entities.csv", "b-relationships.csv", "c-exceptions.csv", "d-entities.json", "e-relationships.json", "f-exceptions.json",
        ])
    func `whoever asks for everybody gets what the whole file says, however it is cut`(_ file: String) throws {
        let bytes = try Fixture.bytes("gleif/full/\(file)")
        let whole = try GLEIFReader.extract(from: SourceDocument(path: file, bytes: bytes, digest: ""))
        let everybody = Set(whole.identities.map { whole.symbols[$0.value] })
        for piece in [1, 7, 64, 1_000, bytes.count] {
            #expect(evidence(try selected(file, wanted: everybody, piece: piece)) == evidence(whole), "pieces of \(piece)")
        }
    }

    @Test func `who stands above those asked about is kept too, and nobody else`() throws {
        let bytes = try Fixture.bytes("gleif/full/b-relationships.csv")
        let whole = try GLEIFReader.extract(from: SourceDocument(path: "b-relationships.csv", bytes: bytes, digest: ""))
        let first = try #require(whole.relationships.first)
        func identifier(_ record: RecordIndex) -> String? {
            whole.identities.first { $0.record == record }.map { whole.symbols[$0.value] }
        }
        let child = try #require(identifier(first.from))
        let kept = try selected("b-relationships.csv", wanted: [child], piece: 100)
        // The child's parent, and the parent's parent.
        #expect(kept.relationships.count == 2)
        #expect(try selected("b-relationships.csv", wanted: [], piece: 100).relationships.isEmpty)
    }
}
