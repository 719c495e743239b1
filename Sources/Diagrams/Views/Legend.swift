extension Diagram {
    /// What do the pictures say, and how? Every shape, tab, strip, mark, state and line once, on one sheet.
    public static func legend(focus: String, in language: DiagramPhrases.Language) -> Diagram {
        LegendView(focus: focus, say: DiagramPhrases(language)).diagram()
    }
}

/// Rows of boxes, each row joined by the lines that there are to show.
private struct LegendView {
    let focus: String
    let say: DiagramPhrases

    private struct Row {
        var nodes: [Diagram.Node]
        var strokes: [Diagram.Stroke]
        var states: [Diagram.State] = []
    }

    func diagram() -> Diagram {
        var nodes: [Diagram.Node] = []
        var edges: [Diagram.Edge] = []
        for row in [kinds, others, marks, tabs, strips, states] {
            nodes += row.nodes
            for (index, (from, to)) in zip(row.nodes, row.nodes.dropFirst()).enumerated() {
                let stroke = row.strokes[index % row.strokes.count]
                var edge = Diagram.Edge(from.id, to.id, stroke, width: stroke == .stops ? 2.4 : 1.3, tooltip: PictureText(stroke.rawValue))
                if index < row.states.count {
                    edge.state = row.states[index]
                    edge.isCarrying = row.states[index] != .unaffected
                }
                edges.append(edge)
            }
        }
        return Diagram(
            view: "legend", language: say.language, form: .cards, focus: focus, subject: "chokepoint",
            verdict: PictureText(say("The vocabulary of the pictures", "图例总表")),
            footnote: PictureText(
                say(
                    "seen from the control of \(focus) · every meaning has a word, a glyph and a line beside its colour",
                    "以 \(focus) 控制为视角 · 每种含义除颜色外另有文字、符号与线型")),
            nodes: nodes, edges: edges)
    }

    private func box(_ shape: Diagram.Shape, _ row: String, caption: String, title: String? = nil) -> Diagram.Node {
        let title = PictureText(title ?? say.word(for: shape))
        return Diagram.Node("\(row):\(shape.rawValue)", shape, title: title, caption: PictureText(caption), tooltip: title)
    }

    /// What we ship and what it is made of.
    private var kinds: Row {
        Row(
            nodes: [
                box(.product, "kind", caption: ""), box(.capability, "kind", caption: say("what it does", "它能做什么")),
                box(.package, "kind", caption: say("COMPONENT", "构件形")), box(.model, "kind", caption: say("CORNER STROKES", "斜角")),
                box(.dataset, "kind", caption: say("CYLINDER", "圆柱")), box(.unknown, "kind", caption: say("DOTTED", "点线框")),
            ], strokes: [.run, .run, .optional, .derivation, .update])
    }

    /// What others do for it, and who they are.
    private var others: Row {
        Row(
            nodes: [
                box(.service, "other", caption: say("SIGNAL", "信号形")), box(.registry, "other", caption: say("FOLDER", "文件夹")),
                box(.infrastructure, "other", caption: say("TAB", "标签页")), box(.hardware, "other", caption: say("BOX WITH DEPTH", "立体框")),
                box(.vendor, "other", caption: say("house", "房屋形")), government,
            ], strokes: [.build, .deliver, .run, .control, .control])
    }

    private var government: Diagram.Node {
        var node = box(.government, "other", caption: "", title: focus)
        node.tab = .focus(focus)
        return node
    }

    private var marks: Row {
        var weakens = box(.service, "weakens", caption: say("ONE OF SEVERAL", "多者之一"))
        weakens.mark = .weakens(of: "1/4", isAssumed: false)
        var (stops, assumed, freezes) = (
            box(.service, "stops", caption: say("SINGLE POINT", "单点")), box(.model, "assumed", caption: say("SINGLE POINT", "单点")),
            box(.package, "freezes", caption: say("UPDATE POINT", "更新点"))
        )
        stops.mark = .stops(number: 1, of: "3/4", isAssumed: false)
        assumed.mark = .stops(number: 2, of: "2/4", isAssumed: true)
        freezes.mark = .freezes(of: "3/4", isAssumed: false)
        var gate = box(.gate, "mark", caption: "", title: say("≥1 of 2", "2 取 1"))
        gate.tooltip = PictureText(say.word(for: Diagram.Shape.gate))
        return Row(
            nodes: [gate, stops, assumed, freezes, weakens, folded(.stack), folded(.rest)],
            strokes: [.run, .stops, .freezes, .weakens, .folded, .folded])
    }

    private func folded(_ shape: Diagram.Shape) -> Diagram.Node {
        var node = box(
            shape, "fold", caption: "6 \(focus) · 3 · 3",
            title: shape == .rest ? say("+ 12 more", "另有 12 个") : say("namespace · 12", "命名空间 · 12"))
        node.share = Diagram.Share(focus: 6, other: 3, unknown: 3)
        return node
    }

    private var tabs: Row {
        let all: [(Diagram.Tab, String, String)] = [
            (.focus(focus), "focus", say("known", "已知")), (.assumed(focus + "?"), "assumed-tab", say("assumed", "推定")),
            (.elsewhere("CN"), "elsewhere", say("elsewhere", "属他方")), (.unknown, "unknown-tab", say("not known", "未知")),
        ]
        return Row(
            nodes: all.map { tab, row, words in
                var node = box(.package, row, caption: say("WHOSE GROUND", "归谁管辖"), title: words)
                node.tab = tab
                return node
            }, strokes: [.run])
    }

    private var strips: Row {
        let all: [(Diagram.Strip.Kind, String)] = [
            (.duty, say.word(for: Diagram.Legend.duty)), (.term, say.word(for: Diagram.Legend.term)),
            (.exempt, say.word(for: Diagram.Legend.exempt)),
            (.unsure, say.word(for: Diagram.Legend.unsure)),
        ]
        return Row(
            nodes: all.map { kind, words in
                var node = box(.model, "strip-\(kind.rawValue)", caption: say("CONTROL", "管制"), title: words)
                node.strips = [Diagram.Strip(text: "us.ear.3a090", kind: kind)]
                return node
            }, strokes: [.derivation])
    }

    private var states: Row {
        Row(
            nodes: Diagram.State.allCases.reversed().map { state in
                var node = box(.service, "state-\(state.rawValue)", caption: say("STATE", "状态"), title: say.word(for: state).lowercased())
                node.mark = .state(state)
                return node
            }, strokes: [.run], states: [.unaffected, .unaffected, .frozen, .degraded, .down])
    }
}
