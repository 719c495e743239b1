internal import Propagation
internal import Resilience
internal import SupplyChain

extension Diagram {
    /// Where can one government stop us? Product, capability, single point, vendor, government, from left to right.
    ///
    /// At most `most` parts are drawn, the most consequential; the rest is one box with its count.
    public static func summary(of exposed: Exposed, in language: DiagramPhrases.Language, most: Int = 10) -> Diagram {
        SummaryView(exposed, DiagramPhrases(language), most).diagram()
    }
}

private struct SummaryView {
    private let exposed: Exposed
    private let say: DiagramPhrases
    private let found: ExposedParts
    private let drawn: [ExposedPart]
    private let folded: [ExposedPart]

    init(_ exposed: Exposed, _ say: DiagramPhrases, _ most: Int) {
        self.exposed = exposed
        self.say = say
        found = ExposedParts(exposed)
        drawn = Array(found.parts.prefix(most))
        folded = Array(found.parts.dropFirst(most))
    }

    private var graph: SupplyGraph { exposed.graph }
    private var stopping: [ExposedPart] { found.parts.filter { !$0.stops.isEmpty } }
    /// Capabilities have a column of their own; a product without any is its own function.
    private var hasCapabilities: Bool { found.functions.contains { graph.nodes[$0].kind == .capability } }
    private var offset: Int { hasCapabilities ? 1 : 0 }

    func diagram() -> Diagram {
        var nodes = products() + (hasCapabilities ? capabilities() : [])
        var edges = hasCapabilities ? productEdges() : []
        nodes += parts()
        edges += partEdges()
        let vendors = vendors()
        nodes += vendors.nodes
        edges += vendors.edges
        if !drawn.isEmpty {
            nodes.append(
                Diagram.Node(
                    id: "government:\(exposed.focus)", shape: .government, column: 3 + offset, caption: "",
                    title: PictureText(exposed.focus), mark: nil,
                    tab: .focus(exposed.focus), tooltip: PictureText(say("control of \(exposed.focus)", "\(exposed.focus) 的控制"))))
        }
        return Diagram(
            view: "summary", language: say.language,
            subject: PictureText(
                "\(subject) · \(say("dependence on technology under the control of \(exposed.focus)", "对受 \(exposed.focus) 控制技术的依赖"))"),
            verdict: PictureText(verdict), legend: legend, footnote: PictureText(footnote(nodes.count, edges.count)), headings: headings,
            nodes: nodes, edges: edges,
            description: stopping.map { PictureText(sentence(for: $0)) })
    }

    private var subject: String {
        guard let first = exposed.targets.first else { return say("nothing", "无") }
        return exposed.targets.count == 1
            ? graph.nodes[first].name : say("\(exposed.targets.count) products", "\(exposed.targets.count) 个产品")
    }

    private var headings: [PictureText] {
        guard !drawn.isEmpty else { return [] }
        let all = [say("PRODUCT", "产品"), say("CAPABILITY", "功能"), say("SINGLE POINT", "单点"), say("VENDOR", "供应方"), say("GOVERNMENT", "政府")]
        return (hasCapabilities ? all : [all[0]] + all[2...]).map { PictureText($0) }
    }

    // MARK: Words

    private var verdict: String {
        let freezing = found.parts.count - stopping.count
        let isAssumed = !stopping.isEmpty && stopping.allSatisfy { $0.certainty < .known }
        let condition = isAssumed ? say(", if assumptions hold", "（若推定成立）") : ""
        guard !found.parts.isEmpty else {
            return found.unknownCount > 0
                ? say(
                    "No single point known; \(found.unknownCount) parts have no known controller.",
                    "未发现已知单点；\(found.unknownCount) 个部件控制方未知。")
                : say("No single point under the control of \(exposed.focus).", "没有受 \(exposed.focus) 控制的单点。")
        }
        if stopping.isEmpty {
            return say(
                "Nothing under \(exposed.focus) control stops it; \(freezing) can freeze it.",
                "没有受 \(exposed.focus) 控制的部件可使其停止；\(freezing) 个可使其冻结。")
        }
        let verb = stopping.count == 1 ? "single point can stop it" : "single points can stop it"
        let more = freezing > 0 ? say("; \(freezing) more can freeze it", "；另有 \(freezing) 个可使其冻结") : ""
        let clear = hasCapabilities ? found.functions.indices.filter { position in !stopping.contains { $0.stops.contains(position) } } : []
        let exempt =
            clear.isEmpty || clear.count > 2
            ? ""
            : clear.map { say(" \(graph.nodes[found.functions[$0]].name) has none.", " “\(graph.nodes[found.functions[$0]].name)”没有单点。") }
                .joined()
        return say(
            "\(stopping.count) \(exposed.focus) \(verb)\(condition)\(more).\(exempt)",
            "\(stopping.count) 个 \(exposed.focus) 单点可使其停止\(condition)\(more)。\(exempt)")
    }

    private func footnote(_ nodes: Int, _ edges: Int) -> String {
        var parts = [
            say("as of \(exposed.asOf)", "截至 \(exposed.asOf)"),
            say(
                "\(nodes) nodes, \(edges) edges drawn of \(graph.nodes.count) and \(graph.relationships.count)",
                "绘出 \(nodes) 个节点、\(edges) 条边，共 \(graph.nodes.count) 与 \(graph.relationships.count)"),
        ]
        if !folded.isEmpty { parts.append(say("\(folded.count) folded", "折叠 \(folded.count) 个")) }
        if found.unknownCount > 0 {
            parts.append(say("\(found.unknownCount) parts of unknown control not drawn", "\(found.unknownCount) 个控制方未知的部件未绘出"))
        }
        if !exposed.assumptions.isEmpty { parts.append(say("assuming ", "假定 ") + exposed.assumptions.joined(separator: ", ")) }
        parts.append(say("not legal advice", "非法律意见"))
        return parts.joined(separator: " · ")
    }

    private func sentence(for part: ExposedPart) -> String {
        let vendors = part.vendors.map { graph.nodes[$0].name }.joined(separator: ", ")
        let functions = part.stops.map { graph.nodes[found.functions[$0]].name }.joined(separator: ", ")
        return say(
            "\(graph.nodes[part.node].name) (\(vendors)) stops \(functions).", "\(graph.nodes[part.node].name)（\(vendors)）可使\(functions)停止。"
        )
    }

    private var legend: [Diagram.Legend] {
        var legend: [Diagram.Legend] = []
        let isAnyKnown = drawn.contains { !$0.stops.isEmpty && $0.certainty == .known }
        let isAnyAssumed = drawn.contains { !$0.stops.isEmpty && $0.certainty < .known }
        if isAnyKnown { legend.append(.stops) }
        if isAnyAssumed { legend.append(.assumedStops) }
        if drawn.contains(where: { $0.stops.isEmpty }) { legend.append(.freezes) }
        if isAnyKnown || isAnyAssumed { legend.append(.edgeStops) }
        if drawn.contains(where: { !$0.freezes.isEmpty }) { legend.append(.edgeFreezes) }
        if hasCapabilities, isAnyKnown || isAnyAssumed { legend.append(.width) }
        return legend
    }

    // MARK: Columns

    private func products() -> [Diagram.Node] {
        exposed.targets.prefix(6).map { target in
            Diagram.Node(
                id: graph.nodes[target].id.text, shape: .product, column: headings.isEmpty ? nil : 0, caption: "",
                title: graph.nodes[target].pictureTitle, mark: nil, tab: nil,
                tooltip: PictureText(graph.nodes[target].name))
        }
    }

    private func capabilities() -> [Diagram.Node] {
        found.functions.indices.filter { graph.nodes[found.functions[$0]].kind == .capability }.prefix(12).map { position in
            let node = found.functions[position]
            let count = stopping.count { $0.stops.contains(position) }
            let caption = count == 0 ? say("no single point stops it", "没有可使其停止的单点") : say("\(count) can stop it", "\(count) 个可使其停止")
            return Diagram.Node(
                id: graph.nodes[node].id.text, shape: .capability, column: headings.isEmpty ? nil : 1, caption: PictureText(caption),
                title: graph.nodes[node].pictureTitle,
                mark: count == 0 ? nil : .stops(number: count, of: "", isAssumed: false), tab: nil,
                tooltip: PictureText("\(graph.nodes[node].name): \(caption)"))
        }
    }

    private func productEdges() -> [Diagram.Edge] {
        let shown = Set(found.functions.filter { graph.nodes[$0].kind == .capability }.prefix(12))
        var edges: [Diagram.Edge] = []
        for target in exposed.targets.prefix(6) {
            let members = Set(exposed.model.requirements.filter { $0.node == target }.flatMap(\.members).map(\.node))
            for capability in shown.sorted() where members.contains(capability) {
                edges.append(
                    Diagram.Edge(from: graph.nodes[target].id.text, to: graph.nodes[capability].id.text, stroke: .control, width: 1))
            }
        }
        return edges
    }

    private func parts() -> [Diagram.Node] {
        var nodes = drawn.enumerated().map { index, part -> Diagram.Node in
            let node = graph.nodes[part.node]
            let of = "\(max(part.stops.count, part.freezes.count))/\(found.functions.count)"
            let isAssumed = part.certainty < .known
            let mark: Diagram.Mark =
                part.stops.isEmpty ? .freezes(of: of, isAssumed: isAssumed) : .stops(number: index + 1, of: of, isAssumed: isAssumed)
            let flags = exposed.exposure.flags(of: part.node).map(\.id.text)
            let words = [say.word(for: Diagram.Shape(node.kind)), isAssumed ? say("assumed", "推定") : nil, flags.first].compactMap { $0 }
                .joined(separator: " · ")
            return Diagram.Node(
                id: node.id.text, shape: Diagram.Shape(node.kind), column: 1 + offset, caption: PictureText(words),
                title: node.pictureTitle, mark: mark, tab: nil,
                tooltip: PictureText(
                    part.stops.isEmpty
                        ? say(
                            "\(node.name) freezes \(part.freezes.count) of \(found.functions.count)",
                            "\(node.name) 可使 \(found.functions.count) 项中的 \(part.freezes.count) 项冻结") : sentence(for: part)))
        }
        if !folded.isEmpty {
            let stops = folded.count { !$0.stops.isEmpty }
            let caption =
                stops > 0
                ? say("\(stops) stop, \(folded.count - stops) freeze", "\(stops) 个停止，\(folded.count - stops) 个冻结")
                : say("freeze only", "仅冻结")
            nodes.append(
                Diagram.Node(
                    id: "rest:parts", shape: .rest, column: 1 + offset, caption: PictureText(caption),
                    title: PictureText(say("+ \(folded.count) more", "另有 \(folded.count) 个")), mark: nil,
                    tab: nil, tooltip: PictureText(caption)))
        }
        return nodes
    }

    private func partEdges() -> [Diagram.Edge] {
        let shown =
            hasCapabilities
            ? Set(found.functions.indices.filter { graph.nodes[found.functions[$0]].kind == .capability }.prefix(12))
            : Set(found.functions.indices)
        var edges: [Diagram.Edge] = []
        for part in drawn {
            for position in part.stops where shown.contains(position) {
                edges.append(
                    Diagram.Edge(
                        from: graph.nodes[found.functions[position]].id.text, to: graph.nodes[part.node].id.text, stroke: .stops, width: 2.4
                    ))
            }
            for position in part.freezes where shown.contains(position) {
                edges.append(
                    Diagram.Edge(
                        from: graph.nodes[found.functions[position]].id.text, to: graph.nodes[part.node].id.text, stroke: .freezes, width: 1
                    ))
            }
        }
        if !folded.isEmpty {
            let touched = Set(folded.flatMap { $0.stops + $0.freezes }).intersection(shown).sorted()
            for position in touched {
                edges.append(
                    Diagram.Edge(from: graph.nodes[found.functions[position]].id.text, to: "rest:parts", stroke: .folded, width: 1))
            }
        }
        return edges
    }

    /// The vendors of the parts drawn, and their lines to the government; those of folded parts are one box.
    private func vendors() -> (nodes: [Diagram.Node], edges: [Diagram.Edge]) {
        var order: [Int] = []
        var stops: [Int: Set<Int>] = [:]
        var edges: [Diagram.Edge] = []
        for part in drawn {
            for vendor in part.vendors {
                if !order.contains(vendor) { order.append(vendor) }
                stops[vendor, default: []].formUnion(part.stops)
                edges.append(
                    Diagram.Edge(
                        from: graph.nodes[part.node].id.text, to: graph.nodes[vendor].id.text,
                        stroke: part.stops.isEmpty ? .freezes : .stops,
                        width: part.stops.isEmpty ? 1 : width(part.stops.count)))
            }
        }
        var nodes = order.map { vendor in
            Diagram.Node(
                id: graph.nodes[vendor].id.text, shape: .vendor, column: 2 + offset, caption: "",
                title: PictureText(graph.nodes[vendor].name), mark: nil, tab: nil,
                tooltip: PictureText(graph.nodes[vendor].name))
        }
        for vendor in order {
            let count = stops[vendor]?.count ?? 0
            edges.append(
                Diagram.Edge(
                    from: graph.nodes[vendor].id.text, to: "government:\(exposed.focus)", stroke: count == 0 ? .freezes : .stops,
                    width: count == 0 ? 1 : width(count)))
        }
        let others = Set(folded.flatMap(\.vendors)).subtracting(order)
        if !folded.isEmpty {
            let title = others.isEmpty ? say("same vendors", "同上供应方") : say("\(others.count) more vendors", "另有 \(others.count) 家供应方")
            nodes.append(
                Diagram.Node(
                    id: "rest:vendors", shape: .rest, column: 2 + offset, caption: " ", title: PictureText(title), mark: nil, tab: nil,
                    tooltip: PictureText(title)))
            edges.append(Diagram.Edge(from: "rest:parts", to: "rest:vendors", stroke: .folded, width: 1))
            edges.append(Diagram.Edge(from: "rest:vendors", to: "government:\(exposed.focus)", stroke: .folded, width: 1))
        }
        return (nodes, edges)
    }

    /// The width of a line by how many functions it stops.
    private func width(_ count: Int) -> Double { min(9, 2.2 + 1.6 * Double(count - 1)) }
}
