extension DotWriter {
    /// What a box looks like by what no reader may miss about it.
    struct Look {
        var border = Token.line
        var fill = Token.paper
        var ink = Token.ink
        var width = 1.0
        var isDashed = false
    }

    func attributes(of node: Diagram.Node) -> String {
        let common = "id=\"\(id(node.id))\", class=\"\(classes(of: node))\""
        guard profile == .full else {
            let mark = [glyphText(of: node), node.mark.flatMap { plainWords(of: $0) }].compactMap { $0 }.joined(separator: " ")
            return common + ", label=" + PictureText(mark + (mark.isEmpty ? "" : " ") + node.title.shown).fitted(to: 320, size: 14).quoted
        }
        let look = look(of: node)
        switch node.shape {
        case .gate: return common + gate(node, look)
        case .government: return common + government(node)
        case .vendor where diagram.form != .rows: return common + house(node, look)
        case .stack where diagram.form == .rows || node.mark != nil && diagram.form == .columns: break
        case .stack, .rest: return common + fold(node, look)
        default: break
        }
        switch diagram.form {
        case .rows: return common + tableRow(node)
        case .grounds: return common + smallCard(node, look)
        case .columns, .cards, .path: break
        }
        if node.shape == .product, !node.mark.isState { return common + product(node) }
        if node.shape == .capability, !node.mark.isState { return common + capability(node, look) }
        return common + (diagram.form == .columns ? wideRow(node, look) : card(node, look))
    }

    private func classes(of node: Diagram.Node) -> String {
        var classes = [node.shape.rawValue]
        switch node.mark {
        case .stops, .stopped: classes.append("choke")
        case .freezes: classes.append("freeze")
        case .weakens: classes.append("weaken")
        case .state(let state): classes.append("s-\(state.rawValue)")
        case nil: break
        }
        switch node.tab {
        case .focus(let code): classes += ["focus", "j-\(code.prefix(2).lowercased())"]
        case .assumed(let code): classes += ["focus", "assumed", "j-\(code.prefix(2).lowercased())"]
        case .elsewhere(let code): classes.append("j-\(code.prefix(2).lowercased())")
        case .unknown: classes.append("j-unknown")
        case nil: break
        }
        return classes.joined(separator: " ")
    }

    func look(of node: Diagram.Node) -> Look {
        let isFocus: Bool =
            switch node.tab {
            case .focus, .assumed: true
            case .elsewhere, .unknown, nil: false
            }
        switch node.mark {
        case .stops: return Look(border: .choke, fill: .chokeTint, width: 3.5)
        case .stopped: return Look(border: .choke, width: 2)
        case .freezes: return Look(border: .frozen, fill: isFocus && diagram.form == .cards ? .focusTint : .paper, width: 2)
        case .weakens: return Look(border: .degraded, fill: isFocus && diagram.form == .cards ? .focusTint : .paper, width: 2)
        case .state(.removed): return Look(border: .ink, width: 3, isDashed: true)
        case .state(.down): return Look(border: .choke, width: 3)
        case .state(.degraded): return Look(border: .degraded, width: 2)
        case .state(.frozen): return Look(border: .frozen, width: 2)
        case .state(.unaffected), .state(.circular): return Look(ink: .mute)
        case nil:
            return isFocus && diagram.form != .grounds ? Look(border: .focus, fill: .focusTint, width: 1.2) : Look()
        }
    }

    private func painted(_ look: Look, style: String = "filled") -> String {
        ", style=\"\(style)\(look.isDashed ? ",dashed" : "")\", fillcolor=\"\(look.fill.light)\", color=\"\(look.border.light)\", penwidth=\(look.width)"
    }

    private func product(_ node: Diagram.Node) -> String {
        let title = node.title.fitted(to: 240, size: 14)
        var rows = line(title, 14, .onAccent, isBold: true)
        if let share = node.share { rows += line(folded(share), 9, .onAccent) }
        return
            ", style=\"filled,rounded\", fillcolor=\"\(Token.ink.light)\", color=\"\(Token.ink.light)\", margin=\"0.14,0.1\", label=<\(table(rows))>"
    }

    private func capability(_ node: Diagram.Node, _ look: Look) -> String {
        let (title, caption) = (node.title.fitted(to: 230, size: 13), node.caption.fitted(to: 230, size: 10))
        var rows = line(title, 13, .ink, isBold: true, least: 80) + line(caption, 10, node.mark == nil ? .mute : .choke)
        if let share = node.share { rows += line(folded(share), 9, .mute) }
        return painted(look, style: "filled,rounded") + ", margin=\"0.1,0.06\", label=<\(table(rows))>"
    }

    /// How many parts a box stands for beside itself.
    private func folded(_ share: Diagram.Share) -> PictureText {
        PictureText(phrases("+ \(share.total) folded", "另折叠 \(share.total) 个"))
    }

    private func gate(_ node: Diagram.Node, _ look: Look) -> String {
        var look = look
        if case .state(let state) = node.mark {
            look.fill = state == .degraded ? .degradedTint : state == .frozen ? .frozenTint : .paper
            look.ink = state == .degraded ? .degraded : state == .frozen ? .frozen : state == .down ? .choke : .mute
        } else {
            look.border = .ink
        }
        return painted(look) + ", shape=diamond, margin=\"0.02,0.0\", label=<\(font(10, look.ink, node.title.label))>"
    }

    private func government(_ node: Diagram.Node) -> String {
        if case .elsewhere = node.tab {
            return
                ", shape=octagon, color=\"\(Token.line.light)\", margin=\"0.06,0.03\", label=<\(font(16, .mute, bold(node.title.label)))>"
        }
        if case .unknown = node.tab {
            return
                ", shape=octagon, style=\"filled,dashed\", color=\"\(Token.line.light)\", margin=\"0.06,0.03\", label=<\(font(16, .mute, bold(node.title.label)))>"
        }
        return
            ", shape=octagon, fillcolor=\"\(Token.focus.light)\", color=\"\(Token.focus.light)\", margin=\"0.04,0.02\", label=<\(font(28, .onAccent, bold(node.title.label)))>"
    }

    private func house(_ node: Diagram.Node, _ look: Look) -> String {
        let (title, caption) = (node.title.fitted(to: 240, size: 11), node.caption.fitted(to: 240, size: 9))
        var rows = plate(node, columns: 1) + line(title, 11, look.ink, align: "CENTER")
        if !caption.shown.isEmpty { rows += line(caption, 9, .mute, align: "CENTER") }
        if let share = node.share { rows += bar(share, width: width((title, 11), (caption, 9))) }
        for text in node.strips.prefix(3) { rows += strip(text) }
        return painted(look) + ", shape=house, margin=\"0.12,0.04\", label=<\(table(rows))>"
    }

    /// Parts that are not drawn by themselves: a stack where they have something in common, a dashed box for the rest.
    private func fold(_ node: Diagram.Node, _ look: Look) -> String {
        let (title, caption) = (node.title.fitted(to: 220, size: 12), node.caption.fitted(to: 240, size: 10))
        var rows = plate(node, columns: 1) + line(title, 12, node.shape == .rest ? .mute : .ink, isBold: true)
        if !caption.shown.isEmpty { rows += line(caption, 10, .mute) }
        if let share = node.share { rows += bar(share, width: width((title, 12), (caption, 10))) }
        let label = ", label=<\(table(rows, padding: 1))>"
        if node.shape == .rest {
            return ", style=\"filled,dashed\", color=\"\(Token.line.light)\", margin=\"0.1,0.06\"" + label
        }
        var look = look
        if node.mark == nil, let share = node.share, share.focus > 0 { (look.border, look.fill) = (.focus, .focusTint) }
        return painted(look) + ", shape=box3d, margin=\"0.12,0.1\"" + label
    }

    /// A wide box with a plate at its left: the form of the summary.
    private func wideRow(_ node: Diagram.Node, _ look: Look) -> String {
        let (ground, ink): (Token, Token) =
            switch node.mark {
            case .stops: (.choke, .onAccent)
            case .freezes: (.frozenTint, .frozen)
            case .weakens: (.degradedTint, .degraded)
            case .state, .stopped, nil: (.paper, .mute)
            }
        let (title, caption) = (node.title.fitted(to: 290, size: 14), node.caption.fitted(to: 290, size: 10))
        let words = table(line(title, 14, .ink, isBold: true, least: 180) + line(caption, 10, .mute))
        let plate = "<TD BGCOLOR=\"\(ground.light)\" WIDTH=\"42\">\(font(15, ink, bold(glyphText(of: node) ?? " ")))</TD>"
        let shape = node.shape == .stack ? ", shape=box3d, margin=\"0.06,0.06\"" : ""
        return painted(look) + shape + ", label=<\(table("<TR>\(plate)<TD ALIGN=\"LEFT\">\(words)</TD></TR>", padding: 5))>"
    }

    /// A card with a tab for whose ground it stands on: the form of the map.
    ///
    /// The shape says the kind.
    private func card(_ node: Diagram.Node, _ look: Look) -> String {
        let (shape, margin): (String, String) =
            switch node.shape {
            case .package: ("component", "0.2,0.03")
            case .dataset: ("cylinder", "0.1,0.08")
            case .service: ("cds", "0.16,0.1")
            case .registry: ("folder", "0.05,0.05")
            case .infrastructure: ("tab", "0.05,0.05")
            case .hardware: ("box3d", "0.1,0.06")
            case .licence: ("note", "0.12,0.06")
            case .model: ("box", "0.08,0.05")
            default: ("box", "0.1,0.06")
            }
        var style = node.shape == .model ? "filled,diagonals" : "filled"
        if node.shape == .product || node.shape == .capability { style += ",rounded" }
        if node.shape == .unknown, !look.isDashed { style += ",dotted" }
        let isReceding = look.ink == .mute
        let (title, caption) = (node.title.fitted(to: 230, size: 14), node.caption.fitted(to: 230, size: 9))
        var lines = line(caption, 9, .mute) + line(title, 14, look.ink, isBold: true)
        if !isReceding {
            for text in node.strips.prefix(3) { lines += strip(text) }
            if node.strips.count > 3 { lines += line(PictureText("+\(node.strips.count - 3)"), 9, .mute) }
        }
        if let share = node.share {
            let folded = folded(share)
            lines += line(folded, 9, .mute) + bar(share, width: width((title, 14), (caption, 9), (folded, 9)))
        }
        let rows =
            plate(node, columns: 2) + "<TR>\(tab(node.tab))<TD ALIGN=\"LEFT\">\(table(lines, padding: 1))</TD></TR>"
        return painted(look, style: style) + ", shape=\(shape), margin=\"\(margin)\", label=<\(table(rows, padding: 4))>"
    }

    /// A box with a small plate at its left: the form of the border.
    private func smallCard(_ node: Diagram.Node, _ look: Look) -> String {
        let (title, caption) = (node.title.fitted(to: 200, size: 12), node.caption.fitted(to: 200, size: 9))
        if node.shape == .product {
            return
                ", style=\"filled,rounded\", fillcolor=\"\(Token.ink.light)\", color=\"\(Token.ink.light)\", margin=\"0.12,0.08\", label=<\(table(line(title, 13, .onAccent, isBold: true)))>"
        }
        let (ground, ink): (Token, Token) =
            switch node.mark {
            case .stops: (.choke, .onAccent)
            case .weakens: (.degradedTint, .degraded)
            case .freezes, .state, .stopped, nil: (.frozenTint, .frozen)
            }
        let plate = glyphText(of: node).map { "<TD BGCOLOR=\"\(ground.light)\" WIDTH=\"22\">\(font(11, ink, bold($0)))</TD>" } ?? ""
        var lines = line(title, 12, .ink, isBold: true) + line(caption, 9, .mute)
        if let share = node.share { lines += bar(share, width: width((title, 12), (caption, 9))) }
        let style = node.shape == .capability ? "filled,rounded" : node.shape == .unknown ? "filled,dotted" : "filled"
        return painted(look, style: style)
            + ", margin=\"0.02,0.02\", label=<\(table("<TR>\(plate)<TD ALIGN=\"LEFT\">\(table(lines))</TD></TR>", padding: 4))>"
    }
}

extension Diagram.Mark? {
    /// Whether it tells what became of something.
    fileprivate var isState: Bool {
        if case .state = self { true } else { false }
    }
}
