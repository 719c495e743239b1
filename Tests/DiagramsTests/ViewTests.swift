import Propagation
import Resilience
import SupplyChain
import Testing

@testable import Diagrams

/// What views say of small supply chains that one can check by hand.
struct ViewTests {
    private let place = SourceLocation(file: "chokepoint.yaml", place: "line 3", reader: "manifest")

    private func exposed(
        _ nodes: [(id: String, kind: NodeKind, country: Jurisdiction?)], _ edges: [(String, RelationshipKind, String)],
        groups: [(node: String, atLeast: Int, members: [String])] = []
    ) -> Exposed {
        let sorted = nodes.sorted { NodeID($0.id) < NodeID($1.id) }
        func index(_ id: String) -> Int { sorted.firstIndex { $0.id == id } ?? 0 }
        let graph = SupplyGraph(
            sortedNodes: sorted.map { node in
                SupplyGraph.Node(
                    id: NodeID(node.id), kind: node.kind, attributes: [.name: String(node.id.split(separator: ":").last ?? "")],
                    jurisdictions: node.country.map {
                        [JurisdictionAssertion($0, nexus: .established, certainty: .known, sources: [place])]
                    } ?? [],
                    sources: [place])
            },
            relationships: edges.map { from, kind, to in
                SupplyGraph.Relationship(from: index(from), to: index(to), details: RelationshipDetails(kind), sources: [place])
            },
            statedRequirements: groups.map { group in
                Requirement(
                    node: index(group.node), type: .run, atLeast: group.atLeast, want: group.members.count,
                    members: group.members.map { index($0) }.sorted().map { .init(node: $0) }, sources: [place])
            })
        let model = LossModel(graph)
        return Exposed(
            exposure: graph.propagating([], for: ["US"]), model: model, focus: "US", targets: model.defaultTargets, asOf: "2026-11-24",
            assumptions: [],
            digest: "abc123")
    }

    /// Two services of one vendor stand in for each other: neither is a single point, the vendor is.
    private var twoOfOne: Exposed {
        exposed(
            [
                ("product:shop", .product, nil), ("service:east", .service, nil), ("service:west", .service, nil),
                ("org:cloud", .organization, "US"),
            ], [("service:east", .operatedBy, "org:cloud"), ("service:west", .operatedBy, "org:cloud")],
            groups: [("product:shop", 1, ["service:east", "service:west"])])
    }

    @Test func `a vendor that holds both alternatives is a single point, though no part of it is`() throws {
        let diagram = Diagram.summary(of: twoOfOne, in: .english)
        #expect(diagram.verdict.shown.contains("1 US single point can stop it"))
        let row = try #require(diagram.nodes.first { $0.id == "control:org:cloud" })
        #expect(row.mark == .stops(number: 1, of: "1/1", isAssumed: false))
        #expect(row.column == 1 && row.caption.shown == "all its parts together")
        #expect(diagram.edges.contains { $0.from == "product:shop" && $0.to == row.id && $0.stroke == .stops })
        #expect(diagram.edges.contains { $0.from == row.id && $0.to == "org:cloud" && $0.stroke == .stops })
        #expect(diagram.description.map(\.shown) == ["cloud stops shop with all that it controls together."])
        #expect(Diagram.map(of: twoOfOne, in: .english).verdict.shown.hasPrefix("1 single point: cloud"))
    }

    @Test func `two vendors of one country stop together what neither stops alone, and the verdict says so`() {
        let both = exposed(
            [
                ("product:shop", .product, nil), ("service:a", .service, nil), ("service:b", .service, nil), ("org:a", .organization, "US"),
                ("org:b", .organization, "US"),
            ], [("service:a", .operatedBy, "org:a"), ("service:b", .operatedBy, "org:b")],
            groups: [("product:shop", 1, ["service:a", "service:b"])])
        #expect(Diagram.summary(of: both, in: .english).verdict.shown.hasPrefix("No US single point stops it, but all of them at once do"))
        let free = exposed(
            [("product:shop", .product, nil), ("service:a", .service, nil), ("org:a", .organization, "CN")],
            [("product:shop", .calls, "service:a"), ("service:a", .operatedBy, "org:a")])
        #expect(Diagram.summary(of: free, in: .english).verdict.shown == "No US single point is known to stop it.")
    }

    @Test func `an explanation goes from the product to the government, each edge with its word and place`() {
        let chain = exposed(
            [
                ("product:shop", .product, nil), ("package:web", .package, nil), ("service:api", .service, nil),
                ("org:a", .organization, nil),
                ("org:parent", .organization, "US"),
            ],
            [
                ("product:shop", .contains, "package:web"), ("package:web", .calls, "service:api"), ("service:api", .operatedBy, "org:a"),
                ("org:a", .controlledBy, "org:parent"),
            ])
        let diagram = Diagram.explanation(of: chain, .singlePoint(of: nil), in: .english)
        #expect(diagram.verdict.shown.hasPrefix("shop stops without api: 2 steps, and nothing replaces it"))
        #expect(diagram.nodes.map(\.id) == ["product:shop", "package:web", "service:api", "org:a", "org:parent", "government:US"])
        #expect(diagram.edges.compactMap(\.label?.shown).count == 5)
        #expect(diagram.edges.allSatisfy { $0.tooltip.shown.contains("[chokepoint.yaml:3]") })
        let value = Diagram.explanation(of: chain, .value(1), in: .chinese)
        #expect(value.verdict.shown.contains("US"))
    }

    @Test func `more products and functions than fit are counted and listed, never dropped`() {
        let products = (0..<9).map { ("product:p\($0)", NodeKind.product, Jurisdiction?.none) }
        let many = exposed(
            products + [("service:s", .service, nil), ("org:o", .organization, "US")],
            products.map { ($0.0, .calls, "service:s") } + [("service:s", .operatedBy, "org:o")])
        let diagram = Diagram.summary(of: many, in: .english)
        #expect(diagram.folds.first { $0.box == "rest:products" }?.members == ["product:p6", "product:p7", "product:p8"])
        #expect(diagram.edges.contains { $0.from == "rest:products" && $0.to == "service:s" && $0.stroke == .stops })
        let functions = (0..<15).map { ("capability:c\($0)", NodeKind.capability, Jurisdiction?.none) }
        let wide = exposed(
            [("product:p", .product, nil), ("service:s", .service, nil), ("org:o", .organization, "US")] + functions,
            functions.map { ("product:p", RelationshipKind.contains, $0.0) } + [
                ("capability:c9", .calls, "service:s"), ("service:s", .operatedBy, "org:o"),
            ])
        let folded = Diagram.summary(of: wide, in: .english)
        // Fourteen functions without a single point share a row; the one that has one stands by itself.
        #expect(folded.folds.first { $0.box == "capability:c0" }?.members.count == 13)
        #expect(folded.nodes.first { $0.id == "capability:c0" }?.title.shown == "c0 + 13 more")
        #expect(folded.nodes.contains { $0.id == "capability:c9" && $0.mark == .stopped })
    }

    @Test func `functions that each have single points of their own are counted where they do not fit`() {
        let functions = (0..<15).map { ("capability:c\($0)", NodeKind.capability, Jurisdiction?.none) }
        let services = (0..<15).map { ("service:s\($0)", NodeKind.service, Jurisdiction?.none) }
        let apart = exposed(
            [("product:p", .product, nil), ("org:o", .organization, "US")] + functions + services,
            functions.map { ("product:p", RelationshipKind.contains, $0.0) }
                + zip(functions, services).map { ($0.0, .calls, $1.0) } + services.map { ($0.0, .operatedBy, "org:o") })
        let diagram = Diagram.summary(of: apart, in: .english)
        #expect(diagram.folds.first { $0.box == "rest:functions" }?.members.count == 3)
        #expect(diagram.folds.first { $0.box == "rest:parts" }?.members.count == 5)
    }

    @Test func `what only freezes is rolled up by item, then by vendor, and opens again`() throws {
        let parts = (0..<30).map { ("pkg:npm/p\($0 / 2)@\($0)", NodeKind.package, Jurisdiction?.none) }
        let vendors = (0..<3).map { ("org:v\($0)", NodeKind.organization, Jurisdiction?.some("US")) }
        var supply = exposed(
            [("product:p", .product, nil)] + vendors + parts,
            parts.map { ("product:p", RelationshipKind.contains, $0.0) }
                + parts.enumerated().map { ($1.0, .maintainedBy, "org:v\($0 % 30 / 10)") })
        let byVendor = Diagram.summary(of: supply, in: .english)
        let stacks = byVendor.nodes.filter { $0.shape == .stack }
        #expect(stacks.count == 3 && stacks.allSatisfy { $0.caption.shown.hasPrefix("10 packages") })
        #expect(byVendor.folds.map(\.members.count) == [9, 9, 9])
        #expect(byVendor.verdict.shown.contains("30 can freeze it"))
        supply.budget = 96
        let byItem = Diagram.summary(of: supply, in: .english)
        #expect(byItem.nodes.count { $0.shape == .stack } == 3, "ten rows are not enough for fifteen items")
        // A matrix has rows for items.
        supply.budget = 32
        let table = Diagram.matrix(of: supply, in: .english)
        #expect(table.nodes.count == 15 && table.nodes.allSatisfy { $0.shape == .stack })
        #expect(table.folds.map(\.members.count) == Array(repeating: 1, count: 15))
        let asked = try #require(supply.graph.nodes.firstIndex { $0.id.text == "pkg:npm/p4@9" })
        supply.expanded = [asked]
        let opened = Diagram.summary(of: supply, in: .english)
        #expect(opened.nodes.contains { $0.id == "pkg:npm/p4@9" && $0.shape == .package })
        #expect(!opened.folds.flatMap(\.members).contains("pkg:npm/p4@9"))
    }

    @Test func `an owner that is drawn stands between what it owns and the government of both`() {
        let owned = exposed(
            [
                ("product:p", .product, nil), ("service:s", .service, nil), ("org:daughter", .organization, "US"),
                ("org:mother", .organization, "US"), ("org:grandmother", .organization, "CN"),
            ],
            [
                ("product:p", .calls, "service:s"), ("service:s", .operatedBy, "org:daughter"), ("org:daughter", .ownedBy, "org:mother"),
                ("org:mother", .ownedBy, "org:grandmother"),
            ])
        let diagram = Diagram.vendors(of: owned, in: .english)
        let reached = diagram.edges.filter { $0.to.hasPrefix("government:") }.map { "\($0.from) \($0.to)" }
        #expect(reached.sorted() == ["org:grandmother government:CN", "org:mother government:US"])
        #expect(diagram.nodes.filter { $0.shape == .government }.map(\.title.shown) == ["US", "CN"], "the one asked about comes first")
    }

    @Test func `a registry that everything comes from is one line and one sentence`() {
        let parts = (0..<20).map { ("pkg:npm/p\($0)@1", NodeKind.package, Jurisdiction?.none) }
        let supply = exposed(
            [("product:p", .product, nil), ("registry:npm", .registry, nil), ("org:npm", .organization, "US")] + parts,
            parts.map { ("product:p", RelationshipKind.contains, $0.0) } + parts.map { ($0.0, .distributedBy, "registry:npm") }
                + [("registry:npm", .operatedBy, "org:npm")])
        let diagram = Diagram.map(of: supply, in: .english)
        #expect(diagram.edges.count { $0.to == "registry:npm" } == 1)
        #expect(diagram.footnote.shown.contains("20 edges to npm drawn as one"))
    }

    @Test func `a matrix tells what stops, weakens and freezes apart`() {
        let supply = exposed(
            [
                ("product:p", .product, nil), ("capability:chat", .capability, nil), ("capability:search", .capability, nil),
                ("service:a", .service, nil),
                ("service:b", .service, nil), ("registry:r", .registry, nil), ("package:x", .package, nil), ("org:a", .organization, "US"),
                ("org:r", .organization, "US"), ("org:b", .organization, "CN"),
            ],
            [
                ("product:p", .contains, "capability:chat"), ("product:p", .contains, "capability:search"),
                ("capability:chat", .calls, "service:a"),
                ("capability:chat", .contains, "package:x"), ("package:x", .distributedBy, "registry:r"),
                ("service:a", .operatedBy, "org:a"),
                ("service:b", .operatedBy, "org:b"), ("registry:r", .operatedBy, "org:r"),
            ], groups: [("capability:search", 1, ["service:a", "service:b"])])
        let rows = Dictionary(uniqueKeysWithValues: Diagram.matrix(of: supply, in: .english).nodes.map { ($0.id, $0.cells) })
        #expect(rows["service:a"] == [.stops, .degrades])
        #expect(rows["registry:r"] == [.freezes, .nothing])
    }

    @Test func `an empty graph has a picture in every view`() {
        let nothing = exposed([], [])
        let outage = nothing.model.outage(removing: [], horizon: .immediate)
        for language in DiagramPhrases.Language.allCases {
            let diagrams: [Diagram] = [
                .summary(of: nothing, in: language), .map(of: nothing, in: language), .border(of: nothing, in: language),
                .lineage(of: nothing, in: language), .vendors(of: nothing, in: language), .matrix(of: nothing, in: language),
                .simulation(of: nothing, outage, in: language), .tree(of: nothing, in: language),
                .explanation(of: nothing, .singlePoint(of: nil), in: language),
            ]
            for diagram in diagrams { #expect(!diagram.verdict.shown.isEmpty && diagram.edges.isEmpty, "\(diagram.view)") }
        }
    }

    @Test func `the legend has what the picture uses and nothing more`() {
        let legend = Diagram.map(of: twoOfOne, in: .english).legend
        #expect(Set(legend) == [.focus, .gate, .edgeRun, .weakens])
        #expect(Set(Diagram.summary(of: twoOfOne, in: .english).legend) == [.stops, .edgeStops, .weakens, .edgeWeakens])
    }
}
