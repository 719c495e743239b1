internal import GraphTheory
internal import Resilience
internal import SupplyChain

extension Diagram {
    /// How much of us stands on whose ground? Frames by jurisdiction and vendor, and the needs that cross into the control asked about.
    ///
    /// What is beyond the budget is one stack in each frame.
    public static func border(of exposed: Exposed, in language: DiagramPhrases.Language) -> Diagram {
        BorderView(ViewContext(exposed, language)).diagram()
    }
}

private struct BorderView {
    private let context: ViewContext
    private let slice: Slice
    private let reduction: Reduction
    private let lines: NeedLines

    init(_ context: ViewContext) {
        self.context = context
        slice = context.exposed.slice
        var exposed = context.exposed
        // Frames take room, and where not all can be drawn a stack stands in each of them.
        if slice.order.count > exposed.budget { exposed.budget = max(8, exposed.budget * 3 / 4) }
        reduction = Reduction(exposed, slice)
        var lines = NeedLines(context, slice, kept: reduction.kept)
        if reduction.kept.count > 24 { lines.reduce() }
        self.lines = lines
    }

    private var say: DiagramPhrases { context.say }
    private var focus: String { context.focus }

    /// The frame of a node: our own, that of the control asked about, that of another government, or none known.
    private func ground(of node: Int) -> Diagram.Ground {
        let kind = context.graph.nodes[node].kind
        if kind == .product || kind == .capability || isOwnProject(node) {
            return Diagram.Ground(id: "own", title: PictureText(say("OWN GROUND", "自有")), kind: .own, parent: nil)
        }
        switch context.tab(of: node) {
        case .focus, .assumed: return Diagram.Ground(id: "focus", title: PictureText(focus), kind: .focus, parent: nil)
        case .elsewhere(let code):
            let first = String(code.prefix { $0 != " " })
            return Diagram.Ground(id: "elsewhere:\(first)", title: PictureText(first), kind: .elsewhere, parent: nil)
        case .unknown:
            return Diagram.Ground(id: "unknown", title: PictureText(say("CONTROL NOT KNOWN", "控制方未知")), kind: .unknown, parent: nil)
        }
    }

    /// A package without a purl is a project found in a folder: ours, as long as nobody else is said to control it.
    private func isOwnProject(_ node: Int) -> Bool {
        let graph = context.graph
        return graph.nodes[node].kind == .package && !graph.nodes[node].id.text.hasPrefix("pkg:") && context.controller(of: node) == nil
    }

    func diagram() -> Diagram {
        var grounds: [String: Diagram.Ground] = [:]
        var nodes: [Diagram.Node] = []
        var groundOfNode: [String: String] = [:]
        func place(_ node: Diagram.Node, of index: Int) {
            var node = node
            let outer = ground(of: index)
            grounds[outer.id] = outer
            node.ground = outer.id
            if outer.kind == .focus || outer.kind == .elsewhere, let vendor = context.controller(of: index) {
                let inner = Diagram.Ground(
                    id: "\(outer.id)/\(context.id(vendor))", title: PictureText(context.name(vendor)), kind: .vendor, parent: outer.id)
                grounds[inner.id] = inner
                node.ground = inner.id
            }
            groundOfNode[node.id] = outer.id
            nodes.append(node)
        }
        for index in reduction.kept {
            var card = context.card(index)
            card.caption = PictureText(say.word(for: card.shape).uppercased())
            card.strips = []
            place(card, of: index)
        }
        for (gate, node) in zip(lines.gates, lines.gateNodes()) { place(node, of: context.exposed.model.requirements[gate.group].node) }
        let folds = addStacks(&nodes, &grounds, &groundOfNode)
        let edges = (lines.lines.map(\.edge) + lines.foldedLines() + lines.gatheredLines()).map { edge -> Diagram.Edge in
            var edge = edge
            edge.isCrossing = groundOfNode[edge.to] == "focus" && groundOfNode[edge.from] != "focus"
            return edge
        }
        return finished(nodes, edges, folds, grounds)
    }

    /// What is not drawn by itself, as one stack in each frame.
    private func addStacks(
        _ nodes: inout [Diagram.Node], _ grounds: inout [String: Diagram.Ground], _ groundOfNode: inout [String: String]
    ) -> [Diagram.Fold] {
        let kept = Set(reduction.kept)
        var hidden: [String: [Int]] = [:]
        var totals: [String: Int] = [:]
        for index in slice.order.sorted() where !kept.contains(index) {
            // Counting every hidden part by its first government would ask for its grounds; whose side it is on is enough.
            let isOwn = context.graph.nodes[index].kind == .capability || isOwnProject(index)
            let side = context.exposed.side(of: index)
            let key = isOwn ? "own" : side == \.focus ? "focus" : side == \.other ? "elsewhere" : "unknown"
            hidden[key, default: []].append(index)
            totals[key, default: 0] += 1
        }
        return ["own", "focus", "elsewhere", "unknown"].compactMap { key in
            guard let members = hidden[key] else { return nil }
            let ground: Diagram.Ground =
                switch key {
                case "own": Diagram.Ground(id: key, title: PictureText(say("OWN GROUND", "自有")), kind: .own, parent: nil)
                case "focus": Diagram.Ground(id: key, title: PictureText(focus), kind: .focus, parent: nil)
                case "elsewhere": Diagram.Ground(id: key, title: PictureText(say("ELSEWHERE", "其他地区")), kind: .elsewhere, parent: nil)
                default: Diagram.Ground(id: key, title: PictureText(say("CONTROL NOT KNOWN", "控制方未知")), kind: .unknown, parent: nil)
                }
            grounds[ground.id] = ground
            var box = context.box("stack:\(key)", .stack, title: context.more(members.count), members: members)
            box.node.ground = ground.id
            box.node.caption = PictureText(say.count(members.count, "part folded", "parts folded", "个部件已折叠"))
            groundOfNode[box.node.id] = ground.id
            nodes.append(box.node)
            return box.fold
        }
    }

    private func finished(
        _ nodes: [Diagram.Node], _ edges: [Diagram.Edge], _ folds: [Diagram.Fold], _ grounds: [String: Diagram.Ground]
    ) -> Diagram {
        let things = slice.order.filter { ![.product, .capability].contains(context.graph.nodes[$0].kind) }
        let share = context.exposed.share(of: things)
        var isUnder: [Int: Bool] = [:]
        for node in slice.order { isUnder[node] = context.exposed.side(of: node) == \.focus }
        var crossing = 0
        for node in slice.order where !(isUnder[node] ?? false) {
            crossing += Set(slice.needs.successors(of: node)).count { isUnder[$0] ?? false }
        }
        let doubt = context.doubt(things.filter { isUnder[$0] ?? false })
        let unknown =
            share.unknown > 0
            ? say(" \(share.unknown) \(share.unknown == 1 ? "is" : "are") of unknown control.", "\(share.unknown) 个控制方未知。") : ""
        let rank: [Diagram.Ground.Kind: Int] = [.own: 0, .focus: 1, .elsewhere: 2, .unknown: 3, .vendor: 4]
        return Diagram(
            view: "border", language: say.language, form: .grounds, focus: focus,
            subject: PictureText("\(context.subject) · \(say("who governs what it stands on", "所依赖之物归谁管辖"))"),
            verdict: PictureText(
                sentence: say(
                    "\(share.focus) of \(share.total) parts sit under \(focus) control\(doubt); \(crossing) \(crossing == 1 ? "dependency crosses" : "dependencies cross") that border.\(unknown)",
                    "\(share.total) 个部件中 \(share.focus) 个受 \(focus) 控制\(doubt)；\(crossing) 条依赖越过该边界。\(unknown)")),
            footnote: context.footnote(
                [
                    context.drawn(nodes.count, edges.count),
                    reduction.hiddenCount > 0 ? say("\(reduction.hiddenCount) folded", "折叠 \(reduction.hiddenCount) 个") : nil,
                ] + lines.notes),
            grounds: grounds.values.sorted { left, right in
                let (one, other) = (rank[left.kind] ?? 0, rank[right.kind] ?? 0)
                return one == other ? left.id.isBytewiseLess(than: right.id) : one < other
            },
            nodes: nodes, edges: edges, folds: folds, description: context.description)
    }
}
