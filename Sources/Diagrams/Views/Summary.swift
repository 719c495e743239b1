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

struct SummaryView {
    let context: ViewContext
    let parts: PartRows
    let products: [Int]
    /// The functions that have a row, alone or together with those of the same fate.
    let functions: FunctionRows
    /// More functions than this are rolled up by what stops them.
    private static let mostLooseFunctions = 8
    /// How many rows of functions there may be.
    private static let mostFunctions = 12

    init(_ context: ViewContext) {
        self.context = context
        let found = context.parts
        parts = PartRows(context.exposed, most: min(10, max(3, context.exposed.budget / 6)))
        products = Array(context.exposed.targets.prefix(6))
        let capabilities = found.functions.indices.filter { context.graph.nodes[found.functions[$0]].kind == .capability }
        functions = FunctionRows(capabilities, found, loose: Self.mostLooseFunctions, most: Self.mostFunctions)
    }

    var graph: SupplyGraph { context.graph }
    var say: DiagramPhrases { context.say }
    var found: ExposedParts { context.parts }
    var focus: String { context.focus }
    /// Capabilities have a column of their own; a product without any is its own function.
    var hasCapabilities: Bool { !functions.rows.isEmpty }
    var offset: Int { hasCapabilities ? 1 : 0 }
    var isEmpty: Bool { parts.rows.isEmpty && found.vendors.isEmpty }

    /// A diagram as it grows.
    struct Draft {
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
        let clear = functions.rows.flatMap(\.positions).filter { !stopped.contains($0) }.map { context.name(found.functions[$0]) }
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
}
