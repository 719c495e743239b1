public import FaultTreeAnalysis
public import Resilience
internal import SupplyChain

/// What becomes of everything when something is taken away.
public struct SimulationAnswer: JSONWritable, Sendable {
    /// What still stands between a target and the state asked about.
    public struct Target: Sendable {
        /// The node, by index.
        public let node: Int
        /// The state that the same removal leaves it in where nothing was changed beforehand; `nil` where nothing was.
        public let withoutChanges: SupplyState?
        /// Events that have become single points; indices into `events`.
        public let newSinglePoints: [Int]
        /// The smallest sets of further events; indices into `events`.
        public let remaining: CutSets

        /// A target after the removal.
        public init(node: Int, withoutChanges: SupplyState? = nil, newSinglePoints: [Int], remaining: CutSets) {
            self.node = node
            self.withoutChanges = withoutChanges
            self.newSinglePoints = newSinglePoints
            self.remaining = remaining
        }
    }

    private let question: Question
    private let supposed: Supposition
    private let outage: Outage
    private let events: [Event]
    private let targets: [Target]
    private let isStrict: Bool

    /// The answer to a question.
    public init(
        _ question: Question, supposed: Supposition = Supposition(), outage: Outage, events: [Event], targets: [Target], isStrict: Bool
    ) {
        self.question = question
        self.supposed = supposed
        self.outage = outage
        self.events = events
        self.targets = targets
        self.isStrict = isStrict
    }

    private var graph: SupplyGraph { outage.model.graph }

    private func after(_ node: Int) -> SupplyState { isStrict ? outage.strictState(of: node) : outage.after[node] }

    private var shown: [Int] { graph.nodes.indices.filter { outage.before[$0] != outage.after[$0] || outage.hasCircularSupport[$0] } }

    /// The document `chokepoint.simulation/1`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.header("chokepoint.simulation/1", question)
            supposed.write(to: &json, graph)
            json.member("removed", outage.removed.map(\.id.text))
            json.array("targets", targets) { json, target in
                json.object {
                    $0.member("target", graph.nodes[target.node].id.text)
                    $0.member("before", outage.before[target.node].name)
                    $0.member("after", after(target.node).name)
                    if let state = target.withoutChanges { $0.member("afterWithoutChanges", state.name) }
                }
            }
            json.array("nodes", shown) { json, node in
                json.object { json in
                    json.member("id", graph.nodes[node].id.text)
                    json.member("before", outage.before[node].name)
                    json.member("after", after(node).name)
                    json.member("circularSupport", outage.hasCircularSupport[node])
                    if let proof = outage.proof(of: node), outage.after[node] > .unaffected { json.proof(proof, graph: graph) }
                }
            }
            json.array("margins", outage.changedMargins) { json, margin in
                json.object {
                    $0.requirementBody(outage.model.requirements[margin.requirement], graph)
                    $0.member("before", margin.before)
                    $0.member("after", margin.after)
                }
            }
            json.array("newSinglePoints", targets) { json, target in
                json.object {
                    $0.member("target", graph.nodes[target.node].id.text)
                    $0.member("events", target.newSinglePoints.map { events[$0].id.text })
                }
            }
            json.array("remainingCutSets", targets) { json, target in
                json.object { json in
                    json.member("target", graph.nodes[target.node].id.text)
                    json.array("sets", target.remaining.sets) { json, set in
                        json.array { json in for event in set { json.value(events[event].id.text) } }
                    }
                    json.member("complete", target.remaining.isComplete)
                }
            }
        }
    }

    /// The outcome for each target, what had to fail, and what changed besides.
    public func text(in phrases: Phrasebook) -> String {
        let say = phrases.language
        var out = phrases.questionLine(question) + " · " + phrases.word(for: question.horizon) + "\n"
        out += supposed.text(in: phrases, graph)
        let removed = outage.removed.map { TerminalText(label($0)).description }
        out += say("removed: ", "移除：") + (removed.isEmpty ? say("nothing", "无") : removed.joined(separator: ", ")) + "\n\n"
        for target in targets {
            let state = after(target.node)
            out +=
                TerminalText(
                    "\(graph.nodes[target.node].label): \(phrases.word(for: outage.before[target.node])) → \(phrases.word(for: state))"
                ).description + (target.withoutChanges.map { withoutChanges($0, phrases) } ?? "") + "\n"
            if outage.hasCircularSupport[target.node] {
                out += "  " + say("stands only by circular support; a cold start would fail", "仅靠循环支撑维持；冷启动将失败") + "\n"
            }
            if outage.after[target.node] > .unaffected, let proof = outage.proof(of: target.node) {
                for line in phrases.lines(for: proof, graph: graph) { out += "  \(line)\n" }
            }
            if !target.newSinglePoints.isEmpty {
                let names = target.newSinglePoints.filter { !isUnknown(events[$0]) }.prefix(12).map {
                    TerminalText(events[$0].id.text).description
                }
                if !names.isEmpty { out += "  " + say("now single points: ", "新增单点：") + names.joined(separator: ", ") + "\n" }
            }
            out += "\n"
        }
        let counts = SupplyState.allCases.reversed().filter { $0 > .unaffected }.map { state in
            "\(shown.count { after($0) == state && outage.before[$0] != state }) \(phrases.word(for: state))"
        }
        out += say("changed: ", "变化：") + counts.joined(separator: say(", ", "，")) + "\n"
        var table = Table(indent: "  ")
        let targetNodes = Set(targets.map(\.node))
        let others = shown.filter { !targetNodes.contains($0) && outage.before[$0] != outage.after[$0] }.sorted {
            after($0) == after($1) ? $0 < $1 : after($0) > after($1)
        }
        for node in others.prefix(40) {
            table.add(phrases.word(for: after(node)), phrases.word(for: graph.nodes[node].kind), graph.nodes[node].label)
        }
        out += table.text
        if others.count > 40 {
            out += "  " + say("… and \(others.count - 40) more; `-f json` has all", "……另有 \(others.count - 40) 个；`-f json` 可列出全部") + "\n"
        }
        for margin in outage.changedMargins where outage.model.requirements[margin.requirement].members.count > 1 {
            let group = outage.model.requirements[margin.requirement]
            out +=
                TerminalText(
                    say(
                        "spare members of \(graph.nodes[group.node].label) \(phrases.phrase(for: group.type)): \(margin.before) → \(margin.after)",
                        "\(graph.nodes[group.node].label) \(phrases.phrase(for: group.type))的余量：\(margin.before) → \(margin.after)")
                ).description + "\n"
        }
        return out
    }

    private func withoutChanges(_ state: SupplyState, _ phrases: Phrasebook) -> String {
        phrases.language(" (without the changes: \(phrases.word(for: state)))", "（若不作更改：\(phrases.word(for: state))）")
    }

    private func isUnknown(_ event: Event) -> Bool {
        if case .unknownController = event.subject { return true }
        return false
    }

    private func label(_ event: Event) -> String {
        switch event.subject {
        case .node(let node), .organization(let node), .parent(let node): graph.nodes[node].label
        case .unknownController, .governments, .named: "`\(event.id.text)`"
        }
    }
}
