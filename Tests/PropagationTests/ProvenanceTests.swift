import Foundation
import Propagation
import SupplyChain
import Testing

struct ProvenanceTests {
    private static let carriers: Set<RelationshipKind> = [.derivedFrom, .contains, .usesModel, .developedBy, .dependsOn, .ownedBy]

    private func rule(seeds: [Int: Certainty], killed: [Int] = []) -> FlagRule {
        FlagRule(
            id: "test.rule", effect: .licence, status: "in-force",
            seeds: seeds.sorted { $0.key < $1.key }.map { FlagRule.Seed(node: $0.key, certainty: $0.value, sources: []) },
            carriers: Self.carriers, guards: killed.map { FlagRule.Guard(relationship: $0, name: "gone", isKnown: true) })
    }

    /// Whether the flag is at the node when only these assertions are left, by the definition.
    private func stands(_ kept: Set<Exposure.Provenance.Assertion>, _ graph: SupplyGraph, _ seeds: [Int: Certainty], _ node: Int) -> Bool {
        let gone = graph.relationships.indices.filter { !kept.contains(.relationship($0)) }
        let left = seeds.filter { kept.contains(.beginning($0.key)) }
        let naive = NaiveExposure(graph: graph)
        return naive.flag(at: node, seeds: left, carriers: Self.carriers, killed: Set(gone), doubtful: []) > .no
    }

    @Test func `the sets are the minimal ones that suffice, and the corrections the minimal ones that clear`() {
        for seed in Seeds.all {
            var random = SplitMix(seed: seed)
            let graph = SupplyGraph.random(&random)
            var seeds: [Int: Certainty] = [:]
            for node in graph.nodes.indices where Int.random(in: 0..<3, using: &random) == 0 { seeds[node] = .assumed }
            let exposure = graph.propagating([rule(seeds: seeds)], for: ["US"])
            let node = Int.random(in: graph.nodes.indices, using: &random)
            let found = exposure.provenance(of: "test.rule", at: node, limit: 1000)
            #expect(found.isComplete, "seed \(seed)")
            var assertions = seeds.keys.map { Exposure.Provenance.Assertion.beginning($0) }
            let naive = NaiveExposure(graph: graph)
            assertions += graph.relationships.indices.filter { naive.carries($0, Self.carriers) }.map { .relationship($0) }
            guard assertions.count <= 6 else { continue }
            let subsets = (0..<1 << assertions.count).map { mask in
                Set(assertions.indices.filter { mask >> $0 & 1 == 1 }.map { assertions[$0] })
            }
            func minimal(_ sets: [Set<Exposure.Provenance.Assertion>]) -> Set<Set<Exposure.Provenance.Assertion>> {
                Set(sets.filter { set in !sets.contains { $0 != set && $0.isSubset(of: set) } })
            }
            let sufficient = minimal(subsets.filter { stands($0, graph, seeds, node) })
            #expect(Set(found.sets.map { Set($0) }) == sufficient, "seed \(seed), node \(node)")
            let clearing = minimal(subsets.filter { !stands(Set(assertions).subtracting($0), graph, seeds, node) })
            #expect(Set((found.corrections ?? []).map { Set($0) }) == clearing, "seed \(seed), node \(node)")
        }
    }

    @Test func `further witnesses are as sure as the flag, and a cut is told`() throws {
        let nodes = ["m1", "m2", "m3", "m4"].map { SupplyGraph.Node(id: NodeID($0), kind: .model) }
        let edges: [(Int, Int, Certainty)] = [(0, 1, .known), (1, 3, .known), (0, 2, .known), (2, 3, .known), (0, 3, .assumed)]
        let graph = SupplyGraph(
            sortedNodes: nodes,
            relationships: edges.map {
                SupplyGraph.Relationship(from: $0.0, to: $0.1, details: RelationshipDetails(.derivedFrom, certainty: $0.2))
            }, statedRequirements: [])
        let exposure = graph.propagating([rule(seeds: [3: .known])], for: ["US"])
        let all = exposure.witnesses(of: "test.rule", at: 0, limit: 5)
        #expect(all.isComplete && all.paths.map { $0.steps.map(\.to) } == [[1, 3], [2, 3]])
        #expect(all.paths.allSatisfy { $0.certainty == .known })
        #expect(all.paths.first == exposure.witness(of: FlagID("test.rule"), at: 0))
        let one = exposure.witnesses(of: "test.rule", at: 0, limit: 1)
        #expect(one.paths.count == 1 && !one.isComplete)
        let cut = exposure.provenance(of: "test.rule", at: 0, limit: 2)
        #expect(cut.sets.count == 2 && !cut.isComplete && cut.corrections == nil)
        let whole = exposure.provenance(of: "test.rule", at: 0)
        #expect(whole.sets.first?.count == 2 && whole.sets.count == 3 && whole.isComplete)
        #expect(whole.corrections?.first == [.beginning(3)])
        #expect(exposure.provenance(of: "test.rule", at: 3).sets == [[.beginning(3)]])
        #expect(exposure.provenance(of: "nobody's", at: 0).sets.isEmpty)
    }
}
