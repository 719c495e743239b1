public import Policies
public import Propagation
internal import CatalogFacts
internal import SupplyChain

/// Who reaches every part, and which control rules may follow.
public struct ExposureAnswer: JSONWritable, Sendable {
    private let question: Question
    private let exposure: Exposure
    private let policies: PolicyRules

    /// The answer to a question.
    public init(_ question: Question, exposure: Exposure, policies: PolicyRules) {
        self.question = question
        self.exposure = exposure
        self.policies = policies
    }

    private var graph: SupplyGraph { exposure.graph }

    /// The document `chokepoint.exposure/1`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.header("chokepoint.exposure/1", question)
            json.object("summary") { summary(&$0) }
            json.array("nodes", graph.nodes.indices) { json, node in json.object { self.node(node, &$0) } }
            json.array("silent", policies.silent) { json, entry in
                json.object {
                    $0.member("id", entry.instrument.id)
                    $0.member("why", entry.why.rawValue)
                }
            }
        }
    }

    private func summary(_ json: inout JSONWriter) {
        let counts = exposure.summary()
        json.object("all") { json in
            for certainty in Certainty.allCases.reversed() {
                json.member(certainty.name, counts.values.reduce(0) { $0 + ($1[certainty] ?? 0) })
            }
        }
        json.object("byKind") { json in
            for kind in NodeKind.allCases {
                guard let row = counts[kind] else { continue }
                json.object(kind.rawValue) { json in
                    for certainty in Certainty.allCases.reversed() { json.member(certainty.name, row[certainty] ?? 0) }
                }
            }
        }
    }

    private func node(_ node: Int, _ json: inout JSONWriter) {
        json.member("id", graph.nodes[node].id.text)
        json.member("kind", graph.nodes[node].kind.rawValue)
        json.member("value", exposure.value(of: node).name)
        if let witness = exposure.witness(ofValueAt: node) { json.witnessSteps(WitnessWords(witness, graph: graph, rule: nil)) }
        json.array("jurisdictions", exposure.jurisdictions(of: node)) { json, reach in
            json.object { json in
                json.member("code", reach.jurisdiction.text)
                json.member("nexus", reach.nexus.text)
                json.member("certainty", reach.certainty.name)
                if let witness = exposure.witness(of: reach.jurisdiction, at: node) {
                    json.witnessSteps(WitnessWords(witness, graph: graph, rule: nil))
                }
            }
        }
        json.array("flags", exposure.flags(of: node)) { json, flag in
            json.object { json in
                json.member("id", flag.id.text)
                json.member("status", flag.status)
                json.member("effect", flag.effect.rawValue)
                json.member("certainty", flag.certainty.name)
                if let witness = exposure.witness(of: flag.id, at: node) {
                    json.witnessSteps(WitnessWords(witness, graph: graph, rule: flag.id.text))
                }
            }
        }
    }

    /// The four counts by kind, the products with their paths, the flags with where they stand, and the rules that are silent.
    public func text(in phrases: Phrasebook) -> String {
        let say = phrases.language
        var out = phrases.questionLine(question) + "\n\n"
        var table = Table(indent: "  ")
        table.add(
            row: [say("reached by \(question.of)", "受 \(question.of) 影响")] + Certainty.allCases.reversed().map { phrases.word(for: $0) })
        let counts = exposure.summary()
        for kind in NodeKind.allCases {
            guard let row = counts[kind] else { continue }
            table.add(row: [phrases.word(for: kind)] + Certainty.allCases.reversed().map { "\(row[$0] ?? 0)" })
        }
        out += table.text + "\n"
        for index in graph.nodes.indices where graph.nodes[index].kind == .product {
            out += TerminalText("\(graph.nodes[index].label): \(phrases.word(for: exposure.value(of: index)))").description + "\n"
            guard let witness = exposure.witness(ofValueAt: index) else { continue }
            for line in phrases.lines(
                for: witness, graph: graph, beginning: say("under the control of \(question.of)", "受 \(question.of) 控制"))
            { out += "  \(line)\n" }
        }
        out += flags(phrases)
        let kept = policies.silent.count { $0.why == .recordedOnly }
        let said = policies.silent.filter { $0.why != .recordedOnly }.map { entry in
            switch entry.why {
            case .suspended: say("\(entry.instrument.id) (suspended)", "\(entry.instrument.id)（暂停）")
            case .recordedOnly: entry.instrument.id
            case .notInForce: say("\(entry.instrument.id) (not in force on this day)", "\(entry.instrument.id)（当日未生效）")
            case .notEnforced:
                say("\(entry.instrument.id) (announced as not enforced)", "\(entry.instrument.id)（已宣布不予执行）")
            case .neverInForce:
                say("\(entry.instrument.id) (a bill; `--assume` switches it on)", "\(entry.instrument.id)（法案；可用 `--assume` 启用）")
            }
        }
        if !said.isEmpty { out += "\n" + say("rules that are silent: ", "未适用的规则：") + said.joined(separator: say(", ", "、")) + "\n" }
        if kept > 0 {
            out +=
                say(
                    "\(kept) more are kept for their dates: what they turn on is not shown by a supply chain",
                    "另有 \(kept) 项仅存档备查：其适用取决于供应链无法显示的事实")
                + "\n"
        }
        return out + "\n" + say("This reports duties that a cited rule may attach; counsel concludes.", "本报告仅列出所引规则可能产生的义务，结论由法律顾问作出。")
            + "\n"
    }

    private func flags(_ phrases: Phrasebook) -> String {
        let say = phrases.language
        var out = ""
        for (index, rule) in exposure.rules.enumerated() {
            let flagged = exposure.nodes(flaggedBy: index)
            guard !flagged.isEmpty, let instrument = policies.instrument(of: rule.id) else { continue }
            out +=
                "\n"
                + TerminalText(
                    "\(rule.id) · \(say(instrument.name.english, instrument.name.chinese)) · \(instrument.citation) · \(phrases.status(rule.status))"
                ).description + "\n"
            out += "  " + TerminalText(say(instrument.summary.english, instrument.summary.chinese)).description + "\n"
            // The surest first, and whatever is not known says so: an open question is no finding.
            let certainties = flagged.map { (node: $0, certainty: exposure.flag(of: index, at: $0)?.certainty ?? .unknown) }
            let surest = Certainty.allCases.reversed().flatMap { tier in certainties.filter { $0.certainty == tier } }
            for (node, certainty) in surest.prefix(8) {
                let word = phrases.word(for: certainty)
                let doubt = certainty < .known ? say(" (\(word))", "（\(word)）") : ""
                out += "  " + TerminalText(graph.nodes[node].label + doubt).description + "\n"
            }
            if flagged.count > 8 { out += "  " + say("… and \(flagged.count - 8) more", "……另有 \(flagged.count - 8) 个") + "\n" }
            let premises = say(instrument.premises.english.joined(separator: "; "), instrument.premises.chinese.joined(separator: "；"))
            out += "  " + TerminalText(say("not concluded here: \(premises)", "此处不作结论：\(premises)")).description + "\n"
        }
        return out
    }
}
