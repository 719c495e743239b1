/// The least solution of a system after some events, with the round in which each node reached each level.
public struct Solution: Sendable {
    /// The level of each node.
    public let levels: [UInt8]
    /// The events that happened, by their numbers, increasing.
    public let happened: [Int]
    /// The stage asked about.
    public let stage: UInt8
    /// How many rounds it took until nothing changed.
    public var roundCount: Int { Int(ranks.max() ?? 0) }

    let ranks: [Int32]
    /// What the events did, by node, then by event.
    let causes: [Cause]

    struct Cause: Sendable, Hashable {
        let node: Int32
        let level: UInt8
        let event: Int32
    }

    /// What a ranked fixpoint has come to after events, numbered in increasing order.
    init(_ fixpoint: Fixpoint, after numbers: [Int], of events: [BasicEvent]) {
        var causes: [Cause] = []
        for number in numbers {
            for effect in events[number].effects where effect.level > 0 {
                causes.append(
                    Cause(node: Int32(truncatingIfNeeded: effect.node), level: effect.level, event: Int32(truncatingIfNeeded: number)))
            }
        }
        causes.sort { ($0.node, $0.event, $0.level) < ($1.node, $1.event, $1.level) }
        levels = fixpoint.levels
        happened = numbers
        stage = fixpoint.stage
        ranks = fixpoint.ranks
        self.causes = causes
    }

    /// The first round of Kleene's iteration in which `node` reached `level`, or `nil` if it never did.
    ///
    /// - Precondition: `level` lies in 1 to 3.
    public func rank(of node: Int, at level: UInt8) -> Int? {
        let rank = ranks[3 * node + Int(level) - 1]
        return rank > 0 ? Int(rank) : nil
    }

    /// The first event that lifts `node` to `level` or above by itself, or `nil`.
    func cause(of node: Int, at level: UInt8) -> Int? {
        var low = 0
        var high = causes.count
        while low < high {
            let middle = (low + high) / 2
            if Int(causes[middle].node) < node { low = middle + 1 } else { high = middle }
        }
        while low < causes.count, Int(causes[low].node) == node {
            if causes[low].level >= level { return Int(causes[low].event) }
            low += 1
        }
        return nil
    }
}

extension ThresholdSystem {
    /// The least solution when the events numbered `happened` have taken place, and gates of later stages do not count.
    ///
    /// Source: the least fixpoint of a monotone map on a finite lattice (Tarski 1955), by Kleene's iteration on counters (Dowling & Gallier 1984).
    /// - Complexity: O(nodes + gates + members).
    public func solution(after happened: some Sequence<Int>, of events: [BasicEvent], stage: UInt8) -> Solution {
        let numbers = Set(happened).sorted()
        let fixpoint = Fixpoint(self, stage: stage, ranked: true, seeds: numbers.lazy.flatMap { events[$0].effects })
        return Solution(fixpoint, after: numbers, of: events)
    }

    /// The levels alone of the least solution, for a base given node by node.
    ///
    /// - Complexity: O(nodes + gates + members).
    public func levels(of base: some Sequence<BasicEvent.Effect>, stage: UInt8) -> [UInt8] {
        Fixpoint(self, stage: stage, seeds: base).levels
    }
}
