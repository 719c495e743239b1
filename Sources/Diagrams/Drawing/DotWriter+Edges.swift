extension DotWriter {
    func attributes(of edge: Diagram.Edge) -> String {
        var classes = [edge.stroke.rawValue]
        if let state = edge.state { classes.append("s-\(state.rawValue)") }
        if edge.isCarrying { classes.append("carries") }
        if edge.isCrossing { classes.append("cross") }
        var parts = [
            "id=\"\(edge.pictureID(in: diagram.view))\"", "class=\"\(classes.joined(separator: " "))\"", "penwidth=\(width(of: edge))",
            "color=\"\(color(of: edge))\"", "arrowhead=\(head(of: edge))",
        ]
        switch edge.stroke {
        case .build, .deliver, .freezes, .weakens: parts.append("style=dashed")
        case .update, .folded: parts.append("style=dotted")
        case .run, .optional, .derivation, .control, .stops: break
        }
        if edge.isCarrying { parts += ["dir=both", "arrowtail=dot"] }
        // Within one column a line goes out and comes back at the same side, not around its boxes.
        if profile == .full, diagram.form == .columns {
            parts += ["tailport=e", columns[edge.from] == columns[edge.to] ? "headport=e" : "headport=w"]
        }
        if profile == .full, let label = edge.label { parts.append("label=<\(words(on: edge, label))>") }
        // What nearly everything needs must not pull everything to it; a stack stands beside what holds it.
        let isLoose = edge.stroke == .build || edge.stroke == .folded && !stacks.contains(edge.to)
        if profile == .full, let length = fans.length[edge.to] { parts.append("minlen=\(length)") }
        if isLoose, edge.state == nil || edge.state == .unaffected { parts.append("weight=0") }
        return parts.joined(separator: ", ")
    }

    /// What a line of a path says, and under it where that was read.
    private func words(on edge: Diagram.Edge, _ label: PictureText) -> String {
        var rows = line(label.fitted(to: 360, size: 10), 10, .ink)
        if let place = edge.place { rows += line(place.fitted(to: 360, size: 9), 9, .mute) }
        // The line runs along the left of its words.
        return table("<TR><TD WIDTH=\"6\"></TD><TD>\(table(rows))</TD></TR>")
    }

    private func width(of edge: Diagram.Edge) -> Double { edge.isCarrying ? max(edge.width, 2.2) : edge.width }

    private func color(of edge: Diagram.Edge) -> String {
        let token: Token
        switch edge.state {
        case .down: token = .choke
        case .degraded: token = .degraded
        case .frozen: token = .frozen
        case .removed: token = .ink
        case .unaffected, .circular: token = .hair
        case nil:
            switch edge.stroke {
            case .stops: token = .choke
            case .freezes: token = .frozen
            case .weakens: token = .degraded
            case .folded: token = .line
            case .build, .update, .deliver: token = edge.isCrossing ? .focus : .hair
            case .run, .optional, .derivation, .control: token = edge.isCrossing ? .focus : diagram.form == .grounds ? .hair : .line
            }
        }
        return edge.stroke == .derivation && profile == .full ? "\(token.light):\(Token.paper.light):\(token.light)" : token.light
    }

    private func head(of edge: Diagram.Edge) -> String {
        if diagram.form == .columns { return "none" }
        switch edge.stroke {
        case .run, .stops: return "normal"
        case .optional, .folded: return "vee"
        case .build, .update: return "empty"
        case .deliver: return "obox"
        case .derivation: return "onormal"
        case .control: return diagram.form == .cards ? "odiamond" : "none"
        case .freezes, .weakens: return "none"
        }
    }
}

extension Diagram.Edge {
    /// The id in the picture.
    func pictureID(in view: String) -> String { PictureID("\(view)--e", "\(from)|\(to)|\(stroke.rawValue)").text }
}
