import Propagation
import SupplyChain
import Testing

struct NodeGuardTests {
    /// The best over every simple path, each as weak as its weakest link, node ceilings included: the definition, path by path.
    private func best(
        _ edges: [(from: Int, to: Int, certainty: Certainty)], _ seeds: [Int: Certainty], _ ceilings: [Int: Certainty], at node: Int
    )
        -> Certainty
    {
        func walk(_ here: Int, _ seen: Set<Int>, _ so: Certainty) -> Certainty {
            let now = min(so, ceilings[here] ?? .known)
            var found = min(now, seeds[here] ?? .no)
            for edge in edges where edge.from == here && !seen.contains(edge.to) {
                found = max(found, walk(edge.to, seen.union([edge.to]), min(now, edge.certainty)))
            }
            return found
        }
        return walk(node, [node], .known)
    }

    @Test func `a guarded node stops or weakens what begins there or comes by it, and nothing else`() {
        let levels: [Certainty] = [.unknown, .assumed, .known]
        for seed in Seeds.all {
            var dice = SplitMix(seed: seed)
            let count = Int.random(in: 2...5, using: &dice)
            let edges = (0..<Int.random(in: 1...8, using: &dice)).map { _ in
                (
                    from: Int.random(in: 0..<count, using: &dice), to: Int.random(in: 0..<count, using: &dice),
                    certainty: levels.randomElement(using: &dice) ?? .known
                )
            }
            let seeds = Dictionary(
                (0..<2).map { _ in (Int.random(in: 0..<count, using: &dice), levels.randomElement(using: &dice) ?? .known) },
                uniquingKeysWith: { $1 })
            let ceilings = Dictionary(
                (0..<2).map { _ in (Int.random(in: 0..<count, using: &dice), Certainty.allCases.randomElement(using: &dice) ?? .no) },
                uniquingKeysWith: { $1 })
            let graph = SupplyGraph(
                sortedNodes: (0..<count).map { SupplyGraph.Node(id: NodeID("model:\($0)"), kind: .model) },
                relationships: edges.map {
                    SupplyGraph.Relationship(from: $0.from, to: $0.to, details: RelationshipDetails(.derivedFrom, certainty: $0.certainty))
                }, statedRequirements: [])
            let rule = FlagRule(
                id: "r", effect: .notice, status: "in-force",
                seeds: seeds.sorted { $0.key < $1.key }.map { .init(node: $0.key, certainty: $0.value, sources: []) },
                carriers: [.derivedFrom],
                nodeGuards: ceilings.map { .init(node: $0.key, name: "published", ceiling: $0.value) })
            let exposure = graph.propagating([rule], for: ["US"])
            for node in 0..<count {
                let found = exposure.flags(of: node).first?.certainty ?? .no
                #expect(found == best(edges, seeds, ceilings, at: node), "seed \(seed), node \(node)")
                let unguarded = best(edges, seeds, ceilings.filter { $0.value > .no }, at: node)
                let excluded = exposure.exclusion(of: "r", at: node)
                #expect((excluded != nil) == (found == .no && unguarded > .no), "seed \(seed), node \(node)")
                if let excluded { #expect(excluded.names == ["published"]) }
            }
        }
    }
}
