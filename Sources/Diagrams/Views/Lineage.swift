internal import Propagation
internal import Resilience
internal import SupplyChain

extension Diagram {
    /// What are our models made from, and whose terms come with it? Models and data along derivation, with their flags and those who license or made them.
    public static func lineage(of exposed: Exposed, in language: DiagramPhrases.Language) -> Diagram {
        LineageView(ViewContext(exposed, language)).diagram()
    }
}

private struct LineageView {
    private let context: ViewContext
    private let kept: [Int]
    private let hidden: [Int]
    /// Derivation relationships between models and data, by index.
    private let derivations: [Int]

    init(_ context: ViewContext) {
        self.context = context
        let graph = context.graph
        let slice = context.exposed.slice
        let isLineage: (Int) -> Bool = { [.model, .dataset].contains(graph.nodes[$0].kind) }
        derivations = graph.relationships.indices.filter { index in
            let edge = graph.relationships[index]
            return [.derivedFrom, .trainedOn, .builtWith].contains(edge.kind) && edge.details.strength != .mentioned && isLineage(edge.from)
        }
        // What the products use, then what that was made from, whether anything needs it or not.
        var order = slice.order.filter(isLineage)
        if order.isEmpty { order = graph.nodes.indices.filter { graph.nodes[$0].kind == .model } }
        var met = Set(order)
        var bases: [Int: [Int]] = [:]
        for index in derivations { bases[graph.relationships[index].from, default: []].append(graph.relationships[index].to) }
        var head = 0
        while head < order.count {
            for base in bases[order[head]] ?? [] where met.insert(base).inserted { order.append(base) }
            head += 1
        }
        let budget = max(8, context.exposed.budget * 2 / 3)
        let isTold: (Int) -> Bool = { context.parts.part(of: $0) != nil || context.exposed.expanded.contains($0) || bases[$0] != nil }
        let ranked = order.filter(isTold) + order.filter { !isTold($0) }
        kept = ranked.prefix(budget).sorted()
        hidden = ranked.dropFirst(budget).sorted()
    }

    private var graph: SupplyGraph { context.graph }
    private var say: DiagramPhrases { context.say }
    private var focus: String { context.focus }

    func diagram() -> Diagram {
        let shown = Set(kept)
        var nodes = kept.map(card)
        var edges: [Diagram.Edge] = []
        var drawn: Set<[String]> = []
        for index in derivations {
            let edge = graph.relationships[index]
            guard shown.contains(edge.from), shown.contains(edge.to), edge.from != edge.to,
                drawn.insert([context.id(edge.from), context.id(edge.to)]).inserted
            else { continue }
            edges.append(Diagram.Edge(context.id(edge.from), context.id(edge.to), .derivation, width: 1.3, tooltip: tooltip(edge)))
        }
        let (houses, control) = organizations(shown)
        nodes += houses
        edges += control
        var folds: [Diagram.Fold] = []
        if !hidden.isEmpty {
            let box = context.box("rest", .rest, title: context.more(hidden.count), members: hidden)
            nodes.append(box.node)
            folds.append(box.fold)
        }
        return Diagram(
            view: "lineage", language: say.language, form: .cards, focus: focus,
            subject: PictureText("\(context.subject) · \(say("what its models are made from", "模型的来源"))"),
            verdict: PictureText(sentence: verdict),
            footnote: context.footnote([
                context.drawn(nodes.count, edges.count), hidden.isEmpty ? nil : say("\(hidden.count) folded", "折叠 \(hidden.count) 个"),
            ]),
            nodes: nodes, edges: edges, folds: folds, description: kept.map { PictureText(sentence: sentence($0)) })
    }

    private func card(_ index: Int) -> Diagram.Node {
        var card = context.card(index)
        var words = [say.word(for: card.shape).uppercased()]
        if let first = derivations.first(where: { graph.relationships[$0].from == index && graph.relationships[$0].kind == .derivedFrom }) {
            let edge = graph.relationships[first]
            words.append("\(edge.details.how?.text ?? say("derived", "派生")) · \(context.name(edge.to))")
        } else if let licence = graph.nodes[index].lists[.licence]?.first {
            words.append(licence)
        }
        card.caption = PictureText(words.joined(separator: " · "))
        return card
    }

    private func tooltip(_ edge: SupplyGraph.Relationship) -> PictureText {
        let place = edge.sources.first.map { " [\(say.place($0))]" } ?? ""
        let how = edge.details.how.map { " (\($0.text))" } ?? ""
        return PictureText(sentence: "\(context.id(edge.from)) \(say.verb(for: edge.kind)) \(context.id(edge.to))\(how)\(place)")
    }

    /// Those who have a hand on what is drawn, and their lines.
    private func organizations(_ shown: Set<Int>) -> (nodes: [Diagram.Node], edges: [Diagram.Edge]) {
        var parts: [Int: Int] = [:]
        var edges: [Diagram.Edge] = []
        var drawn: Set<[Int]> = []
        for node in kept {
            for index in context.exposed.hands.control[node] ?? [] {
                let edge = graph.relationships[index]
                guard drawn.insert([node, edge.to]).inserted else { continue }
                parts[edge.to, default: 0] += 1
                edges.append(Diagram.Edge(context.id(node), context.id(edge.to), .control, width: 0.9, tooltip: tooltip(edge)))
            }
        }
        let nodes = parts.keys.sorted().map {
            context.house($0, caption: say.count(parts[$0] ?? 0, "model or dataset", "models and datasets", "个模型或数据集"))
        }
        return (nodes, edges)
    }

    /// The models that descend from another one.
    private var derived: [Int] {
        Set(derivations.filter { graph.relationships[$0].kind == .derivedFrom }.map { graph.relationships[$0].from }).sorted()
    }

    /// Whether something that a model was made from, at any remove, is under the control asked about.
    private func descends(_ model: Int) -> Bool {
        var bases: [Int: [Int]] = [:]
        for index in derivations { bases[graph.relationships[index].from, default: []].append(graph.relationships[index].to) }
        var seen: Set<Int> = [model]
        var open = [model]
        while let next = open.popLast() {
            for base in bases[next] ?? [] where seen.insert(base).inserted {
                if context.exposed.exposure.control(of: base) >= .assumed { return true }
                open.append(base)
            }
        }
        return false
    }

    private var verdict: String {
        let all = (kept + hidden).filter { graph.nodes[$0].kind == .model }
        guard !all.isEmpty else { return say("No model is known to be used.", "未发现使用模型。") }
        let own = all.filter { context.exposed.exposure.control(of: $0) >= .assumed }
        let descended = derived.filter { all.contains($0) && descends($0) }
        let flagged = all.count { !context.exposed.exposure.flags(of: $0).isEmpty }
        let unknown = all.count { context.exposed.side(of: $0) == \.unknown }
        let names = descended.isEmpty ? "" : say(": \(say.list(descended.map(context.name)))", "：\(say.list(descended.map(context.name)))")
        let doubt = unknown > 0 ? say(" Of \(unknown) nobody knows the origin.", "\(unknown) 个来源未知。") : ""
        return say(
            "\(own.count) of \(all.count) models are under \(focus) control\(context.doubt(own)), \(descended.count) by descent\(names). \(flagged) \(flagged == 1 ? "carries" : "carry") flags.\(doubt)",
            "\(all.count) 个模型中 \(own.count) 个受 \(focus) 控制\(context.doubt(own))，其中 \(descended.count) 个因派生\(names)。\(flagged) 个带有标记。\(doubt)"
        )
    }

    private func sentence(_ index: Int) -> String {
        let bases = derivations.filter { graph.relationships[$0].from == index }.map { tooltip(graph.relationships[$0]).shown }
        return bases.isEmpty ? "\(context.id(index))." : bases.joined(separator: "; ") + "."
    }
}
