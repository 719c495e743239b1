internal import Diagrams
internal import Propagation
internal import Reporting
internal import Resilience
internal import SupplyChain

/// Gathers what a page shows: the pictures in both languages, the single points, and the outcome of every removal that can be looked at.
struct PageQuestion {
    /// How many vendors, and how many other single points, a page can take away.
    private static let mostRemovals = 60
    /// How many single points are proved.
    private static let mostProofs = 100

    /// The views of a page, the first shown first.
    ///
    /// A simulation is painted over each of them, and an explanation stands in words beside them.
    private static let views: [Picture.View] = [.summary, .map, .border, .matrix, .lineage, .vendors, .tree]

    private let points: PointsQuestion
    private let request: Picture.Request
    private var analysis: Analysis { points.analysis }
    private var graph: SupplyGraph { points.analysis.graph }

    /// A page about single points; `request` says how much its pictures draw.
    init(_ points: PointsQuestion, _ request: Picture.Request) {
        self.points = points
        self.request = request
    }

    /// The page in the language that it opens in.
    func page(in language: Language) throws(CommandError) -> ExposurePage {
        var views: [ExposurePage.View] = []
        var verdict = (english: "", chinese: "")
        let exposed = Exposed(analysis, targets: points.targets)
        for view in Self.views {
            var asked = request
            asked.view = view
            let english = Picture(exposed, asked, language: .english)
            asked.suffix = "-zh"
            let chinese = Picture(exposed, asked, language: .chinese)
            if views.isEmpty { verdict = (english.diagram.verdict.shown, chinese.diagram.verdict.shown) }
            let drawn = try english.drawn(as: "svg")
            views.append(
                ExposurePage.View(
                    name: view.rawValue, title: view.title,
                    english: String(decoding: drawn.bytes, as: UTF8.self), chinese: try chinese.svg(),
                    folds: drawn.diagram.folds.map { ExposurePage.Fold(box: $0.box, members: $0.members) }))
        }
        var omissions: [(english: String, chinese: String)] = []
        let found = singlePoints()
        let unknown = unknownControllers()
        if unknown > 0 {
            omissions.append(
                (
                    "\(unknown) parts have no known controller; each could stop or freeze something and is not among the single points listed.",
                    "\(unknown) 个部件控制方未知；各自都可能造成停止或冻结，未列入单点。"
                ))
        }
        let removals = try self.removals(of: found, &omissions)
        let subject = PageSubject(
            analysis.question(), exposure: analysis.exposure, policies: analysis.policies, targets: points.targets, points: found,
            removals: removals, omissions: omissions)
        return ExposurePage(views: views, verdict: verdict, subject: subject, language: language)
    }

    private func unknownControllers() -> Int {
        let found = Set(points.byHorizon.flatMap { $0 }.flatMap(\.points).map(\.event))
        return found.count { event in
            if case .unknownController = points.events[event].subject { true } else { false }
        }
    }

    /// The node that an event is about, where a page can show it.
    private func node(of event: Event) -> Int? {
        switch event.subject {
        case .node(let node), .organization(let node), .parent(let node): node
        case .unknownController, .governments, .named: nil
        }
    }

    /// Every single point of every target, the worst and nearest first.
    private func singlePoints() -> [PageSubject.Point] {
        var result: [PageSubject.Point] = []
        for (position, target) in points.targets.enumerated() {
            var effects: [Int: [SupplyState]] = [:]
            var certainty: [Int: Certainty] = [:]
            for (horizon, found) in points.byHorizon.enumerated() {
                for point in found[position].points {
                    effects[point.event, default: [.unaffected, .unaffected, .unaffected, .unaffected]][horizon] = point.effect
                    certainty[point.event] = max(certainty[point.event] ?? .no, point.certainty)
                }
            }
            let ordered = effects.keys.sorted { left, right in
                let (one, other) = (effects[left] ?? [], effects[right] ?? [])
                if one != other { return other.lexicographicallyPrecedes(one) }
                return points.events[left].id < points.events[right].id
            }
            for event in ordered {
                guard let node = node(of: points.events[event]) else { continue }
                var proof: Proof?
                if result.count < Self.mostProofs {
                    proof = analysis.model.proof(
                        of: target, atLeast: points.state, losing: [points.events[event]], horizon: analysis.horizon)
                }
                result.append(
                    PageSubject.Point(
                        node: node, target: target, effects: effects[event] ?? [], certainty: certainty[event] ?? .unknown, proof: proof))
            }
        }
        return result
    }

    /// What `simulate --remove` does for the government asked about, for every single point and for the vendors that control most.
    private func removals(
        of found: [PageSubject.Point], _ omissions: inout [(english: String, chinese: String)]
    ) throws(CommandError) -> [PageSubject.Removal] {
        var nodes: [Int] = []
        for point in found where !nodes.contains(point.node) { nodes.append(point.node) }
        var reach: [Int: Int] = [:]
        for edge in graph.relationships where edge.kind.belongs(to: .control) { reach[edge.to, default: 0] += 1 }
        let vendors = reach.keys.filter { !nodes.contains($0) }.sorted { (reach[$1] ?? 0, $0) < (reach[$0] ?? 0, $1) }
        let kept = Array(nodes.prefix(Self.mostRemovals) + vendors.prefix(max(0, Self.mostRemovals - min(nodes.count, Self.mostRemovals))))
        let left = nodes.count + vendors.count - kept.count
        if left > 0 {
            omissions.append(
                (
                    "\(left) more vendors and parts can be taken away with `chokepoint simulate`.",
                    "另有 \(left) 个供应方或部件可用 `chokepoint simulate` 移除。"
                ))
        }
        var result = [try removal("jurisdiction:\(analysis.of.text)", nil)]
        for node in kept { result.append(try removal(selector(of: node), node)) }
        return result
    }

    private func selector(of node: Int) -> String {
        let id = graph.nodes[node].id.text
        return id.hasPrefix("org:") ? "vendor:" + id.dropFirst(4) : id
    }

    private func removal(_ selector: String, _ node: Int?) throws(CommandError) -> PageSubject.Removal {
        let events: [Event]
        if let node {
            events = [graph.removal(of: node)]
        } else {
            events = try SimulationQuestion(analysis, removing: [selector], effect: .gone).outage.removed
        }
        let outages = Horizon.allCases.map { analysis.model.outage(removing: events, horizon: $0) }
        return PageSubject.Removal(key: selector, node: node, outages: outages)
    }
}
