package import FaultTreeAnalysis
package import SupplyChain

/// What becomes of every node when some events happen together (semantics 15.1).
public struct Outage: Sendable {
    /// The model asked.
    public let model: LossModel
    /// What happened.
    public let removed: [Event]
    /// The horizon asked about.
    public let horizon: Horizon
    /// The state of each node before: all unaffected, save for groups that can never be met.
    public let before: [SupplyState]
    /// The state of each node after.
    public let after: [SupplyState]
    /// For each node, whether it now stands only because what it needs needs it in turn: true while it runs, false after a cold start.
    public let hasCircularSupport: [Bool]

    package let derivations: Solution
    package let basicEvents: [BasicEvent]

    /// The indices of the nodes whose state changed, in increasing order.
    public var changedNodes: [Int] { after.indices.filter { after[$0] != before[$0] } }

    /// The indices of the nodes with circular support, in increasing order.
    public var circularNodes: [Int] { after.indices.filter { hasCircularSupport[$0] } }

    /// The state of a node with circular support counted as down (`--strict`).
    public func strictState(of node: Int) -> SupplyState { hasCircularSupport[node] ? .down : after[node] }

    /// Why `node` is in `state` or worse, or `nil` if it is not.
    public func proof(of node: Int, atLeast state: SupplyState) -> Proof? {
        guard let derivation = model.system.derivation(of: node, at: state.rawValue, in: derivations) else { return nil }
        return model.proof(derivation, events: removed)
    }

    /// Why `node` is in the state it is in, or `nil` if it is unaffected.
    public func proof(of node: Int) -> Proof? { proof(of: node, atLeast: after[node]) }
}

extension LossModel {
    /// What becomes of every node when `events` happen together; every effect of theirs counts, however unsure.
    ///
    /// - Complexity: O(nodes + members of groups).
    public func outage(removing events: [Event], horizon: Horizon) -> Outage {
        let basic = events.map(\.withAllEffects)
        let stage = horizon.rawValue
        let solution = system.solution(after: events.indices, of: basic, stage: stage)
        let before = system.levels(of: [], stage: stage)
        let circular = circularNodes(failedAtBase: basic.joinedFailures, levels: solution.levels)
        return Outage(
            model: self, removed: events, horizon: horizon, before: before.map(SupplyState.init(level:)),
            after: solution.levels.map(SupplyState.init(level:)), hasCircularSupport: circular, derivations: solution, basicEvents: basic)
    }

    /// For each node, whether it was grounded with nothing removed, is not now, and is not down (semantics 3.4).
    package func circularNodes(failedAtBase: [Int], levels: [UInt8]) -> [Bool] {
        let before = support.groundedNodes(failedAtBase: [])
        let after = support.groundedNodes(failedAtBase: failedAtBase)
        return levels.indices.map { before[$0] && !after[$0] && levels[$0] < SupplyState.down.rawValue }
    }

    /// The proof in words of the graph.
    package func proof(_ derivation: Derivation, events: [Event]) -> Proof {
        Proof(
            steps: derivation.steps.map { step in
                let claim = Proof.Claim(node: step.claim.node, state: SupplyState(level: step.claim.level))
                switch step.reason {
                case .event(let number):
                    let event = events[number]
                    // The surest effect that goes far enough: effects of a node stand by falling certainty.
                    let effect =
                        event.effects.first { $0.node == claim.node && $0.state >= claim.state }
                        ?? Event.Effect(node: claim.node, state: claim.state, certainty: .unknown)
                    return Proof.Step(claim: claim, reason: .event(event, effect))
                case .gate(let number, let premises):
                    let members = premises.map { Proof.Claim(node: $0.node, state: SupplyState(level: $0.level)) }
                    return Proof.Step(claim: claim, reason: .requirement(requirements[number], premises: members))
                }
            })
    }
}

extension SupplyState {
    /// The state of a level that the kernel gives, which is never above the highest.
    init(level: UInt8) { self = SupplyState(rawValue: level) ?? .down }
}

extension Event {
    /// The event for the kernel, with all its effects, however unsure.
    package var withAllEffects: BasicEvent { basicEvent(atLeast: .no, regardlessOfControl: true) }

    /// The event for the kernel, with those effects that are at least so sure.
    package func basicEvent(atLeast certainty: Certainty, regardlessOfControl: Bool = false) -> BasicEvent {
        guard regardlessOfControl || control >= certainty else { return BasicEvent(effects: []) }
        return BasicEvent(effects: effects.filter { $0.certainty >= certainty }.map { .init(node: $0.node, level: $0.state.rawValue) })
    }
}

extension [BasicEvent] {
    /// The nodes that some event makes fail at the base.
    package var joinedFailures: [Int] { flatMap { $0.effects.filter { $0.level == SupplyState.down.rawValue }.map(\.node) } }
}
