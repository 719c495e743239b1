import Foundation
import Propagation
import SupplyChain
import Testing

struct ValueSharesTests {
    private func share(_ text: String) throws -> ExactShare { try #require(ExactShare(text)) }

    @Test func `the worked example with a ring: two thirds and one third, not a half and a quarter`() throws {
        let (half, zero) = (try share("0.5"), try share("0"))
        let shares = ValueShares(
            parts: [.init(whole: 0, part: 1, share: half), .init(whole: 1, part: 0, share: half)], own: [.share(zero), .share(half)])
        #expect(shares.low(of: 1).description == "0.666666" && shares.high(of: 1).description == "0.666667")
        #expect(shares.low(of: 0).description == "0.333333" && shares.high(of: 0).description == "0.333334")
    }

    @Test func `a closed ring that only passes on gets nothing, and one that nobody describes could be all of it`() throws {
        let ring = [ValueShares.Part(whole: 0, part: 1, share: .all), ValueShares.Part(whole: 1, part: 0, share: .all)]
        let closed = ValueShares(parts: ring, own: [.share(.none), .share(.none)])
        #expect(closed.high(of: 0) == .none && closed.high(of: 1) == .none)
        let open = ValueShares(parts: [], own: [.unknown])
        #expect(open.low(of: 0) == .none && open.high(of: 0) == .all)
    }

    @Test func `a threshold met exactly counts for at least and not for more than`() throws {
        let quarter = try share("0.25")
        let shares = ValueShares(parts: [.init(whole: 0, part: 1, share: quarter)], own: [.share(.none), .rest])
        #expect(shares.verdict(on: 0, .atLeast, quarter) == .known)
        #expect(shares.verdict(on: 0, .moreThan, quarter) == .no)
        #expect(shares.verdict(on: 0, .moreThan, try share("0.249999")) == .known)
        // Three levels of six decimals are exact.
        let third = try share("0.333333")
        let deep = ValueShares(
            parts: [
                .init(whole: 0, part: 1, share: third), .init(whole: 1, part: 2, share: quarter), .init(whole: 2, part: 3, share: third),
            ],
            own: [.share(.none), .share(.none), .share(.none), .rest])
        #expect(deep.low(of: 0).description == "0.027777" && deep.high(of: 0).description == "0.027778")
    }

    @Test func `a row of more than the whole is an input error, and leaves the share open`() throws {
        let most = try share("0.6")
        let shares = ValueShares(
            parts: [.init(whole: 0, part: 1, share: most), .init(whole: 0, part: 2, share: most)],
            own: [.share(.none), .rest, .share(.none)])
        #expect(shares.overfull == [0])
        #expect(shares.low(of: 0) == .none && shares.high(of: 0) == .all)
        #expect(shares.verdict(on: 0, .atLeast, most) == .unknown)
    }

    /// The least solution by summing walks of up to 4000 steps, in floating point.
    private func solve(_ count: Int, _ parts: [(Int, Int, Double)], _ own: [Double]) -> [Double] {
        var values = [Double](repeating: 0, count: count)
        for _ in 0..<4000 {
            var next = own
            for part in parts { next[part.0] += part.2 * values[part.1] }
            let moved = zip(next, values).map { abs($0 - $1) }.max() ?? 0
            values = next.map { min(1, $0) }
            if moved < 1e-10 { break }
        }
        return values
    }

    @Test func `I27 equal to the solution on small graphs, within it every completion of what nobody states`() throws {
        for seed in Seeds.all {
            var dice = SplitMix(seed: seed)
            let count = Int.random(in: 2...4, using: &dice)
            var parts: [ValueShares.Part] = []
            var own: [ValueShares.Own] = []
            for whole in 0..<count {
                var left = 20
                for part in 0..<count where Int.random(in: 0...2, using: &dice) == 0 {
                    if Int.random(in: 0...3, using: &dice) == 0 {
                        parts.append(.init(whole: whole, part: part, share: nil))
                    } else {
                        let taken = Int.random(in: 0...(left / 2), using: &dice)
                        left -= taken
                        parts.append(.init(whole: whole, part: part, share: ExactShare(millionths: taken * 50_000)))
                    }
                }
                switch Int.random(in: 0...3, using: &dice) {
                case 0: own.append(.unknown)
                case 1: own.append(.rest)
                default: own.append(.share(try #require(ExactShare(millionths: Int.random(in: 0...left, using: &dice) * 50_000))))
                }
            }
            let shares = ValueShares(parts: parts, own: own)
            #expect(shares.overfull.isEmpty, "seed \(seed)")
            for _ in 0..<8 {
                // Each row's rest is cut up at random among its unknown parts, its unknown own share, and something of no concern.
                var stated: [(Int, Int, Double)] = []
                var origin = [Double](repeating: 0, count: count)
                for whole in 0..<count {
                    let row = parts.filter { $0.whole == whole }
                    var rest = 1 - row.reduce(0.0) { $0 + Double($1.share?.millionths ?? 0) / 1e6 }
                    if case .share(let share) = own[whole] {
                        origin[whole] = Double(share.millionths) / 1e6
                        rest -= origin[whole]
                    }
                    for part in row {
                        if let share = part.share {
                            stated.append((whole, part.part, Double(share.millionths) / 1e6))
                        } else {
                            let taken = rest * Double(Int.random(in: 0...4, using: &dice)) / 4
                            rest -= taken
                            stated.append((whole, part.part, taken))
                        }
                    }
                    switch own[whole] {
                    case .rest: origin[whole] = rest
                    case .unknown: origin[whole] = rest * Double(Int.random(in: 0...4, using: &dice)) / 4
                    case .share: break
                    }
                }
                let truth = solve(count, stated, origin)
                let isCertain = !parts.contains { $0.share == nil } && !own.contains(.unknown)
                for node in 0..<count {
                    let (low, high) = (Double(shares.low(of: node).millionths) / 1e6, Double(shares.high(of: node).millionths) / 1e6)
                    #expect(low <= truth[node] + 1e-5 && truth[node] <= high + 1e-5, "seed \(seed), node \(node)")
                    if isCertain { #expect(high - low < 1e-3, "seed \(seed), node \(node): nothing is open") }
                }
            }
        }
    }

    @Test func `I27 more of one's own origin never means less anywhere`() throws {
        for seed in Seeds.all {
            var dice = SplitMix(seed: seed)
            let parts = (0..<5).map { _ in
                ValueShares.Part(
                    whole: Int.random(in: 0..<4, using: &dice), part: Int.random(in: 0..<4, using: &dice),
                    share: ExactShare(millionths: 150_000))
            }
            let less = [ValueShares.Own](repeating: .share(try share("0.1")), count: 4)
            var more = less
            more[Int.random(in: 0..<4, using: &dice)] = .share(try share("0.2"))
            let (before, after) = (ValueShares(parts: parts, own: less), ValueShares(parts: parts, own: more))
            for node in 0..<4 where before.overfull.isEmpty && after.overfull.isEmpty {
                #expect(before.low(of: node) <= after.low(of: node) && before.high(of: node) <= after.high(of: node), "seed \(seed)")
            }
        }
    }
}
