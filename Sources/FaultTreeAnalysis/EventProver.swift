/// Proves what single events do, one after another, without starting from nothing each time.
///
/// What an event does is worked out as far as the nodes asked about depend on it and until all that is claimed has come about, and then
/// taken back. The proofs are those of the whole solution after that event.
public struct EventProver: Sendable {
    private let system: ThresholdSystem
    private let events: [BasicEvent]
    private let stage: UInt8
    /// What holds before any event, or `nil` where some gate gives a level by itself: its rounds and those of an event would run at once.
    private var fixpoint: Fixpoint?

    /// A prover of claims about some nodes.
    ///
    /// - Complexity: O(nodes + gates + members).
    public init(_ system: ThresholdSystem, events: [BasicEvent], stage: UInt8, about nodes: [Int]) {
        self.system = system
        self.events = events
        self.stage = stage
        if system.unsatisfiable.contains(where: { system.cores[Int($0)].stage <= stage }) { return }
        fixpoint = Fixpoint(system, stage: stage, ranked: true, scope: system.scope(of: nodes, at: stage), seeds: [])
    }

    /// The proof of each claim after the event of this number alone, or `nil` for those that do not hold.
    ///
    /// - Precondition: the claims are about nodes that were named.
    /// - Complexity: O(*m* log *m*) for the *m* members of the gates of which a member changes.
    public mutating func derivations(of claims: [Derivation.Claim], after event: Int) -> [Derivation?] {
        guard fixpoint != nil else {
            let solution = system.solution(after: [event], of: events, stage: stage)
            return claims.map { system.derivation(of: $0.node, at: $0.level, in: solution) }
        }
        fixpoint?.add(events[event].effects, until: claims)
        let derivations = self.derivations(of: claims, under: event)
        fixpoint?.undo(to: 0)
        return derivations
    }

    /// By itself, so that the solution, which shares what the fixpoint holds, is gone when that is taken back.
    private func derivations(of claims: [Derivation.Claim], under event: Int) -> [Derivation?] {
        guard let fixpoint else { return [] }
        let solution = Solution(fixpoint, after: [event], of: events)
        return claims.map { system.derivation(of: $0.node, at: $0.level, in: solution) }
    }
}
