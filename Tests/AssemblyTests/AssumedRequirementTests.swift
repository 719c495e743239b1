import Assembly
import SupplyChain
import Testing

/// What lock files assume of their project, and manifests that know better (decision 021).
struct AssumedRequirementTests {
    /// One need of the project of a document.
    private struct Need {
        let purl: String
        var scope: DependencyScope = .runtime
        var certainty = Certainty.known
        var words: [String] = []
    }

    private static func document(_ file: String, _ needs: [Need], gaps: [Gap] = [], members: [String] = [], rank: SourceRank = .supplier)
        -> Extract
    {
        var extract = Extract(file: file, digest: "sha256:\(file)\(needs)", reader: "reader", rank: rank)
        let subject = extract.subject()
        for (number, need) in needs.enumerated() {
            let place = extract.place("needs", number)
            let record = extract.add(.package, at: place)
            extract.identify(record, by: .packageURL, need.purl, at: place)
            for words in need.words { extract.select(record, by: words) }
            extract.relate(subject, .dependsOn, to: record, at: place, scope: need.scope, certainty: need.certainty)
        }
        for pattern in members { extract.claimMembers(pattern, at: extract.place("members")) }
        extract.gaps = gaps
        return extract
    }

    /// `from scope certainty to` of every need, sorted.
    private static func needs(_ extracts: [Extract]) -> [String] {
        let result = assemble(ProjectLayout.applied(to: extracts, roots: [.init(prefix: "", name: "app", isFolder: true)]))
        return result.graph.relationships.filter { $0.kind == .dependsOn }.map { edge in
            let scope = edge.details.scope?.rawValue ?? ""
            return "\(result.graph.nodes[edge.from].id) \(scope) \(edge.details.certainty) \(result.graph.nodes[edge.to].id)"
        }.sorted()
    }

    private static let assumed = Need(purl: "pkg:npm/linter@8.0.0", certainty: .assumed)

    @Test func `an assumption stands as long as nobody says better`() {
        #expect(Self.needs([Self.document("yarn.lock", [Self.assumed])]) == ["product:app runtime assumed pkg:npm/linter@8.0.0"])
    }

    @Test func `what a manifest asks for is for what the manifest says`() {
        let manifest = Self.document("package.json", [Need(purl: "pkg:npm/linter", scope: .development)])
        #expect(
            Self.needs([manifest, Self.document("yarn.lock", [Self.assumed])]) == ["product:app development known pkg:npm/linter@8.0.0"])
        let pinned = Self.document("package.json", [Need(purl: "pkg:npm/linter@8.0.0", scope: .development)])
        #expect(Self.needs([Self.document("yarn.lock", [Self.assumed]), pinned]) == ["product:app development known pkg:npm/linter@8.0.0"])
    }

    @Test func `an assumption about something else stands beside it`() {
        let manifest = Self.document("package.json", [Need(purl: "pkg:npm/linter", scope: .development)])
        let lock = Self.document("yarn.lock", [Self.assumed, Need(purl: "pkg:npm/other@1.0.0", certainty: .assumed)])
        #expect(
            Self.needs([manifest, lock]) == [
                "product:app development known pkg:npm/linter@8.0.0", "product:app runtime assumed pkg:npm/other@1.0.0",
            ])
    }

    @Test func `a need for use yields only where its document cannot tell use from development`() {
        let manifest = Self.document("package.json", [Need(purl: "pkg:npm/linter", scope: .development)])
        let open = Need(purl: "pkg:npm/linter@8.0.0")
        #expect(
            Self.needs([manifest, Self.document("yarn.lock", [open], gaps: [.noScopes])]) == [
                "product:app development known pkg:npm/linter@8.0.0"
            ])
        #expect(
            Self.needs([manifest, Self.document("bom.json", [open])]) == [
                "product:app development known pkg:npm/linter@8.0.0", "product:app runtime known pkg:npm/linter@8.0.0",
            ])
    }

    @Test func `what an analyst assumes is never withdrawn`() {
        let manifest = Self.document("package.json", [Need(purl: "pkg:npm/linter@8.0.0", scope: .development)])
        #expect(Self.needs([manifest, Self.document("chokepoint.yaml", [Self.assumed], rank: .analyst)]).count == 2)
    }

    @Test func `what a member states counts for the root, and what another project states for nobody else`() {
        let root = Self.document("package.json", [], members: ["packages/*"])
        let lock = Self.document("yarn.lock", [Self.assumed])
        let member = Self.document("packages/a/package.json", [Need(purl: "pkg:npm/linter", scope: .development)])
        #expect(Self.needs([root, lock, member]) == ["package:a development known pkg:npm/linter@8.0.0"])
        let stranger = Self.document("other/package.json", [Need(purl: "pkg:npm/linter@8.0.0", scope: .development)])
        #expect(Self.needs([root, lock, stranger]).contains("product:app runtime assumed pkg:npm/linter@8.0.0"))
    }

    @Test func `between several versions the very words decide`() {
        let lock = Self.document(
            "yarn.lock",
            [
                Need(purl: "pkg:npm/a@1.0.0", certainty: .assumed, words: ["a@^1.0.0", "a@1"]),
                Need(purl: "pkg:npm/a@2.0.0", certainty: .assumed, words: ["a@^2.0.0"]),
            ])
        let exact = Self.document("package.json", [Need(purl: "pkg:npm/a", words: ["a@^2.0.0"])])
        #expect(Self.needs([lock, exact]) == ["product:app runtime assumed pkg:npm/a@1.0.0", "product:app runtime known pkg:npm/a@2.0.0"])
        let none = Self.document("package.json", [Need(purl: "pkg:npm/a", words: ["a@^3.0.0"])])
        #expect(Self.needs([lock, none]).contains("product:app runtime known pkg:npm/a"))
    }
}
