public import Resilience
internal import SupplyChain

extension Diagram {
    /// What breaks in this scenario? Before and after in one picture: what is removed, down, degraded, frozen, and what still stands.
    ///
    /// `scenario` is what was asked for, in the words of whoever asked.
    public static func simulation(
        of exposed: Exposed, _ outage: Outage, scenario: [String] = [], in language: DiagramPhrases.Language
    ) -> Diagram {
        SimulationView(ViewContext(exposed, language), outage).diagram(scenario)
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
        slice = context.exposed.slice
        var removed: Set<Int> = []
        for event in outage.removed {
            for effect in event.effects where effect.state == .down || event.effects.count == 1 { removed.insert(effect.node) }
        }
        self.removed = removed
        let first = Self.first(context, outage, removed)
        reduction = Reduction(context.exposed, slice, first: first, isOnlyFirst: true)
        lines = NeedLines(context, slice, kept: reduction.kept)
    }

    /// What the scenario is about: what is removed, why each function is in its state, then whatever changed, the worst first.
    private static func first(_ context: ViewContext, _ outage: Outage, _ removed: Set<Int>) -> [Int] {
        let functions = context.parts.functions
        let proofs = functions.filter { outage.after[$0] > outage.before[$0] }.flatMap {
            outage.proof(of: $0)?.steps.map(\.claim.node) ?? []
        }
        let distance = context.exposed.slice.distance
        let changed = outage.changedNodes.filter { context.exposed.slice.contains($0) }.sorted { left, right in
            if outage.after[left] != outage.after[right] { return outage.after[left] > outage.after[right] }
            return distance[left] == distance[right] ? left < right : distance[left] < distance[right]
        }
        let told = (functions + removed.sorted() + proofs).filter { context.exposed.slice.contains($0) }
        return told + changed.prefix(max(0, context.exposed.budget / 3 - Set(told).count))
    }

    private var graph: SupplyGraph { context.graph }
    private var say: DiagramPhrases { context.say }

    private func state(of node: Int) -> Diagram.State {
        if removed.contains(node), outage.after[node] > .unaffected {
            return outage.after[node] == .down ? .removed : Diagram.State(outage.after[node])
        }
        if outage.after[node] == .unaffected, outage.hasCircularSupport[node] { return .circular }
        return Diagram.State(outage.after[node])
    }

    func diagram(_ scenario: [String]) -> Diagram {
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
            card.tooltip = PictureText(
                sentence:
                    "\(context.id(index)): \(say.word(for: Diagram.State(outage.before[index]))) → \(say.word(for: state)) · \(card.tooltip.shown)"
            )
            return card
        }
        nodes += gates()
        var edges =
            lines.lines.map(coloured)
            + (lines.foldedLines() + lines.gatheredLines()).map { edge in
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
            subject: PictureText(sentence: "\(context.subject) · \(told(scenario)) · \(horizon)"),
            verdict: PictureText(sentence: verdict),
            footnote: context.footnote(
                [
                    say("removed: ", "移除：") + say.list(outage.removed.map(label), most: 6), context.drawn(nodes.count, edges.count),
                    reduction.hiddenCount > 0
                        ? say("\(reduction.hiddenCount) folded", "折叠 \(reduction.hiddenCount) 个") : say("none folded", "无折叠"),
                    say("all that changed: ", "全部变化：") + counts(graph.nodes.indices),
                ] + lines.notes),
            outcomes: context.parts.functions.map {
                Diagram.Outcome(name: graph.nodes[$0].pictureTitle, before: Diagram.State(outage.before[$0]), after: state(of: $0))
            },
            nodes: nodes, edges: edges, folds: folds,
            description: context.parts.functions.map { PictureText("\(context.name($0)): \(say.word(for: state(of: $0))).") })
    }

    /// The scenario in the words of whoever asked, else by what is removed.
    private func told(_ scenario: [String]) -> String {
        let removed = say.list(outage.removed.map(label), most: 3)
        guard !scenario.isEmpty else { return say("simulation: without \(removed)", "模拟：失去 \(removed)") }
        return say("simulation: without ", "模拟：失去 ") + say.list(scenario, most: 4)
    }

    private var horizon: String {
        switch outage.horizon {
        case .immediate: say("at once", "立即")
        case .rebuild: say("from the next rebuild on", "自下次重建起")
        case .update: say("from the next update on", "自下次更新起")
        case .delivery: say("from the next delivery on", "自下次交付起")
        }
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

    /// How far a group takes the node that needs it.
    private func imparted(by group: Requirement) -> SupplyState {
        guard group.type.countsFrom <= outage.horizon else { return .unaffected }
        let meanings = group.members.map { group.type.meaning(of: outage.after[$0.node]) }
        let standing = meanings.count(where: { $0 == .unaffected })
        if standing >= max(group.atLeast, group.want) { return .unaffected }
        // The best `atLeast` members are what it has left; more than it needs and less than it wants is a degradation.
        let best = meanings.sorted().prefix(max(1, group.atLeast)).last ?? .unaffected
        return best == .unaffected ? .degraded : best
    }

    private func coloured(_ line: NeedLines.Line) -> Diagram.Edge {
        var edge = line.edge
        let group = context.exposed.model.requirements[line.group]
        // A single point is told by its state here.
        if edge.stroke == .stops { edge.stroke = .run }
        var imparted = imparted(by: group)
        if let member = line.member, group.type.meaning(of: outage.after[member]) == .unaffected { imparted = .unaffected }
        edge.state = Diagram.State(imparted)
        // What takes the node as far as it fell is why it fell.
        edge.isCarrying = imparted > outage.before[group.node] && imparted >= outage.after[group.node]
        if !edge.isCarrying { edge.width = min(edge.width, 1.3) }
        return edge
    }

    private func gates() -> [Diagram.Node] {
        zip(lines.gates, lines.gateNodes()).map { gate, node in
            var node = node
            let group = context.exposed.model.requirements[gate.group]
            let left = group.members.count { group.type.meaning(of: outage.after[$0.node]) == .unaffected }
            if left < group.members.count, group.type.countsFrom <= outage.horizon {
                node.title = PictureText(say("\(left) of \(group.members.count) left", "\(group.members.count) 余 \(left)"))
            }
            node.mark = .state(Diagram.State(imparted(by: group)))
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
        if down > 0 {
            words.append(
                say("\(down) of \(functions.count) \(noun) \(down == 1 ? "stops" : "stop")", "\(functions.count) \(noun)中 \(down) 项停止"))
        }
        if degraded > 0 { words.append(say("\(degraded) \(degraded == 1 ? "loses" : "lose") function or spare", "\(degraded) 项减弱或失去冗余")) }
        if frozen > 0 { words.append(say("\(frozen) \(frozen == 1 ? "is" : "are") frozen", "\(frozen) 项冻结")) }
        let standing = functions.count { outage.after[$0] == outage.before[$0] }
        if functions.count == 1, let only = functions.first, outage.after[only] > outage.before[only] {
            let state = say.word(for: Diagram.State(outage.after[only])).lowercased()
            return say("\(context.name(only)) is \(state).", "\(context.name(only))\(state)。")
        }
        guard !words.isEmpty else {
            if functions.count == 1, let only = functions.first {
                let when = horizon.prefix(1).uppercased() + horizon.dropFirst()
                return say("\(when): \(context.name(only)) stands as before.", "\(horizon)：\(context.name(only))照旧。")
            }
            return say(
                "Nothing asked about changes: all \(functions.count) \(noun) stand as before.", "所问各项无变化：\(functions.count) \(noun)照旧。")
        }
        if standing > 0 { words.append(say("\(standing) \(standing == 1 ? "stands" : "stand") as before", "\(standing) 项照旧")) }
        return words.joined(separator: say(", ", "，")) + say(".", "。")
    }
}
