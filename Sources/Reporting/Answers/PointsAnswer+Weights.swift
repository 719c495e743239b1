public import FaultTreeAnalysis
internal import Resilience
internal import SupplyChain

extension PointsAnswer {
    /// What the events weigh in the cut sets of a target.
    public struct Weights: Sendable {
        /// In how many sets of each order every event stands.
        public let occurrences: [Occurrences]
        /// The measures under the probabilities that the user gave; `nil` where there are none, not for every event, or a limit was reached.
        public let importance: Importance?
        /// The measures with every event as probable as not, which says something of the structure alone.
        public let structural: Importance?
        /// How many events of some set have no probability; `nil` where the user gave none at all.
        public let unstated: Int?
        /// Whether every cut set was taken into account.
        public let isComplete: Bool

        /// Weights from parts.
        public init(occurrences: [Occurrences], importance: Importance?, structural: Importance?, unstated: Int?, isComplete: Bool) {
            self.occurrences = occurrences
            self.importance = importance
            self.structural = structural
            self.unstated = unstated
            self.isComplete = isComplete
        }
    }
}

extension JSONWriter {
    /// A member with the number of sets of each order.
    mutating func counts(_ name: String, _ counts: CutSetCounts) {
        object(name) { json in
            for (index, count) in counts.byOrder.enumerated() {
                json.key("\(index + 1)")
                json.raw("\(count)")
            }
        }
        if counts.isSaturated { member("\(name)AtLeast", true) }
    }

    /// A member with a measure: nine digits, `null` where there is none, a word where it is without bound.
    mutating func member(_ name: String, measure: Double?) {
        key(name)
        guard let measure else { return null() }
        guard measure.isFinite else { return value("infinity") }
        raw(measure.inNineDigits)
    }

    /// The weights of a target's events.
    mutating func weights(_ weights: PointsAnswer.Weights, events: [Event]) {
        let whole = weights.importance?.probability
        if weights.unstated != nil {
            member("probability", measure: whole)
            if let importance = weights.importance { member("probabilityIsLowerBound", importance.isLowerBound) }
            member("eventsWithoutProbability", weights.unstated ?? 0)
        }
        member("importanceComplete", weights.isComplete)
        var structural: [Int: Double] = [:]
        for measures in weights.structural?.events ?? [] { structural[measures.event] = measures.birnbaum }
        var stated: [Int: Importance.Measures] = [:]
        for measures in weights.importance?.events ?? [] { stated[measures.event] = measures }
        array("importance", weights.occurrences) { json, entry in
            json.object { json in
                json.member("event", events[entry.event].id.text)
                json.member("smallestOrder", entry.smallestOrder)
                json.counts("countsByOrder", entry.counts)
                if weights.structural != nil { json.member("structural", measure: structural[entry.event] ?? 0) }
                guard weights.unstated != nil else { return }
                let measures = stated[entry.event]
                json.member("probability", measure: measures?.probability)
                json.member("birnbaum", measure: measures?.birnbaum)
                json.member("raw", measure: whole.flatMap { measures?.riskAchievement($0) })
                json.member("rrw", measure: whole.flatMap { measures?.riskReduction($0) })
                json.member("cif", measure: whole.flatMap { measures?.criticality($0) })
                json.member("dif", measure: whole.flatMap { measures?.diagnostic($0) })
                json.member("fv", measure: whole.flatMap { measures?.fussellVesely($0) })
            }
        }
    }
}

extension Double {
    /// The number in nine significant digits, the shortest that say it.
    fileprivate var inNineDigits: String {
        guard self != 0, isFinite else { return "0" }
        var scale = 1.0
        var size = magnitude
        // Small numbers are scaled up without loss of digits that count.
        while size < 1e8 && scale < 1e290 {
            size *= 10
            scale *= 10
        }
        let rounded = (self * scale).rounded() / scale
        return "\(rounded)"
    }

    /// The number in four significant digits, for people.
    fileprivate var inFourDigits: String {
        guard isFinite else { return "∞" }
        guard self != 0 else { return "0" }
        var scale = 1.0
        while magnitude * scale < 1e3 && scale < 1e290 { scale *= 10 }
        return "\((self * scale).rounded() / scale)"
    }
}

extension Phrasebook {
    /// The heaviest events as a table: by Birnbaum's measure where there are probabilities, else by the smallest sets that they are in.
    func table(of weights: PointsAnswer.Weights, events: [Event], label: (Int) -> String) -> String {
        var out = "  " + language("what the events weigh:", "各事件的重要度：") + "\n"
        var table = Table(indent: "    ")
        let whole = weights.importance?.probability
        var stated: [Int: Importance.Measures] = [:]
        for measures in weights.importance?.events ?? [] { stated[measures.event] = measures }
        let measured = whole == nil ? [] : ["p", "Birnbaum", "RAW", "RRW", "CIF", "DIF", "FV"]
        table.add(row: [language("event", "事件"), language("smallest set", "最小割集阶数"), language("sets", "割集数")] + measured)
        let ranked = weights.occurrences.sorted { left, right in
            let (one, other) = (stated[left.event]?.birnbaum ?? 0, stated[right.event]?.birnbaum ?? 0)
            if one != other { return one > other }
            if left.smallestOrder != right.smallestOrder { return left.smallestOrder < right.smallestOrder }
            let (few, many) = (left.counts.byOrder[left.smallestOrder - 1], right.counts.byOrder[right.smallestOrder - 1])
            return few != many ? few > many : events[left.event].id < events[right.event].id
        }
        for entry in ranked.prefix(20) {
            var row = [label(entry.event), "\(entry.smallestOrder)", "\(entry.counts.total)\(entry.counts.isSaturated ? "+" : "")"]
            if let whole, let measures = stated[entry.event] {
                let cells: [Double?] = [
                    measures.probability, measures.birnbaum, measures.riskAchievement(whole), measures.riskReduction(whole),
                    measures.criticality(whole), measures.diagnostic(whole), measures.fussellVesely(whole),
                ]
                row += cells.map { $0?.inFourDigits ?? "–" }
            }
            table.add(row: row)
        }
        out += table.text
        if ranked.count > 20 { out += "    " + language("… and \(ranked.count - 20) more", "……另有 \(ranked.count - 20) 个") + "\n" }
        return out + remarks(on: weights)
    }

    private func remarks(on weights: PointsAnswer.Weights) -> String {
        var out = ""
        if let importance = weights.importance {
            let value = importance.probability.inFourDigits
            out +=
                "    "
                + (importance.isLowerBound
                    ? language("probability of the whole: at least \(value)", "总体概率：至少 \(value)")
                    : language("probability of the whole: \(value)", "总体概率：\(value)")) + "\n"
        } else if let unstated = weights.unstated {
            out +=
                "    "
                + (unstated > 0
                    ? language("\(unstated) events have no probability; no measure is given", "\(unstated) 个事件未给概率，不计算各量度")
                    : language("a limit was reached before the probability was known", "在得出概率之前已达上限")) + "\n"
        }
        if !weights.isComplete { out += "    " + language("some cut sets are not counted: a limit was reached", "已达上限，部分割集未计入") + "\n" }
        return out
    }
}
