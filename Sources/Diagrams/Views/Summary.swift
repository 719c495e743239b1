internal import Propagation
internal import Resilience
internal import SupplyChain

extension Diagram {
    /// Where can one government stop us? Product, capability, single point, vendor, government, from left to right.
    ///
    /// The ten most consequential parts are drawn, and those asked to be expanded; the rest is one box with its count.
    public static func summary(of exposed: Exposed, in language: DiagramPhrases.Language) -> Diagram {
        SummaryView(ViewContext(exposed, language)).diagram()
    }
}

private struct SummaryView {
    private let context: ViewContext
    private let drawn: [ExposedPart]
    private let folded: [ExposedPart]
    private let products: [Int]
    /// The functions that have a row of their own, by position.
    private let functions: [Int]
    private var folds: [Diagram.Fold] = []

    init(_ context: ViewContext) {
        self.context = context
        let exposed = context.exposed
        let most = min(10, max(3, exposed.budget / 6))
        var drawn: [ExposedPart] = []
        var folded: [ExposedPart] = []
        for part in context.parts.parts {
            if drawn.count < most || exposed.expanded.contains(part.node) { drawn.append(part) } else { folded.append(part) }
        }
        self.drawn = drawn
        self.folded = folded
        products = Array(exposed.targets.prefix(6))
        // Functions that something stops come first where not all can be shown.
        let parts = context.parts
        let all = parts.functions.indices.filter { context.graph.nodes[parts.functions[$0]].kind == .capability }
        let stopped = Set(parts.stopping.flatMap(\.stops) + parts.vendors.flatMap(\.stops))
        functions = Array((all.filter { stopped.contains($0) } + all.filter { !stopped.contains($0) }).prefix(12)).sorted()
    }

    private var graph: SupplyGraph { context.graph }
    private var say: DiagramPhrases { context.say }
    private var found: ExposedParts { context.parts }
    private var focus: String { context.focus }
    /// Capabilities have a column of their own; a product without any is its own function.
    private var hasCapabilities: Bool { !functions.isEmpty }
    private var offset: Int { hasCapabilities ? 1 : 0 }
    private var isEmpty: Bool { drawn.isEmpty && found.vendors.isEmpty }

    /// A diagram as it grows.
    private struct Draft {
        var nodes: [Diagram.Node] = []
        var edges: [Diagram.Edge] = []
        var folds: [Diagram.Fold] = []
    }

    func diagram() -> Diagram {
        var draft = Draft()
        addProducts(&draft)
        if hasCapabilities { addCapabilities(&draft) }
        addParts(&draft)
        addVendors(&draft)
        let hidden = draft.folds.reduce(0) { $0 + $1.members.count }
        return Diagram(
            view: "summary", language: say.language, form: .columns, focus: focus,
            subject: PictureText(
                "\(context.subject) · \(say("dependence on technology under the control of \(focus)", "对受 \(focus) 控制技术的依赖"))"),
            verdict: PictureText(sentence: verdict),
            footnote: context.footnote([
                context.drawn(draft.nodes.count, draft.edges.count), hidden > 0 ? say("\(hidden) folded", "折叠 \(hidden) 个") : nil,
                context.unknowns.map { say("\($0) not drawn", "\($0)，未绘出") },
            ]),
            headings: headings, nodes: draft.nodes, edges: draft.edges, folds: draft.folds, description: context.description)
    }

    private var headings: [PictureText] {
        guard !isEmpty else { return [] }
        let all = [say("PRODUCT", "产品"), say("CAPABILITY", "功能"), say("SINGLE POINT", "单点"), say("VENDOR", "供应方"), say("GOVERNMENT", "政府")]
        return (hasCapabilities ? all : [all[0]] + all[2...]).map { PictureText($0) }
    }

    // MARK: Words

    private var verdict: String {
        let count = found.singlePointCount
        let lesser = lesser(found.parts.filter { $0.number == nil })
        guard count > 0 else { return withoutSinglePoints(lesser) }
        let condition = found.isAllAssumed ? say(", if assumptions hold", "（若推定成立）") : ""
        let more = lesser.isEmpty ? "" : say("; ", "；另有 ") + lesser
        return say(
            "\(count) \(focus) single \(count == 1 ? "point" : "points") can stop it\(condition)\(more).\(exempt)",
            "\(count) 个 \(focus) 单点可使其停止\(condition)\(more)。\(exempt)")
    }

    /// How many parts freeze or weaken it, in words; nothing where none does.
    private func lesser(_ parts: [ExposedPart]) -> String {
        let weakening = parts.count { $0.onlyWeakens }
        let freezing = parts.count - weakening
        let isMore = found.singlePointCount > 0
        var words: [String] = []
        if freezing > 0 { words.append(say("\(freezing)\(isMore ? " more" : "") can freeze it", "\(freezing) 个可使其冻结")) }
        if weakening > 0 { words.append(say("\(weakening)\(isMore && freezing == 0 ? " more" : "") can weaken it", "\(weakening) 个可使其减弱")) }
        return words.joined(separator: say(", ", "，"))
    }

    /// The functions that no single point stops, where they are few.
    private var exempt: String {
        let stopped = Set(found.stopping.flatMap(\.stops) + found.vendors.flatMap(\.stops))
        let clear = functions.filter { !stopped.contains($0) }.map { context.name(found.functions[$0]) }
        guard !clear.isEmpty, clear.count <= 2 else { return "" }
        return say(
            " \(clear.joined(separator: " and ")) \(clear.count == 1 ? "has" : "have") none.", "“\(clear.joined(separator: "”与“"))”没有单点。")
    }

    /// Where there is no single point, what happens if all goes at once, and what is not known.
    private func withoutSinglePoints(_ lesser: String) -> String {
        let unknown =
            found.unknownCount > 0
            ? say(" Of \(found.unknownCount) parts nobody knows who controls them.", "另有 \(found.unknownCount) 个部件控制方未知。") : ""
        let frozen = lesser.isEmpty ? "" : say("; ", "；") + lesser
        let fallen = found.together.count { $0 == .exposed || $0 == .exposedIfAssumptionsHold }
        guard fallen > 0 else {
            return say("No \(focus) single point is known to stop it\(frozen).\(unknown)", "未发现可使其停止的 \(focus) 单点\(frozen)。\(unknown)")
        }
        let condition = found.together.contains(.exposed) ? "" : say(" if assumptions hold", "（若推定成立）")
        return say(
            "No \(focus) single point stops it, but all of them at once do\(condition)\(frozen).\(unknown)",
            "没有单个 \(focus) 部件可使其停止，但全部同时失去则停止\(condition)\(frozen)。\(unknown)")
    }

    // MARK: Columns

    private func addProducts(_ draft: inout Draft) {
        for target in products {
            draft.nodes.append(
                Diagram.Node(
                    context.id(target), .product, title: graph.nodes[target].pictureTitle, column: isEmpty ? nil : 0,
                    tooltip: PictureText(graph.nodes[target].name)))
        }
        let others = Array(context.exposed.targets.dropFirst(products.count))
        if !others.isEmpty {
            var box = context.box("rest:products", .rest, title: context.more(others.count), members: others, column: isEmpty ? nil : 0)
            (box.node.share, box.node.caption) = (nil, PictureText(say("products or roots", "产品或根")))
            draft.nodes.append(box.node)
            draft.folds.append(box.fold)
        }
    }

    /// Where the lines of a function begin: its own box, or that of the product that it stands for.
    private func box(of position: Int) -> String? {
        let node = found.functions[position]
        if functions.contains(position) { return context.id(node) }
        if hasCapabilities, graph.nodes[node].kind == .capability { return "rest:functions" }
        return products.contains(node) ? context.id(node) : context.exposed.targets.count > products.count ? "rest:products" : nil
    }

    private func addCapabilities(_ draft: inout Draft) {
        for position in functions {
            let node = found.functions[position]
            let stopping = found.stopping.count { $0.stops.contains(position) } + found.vendors.count { $0.stops.contains(position) }
            let caption =
                stopping == 0 ? say("no single point stops it", "没有可使其停止的单点") : say("\(stopping) can stop it", "\(stopping) 个可使其停止")
            draft.nodes.append(
                Diagram.Node(
                    context.id(node), .capability, title: graph.nodes[node].pictureTitle, caption: PictureText(caption),
                    column: isEmpty ? nil : 1,
                    mark: stopping == 0 ? nil : .stopped, tooltip: PictureText("\(context.name(node)): \(caption)")))
        }
        let hidden = found.functions.indices.filter { graph.nodes[found.functions[$0]].kind == .capability && !functions.contains($0) }
        if !hidden.isEmpty {
            let members = hidden.map { found.functions[$0] }
            var box = context.box("rest:functions", .rest, title: context.more(hidden.count), members: members, column: isEmpty ? nil : 1)
            (box.node.share, box.node.caption) = (nil, PictureText(say("capabilities", "项功能")))
            draft.nodes.append(box.node)
            draft.folds.append(box.fold)
        }
        var drawn: Set<[String]> = []
        let asked = Set(context.exposed.targets)
        for group in context.exposed.model.requirements where asked.contains(group.node) {
            let from = products.contains(group.node) ? context.id(group.node) : "rest:products"
            for member in group.members.map(\.node) where graph.nodes[member].kind == .capability {
                guard let position = found.functions.firstIndex(of: member), let to = box(of: position), drawn.insert([from, to]).inserted
                else {
                    continue
                }
                draft.edges.append(
                    Diagram.Edge(
                        from, to, .control, width: 1, tooltip: PictureText(sentence: say("\(from) needs \(to)", "\(from) 需要 \(to)"))))
            }
        }
    }

    /// What has a box of its own as product or function, and is a part under the control as well, has a second one.
    private func id(ofRow node: Int) -> String {
        [.product, .capability].contains(graph.nodes[node].kind) || products.contains(node)
            ? "control:\(context.id(node))" : context.id(node)
    }

    private func addParts(_ draft: inout Draft) {
        var drawnLines: Set<[String]> = []
        for part in drawn {
            let node = graph.nodes[part.node]
            let shape = Diagram.Shape(node.kind)
            let flag = context.strips(of: part.node).first { $0.kind != .exempt }?.text.shown
            let words = [say.word(for: shape), part.certainty < .known ? say("assumed", "推定") : nil, flag].compactMap { $0 }
            var row = Diagram.Node(
                id(ofRow: part.node), shape, title: node.pictureTitle, caption: PictureText(words.joined(separator: " · ")),
                column: 1 + offset,
                mark: context.mark(of: part.node), tooltip: PictureText(sentence: "\(node.id.text) · \(context.sentence(for: part).shown)"))
            row.link = context.link(of: part.node)
            draft.nodes.append(row)
            for (positions, stroke) in [(part.stops, Diagram.Stroke?.some(.stops)), (part.freezes, nil)] {
                for position in positions {
                    let stroke = stroke ?? (part.degrades.contains(position) ? .weakens : .freezes)
                    guard let from = box(of: position), drawnLines.insert([from, row.id, stroke.rawValue]).inserted else { continue }
                    draft.edges.append(
                        Diagram.Edge(from, row.id, stroke, width: stroke == .stops ? 2.2 : 1, tooltip: context.sentence(for: part)))
                }
            }
        }
        guard !folded.isEmpty else { return }
        let stops = folded.count { $0.number != nil }
        let caption =
            stops > 0
            ? say("\(stops) stop, \(folded.count - stops) freeze or weaken", "\(stops) 个停止，\(folded.count - stops) 个冻结或减弱")
            : say("freeze or weaken only", "仅冻结或减弱")
        var box = context.box("rest:parts", .rest, title: context.more(folded.count), members: folded.map(\.node), column: 1 + offset)
        box.node.caption = PictureText(caption)
        box.node.share = nil
        draft.nodes.append(box.node)
        draft.folds.append(box.fold)
        for from in Set(folded.flatMap { $0.stops + $0.freezes }.compactMap(box(of:))).sorted(by: { $0.isBytewiseLess(than: $1) }) {
            draft.edges.append(Diagram.Edge(from, "rest:parts", .folded, width: 1, tooltip: PictureText(caption)))
        }
    }

    /// The vendors of the parts drawn and those that are single points themselves, and their lines to the government; the others are one box.
    private func addVendors(_ draft: inout Draft) {
        guard !isEmpty else { return }
        var order: [Int] = []
        var stops: [Int: Set<Int>] = [:]
        for part in drawn {
            for vendor in part.vendors {
                if !order.contains(vendor) { order.append(vendor) }
                stops[vendor, default: []].formUnion(part.stops)
                draft.edges.append(
                    Diagram.Edge(
                        id(ofRow: part.node), context.id(vendor), part.onlyWeakens ? .weakens : part.stops.isEmpty ? .freezes : .stops,
                        width: width(part.stops.count),
                        tooltip: context.sentence(for: part)))
            }
        }
        for vendor in found.vendors {
            if !order.contains(vendor.organization) { order.append(vendor.organization) }
            stops[vendor.organization, default: []].formUnion(vendor.stops)
            var lines: Set<String> = []
            for from in vendor.stops.compactMap(box(of:)) where lines.insert(from).inserted {
                draft.edges.append(
                    Diagram.Edge(from, context.id(vendor.organization), .stops, width: 2.2, tooltip: context.sentence(for: vendor)))
            }
        }
        let government = "government:\(focus)"
        let weakening = Set(order).subtracting(drawn.filter { !$0.onlyWeakens }.flatMap(\.vendors))
        for vendor in order {
            let count = stops[vendor]?.count ?? 0
            draft.nodes.append(context.house(vendor, caption: "", column: 2 + offset))
            draft.edges.append(
                Diagram.Edge(
                    context.id(vendor), government, count > 0 ? .stops : weakening.contains(vendor) ? .weakens : .freezes,
                    width: width(count),
                    tooltip: PictureText(
                        say("\(context.name(vendor)) is under the control of \(focus)", "\(context.name(vendor)) 受 \(focus) 控制"))))
        }
        if !folded.isEmpty {
            let others = Set(folded.flatMap(\.vendors)).subtracting(order).sorted()
            let title = others.isEmpty ? say("same vendors", "同上供应方") : say.count(others.count, "more vendor", "more vendors", "家其他供应方")
            var box = context.box("rest:vendors", .rest, title: title, members: others, column: 2 + offset)
            box.node.caption = ""
            box.node.share = nil
            draft.nodes.append(box.node)
            if !others.isEmpty { draft.folds.append(box.fold) }
            draft.edges.append(Diagram.Edge("rest:parts", "rest:vendors", .folded, width: 1, tooltip: PictureText(title)))
            draft.edges.append(Diagram.Edge("rest:vendors", government, .folded, width: 1, tooltip: PictureText(title)))
        }
        draft.nodes.append(context.government(focus, tab: .focus(focus), column: 3 + offset))
    }

    /// The width of a line by how many functions it stops.
    private func width(_ count: Int) -> Double { count == 0 ? 1 : min(9, 2.2 + 1.6 * Double(count - 1)) }
}
