internal import GraphTheory
internal import Resilience
internal import SupplyChain

extension Diagram {
    /// What leaves if this is dropped? The parts that each part alone brings in, as a tree: a box stands for all that would leave with it.
    ///
    /// This answers what can be removed, never what a failure takes down: alternatives do not count here.
    public static func tree(of exposed: Exposed, in language: DiagramPhrases.Language) -> Diagram {
        TreeView(ViewContext(exposed, language)).diagram()
    }
}

private struct TreeView {
    private let context: ViewContext
    private let slice: Slice
    private let tree: DominatorTree
    private let sizes: [Int]
    /// What each node brings in beside itself and is under the control asked about.
    private let shares: [Diagram.Share]
    private let children: [[Int]]
    private let kept: [Int]

    init(_ context: ViewContext) {
        self.context = context
        slice = context.exposed.slice
        tree = slice.needs.dominatorTree(from: slice.beginning)
        sizes = tree.dominatedCounts()
        var children = [[Int]](repeating: [], count: slice.needs.nodeCount)
        var shares = [Diagram.Share](repeating: Diagram.Share(), count: slice.needs.nodeCount)
        for node in tree.reachedNodes.dropFirst().reversed() {
            if ![.product, .capability].contains(context.graph.nodes[node].kind) {
                shares[node][keyPath: context.exposed.side(of: node)] += 1
            }
            guard let parent = tree.immediateDominator(of: node) else { continue }
            children[parent].append(node)
            shares[parent].focus += shares[node].focus
            shares[parent].other += shares[node].other
            shares[parent].unknown += shares[node].unknown
        }
        self.shares = shares
        let sizes = sizes
        self.children = children.map { $0.sorted { sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1] } }
        kept = Self.chosen(context, tree, self.children, shares, beginning: slice.beginning)
    }

    /// Opens the boxes that hold the most, those asked for first, until the budget is spent; a box is opened to at most twelve.
    private static func chosen(
        _ context: ViewContext, _ tree: DominatorTree, _ children: [[Int]], _ shares: [Diagram.Share], beginning: Int
    ) -> [Int] {
        // What fits is drawn as it is; a tree of more boxes is a wall, and what brings in nothing is not the question then.
        let fits = tree.reachedNodes.count <= context.exposed.budget * 2 / 3
        let limit = min(400, (fits ? context.exposed.budget : max(8, context.exposed.budget / 2)) + context.exposed.expanded.count)
        var chosen: Set<Int> = []
        func takeWay(to node: Int) {
            var next: Int? = node
            while let current = next, current != beginning {
                chosen.insert(current)
                next = tree.immediateDominator(of: current)
            }
        }
        for target in context.exposed.targets.prefix(6) { takeWay(to: target) }
        for node in context.exposed.expanded.sorted() where shares[node].total > 0 && chosen.count < limit { takeWay(to: node) }
        for function in context.parts.functions.prefix(12) where shares[function].total > (fits ? 0 : 1) { takeWay(to: function) }
        var waiting = [beginning] + chosen.sorted()
        while let index = waiting.indices.max(by: { (shares[waiting[$0]].total, waiting[$1]) < (shares[waiting[$1]].total, waiting[$0]) }),
            chosen.count < limit
        {
            let node = waiting.remove(at: index)
            let worth = children[node].filter { fits || shares[$0].total > 1 }
            for child in worth.prefix(fits ? worth.count : 12) where chosen.count < limit && chosen.insert(child).inserted {
                waiting.append(child)
            }
        }
        return chosen.sorted()
    }

    private var graph: SupplyGraph { context.graph }
    private var say: DiagramPhrases { context.say }

    func diagram() -> Diagram {
        let isKept = Set(kept)
        var nodes: [Diagram.Node] = []
        var edges: [Diagram.Edge] = []
        var folds: [Diagram.Fold] = []
        for index in kept {
            var card = context.card(index)
            let leaving = sizes[index] - 1
            card.strips = []
            if card.shape != .product {
                card.caption = PictureText(
                    "\(say.word(for: card.shape)) · \(leaving == 0 ? say("brings nothing else", "不带入其他部件") : say("\(leaving) would leave with it", "随之离开 \(leaving) 个"))"
                )
            }
            let hidden = children[index].filter { !isKept.contains($0) }.flatMap(subtree).sorted()
            if !hidden.isEmpty {
                card.share = context.exposed.share(of: hidden)
                folds.append(Diagram.Fold(box: card.id, title: card.title, members: hidden.map { context.id($0) }))
            }
            nodes.append(card)
            guard let parent = tree.immediateDominator(of: index), parent != slice.beginning else { continue }
            edges.append(
                Diagram.Edge(
                    context.id(parent), context.id(index), .run, width: min(6, 1 + Double(sizes[index]) / 40),
                    tooltip: PictureText(
                        sentence: say(
                            "\(context.id(index)) and \(leaving) more leave with \(context.id(parent))",
                            "\(context.id(index)) 及另外 \(leaving) 个随 \(context.id(parent)) 离开"))))
        }
        let loose = children[slice.beginning].filter { !isKept.contains($0) }.flatMap(subtree).sorted()
        if !loose.isEmpty {
            let box = context.box("rest", .rest, title: context.more(loose.count), members: loose)
            nodes.append(box.node)
            folds.append(box.fold)
        }
        let hiddenCount = folds.reduce(0) { $0 + $1.members.count }
        return Diagram(
            view: "tree", language: say.language, form: .cards, focus: context.focus,
            subject: PictureText("\(context.subject) · \(say("what leaves if a part is dropped", "弃用某部件时随之离开的部件"))"),
            verdict: PictureText(sentence: verdict),
            footnote: context.footnote([
                context.drawn(nodes.count, edges.count),
                hiddenCount > 0 ? say("\(hiddenCount) folded", "折叠 \(hiddenCount) 个") : say("none folded", "无折叠"),
                say("line width = how many leave; alternatives do not count", "线宽＝离开数量；不计替代"),
            ]),
            nodes: nodes, edges: edges, folds: folds, description: ranked.prefix(10).map { PictureText(sentence: sentence($0)) })
    }

    private func subtree(_ node: Int) -> [Int] {
        var found: [Int] = []
        var open = [node]
        while let next = open.popLast() {
            found.append(next)
            open += children[next]
        }
        return found
    }

    /// The parts that bring in the most, without products and functions.
    private var ranked: [Int] {
        slice.order.filter {
            ![.product, .capability].contains(graph.nodes[$0].kind) && !context.exposed.targets.contains($0) && sizes[$0] > 1
        }
        .sorted { sizes[$0] == sizes[$1] ? $0 < $1 : sizes[$0] > sizes[$1] }
    }

    private func sentence(_ node: Int) -> String {
        say(
            "Without \(context.name(node)) another \(sizes[node] - 1) parts leave, \(shares[node].focus) under \(context.focus) control in all.",
            "去掉 \(context.name(node)) 另有 \(sizes[node] - 1) 个部件离开，其中共 \(shares[node].focus) 个受 \(context.focus) 控制。")
    }

    private var verdict: String {
        guard let first = ranked.first else {
            return say("No part brings in others by itself.", "没有部件单独带入其他部件。")
        }
        let total = slice.order.count { ![.product, .capability].contains(graph.nodes[$0].kind) }
        let byFocus = ranked.max { (shares[$0].focus, $1) < (shares[$1].focus, $0) }
        let most =
            byFocus.flatMap { node in
                node == first || shares[node].focus < 2
                    ? nil
                    : say(
                        " Most of \(context.focus): \(context.name(node)), \(shares[node].focus).",
                        "带入 \(context.focus) 部件最多的是 \(context.name(node))，\(shares[node].focus) 个。")
            } ?? ""
        return say(
            "Dropping \(context.name(first)) removes \(sizes[first]) of \(total) parts, \(shares[first].focus) of them under \(context.focus) control.\(most)",
            "弃用 \(context.name(first)) 可去掉 \(total) 个部件中的 \(sizes[first]) 个，其中 \(shares[first].focus) 个受 \(context.focus) 控制。\(most)")
    }
}
