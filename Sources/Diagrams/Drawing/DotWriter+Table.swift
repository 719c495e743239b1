extension DotWriter {
    /// The widths that all rows of a table share.
    private var widths: (mark: Int, name: Int, caption: Int, cells: [Int]) {
        let names = diagram.nodes.map { wide($0.title.fitted(to: 280, size: 13), 13) }
        let captions = diagram.nodes.map { wide($0.caption.fitted(to: 170, size: 11), 11) }
        let heads = diagram.headings.dropFirst(2).map { max(96, wide($0.fitted(to: 125, size: 12), 12) + 12) }
        let (first, second) = (diagram.headings.first ?? "", diagram.headings.dropFirst().first ?? "")
        return (44, max(names.max() ?? 0, wide(first, 11)) + 14, max(captions.max() ?? 0, wide(second, 11)) + 14, Array(heads))
    }

    /// The heads of the columns, over the same widths as the rows.
    var tableHead: String {
        let widths = widths
        var cells = cell("", widths.mark, "")
        if diagram.headings.count > 1 {
            cells += cell(font(11, .mute, diagram.headings[0].label), widths.name, "ALIGN=\"LEFT\"")
            cells += cell(font(11, .mute, diagram.headings[1].label), widths.caption, "ALIGN=\"LEFT\"")
        }
        for (heading, width) in zip(diagram.headings.dropFirst(2), widths.cells) {
            cells += cell(font(12, .ink, bold(heading.fitted(to: 125, size: 12).label)), width, "")
        }
        return "<\(row(cells))>"
    }

    /// One part and what its removal does, function by function.
    func tableRow(_ node: Diagram.Node) -> String {
        let widths = widths
        var cells: String
        switch node.mark {
        case .stops(let number, _, let isAssumed):
            cells = cell(
                font(12, .onAccent, bold("\(isAssumed ? "◇" : "◆") \(number)")), widths.mark, "BGCOLOR=\"\(Token.choke.light)\"")
        case .freezes, .weakens, .state, .stopped, nil: cells = cell("", widths.mark, "")
        }
        let title = node.title.fitted(to: 280, size: 13)
        let isStopping = node.cells.contains(.stops)
        cells += cell(font(13, .ink, isStopping ? bold(title.label) : title.label), widths.name, "ALIGN=\"LEFT\"")
        cells += cell(font(11, .mute, node.caption.fitted(to: 170, size: 11).label), widths.caption, "ALIGN=\"LEFT\"")
        for (effect, width) in zip(node.cells, widths.cells) {
            let words = PictureText(phrases.word(for: effect))
            switch effect {
            case .stops: cells += cell(font(12, .onAccent, bold("✕ " + words.label)), width, "BGCOLOR=\"\(Token.choke.light)\"")
            case .degrades: cells += cell(font(12, .degraded, bold("▽ " + words.label)), width, "BGCOLOR=\"\(Token.degradedTint.light)\"")
            case .freezes: cells += cell(font(12, .frozen, bold("❆ " + words.label)), width, "BGCOLOR=\"\(Token.frozenTint.light)\"")
            case .nothing: cells += cell(font(12, .mute, "·"), width, "")
            }
        }
        return ", shape=plaintext, style=\"\", width=0.1, height=0.1, label=<\(row(cells))>"
    }

    private func cell(_ content: String, _ width: Int, _ attributes: String) -> String {
        "<TD WIDTH=\"\(width)\" HEIGHT=\"24\" FIXEDSIZE=\"TRUE\" \(attributes)>\(content)</TD>"
    }

    private func row(_ cells: String) -> String {
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"3\" CELLPADDING=\"2\"><TR>\(cells)</TR></TABLE>"
    }
}
