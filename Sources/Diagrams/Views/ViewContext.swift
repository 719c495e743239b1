internal import Propagation
internal import Resilience
internal import SupplyChain

/// What all views say and draw alike.
struct ViewContext {
    let exposed: Exposed
    let say: DiagramPhrases

    init(_ exposed: Exposed, _ language: DiagramPhrases.Language) {
        self.exposed = exposed
        say = DiagramPhrases(language)
    }

    var graph: SupplyGraph { exposed.graph }
    var parts: ExposedParts { exposed.parts }
    var focus: String { exposed.focus }

    func id(_ node: Int) -> String { graph.nodes[node].id.text }

    /// The name for a sentence: short, and safe to show.
    func name(_ node: Int) -> String { PictureText(graph.nodes[node].pictureName).fitted(to: 420, size: 14).shown }

    /// What the picture is about: the product, or how many there are.
    var subject: String {
        guard let first = exposed.targets.first else { return say("nothing", "无") }
        return exposed.targets.count == 1 ? name(first) : say.count(exposed.targets.count, "product or root", "products or roots", "个产品或根")
    }

    /// The last line: the day, what is drawn and what is not, what is assumed, which graph.
    func footnote(_ facts: [String?]) -> PictureText {
        var parts = [say("as of \(exposed.asOf)", "截至 \(exposed.asOf)")] + facts.compactMap { $0 }
        if !exposed.assumptions.isEmpty { parts.append(say("assuming ", "假定 ") + say.list(exposed.assumptions)) }
        if !exposed.digest.isEmpty { parts.append(say("graph \(exposed.digest)", "图 \(exposed.digest)")) }
        parts.append(say("not legal advice", "非法律意见"))
        return PictureText(sentence: parts.joined(separator: " · "))
    }

    /// How many boxes and lines are drawn.
    func drawn(_ nodes: Int, _ edges: Int) -> String {
        say(
            "\(nodes) \(nodes == 1 ? "node" : "nodes"), \(edges) \(edges == 1 ? "edge" : "edges") drawn of \(graph.nodes.count) and \(graph.relationships.count)",
            "绘出 \(nodes) 个节点、\(edges) 条边，共 \(graph.nodes.count) 与 \(graph.relationships.count)")
    }

    /// How many of some nodes are under the control only by assumption, in brackets; nothing where none is.
    func doubt(_ nodes: [Int]) -> String {
        let assumed = nodes.count { exposed.exposure.control(of: $0) == .assumed }
        guard assumed > 0 else { return "" }
        return assumed == nodes.count ? say(" (all assumed)", "（均为推定）") : say(" (\(assumed) assumed)", "（其中 \(assumed) 个为推定）")
    }

    /// How many parts nobody is known to control, where there are any.
    var unknowns: String? {
        parts.unknownCount > 0
            ? say.count(parts.unknownCount, "part of unknown control", "parts of unknown control", "个部件控制方未知") : nil
    }

    /// What one single point does, as a sentence.
    func sentence(for part: ExposedPart) -> PictureText {
        let vendors = say.list(part.vendors.map(name))
        if part.stops.isEmpty {
            let functions = say.list(part.freezes.map { name(parts.functions[$0]) })
            return PictureText(
                sentence: part.onlyWeakens
                    ? say(
                        "\(name(part.node)) (\(vendors)) costs \(functions) function or spare.",
                        "\(name(part.node))（\(vendors)）可使\(functions)减少功能或冗余。")
                    : say("\(name(part.node)) (\(vendors)) freezes \(functions).", "\(name(part.node))（\(vendors)）可使\(functions)冻结。"))
        }
        let functions = say.list(part.stops.map { name(parts.functions[$0]) })
        let doubt = part.certainty < .known ? say(", if assumptions hold", "（若推定成立）") : ""
        return PictureText(
            sentence: say(
                "\(name(part.node)) (\(vendors)) stops \(functions)\(doubt).", "\(name(part.node))（\(vendors)）可使\(functions)停止\(doubt)。"))
    }

    func sentence(for vendor: ExposedVendor) -> PictureText {
        let functions = say.list(vendor.stops.map { name(parts.functions[$0]) })
        return PictureText(
            sentence: say(
                "\(name(vendor.organization)) stops \(functions) with all that it controls together.",
                "\(name(vendor.organization)) 所控制的部件合在一起可使\(functions)停止。"))
    }

    /// Single points as sentences.
    var description: [PictureText] {
        let all = parts.stopping.map(sentence(for:)) + parts.vendors.map { sentence(for: $0) }
        guard all.count > 20 else { return all }
        return all.prefix(20) + [PictureText(say("And \(all.count - 20) more.", "另有 \(all.count - 20) 个。"))]
    }

    // MARK: Cards

    /// A card for one node of the graph.
    func card(_ index: Int) -> Diagram.Node {
        let node = graph.nodes[index]
        let shape = Diagram.Shape(node.kind)
        let part = parts.part(of: index)
        let vendor = (part?.vendors.first ?? controller(of: index)).map { name($0) }
        let words =
            shape == .capability
            ? say.word(for: shape) : [say.word(for: shape).uppercased(), vendor].compactMap { $0 }.joined(separator: " · ")
        var card = Diagram.Node(
            node.id.text, shape, title: node.pictureTitle, caption: PictureText(words), mark: mark(of: index),
            tab: shape == .product || shape == .capability ? nil : tab(of: index), tooltip: "")
        if shape != .product, shape != .capability { card.strips = strips(of: index) }
        card.link = link(of: index)
        let flags = card.strips.isEmpty ? nil : say.list(card.strips.map(\.text.shown), most: 8)
        card.tooltip = PictureText(
            sentence: ([node.id.text, words, grounds(of: index), flags, part.map { sentence(for: $0).shown }] as [String?]).compactMap {
                $0
            }
            .joined(separator: " · "))
        return card
    }

    /// What nobody may miss about a node: its number where it is a single point.
    func mark(of index: Int) -> Diagram.Mark? {
        let count = parts.functions.count
        if let vendor = parts.vendors.first(where: { $0.organization == index }) {
            return .stops(number: vendor.number, of: "\(vendor.stops.count)/\(count)", isAssumed: vendor.certainty < .known)
        }
        guard let part = parts.part(of: index) else { return nil }
        let isAssumed = part.certainty < .known
        if let number = part.number { return .stops(number: number, of: "\(part.stops.count)/\(count)", isAssumed: isAssumed) }
        if part.onlyWeakens { return .weakens(of: "\(part.degrades.count)/\(count)", isAssumed: isAssumed) }
        return .freezes(of: "\(part.freezes.count { !part.degrades.contains($0) })/\(count)", isAssumed: isAssumed)
    }

    func controller(of index: Int) -> Int? { exposed.hands.control[index]?.first.map { graph.relationships[$0].to } }

    /// Whose ground a node stands on; several grounds of the control asked about are counted.
    func tab(of index: Int) -> Diagram.Tab {
        switch exposed.exposure.control(of: index) {
        case .known: return .focus(focus)
        case .assumed: return .assumed(focus + "?")
        case .unknown, .no:
            let others = exposed.exposure.jurisdictions(of: index).filter { $0.certainty > .unknown }.map(\.jurisdiction.text)
            guard let first = others.first else { return .unknown }
            return .elsewhere(others.count > 1 ? "\(first) +\(others.count - 1)" : first)
        }
    }

    /// Who reaches a node, and on which ground, in words.
    private func grounds(of index: Int) -> String? {
        let reached = exposed.exposure.jurisdictions(of: index).filter { $0.certainty > .no }
        guard !reached.isEmpty else { return nil }
        return say.list(reached.map { "\($0.jurisdiction.text) (\($0.nexus.text), \($0.certainty.name))" }, most: 6)
    }

    func strips(of index: Int) -> [Diagram.Strip] {
        let exposure = exposed.exposure
        let flags = exposure.flags(of: index).sorted { left, right in
            if left.effect != right.effect { return left.effect < right.effect }
            return left.certainty == right.certainty ? left.id < right.id : left.certainty > right.certainty
        }
        var strips = flags.map { flag -> Diagram.Strip in
            let kind: Diagram.Strip.Kind = flag.certainty < .known ? .unsure : flag.effect <= .licence ? .duty : .term
            return Diagram.Strip(text: PictureText(flag.id.text), kind: kind)
        }
        for rule in exposure.rules where exposure.exclusion(of: rule.id, at: index) != nil {
            strips.append(Diagram.Strip(text: PictureText(rule.id.text), kind: .exempt))
        }
        return strips
    }

    /// Where the fact about a node can be read, if it says so by an address.
    func link(of index: Int) -> PictureLink? {
        let node = graph.nodes[index]
        for source in node.jurisdictions.flatMap(\.sources) + node.sources {
            guard let start = source.file.firstRange(of: "https://") else { continue }
            let address = source.file[start.lowerBound...].prefix { $0 != " " && $0 != "," && $0 != ")" }
            if let link = PictureLink(String(address)) { return link }
        }
        return nil
    }

    /// A house for an organization.
    func house(_ index: Int, caption: String, column: Int? = nil) -> Diagram.Node {
        var house = Diagram.Node(
            id(index), .vendor, title: PictureText(name(index)), caption: PictureText(caption), column: column, mark: mark(of: index),
            tab: tab(of: index),
            tooltip: PictureText(sentence: [id(index), caption, grounds(of: index)].compactMap { $0 }.joined(separator: " · ")))
        house.link = link(of: index)
        return house
    }

    /// An octagon for a government.
    func government(_ code: String, tab: Diagram.Tab, column: Int? = nil) -> Diagram.Node {
        Diagram.Node(
            "government:\(code)", .government, title: PictureText(code), column: column, tab: tab,
            tooltip: PictureText(say("control of \(code)", "\(code) 的控制")))
    }

    /// The shares of a fold in words.
    func words(for share: Diagram.Share) -> String {
        var parts: [String] = []
        if share.focus > 0 { parts.append("\(share.focus) \(focus)") }
        if share.other > 0 { parts.append(say("\(share.other) other", "\(share.other) 属他方")) }
        if share.unknown > 0 { parts.append(say("\(share.unknown) unknown", "\(share.unknown) 未知")) }
        return parts.joined(separator: " · ")
    }

    /// A box for parts that are not drawn by themselves, and what it stands for.
    func box(_ id: String, _ shape: Diagram.Shape, title: String, members: [Int], column: Int? = nil) -> (
        node: Diagram.Node, fold: Diagram.Fold
    ) {
        let share = exposed.share(of: members)
        let words = words(for: share)
        let title = PictureText(title)
        var node = Diagram.Node(
            id, shape, title: title, caption: PictureText(words), column: column,
            tooltip: PictureText(sentence: "\(title.shown): \(words)"))
        node.share = share
        return (node, Diagram.Fold(box: id, title: title, members: members.map { self.id($0) }))
    }

    func more(_ count: Int) -> String { say("+ \(count) more", "另有 \(count) 个") }
}
