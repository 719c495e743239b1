internal import SupplyChain

extension Proof {
    /// Where in a proof each claim is shown.
    public struct Places: Sendable {
        /// The claims as numbers, increasing, with the steps that show them.
        private let entries: [(claim: Int, step: Int)]

        fileprivate init(_ steps: [Step]) {
            entries = steps.indices.map { (Self.number(of: steps[$0].claim), $0) }.sorted { $0 < $1 }
        }

        /// The step that shows `claim`, or `nil` if none does.
        public subscript(claim: Claim) -> Int? {
            let sought = Self.number(of: claim)
            var (low, high) = (0, entries.count)
            while low < high {
                let middle = (low + high) / 2
                if entries[middle].claim < sought { low = middle + 1 } else { high = middle }
            }
            return low < entries.count && entries[low].claim == sought ? entries[low].step : nil
        }

        private static func number(of claim: Claim) -> Int { claim.node << 8 | Int(claim.state.rawValue) }
    }

    /// Where each claim is shown.
    ///
    /// - Complexity: O(*n* log *n*) for *n* steps.
    public var places: Places { Places(steps) }

    /// The state that the node of each step reaches by the steps of this proof, which may be worse than what had to be claimed of it.
    ///
    /// Losing a spare degrades whoever wanted it: of the spare only `degraded` has to be claimed, and it is down all the same. Members of a group
    /// that are no premises count as unaffected, so no state is overstated.
    /// - Complexity: O(steps + premises log steps), and a sort of the premises of each group.
    public func reached(_ places: Places) -> [SupplyState] {
        var reached: [SupplyState] = []
        reached.reserveCapacity(steps.count)
        for position in steps.indices {
            let claimed = steps[position].claim.state
            switch steps[position].reason {
            case .event(_, let effect): reached.append(max(claimed, effect.state))
            case .requirement(let group, let premises):
                let states = premises.map { premise in
                    guard let place = places[premise], place < position else { return premise.state }
                    return reached[place]
                }
                reached.append(max(claimed, group.value(ofMembersLost: states)))
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
