public import Resilience
public import SupplyChain

extension Phrasebook {
    /// A proof as lines, the conclusion first, each premise indented under what follows from it; a premise that was told before is only named.
    ///
    /// Every line names the places that state the requirement, or the control that makes the event do what it does.
    public func lines(for proof: Proof, graph: SupplyGraph) -> [String] {
        var labels = NodeLabels(graph)
        return lines(for: proof, graph: graph, &labels)
    }

    /// The same, for one proof after another of the same graph.
    func lines(for proof: Proof, graph: SupplyGraph, _ labels: inout NodeLabels) -> [String] {
        guard let conclusion = proof.conclusion else { return [] }
        let places = proof.places
        let reached = proof.reached(places)
        var lines: [String] = []
        var isTold = [Bool](repeating: false, count: proof.steps.count)
        var waiting: [(claim: Proof.Claim, depth: Int)] = [(conclusion, 0)]
        while let (claim, depth) = waiting.popLast() {
            let indent = String(repeating: "  ", count: min(depth, 20))
            let place = places[claim]
            let head = "\(indent)\(labels[claim.node]) \(phrase(for: place.map { reached[$0] } ?? claim.state))"
            guard let place, !isTold[place] else {
                lines.append(head + language(" (see above)", "（见上）"))
                continue
            }
            isTold[place] = true
            switch proof.steps[place].reason {
            case .event(let event, let effect): lines.append(head + ": " + cause(event, effect, graph, &labels))
            case .requirement(let group, let premises):
                lines.append(head + ": " + need(group, premises: premises.count, graph) + source(group.sources))
                waiting += premises.reversed().map { ($0, depth + 1) }
            }
        }
        return lines.map { TerminalText($0).description }
    }

    /// What a group asks for and how it fails.
    private func need(_ group: Requirement, premises: Int, _ graph: SupplyGraph) -> String {
        let what = phrase(for: group.type)
        if group.members.count == 1 { return language("needs this \(what)", "\(what)需要") }
        let wanted = group.want > group.atLeast ? language(", wants \(group.want)", "，期望 \(group.want)") : ""
        return language(
            "\(what) it needs \(group.atLeast) of \(group.members.count)\(wanted); \(premises == 1 ? "this one" : "these \(premises)") had to fail",
            "\(what)需要 \(group.members.count) 个中的 \(group.atLeast) 个\(wanted)；以下 \(premises) 个须失效")
    }

    private func cause(_ event: Event, _ effect: Event.Effect, _ graph: SupplyGraph, _ labels: inout NodeLabels) -> String {
        guard let first = effect.relationships.first else {
            return event.subject == .unknownController(of: effect.node)
                ? language("whoever controls it is not known", "控制方未知") : language("removed", "被移除")
        }
        let hops = effect.relationships.map { index -> String in
            let edge = graph.relationships[index]
            return "\(verb(for: edge.kind)) \(labels[edge.to])\(source(edge.sources))"
        }
        let doubt =
            graph.relationships[first].details.certainty < .known ? " (\(word(for: graph.relationships[first].details.certainty)))" : ""
        return hops.joined(separator: language(", which ", "，后者")) + doubt
    }

    /// A state as the end of a sentence.
    public func phrase(for state: SupplyState) -> String {
        switch state {
        case .unaffected: language("is unaffected", "不受影响")
        case .frozen: language("is frozen", "被冻结")
        case .degraded: language("is degraded", "降级")
        case .down: language("is down", "停止")
        }
    }

    /// The word for a state.
    public func word(for state: SupplyState) -> String {
        switch state {
        case .unaffected: language("unaffected", "不受影响")
        case .frozen: language("frozen", "冻结")
        case .degraded: language("degraded", "降级")
        case .down: language("down", "停止")
        }
    }

    /// The word for a horizon.
    public func word(for horizon: Horizon) -> String {
        switch horizon {
        case .immediate: language("immediate", "即时")
        case .rebuild: language("rebuild", "重建")
        case .update: language("update", "更新")
        case .delivery: language("delivery", "交付")
        }
    }

    /// A verdict as a sentence.
    public func sentence(for verdict: Verdict) -> String {
        switch verdict {
        case .exposed: language("exposed", "受制")
        case .exposedIfAssumptionsHold: language("exposed if assumptions hold", "若推定成立则受制")
        case .cannotBeExcluded: language("exposure cannot be excluded", "不能排除受制")
        case .notExposed: language("not exposed", "未受制")
        case .already: language("fails already: a requirement can never be met", "已不成立：某项要求无法满足")
        }
    }
}

/// What nodes of a graph are called for people, each put together once.
struct NodeLabels {
    private let graph: SupplyGraph
    private var known: [Int: String] = [:]

    init(_ graph: SupplyGraph) { self.graph = graph }

    subscript(node: Int) -> String {
        mutating get {
            if let label = known[node] { return label }
            let label = graph.nodes[node].label
            known[node] = label
            return label
        }
    }
}

extension JSONWriter {
    /// A proof, premises before what follows from them.
    mutating func proof(_ proof: Proof, graph: SupplyGraph) {
        array("proof", proof.steps) { json, step in
            json.object { json in
                json.member("node", graph.nodes[step.claim.node].id.text)
                json.member("state", step.claim.state.name)
                switch step.reason {
                case .event(let event, let effect):
                    json.member("event", event.id.text)
                    json.array("control", effect.relationships) { json, index in
                        let edge = graph.relationships[index]
                        json.object {
                            $0.member("kind", edge.kind.rawValue)
                            $0.member("from", graph.nodes[edge.from].id.text)
                            $0.member("to", graph.nodes[edge.to].id.text)
                            $0.member("certainty", edge.details.certainty.name)
                            $0.sources(edge.sources)
                        }
                    }
                case .requirement(let group, let premises):
                    json.object("requirement") {
                        $0.requirementBody(group, graph)
                        $0.sources(group.sources)
                    }
                    json.array("premises", premises) { json, premise in
                        json.object {
                            $0.member("node", graph.nodes[premise.node].id.text)
                            $0.member("state", premise.state.name)
                        }
                    }
                }
            }
        }
    }
}
