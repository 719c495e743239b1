internal import Propagation
internal import SupplyChain

extension ExplanationView {
    /// Why a flag is at a node: the way that it came, to what the rule names.
    func flag(_ flag: FlagID, _ node: Int) -> Path {
        var path = Path(subject: "\(context.name(node)) · \(flag.text)", verdict: "")
        path.add(self.node(node))
        let exposure = context.exposed.exposure
        guard let found = exposure.flags(of: node).first(where: { $0.id == flag }), let witness = exposure.witness(of: flag, at: node)
        else {
            let names = exposure.exclusion(of: flag, at: node)?.names ?? []
            path.verdict =
                names.isEmpty
                ? say("\(flag.text) is not at \(context.name(node)).", "\(context.name(node)) 没有标记 \(flag.text)。")
                : say(
                    "\(flag.text) does not come to \(context.name(node)): excluded by \(say.list(names)).",
                    "\(flag.text) 不及于 \(context.name(node))：因 \(say.list(names)) 而排除。")
            return path
        }
        for step in witness.steps { addStep(step, step.kindIsControl ? .control : .derivation, &path) }
        let rule = Diagram.Node(
            "rule:\(flag.text)", .licence, title: PictureText(flag.text),
            caption: PictureText("\(say("RULE", "规则")) · \(say.status(found.status))"),
            tooltip: PictureText(flag.text))
        path.add(rule)
        let place = witness.origin.first.map(say.place)
        path.edges.append(edge(context.id(witness.beginning), rule.id, .control, say("named by", "被规则指向"), place))
        let doubt = found.certainty < .known ? say(" may be", "可能") : say(" is", "")
        path.verdict = say(
            "\(flag.text)\(doubt) at \(context.name(node)): it begins at \(context.name(witness.beginning)), \(say.count(witness.steps.count, "step", "steps", "")) away.",
            "\(flag.text) \(doubt)及于 \(context.name(node))：始于 \(context.name(witness.beginning))，相距 \(witness.steps.count) 步。")
        return path
    }
}
