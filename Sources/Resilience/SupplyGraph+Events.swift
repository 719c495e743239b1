internal import GraphTheory
public import SupplyChain

extension SupplyGraph {
    /// The events of one level, sorted by id (semantics 6.1–6.3).
    ///
    /// - `artefact`: each thing that can be removed; products, capabilities and organizations cannot.
    /// - `entity`: each organization with what it controls directly. A thing that no organization is known to control has an event of its own,
    ///   `unknown-controller:` and its id: down for a service or infrastructure, else frozen; its control is what the graph asserts of the thing.
    /// - `parent`: the organizations that no other owns or controls, each with all it reaches by control and by half of the shares.
    /// - `jurisdiction`: one event that joins what every organization does that `focus` may have a hand on, each effect as sure as that hand.
    ///
    /// - Parameters:
    ///   - level: The level.
    ///   - focus: The governments asked about.
    ///   - control: How sure it is that they have a hand on a node; what the graph itself asserts of it if `nil`.
    public func events(at level: EventLevel, focus: Set<Jurisdiction>, control: ((Int) -> Certainty)? = nil) -> [Event] {
        let control = control ?? { ownControl(of: $0, for: focus) }
        let events: [Event]
        switch level {
        case .artefact:
            events = nodes.indices.compactMap { nodes[$0].kind.isRemovable ? event(removing: $0, as: .gone, control: control($0)) : nil }
        case .entity: events = entityEvents(ControlEffects(self), focus: focus, control: control)
        case .parent: events = parentEvents(ControlEffects(self), focus: focus, control: control)
        case .jurisdiction: events = [jurisdictionEvent(ControlEffects(self), focus: focus, control: control)]
        }
        return events.sorted { $0.id < $1.id }
    }

    /// The removal of one node: an organization with all it controls directly and through others, anything else by itself.
    ///
    /// `effect` says how a thing goes; an organization that is only `cutoff` or `impaired` does no more than that to what it controls.
    /// `overriding` says of relationships of control, by index, what losing the controller does there.
    public func removal(
        of node: Int, as effect: RemovalEffect = .gone, control: Certainty = .known, overriding: [Int: SupplyState] = [:]
    ) -> Event {
        guard nodes[node].kind == .organization else { return event(removing: node, as: effect, control: control) }
        let effects = ControlEffects(self, overriding: overriding).allEffects(of: node).map {
            Event.Effect(node: $0.node, state: min($0.state, effect.state), certainty: $0.certainty, relationships: $0.relationships)
        }
        return Event(
            id: nodes[node].id, subject: .parent(node),
            effects: ControlEffects.strongest(effects + [Event.Effect(node: node, state: effect.state)]), control: control)
    }

    private func event(removing node: Int, as effect: RemovalEffect, control: Certainty) -> Event {
        Event(id: nodes[node].id, subject: .node(node), effects: [.init(node: node, state: effect.state)], control: control)
    }

    private func entityEvents(_ effects: ControlEffects, focus: Set<Jurisdiction>, control: (Int) -> Certainty) -> [Event] {
        effects.directControllers.map { organization in
            Event(
                id: nodes[organization].id, subject: .organization(organization), effects: effects.directEffects(of: organization),
                control: control(organization))
        } + unknownControllerEvents(effects, focus: focus)
    }

    private func parentEvents(_ effects: ControlEffects, focus: Set<Jurisdiction>, control: (Int) -> Certainty) -> [Event] {
        let candidates = Set(effects.directControllers + relationships.filter { $0.kind.belongs(to: .ownership) }.map(\.to)).sorted()
        let groups = candidates.map { effects.group(of: $0) }
        let takenAlong = Dictionary(uniqueKeysWithValues: zip(candidates, groups.map { Set($0) }))
        // An organization is ultimate when whoever takes it along is taken along in turn; of such a ring the first stands for all.
        var owners: [Int: [Int]] = [:]
        for (owner, group) in zip(candidates, groups) {
            for member in group where member != owner { owners[member, default: []].append(owner) }
        }
        let ultimate = candidates.filter { candidate in
            (owners[candidate] ?? []).allSatisfy { owner in (takenAlong[candidate]?.contains(owner) ?? false) && candidate < owner }
        }
        return ultimate.compactMap { parent in
            let all = effects.allEffects(of: parent)
            return all.isEmpty ? nil : Event(id: nodes[parent].id, subject: .parent(parent), effects: all, control: control(parent))
        } + unknownControllerEvents(effects, focus: focus)
    }

    private func unknownControllerEvents(_ effects: ControlEffects, focus: Set<Jurisdiction>) -> [Event] {
        nodes.indices.compactMap { node in
            guard nodes[node].kind.isRemovable, !effects.controlledNodes.contains(node) else { return nil }
            return Event(
                id: NodeID("unknown-controller:" + nodes[node].id.text), subject: .unknownController(of: node),
                effects: [.init(node: node, state: nodes[node].kind.isOperated ? .down : .frozen)],
                control: ownControl(of: node, for: focus))
        }
    }

    private func jurisdictionEvent(_ effects: ControlEffects, focus: Set<Jurisdiction>, control: (Int) -> Certainty) -> Event {
        let owners = relationships.filter { $0.kind.belongs(to: .ownership) }.map(\.to)
        var joined: [Event.Effect] = []
        for organization in Set(effects.directControllers + owners).sorted() {
            let hand = control(organization)
            guard hand > .no else { continue }
            joined += effects.allEffects(of: organization).map {
                Event.Effect(node: $0.node, state: $0.state, certainty: min($0.certainty, hand), relationships: $0.relationships)
            }
        }
        joined += unknownControllerEvents(effects, focus: focus).filter { $0.control > .no }.flatMap { event in
            event.effects.map { Event.Effect(node: $0.node, state: $0.state, certainty: min($0.certainty, event.control)) }
        }
        let codes = focus.sorted().map(\.text).joined(separator: "+")
        return Event(
            id: NodeID("jurisdiction:" + codes), subject: .governments(focus), effects: ControlEffects.strongest(joined), control: .known)
    }
}

extension NodeKind {
    /// Whether a thing of this kind can be taken away by itself.
    fileprivate var isRemovable: Bool {
        switch self {
        case .product, .capability, .organization: false
        default: true
        }
    }

    /// Whether somebody keeps it running, so that it stops with them.
    fileprivate var isOperated: Bool { self == .service || self == .infrastructure }
}
