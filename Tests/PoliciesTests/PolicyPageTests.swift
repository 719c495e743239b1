import CatalogFacts
import CatalogSchema
import Foundation
import Policies
import Propagation
import SupplyChain
import Testing

struct PolicyPageTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Pages")

    private func page(_ id: String) throws -> PolicyPage {
        try PolicyPage(String(contentsOf: Self.folder.appending(path: id + ".md"), encoding: .utf8))
    }

    /// The Catalog with the places on lists that a page adds.
    private func catalog(_ situation: Situation) -> Catalog {
        guard !situation.listed.isEmpty else { return .builtIn }
        return Catalog.builtIn.adding(
            situation.listed.map { entry in
                let id = String(entry.node.dropFirst(4))
                return CatalogRecord(
                    kind: .organizations, id: id,
                    fields: [
                        "name": [id], "lists": [entry.membership], "sources": ["gk"], "asOf": ["2026-11-01"], "confidence": ["verified"],
                    ])
            })
    }

    /// Every flag of one instrument in the words of a page, or that it is silent and why.
    private func said(of id: String, in situation: Situation, isReversed: Bool) throws -> Set<String> {
        let graph = situation.graph(isReversed: isReversed)
        let day = try #require(situation.asOf, "\(id), \(situation.title): no day")
        let policies = PolicyRules(catalog(situation), graph: graph, asOf: day, assuming: situation.assumed, only: [id])
        let exposure = graph.propagating(policies.rules, for: ["US"])
        var said: Set<String> = []
        for silent in policies.silent where silent.instrument.id == id { said.insert("\(id) is silent: \(silent.why.rawValue)") }
        for node in graph.nodes.indices {
            for flag in exposure.flags(of: node) where flag.id.text == id {
                let witness = try #require(exposure.witness(of: flag.id, at: node))
                #expect(!witness.origin.isEmpty, "a flag begins somewhere because somebody says so")
                for step in witness.steps {
                    if let index = step.relationship {
                        #expect(graph.relationships[index].from == step.from && graph.relationships[index].to == step.to)
                    } else {
                        #expect(graph.statedRequirements.contains { $0.node == step.from && $0.members.contains { $0.node == step.to } })
                    }
                }
                let name = { (node: Int) in graph.nodes[node].id.text }
                var why = "via " + ([node] + witness.steps.map(\.to)).map(name).joined(separator: " ")
                if witness.steps.isEmpty, let proof = policies.proof(of: flag.id, at: node) {
                    #expect(min(proof.certainty, flag.certainty) == flag.certainty, "no surer than its weakest premise")
                    why =
                        "by "
                        + proof.premises.map { premise in
                            let detail = premise.detail == name(premise.node) ? "" : " " + premise.detail
                            return "\(premise.subject.rawValue)\(detail) at \(name(premise.node)) \(premise.certainty.name)"
                        }.joined(separator: ", ")
                }
                let status = flag.status.filter { $0 != " " }
                said.insert("\(id) at \(name(node)) \(flag.effect.rawValue) \(flag.certainty.name) \(status) \(why)")
            }
            if let excluded = exposure.exclusion(of: FlagID(id), at: node) {
                said.insert("\(id) not at \(graph.nodes[node].id.text): excluded by \(excluded.names.joined(separator: ", "))")
            }
        }
        return said
    }

    /// Writes what is said into empty `expected` blocks, to be read before it is committed.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["CHOKEPOINT_RECORD"] != nil)) func `record`() throws {
        for instrument in Catalog.builtIn.instruments {
            let file = Self.folder.appending(path: instrument.id + ".md")
            let text = try String(contentsOf: file, encoding: .utf8)
            var blocks = text.components(separatedBy: "```expected\n")
            let page = try PolicyPage(text)
            for (index, situation) in page.situations.enumerated() where blocks[index + 1].hasPrefix("```") {
                let said = try said(of: instrument.id, in: situation, isReversed: false).sorted()
                blocks[index + 1] = (said.isEmpty ? ["nothing"] : said).joined(separator: "\n") + "\n" + blocks[index + 1]
            }
            try blocks.joined(separator: "```expected\n").write(to: file, atomically: true, encoding: .utf8)
        }
    }

    @Test func `every instrument of the Catalog has a page with a situation and a counter-example`() throws {
        for instrument in Catalog.builtIn.instruments {
            let page = try page(instrument.id)
            #expect(page.situations.contains { $0.title.hasPrefix("Situation") && $0.expected?.isEmpty == false }, "\(instrument.id)")
            #expect(page.situations.contains { $0.title.hasPrefix("Counter-example") }, "\(instrument.id)")
        }
        #expect(Catalog.builtIn.instruments.count >= 110)
    }

    @Test func `what a page expects is what is flagged, with the witness, and nothing more`() throws {
        for instrument in Catalog.builtIn.instruments {
            for situation in try page(instrument.id).situations {
                let expected = try #require(situation.expected, "\(instrument.id), \(situation.title): nothing expected")
                let found = try said(of: instrument.id, in: situation, isReversed: false)
                #expect(found == Set(expected), "\(instrument.id), \(situation.title)")
                #expect(try said(of: instrument.id, in: situation, isReversed: true) == found, "order matters in \(situation.title)")
            }
        }
    }

    @Test func `a suspended instrument is silent on the suspended days, and says before and after what its other intervals say`() {
        let graph = SupplyGraph(sortedNodes: [], relationships: [], statedRequirements: [])
        func isSpeaking(_ id: String, on day: CalendarDate) -> Bool {
            PolicyRules(.builtIn, graph: graph, asOf: day, assuming: [], only: [id]).speaking.contains { $0.id == id }
        }
        var tested = 0
        for instrument in Catalog.builtIn.instruments where instrument.mechanism != .recorded {
            for stay in instrument.history where stay.status == .suspended {
                tested += 1
                let edges = [stay.from, stay.from.flatMap { $0.advanced(by: -1) }, stay.to, stay.to.flatMap { $0.advanced(by: -1) }]
                for day in edges.compactMap({ $0 }) {
                    let speaks = [.inForce, .contingent].contains(instrument.status(on: day))
                    #expect(isSpeaking(instrument.id, on: day) == speaks, "\(instrument.id) on \(day)")
                    #expect(!stay.contains(day) || !speaks, "\(instrument.id) is suspended on \(day)")
                }
            }
        }
        #expect(tested >= 3)
    }

    @Test func `a chain of many parts takes the place of the product at its end, in one walk`() throws {
        let count = 5_000
        func id(_ index: Int) -> NodeID { NodeID("pkg:npm/p" + String(index + 100_000)) }
        let (first, last) = (3, 3 + count - 1)
        let nodes =
            [
                SupplyGraph.Node(id: "a", kind: .product, lists: [.market: ["CN"]]),
                SupplyGraph.Node(id: "org:openai", kind: .organization),
                SupplyGraph.Node(id: "osvc", kind: .service),
            ] + (0..<count).map { SupplyGraph.Node(id: id($0), kind: .package) }
        func way(_ from: Int, _ kind: RelationshipKind, _ to: Int) -> SupplyGraph.Relationship {
            SupplyGraph.Relationship(from: from, to: to, details: RelationshipDetails(kind))
        }
        let chain =
            (first..<last).map { way($0 + 1, .dependsOn, $0) } + [way(0, .dependsOn, last), way(first, .calls, 2), way(2, .operatedBy, 1)]
        let graph = SupplyGraph(sortedNodes: nodes, relationships: chain, statedRequirements: [])
        let day = try #require(CalendarDate("2026-11-01"))
        let policies = PolicyRules(.builtIn, graph: graph, asOf: day, assuming: [], only: ["vendor.openai-countries"])
        let exposure = graph.propagating(policies.rules, for: ["US"])
        #expect(exposure.nodes(flaggedBy: 0).count == count + 2)
        #expect(exposure.flags(of: first).map(\.certainty) == [.known] && exposure.flags(of: 0).map(\.certainty) == [.known])
    }

    @Test func `an assumed id that no instrument has is told`() throws {
        let graph = SupplyGraph(sortedNodes: [], relationships: [], statedRequirements: [])
        let day = try #require(CalendarDate("2026-11-01"))
        let policies = PolicyRules(.builtIn, graph: graph, asOf: day, assuming: ["us.enforce-act", "us.no-such-act"])
        #expect(policies.unknownAssumptions == ["us.no-such-act"])
        #expect(policies.speaking.contains { $0.id == "us.enforce-act" })
    }
}
