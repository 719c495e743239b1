@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// Counts of the readers against the counts of other people's readers, on real files; every difference is explained here or is a fault.
struct BillCorpusTests {
    @Test(arguments: Corpus.rows(of: "cyclonedx-json"))
    func `components and edges of CycloneDX files are all there`(_ row: Corpus.Row) throws {
        let bytes = try Corpus.bytes(of: row.path)
        let document = SourceDocument(path: row.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(Extractors.reader(of: document) == CycloneDXReader.self)
        let extract = try CycloneDXReader.extract(from: document)
        let components = extract.records.count { Self.isComponent(extract.location(of: $0.place).place) }
        #expect(components == row.components)
        let edges = extract.relationships.count { Self.isDependency(extract.location(of: $0.place).place) }
        let expected = row.edges - (Self.selfReferences[row.path] ?? 0)
        #expect(edges == expected)
        #expect(Self.unreached(in: extract).isEmpty)
    }

    /// Edges of a component to itself, which say nothing and are passed over.
    private static let selfReferences: [String: Int] = [:]

    private static func isComponent(_ place: String) -> Bool {
        let parts = place.split(separator: "/")
        guard parts.count >= 2, parts[parts.count - 2] == "components" else { return false }
        return !parts.contains("pedigree") && parts[0] == "components"
    }

    private static func isDependency(_ place: String) -> Bool { place.hasPrefix("/dependencies/") && place.contains("/dependsOn/") }

    @Test(arguments: Corpus.rows(of: "cyclonedx-xml"))
    func `components and edges of CycloneDX files in XML are all there`(_ row: Corpus.Row) throws {
        let bytes = try Corpus.bytes(of: row.path)
        let document = SourceDocument(path: row.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(Extractors.reader(of: document) == CycloneDXReader.self)
        let extract = try CycloneDXReader.extract(from: document)
        // Places are lines: the dependencies of these files stand behind all components, and none has a pedigree. What only dependencies name is `unknown`, and
        // attached where nothing leads to it.
        #expect(extract.records.count { ![.product, .service, .unknown].contains($0.kind) } == row.components)
        let text = String(decoding: bytes, as: UTF8.self)
        let before = text.firstRange(of: "<dependencies>").map { text[..<$0.lowerBound].utf8.count { $0 == 0x0A } } ?? .max
        let edges = extract.relationships.count {
            $0.certainty == .known && Self.line(of: extract.location(of: $0.place).place) > before
        }
        #expect(edges == row.edges)
        #expect(Self.unreached(in: extract).isEmpty)
    }

    private static func line(of place: String) -> Int { place.hasPrefix("line ") ? Int(place.dropFirst(5)) ?? 0 : 0 }

    @Test(arguments: Corpus.rows(of: "spdx2-json"))
    func `packages of SPDX files are all there, and relationships as far as they are between packages`(_ row: Corpus.Row) throws {
        let bytes = try Corpus.bytes(of: row.path)
        let document = SourceDocument(path: row.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(Extractors.reader(of: document) == SPDX2Reader.self)
        let extract = try SPDX2Reader.extract(from: document)
        let packages = extract.records.count { extract.location(of: $0.place).place.hasPrefix("/packages/") }
        #expect(packages == row.components)
        let edges = extract.relationships.count {
            $0.certainty == .known && extract.location(of: $0.place).place.hasPrefix("/relationships/")
        }
        let types = Self.counts(in: row.notes)
        #expect(types.values.reduce(0, +) <= row.edges)
        let without = types.filter { Self.saysNothing.contains($0.key) }.values.reduce(0, +)
        let left = Self.leftOut[row.path]
        #expect(edges == row.edges - without - (left?.count ?? 0), "\(left?.reason ?? "")")
        #expect(Self.unreached(in: extract).isEmpty)
    }

    @Test(arguments: Corpus.rows(of: "spdx2-tagvalue"))
    func `packages of tag-value files are all there, and relationships as far as they are between packages`(_ row: Corpus.Row) throws {
        let bytes = try Corpus.bytes(of: row.path)
        let document = SourceDocument(path: row.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(Extractors.reader(of: document) == SPDX2Reader.self)
        let extract = try SPDX2Reader.extract(from: document)
        let naive = NaiveSPDX(tagValue: bytes)
        #expect(extract.records.count { ![.product, .unknown].contains($0.kind) } == row.components)
        #expect(naive.packages.count == row.components)
        #expect(naive.relationships.count == row.edges)
        #expect(Self.stated(in: extract) == naive.edges)
        #expect(Self.unreached(in: extract).isEmpty)
    }

    @Test(arguments: Corpus.rows(of: "spdx3-jsonld"))
    func `packages of SPDX 3 files are all there, and relationships as far as they are between packages`(_ row: Corpus.Row) throws {
        let bytes = try Corpus.bytes(of: row.path)
        let document = SourceDocument(path: row.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(Extractors.reader(of: document) == SPDX3Reader.self)
        let extract = try SPDX3Reader.extract(from: document)
        let naive = try NaiveSPDX(graph: bytes)
        let tools = naive.relationships.count { $0.1 == "usesTool" }
        let components = extract.records.count { ![.product, .unknown, .organization].contains($0.kind) }
        #expect(components - row.components <= tools && components >= row.components)
        #expect(naive.packages.count == row.components)
        #expect(naive.relationships.count == row.edges)
        // A build stands for what it puts out, so what it takes in is an edge of that; none of these puts out a package.
        if naive.builds.isEmpty { #expect(Self.stated(in: extract) == naive.edges) }
        #expect(Self.unreached(in: extract).isEmpty)
    }

    /// Relationships that the document states as such, not those by which its roots and the rest are attached to the subject.
    private static func stated(in extract: Extract) -> Int {
        // What only a relationship names is described where that relationship stands.
        let places = Set(extract.records.filter { $0.kind != .unknown }.map { extract.location(of: $0.place).place })
        return extract.relationships.count {
            $0.certainty == .known && !places.contains(extract.location(of: $0.place).place)
        }
    }

    /// Types that hold between a package and the document, or that say nothing of needs, contents or origin.
    ///
    /// `DESCRIBE` is one generator's spelling.
    private static let saysNothing: Set<String> = [
        "DESCRIBES", "DESCRIBED_BY", "DESCRIBE", "DOCUMENTATION_OF", "METAFILE_OF", "AMENDS", "OTHER",
    ]

    /// Relationships of other types that make no edge, and why.
    private static let leftOut: [String: (count: Int, reason: String)] = [
        "spdx2-json/spdx__spdx-examples/software/example14/spdx2.3/examplemaven-0.0.1-enriched.spdx.json": (
            5, "DESCRIBES, which the notes leave out, and four between the package and files of its own"
        ),
        "spdx2-json/spdx__spdx-examples/software/example8/spdx2.3/examplemaven-0.0.1.spdx.json": (
            2, "GENERATES and TEST_CASE_OF between the package and files of its own"
        ),
        "spdx2-json/spdx__spdx-examples/software/example9/spdx2.2/appbomination.spdx.json": (8, "CONTAINED_BY of files"),
    ]

    /// The split by type in the notes of the index: `{'DEPENDS_ON': 122, 'DESCRIBES': 1}`.
    private static func counts(in notes: String) -> [String: Int] {
        let inside = notes.drop { $0 != "{" }.dropFirst().prefix { $0 != "}" }
        return inside.split(separator: ",").reduce(into: [:]) { counts, part in
            let pair = part.split(separator: ":")
            guard pair.count == 2 else { return }
            counts[pair[0].filter { $0.isLetter || $0 == "_" }, default: 0] += Int(pair[1].filter(\.isNumber)) ?? 0
        }
    }

    /// Records that nothing leads to from the subject: each would be silently missing from every answer.
    private static func unreached(in extract: Extract) -> [Int] {
        guard let subject = extract.subjectRecord else { return [-1] }
        var next: [Int32: [Int32]] = [:]
        for edge in extract.relationships { next[edge.from.index, default: []].append(edge.to.index) }
        for same in extract.sames { next[same.left.index, default: []].append(same.right.index) }
        for group in extract.groups { next[group.record.index, default: []] += group.members.map(\.record.index) }
        var reached: Set<Int32> = [subject.index]
        var waiting = [subject.index]
        while let record = waiting.popLast() {
            for target in next[record] ?? [] where reached.insert(target).inserted { waiting.append(target) }
        }
        return extract.records.indices.filter { !reached.contains(Int32($0)) }
    }
}
