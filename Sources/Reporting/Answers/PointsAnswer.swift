public import FaultTreeAnalysis
public import Resilience
public import SupplyChain

/// The single points of the targets asked about, at every horizon, with proofs.
public struct PointsAnswer: JSONWritable, Sendable {
    /// One target.
    public struct Target: Sendable {
        /// The node, by index.
        public let node: Int
        /// Its single points at each horizon, nearest first.
        public let horizons: [SinglePoints]
        /// Its smallest cut sets at the horizon asked about.
        public let cutSets: Sets
        /// Why each single point of the horizon asked about is one, in the order of its points.
        public let proofs: Proofs
        /// Where each event stands among the points of each horizon.
        private let positions: [[Int: Int]]

        /// A target with what was found.
        public init(node: Int, horizons: [SinglePoints], cutSets: Sets, proofs: Proofs) {
            self.node = node
            self.horizons = horizons
            self.cutSets = cutSets
            self.proofs = proofs
            positions = horizons.map { found in
                Dictionary(found.points.enumerated().map { ($1.event, $0) }, uniquingKeysWith: { first, _ in first })
            }
        }

        /// What an event does at each horizon at which it is a single point, with its position there.
        func points(of event: Int) -> [(horizon: Horizon, position: Int, point: SinglePoint)] {
            zip(horizons, positions).compactMap { found, positions in
                positions[event].map { (found.horizon, $0, found.points[$0]) }
            }
        }
    }

    /// The proofs of a target's points, each put together when it is told.
    public struct Proofs: Sendable {
        private let shelf: ProofShelf?
        private let places: [ProofShelf.Place?]

        /// Proofs on a shelf, `nil` for points whose proof is left out.
        public init(_ shelf: ProofShelf?, places: [ProofShelf.Place?]) {
            self.shelf = shelf
            self.places = places
        }

        /// The proof of the point at this position, if there is one.
        subscript(point: Int) -> Proof? { places[point].flatMap { shelf?[$0] } }
    }

    /// The cut sets of a target: listed, counted, and where asked for weighed.
    public struct Sets: Sendable {
        /// Those that are listed; indices into `events`.
        public let list: CutSets
        /// How many there are of each order, listed or not.
        public let counts: CutSetCounts
        /// The limit that was reached, if any.
        public let limit: CutSetDiagram.Limit?
        /// Where they come from, if they are not only a list.
        public let diagram: CutSetDiagram?
        /// What the events weigh, if that was asked.
        public var weights: Weights?

        /// Cut sets that are only a list, or that come from a diagram.
        public init(_ list: CutSets, counts: CutSetCounts? = nil, limit: CutSetDiagram.Limit? = nil, diagram: CutSetDiagram? = nil) {
            self.list = list
            self.counts = counts ?? CutSetCounts(byOrder: list.countsByOrder.map { UInt128($0) })
            self.limit = limit
            self.diagram = diagram
        }
    }

    private let question: Question
    private let graph: SupplyGraph
    private let events: [Event]
    /// Where each event stands in the order of their ids.
    private let rankOfEvent: [Int]
    private let targets: [Target]
    private let countsOnly: Bool
    private let among: String?

    /// The answer to a question; `among` is what the events were selected by, if not by the government asked about.
    public init(
        _ question: Question, graph: SupplyGraph, events: [Event], targets: [Target], countsOnly: Bool = false, among: String? = nil
    ) {
        self.question = question
        self.graph = graph
        self.events = events
        var ranks = [Int](repeating: 0, count: events.count)
        for (rank, event) in events.indices.sorted(by: { events[$0].id < events[$1].id }).enumerated() { ranks[event] = rank }
        rankOfEvent = ranks
        self.targets = targets
        self.countsOnly = countsOnly
        self.among = among
    }

    private func asked(_ target: Target) -> SinglePoints? { target.horizons.first { $0.horizon == question.horizon } }

    /// The document `chokepoint.points/1`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.header("chokepoint.points/1", question)
            json.array("targets", targets) { json, target in json.object { self.target(target, &$0) } }
        }
    }

    private func target(_ target: Target, _ json: inout JSONWriter) {
        json.member("target", graph.nodes[target.node].id.text)
        let asked = asked(target)
        json.member("verdict", asked?.verdict.rawValue ?? Verdict.notExposed.rawValue)
        json.object("verdicts") { json in for points in target.horizons { json.member(points.horizon.name, points.verdict.rawValue) } }
        if !countsOnly {
            json.array("singlePoints", Array((asked?.points ?? []).enumerated())) { json, entry in
                let (index, point) = (entry.offset, entry.element)
                json.object { json in
                    json.member("event", events[point.event].id.text)
                    json.member("effect", point.effect.name)
                    json.member("certainty", point.certainty.name)
                    if point.isCircular { json.member("circularSupport", true) }
                    json.member("targetsLost", point.targetsLost.map { graph.nodes[$0].id.text })
                    json.object("horizons") { json in
                        for there in target.points(of: point.event) { json.member(there.horizon.name, there.point.effect.name) }
                    }
                    if let proof = target.proofs[index] { json.proof(proof, graph: graph) }
                }
            }
            json.array("cutSets", target.cutSets.list.sets) { json, set in
                json.array { json in for event in set { json.value(events[event].id.text) } }
            }
        }
        json.counts("countsByOrder", target.cutSets.counts)
        json.member("complete", target.cutSets.limit == nil)
        switch target.cutSets.list.completeness {
        case .complete: break
        case .upToOrder(let order), .cutOff(let order): json.member("completeUpTo", order)
        }
        if let weights = target.cutSets.weights { json.weights(weights, events: events) }
    }

    /// The ranked table with the horizon matrix, then the proofs.
    public func text(in phrases: Phrasebook) -> String {
        var out =
            phrases.questionLine(question) + " · " + phrases.language("level \(question.level.rawValue)", "层级 \(question.level.rawValue)")
            + "\n"
        var labels = NodeLabels(graph)
        for target in targets { out += "\n" + text(of: target, phrases, &labels) }
        return out
    }

    private func text(of target: Target, _ phrases: Phrasebook, _ labels: inout NodeLabels) -> String {
        let node = graph.nodes[target.node]
        let verdict = asked(target).map { phrases.sentence(for: $0.verdict) } ?? ""
        var out = TerminalText("\(node.label): \(verdict) (\(phrases.word(for: question.horizon)))").description + "\n"
        let all = distinctPoints(of: target)
        let named = all.filter { !isUnknownController($0) }
        if all.isEmpty {
            out += "  " + phrases.sentence(ofNoPointAmong: among, of: question.of) + "\n"
        } else {
            out += summary(of: target, phrases) + "\n"
        }
        if !countsOnly { out += matrix(of: named, target, phrases) }
        let unknown = all.count - named.count
        if unknown > 0 { out += "  " + phrases.sentence(ofUnknownParts: unknown) + "\n" }
        out += larger(target, phrases)
        if let weights = target.cutSets.weights { out += phrases.table(of: weights, events: events) { label(events[$0]) } }
        return countsOnly ? out : out + proofs(of: target, named, phrases, &labels)
    }

    /// The single points, each with how sure the control is and what it does at each horizon.
    private func matrix(of named: [Int], _ target: Target, _ phrases: Phrasebook) -> String {
        guard !named.isEmpty else { return "" }
        var table = Table(indent: "  ")
        table.add(
            row: ["", phrases.language("single point", "单点"), phrases.language("control", "控制")]
                + Horizon.allCases.map { phrases.word(for: $0) })
        for (number, event) in named.enumerated() {
            let points = target.points(of: event)
            let certainty = points.map(\.point.certainty).max() ?? .unknown
            let cells = Horizon.allCases.map { horizon in
                points.first { $0.horizon == horizon }.map {
                    phrases.word(for: $0.point.effect) + ($0.point.isCircular ? " ↻" : "")
                } ?? "–"
            }
            table.add(row: ["\(number + 1)", label(events[event]), phrases.word(for: certainty)] + cells)
        }
        return table.text
    }

    /// The sets of several events: how many, and the first of them.
    private func larger(_ target: Target, _ phrases: Phrasebook) -> String {
        let say = phrases.language
        let sets = target.cutSets
        var out = sets.list.isAlready || (sets.counts.byOrder.count < 2 && !countsOnly) ? "" : "  " + phrases.sentence(for: sets) + "\n"
        let larger = sets.list.sets.lazy.filter { $0.count > 1 }
        for set in larger.prefix(10) {
            out += "    " + set.map { TerminalText(events[$0].id.text).description }.joined(separator: " + ") + "\n"
        }
        let rest = larger.count - 10
        if rest > 0 { out += "    " + say("… and \(rest) more; `-f json` lists them", "……另有 \(rest) 组；`-f json` 可列出全部") + "\n" }
        if case .cutOff(let order) = sets.list.completeness {
            out += "  " + say("a limit was reached: the list is whole up to order \(order)", "已达上限：列表完整至 \(order) 阶") + "\n"
        }
        return out
    }

    private func proofs(of target: Target, _ named: [Int], _ phrases: Phrasebook, _ labels: inout NodeLabels) -> String {
        var out = ""
        for (number, event) in named.enumerated() {
            guard let asked = target.points(of: event).first(where: { $0.horizon == question.horizon }),
                let proof = target.proofs[asked.position]
            else { continue }
            if out.isEmpty {
                out =
                    "\n  "
                    + phrases.language("proofs (\(phrases.word(for: question.horizon)))", "证明（\(phrases.word(for: question.horizon))）")
                    + "\n"
            }
            out += "  \(number + 1)  \(TerminalText(label(events[event])))\n"
            for line in phrases.lines(for: proof, graph: graph, &labels) { out += "       \(line)\n" }
        }
        return out
    }

    private func summary(of target: Target, _ phrases: Phrasebook) -> String {
        let points = asked(target)?.points.filter { !isUnknownController($0.event) } ?? []
        func count(_ state: SupplyState) -> Int { points.count { $0.effect == state } }
        let say = phrases.language
        return "  "
            + say(
                "\(count(.down)) stop it, \(count(.degraded)) degrade it, \(count(.frozen)) freeze it (\(phrases.word(for: question.horizon)))",
                "\(count(.down)) 个可使其停止，\(count(.degraded)) 个可使其降级，\(count(.frozen)) 个可使其冻结（\(phrases.word(for: question.horizon))）")
    }

    /// Every event that is a single point at some horizon, the worst and nearest first.
    private func distinctPoints(of target: Target) -> [Int] {
        var best: [Int: (horizon: Int, effect: SupplyState)] = [:]
        for (index, points) in target.horizons.enumerated() {
            for point in points.points where best[point.event] == nil { best[point.event] = (index, point.effect) }
        }
        return best.keys.sorted { left, right in
            guard let one = best[left], let other = best[right] else { return left < right }
            if one.effect != other.effect { return one.effect > other.effect }
            if one.horizon != other.horizon { return one.horizon < other.horizon }
            return rankOfEvent[left] < rankOfEvent[right]
        }
    }

    private func isUnknownController(_ event: Int) -> Bool {
        if case .unknownController = events[event].subject { return true }
        return false
    }

    private func label(_ event: Event) -> String {
        switch event.subject {
        case .node(let node), .organization(let node), .parent(let node): graph.nodes[node].label
        case .unknownController, .governments, .named: "`\(event.id.text)`"
        }
    }
}
