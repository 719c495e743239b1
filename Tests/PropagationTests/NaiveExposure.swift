import SupplyChain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The definitions of semantics 9 and 10 written down as they stand, by walking every simple path; for small graphs only.
struct NaiveExposure {
    let graph: SupplyGraph

    /// The value of a node: the best simple path to an own value, each path as weak as its weakest link (10.2); an incomplete list leads to `unknown` (10.3).
    func value(of node: Int, focus: Set<Jurisdiction>) -> Certainty {
        var best = Certainty.no
        paths(from: node, where: { _ in true }) { path, weakest in
            let end = path.last ?? node
            best = max(best, min(weakest, own(end, focus)))
            let listed: Set<NodeKind> = [.product, .package, .model, .service, .infrastructure, .hardware, .dataset, .unknown]
            if listed.contains(graph.nodes[end].kind), graph.nodes[end].attributes[.completeness] != "complete" {
                best = max(best, min(weakest, .unknown))
            }
        }
        return best
    }

    /// Whether a flag that begins at `seeds` is at a node, and how sure: over all simple paths along carrying edges (9.1).
    func flag(at node: Int, seeds: [Int: Certainty], carriers: Set<RelationshipKind>, killed: Set<Int>, doubtful: Set<Int>) -> Certainty {
        var best = Certainty.no
        paths(from: node, where: { carries($0, carriers) && !killed.contains($0) }, doubtful: doubtful) { path, weakest in
            if let seed = seeds[path.last ?? node] { best = max(best, min(weakest, seed)) }
        }
        return best
    }

    /// Along a kind that carries; and into a capability along any use of it, where any use carries: what a function uses, whoever needs the function uses.
    func carries(_ index: Int, _ carriers: Set<RelationshipKind>) -> Bool {
        let edge = graph.relationships[index]
        if carriers.contains(edge.kind) { return true }
        let uses: Set<RelationshipKind> = [.dependsOn, .calls, .usesModel, .hostedOn, .runsOn, .distributedBy]
        return graph.nodes[edge.to].kind == .capability && uses.contains(edge.kind) && !uses.isDisjoint(with: carriers)
    }

    private func own(_ node: Int, _ focus: Set<Jurisdiction>) -> Certainty {
        var best: Certainty?
        var isElsewhere = false
        for assertion in graph.nodes[node].jurisdictions {
            if focus.contains(assertion.jurisdiction) { best = max(best ?? .no, assertion.certainty) }
            if !focus.contains(assertion.jurisdiction), assertion.certainty == .known || assertion.certainty == .assumed {
                isElsewhere = true
            }
        }
        return best ?? (isElsewhere ? .no : .unknown)
    }

    private func paths(from start: Int, where isOpen: (Int) -> Bool, doubtful: Set<Int> = [], visit: ([Int], Certainty) -> Void) {
        func walk(_ path: [Int], _ weakest: Certainty) {
            visit(path, weakest)
            for (index, edge) in graph.relationships.enumerated() where edge.from == path.last && !path.contains(edge.to) && isOpen(index) {
                let certainty = doubtful.contains(index) ? min(edge.details.certainty, .assumed) : edge.details.certainty
                guard certainty > .no else { continue }
                walk(path + [edge.to], min(weakest, certainty))
            }
        }
        walk([start], .known)
    }
}

/// The seeds of one run: 300, or 10,000 in the long suite.
enum Seeds {
    static var all: Range<UInt64> { 0..<(ProcessInfo.processInfo.environment["CHOKEPOINT_LONG"] == "1" ? 10_000 : 300) }
}

/// A small generator with a seed, so that a failure can be run again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}

extension SupplyGraph {
    /// A random graph of two to seven nodes with cycles, self-loops and relationships of every family.
    static func random(_ random: inout SplitMix) -> SupplyGraph {
        let count = Int.random(in: 2...7, using: &random)
        let kinds: [NodeKind] = [.package, .model, .organization, .service, .product, .capability]
        let certainties: [Certainty] = [.no, .unknown, .assumed, .known]
        let nodes = (0..<count).map { index -> Node in
            var jurisdictions: [JurisdictionAssertion] = []
            for code in ["US", "CN"] as [Jurisdiction] where Bool.random(using: &random) {
                jurisdictions.append(
                    JurisdictionAssertion(code, nexus: .established, certainty: certainties.randomElement(using: &random) ?? .known))
            }
            let isComplete = Bool.random(using: &random)
            return Node(
                id: NodeID("n\(index)"), kind: kinds.randomElement(using: &random) ?? .package,
                attributes: isComplete ? [.completeness: "complete"] : [:],
                jurisdictions: jurisdictions, sources: [SourceLocation(file: "f", place: "line \(index)", reader: "test")])
        }
        var edges: [Relationship] = []
        for _ in 0..<Int.random(in: 0...(count * 2), using: &random) {
            let kind = RelationshipKind.allCases.randomElement(using: &random) ?? .dependsOn
            let details = RelationshipDetails(kind, certainty: [.unknown, .assumed, .known].randomElement(using: &random) ?? .known)
            edges.append(
                Relationship(
                    from: Int.random(in: 0..<count, using: &random), to: Int.random(in: 0..<count, using: &random), details: details))
        }
        return SupplyGraph(sortedNodes: nodes, relationships: edges, statedRequirements: [])
    }
}
