import CatalogFacts
import CatalogSchema
import Policies
import Propagation
import SupplyChain
import Testing

struct ComplianceTests {
    private static let place = SourceLocation(file: "chokepoint.yaml", place: "line 9", reader: "manifest")

    /// A box that contains a classified chip, software that it depends on, a model that it uses, and two firms in China.
    private static let graph: SupplyGraph = {
        let ids: [(NodeID, NodeKind)] = [
            ("hardware:chip", .hardware), ("model:acme/open", .model), ("org:huawei", .organization), ("org:shop", .organization),
            ("pkg:npm/crypto", .package), ("product:box", .product), ("registry:huggingface", .registry),
        ]
        let traits = ["hardware:chip": "eccn 3A090.a", "pkg:npm/crypto": "eccn 5D002"]
        let nodes = ids.map { id, kind in
            SupplyGraph.Node(
                id: id, kind: kind, lists: traits[id.text].map { [.trait: [$0]] } ?? [:],
                jurisdictions: kind == .organization ? [JurisdictionAssertion("CN", nexus: .established, certainty: .known)] : [],
                sources: [SourceLocation(file: "a page, 2026-11-01, verified", place: id.text, reader: "catalog")])
        }
        return SupplyGraph(
            sortedNodes: nodes,
            relationships: [
                .init(from: 1, to: 6, details: RelationshipDetails(.distributedBy)),
                .init(from: 5, to: 0, details: RelationshipDetails(.contains)),
                .init(from: 5, to: 1, details: RelationshipDetails(.usesModel)),
                .init(from: 5, to: 4, details: RelationshipDetails(.dependsOn)),
            ], statedRequirements: [])
    }()

    private func judged(
        to destination: Jurisdiction = "CN", form: DeliveryForm? = .hardware, endUsers: [Int] = [], on day: String = "2026-11-01",
        assuming: [String] = [], statements: [PlannedDelivery.Statement] = []
    ) throws -> Compliance {
        let delivery = PlannedDelivery(
            id: "one", product: 5, things: [5], destination: destination, departure: "US", form: form, endUsers: endUsers,
            statements: statements, source: Self.place)
        return Compliance(
            delivery, in: Self.graph, catalog: .builtIn, asOf: try #require(CalendarDate(day)), assuming: assuming)
    }

    private func state(_ number: Int, of finding: Compliance.Finding) -> JudgedPremise.State? {
        finding.premises.first { if case .stated(number, _) = $0.subject { true } else { false } }?.state
    }

    @Test func `a chip in a box to a destination that the rule names: what is known is met, the rest says what decides it`() throws {
        let compliance = try judged()
        let chip = try #require(compliance.mayAttach.first { $0.instrument.id == "us.ear.3a090" })
        #expect(chip.flag.effect == .licence && chip.ground == .item)
        #expect(chip.premises.map(\.subject).prefix(3) == [.inForce, .item, .handedOver])
        #expect(chip.premises.prefix(3).allSatisfy { $0.state == .met && $0.certainty == .known })
        #expect(state(2, of: chip) == .met, "China is one of the destinations that were read")
        #expect(state(1, of: chip) == .unknown && state(3, of: chip) == .unknown)
        let path = try #require(chip.witness).steps.map { compliance.exposure.graph.nodes[$0.to].id.text }
        #expect(path == ["product:box", "hardware:chip"] || path == ["hardware:chip"])
    }

    @Test func `a destination that was read only in part is never a clearance`() throws {
        let chip = try #require(try judged(to: "BR").mayAttach.first { $0.instrument.id == "us.ear.3a090" })
        #expect(state(2, of: chip) == .unknown)
        let letters = try judged(to: "BR").ruledOut.map(\.instrument.id)
        #expect(!letters.contains("us.ear.3a090"))
    }

    @Test func `a service hands nothing over, so rules that follow the item have a premise that is not met`() throws {
        let compliance = try judged(form: .service)
        #expect(compliance.ruledOut.contains { $0.instrument.id == "us.ear.3a090" })
        #expect(!compliance.mayAttach.contains { $0.instrument.id == "us.ear.3a090" })
        // What would reach services does so only under the assumption.
        #expect(!compliance.mayAttach.contains { $0.instrument.id == "us.remote-access-security-act" })
        let assumed = try judged(form: .service, assuming: ["us.remote-access-security-act"])
        let remote = try #require(assumed.mayAttach.first { $0.instrument.id == "us.remote-access-security-act" })
        #expect(remote.premises.first?.state == .unknown, "a bill that is assumed is not in force")
    }

    @Test func `what software depends on is assumed to be shipped with it, and only where something is shipped`() throws {
        let shipped = try #require(try judged(form: .download).mayAttach.first { $0.instrument.id == "us.ear.5d002" })
        #expect(shipped.flag.certainty == .assumed)
        #expect(shipped.premises.contains { $0.subject == .item && $0.state == .met && $0.certainty == .assumed })
        let served = try judged(form: .service)
        #expect(!(served.mayAttach + served.ruledOut).contains { $0.instrument.id == "us.ear.5d002" })
    }

    @Test func `a form that nobody states leaves it open`() throws {
        let chip = try #require(try judged(form: nil).mayAttach.first { $0.instrument.id == "us.ear.3a090" })
        #expect(chip.premises.contains { $0.subject == .handedOver && $0.state == .unknown })
    }

    @Test func `a listed end user meets the list at the party, and a nobody leaves every rule about parties untested`() throws {
        let listed = try judged(endUsers: [2])
        let entity = try #require(listed.mayAttach.first { $0.instrument.id == "us.ear.entity-list" })
        #expect(entity.ground == .party && entity.flag.effect == .licence)
        #expect(listed.exposure.graph.nodes[entity.node].id == "org:huawei")
        let nobody = try judged()
        #expect(nobody.untested.contains { $0.instrument.id == "us.ear.entity-list" && $0.why == .noEndUser })
        #expect(!nobody.unconnected.contains { $0.id == "us.ear.entity-list" })
    }

    @Test func `owners that nobody states are told, and lists without entries as well`() throws {
        let shop = try judged(endUsers: [3], on: "2025-10-15")
        #expect(shop.unconnected.contains { $0.id == "us.ear.entity-list" })
        let owners = try #require(shop.untested.first { $0.instrument.id == "us.affiliates-rule" })
        #expect(owners.why == .ownersNotStated(shop.endUsers))
        #expect(shop.untested.contains { $0.instrument.id == "us.ear.744-21-military-end-user" && $0.why == .listNotHeld(["US-MEU"]) })
    }

    @Test func `a suspended rule is silent on its suspended days and speaks before`() throws {
        func speaks(_ day: String) throws -> Bool {
            let compliance = try judged(endUsers: [3], on: day)
            return compliance.untested.contains { $0.instrument.id == "us.affiliates-rule" }
        }
        #expect(try speaks("2025-10-15") && !speaks("2026-03-01") && speaks("2026-11-20"))
    }

    @Test func `a premise that somebody decided stands with its ground; two who contradict each other have decided nothing`() throws {
        func statement(_ isMet: Bool, number: Int = 3) -> PlannedDelivery.Statement {
            .init(instrument: "us.ear.3a090", number: number, isMet: isMet, ground: "licence D1", source: Self.place)
        }
        let decided = try judged(statements: [statement(false)])
        let chip = try #require(decided.ruledOut.first { $0.instrument.id == "us.ear.3a090" })
        #expect(state(3, of: chip) == .notMet && chip.premises.last?.ground == "licence D1")
        let torn = try judged(statements: [statement(false), statement(true)])
        #expect(torn.mayAttach.contains { $0.instrument.id == "us.ear.3a090" && state(3, of: $0) == .unknown })
        #expect(try judged(statements: [statement(true, number: 9)]).misstated.count == 1)
    }

    @Test func `a duty of the market attaches in that market only`() throws {
        #expect(try judged(to: "DE").mayAttach.contains { $0.instrument.id == "eu.ai-act" })
        #expect(try judged(to: "EU").mayAttach.contains { $0.instrument.id == "eu.ai-act" })
        #expect(try judged(to: "CN").mayAttach.contains { $0.instrument.id == "cn.generative-ai-services" })
        #expect(try judged(to: "DE").mayAttach.allSatisfy { $0.instrument.id != "cn.generative-ai-services" })
    }

    @Test func `every instrument that speaks is in exactly one part of the answer`() throws {
        for compliance in [try judged(), try judged(form: .service, endUsers: [2]), try judged(to: "SG", form: .download, endUsers: [3])] {
            let parts =
                (compliance.mayAttach + compliance.ruledOut).map(\.instrument.id) + compliance.excluded.map(\.instrument.id)
                + compliance.untested.map(\.instrument.id) + compliance.unconnected.map(\.id)
            let policies = PolicyRules(
                .builtIn, graph: Self.graph, asOf: try #require(CalendarDate("2026-11-01")), assuming: [])
            #expect(parts.count == Set(parts).count && Set(parts) == Set(policies.speaking.map(\.id)))
        }
    }

    @Test func `every premise of the Catalog says what kind of fact decides it`() {
        for instrument in Catalog.builtIn.instruments where instrument.mechanism != .recorded || !instrument.decidedBy.isEmpty {
            #expect(instrument.decidedBy.count == instrument.premises.english.count, "\(instrument.id)")
        }
    }
}
