import CatalogSchema
import SupplyChain
import Testing

struct CatalogLintTests {
    private func records(_ text: String) throws -> [CatalogRecord] {
        let base = "defaults: {asOf: '2026-01-01', confidence: general, sources: [gk]}\nsources:\n  - {id: gk, title: General knowledge}\n"
        let (records, problems) = readCatalog([CatalogFile(path: "a.yaml", text: base + text)])
        #expect(problems.isEmpty, "\(problems)")
        return records
    }

    @Test(arguments: [
        (
            "items:\n  - {id: x, name: X, kind: package, purls: ['pkg:pypi/a']}\n  - {id: y, name: Y, kind: package, purls: ['pkg:pypi/a']}",
            "a.yaml:6: warning: `pkg:pypi/a` in `purls` of `y` is also `x`"
        ),
        (
            "organizations:\n  - {id: o, name: O}\n  - {id: p, name: P}\nservices:\n  - {id: s, name: S, operatedBy: o, hosts: [api.s.example]}\n  - {id: t, name: T, operatedBy: p, hosts: [api.s.example]}",
            "a.yaml:9: warning: `api.s.example` in `hosts` of `t` is also `s`"
        ),
        (
            "organizations:\n  - {id: o, name: O, parent: p}\n  - {id: p, name: P, parent: o}",
            "a.yaml:5: warning: `o` owns itself by way of its parents"
        ),
        (
            "organizations:\n  - {id: o, name: O}\n  - {id: p, name: P, parent: o, share: '0.51', minority: true}",
            "a.yaml:6: warning: `p` is held as a minority of 0.51"
        ),
        (
            "organizations:\n  - {id: o, name: O, lists: [US-EL 2019-05-16 verified, US-EL undated general]}",
            "a.yaml:5: warning: `o` stands twice on `US-EL`"
        ),
        (
            "items:\n  - {id: x, name: X, kind: package}\ncapabilities:\n  - {id: c, name: C, replaces: [x]}\nsubstitutes:\n  - {id: c/x, capability: c, item: x, grade: port, effort: S}",
            "a.yaml:9: warning: `x` is to take its own place in `c`"
        ),
    ])
    func `entries that cannot both be right are named with file and line`(_ text: String, _ expected: String) throws {
        let found = contradictions(in: try records(text)).map(\.description)
        #expect(found.contains(expected), "\(found)")
    }

    @Test func `one operator may sell under a name twice, and a holding of less than half is no contradiction`() throws {
        let text =
            "organizations:\n  - {id: o, name: O}\n  - {id: p, name: P, parent: o, share: '0.33', minority: true}\nservices:\n  - {id: s, name: S, operatedBy: o, environment: [O_KEY]}\n  - {id: t, name: T, operatedBy: o, environment: [O_KEY]}"
        #expect(contradictions(in: try records(text)).isEmpty)
    }

    @Test func `a fact is stale from the day after the limit, and a bare year counts from its first day`() throws {
        let records = try records(
            "organizations:\n  - {id: o, name: O}\n  - {id: p, name: P, asOf: '2026-06-01'}\n  - {id: q, name: Q, asOf: '2026'}")
        let limit = try #require(CalendarDate("2026-06-01"))
        #expect(
            staleFacts(in: records, before: limit).map(\.reason.english) == [
                "`o` was last looked at on 2026-01-01, before 2026-06-01", "`q` was last looked at on 2026, before 2026-06-01",
            ])
        #expect(staleFacts(in: records, before: try #require(CalendarDate("2026-01-01"))).isEmpty)
    }

    @Test(arguments: [
        (
            "mechanism: value-share, thresholds: ['0.25'], comparison: more-than, carriedBy: [contains]",
            "`i` has no `scopeTraits`, which value-share needs"
        ),
        ("mechanism: recorded", "`i` has no `note`, which recorded needs"),
        (
            "mechanism: list-membership, list: [L], direction: supply-to, seats: [CN]",
            "`i` states `seats`, which list-membership does not read"
        ),
        (
            "mechanism: ownership, list: [L], direction: both, basis: shares",
            "`i` counts shares against no `threshold` and `comparison`"
        ),
        ("mechanism: data-follows-control, seats: [XX]", "`XX` is no value of `seats`"),
        (
            "mechanism: value-share, scopeTraits: [t], comparison: at-least, carriedBy: [contains], thresholds: ['1.5 IR']",
            "`1.5 IR` is no value of `thresholds`"
        ),
        (
            "mechanism: direct-product, seedKinds: [hardware], productTraits: [t], reach: [to the moon]",
            "`to the moon` is no value of `reach`"
        ),
        (
            "mechanism: territorial-licence, seedLicences: [nowhere], excludedPlaces: [EU]",
            "`nowhere` in `seedLicences` of `i` is not among licences"
        ),
    ])
    func `an instrument whose mechanism cannot work with what is stated fails`(_ parameters: String, _ expected: String) {
        let text = """
            sources:
              - {id: gk, title: General knowledge}
            instruments:
              - {id: i, name: I, issuer: US, authority: A, citation: C, effect: duty, status: ['.. in-force'], summary: S, summaryZh: S, premises: [p], premisesZh: [p], asOf: '2026-01-01', confidence: general, sources: [gk], \(parameters)}
            """
        let found = readCatalog([CatalogFile(path: "a.yaml", text: text)]).problems.map(\.description)
        #expect(found.contains("a.yaml:4: error: \(expected)"), "\(found)")
    }

    @Test func `two statuses on one day fail, and so do premises in one language only`() {
        let text = """
            sources:
              - {id: gk, title: General knowledge}
            instruments:
              - {id: i, name: I, issuer: US, authority: A, citation: C, effect: duty, status: ['2020-01-01..2021-01-01 in-force', '2020-12-31.. lapsed'], summary: S, summaryZh: S, premises: [p, q], premisesZh: [p], mechanism: recorded, note: n, asOf: '2026-01-01', confidence: general, sources: [gk]}
            """
        let found = readCatalog([CatalogFile(path: "a.yaml", text: text)]).problems.map(\.reason.english)
        #expect(found.contains("`i` has premises in one language only"))
        #expect(found.contains { $0.hasPrefix("`i` has two statuses on one day") })
    }

    @Test func `a user's entry takes the place of a known one and is told of; one that says the same is not`() throws {
        let known = try records("organizations:\n  - {id: o, name: O}\n  - {id: p, name: P}")
        let (mine, problems) = readCatalog(
            [
                CatalogFile(
                    path: "mine.yaml",
                    text:
                        "defaults: {asOf: '2026-01-01', confidence: general, sources: [gk]}\norganizations:\n  - {id: o, name: Other}\n  - {id: p, name: P}"
                )
            ], known: known)
        #expect(problems.isEmpty)
        #expect(
            replacements(in: mine, of: known).map(\.description) == ["mine.yaml:3: warning: `o` takes the place of the built-in entry"])
    }
}
