/// A diagram as DOT: the drawn language, or the safe profile that no release of Graphviz is known to stumble over.
struct DotText: Sendable {
    /// How much of Graphviz is asked for.
    enum Profile: Sendable {
        /// Cards, ports, ranks.
        case full
        /// Plain shapes and one-line labels.
        case safe
    }

    /// The text.
    let text: String
    /// How many edges must be drawn.
    let edgeCount: Int

    init(_ diagram: Diagram, profile: Profile = .full, notice: PictureText? = nil) {
        var writer = DotWriter(diagram, profile, notice)
        text = writer.write()
        edgeCount = diagram.edges.count
    }
}

private struct DotWriter {
    private let diagram: Diagram
    private let profile: DotText.Profile
    private let notice: PictureText?
    private let phrases: DiagramPhrases
    private var out = ""

    init(_ diagram: Diagram, _ profile: DotText.Profile, _ notice: PictureText?) {
        self.diagram = diagram
        self.profile = profile
        self.notice = notice
        phrases = DiagramPhrases(diagram.language)
    }

    mutating func write() -> String {
        let hasColumns = !diagram.headings.isEmpty
        let spacing = hasColumns ? "ranksep=1.05, nodesep=0.14" : "ranksep=0.55, nodesep=0.16"
        out = "digraph \"\(diagram.view)\" {\n"
        let newRank = hasColumns && profile == .full ? ", newrank=true" : ""
        out +=
            "  graph [rankdir=LR, bgcolor=\"\(Token.paper.light)\", fontname=\"\(Typeface.layout)\", labelloc=t, labeljust=l, pad=0.2, \(spacing)\(newRank), label=\(header)];\n"
        out +=
            "  node [fontname=\"\(Typeface.layout)\", shape=box, margin=0, color=\"\(Token.line.light)\", fontcolor=\"\(Token.ink.light)\", style=filled, fillcolor=\"\(Token.paper.light)\"];\n"
        out += "  edge [fontname=\"\(Typeface.layout)\", fontsize=9, color=\"\(Token.line.light)\", arrowsize=0.6];\n"
        for node in diagram.nodes { out += "  \"\(id(node.id))\" [\(attributes(of: node))];\n" }
        if hasColumns && profile == .full { columns() }
        for edge in diagram.edges { out += "  \"\(id(edge.from))\" -> \"\(id(edge.to))\" [\(attributes(of: edge))];\n" }
        return out + "}\n"
    }

    private func id(_ node: String) -> String { PictureID("\(diagram.view)--n", node).text }

    /// Headings over columns, the order within a column held by invisible edges.
    private mutating func columns() {
        for (index, heading) in diagram.headings.enumerated() {
            out += "  \"h\(index)\" [shape=plaintext, style=\"\", label=<\(font(10, .mute, bold(heading.label)))>];\n"
            if index > 0 { out += "  \"h\(index - 1)\" -> \"h\(index)\" [style=invis, weight=20];\n" }
        }
        for index in diagram.headings.indices {
            let members = diagram.nodes.filter { $0.column == index }.map { "\"\(id($0.id))\"" }
            out += "  { rank=same; \((["\"h\(index)\""] + members).joined(separator: "; ")); }\n"
            for (above, below) in zip(["\"h\(index)\""] + members, members) { out += "  \(above) -> \(below) [style=invis, weight=1];\n" }
        }
    }

    // MARK: Header

    private var header: String {
        if profile == .safe {
            let lines = [diagram.subject, diagram.verdict, diagram.footnote] + (notice.map { [$0] } ?? [])
            return "\"" + lines.map { $0.quoted.dropFirst().dropLast() + "\\l" }.joined() + "\""
        }
        let width = max(TextWidth.points(diagram.verdict.shown, size: 20), TextWidth.points(diagram.footnote.shown, size: 9)) + 8
        let used = diagram.legend.reduce(0) { $0 + TextWidth.points(phrases.word(for: $1), size: 10) + 62 }
        let spare = max(8, width - used)
        let legend = diagram.legend.map { legendCells($0) }.joined(separator: "<TD WIDTH=\"8\"></TD>")
        var rows = [row(font(13, .mute, diagram.subject.label)), row(font(20, .ink, bold(diagram.verdict.label)), width: width)]
        if !legend.isEmpty {
            rows.append(
                row(
                    "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\" CELLPADDING=\"2\"><TR>\(legend)<TD WIDTH=\"\(spare)\"></TD></TR></TABLE>"
                ))
        }
        if let notice { rows.append(row(font(10, .choke, bold(notice.label)))) }
        rows.append(row(font(9, .mute, diagram.footnote.label)))
        return
            "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\">\(rows.joined())<TR><TD HEIGHT=\"8\"></TD></TR></TABLE>>"
    }

    private func row(_ content: String, width: Int? = nil) -> String {
        "<TR><TD ALIGN=\"LEFT\"\(width.map { " WIDTH=\"\($0)\"" } ?? "")>\(content)</TD></TR>"
    }

    private func legendCells(_ entry: Diagram.Legend) -> String {
        let sample: String =
            switch entry {
            case .stops: plate("◆ 1", .onAccent, .choke)
            case .assumedStops: plate("◇ 1", .onAccent, .choke)
            case .freezes:
                "<TD BGCOLOR=\"\(Token.frozenTint.light)\" BORDER=\"2\" COLOR=\"\(Token.frozen.light)\" CELLPADDING=\"2\">\(font(10, .frozen, bold("❆")))</TD>"
            case .focus: plate(PictureText(focusCode).label, .onAccent, .focus)
            case .assumed:
                "<TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(Token.focus.light)\" CELLPADDING=\"2\">\(font(10, .focus, bold(PictureText(focusCode + "?").label)))</TD>"
            case .unknown:
                "<TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(Token.mute.light)\" CELLPADDING=\"2\">\(font(10, .mute, bold("?")))</TD>"
            case .edgeStops: glyph("━━", .choke)
            case .edgeFreezes: glyph("╌╌", .frozen)
            case .edgeRun: glyph("──▶", .line)
            case .edgeBuild: glyph("┄┄▷", .line)
            case .edgeDerived: glyph("══▷", .line)
            case .gate: glyph("◇", .ink)
            case .folded: glyph("┈┈", .hair)
            case .width: ""
            }
        return sample + "<TD ALIGN=\"LEFT\" CELLPADDING=\"2\">\(font(10, .mute, PictureText(phrases.word(for: entry)).label))</TD>"
    }

    private var focusCode: String {
        for node in diagram.nodes {
            if case .focus(let code) = node.tab { return code }
            if case .assumed(let code) = node.tab { return code }
        }
        return "US"
    }

    private func plate(_ text: String, _ ink: Token, _ ground: Token) -> String {
        "<TD BGCOLOR=\"\(ground.light)\" CELLPADDING=\"2\">\(font(10, ink, bold(text)))</TD>"
    }

    private func glyph(_ text: String, _ token: Token) -> String { "<TD CELLPADDING=\"1\">\(font(12, token, bold(text)))</TD>" }

    private func font(_ size: Int, _ token: Token, _ content: String) -> String {
        "<FONT POINT-SIZE=\"\(size)\" COLOR=\"\(token.light)\">\(content)</FONT>"
    }

    private func bold(_ content: String) -> String { "<B>\(content)</B>" }

    // MARK: Nodes

    private func attributes(of node: Diagram.Node) -> String {
        var classes = [node.shape.rawValue]
        switch node.mark {
        case .stops: classes.append("choke")
        case .freezes: classes.append("freeze")
        case nil: break
        }
        if case .focus = node.tab { classes.append("focus") }
        if case .assumed = node.tab { classes.append("focus assumed") }
        let common = "id=\"\(id(node.id))\", class=\"\(classes.joined(separator: " "))\""
        guard profile == .full else {
            let mark = markText(node).map { $0 + " " } ?? ""
            return common + ", label=" + PictureText(mark + node.title.shown).prefix(60).quoted
        }
        switch node.shape {
        case .product:
            return common
                + ", style=\"filled,rounded\", fillcolor=\"\(Token.ink.light)\", color=\"\(Token.ink.light)\", margin=\"0.14,0.1\", width=\(inches(wide(node.title.prefix(40), 14) + 26)), label=<\(font(14, .onAccent, bold(node.title.prefix(40).label)))>"
        case .government:
            return common
                + ", shape=octagon, fillcolor=\"\(Token.focus.light)\", color=\"\(Token.focus.light)\", margin=\"0.04,0.02\", label=<\(font(28, .onAccent, bold(node.title.label)))>"
        case .vendor:
            return common
                + ", shape=house, color=\"\(Token.line.light)\", margin=\"0.12,0.04\", width=\(inches(wide(node.title.prefix(34), 11) + 12)), label=<\(font(11, .ink, node.title.prefix(34).label))>"
        case .gate:
            return common
                + ", shape=diamond, margin=\"0.02,0.0\", color=\"\(Token.ink.light)\", label=<\(font(10, .ink, node.title.label))>"
        case .rest:
            return common
                + ", style=\"filled,dashed\", color=\"\(Token.line.light)\", margin=\"0.1,0.06\", width=\(inches(max(wide(node.title, 12), wide(node.caption, 10)) + 18)), label=<\(font(12, .mute, bold(node.title.label)))<BR/>\(font(10, .mute, node.caption.label))>"
        case .capability:
            let isStopped = node.mark != nil
            let token: Token = isStopped ? .choke : .line
            return common
                + ", style=\"filled,rounded\", color=\"\(token.light)\", penwidth=\(isStopped ? 2 : 1), margin=\"0.1,0.06\", width=\(inches(max(115, wide(node.title.prefix(34), 13) + 18, wide(node.caption.prefix(50), 10) + 18))), label=<\(font(13, .ink, bold(node.title.prefix(34).label)))<BR/>\(font(10, isStopped ? .choke : .mute, node.caption.prefix(50).label))>"
        case .service, .package, .model, .dataset, .registry, .infrastructure, .hardware, .unknown:
            return common + ", " + (diagram.headings.isEmpty ? card(node) : row(node))
        }
    }

    private func wide(_ text: PictureText, _ size: Int) -> Int { TextWidth.points(text.shown, size: size) }

    /// Points as inches with two places.
    private func inches(_ points: Int) -> String {
        let hundredths = (points * 100 + 71) / 72
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }

    private func markText(_ node: Diagram.Node) -> String? {
        switch node.mark {
        case .stops(let number, _, let isAssumed): "\(isAssumed ? "◇" : "◆") \(number)"
        case .freezes: "❆"
        case nil: nil
        }
    }

    /// A wide box with a plate at its left: the form of the summary.
    private func row(_ node: Diagram.Node) -> String {
        let (ground, plateInk, border, fill, width): (Token, Token, Token, Token, Double) =
            switch node.mark {
            case .stops: (.choke, .onAccent, .choke, .chokeTint, 3)
            case .freezes: (.frozenTint, .frozen, .frozen, .paper, 2)
            case nil: (.paper, .mute, .line, .paper, 1)
            }
        let plate = "<TD BGCOLOR=\"\(ground.light)\" WIDTH=\"38\">\(font(15, plateInk, bold(markText(node) ?? " ")))</TD>"
        let words =
            "<TD ALIGN=\"LEFT\" WIDTH=\"\(max(170, wide(node.title.prefix(36), 14) + 8, wide(node.caption.prefix(52), 10) + 8))\">\(font(14, .ink, bold(node.title.prefix(36).label)))<BR ALIGN=\"LEFT\"/>\(font(10, .mute, node.caption.prefix(52).label))<BR ALIGN=\"LEFT\"/></TD>"
        return
            "fillcolor=\"\(fill.light)\", color=\"\(border.light)\", penwidth=\(width), label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"5\"><TR>\(plate)\(words)</TR></TABLE>>"
    }

    /// A card with a tab for whose ground it stands on: the form of the map.
    ///
    /// The shape says the kind.
    private func card(_ node: Diagram.Node) -> String {
        let (shape, margin): (String, String) =
            switch node.shape {
            case .package: ("component", "0.2,0.03")
            case .model: ("box", "0.08,0.05")
            case .dataset: ("cylinder", "0.1,0.06")
            case .service: ("cds", "0.16,0.1")
            case .registry: ("folder", "0.05,0.05")
            case .infrastructure: ("tab", "0.05,0.05")
            case .hardware: ("box3d", "0.05,0.03")
            default: ("box", "0.1,0.06")
            }
        var style = node.shape == .model ? "filled,diagonals" : "filled"
        if node.shape == .unknown { style += ",dotted" }
        let isFocus: Bool =
            switch node.tab {
            case .focus, .assumed: true
            default: false
            }
        let (border, fill, width): (Token, Token, Double) =
            switch node.mark {
            case .stops: (.choke, .chokeTint, 3)
            case .freezes: (.frozen, isFocus ? .focusTint : .paper, 2)
            case nil: (isFocus ? .focus : .line, isFocus ? .focusTint : .paper, 1)
            }
        var rows = ""
        switch node.mark {
        case .stops(let number, let of, let isAssumed):
            let words = "\(isAssumed ? "◇" : "◆") \(number)  " + phrases("STOPS \(of)", "停止 \(of)")
            rows += "<TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\" BGCOLOR=\"\(Token.choke.light)\">\(font(11, .onAccent, bold(words)))</TD></TR>"
        case .freezes(let of, _):
            rows +=
                "<TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\" BGCOLOR=\"\(Token.frozenTint.light)\">\(font(11, .frozen, bold("❆ " + phrases("FREEZES \(of)", "冻结 \(of)"))))</TD></TR>"
        case nil: break
        }
        let strips = node.strips.prefix(3).map { "<TR>\(strip($0))</TR>" }.joined()
        let more = node.strips.count > 3 ? "<TR><TD ALIGN=\"LEFT\">\(font(9, .mute, "+\(node.strips.count - 3)"))</TD></TR>" : ""
        let words =
            "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\"><TR><TD ALIGN=\"LEFT\">\(font(9, .mute, node.caption.prefix(40).label))</TD></TR><TR><TD ALIGN=\"LEFT\" WIDTH=\"\(max(wide(node.title.prefix(32), 14), wide(node.caption.prefix(40), 9)) + 4)\">\(font(14, .ink, bold(node.title.prefix(32).label)))</TD></TR>\(strips)\(more)</TABLE>"
        rows += "<TR>\(tab(node.tab))<TD ALIGN=\"LEFT\">\(words)</TD></TR>"
        return
            "shape=\(shape), style=\"\(style)\", fillcolor=\"\(fill.light)\", color=\"\(border.light)\", penwidth=\(width), margin=\"\(margin)\", label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"4\">\(rows)</TABLE>>"
    }

    private func strip(_ strip: Diagram.Node.Strip) -> String {
        let text = strip.text.prefix(24).label
        if !strip.isKnown { return "<TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(Token.mute.light)\">\(font(9, .ink, text + "?"))</TD>" }
        if strip.isDuty { return "<TD BGCOLOR=\"\(Token.ink.light)\">\(font(9, .onAccent, bold(text)))</TD>" }
        return "<TD BORDER=\"1\" COLOR=\"\(Token.ink.light)\">\(font(9, .ink, text))</TD>"
    }

    private func tab(_ tab: Diagram.Tab?) -> String {
        switch tab {
        case .focus(let code):
            "<TD BGCOLOR=\"\(Token.focus.light)\" WIDTH=\"26\" CELLPADDING=\"2\">\(font(12, .onAccent, bold(PictureText(code).label)))</TD>"
        case .assumed(let code):
            "<TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(Token.focus.light)\" WIDTH=\"26\" CELLPADDING=\"2\">\(font(12, .focus, bold(PictureText(code).label + "?")))</TD>"
        case .elsewhere(let code): "<TD WIDTH=\"26\" CELLPADDING=\"2\">\(font(12, .mute, PictureText(code).label))</TD>"
        case .unknown:
            "<TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(Token.mute.light)\" WIDTH=\"26\" CELLPADDING=\"2\">\(font(12, .mute, bold("?")))</TD>"
        case nil: "<TD WIDTH=\"2\"></TD>"
        }
    }

    // MARK: Edges

    private func attributes(of edge: Diagram.Edge) -> String {
        let common =
            "id=\"\(PictureID("\(diagram.view)--e", edge.from + "|" + edge.to + "|" + edge.stroke.rawValue).text)\", class=\"\(edge.stroke.rawValue)\", penwidth=\(edge.width)"
        let look: String =
            switch edge.stroke {
            case .run: "color=\"\(Token.line.light)\", arrowhead=normal"
            case .optional: "color=\"\(Token.line.light)\", arrowhead=vee"
            case .build: "color=\"\(Token.hair.light)\", style=dashed, arrowhead=empty"
            case .derivation:
                profile == .full
                    ? "color=\"\(Token.line.light):\(Token.paper.light):\(Token.line.light)\", arrowhead=onormal"
                    : "color=\"\(Token.line.light)\", arrowhead=onormal"
            case .control: "color=\"\(Token.line.light)\", arrowhead=none"
            case .stops: "color=\"\(Token.choke.light)\", arrowhead=\(diagram.headings.isEmpty ? "normal" : "none")"
            case .freezes: "color=\"\(Token.frozen.light)\", style=dashed, arrowhead=none"
            case .folded: "color=\"\(Token.hair.light)\", style=dotted, arrowhead=vee"
            }
        let ports = profile == .full && !diagram.headings.isEmpty ? ", tailport=e, headport=w" : ""
        let weight = edge.stroke == .build || edge.stroke == .folded ? ", weight=0" : ""
        return common + ", " + look + ports + weight
    }
}
