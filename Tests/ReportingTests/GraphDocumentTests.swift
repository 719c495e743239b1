import Assembly
import CatalogFacts
@testable import Extraction
import Reporting
import Scanning
import SupplyChain
import Testing

struct GraphDocumentTests {
    private func read(_ text: String, path: String = "graph.json") throws -> SupplyGraph {
        let bytes = Array(text.utf8)
        let document = SourceDocument(path: path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(GraphDocumentReader.recognises(document))
        return assemble([try GraphDocumentReader.extract(from: document)]).graph
    }

    private static let contract = """
        { "schema": "chokepoint.graph/1",
          "nodes": [
            {"id": "product:assistant", "kind": "product", "name": "Assistant", "colour": {"b": 1, "a": [true, null]}},
            {"id": "pkg:pypi/torch@2.6.0", "kind": "package", "name": "torch", "version": "2.6.0", "item": "pytorch", "licences": ["BSD-3-Clause"]},
            {"id": "org:openai", "kind": "organization", "name": "OpenAI",
             "jurisdictions": [{"code": "US", "nexus": "established", "certainty": "known"}],
             "sources": [{"file": "app/litellm.yaml", "place": "/model_list/0", "reader": "litellm"}]},
            {"id": "service:openai-api", "kind": "service"}, {"id": "service:deepseek-api", "kind": "service"},
            {"id": "org:a", "kind": "organization"}, {"id": "org:b", "kind": "organization"} ],
          "relationships": [
            {"kind": "operatedBy", "from": "service:openai-api", "to": "org:openai"},
            {"kind": "ownedBy", "from": "org:b", "to": "org:a", "share": "0.5"},
            {"kind": "dependsOn", "from": "product:assistant", "to": "pkg:pypi/torch@2.6.0", "scope": "build", "note": "ours"},
            {"kind": "licensedBy", "from": "pkg:pypi/torch@2.6.0", "to": "org:a", "revocable": true} ],
          "requirements": [
            {"node": "product:assistant", "type": "run", "atLeast": 1, "want": 2,
             "members": ["service:openai-api", {"id": "service:deepseek-api", "status": "standby"}]} ],
          "conflicts": [
            {"node": "pkg:pypi/torch@2.6.0", "attribute": "name", "standing": "torch", "candidates": [
              {"value": "torch", "rank": "supplier", "sources": [{"file": "a", "reader": "x"}]},
              {"value": "Torch", "rank": "inferred", "sources": [{"file": "b", "reader": "x"}]}]} ] }
        """

    @Test func `the document of the contract is read whole, and written again it stays the same`() throws {
        let graph = try read(Self.contract)
        #expect(graph.nodes.count == 7)
        #expect(graph.relationships.count == 4)
        let group = try #require(graph.statedRequirements.first)
        #expect(group.want == 2 && group.members.count == 2 && group.members.contains { $0.status == .standby })
        #expect(
            graph.nodes.first { $0.id == "product:assistant" }?.unknownKeys == [
                UnknownKey(key: "colour", json: "{\"a\":[true,null],\"b\":1}")
            ])
        #expect(graph.conflicts.first?.standing == "torch")
        let once = GraphDocument(graph).json
        #expect(GraphDocument(try read(once)).json == once)
        #expect(GraphDocument(try read(once, path: "elsewhere/other.json")).json == once, "places stay those that the document reports")
        #expect((try? JSONDocument(parsing: Array(once.utf8))) != nil)
    }

    @Test func `a graph with the Catalog's facts in it takes them once`() throws {
        let day = try #require(CalendarDate("2026-11-24"))
        let bytes = Array("torch==2.6.0\nopenai==1.0\n".utf8)
        let document = SourceDocument(path: "requirements.txt", bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        let extract = try RequirementsReader.extract(from: document)
        let first = assemble([extract, Catalog.builtIn.evidence(for: [extract], asOf: day)]).graph
        let text = Array(GraphDocument(first).json.utf8)
        let again = try GraphDocumentReader.extract(from: SourceDocument(path: "g.json", bytes: text, digest: SHA256.hexDigest(of: text)))
        let second = assemble([again, Catalog.builtIn.evidence(for: [again], asOf: day)]).graph
        #expect(GraphDocument(second).json == GraphDocument(first).json)
    }
}
