internal import SupplyChain

extension Diagram {
    /// What would each part take down? Parts under the control asked about against functions, one removed at a time.
    ///
    /// The most consequential parts first, rolled up where there are more than half as many rows as shapes to draw. Beyond eight functions those with the same single points share a column; what is
    /// still beyond is counted.
    public static func matrix(of exposed: Exposed, in language: DiagramPhrases.Language) -> Diagram {
        let context = ViewContext(exposed, language)
        let (say, found) = (context.say, context.parts)
        let table = PartRows(exposed, most: max(4, exposed.budget / 2))
        let columns = FunctionRows(Array(found.functions.indices), found, loose: 8, most: 10)
        var nodes = table.rows.map { row in
            let part = row.first
            let node = exposed.graph.nodes[part.node]
            let vendors = say.list(part.vendors.map(context.name), most: 1)
            var box = Diagram.Node(
                node.id.text, row.isRolledUp ? .stack : Diagram.Shape(node.kind), title: context.title(of: row),
                caption: PictureText(vendors),
                mark: part.number == nil ? nil : context.mark(of: part.node), tooltip: context.sentence(for: row))
            box.cells = columns.rows.map { column in Self.worst(column.positions.map { row.effect(on: $0) }) }
            box.link = row.isRolledUp ? nil : context.link(of: part.node)
            return box
        }
        for vendor in found.vendors {
            var row = context.house(vendor.organization, caption: say("all its parts together", "其全部部件合计"))
            row.cells = columns.rows.map { column in column.positions.contains { vendor.stops.contains($0) } ? .stops : .nothing }
            nodes.append(row)
        }
        var folds = table.rows.compactMap { context.fold(of: $0) }
        if !table.hidden.isEmpty {
            folds.append(
                Fold(
                    box: "rest:rows", title: PictureText(context.more(table.hidden.count)),
                    members: table.hidden.map { context.id($0.node) }))
        }
        let hidden = table.hidden
        let title: (FunctionRows.Row) -> String = { column in
            let name = context.name(found.functions[column.first])
            return column.others.isEmpty ? name : "\(name) +\(column.others.count)"
        }
        let (hiddenFunctions, together) = (columns.hidden.count, columns.rows.reduce(0) { $0 + $1.others.count })
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
                folds.count > (hidden.isEmpty ? 0 : 1)
                    ? say("a row of several: any one of them", "多个部件合为一行时，指其中任何一个") : nil,
                together > 0
                    ? say("functions with the same single points share a column", "单点相同的功能合为一列") : nil,
                hidden.isEmpty ? nil : say.count(hidden.count, "more part folded", "more parts folded", "个部件未列出"),
                hiddenFunctions > 0 ? say.count(hiddenFunctions, "function not shown", "functions not shown", "项功能未列出") : nil,
                context.unknowns,
                found.isAllAssumed && found.singlePointCount > 0 ? say("single points if assumptions hold", "单点以推定成立为前提") : nil,
            ]),
            headings: [PictureText(say("if this is removed", "若移除")), PictureText(say("vendor", "供应方"))]
                + columns.rows.map { PictureText(title($0)) },
            nodes: nodes, edges: [], folds: folds, description: context.description)
    }

    /// The worst of some effects, which is told first.
    private static func worst(_ effects: [Cell]) -> Cell { [.stops, .degrades, .freezes].first { effects.contains($0) } ?? .nothing }
}
