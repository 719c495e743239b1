internal import SupplyChain

extension Diagram {
    /// What would each part take down? Parts under the control asked about against functions, one removed at a time.
    ///
    /// As many rows as there are shapes to draw, the most consequential parts first; functions beyond eight are left to the report and counted.
    public static func matrix(of exposed: Exposed, in language: DiagramPhrases.Language) -> Diagram {
        let context = ViewContext(exposed, language)
        let (say, found) = (context.say, context.parts)
        let rows = found.parts.enumerated().filter { $0.offset < max(4, exposed.budget / 2) || exposed.expanded.contains($0.element.node) }
            .map(\.element)
        let functions = Array(found.functions.indices.prefix(8))
        var nodes = rows.map { part in
            let node = exposed.graph.nodes[part.node]
            var row = Diagram.Node(
                node.id.text, Diagram.Shape(node.kind), title: node.pictureTitle,
                caption: PictureText(say.list(part.vendors.map(context.name), most: 1)),
                mark: part.number == nil ? nil : context.mark(of: part.node), tooltip: context.sentence(for: part))
            row.cells = functions.map { part.effect(on: $0) }
            row.link = context.link(of: part.node)
            return row
        }
        for vendor in found.vendors {
            var row = context.house(vendor.organization, caption: say("all its parts together", "其全部部件合计"))
            row.cells = functions.map { vendor.stops.contains($0) ? .stops : .nothing }
            nodes.append(row)
        }
        let drawn = Set(rows.map(\.node))
        let hidden = found.parts.map(\.node).filter { !drawn.contains($0) }
        let folds =
            hidden.isEmpty
            ? [] : [Fold(box: "rest:rows", title: PictureText(context.more(hidden.count)), members: hidden.map { context.id($0) })]
        let hiddenFunctions = found.functions.count - functions.count
        let freezing = found.parts.count { $0.stops.isEmpty && $0.degrades.isEmpty }
        let degrading = found.parts.count { !$0.degrades.isEmpty }
        var sentences = [
            found.singlePointCount == 0
                ? say("No part under \(exposed.focus) control stops anything by itself.", "没有受 \(exposed.focus) 控制的部件单独使功能停止。")
                : say(
                    "\(say.count(found.singlePointCount, "part stops", "parts stop", "")) something.",
                    "\(found.singlePointCount) 个部件可使功能停止。")
        ]
        if freezing > 0 {
            sentences.append(say("\(freezing) only \(freezing == 1 ? "freezes" : "freeze") updates.", "\(freezing) 个仅冻结更新。"))
        }
        if degrading > 0 {
            sentences.append(say("\(degrading) \(degrading == 1 ? "costs" : "cost") function or spare.", "\(degrading) 个减少功能或冗余。"))
        }
        let verdict = sentences.joined(separator: say(" ", ""))
        return Diagram(
            view: "matrix", language: language, form: .rows, focus: exposed.focus,
            subject: PictureText(
                "\(context.subject) · \(say("what each part under \(exposed.focus) control would take down", "受 \(exposed.focus) 控制的各部件失去时的影响"))"
            ),
            verdict: PictureText(sentence: verdict),
            footnote: context.footnote([
                say("each row removes one part and nothing else", "每行只移除一个部件"), say.count(nodes.count, "row", "rows", "行"),
                hidden.isEmpty ? nil : say.count(hidden.count, "more part folded", "more parts folded", "个部件未列出"),
                hiddenFunctions > 0 ? say.count(hiddenFunctions, "function not shown", "functions not shown", "项功能未列出") : nil,
                context.unknowns,
                found.isAllAssumed && found.singlePointCount > 0 ? say("single points if assumptions hold", "单点以推定成立为前提") : nil,
            ]),
            headings: [PictureText(say("if this is removed", "若移除")), PictureText(say("vendor", "供应方"))]
                + functions.map { PictureText(context.name(found.functions[$0])) },
            nodes: nodes, edges: [], folds: folds, description: context.description)
    }
}
