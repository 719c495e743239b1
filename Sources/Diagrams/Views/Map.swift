internal import Resilience
internal import SupplyChain

extension Diagram {
    /// How does it hang together? The slice of the graph that the products need, as cards.
    ///
    /// What is beyond the budget folds into the parts that hold it, into stacks by vendor or namespace, and into one last box.
    public static func map(of exposed: Exposed, in language: DiagramPhrases.Language) -> Diagram {
        MapView(ViewContext(exposed, language)).diagram()
    }
}

private struct MapView {
    private let context: ViewContext
    private let slice: Slice
    private let reduction: Reduction
    private var lines: NeedLines

    init(_ context: ViewContext) {
        self.context = context
        slice = context.exposed.slice
        reduction = Reduction(context.exposed, slice)
        lines = NeedLines(context, slice, kept: reduction.kept)
        if reduction.kept.count > 40 { lines.reduce() }
    }

    private var say: DiagramPhrases { context.say }

    func diagram() -> Diagram {
        var folds: [Diagram.Fold] = []
        var nodes = reduction.kept.map { index in
            var card = context.card(index)
            if let hidden = reduction.folded[index] {
                card.share = context.exposed.share(of: hidden)
                folds.append(Diagram.Fold(box: card.id, title: card.title, members: hidden.map { context.id($0) }))
            }
            return card
        }
        nodes += lines.gateNodes()
        var edges = lines.lines.map(\.edge) + lines.foldedLines() + lines.gatheredLines()
        for (stack, isRest) in reduction.stacks.map({ ($0, false) }) + (reduction.rest.map { [($0, true)] } ?? []) {
            let title = isRest ? context.more(stack.members.count) : "\(stack.title) · \(stack.members.count)"
            let box = context.box(isRest ? "rest" : "stack:\(stack.title)", isRest ? .rest : .stack, title: title, members: stack.members)
            nodes.append(box.node)
            folds.append(box.fold)
            for holder in stack.holders {
                edges.append(
                    Diagram.Edge(
                        context.id(holder.node), box.node.id, .folded, width: min(5, 1 + Double(holder.count) / 100),
                        tooltip: PictureText(sentence: "\(context.id(holder.node)) → \(title)")))
            }
        }
        return Diagram(
            view: "map", language: say.language, form: .cards, focus: context.focus,
            subject: PictureText(
                "\(context.subject) · \(say("supply map, seen from the control of \(context.focus)", "供应图，以 \(context.focus) 控制为视角"))"),
            verdict: PictureText(sentence: verdict),
            footnote: context.footnote(
                [
                    context.drawn(nodes.count, edges.count), hidden, context.unknowns,
                ] + lines.notes),
            nodes: nodes, edges: edges, folds: folds, description: context.description)
    }

    private var hidden: String {
        let count = reduction.hiddenCount
        return count == 0
            ? say("none folded", "无折叠")
            : say("\(count) of \(slice.order.count) parts folded", "\(slice.order.count) 个部件中折叠 \(count) 个")
    }

    private var verdict: String {
        let parts = context.parts
        let stopping = parts.stopping.map { context.name($0.node) } + parts.vendors.map { context.name($0.organization) }
        guard !stopping.isEmpty else {
            if !parts.parts.isEmpty {
                let freezing = parts.parts.count { !$0.onlyWeakens }
                let effect =
                    freezing > 0
                    ? say("\(freezing) can freeze it", "\(freezing) 个可使其冻结")
                    : say("\(parts.parts.count) can weaken it", "\(parts.parts.count) 个可使其减弱")
                return say(
                    "No single point under \(context.focus) control stops it; \(effect).", "没有受 \(context.focus) 控制的单点可使其停止；\(effect)。")
            }
            return parts.unknownCount > 0
                ? say(
                    "No single point under the control of \(context.focus) is known; of \(parts.unknownCount) parts nobody knows who controls them.",
                    "未发现受 \(context.focus) 控制的已知单点；\(parts.unknownCount) 个部件控制方未知。")
                : say("No single point under the control of \(context.focus).", "没有受 \(context.focus) 控制的单点。")
        }
        let condition = parts.isAllAssumed ? say(" if assumptions hold", "（若推定成立）") : ""
        return say(
            "\(stopping.count) single \(stopping.count == 1 ? "point" : "points")\(condition): \(say.list(stopping)).",
            "\(stopping.count) 个单点\(condition)：\(say.list(stopping))。")
    }
}
