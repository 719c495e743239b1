import CatalogFacts
import CatalogSchema
import Scanning
import SupplyChain
import Testing

/// Places on lists and owners hold from a day, up to a day (semantics 13.1).
struct CatalogTimeTests {
    private static let catalog = Catalog([
        record("acme", ["lists": ["L 2024-01-01..2025-01-01 verified", "L 2026-01-01 general"]]),
        record("bought", ["parent": ["acme"], "parentSince": ["2025-06-01"]]),
        record("sold", ["parent": ["acme"], "parentUntil": ["2025-06-01"]]),
    ])

    private static func record(_ id: String, _ fields: [String: [String]]) -> CatalogRecord {
        let provenance = ["name": [id], "sources": ["s"], "asOf": ["2026-01-01"], "confidence": ["verified"]]
        return CatalogRecord(kind: .organizations, id: id, fields: fields.merging(provenance) { $1 })
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    private func owned(on text: String) throws -> Set<String> {
        var extract = Extract(file: "a", digest: "sha256:a", reader: "test", rank: .supplier)
        for id in ["org:bought", "org:sold"] { _ = extract.add(.organization, id: NodeID(id), at: .whole) }
        let evidence = Self.catalog.evidence(for: [extract], asOf: try day(text))
        let ids = Dictionary(
            evidence.identities.map { ($0.record, evidence.symbols[$0.value]) }, uniquingKeysWith: { first, _ in first })
        return Set(evidence.relationships.filter { $0.kind == .controlledBy }.compactMap { ids[$0.from] })
    }

    @Test(arguments: [
        ("2023-12-31", 0), ("2024-01-01", 1), ("2024-12-31", 1), ("2025-01-01", 0), ("2025-12-31", 0), ("2026-01-01", 1),
    ])
    func `a party is on a list from its first day up to the day on which it left`(_ text: String, _ count: Int) throws {
        #expect(Self.catalog.members(ofList: "L", asOf: try day(text)).count == count)
    }

    @Test func `an owner is one from its first day, and none from its last`() throws {
        #expect(try owned(on: "2025-05-31") == ["org:sold"])
        #expect(try owned(on: "2025-06-01") == ["org:bought"])
    }

    @Test func `what changed between two days tells who came, who left, and who has another owner`() throws {
        let difference = Self.catalog.difference(try day("2024-06-01"), try day("2026-06-01"))
        #expect(difference.listings.map(\.member.since) == [try day("2026-01-01")])
        #expect(difference.delistings.map(\.member.until) == [try day("2025-01-01")])
        #expect(
            difference.owners == [
                .init(organization: "org:bought", before: nil, after: "org:acme"),
                .init(organization: "org:sold", before: "org:acme", after: nil),
            ])
    }

    @Test(arguments: [
        "L 2024-01-01.. verified", "L ..2024-01-01 verified", "L 2024-01-02..2024-01-01 verified", "L 2024-13-01 verified", "L 2024-01-01",
    ])
    func `a place on a list that cannot be read is none`(_ text: String) { #expect(ListMembership(text) == nil) }
}
