public import Propagation
public import Resilience
internal import SupplyChain

extension Diagram {
    /// What one explanation is about.
    public enum Explained: Sendable {
        /// The most consequential single point, of this node where one is given.
        case singlePoint(of: Int?)
        /// Why the control asked about reaches a node.
        case value(Int)
        /// Why a flag is at a node.
        case flag(FlagID, Int)
        /// Why a node is in its state after a removal.
        case state(Outage, Int)
    }

    /// Why is this so? One path, edge by edge, each with a word and its place.
    public static func explanation(of exposed: Exposed, _ subject: Explained, in language: DiagramPhrases.Language) -> Diagram {
        ExplanationView(ViewContext(exposed, language)).diagram(subject)
    }
}

struct ExplanationView {
    let context: ViewContext

    init(_ context: ViewContext) { self.context = context }

    /// A path as it grows.
    struct Path {
        var subject: String
        var verdict: String
        var nodes: [Diagram.Node] = []
        var edges: [Diagram.Edge] = []

        mutating func add(_ node: Diagram.Node) { if !nodes.contains(where: { $0.id == node.id }) { nodes.append(node) } }
    }

    var graph: SupplyGraph { context.graph }
    var say: DiagramPhrases { context.say }
    var focus: String { context.focus }

    func diagram(_ subject: Diagram.Explained) -> Diagram {
        let path: Path =
            switch subject {
            case _ where graph.nodes.isEmpty:
                Path(subject: context.subject, verdict: say("There is nothing to explain.", "没有可解释的内容。"))
            case .singlePoint(let node): singlePoint(of: node)
            case .value(let node): value(node)
            case .flag(let flag, let node): self.flag(flag, node)
            case .state(let outage, let node): state(outage, node)
            }
        return Diagram(
            view: "explanation", language: say.language, form: .path, focus: focus, subject: PictureText(sentence: path.subject),
            verdict: PictureText(sentence: path.verdict),
            footnote: context.footnote([say.count(path.edges.count, "step", "steps", "步")]),
            nodes: path.nodes, edges: path.edges, description: path.edges.map(\.tooltip))
    }

    // MARK: What stops it

    /// The first single point of a node, else of anything; what only freezes where nothing stops; else who reaches the node.
    private func singlePoint(of node: Int?) -> Path {
        let functions = context.parts.functions
        let asked = node.flatMap { functions.firstIndex(of: $0) }
        let isOfInterest: (ExposedPart) -> Bool = { part in
            guard let node else { return true }
            return part.node == node
                || asked.map { part.stops.contains($0) || part.freezes.contains($0) } ?? context.exposed.targets.contains(node)
        }
        guard let part = context.parts.parts.first(where: isOfInterest) else { return value(node ?? context.exposed.targets.first ?? 0) }
        let isStopping = !part.stops.isEmpty
        let positions = isStopping ? part.stops : part.freezes
        let function = functions[asked.flatMap { positions.contains($0) ? $0 : nil } ?? positions[0]]
        let event = Event(
            id: graph.nodes[part.node].id, subject: .named, effects: [Event.Effect(node: part.node, state: part.loss)], control: .known)
        let outage = context.exposed.model.outage(removing: [event], horizon: isStopping ? .immediate : .update)
        var path = proofPath(outage, function)
        addControl(of: part.node, preferring: part.vendors, &path)
        let steps = path.edges.count { $0.stroke != .control }
        let doubt = part.certainty < .known ? say(", if assumptions hold", "（若推定成立）") : ""
        path.subject = "\(context.subject) · \(say("why \(context.name(part.node)) is a single point", "\(context.name(part.node)) 为何是单点"))"
        let verb = isStopping ? say("stops", "停止") : outage.after[function] == .degraded ? say("is degraded", "降级") : say("is frozen", "冻结")
        path.verdict = say(
            "\(context.name(function)) \(verb) without \(context.name(part.node)): \(say.count(steps, "step", "steps", "")), and nothing replaces it\(doubt).",
            "失去 \(context.name(part.node)) 则\(context.name(function))\(verb)：\(steps) 步，无可替代\(doubt)。")
        return path
    }

    private func state(_ outage: Outage, _ node: Int) -> Path {
        let names = say.list(
            outage.removed.map { event in
                switch event.subject {
                case .node(let node), .organization(let node), .parent(let node): context.name(node)
                case .unknownController, .governments, .named: event.id.text
                }
            })
        var path = proofPath(outage, node)
        path.subject = "\(context.name(node)) · \(say("why, without \(names)", "失去 \(names) 时的原因"))"
        let now = say.word(for: Diagram.State(outage.after[node])).lowercased()
        path.verdict =
            outage.after[node] > outage.before[node]
            ? say(
                "\(context.name(node)) is \(now) without \(names): \(say.count(path.edges.count, "step", "steps", "")).",
                "失去 \(names) 则\(context.name(node))\(now)：\(path.edges.count) 步。")
            : say("\(context.name(node)) stands as before without \(names).", "失去 \(names) 时\(context.name(node))照旧。")
        return path
    }

    /// From what fell down to what fell first, always by the first premise; a choice whose members all fell is a diamond.
    private func proofPath(_ outage: Outage, _ node: Int) -> Path {
        var path = Path(subject: "", verdict: "")
        path.add(context.card(node))
        guard let proof = outage.proof(of: node) else { return path }
        var steps: [Proof.Claim: Proof.Step] = [:]
        for step in proof.steps { steps[step.claim] = step }
        var claim = proof.conclusion
        while let current = claim, let step = steps[current] {
            claim = nil
            switch step.reason {
            case .requirement(let group, let premises):
                guard let next = premises.first else { break }
                addNeed(group, from: current, to: next, failing: premises.count, &path)
                claim = next
            case .event(_, let effect):
                var last = current.node
                for index in effect.relationships {
                    addRelationship(index, from: last, &path)
                    last = graph.relationships[index].to
                }
            }
        }
        return path
    }

    private func addNeed(_ group: Requirement, from: Proof.Claim, to: Proof.Claim, failing: Int, _ path: inout Path) {
        let kind = group.impliedBy.map { say.verb(for: graph.relationships[$0].kind) } ?? say("needs", "需要")
        let stroke: Diagram.Stroke = from.state == .down ? .stops : from.state == .degraded ? .weakens : .freezes
        let place = group.sources.first.map(say.place)
        var source = context.id(from.node)
        if group.members.count > 1, group.atLeast < group.members.count {
            let gate = "gate:\(source)"
            path.add(
                Diagram.Node(
                    gate, .gate,
                    title: PictureText(say("\(failing) of \(group.members.count) fail", "\(group.members.count) 中 \(failing) 失效")),
                    tooltip: PictureText(
                        say("at least \(group.atLeast) of \(group.members.count)", "\(group.members.count) 个中至少 \(group.atLeast) 个"))))
            path.edges.append(edge(source, gate, stroke, kind, place))
            source = gate
        }
        path.add(context.card(to.node))
        path.edges.append(
            edge(source, context.id(to.node), stroke, source == context.id(from.node) ? kind : say("one of them", "其一"), place))
    }

    func edge(_ from: String, _ to: String, _ stroke: Diagram.Stroke, _ word: String, _ place: String?) -> Diagram.Edge {
        var edge = Diagram.Edge(
            from, to, stroke, width: stroke == .stops ? 2.2 : 1.6,
            tooltip: PictureText(sentence: "\(from) \(word) \(to)\(place.map { " [\($0)]" } ?? "")"))
        edge.label = PictureText(word)
        edge.place = place.map { PictureText($0) }
        edge.isCrossing = stroke == .control
        return edge
    }

    // MARK: Who reaches it

    /// The hand on a part, and on whoever has it, up to the government.
    private func addControl(of node: Int, preferring vendors: [Int], _ path: inout Path) {
        let hands = context.exposed.hands.control[node] ?? []
        guard let index = hands.first(where: { vendors.contains(graph.relationships[$0].to) }) ?? hands.first else { return }
        addRelationship(index, from: node, &path)
        addGovernment(of: graph.relationships[index].to, &path)
    }

    private func addGovernment(of node: Int, _ path: inout Path) {
        let reach = context.exposed.exposure.jurisdictions(of: node).filter {
            context.exposed.exposure.focus.contains($0.jurisdiction) && $0.certainty > .no
        }
        guard let best = reach.max(by: { $0.certainty < $1.certainty }),
            let witness = context.exposed.exposure.witness(of: best.jurisdiction, at: node)
        else { return }
        for step in witness.steps { addStep(step, .control, &path) }
        let nexus = graph.nodes[witness.beginning].jurisdictions.filter { $0.jurisdiction == best.jurisdiction }.max {
            $0.certainty < $1.certainty
        }
        end(at: witness, nexus: nexus, code: best.jurisdiction.text, &path)
    }

    private func end(at witness: Witness, nexus: JurisdictionAssertion?, code: String, _ path: inout Path) {
        let place = witness.origin.first.map(say.place)
        path.add(context.government(code, tab: .focus(code)))
        let doubt = (nexus?.certainty ?? .unknown) < .known ? say(" (assumed)", "（推定）") : ""
        let ground = nexus.map { word(for: $0.nexus) } ?? say("reached by", "受管辖")
        path.edges.append(edge(context.id(witness.beginning), "government:\(code)", .control, ground + doubt, place))
    }

    private func word(for nexus: Nexus) -> String {
        switch nexus {
        case .established: say("established in", "设立于")
        case .residence: say("works from", "工作于")
        case .owned: say("owned from", "由其所有")
        case .operated: say("operated from", "由其运营")
        case .hosted: say("hosted in", "托管于")
        case .made: say("made in", "制造于")
        case .licensed: say("licensed from", "由其许可")
        case .derived: say("derived from there", "派生自")
        default: nexus.text
        }
    }

    private func addRelationship(_ index: Int, from: Int, _ path: inout Path) {
        let edge = graph.relationships[index]
        let isControl = edge.kind.belongs(to: .control) || edge.kind.belongs(to: .ownership)
        let place = edge.sources.first.map(say.place)
        path.add(node(edge.to))
        let doubt = edge.details.certainty < .known ? say(" (assumed)", "（推定）") : ""
        path.edges.append(
            self.edge(context.id(from), context.id(edge.to), isControl ? .control : .run, say.verb(for: edge.kind) + doubt, place))
    }

    func addStep(_ step: Witness.Step, _ stroke: Diagram.Stroke, _ path: inout Path) {
        path.add(node(step.from))
        path.add(node(step.to))
        let word = RelationshipKind(rawValue: step.kind).map { say.verb(for: $0) } ?? say("needs", "需要")
        let place = step.sources.first.map(say.place)
        let doubt = step.certainty < .known ? say(" (assumed)", "（推定）") : ""
        path.edges.append(edge(context.id(step.from), context.id(step.to), stroke, word + doubt, place))
    }

    func node(_ index: Int) -> Diagram.Node {
        guard graph.nodes[index].kind == .organization else { return context.card(index) }
        return context.house(index, caption: say.word(for: .vendor))
    }

    private func value(_ node: Int) -> Path {
        var path = Path(subject: "\(context.name(node)) · \(say("reached by \(focus)?", "是否受 \(focus) 影响？"))", verdict: "")
        path.add(self.node(node))
        guard let witness = context.exposed.exposure.witness(ofValueAt: node) else {
            let isUnknown = context.exposed.exposure.value(of: node) == .unknown
            path.verdict =
                isUnknown
                ? say(
                    "Nothing says that \(focus) reaches \(context.name(node)), and something that it stands on is not known.",
                    "没有证据表明 \(focus) 影响 \(context.name(node))，但其所依赖的部分情况未知。")
                : say("\(focus) does not reach \(context.name(node)).", "\(focus) 不影响 \(context.name(node))。")
            return path
        }
        for step in witness.steps { addStep(step, step.kindIsControl ? .control : .run, &path) }
        let own = graph.nodes[witness.beginning].jurisdictions.filter { context.exposed.exposure.focus.contains($0.jurisdiction) }
        let nexus = own.max { $0.certainty < $1.certainty }
        end(at: witness, nexus: nexus, code: nexus?.jurisdiction.text ?? focus, &path)
        let doubt = witness.certainty < .known ? say(", if assumptions hold", "（若推定成立）") : ""
        path.verdict = say(
            "\(focus) reaches \(context.name(node)) by \(say.count(path.edges.count, "step", "steps", ""))\(doubt).",
            "\(focus) 经 \(path.edges.count) 步影响 \(context.name(node))\(doubt)。")
        return path
    }
}

extension Witness.Step {
    /// Whether it is a step of control or ownership, which a flag or a reach travels differently from a need.
    var kindIsControl: Bool {
        RelationshipKind(rawValue: kind).map { $0.belongs(to: .control) || $0.belongs(to: .ownership) } ?? false
    }
}
