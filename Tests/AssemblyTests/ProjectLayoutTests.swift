import Assembly
import SupplyChain
import Testing

struct ProjectLayoutTests {
    private static func lock(_ file: String, name: String? = nil, body: String = "same") -> Extract {
        var extract = Extract(file: file, digest: "sha256:" + body, reader: "lock", rank: .supplier)
        let subject = extract.subject()
        if let name { extract.set(.name, of: subject, to: name, at: .whole) }
        let torch = extract.add(.package, id: "pkg:pypi/torch@2", at: .whole)
        extract.relate(subject, .dependsOn, to: torch, at: .whole)
        return extract
    }

    private static func graph(_ extracts: [Extract], folder: String = "app") -> SupplyGraph {
        assemble(ProjectLayout.applied(to: extracts, roots: [.init(prefix: "", name: folder, isFolder: true)])).graph
    }

    private static func edges(_ graph: SupplyGraph, _ kind: RelationshipKind) -> [String] {
        graph.relationships.filter { $0.kind == kind }.map { "\(graph.nodes[$0.from].id) > \(graph.nodes[$0.to].id)" }
    }

    @Test func `the documents of one folder speak of one product, named by the folder`() {
        let graph = Self.graph([Self.lock("requirements.txt"), Self.lock("poetry.lock", body: "other")])
        #expect(graph.nodes.map(\.id.text) == ["pkg:pypi/torch@2", "product:app"])
        #expect(Self.edges(graph, .dependsOn) == ["product:app > pkg:pypi/torch@2"])
    }

    @Test func `a name in the files is better than the folder's`() {
        #expect(Self.graph([Self.lock("requirements.txt", name: "Lumen")]).nodes.last?.id.text == "product:lumen")
    }

    @Test func `a project inside another is a component of the nearest one around it`() {
        let graph = Self.graph([
            Self.lock("p.lock"), Self.lock("a/p.lock", body: "a"), Self.lock("a/x/b/p.lock", body: "b"), Self.lock("c/p.lock", body: "c"),
        ])
        #expect(Self.edges(graph, .contains) == ["package:a > package:b", "product:app > package:a", "product:app > package:c"])
        #expect(graph.nodes.count { $0.kind == .product } == 1)
    }

    @Test func `projects side by side are one product of the folder that was scanned`() {
        let graph = Self.graph([Self.lock("web/p.lock", body: "1"), Self.lock("api/p.lock", body: "2")])
        #expect(Self.edges(graph, .contains) == ["product:app > package:api", "product:app > package:web"])
    }

    @Test func `one lock file in two projects speaks for both of them`() {
        let graph = Self.graph([Self.lock("web/p.lock"), Self.lock("api/p.lock")])
        #expect(Self.edges(graph, .dependsOn) == ["package:api > pkg:pypi/torch@2", "package:web > pkg:pypi/torch@2"])
    }

    @Test func `a manifest says which products there are, and the folder is a component`() {
        var manifest = Extract(file: "chokepoint.yaml", digest: "sha256:m", reader: "manifest", rank: .analyst)
        let product = manifest.add(.product, id: "product:assistant", at: manifest.place(line: 3))
        let everything = manifest.add(.package, at: manifest.place(line: 5))
        manifest.identify(everything, by: .project, "", at: manifest.place(line: 5))
        manifest.require(product, .run, atLeast: 1, of: [(everything, .active)], at: manifest.place(line: 5))
        let graph = Self.graph([manifest, Self.lock("requirements.txt")])
        #expect(graph.nodes.filter { $0.kind == .product }.map(\.id.text) == ["product:assistant"])
        #expect(graph.statedRequirements.map { graph.nodes[$0.members[0].node].id.text } == ["package:app"])
        #expect(Self.edges(graph, .dependsOn) == ["package:app > pkg:pypi/torch@2"])
    }

    @Test func `a file given alone is a product named by its stem`() {
        let graph = assemble(
            ProjectLayout.applied(to: [Self.lock("bom.cdx.json")], roots: [.init(prefix: "", name: "bom.cdx.json", isFolder: false)])
        ).graph
        #expect(graph.nodes.map(\.id.text) == ["pkg:pypi/torch@2", "product:bom"])
    }

    @Test func `several inputs are several products`() {
        let extracts = [Self.lock("one/p.lock", body: "1"), Self.lock("two/sub/p.lock", body: "2")]
        let roots = [ProjectLayout.Root(prefix: "one", name: "one", isFolder: true), .init(prefix: "two", name: "two", isFolder: true)]
        let graph = assemble(ProjectLayout.applied(to: extracts, roots: roots)).graph
        #expect(graph.nodes.filter { $0.kind == .product }.map(\.id.text) == ["product:one", "product:two"])
        #expect(Self.edges(graph, .contains) == ["product:two > package:sub"])
    }

    @Test func `documents without a project make none`() {
        var extract = Extract(file: "graph.json", digest: "sha256:g", reader: "graph", rank: .supplier)
        _ = extract.add(.product, id: "product:x", at: .whole)
        #expect(Self.graph([extract]).nodes.map(\.id.text) == ["product:x"])
    }

    @Test func `the order of documents does not matter`() {
        let extracts = [Self.lock("p.lock"), Self.lock("a/p.lock"), Self.lock("b/p.lock", body: "b"), Self.lock("b/c/p.lock", name: "Sea")]
        #expect(Self.graph(extracts) == Self.graph(extracts.reversed()))
    }
}
