import CatalogFacts
import CatalogSchema
import Scanning
import SupplyChain
import Testing

/// Who a package comes from, by each kind of statement and in their order.
struct AttributionEvidenceTests {
    private static let catalog = Catalog([
        CatalogRecord(kind: .registries, id: "gems", fields: provenance(["name": ["Gems"], "purlTypes": ["gem"]])),
        organization("acme", ["suppliers": ["Acme, Inc."], "codeHosts": ["github.com/acme"]]),
        organization("other", ["codeHosts": ["github.com/other"]]), organization("scoped", [:]), organization("prefixed", [:]),
        CatalogRecord(
            kind: .items, id: "thing", fields: provenance(["name": ["Thing"], "purls": ["pkg:npm/thing"], "maintainedBy": ["other"]])),
        CatalogRecord(kind: .namespaces, id: "pkg:npm/%40scoped/*", fields: provenance(["owner": ["scoped"], "basis": ["scope"]])),
        CatalogRecord(kind: .namespaces, id: "pkg:npm/prefixed-*", fields: provenance(["owner": ["prefixed"], "basis": ["prefix"]])),
        CatalogRecord(
            kind: .namespaces, id: "pkg:golang/github.com/Paths/*", fields: provenance(["owner": ["scoped"], "basis": ["path"]])),
    ])

    private static func organization(_ id: String, _ fields: [String: [String]]) -> CatalogRecord {
        CatalogRecord(kind: .organizations, id: id, fields: provenance(fields.merging(["name": [id]]) { $1 }))
    }

    private static func provenance(_ fields: [String: [String]]) -> [String: [String]] {
        fields.merging(["sources": ["s"], "asOf": ["2026-01-01"], "confidence": ["verified"]]) { $1 }
    }

    /// Every hand on a package, as `kind organization certainty`, with the place that says so.
    private func hands(_ purl: String, supplier: String? = nil, references: [String] = []) throws -> [String] {
        var bill = Extract(file: "bom.json", digest: "sha256:b", reader: "cyclonedx", rank: .supplier)
        let place = bill.place("components", 0)
        let package = bill.add(.package, at: place)
        bill.identify(package, by: .packageURL, purl, at: place)
        if let supplier { bill.set(.supplier, of: package, to: supplier, at: place) }
        for reference in references { bill.set(.reference, of: package, to: reference, at: place) }
        let evidence = Self.catalog.evidence(for: [bill], asOf: try #require(CalendarDate("2026-11-01")))
        let ids = Dictionary(
            evidence.identities.map { ($0.record, evidence.symbols[$0.value]) }, uniquingKeysWith: { first, _ in first })
        return Set(
            evidence.relationships.map { way in
                let source = evidence.location(of: way.place)
                let spot = source.reader == "catalog" ? source.place : "\(source.file)#\(source.place)"
                return "\(way.kind.rawValue) \(ids[way.to] ?? "?") \(way.certainty.name) by \(spot)"
            }
        ).sorted()
    }

    @Test func `a supplier that is spelled exactly attributes, with the fact and the place in the document`() throws {
        #expect(
            try hands("pkg:npm/unheard-of", supplier: "Acme, Inc.") == [
                "publishedBy org:acme assumed by bom.json#/components/0", "publishedBy org:acme assumed by organizations/acme/suppliers",
            ])
    }

    @Test(arguments: ["Acme Inc.", "ACME, Inc.", "Acme, Inc. ", "Acme", "acme", "Аcme, Inc."])
    func `a supplier that merely looks alike attributes nothing`(_ name: String) throws {
        #expect(try hands("pkg:npm/unheard-of", supplier: name).isEmpty)
    }

    @Test func `an item speaks before the code host, and the supplier beside it`() throws {
        #expect(
            try hands("pkg:npm/thing", references: ["https://github.com/acme/thing"]) == ["maintainedBy org:other known by items/thing"])
        #expect(try hands("pkg:npm/thing", supplier: "Acme, Inc.").contains("maintainedBy org:other known by items/thing"))
    }

    @Test func `a reserved scope speaks before the code host`() throws {
        #expect(
            try hands("pkg:npm/%40scoped/a", references: ["https://github.com/acme/a"]) == [
                "publishedBy org:scoped known by namespaces/pkg:npm/%40scoped/*/scope"
            ])
    }

    @Test func `a bare prefix proves nothing, and the code host speaks in its place`() throws {
        #expect(try hands("pkg:npm/prefixed-a") == ["publishedBy org:prefixed unknown by namespaces/pkg:npm/prefixed-*/prefix"])
        #expect(
            try hands("pkg:npm/prefixed-a", references: ["git+https://github.com/Acme/a.git"]).contains(
                "maintainedBy org:acme assumed by organizations/acme/codeHosts"))
    }

    @Test(arguments: [
        "https://github.com/acme/x", "git+ssh://git@github.com/acme/x.git", "git@github.com:acme/x.git", "git://github.com/ACME/x#main",
        "scm:git:https://github.com/acme/x", "https://api.github.com/repos/acme/x", "https://www.github.com/acme",
    ])
    func `an address of a repository leads to whoever holds the owner's name`(_ address: String) throws {
        #expect(
            try hands("pkg:npm/unheard-of", references: [address]).contains(
                "maintainedBy org:acme assumed by organizations/acme/codeHosts"))
    }

    @Test(arguments: [
        "https://acme.github.io/x", "https://github.com", "github.com/acmex/y", "https://example.com/github.com/acme", "/acme/x",
    ])
    func `other addresses lead nowhere`(_ address: String) throws {
        #expect(try hands("pkg:npm/unheard-of", references: [address]).isEmpty)
    }

    @Test func `addresses that lead to several holders lead to none`() throws {
        let both = ["https://github.com/acme/x", "https://github.com/other/x"]
        #expect(try hands("pkg:npm/unheard-of", references: both).isEmpty)
        #expect(try hands("pkg:npm/unheard-of", references: Array(both.reversed())).isEmpty)
    }

    @Test func `a purl of a code host names the owner itself, and a rule for module paths is one of the host`() throws {
        #expect(try hands("pkg:github/acme/x") == ["maintainedBy org:acme assumed by organizations/acme/codeHosts"])
        #expect(
            try hands("pkg:npm/unheard-of", references: ["https://github.com/paths/x"]).contains {
                $0.hasPrefix("maintainedBy org:scoped assumed by namespaces/")
            })
    }

    @Test func `what nobody speaks of stays unknown`() throws {
        #expect(try hands("pkg:npm/unheard-of").isEmpty)
        #expect(Self.catalog.matches("pkg:npm/unheard-of").isEmpty)
        #expect(Self.catalog.matches("https://github.com/acme/x").map(\.rule) == ["code-host"])
        #expect(Self.catalog.matches("Acme, Inc.").map(\.rule) == ["supplier"])
    }

    @Test func `an account works somewhere and is seated nowhere, and is never more than assumed`() throws {
        let catalog = Catalog([
            Self.organization("someone", ["kind": ["person"], "jurisdiction": ["FI"]]), Self.organization("acme", ["jurisdiction": ["FI"]]),
        ])
        var bill = Extract(file: "graph.json", digest: "sha256:g", reader: "graph", rank: .supplier)
        for id in ["org:someone", "org:acme"] { _ = bill.add(.organization, id: NodeID(id), at: bill.place("nodes", 0)) }
        let evidence = catalog.evidence(for: [bill], asOf: try #require(CalendarDate("2026-11-01")))
        #expect(evidence.reaches.map { "\($0.nexus) \($0.certainty.name)" }.sorted() == ["established known", "residence assumed"])
    }

    @Test func `a registry is met by the digest of a host that is written nowhere`() {
        let host = "images.acme-packages.org"
        let digest = SHA256.hexDigest(of: Array(host.utf8)).replacing("sha256:", with: "")
        let catalog = Catalog([
            CatalogRecord(kind: .registries, id: "images", fields: Self.provenance(["name": ["Images"], "hostDigests": [digest]]))
        ])
        #expect(catalog.matches("Images.Acme-Packages.ORG").map { "\($0.rule) \($0.record.id)" } == ["host images"])
        #expect(catalog.matches("other.acme-packages.org").isEmpty)
    }

    @Test func `accounts of persons are never more than assumed, and carry nothing but an account, a country and code hosts`() {
        let people = Catalog.builtIn.records.filter { $0.kind == .organizations && $0.text("kind") == "person" }
        #expect(!people.isEmpty)
        for record in people {
            #expect(record.text("confidence") != "verified" && record.list("suppliers").isEmpty && record.list("lists").isEmpty)
            #expect(record.text("name")?.hasSuffix(" (account)") == true && record.text("note") == nil, "\(record.id)")
        }
    }

    /// Where a package comes from, by a bill that says, as firmly as `certainty`, that a registry of one's own has it.
    private func registries(ownRegistry certainty: Certainty?) throws -> [String] {
        var lock = Extract(file: "Gemfile.lock", digest: "sha256:g", reader: "gemfile-lock", rank: .supplier)
        let package = lock.add(.package, at: .whole)
        lock.identify(package, by: .packageURL, "pkg:gem/rake@13.0.0", at: .whole)
        if let certainty {
            let registry = lock.add(.registry, at: .whole)
            lock.set(.name, of: registry, to: "gems.lumen.net", at: .whole)
            lock.relate(package, .distributedBy, to: registry, at: .whole, certainty: certainty)
        }
        let evidence = Self.catalog.evidence(for: [lock], asOf: try #require(CalendarDate("2026-11-01")))
        return evidence.relationships.filter { $0.kind == .distributedBy }.compactMap { way in
            evidence.identities.first { $0.record == way.to }.map { evidence.symbols[$0.value] }
        }
    }

    @Test func `a registry that a document names takes the place of the usual one, and one that it only assumes does not`() throws {
        #expect(try registries(ownRegistry: nil) == ["registry:gems"])
        #expect(try registries(ownRegistry: .assumed) == ["registry:gems"])
        #expect(try registries(ownRegistry: .known).isEmpty)
    }
}
