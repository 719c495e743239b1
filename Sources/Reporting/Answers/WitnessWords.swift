public import Propagation
public import SupplyChain

/// A witness with ids in place of indices, ready to be written.
struct WitnessWords: Sendable {
    struct Step: Sendable {
        let from: String
        let to: String
        let relationship: String
        let rule: String?
        let source: SourceLocation?
    }

    let steps: [Step]

    /// The steps of a witness; where it has none, one step that says where it begins.
    init(_ witness: Witness, graph: SupplyGraph, rule: String?) {
        var steps = witness.steps.map { step in
            Step(
                from: graph.nodes[step.from].id.text, to: graph.nodes[step.to].id.text, relationship: step.kind, rule: rule,
                source: step.sources.first)
        }
        let last = graph.nodes[witness.beginning].id.text
        steps.append(
            Step(
                from: last, to: last, relationship: "asserted", rule: rule,
                source: witness.origin.first ?? graph.nodes[witness.beginning].sources.first))
        self.steps = steps
    }
}

extension Phrasebook {
    /// A witness as numbered lines, each with its place.
    public func lines(for witness: Witness, graph: SupplyGraph, beginning: String) -> [String] {
        var lines: [String] = []
        for (index, step) in witness.steps.enumerated() {
            let verb = RelationshipKind(rawValue: step.kind).map { self.verb(for: $0) } ?? language("needs", "需要")
            let doubt = step.certainty < .known ? language(" (\(word(for: step.certainty)))", "（\(word(for: step.certainty))）") : ""
            lines.append(
                "\(index + 1). \(graph.nodes[step.from].label) \(verb) \(graph.nodes[step.to].label)\(doubt)\(source(step.sources))")
        }
        lines.append("\(witness.steps.count + 1). \(graph.nodes[witness.beginning].label): \(beginning)\(source(witness.origin))")
        return lines.map { TerminalText($0).description }
    }

    /// Where something was read, as the end of a line.
    func source(_ sources: [SourceLocation]) -> String {
        guard let first = sources.first else { return "" }
        let more = sources.count > 1 ? language(" and \(sources.count - 1) more", " 等 \(sources.count) 处") : ""
        return "  [\(place(first))\(more)]"
    }
}

extension SupplyGraph.Node {
    /// Name and id for people; the id alone where the name says no more.
    var label: String {
        let tail = id.text.split(separator: ":", maxSplits: 1).last.map(String.init) ?? id.text
        return name.isBytewiseEqual(to: id.text) || name.isBytewiseEqual(to: tail) || id.text.contains(name)
            ? "`\(id.text)`" : "\(name) (`\(id.text)`)"
    }
}
