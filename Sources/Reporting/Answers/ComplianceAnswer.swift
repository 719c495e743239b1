public import Policies
internal import CatalogFacts
internal import CatalogSchema
internal import Propagation
internal import SupplyChain

/// What may attach to the deliveries that are planned, for counsel to conclude.
public struct ComplianceAnswer: JSONWritable, Sendable {
    let question: Question
    let deliveries: [Compliance]
    let silent: [(instrument: Instrument, why: PolicyRules.Silence)]

    /// The answer to a question; `policies` are the rules of the day on the whole graph.
    public init(_ question: Question, deliveries: [Compliance], policies: PolicyRules) {
        self.question = question
        self.deliveries = deliveries
        silent = policies.silent
    }

    /// Delivery by delivery: what may attach with its premises, what is ruled out, kept away, or could not be tested.
    public func text(in phrases: Phrasebook) -> String {
        let say = phrases.language
        var out = phrases.questionLine(question) + "\n"
        if deliveries.isEmpty {
            out +=
                "\n"
                + say(
                    "no delivery is planned: state `exports`, or `markets` of products, in chokepoint.yaml",
                    "没有计划中的交付：请在 chokepoint.yaml 中写明 `exports` 或产品的 `markets`") + "\n"
        }
        for compliance in deliveries { out += "\n" + ComplianceText(compliance, phrases).text }
        out += rules(phrases)
        return out + "\n"
            + say(
                "This lists what a cited rule may attach, and what is not known; it clears nothing. Counsel concludes.",
                "本报告仅列出所引规则可能附加的要求及尚不明确之处，不构成放行。结论由法律顾问作出。") + "\n"
    }

    private func rules(_ phrases: Phrasebook) -> String {
        let say = phrases.language
        var out = ""
        func line(_ label: String, _ why: Set<PolicyRules.Silence>) {
            let ids = silent.filter { why.contains($0.why) }.map(\.instrument.id)
            if !ids.isEmpty { out += "\n" + label + ids.joined(separator: say(", ", "、")) + "\n" }
        }
        line(say("suspended on the day: ", "当日暂停："), [.suspended])
        line(
            say("not in force on the day, or a bill (`--assume` switches it on): ", "当日未生效或仍为法案（可用 `--assume` 启用）："),
            [.neverInForce, .notInForce])
        line(say("announced as not enforced: ", "已宣布不予执行："), [.notEnforced])
        line(
            say("in force, and turning on facts that no supply chain shows; read them yourself: ", "有效，但取决于供应链无法显示的事实，须自行判断："),
            [.recordedOnly])
        return out
    }
}

/// One delivery in words.
private struct ComplianceText {
    private let compliance: Compliance
    private let phrases: Phrasebook

    init(_ compliance: Compliance, _ phrases: Phrasebook) {
        self.compliance = compliance
        self.phrases = phrases
    }

    private var graph: SupplyGraph { compliance.exposure.graph }
    private var say: Language { phrases.language }

    var text: String {
        var out = heading + "\n"
        let nothing = say("nothing known of it touches a rule; that is no clearance", "已知事实未触及任何规则；这不等于放行")
        out += (compliance.mayAttach.isEmpty ? "  " + nothing : counts) + "\n"
        var issuers: [Jurisdiction] = []
        for finding in compliance.mayAttach where !issuers.contains(finding.instrument.issuer) { issuers.append(finding.instrument.issuer) }
        for issuer in issuers.sorted(by: { order($0) < order($1) }) {
            out += "\n  " + side(issuer) + "\n"
            for finding in compliance.mayAttach where finding.instrument.issuer == issuer { out += self.finding(finding) }
        }
        if !compliance.ruledOut.isEmpty {
            out += "\n  " + say("a premise is not met", "有前提不符合") + "\n"
            for finding in compliance.ruledOut { out += ruledOut(finding) }
        }
        for entry in compliance.excluded {
            let names = entry.by.names.joined(separator: say(", ", "、"))
            let line = say("kept away by `\(names)`: \(entry.instrument.id)", "因“\(names)”排除：\(entry.instrument.id)")
            out += "  " + TerminalText(line).description + "\n"
        }
        return out + untested + unconnected
    }

    private var heading: String {
        let delivery = compliance.delivery
        let what = things.joined(separator: say(", ", "、"))
        var parts = ["\(delivery.id): \(what) → \(delivery.destination)", phrases.word(for: delivery.form)]
        if let departure = delivery.departure { parts.append(say("from \(departure)", "自 \(departure)")) }
        let users = compliance.endUserLabels
        parts.append(users.isEmpty ? say("to nobody named", "接收方未说明") : say("to ", "接收方 ") + users.joined(separator: say(", ", "、")))
        return TerminalText(parts.joined(separator: say(", ", "，")) + phrases.source([delivery.source])).description
    }

    private var things: [String] { compliance.thingLabels }

    private var counts: String {
        let parts = FlagEffect.allCases.compactMap { effect -> String? in
            let count = compliance.mayAttach.count { $0.flag.effect == effect }
            return count == 0 ? nil : "\(phrases.noun(for: effect)): \(count)"
        }
        return "  " + say("may attach — ", "可能附加——") + parts.joined(separator: say(", ", "，"))
    }

    /// The United States, China, the Union, the market, then the rest.
    private func order(_ issuer: Jurisdiction) -> (Int, String) {
        let first = ["US", "CN", "EU", compliance.delivery.destination.text].firstIndex(of: issuer.text)
        return (first ?? 4, issuer.text)
    }

    private func side(_ issuer: Jurisdiction) -> String {
        issuer == compliance.delivery.destination
            ? say("rules of \(issuer), the market", "\(issuer)（目的市场）的规则") : say("rules of \(issuer)", "\(issuer) 的规则")
    }

    private func finding(_ finding: Compliance.Finding) -> String {
        let instrument = finding.instrument
        let name = say(instrument.name.english, instrument.name.chinese)
        let title = "\(phrases.noun(for: finding.flag.effect)) · \(instrument.id) · \(name)"
        var out = "    " + TerminalText("\(title) · \(instrument.citation) · \(phrases.status(finding.flag.status))").description + "\n"
        out += "      " + TerminalText(say(instrument.summary.english, instrument.summary.chinese)).description + "\n"
        if let proof = finding.proof, finding.witness?.steps.isEmpty ?? true {
            for premise in proof.premises { out += "      · " + phrases.line(for: premise, graph: graph) + "\n" }
        } else if let witness = finding.witness {
            for line in phrases.lines(for: witness, graph: graph, beginning: say("what the rule speaks of", "该规则所指")) {
                out += "      " + line + "\n"
            }
        }
        var table = Table(indent: "      ")
        let own = own(instrument)
        for premise in finding.premises {
            var sentence = phrases.sentence(for: premise.subject, own: own)
            if let ground = premise.ground { sentence += say(" — stated: \(ground)", "——已说明：\(ground)") + phrases.source(premise.sources) }
            if premise.state == .unknown {
                let fact = phrases.fact(deciding: premise.subject)
                sentence += say(" — decided by: \(fact)", "——取决于：\(fact)")
            }
            table.add("[\(phrases.word(for: premise))]", sentence)
        }
        return out + table.text
    }

    private func own(_ instrument: Instrument) -> [String] {
        switch phrases.language {
        case .english: instrument.premises.english
        case .chinese: instrument.premises.chinese
        }
    }

    private func ruledOut(_ finding: Compliance.Finding) -> String {
        let own = own(finding.instrument)
        let failed = finding.premises.filter { $0.state == .notMet }.map { premise in
            phrases.sentence(for: premise.subject, own: own) + (premise.ground.map { " (\($0))" } ?? "") + phrases.source(premise.sources)
        }
        return "    " + TerminalText("\(finding.instrument.id): \(failed.joined(separator: "; "))").description + "\n"
    }

    private var untested: String {
        var byReason: [(why: String, ids: [String])] = []
        for entry in compliance.untested {
            let why = reason(entry.why)
            if let known = byReason.firstIndex(where: { $0.why == why }) {
                byReason[known].ids.append(entry.instrument.id)
            } else {
                byReason.append((why, [entry.instrument.id]))
            }
        }
        return byReason.map { entry in
            let ids = entry.ids.joined(separator: say(", ", "、"))
            return "  " + TerminalText(say("not tested, \(entry.why): \(ids)", "未能检验，\(entry.why)：\(ids)")).description + "\n"
        }.joined()
    }

    private func reason(_ why: Compliance.Untested) -> String {
        switch why {
        case .noEndUser: say("since no end user is stated", "因未说明最终用户")
        case .ownersNotStated(let nodes):
            say("since the owners are not stated of ", "因未说明以下主体的所有者：")
                + nodes.map { graph.nodes[$0].label }.joined(separator: say(", ", "、"))
        case .listNotHeld(let lists): say("since the Catalog holds no entries of ", "因目录未收录清单 ") + lists.joined(separator: ", ")
        }
    }

    private var unconnected: String {
        let count = compliance.unconnected.count
        guard count > 0 else { return "" }
        return "  "
            + say("\(count) more rules in force touch nothing that is known of it", "另有 \(count) 项有效规则与已知事实无关联") + "\n"
    }
}

extension Compliance {
    /// What is delivered, as people call it.
    var thingLabels: [String] { labels(of: things) }
    /// Who gets it, as people call it.
    var endUserLabels: [String] { labels(of: endUsers) }

    private func labels(of nodes: [Int]) -> [String] { nodes.map { exposure.graph.nodes[$0].label } }
}
