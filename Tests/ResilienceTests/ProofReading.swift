import FaultTreeAnalysis
import Resilience
import SupplyChain

/// Reads a proof against the definition of semantics 4.1, sharing nothing with the engine.
struct ProofReading {
    private let reference: NaiveReference
    private let engine: Engine
    private let removed: Set<String>
    private let horizon: Int

    init(_ reference: NaiveReference, _ engine: Engine, _ removed: Set<String>, _ horizon: Int) {
        self.reference = reference
        self.engine = engine
        self.removed = removed
        self.horizon = horizon
    }

    /// What is wrong with it, or `nil`.
    func flaw(in proof: Proof) -> String? {
        var proved: Set<Proof.Claim> = []
        for step in proof.steps {
            let node = engine.model.graph.nodes[step.claim.node].id.text
            let level = Int(step.claim.state.rawValue)
            switch step.reason {
            case .event(let event, let effect):
                guard removed.contains(event.id.text), (reference.events[event.id.text]?[node] ?? 0) >= level else {
                    return "event \(event.id)"
                }
                guard effect.node == step.claim.node, event.effects.contains(effect) else { return "effect of \(event.id)" }
            case .requirement(let group, let premises):
                let tau = NaiveReference.table[group.type.rawValue]!
                guard group.node == step.claim.node, NaiveReference.countsFrom[group.type.rawValue]! <= horizon else {
                    return "group of \(node)"
                }
                guard let counting = (0...3).first(where: { tau[$0] >= level }) else { return "level of \(node)" }
                let members = Set(group.members.map(\.node))
                var counts = [members.count - group.atLeast + 1]
                if level <= 2 { counts.append(members.count - group.want + 1) }
                guard counts.contains(where: { max(0, $0) == premises.count }), Set(premises.map(\.node)).count == premises.count else {
                    return "number of premises of \(node)"
                }
                guard premises.allSatisfy({ members.contains($0.node) && Int($0.state.rawValue) == counting }) else {
                    return "premises of \(node)"
                }
                guard premises.allSatisfy(proved.contains) else { return "order at \(node)" }
            }
            proved.insert(step.claim)
        }
        return nil
    }
}

extension Outage {
    /// The first round in which a node is in a state or worse.
    func rank(of node: Int, at state: SupplyState) -> Int? { derivations.rank(of: node, at: state.rawValue) }

    /// Puts the kernel's proof before the kernel's checker.
    func check(proofOf node: Int, at state: SupplyState) throws {
        guard let derivation = model.system.derivation(of: node, at: state.rawValue, in: derivations) else {
            throw DerivationFlaw.wrongConclusion
        }
        try DerivationChecker(gates: model.gates, events: basicEvents)
            .check(
                derivation, of: .init(node: node, level: state.rawValue), after: Set(removed.indices), stage: horizon.rawValue)
    }
}
