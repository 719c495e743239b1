internal import Policies
internal import SupplyChain

extension Phrasebook {
    /// One premise of a proof as a line, with its place.
    func line(for premise: PremiseProof.Premise, graph: SupplyGraph) -> String {
        let at = graph.nodes[premise.node].label
        let what =
            switch premise.subject {
            case .product: language("made with listed technology: \(at)", "以所列技术制造：\(at)")
            case .reach: language("reached as destination or party: \(at)", "目的地或交易方在范围内：\(at)")
            case .share: language("share by value of \(at)", "\(at) 的价值占比")
            case .owners: language("a part held by \(at)", "由 \(at) 持有的份额")
            case .thing: language("uses \(at)", "使用 \(at)")
            case .market: language("placed on the market: \(at)", "投放市场：\(at)")
            }
        let detail = premise.detail.isEmpty || at.contains(premise.detail) ? "" : ", \(premise.detail)"
        return TerminalText("\(what)\(detail) · \(word(for: premise.certainty))\(source(premise.sources))").description
    }
}
