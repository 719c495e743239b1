/// What is wrong with a proof.
public enum DerivationFlaw: Error, Sendable, Hashable {
    /// The steps end in another claim, or there are none.
    case wrongConclusion
    /// The step rests on an event that did not happen or does not lift its node that far.
    case unfoundedEvent(step: Int)
    /// The step rests on a gate that is not its node's, does not count at the stage, or never gives the level.
    case unfoundedGate(step: Int)
    /// The step has another number of premises than its gate takes, or one twice, or one that is no member or claims another level.
    case wrongPremises(step: Int)
    /// A premise is claimed by no earlier step.
    case unprovedPremise(step: Int)
}

/// Checks proofs against the definition of a system; shares no code with what finds them.
public struct DerivationChecker: Sendable {
    private let gates: [Gate]
    private let events: [BasicEvent]

    /// A checker for a system given by its gates and events.
    public init(gates: [Gate], events: [BasicEvent]) {
        self.gates = gates
        self.events = events
    }

    /// Checks that `derivation` proves `conclusion` after the events numbered `happened`; throws the first flaw found.
    ///
    /// - Complexity: linear in the steps and the members of the gates they use.
    public func check(_ derivation: Derivation, of conclusion: Derivation.Claim, after happened: Set<Int>, stage: UInt8)
        throws(DerivationFlaw)
    {
        guard derivation.steps.contains(where: { $0.claim == conclusion }) else { throw .wrongConclusion }
        var proved: Set<Derivation.Claim> = []
        for (index, step) in derivation.steps.enumerated() {
            switch step.reason {
            case .event(let event):
                let lifts =
                    events.indices.contains(event) && happened.contains(event)
                    && events[event].effects.contains { $0.node == step.claim.node && $0.level >= step.claim.level }
                guard lifts, step.claim.level > 0 else { throw .unfoundedEvent(step: index) }
            case .gate(let gate, let premises):
                guard gates.indices.contains(gate), gates[gate].node == step.claim.node, gates[gate].stage <= stage else {
                    throw .unfoundedGate(step: index)
                }
                try check(premises, for: step.claim.level, under: gates[gate], step: index)
                guard premises.allSatisfy(proved.contains) else { throw .unprovedPremise(step: index) }
            }
            proved.insert(step.claim)
        }
    }

    private func check(_ premises: [Derivation.Claim], for level: UInt8, under gate: Gate, step: Int) throws(DerivationFlaw) {
        var counting: UInt8 = 0
        while counting <= 3, gate.transfer.image(of: counting) < level { counting += 1 }
        guard level > 0, counting <= 3 else { throw .unfoundedGate(step: step) }
        let members = Set(gate.members)
        // Below level 3 it is enough that fewer stand than are wanted.
        let standing = level <= 2 ? max(gate.needed, gate.wanted) : gate.needed
        guard standing > 0 else { throw .unfoundedGate(step: step) }
        let required = standing > members.count ? 0 : members.count - standing + 1
        guard premises.count == required, Set(premises.map(\.node)).count == required,
            premises.allSatisfy({ members.contains($0.node) && $0.level == counting })
        else { throw .wrongPremises(step: step) }
    }
}
