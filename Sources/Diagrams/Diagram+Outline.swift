extension Diagram {
    /// The diagram as text for golden tests: a line a box, a line an edge.
    public var outline: String {
        var out = "\(view) \(language.rawValue) \(form.rawValue)\n\(subject.shown)\n\(verdict.shown)\n\(footnote.shown)\n"
        out += "legend \(legend.map(\.rawValue).joined(separator: " "))\n"
        if !headings.isEmpty { out += "headings \(headings.map(\.shown).joined(separator: " | "))\n" }
        for outcome in outcomes { out += "outcome \(outcome.name.shown): \(outcome.before.rawValue) → \(outcome.after.rawValue)\n" }
        for ground in grounds { out += "ground \(ground.id) \(ground.kind.rawValue) \(ground.parent ?? "-") | \(ground.title.shown)\n" }
        for node in nodes { out += node.outline }
        for edge in edges { out += edge.outline }
        for fold in folds { out += "fold \(fold.box) \(fold.members.joined(separator: " "))\n" }
        return out
    }
}

extension Diagram.Node {
    fileprivate var outline: String {
        let column = column.map(String.init) ?? ground ?? "-"
        var out = "node \(id) \(shape.rawValue) \(column) | \(caption.shown) | \(title.shown) | \(mark.map { "\($0)" } ?? "-")"
        out += " | \(tab.map { "\($0)" } ?? "-") | \(strips.map { "\($0.text.shown):\($0.kind.rawValue)" }.joined(separator: ", "))"
        if let share { out += " | \(share.focus)+\(share.other)+\(share.unknown)" }
        if !cells.isEmpty { out += " | \(cells.map(\.rawValue).joined(separator: " "))" }
        return out + "\n"
    }
}

extension Diagram.Edge {
    fileprivate var outline: String {
        var words = [stroke.rawValue, "\(width)"]
        if let state { words.append(state.rawValue) }
        if isCarrying { words.append("carries") }
        if isCrossing { words.append("crosses") }
        if let label { words.append("“\(label.shown)”") }
        if let place { words.append("[\(place.shown)]") }
        return "edge \(from) → \(to) \(words.joined(separator: " "))\n"
    }
}
