extension DotWriter {
    /// What stands over the picture: subject, verdict, what becomes of the functions, legend, notice, footnote.
    ///
    /// It is the label of the graph, since a legend made of nodes would move the layout.
    var header: String {
        if profile == .safe {
            let lines = [diagram.subject, diagram.verdict, diagram.footnote] + (notice.map { [$0] } ?? [])
            return "\"" + lines.map { $0.quoted.dropFirst().dropLast() + "\\l" }.joined() + "\""
        }
        let verdict = diagram.verdict.balanced(to: 1_050, size: 20)
        let footnote = diagram.footnote.wrapped(to: 1_050, size: 9)
        let states = diagram.outcomes.prefix(Self.mostOutcomes).reduce(diagram.outcomes.isEmpty ? 0 : 150) { $0 + outcomeWidth($1) + 4 }
        let lines = diagram.verdict.wrapped(to: 1_050, size: 20).map { wide($0, 20) } + footnote.map { wide($0, 9) }
        let width = max(720, states, lines.max() ?? 0, wide(diagram.subject, 13)) + 8
        var rows = row(font(13, .mute, diagram.subject.label))
        for line in verdict { rows += row(font(20, .ink, bold(line.label)), width: width) }
        if !diagram.outcomes.isEmpty { rows += row(outcomes) }
        for legend in legendRows(within: width) { rows += row(legend) }
        if let notice { rows += row(font(10, .choke, bold(notice.label))) }
        for line in footnote { rows += row(font(9, .mute, line.label)) }
        return "<\(table(rows + "<TR><TD HEIGHT=\"8\"></TD></TR>", padding: 3))>"
    }

    private func row(_ content: String, width: Int? = nil) -> String {
        "<TR><TD ALIGN=\"LEFT\"\(width.map { " WIDTH=\"\($0)\"" } ?? "")>\(content)</TD></TR>"
    }

    private static let mostOutcomes = 8

    private func told(_ name: PictureText, _ state: Diagram.State) -> PictureText {
        let word = state == .unaffected ? "OK" : "\(Self.look(of: state).glyph) \(phrases.word(for: state))"
        return PictureText(name.fitted(to: 130, size: 10).shown + phrases(": ", "：") + word)
    }

    private func outcomeWidth(_ outcome: Diagram.Outcome) -> Int {
        max(wide(told(outcome.name, outcome.before), 10), wide(told(outcome.name, outcome.after), 10)) + 14
    }

    /// What was, over what is, function by function; as many as fit, the rest counted.
    private var outcomes: String {
        let shown = diagram.outcomes.prefix(Self.mostOutcomes)
        var before = "<TD ALIGN=\"LEFT\" WIDTH=\"44\">\(font(10, .mute, phrases("before", "之前")))</TD>"
        var after = "<TD ALIGN=\"LEFT\" WIDTH=\"44\">\(font(10, .mute, phrases("after", "之后")))</TD>"
        for outcome in shown {
            let (_, ink, ground) = Self.look(of: outcome.after)
            let (was, now) = (told(outcome.name, outcome.before), told(outcome.name, outcome.after))
            let isKept = outcome.after == .unaffected
            let width = outcomeWidth(outcome)
            before += "<TD BORDER=\"1\" COLOR=\"\(Token.line.light)\" WIDTH=\"\(width)\">\(font(10, .mute, was.label))</TD>"
            after +=
                isKept
                ? "<TD BORDER=\"1\" COLOR=\"\(Token.line.light)\" WIDTH=\"\(width)\">\(font(10, .mute, now.label))</TD>"
                : "<TD BGCOLOR=\"\(ground.light)\" WIDTH=\"\(width)\">\(font(10, ink, bold(now.label)))</TD>"
        }
        if diagram.outcomes.count > shown.count {
            let more =
                "<TD>\(font(10, .mute, phrases("+ \(diagram.outcomes.count - shown.count) more", "另有 \(diagram.outcomes.count - shown.count) 个")))</TD>"
            before += more
            after += more
        }
        return
            "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"3\"><TR>\(before)<TD></TD></TR><TR>\(after)<TD></TD></TR></TABLE>"
    }

    /// The legend in as many rows as it needs.
    private func legendRows(within width: Int) -> [String] {
        var rows: [(cells: [String], used: Int)] = []
        for entry in diagram.legend {
            let words = PictureText(phrases.word(for: entry))
            let (sample, sampleWidth) = sample(of: entry)
            let needed = wide(words, 10) + sampleWidth + 22
            if rows.last.map({ $0.used > width - needed }) ?? true { rows.append(([], 0)) }
            rows[rows.count - 1].used += needed
            rows[rows.count - 1].cells.append(
                sample + "<TD ALIGN=\"LEFT\" CELLPADDING=\"2\" WIDTH=\"\(wide(words, 10) + 6)\">\(font(10, .mute, words.label))</TD>")
        }
        // A last cell takes what is left, or the others would share it.
        return rows.map { cells, used in
            "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\" CELLPADDING=\"2\"><TR>\(cells.joined(separator: "<TD WIDTH=\"6\"></TD>"))<TD WIDTH=\"\(max(8, width - used - 20))\"></TD></TR></TABLE>"
        }
    }

    private func sample(of entry: Diagram.Legend) -> (cells: String, width: Int) {
        switch entry {
        case .stops: (plate("◆ 1", .onAccent, .choke), 28)
        case .assumedStops: (plate("◇ 1", .onAccent, .choke), 28)
        case .freezes: (framed("❆", .frozen, .frozenTint, .frozen), 20)
        case .weakens: (framed("▽", .degraded, .degradedTint, .degraded), 20)
        case .removed, .down, .degraded, .frozen, .unaffected, .circular:
            stateSample(entry)
        case .focus: (plate(PictureText(diagram.focus).label, .onAccent, .focus), 28)
        case .assumed: (dashed(PictureText(diagram.focus + "?").label, .focus, .focus), 34)
        case .elsewhere: ("<TD>\(font(10, .mute, PictureText(otherCode).label))</TD>", 18)
        case .unknown: (dashed("?", .mute, .mute), 18)
        case .duty: (plate(phrases("rule", "规则"), .onAccent, .ink), 32)
        case .term: ("<TD BORDER=\"1\" COLOR=\"\(Token.ink.light)\" CELLPADDING=\"2\">\(font(9, .ink, phrases("rule", "规则")))</TD>", 32)
        case .exempt: ("<TD>\(font(9, .mute, phrases("<I>rule</I>", "规则")))</TD>", 30)
        case .unsure:
            (
                "<TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(Token.mute.light)\" CELLPADDING=\"2\">\(font(9, .ink, phrases("rule?", "规则?")))</TD>",
                36
            )
        case .cellStops: (plate("✕", .onAccent, .choke), 20)
        case .cellDegrades: (framed("▽", .degraded, .degradedTint, .degraded), 20)
        case .cellFreezes: (framed("❆", .frozen, .frozenTint, .frozen), 20)
        case .edgeStops: glyph("━━", .choke)
        case .edgeFreezes: glyph("╌╌", .frozen)
        case .edgeWeakens: glyph("┄┄", .degraded)
        case .edgeCarries: glyph("●━▶", .ink)
        case .edgeCrosses: glyph("──▶", .focus)
        case .edgeReaches: glyph("───", .focus)
        case .edgeRun: glyph("──▶", .line)
        case .edgeOptional: glyph("──＞", .line)
        case .edgeBuild: glyph("┄┄▷", .line)
        case .edgeDerived: glyph("══▷", .line)
        case .edgeControl: glyph("──◇", .line)
        case .gate: glyph("◇", .ink)
        case .folded: glyph("┈┈", .line)
        case .width: ("", 0)
        case .shareFocus: (swatch("BGCOLOR=\"\(Token.focus.light)\""), 24)
        case .shareOther: (swatch("BGCOLOR=\"\(Token.hair.light)\""), 24)
        case .shareUnknown: (swatch("BORDER=\"1\" COLOR=\"\(Token.line.light)\""), 24)
        case .stack: ("", 0)
        }
    }

    /// The code of some other government in the picture.
    private var otherCode: String {
        for node in diagram.nodes { if case .elsewhere(let code) = node.tab { return String(code.prefix(2)) } }
        return ""
    }

    private func stateSample(_ entry: Diagram.Legend) -> (cells: String, width: Int) {
        guard let state = Diagram.State(rawValue: entry.rawValue) else { return ("", 0) }
        let (glyph, ink, ground) = Self.look(of: state)
        let words = PictureText([glyph, phrases.word(for: state)].filter { !$0.isEmpty }.joined(separator: " "))
        let cell: String =
            switch state {
            case .unaffected, .circular:
                "<TD BORDER=\"1\" COLOR=\"\(Token.line.light)\" CELLPADDING=\"2\">\(font(10, .mute, words.label))</TD>"
            case .removed, .down: plate(words.label, ink, ground)
            case .degraded: framed(words.label, ink, ground, .degraded)
            case .frozen: framed(words.label, ink, ground, .frozen)
            }
        return (cell, wide(words, 10) + 8)
    }

    /// The glyph of a state, its ink and its ground.
    static func look(of state: Diagram.State) -> (glyph: String, ink: Token, ground: Token) {
        switch state {
        case .removed: ("⊘", .onAccent, .ink)
        case .down: ("✕", .onAccent, .choke)
        case .degraded: ("▽", .degraded, .degradedTint)
        case .frozen: ("❆", .frozen, .frozenTint)
        case .unaffected, .circular: ("", .mute, .paper)
        }
    }

    private func plate(_ text: String, _ ink: Token, _ ground: Token) -> String {
        "<TD BGCOLOR=\"\(ground.light)\" CELLPADDING=\"2\">\(font(10, ink, bold(text)))</TD>"
    }

    private func framed(_ text: String, _ ink: Token, _ ground: Token, _ border: Token) -> String {
        "<TD BGCOLOR=\"\(ground.light)\" BORDER=\"2\" COLOR=\"\(border.light)\" CELLPADDING=\"2\">\(font(10, ink, bold(text)))</TD>"
    }

    private func dashed(_ text: String, _ ink: Token, _ border: Token) -> String {
        "<TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(border.light)\" CELLPADDING=\"2\">\(font(10, ink, bold(text)))</TD>"
    }

    private func glyph(_ text: String, _ token: Token) -> (cells: String, width: Int) {
        // Where a font has no such glyph another's is wider than Graphviz thinks.
        ("<TD CELLPADDING=\"1\" WIDTH=\"\(13 * text.count + 6)\" ALIGN=\"LEFT\">\(font(12, token, bold(text)))</TD>", 13 * text.count + 8)
    }

    private func swatch(_ look: String) -> String { "<TD \(look) WIDTH=\"22\" HEIGHT=\"9\" FIXEDSIZE=\"TRUE\"></TD>" }
}
