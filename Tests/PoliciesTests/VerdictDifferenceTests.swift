import CatalogFacts
import Policies
import Propagation
import SupplyChain
import Testing

struct VerdictDifferenceTests {
    private func difference(_ one: String, _ other: String) throws -> VerdictDifference {
        let (from, to) = (try #require(CalendarDate(one)), try #require(CalendarDate(other)))
        let ids: [NodeID] = ["model:zhipu/glm", "org:affiliate", "org:huawei", "org:zhipu", "service:cloud"]
        let half = try #require(ExactShare("0.5"))
        let graph = SupplyGraph(
            sortedNodes: ids.map { id in
                SupplyGraph.Node(
                    id: id, kind: id.text.hasPrefix("org") ? .organization : id.text.hasPrefix("model") ? .model : .service)
            },
            relationships: [
                .init(from: 0, to: 3, details: RelationshipDetails(.developedBy)),
                .init(from: 1, to: 2, details: RelationshipDetails(.ownedBy, share: half)),
                .init(from: 4, to: 1, details: RelationshipDetails(.operatedBy)),
            ], statedRequirements: [])
        let exposures = [from, to].map { day in
            graph.propagating(PolicyRules(.builtIn, graph: graph, asOf: day, assuming: []).rules, for: ["US"])
        }
        return VerdictDifference(
            exposures[0], exposures[1], instruments: Catalog.builtIn.instruments, catalog: Catalog.builtIn.difference(from, to))
    }

    @Test func `a rule that came into force, was suspended and returned contingent`() throws {
        let came = try difference("2025-09-20", "2025-10-15").changes.filter { $0.flag.text == "us.affiliates-rule" }
        #expect(came.map(\.node) == ["org:affiliate", "service:cloud"])
        #expect(came.allSatisfy { $0.before == nil && $0.after?.certainty == .known })
        #expect(came.first?.reasons == [.status(before: "none", after: "in-force")])
        let gone = try difference("2025-10-15", "2026-03-01").changes.filter { $0.flag.text == "us.affiliates-rule" }
        #expect(gone.count == 2 && gone.allSatisfy { $0.after == nil && $0.reasons == [.status(before: "in-force", after: "suspended")] })
        let back = try difference("2025-10-15", "2026-11-20").changes.filter { $0.flag.text == "us.affiliates-rule" }
        #expect(back.map { $0.after?.certainty } == [.assumed, .assumed])
    }

    @Test func `a party that was listed is named with its list and day`() throws {
        let changes = try difference("2025-01-01", "2025-02-01").changes.filter { $0.flag.text == "us.ear.entity-list" }
        let day = try #require(CalendarDate("2025-01-16"))
        #expect(changes.map(\.node) == ["model:zhipu/glm", "org:zhipu"])
        #expect(changes.allSatisfy { $0.reasons == [.listed("org:zhipu", list: "US-EL", since: day)] })
        #expect(changes.first?.after?.effect == .notice, "what it made carries a notice")
    }

    @Test func `nothing differs from itself`() throws { #expect(try difference("2026-03-01", "2026-03-01").changes.isEmpty) }
}
