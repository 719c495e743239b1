import Foundation
import Propagation
import SupplyChain
import Testing

struct ExposureTests {

    private func rule(_ graph: SupplyGraph, _ random: inout SplitMix) -> FlagRule {
        let seeds = graph.nodes.indices.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map {
            FlagRule.Seed(node: $0, certainty: [.unknown, .assumed, .known].randomElement(using: &random) ?? .known, sources: [])
        }
        let guards = graph.relationships.indices.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }.map {
            FlagRule.Guard(relationship: $0, name: "published", isKnown: Bool.random(using: &random))
        }
        return FlagRule(
            id: "test.rule", effect: .licence, status: "in-force", seeds: seeds,
            carriers: [.derivedFrom, .contains, .usesModel, .developedBy, .dependsOn], guards: guards)
    }

    private func naiveFlag(_ naive: NaiveExposure, _ rule: FlagRule, _ node: Int) -> Certainty {
        let seeds = Dictionary(rule.seeds.map { ($0.node, $0.certainty) }, uniquingKeysWith: max)
        let killed = Set(rule.guards.filter(\.isKnown).map(\.relationship))
        let doubtful = Set(rule.guards.filter { !$0.isKnown }.map(\.relationship))
        return naive.flag(at: node, seeds: seeds, carriers: rule.carriers, killed: killed, doubtful: doubtful)
    }

    @Test func `I21 I23 values and flags are those of the best simple path, and every witness checks edge by edge`() {
        for seed in Seeds.all {
            var random = SplitMix(seed: seed)
            let graph = SupplyGraph.random(&random)
            let rule = rule(graph, &random)
            let exposure = graph.propagating([rule], for: ["US"])
            let naive = NaiveExposure(graph: graph)
            for node in graph.nodes.indices {
                #expect(exposure.value(of: node) == naive.value(of: node, focus: ["US"]), "seed \(seed), node \(node)")
                let flag = exposure.flags(of: node).first?.certainty ?? .no
                #expect(flag == naiveFlag(naive, rule, node), "seed \(seed), node \(node)")
                let witness = exposure.witness(of: rule.id, at: node)
                #expect((witness != nil) == (flag > .no), "seed \(seed), node \(node)")
                if let witness { check(witness, node, graph, rule, flag, seed) }
            }
        }
    }

    /// Walks a witness without asking the engine: ends meet, every edge exists and carries, nothing crossed is killed, and the weakest part is its certainty.
    private func check(_ witness: Witness, _ node: Int, _ graph: SupplyGraph, _ rule: FlagRule, _ certainty: Certainty, _ seed: UInt64) {
        var at = node
        var weakest = Certainty.known
        for step in witness.steps {
            #expect(step.from == at, "seed \(seed)")
            guard let index = step.relationship else {
                Issue.record("a step without a relationship, seed \(seed)")
                return
            }
            let edge = graph.relationships[index]
            #expect(edge.from == step.from && edge.to == step.to, "seed \(seed)")
            #expect(NaiveExposure(graph: graph).carries(index, rule.carriers), "seed \(seed)")
            #expect(!rule.guards.contains { $0.relationship == index && $0.isKnown }, "seed \(seed)")
            weakest = min(weakest, step.certainty)
            at = step.to
        }
        let begins = rule.seeds.filter { $0.node == at }.map(\.certainty).max()
        #expect(begins != nil, "seed \(seed)")
        #expect(min(weakest, begins ?? .no) >= certainty && witness.certainty == certainty, "seed \(seed)")
    }

    @Test func `I22 adding an edge never removes a flag, adding a kill never adds one`() {
        for seed in Seeds.all {
            var random = SplitMix(seed: seed)
            let graph = SupplyGraph.random(&random)
            let rule = rule(graph, &random)
            let count = graph.nodes.count
            let edge = SupplyGraph.Relationship(
                from: Int.random(in: 0..<count, using: &random), to: Int.random(in: 0..<count, using: &random),
                details: RelationshipDetails(.derivedFrom))
            let larger = SupplyGraph(sortedNodes: graph.nodes, relationships: graph.relationships + [edge], statedRequirements: [])
            let (before, after) = (graph.propagating([rule], for: ["US"]), larger.propagating([rule], for: ["US"]))
            for node in graph.nodes.indices {
                #expect((before.flags(of: node).first?.certainty ?? .no) <= (after.flags(of: node).first?.certainty ?? .no), "seed \(seed)")
            }
            guard !graph.relationships.isEmpty else { continue }
            let kill = FlagRule.Guard(
                relationship: Int.random(in: graph.relationships.indices, using: &random), name: "published", isKnown: true)
            let stricter = FlagRule(
                id: rule.id, effect: rule.effect, status: rule.status, seeds: rule.seeds, carriers: rule.carriers,
                guards: rule.guards + [kill])
            let killed = graph.propagating([stricter], for: ["US"])
            for node in graph.nodes.indices {
                #expect(
                    (killed.flags(of: node).first?.certainty ?? .no) <= (before.flags(of: node).first?.certainty ?? .no), "seed \(seed)")
            }
        }
    }

    @Test func `I24 unknown in place of no never lowers a value`() {
        for seed in Seeds.all {
            var random = SplitMix(seed: seed)
            let graph = SupplyGraph.random(&random)
            let nodes = graph.nodes.map { node in
                SupplyGraph.Node(
                    id: node.id, kind: node.kind, attributes: node.attributes,
                    jurisdictions: node.jurisdictions.map {
                        JurisdictionAssertion(
                            $0.jurisdiction, nexus: $0.nexus,
                            certainty: $0.jurisdiction == "US" && $0.certainty == .no ? .unknown : $0.certainty)
                    })
            }
            let vaguer = SupplyGraph(sortedNodes: nodes, relationships: graph.relationships, statedRequirements: [])
            let (before, after) = (graph.propagating([], for: ["US"]), vaguer.propagating([], for: ["US"]))
            for node in graph.nodes.indices { #expect(before.value(of: node) <= after.value(of: node), "seed \(seed)") }
        }
    }

    @Test func `no only if everything reachable is asserted so`() {
        let us = JurisdictionAssertion("US", nexus: .established, certainty: .no)
        let nodes = ["a", "b"].map {
            SupplyGraph.Node(id: NodeID($0), kind: .package, attributes: [.completeness: "complete"], jurisdictions: [us])
        }
        let edge = SupplyGraph.Relationship(from: 0, to: 1, details: RelationshipDetails(.dependsOn))
        #expect(
            SupplyGraph(sortedNodes: nodes, relationships: [edge], statedRequirements: []).propagating([], for: ["US"]).values == [
                .no, .no,
            ])
        let silent = SupplyGraph.Node(id: "b", kind: .package, attributes: [.completeness: "complete"])
        #expect(
            SupplyGraph(sortedNodes: [nodes[0], silent], relationships: [edge], statedRequirements: []).propagating([], for: ["US"]).values
                == [.unknown, .unknown])
    }

    @Test func `a government reaches a part through its maker and the maker's owner, with the ground of the first step`() throws {
        let us = JurisdictionAssertion(
            "US", nexus: .established, certainty: .known, sources: [SourceLocation(file: "register", place: "line 1", reader: "test")])
        let nodes = [
            SupplyGraph.Node(id: "org:a", kind: .organization), SupplyGraph.Node(id: "org:b", kind: .organization, jurisdictions: [us]),
            SupplyGraph.Node(id: "pkg:x", kind: .package), SupplyGraph.Node(id: "product:p", kind: .product),
        ]
        let edges = [
            SupplyGraph.Relationship(from: 0, to: 1, details: RelationshipDetails(.ownedBy, share: ExactShare("0.6"))),
            SupplyGraph.Relationship(from: 2, to: 0, details: RelationshipDetails(.maintainedBy, certainty: .assumed)),
            SupplyGraph.Relationship(from: 3, to: 2, details: RelationshipDetails(.dependsOn)),
        ]
        let exposure = SupplyGraph(sortedNodes: nodes, relationships: edges, statedRequirements: []).propagating([], for: ["US"])
        let reached = try #require(exposure.jurisdictions(of: 2).first)
        #expect(reached.nexus == .made && reached.certainty == .assumed)
        #expect(exposure.witness(of: Jurisdiction.unitedStates, at: 2)?.steps.map(\.to) == [0, 1])
        #expect(exposure.jurisdictions(of: 3).isEmpty, "a need is no control")
        #expect(exposure.value(of: 3) == .assumed)
        #expect(exposure.control(of: 0) == .known)
    }

    @Test func `a flag crosses needs as the relationships that they stand for, and functions as what they are served by`() throws {
        let ids: [(NodeID, NodeKind)] = [
            ("capability:chat", .capability), ("model:m", .model), ("product:p", .product), ("service:active", .service),
            ("service:planned", .service),
        ]
        let place = SourceLocation(file: "chokepoint.yaml", place: "line 7", reader: "manifest")
        func group(_ node: Int, _ members: [Requirement.Member]) -> Requirement {
            Requirement(node: node, type: .run, atLeast: 1, want: 1, members: members, sources: [place])
        }
        let graph = SupplyGraph(
            sortedNodes: ids.map { SupplyGraph.Node(id: $0.0, kind: $0.1) }, relationships: [],
            statedRequirements: [
                group(0, [.init(node: 3, status: .standby), .init(node: 4, status: .planned)]), group(2, [.init(node: 0), .init(node: 1)]),
            ])
        func flagged(_ begins: Int, along carriers: Set<RelationshipKind>) -> [String] {
            let seed = FlagRule.Seed(node: begins, certainty: .known, sources: [])
            let exposure = graph.propagating(
                [FlagRule(id: "r", effect: .notice, status: "in-force", seeds: [seed], carriers: carriers)], for: ["US"])
            return exposure.nodes(flaggedBy: 0).map { ids[$0].0.text }
        }
        #expect(flagged(3, along: [.calls]) == ["capability:chat", "product:p", "service:active"])
        #expect(flagged(3, along: [.usesModel]) == ["service:active"], "a service is called, not asked")
        #expect(flagged(3, along: [.contains, .derivedFrom]) == ["service:active"], "what is called is no part")
        #expect(flagged(4, along: [.calls]) == ["service:planned"], "what is only planned is not used")
        #expect(flagged(1, along: [.usesModel]) == ["model:m", "product:p"])
        let seed = FlagRule.Seed(node: 3, certainty: .known, sources: [])
        let exposure = graph.propagating(
            [FlagRule(id: "r", effect: .notice, status: "in-force", seeds: [seed], carriers: [.calls])], for: ["US"])
        let witness = try #require(exposure.witness(of: FlagID("r"), at: 2))
        #expect(witness.steps.map(\.to) == [0, 3] && witness.steps.allSatisfy { $0.kind == "requires" && $0.sources == [place] })
    }

    @Test func `a guarded path is told as excluded, an unguarded one stands`() {
        let nodes = ["m1", "m2", "m3"].map { SupplyGraph.Node(id: NodeID($0), kind: .model) }
        let edges = [(0, 1), (1, 2), (0, 2)].map {
            SupplyGraph.Relationship(from: $0.0, to: $0.1, details: RelationshipDetails(.derivedFrom))
        }
        let seed = FlagRule.Seed(node: 2, certainty: .known, sources: [])
        func rule(_ guards: [Int]) -> FlagRule {
            FlagRule(
                id: "r", effect: .licence, status: "in-force", seeds: [seed], carriers: [.derivedFrom],
                guards: guards.map { FlagRule.Guard(relationship: $0, name: "published", isKnown: true) })
        }
        let graph = SupplyGraph(sortedNodes: nodes, relationships: edges, statedRequirements: [])
        let open = graph.propagating([rule([2])], for: ["US"])
        #expect(open.witness(of: FlagID("r"), at: 0)?.steps.count == 2)
        let shut = graph.propagating([rule([1, 2])], for: ["US"])
        #expect(shut.flags(of: 0).isEmpty)
        #expect(shut.exclusion(of: FlagID("r"), at: 0)?.guards.map(\.name) == ["published"])
    }
}
