/// A proof that a node reached a level: steps that start at events, each from earlier ones, the conclusion last.
public struct Derivation: Sendable, Hashable {
    /// That a node has at least a level.
    public struct Claim: Sendable, Hashable {
        /// The node.
        public let node: Int
        /// The level, 1 to 3.
        public let level: UInt8

        /// A claim about one node.
        public init(node: Int, level: UInt8) {
            self.node = node
            self.level = level
        }
    }

    /// Why a claim holds.
    public enum Reason: Sendable, Hashable {
        /// The event of this number lifts the node that far by itself.
        case event(Int)
        /// Under this gate these members, exactly as many as it takes, have reached the level that counts; none where the gate can never be met.
        case gate(Int, premises: [Claim])
    }

    /// One claim with its reason.
    public struct Step: Sendable, Hashable {
        /// What is claimed.
        public let claim: Claim
        /// Why it holds.
        public let reason: Reason

        /// A step of a proof.
        public init(claim: Claim, reason: Reason) {
            self.claim = claim
            self.reason = reason
        }
    }

    /// The steps; every premise is claimed by an earlier one.
    public let steps: [Step]

    /// A proof from steps; nothing is checked here.
    public init(steps: [Step]) { self.steps = steps }
}

extension ThresholdSystem {
    /// The proof that `node` reached `level` in `solution`, or `nil` if it did not.
    ///
    /// Every premise has a smaller rank than what follows from it, so the proof is finite and without a cycle. Where several members would do,
    /// those of the smallest rank, then the smallest index, are taken; of several gates, the one of the smallest number.
    /// - Complexity: O(*s* log *s*) for the *s* members of the gates used.
    public func derivation(of node: Int, at level: UInt8, in solution: Solution) -> Derivation? {
        guard level > 0, solution.levels[node] >= level else { return nil }
        var steps: [Derivation.Step] = []
        var known: Set<Derivation.Claim> = []
        var open = [Derivation.Claim(node: node, level: level)]
        while let claim = open.popLast() {
            guard known.insert(claim).inserted, let reason = reason(for: claim, in: solution) else { continue }
            steps.append(.init(claim: claim, reason: reason))
            if case .gate(_, let premises) = reason { open.append(contentsOf: premises) }
        }
        func key(_ step: Derivation.Step) -> (Int, Int, UInt8) {
            (solution.rank(of: step.claim.node, at: step.claim.level) ?? 0, step.claim.node, step.claim.level)
        }
        return Derivation(steps: steps.sorted { key($0) < key($1) })
    }

    private func reason(for claim: Derivation.Claim, in solution: Solution) -> Derivation.Reason? {
        if let event = solution.cause(of: claim.node, at: claim.level) { return .event(event) }
        guard let rank = solution.rank(of: claim.node, at: claim.level) else { return nil }
        for gate in gateRows[claim.node] where stageOfGate[Int(gate)] <= solution.stage {
            guard let premiseLevel = premiseLevel(for: claim.level, at: Int(gate)) else { continue }
            let count = threshold(for: claim.level, at: Int(gate))
            if count <= 0 { return .gate(Int(gate), premises: []) }
            var candidates: [(rank: Int, node: Int)] = []
            for member in memberRows[Int(gate)] {
                if let other = solution.rank(of: Int(member), at: premiseLevel), other < rank { candidates.append((other, Int(member))) }
            }
            guard candidates.count >= count else { continue }
            candidates.sort { ($0.rank, $0.node) < ($1.rank, $1.node) }
            return .gate(Int(gate), premises: candidates.prefix(count).map { .init(node: $0.node, level: premiseLevel) })
        }
        return nil
    }
}
