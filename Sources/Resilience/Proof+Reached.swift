internal import SupplyChain

extension Proof {
    /// The state that each claimed node reaches by the steps of this proof, which may be worse than what had to be claimed of it.
    ///
    /// Losing a spare degrades whoever wanted it: of the spare only `degraded` has to be claimed, and it is down all the same. Members of a group
    /// that are no premises count as unaffected, so no state is overstated.
    /// - Complexity: O(steps + premises), and a sort of the premises of each group.
    public var reached: [Claim: SupplyState] {
        var reached: [Claim: SupplyState] = [:]
        for step in steps {
            switch step.reason {
            case .event(_, let effect): reached[step.claim] = max(step.claim.state, effect.state)
            case .requirement(let group, let premises):
                let states = premises.map { reached[$0] ?? $0.state }
                reached[step.claim] = max(step.claim.state, group.value(ofMembersLost: states))
            }
        }
        return reached
    }
}

extension Requirement {
    /// The value of the group where these members are in such states and all others are unaffected (semantics 2.5).
    func value(ofMembersLost states: [SupplyState]) -> SupplyState {
        let count = members.count { $0.status != .planned }
        let meanings = states.map(type.meaning(of:)).sorted()
        /// The state of the member of this rank, the best first.
        func state(at rank: Int) -> SupplyState {
            if rank <= 0 { return .unaffected }
            if rank > count { return type.meaning(of: .down) }
            let position = rank - 1 - (count - meanings.count)
            return meanings.indices.contains(position) ? meanings[position] : .unaffected
        }
        return max(state(at: atLeast), min(.degraded, state(at: want)))
    }
}
