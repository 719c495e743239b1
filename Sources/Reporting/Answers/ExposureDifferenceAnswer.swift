public import Policies
internal import CatalogFacts
internal import Propagation
internal import SupplyChain

/// Whose verdicts changed between two days, and because of what.
public struct ExposureDifferenceAnswer: JSONWritable, Sendable {
    private let question: Question
    private let difference: VerdictDifference

    /// The answer to a difference; the question is that of the later day.
    public init(_ question: Question, _ difference: VerdictDifference) {
        self.question = question
        self.difference = difference
    }

    /// The document `chokepoint.exposure-diff/1`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.header("chokepoint.exposure-diff/1", question)
            json.member("from", difference.catalog.from.description)
            json.member("to", difference.catalog.to.description)
            json.array("changes", difference.changes) { json, change in
                json.object { json in
                    json.member("node", change.node.text)
                    json.member("flag", change.flag.text)
                    json.verdict("before", change.before)
                    json.verdict("after", change.after)
                    json.array("because", change.reasons) { json, reason in json.object { $0.reason(reason) } }
                }
            }
            json.object("catalog") { $0.changes(difference.catalog) }
        }
    }

    /// Flag by flag: why, and which nodes gained, lost or changed it.
    public func text(in phrases: Phrasebook) -> String {
        let say = phrases.language
        var out =
            phrases.questionLine(question) + "\n"
            + say(
                "verdicts that differ between \(difference.catalog.from) and \(difference.catalog.to)",
                "\(difference.catalog.from) 与 \(difference.catalog.to) 之间有变化的结论") + "\n"
        if difference.changes.isEmpty { return out + "  " + say("none", "无") + "\n" }
        for (flag, changes) in Dictionary(grouping: difference.changes, by: \.flag).sorted(by: { $0.key < $1.key }) {
            out += "\n" + TerminalText(flag.text).description + "\n"
            for reason in Set(changes.flatMap(\.reasons)).map({ phrases.words(for: $0) }).sorted() {
                out += "  " + TerminalText(say("because ", "原因：") + reason).description + "\n"
            }
            for change in changes.prefix(20) {
                out +=
                    "  "
                    + TerminalText("\(change.node): \(phrases.word(for: change.before)) → \(phrases.word(for: change.after))").description
                    + "\n"
            }
            if changes.count > 20 { out += "  " + say("… and \(changes.count - 20) more", "……另有 \(changes.count - 20) 个") + "\n" }
        }
        return out
    }
}

extension JSONWriter {
    fileprivate mutating func verdict(_ key: String, _ flag: Exposure.Flag?) {
        guard let flag else { return member(key, "none") }
        object(key) {
            $0.member("effect", flag.effect.rawValue)
            $0.member("certainty", flag.certainty.name)
            $0.member("status", flag.status)
        }
    }

    fileprivate mutating func reason(_ reason: VerdictDifference.Reason) {
        switch reason {
        case .status(let before, let after):
            member("kind", "status")
            member("before", before)
            member("after", after)
        case .listed(let party, let list, let since):
            member("kind", "listed")
            member("organization", party.text)
            member("list", list)
            member("since", since.description)
        case .delisted(let party, let list, let since):
            member("kind", "delisted")
            member("organization", party.text)
            member("list", list)
            member("since", since.description)
        case .graph: member("kind", "graph")
        }
    }
}

extension Phrasebook {
    fileprivate func word(for flag: Exposure.Flag?) -> String {
        guard let flag else { return language("no flag", "无标记") }
        return "\(word(for: flag.effect)) (\(word(for: flag.certainty)), \(status(flag.status)))"
    }

    fileprivate func words(for reason: VerdictDifference.Reason) -> String {
        switch reason {
        case .status(let before, let after):
            language("its status went from \(before) to \(after)", "状态由 \(status(before)) 变为 \(status(after))")
        case .listed(let party, let list, let since): language("\(party) is on \(list) since \(since)", "\(party) 自 \(since) 起列入 \(list)")
        case .delisted(let party, let list, let since):
            language("\(party) is off \(list) since \(since)", "\(party) 自 \(since) 起移出 \(list)")
        case .graph: language("of facts of the graph", "图中事实有变")
        }
    }
}
