internal import CatalogFacts
public import Policies
public import Propagation
public import Resilience
internal import SupplyChain

/// One node, flag or state told in words: the path or the proof, every step with its place, and what would clear it.
public struct ExplanationAnswer: JSONWritable, Sendable {
    /// What is explained of a node.
    public enum Subject: Sendable {
        /// Everything known of it in short.
        case node
        /// Why a flag is there, or is not.
        case flag(FlagID)
        /// Why it is in its state after a removal.
        case state(Outage)
    }

    private let question: Question
    private let exposure: Exposure
    private let policies: PolicyRules
    private let nodes: [Int]
    private let subject: Subject

    /// The answer to a question.
    public init(_ question: Question, exposure: Exposure, policies: PolicyRules, nodes: [Int], subject: Subject) {
        self.question = question
        self.exposure = exposure
        self.policies = policies
        self.nodes = nodes
        self.subject = subject
    }

    private var graph: SupplyGraph { exposure.graph }

    /// The document `chokepoint.explanation/1`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.header("chokepoint.explanation/1", question)
            json.array("nodes", nodes) { json, node in
                json.object { json in
                    json.member("id", graph.nodes[node].id.text)
                    switch subject {
                    case .node:
                        json.member("value", exposure.value(of: node).name)
                        if let witness = exposure.witness(ofValueAt: node) {
                            json.witnessSteps(WitnessWords(witness, graph: graph, rule: nil))
                        }
                    case .flag(let flag):
                        json.member("flag", flag.text)
                        let here = exposure.flags(of: node).first { $0.id == flag }
                        json.member("certainty", (here?.certainty ?? .no).name)
                        if let witness = exposure.witness(of: flag, at: node) {
                            json.witnessSteps(WitnessWords(witness, graph: graph, rule: flag.text))
                        }
                        if let witness = exposure.witness(of: flag, at: node), let proof = policies.proof(of: flag, at: witness.beginning) {
                            json.array("premises", proof.premises) { json, premise in
                                json.object {
                                    $0.member("subject", premise.subject.rawValue)
                                    $0.member("at", graph.nodes[premise.node].id.text)
                                    if !premise.detail.isEmpty { $0.member("detail", premise.detail) }
                                    $0.member("certainty", premise.certainty.name)
                                }
                            }
                        }
                        if let excluded = exposure.exclusion(of: flag, at: node) { json.member("excludedBy", excluded.names) }
                    case .state(let outage):
                        json.member("before", outage.before[node].name)
                        json.member("after", outage.after[node].name)
                        json.member("circularSupport", outage.hasCircularSupport[node])
                        if outage.after[node] > .unaffected, let proof = outage.proof(of: node) { json.proof(proof, graph: graph) }
                    }
                }
            }
        }
    }

    /// The words for people.
    public func text(in phrases: Phrasebook) -> String {
        var out = phrases.questionLine(question) + "\n"
        for node in nodes {
            out += "\n" + TerminalText(graph.nodes[node].label).description + " · " + phrases.word(for: graph.nodes[node].kind) + "\n"
            switch subject {
            case .node: out += describe(node, phrases)
            case .flag(let flag): out += explain(flag, node, phrases)
            case .state(let outage): out += explain(outage, node, phrases)
            }
        }
        return out
    }

    // MARK: A node

    private func describe(_ node: Int, _ phrases: Phrasebook) -> String {
        let say = phrases.language
        var out = "  " + say("reached by \(question.of): ", "受 \(question.of) 影响：") + phrases.word(for: exposure.value(of: node)) + "\n"
        if let witness = exposure.witness(ofValueAt: node) {
            out += indented(
                phrases.lines(for: witness, graph: graph, beginning: say("under the control of \(question.of)", "受 \(question.of) 控制")))
        } else if exposure.value(of: node) == .unknown {
            out +=
                "    " + say("nothing says that it is reached, and something that it stands on is not known", "没有证据表明其受影响，但其所依赖的部分情况未知")
                + "\n"
        }
        for reach in exposure.jurisdictions(of: node) {
            out += "  " + TerminalText("\(reach.jurisdiction) · \(reach.nexus) · \(phrases.word(for: reach.certainty))").description + "\n"
            if let witness = exposure.witness(of: reach.jurisdiction, at: node) {
                out += indented(
                    phrases.lines(for: witness, graph: graph, beginning: say("under \(reach.jurisdiction)", "属 \(reach.jurisdiction) 管辖")))
            }
        }
        for flag in exposure.flags(of: node) {
            out += "  " + TerminalText("\(flag.id) · \(phrases.standing(of: flag))").description + "\n"
        }
        let sources = graph.nodes[node].sources.prefix(12).map { "    " + TerminalText(phrases.place($0)).description + "\n" }
        return out + "  " + say("read in", "出处") + "\n" + sources.joined()
    }

    // MARK: A flag

    private func explain(_ flag: FlagID, _ node: Int, _ phrases: Phrasebook) -> String {
        let say = phrases.language
        let instrument = policies.instrument(of: flag)
        var out = ""
        if let instrument {
            out +=
                "  "
                + TerminalText("\(instrument.id) · \(say(instrument.name.english, instrument.name.chinese)) · \(instrument.citation)")
                .description + "\n"
        }
        guard let found = exposure.flags(of: node).first(where: { $0.id == flag }), let witness = exposure.witness(of: flag, at: node)
        else {
            out += "  " + say("the flag is not here", "此处没有该标记") + "\n"
            if let excluded = exposure.exclusion(of: flag, at: node) {
                out +=
                    "  "
                    + TerminalText(
                        say(
                            "excluded by \(excluded.names.joined(separator: ", ")) on this path",
                            "在此路径上因 \(excluded.names.joined(separator: "、")) 而排除")
                    ).description + "\n"
                out += indented(phrases.lines(for: excluded.witness, graph: graph, beginning: say("where it begins", "标记起点")))
            }
            return out
        }
        out += "  " + TerminalText(phrases.standing(of: found)).description + "\n"
        out += indented(phrases.lines(for: witness, graph: graph, beginning: say("the rule names it", "该规则指向此物")))
        if let proof = policies.proof(of: flag, at: witness.beginning) {
            out += "  " + say("it begins there by these together, no single path:", "起点由下列各项共同成立，并非单一路径：") + "\n"
            out += indented(proof.premises.map { phrases.line(for: $0, graph: graph) })
        }
        if let instrument {
            out += "  " + TerminalText(say(instrument.summary.english, instrument.summary.chinese)).description + "\n"
            let premises = phrases.list(instrument.premises.english, instrument.premises.chinese)
            out += "  " + say("not concluded here, each to be checked:", "以下前提此处不作结论，须逐项核对：") + "\n"
            for premise in premises { out += "    – " + TerminalText(premise).description + "\n" }
            if let note = instrument.note { out += "  " + TerminalText(note).description + "\n" }
        }
        out +=
            "  "
            + say(
                "cleared if a step above is shown to be wrong, or the rule not in force, on every path that brings it here",
                "若能证明上述某一步有误，或该规则未生效，且所有路径均如此，则可清除") + "\n"
        return out
    }

    // MARK: A state

    private func explain(_ outage: Outage, _ node: Int, _ phrases: Phrasebook) -> String {
        let say = phrases.language
        var out = "  " + phrases.word(for: outage.before[node]) + " → " + phrases.word(for: outage.after[node]) + "\n"
        if outage.hasCircularSupport[node] {
            out += "  " + say("stands only by circular support; a cold start would fail", "仅靠循环支撑维持；冷启动将失败") + "\n"
        }
        guard outage.after[node] > .unaffected, let proof = outage.proof(of: node) else { return out }
        out += indented(phrases.lines(for: proof, graph: graph))
        return out + "  " + say("mended by a second source for any line above that needs only one", "为上述任一单一来源增加第二来源即可缓解") + "\n"
    }

    private func indented(_ lines: [String]) -> String { lines.map { "    \($0)\n" }.joined() }
}

extension Phrasebook {
    /// One of two lists, by language.
    fileprivate func list(_ english: [String], _ chinese: [String]) -> [String] { language == .english ? english : chinese }

    /// The word for what a flag may mean.
    public func word(for effect: FlagEffect) -> String {
        switch effect {
        case .prohibition: language("may be prohibited", "可能被禁止")
        case .licence: language("may need a licence", "可能需要许可证")
        case .duty: language("may bring a duty", "可能产生义务")
        case .notice: language("worth knowing", "值得注意")
        }
    }
}
