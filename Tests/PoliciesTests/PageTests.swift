import CatalogFacts
import Foundation
import Policies
import Propagation
import SupplyChain
import Testing

/// A page that counsel can read: a situation in words, a small supply chain, what is expected and what is not.
private struct Page {
    let name: String
    var lines: [String: [String]] = [:]

    init(_ url: URL) throws {
        name = url.lastPathComponent
        var section = ""
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init) {
            if line.hasPrefix("## ") {
                section = String(line.dropFirst(3))
                lines[section] = lines[section] ?? []
            } else if !line.hasPrefix("#") {
                lines[section, default: []].append(line)
            }
        }
    }

    private func items(_ section: String) -> [String] {
        (lines[section] ?? []).filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
    }

    var assumed: [String] { lines["Assumed"] ?? [] }
    var flag: String? { lines["Flag"]?.first ?? assumed.first }
    var silent: [String] { items("Silent") }
    var expected: [(node: String, path: [String])] {
        items("Expected").compactMap { text in
            guard let mark = text.firstRange(of: ": ") else { return nil }
            let path = text[mark.upperBound...].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            return (String(text[..<mark.lowerBound]), path == ["itself"] ? [] : path)
        }
    }

    func graph() throws -> SupplyGraph {
        var jurisdictions: [String: [JurisdictionAssertion]] = [:]
        var traits: [String: [String]] = [:]
        var edges: [(from: String, kind: RelationshipKind, to: String)] = []
        var names: Set<String> = []
        for line in items("Supply chain") {
            let words = line.split(separator: " ").map(String.init)
            names.insert(words[0])
            if words.count == 5, words[1] == "is" {
                jurisdictions[words[0], default: []].append(
                    JurisdictionAssertion(Jurisdiction(stringLiteral: words[4]), nexus: .established, certainty: .known))
            } else if words.count > 4, words[1] == "has" {
                traits[words[0], default: []].append(words[4...].joined(separator: " "))
            } else {
                edges.append((words[0], try #require(RelationshipKind(rawValue: words[1]), "\(line)"), words[2]))
                names.insert(words[2])
            }
        }
        let ordered = names.map { NodeID($0) }.sorted()
        func index(_ name: String) -> Int { ordered.firstIndex(of: NodeID(name)) ?? 0 }
        let nodes = ordered.map { id -> SupplyGraph.Node in
            let prefix = String(id.text.prefix { $0 != ":" })
            let kind = prefix == "org" ? NodeKind.organization : NodeKind(rawValue: prefix) ?? .unknown
            return SupplyGraph.Node(id: id, kind: kind, lists: [.trait: traits[id.text] ?? []], jurisdictions: jurisdictions[id.text] ?? [])
        }
        let relationships = edges.map {
            SupplyGraph.Relationship(from: index($0.from), to: index($0.to), details: RelationshipDetails($0.kind))
        }
        return SupplyGraph(sortedNodes: nodes, relationships: relationships, statedRequirements: [])
    }
}

struct PageTests {
    private static var pages: [URL] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Pages")
        let found = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return found.filter { $0.pathExtension == "md" }.sorted { $0.path < $1.path }
    }

    @Test(arguments: pages) func `the page holds`(_ url: URL) throws {
        let page = try Page(url)
        let graph = try page.graph()
        let day = try #require(CalendarDate("2026-11-24"))
        let policies = PolicyRules(.builtIn, graph: graph, asOf: day, assuming: page.assumed)
        let exposure = graph.propagating(policies.rules, for: ["US"])
        let flag = FlagID(try #require(page.flag))
        for (name, path) in page.expected {
            let node = try #require(graph.index(of: NodeID(name)), "\(page.name): \(name)")
            let witness = try #require(exposure.witness(of: flag, at: node), "\(page.name): \(name) is not flagged")
            #expect(witness.steps.map { graph.nodes[$0.to].id.text } == path, "\(page.name): \(name)")
        }
        for name in page.silent {
            let node = try #require(graph.index(of: NodeID(name)), "\(page.name): \(name)")
            #expect(!exposure.flags(of: node).contains { $0.id == flag }, "\(page.name): \(name) is flagged")
        }
        #expect(!page.expected.isEmpty || !page.silent.isEmpty)
    }

    @Test func `every instrument has a page`() {
        let names = Self.pages.map(\.lastPathComponent)
        for instrument in Catalog.builtIn.instruments { #expect(names.contains { $0.hasPrefix(instrument.id) }, "\(instrument.id)") }
    }

    @Test func `an assumed bill is at most assumed and says so; an id that nobody knows is told`() throws {
        let page = try Page(try #require(Self.pages.first { $0.lastPathComponent == "us.enforce-act.md" }))
        let graph = try page.graph()
        let day = try #require(CalendarDate("2026-11-24"))
        let policies = PolicyRules(.builtIn, graph: graph, asOf: day, assuming: ["us.enforce-act", "us.nothing"])
        #expect(policies.unknownAssumptions == ["us.nothing"])
        let rule = try #require(policies.rules.first { $0.id == "us.enforce-act" })
        #expect(rule.status == "lapsed, assumed")
        #expect(rule.seeds.allSatisfy { $0.certainty <= .assumed })
        let silent = PolicyRules(.builtIn, graph: graph, asOf: day, assuming: []).silent.map(\.instrument.id)
        #expect(silent == ["us.enforce-act"])
    }
}
