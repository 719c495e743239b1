public import Resilience
internal import SupplyChain

extension Diagram {
    /// What breaks in this scenario? Before and after in one picture: what is removed, down, degraded, frozen, and what still stands.
    public static func simulation(of exposed: Exposed, _ outage: Outage, in language: DiagramPhrases.Language) -> Diagram {
        SimulationView(ViewContext(exposed, language), outage).diagram()
    }
}

private struct SimulationView {
    private let context: ViewContext
    private let outage: Outage
    private let slice: Slice
    private let reduction: Reduction
    private let lines: NeedLines
    /// The nodes that the scenario takes away itself.
    private let removed: Set<Int>

    init(_ context: ViewContext, _ outage: Outage) {
        self.context = context
        self.outage = outage
        slice = Slice(context.exposed.model, targets: context.exposed.targets)
        var removed: Set<Int> = []
        for event in outage.removed {
            for effect in event.effects where effect.state == .down || event.effects.count == 1 { removed.insert(effect.node) }
        }
        self.removed = removed
        let first = Self.first(context, outage, removed)
        reduction = Reduction(context.exposed, slice, first: first)
        lines = NeedLines(context, slice, kept: reduction.kept)
    }

    /// What the scenario is about: what is removed, why each function is in its state, then whatever changed, the worst first.
    private static func first(_ context: ViewContext, _ outage: Outage, _ removed: Set<Int>) -> [Int] {
        let functions = context.parts.functions
        let proofs = functions.filter { outage.after[$0] > outage.before[$0] }.flatMap { outage.proof(of: $0)?.steps.map(\.claim.node) ?? [] }
        let changed = outage.changedNodes.sorted { left, right in
            outage.after[left] == outage.after[right] ? left < right : outage.after[left] > outage.after[right]
        }
        return functions + removed.sorted().prefix(20) + proofs + changed.prefix(200)
    }

    private var graph: SupplyGraph { context.graph }
    private var say: DiagramPhrases { context.say }

    private func state(of node: Int) -> Diagram.State {
        if removed.contains(node), outage.after[node] > .unaffected { return outage.after[node] == .down ? .removed : Diagram.State(outage.after[node]) }
        if outage.after[node] == .unaffected, outage.hasCircularSupport[node] { return .circular }
        return Diagram.State(outage.after[node])
    }

    func diagram() -> Diagram {
        var folds: [Diagram.Fold] = []
        var nodes = reduction.kept.map { index in
            var card = context.card(index)
            let state = state(of: index)
            card.mark = .state(state)
            if state == .unaffected || state == .circular { card.strips = [] }
            if let hidden = reduction.folded[index] {
                card.share = context.exposed.share(of: hidden)
                folds.append(Diagram.Fold(box: card.id, title: card.title, members: hidden.map { context.id($0) }))
            }
            card.tooltip = PictureText(sentence: "\(context.id(index)): \(say.word(for: Diagram.State(outage.before[index]))) → \(say.word(for: state)) · \(card.tooltip.shown)")
            return card
        }
        nodes += gates()
        var edges = lines.lines.map(coloured) + lines.foldedLines().map { edge in
            var edge = edge
            edge.state = .unaffected
            return edge
        }
        for (stack, isRest) in reduction.stacks.map({ ($0, false) }) + (reduction.rest.map { [($0, true)] } ?? []) {
            let title = isRest ? context.more(stack.members.count) : "\(stack.title) · \(stack.members.count)"
            var box = context.box(isRest ? "rest" : "stack:\(stack.title)", isRest ? .rest : .stack, title: title, members: stack.members)
            box.node.share = nil
            box.node.caption = PictureText(counts(stack.members))
            nodes.append(box.node)
            folds.append(box.fold)
            for holder in stack.holders {
                var edge = Diagram.Edge(context.id(holder.node), box.node.id, .folded, width: 1, tooltip: box.node.title)
                edge.state = .unaffected
                edges.append(edge)
            }
        }
        return Diagram(
            view: "simulation", language: say.language, form: .cards, focus: context.focus,
            subject: PictureText(sentence: "\(context.subject) · \(say("simulation: without ", "模拟：失去 "))\(say.list(outage.removed.map(label)))"),
            verdict: PictureText(sentence: verdict),
            footnote: context.footnote([
                say("horizon \(outage.horizon.name)", "时域 \(outage.horizon.name)"), context.drawn(nodes.count, edges.count),
                reduction.hiddenCount > 0 ? say("\(reduction.hiddenCount) folded", "折叠 \(reduction.hiddenCount) 个") : say("none folded", "无折叠"),
                say("all that changed: ", "全部变化：") + counts(graph.nodes.indices),
            ]),
            outcomes: context.parts.functions.map {
                Diagram.Outcome(name: graph.nodes[$0].pictureTitle, before: Diagram.State(outage.before[$0]), after: state(of: $0))
            },
            nodes: nodes, edges: edges, folds: folds,
            description: context.parts.functions.map { PictureText("\(context.name($0)): \(say.word(for: state(of: $0))).") })
    }

    private func label(_ event: Event) -> String {
        switch event.subject {
        case .node(let node), .organization(let node), .parent(let node): context.name(node)
        case .unknownController, .governments, .named: event.id.text
        }
    }

    /// How many of some nodes are in which state.
    private func counts(_ nodes: some Sequence<Int>) -> String {
        var counts: [SupplyState: Int] = [:]
        for node in nodes where outage.after[node] > outage.before[node] { counts[outage.after[node], default: 0] += 1 }
        let words = [SupplyState.down, .degraded, .frozen].compactMap { state in
            counts[state].map { "\($0) \(say.word(for: Diagram.State(state)))" }
        }
        return words.isEmpty ? say("unaffected", "不受影响") : words.joined(separator: " · ")
    }

    // MARK: Lines

    /// Whether what became of a member is why the node that needs it is in its state.
    private func carries(_ group: Requirement, _ member: Int) -> Bool {
        guard group.type.countsFrom <= outage.horizon else { return false }
        let meaning = group.type.meaning(of: outage.after[member])
        return meaning > .unaffected && outage.after[group.node] > outage.before[group.node]
    }

    private func coloured(_ line: NeedLines.Line) -> Diagram.Edge {
        var edge = line.edge
        let group = context.exposed.model.requirements[line.group]
        // A single point is told by its state here.
        if edge.stroke == .stops { edge.stroke = .run }
        let isCarrying = line.member.map { carries(group, $0) } ?? group.members.contains { carries(group, $0.node) }
        edge.isCarrying = isCarrying && line.member != nil
        let state = state(of: group.node)
        edge.state = isCarrying ? (state == .removed ? .down : state) : .unaffected
        if !isCarrying { edge.width = min(edge.width, 1.2) }
        return edge
    }

    private func gates() -> [Diagram.Node] {
        zip(lines.gates, lines.gateNodes()).map { gate, node in
            var node = node
            let group = context.exposed.model.requirements[gate.group]
            let left = group.members.count { group.type.meaning(of: outage.after[$0.node]) == .unaffected }
            guard left < group.members.count, group.type.countsFrom <= outage.horizon else {
                node.mark = .state(.unaffected)
                return node
            }
            node.title = PictureText(say("\(left) of \(group.members.count) left", "\(group.members.count) 余 \(left)"))
            let isMet = left >= group.atLeast
            node.mark = .state(isMet ? (left < group.want ? .degraded : .unaffected) : Diagram.State(max(outage.after[group.node], .frozen)))
            return node
        }
    }

    // MARK: Words

    private var verdict: String {
        let functions = context.parts.functions
        let isCapabilities = functions.contains { graph.nodes[$0].kind == .capability }
        let noun = isCapabilities ? say("capabilities", "项功能") : say("products", "个产品")
        var words: [String] = []
        func count(_ state: SupplyState) -> Int { functions.count { outage.after[$0] == state && outage.before[$0] < state } }
        let (down, degraded, frozen) = (count(.down), count(.degraded), count(.frozen))
        if down > 0 { words.append(say("\(down) of \(functions.count) \(noun) \(down == 1 ? "stops" : "stop")", "\(functions.count) \(noun)中 \(down) 项停止")) }
        if degraded > 0 { words.append(say("\(degraded) \(degraded == 1 ? "loses" : "lose") function or spare", "\(degraded) 项减弱或失去冗余")) }
        if frozen > 0 { words.append(say("\(frozen) \(frozen == 1 ? "is" : "are") frozen", "\(frozen) 项冻结")) }
        let standing = functions.count { outage.after[$0] == outage.before[$0] }
        guard !words.isEmpty else {
            return say("Nothing asked about changes: all \(functions.count) \(noun) stand as before.", "所问各项无变化：\(functions.count) \(noun)照旧。")
        }
        words.append(say("\(standing) \(standing == 1 ? "stands" : "stand") as before", "\(standing) 项照旧"))
        return words.joined(separator: say(", ", "，")) + say(".", "。")
    }
}
