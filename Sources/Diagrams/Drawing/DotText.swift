/// A diagram as DOT: the drawn language, or the safe profile that no release of Graphviz is known to stumble over.
struct DotText: Sendable {
    /// How much of Graphviz is asked for.
    enum Profile: Sendable {
        /// Cards, ports, ranks, frames.
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

/// Writes one diagram; what the boxes look like stands in its extensions.
struct DotWriter {
    let diagram: Diagram
    let profile: DotText.Profile
    let notice: PictureText?
    let phrases: DiagramPhrases
    /// The column of each box.
    let columns: [String: Int]
    let fans: Fans
    /// The boxes that stand for several parts.
    let stacks: Set<String>
    private var out = ""

    init(_ diagram: Diagram, _ profile: DotText.Profile, _ notice: PictureText?) {
        self.diagram = diagram
        self.profile = profile
        self.notice = notice
        phrases = DiagramPhrases(diagram.language)
        columns = Dictionary(diagram.nodes.map { ($0.id, $0.column ?? -1) }, uniquingKeysWith: { first, _ in first })
        fans = Fans(diagram)
        stacks = Set(diagram.nodes.filter { [.stack, .rest].contains($0.shape) }.map(\.id))
    }

    mutating func write() -> String {
        out = "digraph \"\(diagram.view)\" {\n"
        out += "  graph [\(graphAttributes), label=\(header)];\n"
        out +=
            "  node [fontname=\"\(Typeface.layout)\", shape=box, margin=0, color=\"\(Token.line.light)\", fontcolor=\"\(Token.ink.light)\", style=filled, fillcolor=\"\(Token.paper.light)\"];\n"
        out += "  edge [fontname=\"\(Typeface.layout)\", fontsize=10, color=\"\(Token.line.light)\", arrowsize=0.6];\n"
        if profile == .full, !diagram.grounds.isEmpty { writeGrounds() } else { writeNodes(diagram.nodes, indent: "  ") }
        if profile == .full {
            switch diagram.form {
            case .columns: writeColumns()
            case .rows: writeRows()
            case .cards, .grounds, .path: break
            }
        }
        for edge in diagram.edges { out += "  \"\(id(edge.from))\" -> \"\(id(edge.to))\" [\(attributes(of: edge))];\n" }
        return out + "}\n"
    }

    func id(_ node: String) -> String { PictureID("\(diagram.view)--n", node).text }

    private var graphAttributes: String {
        // A path stands upright, where its words and places have room beside it: lying it would be a strip.
        let direction = diagram.form == .path ? "TB" : "LR"
        var parts = [
            "rankdir=\(direction)", "bgcolor=\"\(Token.paper.light)\"", "fontname=\"\(Typeface.layout)\"", "labelloc=t", "labeljust=l",
            "pad=0.2",
        ]
        switch diagram.form {
        case .columns: parts += ["ranksep=1.05", "nodesep=0.14"]
        case .rows: parts += ["ranksep=0.2", "nodesep=0.03"]
        case .path: parts += ["ranksep=0.3", "nodesep=0.2"]
        case .cards, .grounds: parts += ["ranksep=0.55", "nodesep=0.16"]
        }
        if diagram.form == .columns, profile == .full { parts.append("newrank=true") }
        return (parts + effort).joined(separator: ", ")
    }

    /// How long the layout may try, by the size of the diagram: what is small is drawn as well as can be, what is large is drawn.
    private var effort: [String] {
        switch diagram.nodes.count + diagram.edges.count {
        case ...250 where profile == .full: []
        case ...700 where profile == .full: ["nslimit=2", "nslimit1=2", "mclimit=0.3"]
        case ...1_500: ["nslimit=1", "nslimit1=1", "mclimit=0.1", "splines=line"]
        default: ["nslimit=0.01", "nslimit1=1", "mclimit=0.05", "splines=line"]
        }
    }

    private mutating func writeNodes(_ nodes: some Sequence<Diagram.Node>, indent: String) {
        for node in nodes { out += "\(indent)\"\(id(node.id))\" [\(attributes(of: node))];\n" }
    }

    /// Frames within frames, each with the boxes that stand in it.
    private mutating func writeGrounds() {
        let inside = Dictionary(grouping: diagram.nodes, by: \.ground)
        writeNodes(inside[nil] ?? [], indent: "  ")
        for ground in diagram.grounds where ground.parent == nil {
            out += open(ground, indent: "  ")
            writeNodes(inside[ground.id] ?? [], indent: "    ")
            for inner in diagram.grounds where inner.parent == ground.id {
                out += open(inner, indent: "    ")
                writeNodes(inside[inner.id] ?? [], indent: "      ")
                out += "    }\n"
            }
            out += "  }\n"
        }
    }

    private func open(_ ground: Diagram.Ground, indent: String) -> String {
        let name = PictureID("\(diagram.view)--g", ground.id).text
        let (size, ink, side, fill, border, width): (Int, Token, String, Token, Token, Double) =
            switch ground.kind {
            case .focus: (22, .focus, "r", .focusTint, .focus, 4)
            case .elsewhere, .unknown: (18, .mute, "r", .paper, .line, 1.2)
            case .own: (11, .mute, "l", .ground, .line, 1)
            case .vendor: (10, .mute, "l", .paper, .hair, 1)
            }
        let style = ground.kind == .unknown ? "rounded,filled,dashed" : "rounded,filled"
        let title =
            ground.kind == .vendor
            ? font(size, ink, ground.title.fitted(to: 200, size: size).label) : font(size, ink, bold(ground.title.label))
        return
            "\(indent)subgraph \"cluster_\(name)\" { id=\"\(name)\"; class=\"ground \(ground.kind.rawValue)\"; label=<\(title)>; labeljust=\(side); style=\"\(style)\"; fillcolor=\"\(fill.light)\"; color=\"\(border.light)\"; penwidth=\(width);\n"
    }

    /// Headings over columns, the order within a column held by invisible edges.
    private mutating func writeColumns() {
        for (index, heading) in diagram.headings.enumerated() {
            out += "  \"h\(index)\" [shape=plaintext, style=\"\", label=<\(font(10, .mute, bold(heading.label)))>];\n"
            if index > 0 { out += "  \"h\(index - 1)\" -> \"h\(index)\" [style=invis, weight=20];\n" }
        }
        for index in diagram.headings.indices {
            let members = diagram.nodes.filter { $0.column == index }.map { "\"\(id($0.id))\"" }
            pile(["\"h\(index)\""] + members)
        }
    }

    /// The rows of a table, one above the other.
    private mutating func writeRows() {
        out += "  \"h\" [shape=plaintext, style=\"\", width=0.1, height=0.1, label=\(tableHead)];\n"
        pile(["\"h\""] + diagram.nodes.map { "\"\(id($0.id))\"" })
    }

    /// Boxes of one rank in this order; Graphviz ignores the edges that hold it where their weight is 0.
    private mutating func pile(_ names: [String]) {
        out += "  { rank=same; \(names.joined(separator: "; ")); }\n"
        for (above, below) in zip(names, names.dropFirst()) { out += "  \(above) -> \(below) [style=invis, weight=1];\n" }
    }

    // MARK: Markup

    func font(_ size: Int, _ token: Token, _ content: String) -> String {
        "<FONT POINT-SIZE=\"\(size)\" COLOR=\"\(token.light)\">\(content)</FONT>"
    }

    func bold(_ content: String) -> String { "<B>\(content)</B>" }

    func wide(_ text: PictureText, _ size: Int) -> Int { TextWidth.points(text.shown, size: size) }

    /// A table without borders around rows.
    func table(_ rows: String, padding: Int = 0) -> String {
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"\(padding)\">\(rows)</TABLE>"
    }

    /// One line of text in a cell of its own, as wide as it will be drawn.
    func line(_ text: PictureText, _ size: Int, _ token: Token, isBold: Bool = false, least: Int = 0, align: String = "LEFT") -> String {
        let label = isBold ? bold(text.label) : text.label
        return "<TR><TD ALIGN=\"\(align)\" WIDTH=\"\(max(wide(text, size) + 2, least))\">\(font(size, token, label))</TD></TR>"
    }

    /// Points as inches with two places.
    func inches(_ points: Int) -> String {
        let hundredths = (points * 100 + 71) / 72
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }
}
