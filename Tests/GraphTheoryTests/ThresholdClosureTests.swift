import GraphTheory
import Testing

@Suite struct `Threshold closures` {
    private func edge(_ from: Int, _ to: Int, _ percent: Int) -> ThresholdClosure.WeightedEdge {
        .init(from: from, to: to, weight: percent * 10_000)
    }

    private func closed(_ seeds: [Int], _ edges: [ThresholdClosure.WeightedEdge]) -> [Int] {
        ThresholdClosure(nodeCount: 5, edges: edges, threshold: 500_000).closure(of: seeds).members
    }

    @Test func `the worked examples of the half rule hold`() {
        // X = 0, A = 1, B = 2, C = 3.
        #expect(closed([0], [edge(0, 1, 50), edge(1, 2, 50)]) == [0, 1, 2])
        #expect(closed([0], [edge(0, 1, 50), edge(0, 2, 50), edge(1, 3, 25), edge(2, 3, 25)]) == [0, 1, 2, 3])
        #expect(closed([0], [edge(0, 1, 50), edge(0, 2, 10), edge(1, 2, 40)]) == [0, 1, 2])
        #expect(closed([0], [edge(0, 1, 50), edge(0, 2, 25), edge(1, 3, 25), edge(2, 3, 25)]) == [0, 1])
    }

    @Test func `cross-holdings alone take nobody in, and a pair counts once`() {
        #expect(closed([], [edge(1, 2, 100), edge(2, 1, 100)]).isEmpty)
        #expect(closed([0], [edge(0, 1, 30), edge(0, 1, 30)]) == [0])
        #expect(closed([0], [edge(0, 1, 49)]) == [0])
        #expect(closed([0], [edge(0, 0, 100)]) == [0])
    }

    @Test func `rounds count from the seeds`() {
        let rule = ThresholdClosure(
            nodeCount: 4, edges: [edge(0, 1, 60), edge(1, 2, 30), edge(0, 2, 20), edge(2, 3, 50)], threshold: 500_000)
        let closure = rule.closure(of: [0])
        #expect(closure.members == [0, 1, 2, 3])
        #expect(closure.rounds == [0, 1, 2, 3])
        #expect(closure.round(of: 3) == 3 && closure.contains(2) && rule.closure(of: [3]).round(of: 0) == nil)
    }

    @Test func `the closure is closed, holds the seeds, and is the least such set`() {
        var state: UInt64 = 17
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<400 {
            let edges = (0..<draw(9)).map { _ in edge(draw(5), draw(5), [10, 20, 25, 30, 50, 100][draw(6)]) }
            let seeds = [draw(5)]
            func isClosed(_ set: Set<Int>) -> Bool {
                (0..<5).allSatisfy { node in
                    var shares: [Int: Int] = [:]
                    for edge in edges where edge.to == node && set.contains(edge.from) {
                        shares[edge.from] = max(shares[edge.from, default: 0], edge.weight)
                    }
                    return set.contains(node) || shares.values.reduce(0, +) < 500_000
                }
            }
            let candidates = (0..<32).map { mask in Set((0..<5).filter { mask >> $0 & 1 == 1 }) }.filter {
                $0.isSuperset(of: seeds) && isClosed($0)
            }
            let least = candidates.reduce(Set(0..<5)) { $0.intersection($1) }
            #expect(closed(seeds, edges) == least.sorted())
            #expect(closed(seeds, edges.reversed()) == least.sorted())
        }
    }
}
