import Assembly
import SupplyChain
import Testing

/// Invariants I28 to I31, on random documents.
struct MergeInvariantTests {
    @Test func `records join exactly as the definition says, whatever they are called`() {
        var joined = 0
        var refused = 0
        for seed in 0..<400 {
            let evidence = RandomEvidence(seed: UInt64(seed), documents: 4)
            let assembled = assemble(evidence.extracts)
            #expect(assembled.graph.marks == evidence.partition(), "seed \(seed)")
            if assembled.graph.nodes.count < evidence.records.count { joined += 1 }
            if assembled.diagnostics.contains(where: { if case .refusedJoin = $0.problem { true } else { false } }) { refused += 1 }
        }
        #expect(joined > 100 && refused > 50, "the documents agree and contradict often enough to mean something")
    }

    @Test func `order and repetition of inputs change nothing`() {
        for seed in 0..<150 {
            let extracts = RandomEvidence(seed: UInt64(seed), documents: 5).extracts
            let first = assemble(extracts)
            var random = SplitMix(state: UInt64(seed))
            for _ in 0..<3 {
                let again = (extracts + extracts.filter { _ in random.below(2) == 0 }).shuffled(using: &random)
                let second = assemble(again)
                #expect(second.graph == first.graph, "seed \(seed)")
                #expect(second.diagnostics == first.diagnostics, "seed \(seed)")
                #expect(second.suggestions == first.suggestions)
            }
        }
    }

    @Test func `no node has two digests of one algorithm or two entity identifiers`() {
        for seed in 0..<300 {
            let graph = assemble(RandomEvidence(seed: UInt64(seed), documents: 5).extracts).graph
            for node in graph.nodes {
                let families = node.keys.compactMap { key -> String? in
                    switch key.key {
                    case .digest: String(key.value.prefix { $0 != ":" })
                    case .legalEntity: "LEI"
                    default: nil
                    }
                }
                #expect(Set(families).count == families.count, "seed \(seed) \(node.id)")
            }
        }
    }

    @Test func `the same file under another path changes only where things were read`() {
        for seed in 0..<100 {
            let here = RandomEvidence(seed: UInt64(seed), documents: 3)
            let there = RandomEvidence(seed: UInt64(seed), documents: 3) { "elsewhere/\(9 - $0)/other.json" }
            let one = assemble(here.extracts).graph
            let other = assemble(there.extracts).graph
            let both = assemble(here.extracts + there.extracts).graph
            #expect(one.withoutSources == other.withoutSources, "seed \(seed)")
            #expect(both.withoutSources == one.withoutSources, "seed \(seed)")
            for (index, node) in both.nodes.enumerated() {
                #expect(Set(node.sources) == Set(one.nodes[index].sources).union(other.nodes[index].sources))
            }
        }
    }

    @Test func `nodes, relationships and groups are in order, each once, and lead somewhere`() {
        for seed in 0..<200 {
            let graph = assemble(RandomEvidence(seed: UInt64(seed), documents: 5).extracts).graph
            #expect(zip(graph.nodes, graph.nodes.dropFirst()).allSatisfy { $0.id < $1.id }, "seed \(seed)")
            #expect(Set(graph.relationships.map { "\($0.from) \($0.to) \($0.details)" }).count == graph.relationships.count)
            let bounds = graph.nodes.indices
            #expect(graph.relationships.allSatisfy { bounds.contains($0.from) && bounds.contains($0.to) && !$0.sources.isEmpty })
            #expect(graph.statedRequirements.allSatisfy { bounds.contains($0.node) && $0.members.allSatisfy { bounds.contains($0.node) } })
            #expect(graph.nodes.allSatisfy { !$0.sources.isEmpty })
        }
    }
}
