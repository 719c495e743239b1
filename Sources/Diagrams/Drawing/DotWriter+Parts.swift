/// What boxes are put together from: plates, tabs, strips and bars.
extension DotWriter {
    func glyphText(of node: Diagram.Node) -> String? {
        switch node.mark {
        case .stops(let number, _, let isAssumed): "\(isAssumed ? "◇" : "◆") \(number)"
        case .freezes: "❆"
        case .weakens: "▽"
        case .state, .stopped, nil: nil
        }
    }

    func plainWords(of mark: Diagram.Mark) -> String? {
        guard case .state(let state) = mark, state != .unaffected else { return nil }
        return [Self.look(of: state).glyph, phrases.word(for: state)].joined(separator: " ")
    }

    /// The one line above a card, over its whole width; nothing where there is nothing to say.
    func plate(_ node: Diagram.Node, columns: Int) -> String {
        let words: PictureText
        var condition: PictureText = ""
        let (ink, ground): (Token, Token)
        switch node.mark {
        case .stops(let number, let of, let isAssumed):
            words = PictureText("\(isAssumed ? "◇" : "◆") \(number)  " + phrases("STOPS \(of)", "停止 \(of)"))
            if isAssumed { condition = PictureText(phrases("if assumptions hold", "若推定成立")) }
            (ink, ground) = (.onAccent, .choke)
        case .freezes(let of, _):
            words = PictureText("❆ " + phrases("FREEZES \(of)", "冻结 \(of)"))
            (ink, ground) = (.frozen, .frozenTint)
        case .weakens(let of, _):
            words = PictureText("▽ " + phrases("WEAKENS \(of)", "减弱 \(of)"))
            (ink, ground) = (.degraded, .degradedTint)
        case .state(let state) where state != .unaffected && state != .circular:
            let look = Self.look(of: state)
            words = PictureText("\(look.glyph) \(phrases.word(for: state))")
            (ink, ground) = (look.ink, look.ground)
        case .state(.circular):
            return
                "<TR><TD COLSPAN=\"\(columns)\" ALIGN=\"LEFT\">\(font(9, .mute, PictureText(phrases.word(for: Diagram.State.circular)).label))</TD></TR>"
        case .state, .stopped, nil: return ""
        }
        // Bold text is drawn wider than Graphviz thinks, so what follows it stands in a cell of its own.
        var cells = "<TD ALIGN=\"LEFT\" WIDTH=\"\(wide(words, 11) + 6)\">\(font(11, ink, bold(words.label)))</TD>"
        if !condition.shown.isEmpty {
            cells += "<TD ALIGN=\"LEFT\" WIDTH=\"\(wide(condition, 9) + 4)\">\(font(9, ink, condition.label))</TD>"
        }
        return "<TR><TD COLSPAN=\"\(columns)\" ALIGN=\"LEFT\" BGCOLOR=\"\(ground.light)\">\(table("<TR>\(cells)<TD></TD></TR>"))</TD></TR>"
    }

    func tab(_ tab: Diagram.Tab?) -> String {
        let size = "WIDTH=\"28\" CELLPADDING=\"2\""
        switch tab {
        case .focus(let code):
            return "<TD BGCOLOR=\"\(Token.focus.light)\" \(size)>\(font(12, .onAccent, bold(PictureText(code).label)))</TD>"
        case .assumed(let code):
            return
                "<TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(Token.focus.light)\" \(size)>\(font(12, .focus, bold(PictureText(code).label)))</TD>"
        case .elsewhere(let code):
            return "<TD BORDER=\"1\" SIDES=\"R\" COLOR=\"\(Token.line.light)\" \(size)>\(font(12, .mute, PictureText(code).label))</TD>"
        case .unknown:
            return "<TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(Token.mute.light)\" \(size)>\(font(12, .mute, bold("?")))</TD>"
        case nil: return ""
        }
    }

    func strip(_ strip: Diagram.Strip) -> String {
        let text = strip.text.fitted(to: 150, size: 9)
        let width = "WIDTH=\"\(wide(text, 9) + 10)\""
        switch strip.kind {
        case .duty: return "<TR><TD BGCOLOR=\"\(Token.ink.light)\" \(width)>\(font(9, .onAccent, bold(text.label)))</TD></TR>"
        case .term: return "<TR><TD BORDER=\"1\" COLOR=\"\(Token.ink.light)\" \(width)>\(font(9, .ink, text.label))</TD></TR>"
        case .exempt:
            let words = diagram.language == .english ? "<I>\(text.label)</I>" : text.label
            return "<TR><TD \(width)>\(font(9, .mute, words))</TD></TR>"
        case .unsure:
            return
                "<TR><TD BORDER=\"1\" STYLE=\"DASHED\" COLOR=\"\(Token.mute.light)\" \(width)>\(font(9, .ink, text.label + "?"))</TD></TR>"
        }
    }

    /// Whose the parts are that a box stands for; each that there is shows.
    func bar(_ share: Diagram.Share, width: Int) -> String {
        let counts = [share.focus, share.other, share.unknown]
        let looks = ["BGCOLOR=\"\(Token.focus.light)\"", "BGCOLOR=\"\(Token.hair.light)\"", "BORDER=\"1\" COLOR=\"\(Token.line.light)\""]
        let cells = zip(counts, looks).filter { $0.0 > 0 }.map { count, look in
            "<TD \(look) ALIGN=\"LEFT\" WIDTH=\"\(max(4, width * count / max(1, share.total)))\" HEIGHT=\"7\" FIXEDSIZE=\"TRUE\"></TD>"
        }
        return cells.isEmpty ? "" : "<TR><TD ALIGN=\"LEFT\">\(table("<TR>\(cells.joined())</TR>"))</TD></TR>"
    }

    /// As wide as the widest of some lines.
    func width(_ lines: (text: PictureText, size: Int)...) -> Int { lines.map { wide($0.text, $0.size) }.max() ?? 0 }
}
