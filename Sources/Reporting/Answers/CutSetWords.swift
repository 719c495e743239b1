internal import FaultTreeAnalysis
internal import SupplyChain

extension Phrasebook {
    /// How many sets there are of each order, and how far they were counted.
    func sentence(for sets: PointsAnswer.Sets) -> String {
        let how =
            switch sets.list.completeness {
            // The list may be cut short where the counts are not.
            case .cutOff where sets.diagram?.completeness == .complete, .complete: language("in all", "共计")
            case .upToOrder(let order), .cutOff(let order):
                language("up to order \(Self.counted(to: order, sets))", "计至 \(Self.counted(to: order, sets)) 阶")
            }
        guard !sets.counts.byOrder.isEmpty else {
            return language("smallest sets at the horizon asked: none (\(how))", "所问时限内的最小割集：无（\(how)）")
        }
        let total = "\(sets.counts.total)\(sets.counts.isSaturated ? "+" : "")"
        let orders = orders(of: sets.counts)
        return language(
            "smallest sets at the horizon asked, number × order: \(orders) (\(total) \(how))",
            "所问时限内的最小割集，个数 × 阶数：\(orders)（\(how)：\(total) 个）")
    }

    /// The order up to which sets were counted, listed or not.
    private static func counted(to order: Int, _ sets: PointsAnswer.Sets) -> Int {
        switch sets.diagram?.completeness {
        case .upToOrder(let counted), .cutOff(let counted): counted
        case .complete, nil: order
        }
    }

    /// Each order that has sets, as number × order.
    func orders(of counts: CutSetCounts) -> String {
        counts.byOrder.enumerated().filter { $0.element > 0 }.map { "\($0.element) × \($0.offset + 1)" }.joined(
            separator: language(", ", "，"))
    }

    /// What is said where nothing alone takes the target anywhere.
    func sentence(ofNoPointAmong selector: String?, of government: Jurisdiction) -> String {
        guard let selector else {
            return language("no single point under the control of \(government) at any horizon", "在任何时限内均无受 \(government) 控制的单点")
        }
        let shown = TerminalText(selector)
        return language("no single point among `\(shown)` at any horizon", "在任何时限内，`\(shown)` 中均无单点")
    }

    /// What is said of parts of which nobody is known to have control.
    func sentence(ofUnknownParts count: Int) -> String {
        language(
            count == 1
                ? "1 part has no known controller and could stop or freeze it; `-f json` names it"
                : "\(count) parts have no known controller and each could stop or freeze it; `-f json` lists them",
            "另有 \(count) 个部件控制方未知，均可能使其停止或冻结；`-f json` 可列出全部")
    }
}
