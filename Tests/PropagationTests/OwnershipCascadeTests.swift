import Propagation
import SupplyChain
import Testing

struct OwnershipCascadeTests {
    private struct Share {
        let owned: Int
        let owner: Int
        let millionths: Int
    }

    private func graph(_ count: Int, _ shares: [Share], certainty: Certainty = .known) -> SupplyGraph {
        SupplyGraph(
            sortedNodes: (0..<count).map { SupplyGraph.Node(id: NodeID("org:\($0)"), kind: .organization) },
            relationships: shares.map {
                SupplyGraph.Relationship(
                    from: $0.owned, to: $0.owner,
                    details: RelationshipDetails(.ownedBy, share: ExactShare(millionths: $0.millionths), certainty: certainty))
            }, statedRequirements: [])
    }

    private func half(_ comparison: OwnershipRule.Comparison = .atLeast) throws -> OwnershipRule {
        let half = try #require(ExactShare("0.5"))
        return try #require(OwnershipRule(comparison, half))
    }

    /// X is 0, A 1, B 2, C 3; shares as (owned, owner, per cent).
    @Test(arguments: [
        ([(1, 0, 50), (2, 1, 50)], 2, true),
        ([(1, 0, 50), (2, 0, 50), (3, 1, 25), (3, 2, 25)], 3, true),
        ([(1, 0, 50), (2, 0, 10), (2, 1, 40)], 2, true),
        ([(1, 0, 50), (2, 0, 25), (3, 1, 25), (3, 2, 25)], 3, false),
    ]) func `I26 the four worked examples`(_ example: (shares: [(Int, Int, Int)], asked: Int, isBlocked: Bool)) throws {
        let graph = graph(4, example.shares.map { Share(owned: $0.0, owner: $0.1, millionths: $0.2 * 10_000) })
        let cascade = graph.ownershipCascade(from: [0], under: try half())
        // Who else holds them is not said, so the one that is not blocked by what is known stays open.
        #expect(cascade.verdict(on: example.asked) == (example.isBlocked ? .known : .unknown))
        #expect(cascade.grounds(of: example.asked).isEmpty != example.isBlocked)
        #expect(graph.ownershipCascade(from: [0], under: try half(.moreThan)).verdict(on: example.asked) == .unknown)
    }

    @Test func `cross-holdings alone block nobody, and full registers exclude`() throws {
        let ring = graph(4, [Share(owned: 1, owner: 2, millionths: 1_000_000), Share(owned: 2, owner: 1, millionths: 1_000_000)])
        let cascade = ring.ownershipCascade(from: [0], under: try half())
        #expect(cascade.verdict(on: 1) == .no && cascade.verdict(on: 2) == .no)
        #expect(cascade.verdict(on: 3) == .unknown, "nobody says who owns it")
        #expect(ring.ownershipCascade(from: [], under: try half()).verdict(on: 3) == .no, "where nobody is listed nobody is blocked")
    }

    @Test func `shares that are assumed block as assumed, and an unstated one leaves it open`() throws {
        let assumed = graph(2, [Share(owned: 1, owner: 0, millionths: 600_000)], certainty: .assumed)
        #expect(assumed.ownershipCascade(from: [0], under: try half()).verdict(on: 1) == .assumed)
        let unstated = SupplyGraph(
            sortedNodes: assumed.nodes,
            relationships: [SupplyGraph.Relationship(from: 1, to: 0, details: RelationshipDetails(.ownedBy))], statedRequirements: [])
        #expect(unstated.ownershipCascade(from: [0], under: try half()).verdict(on: 1) == .unknown)
    }

    /// The least closed superset of the listed, as the definition says: the meet of all of them.
    private func least(_ count: Int, _ listed: Set<Int>, _ shares: [Share]) -> Set<Int> {
        var meet = Set(0..<count)
        for mask in 0..<(1 << count) {
            let candidate = Set((0..<count).filter { mask >> $0 & 1 == 1 })
            let isClosed = (0..<count).allSatisfy { node in
                candidate.contains(node)
                    || shares.filter { $0.owned == node && candidate.contains($0.owner) }.reduce(0) { $0 + $1.millionths } < 500_000
            }
            if isClosed, listed.isSubset(of: candidate) { meet.formIntersection(candidate) }
        }
        return meet
    }

    @Test func `I25 the blocked set is the least closed one, grows with the list, and the interval holds every completion`() throws {
        for seed in Seeds.all {
            var dice = SplitMix(seed: seed)
            let count = Int.random(in: 2...5, using: &dice)
            var shares: [Share] = []
            for owned in 1..<count {
                var left = 20
                for owner in 0..<count where owner != owned && Bool.random(using: &dice) {
                    let part = Int.random(in: 0...left, using: &dice)
                    left -= part
                    shares.append(Share(owned: owned, owner: owner, millionths: part * 50_000))
                }
            }
            let graph = graph(count, shares)
            let cascade = graph.ownershipCascade(from: [0], under: try half())
            let blocked = Set((0..<count).filter { cascade.verdict(on: $0) == .known })
            #expect(blocked == least(count, [0], shares), "seed \(seed)")
            let more = graph.ownershipCascade(from: [0, 1], under: try half())
            #expect(blocked.allSatisfy { more.verdict(on: $0) == .known }, "seed \(seed)")
            // Each company's unknown rest goes to the listed party or to a stranger who is not: every node's verdict must agree with all of these.
            var always = Set(0..<count)
            var sometimes: Set<Int> = []
            for mask in 0..<(1 << count) {
                let rest = (0..<count).filter { mask >> $0 & 1 == 1 && $0 != 0 }.map { node in
                    Share(
                        owned: node, owner: 0,
                        millionths: 1_000_000 - shares.filter { $0.owned == node }.reduce(0) { $0 + $1.millionths })
                }
                let completed = least(count, [0], shares + rest)
                always.formIntersection(completed)
                sometimes.formUnion(completed)
            }
            for node in 0..<count {
                let expected: Certainty = always.contains(node) ? .known : sometimes.contains(node) ? .unknown : .no
                #expect(cascade.verdict(on: node) == expected, "seed \(seed), node \(node)")
            }
        }
    }
}
