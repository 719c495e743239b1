import CatalogFacts
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

    /// Every flag of one instrument in the words of a page, or that it is silent and why.
    private func said(of id: String, in situation: Situation, isReversed: Bool) throws -> Set<String> {
        let graph = situation.graph(isReversed: isReversed)
        let day = try #require(situation.asOf, "\(id), \(situation.title): no day")
        let policies = PolicyRules(.builtIn, graph: graph, asOf: day, assuming: situation.assumed)
        let exposure = graph.propagating(policies.rules, for: ["US"])
        var said: Set<String> = []
        for silent in policies.silent where silent.instrument.id == id { said.insert("\(id) is silent: \(silent.why.rawValue)") }
        for node in graph.nodes.indices {
            for flag in exposure.flags(of: node) where flag.id.text == id {
                let witness = try #require(exposure.witness(of: flag.id, at: node))
                #expect(!witness.origin.isEmpty, "a flag begins somewhere because somebody says so")
                for step in witness.steps {
                    let edge = graph.relationships[try #require(step.relationship)]
                    #expect(edge.from == step.from && edge.to == step.to)
                }
                let way = ([node] + witness.steps.map(\.to)).map { graph.nodes[$0].id.text }.joined(separator: " ")
                let status = flag.status.filter { $0 != " " }
                said.insert("\(id) at \(graph.nodes[node].id.text) \(flag.effect.rawValue) \(flag.certainty.name) \(status) via \(way)")
            }
        }
        return said
    }

    @Test func `every instrument of the Catalog has a page with a situation and a counter-example`() throws {
        for instrument in Catalog.builtIn.instruments {
            let page = try page(instrument.id)
            #expect(page.situations.contains { $0.title.hasPrefix("Situation") && $0.expected?.isEmpty == false }, "\(instrument.id)")
            #expect(page.situations.contains { $0.title.hasPrefix("Counter-example") }, "\(instrument.id)")
        }
        #expect(Catalog.builtIn.instruments.count >= 3)
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

    @Test func `an assumed id that no instrument has is told`() throws {
        let graph = SupplyGraph(sortedNodes: [], relationships: [], statedRequirements: [])
        let day = try #require(CalendarDate("2026-11-01"))
        let policies = PolicyRules(.builtIn, graph: graph, asOf: day, assuming: ["us.enforce-act", "us.no-such-act"])
        #expect(policies.unknownAssumptions == ["us.no-such-act"])
        #expect(policies.speaking.contains { $0.id == "us.enforce-act" })
    }
}
