import CatalogSchema
import Testing

struct CatalogReadingTests {
    private static let base = """
        sources:
          - {id: gk, title: General knowledge}
        organizations:
          - {id: acme, name: Acme, jurisdiction: DE, asOf: '2026-01-01', confidence: general, sources: [gk]}
        """

    private func problems(_ text: String) -> [String] {
        readCatalog([CatalogFile(path: "base.yaml", text: Self.base), CatalogFile(path: "new.yaml", text: text)]).problems.map(
            \.description)
    }

    @Test(arguments: [
        (
            "organizations:\n  - {id: x, name: X, jurisdiction: XX, asOf: '2026-01-01', confidence: general, sources: [gk]}",
            "new.yaml:2: error: `XX` is no value of `jurisdiction`"
        ),
        (
            "organizations:\n  - {id: x, name: X, asOf: '2026-02-30', confidence: general, sources: [gk]}",
            "new.yaml:2: error: `2026-02-30` is no value of `asOf`"
        ),
        ("organizations:\n  - {id: x, name: X, confidence: general, sources: [gk]}", "new.yaml:2: error: `x` has no `asOf`"),
        ("organizations:\n  - {id: x, name: X, asOf: '2026-01-01', sources: [gk]}", "new.yaml:2: error: `x` has no `confidence`"),
        ("organizations:\n  - {id: x, name: X, asOf: '2026-01-01', confidence: general}", "new.yaml:2: error: `x` has no `sources`"),
        (
            "organizations:\n  - {id: x, name: X, asOf: '2026-01-01', confidence: sure, sources: [gk]}",
            "new.yaml:2: error: `sure` is no value of `confidence`"
        ),
        (
            "organizations:\n  - {id: x, name: X, asOf: '2026-01-01', confidence: general, sources: [nowhere]}",
            "new.yaml:2: error: `nowhere` in `sources` of `x` is not among sources"
        ),
        (
            "organizations:\n  - {id: acme, name: X, asOf: '2026-01-01', confidence: general, sources: [gk]}",
            "new.yaml:2: error: `acme` stands twice among organizations"
        ),
        (
            "organizations:\n\n  - {id: x, nam: X, name: Y, asOf: '2026-01-01', confidence: general, sources: [gk]}",
            "new.yaml:3: error: `nam` is no field of organizations"
        ),
        ("things:\n  - {id: x}", "new.yaml:1: error: `things` is no kind of entry"), ("organizations: [", "new.yaml:1: error: not YAML"),
        (
            "items:\n  - {id: x, name: X, kind: package, maintainedBy: nobody, asOf: '2026-01-01', confidence: general, sources: [gk]}",
            "new.yaml:2: error: `nobody` in `maintainedBy` of `x` is not among organizations"
        ),
        (
            "items:\n  - {id: x, name: X, kind: package, purls: ['pkg:'], asOf: '2026-01-01', confidence: general, sources: [gk]}",
            "new.yaml:2: error: `pkg:` is no value of `purls`"
        ),
    ])
    func `a bad fact is named with file and line`(_ text: String, _ expected: String) {
        let found = problems(text)
        #expect(found.contains { $0.hasPrefix(expected) || $0.hasSuffix("error: not YAML") && expected.hasSuffix("not YAML") }, "\(found)")
    }

    @Test func `good facts are read, defaults filled in, and survive the encoding`() {
        let text =
            "defaults: {asOf: '2026-01-01', confidence: verified, sources: [gk]}\norganizations:\n  - {id: x, name: 灵犀, parent: acme, share: '0.5', lists: ['US-EL 2019-05-16 verified']}"
        let (records, found) = readCatalog([CatalogFile(path: "base.yaml", text: Self.base), CatalogFile(path: "new.yaml", text: text)])
        #expect(found.isEmpty)
        let decoded = CatalogEncoding.decode(CatalogEncoding.encode(records))
        #expect(
            decoded.map(\.id) == records.map(\.id) && decoded.map(\.fields) == records.map(\.fields)
                && decoded.map(\.kind) == records.map(\.kind))
        #expect(decoded.first { $0.id == "x" }?.text("confidence") == "verified")
    }

    @Test(arguments: [
        "", "x", "-1\nname‖X", "99999999999999999999", "2\nname‖X\n", "1\nname‖X\nitems¦a¦1\nnothing¦b¦0\nitems\nitems¦c¦0¦x",
    ])
    func `a text that no encoding made gives what can be read of it`(_ text: String) {
        for record in CatalogEncoding.decode(text) { #expect(record.id == "c" && record.text("name") == "X") }
    }

    @Test func `an interval has an end that is not part of it`() throws {
        let interval = try #require(StatusInterval("2024-05-08..2025-01-03 bill"))
        #expect(interval.status == .bill)
        #expect(StatusInterval(".. in-force")?.from == nil)
        for bad in ["2025-01-03..2024-05-08 bill", "soon.. in-force", "2024-05-08", "2024-05-08.. maybe"] {
            #expect(StatusInterval(bad) == nil)
        }
    }
}
