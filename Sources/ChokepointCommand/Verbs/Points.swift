internal import ArgumentParser
internal import FaultTreeAnalysis
internal import Reporting
internal import Resilience
internal import SupplyChain

struct Points: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What alone can stop, degrade or freeze a target, at every horizon, with proofs.",
        discussion: """
            Lists the events that the government asked about may cause: known, assumed, or of unknown control. `--among` asks about other events instead. \
            With `--max-order` above 1 the smallest sets of several events are listed as well.
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("The most events in a cut set.", valueName: "k")) var maxOrder = 1
    @Option(help: ArgumentHelp("Only events on what this selects, whoever controls it.", valueName: "selector")) var among: String?
    @Option(help: ArgumentHelp("The state that counts: frozen, degraded or down.", valueName: "state")) var state = "frozen"
    @Flag(help: "Counts by order, without the lists.") var countOnly = false

    func run() throws {
        let delivery = try Delivery(output, formats: ["text", "json"])
        guard maxOrder >= 1, maxOrder <= 16 else {
            throw CommandError.usage(option: "--max-order", value: "\(maxOrder)", expected: "1 to 16")
        }
        guard let least = SupplyState(name: state), least > .unaffected else {
            throw CommandError.usage(option: "--state", value: state, expected: "frozen degraded down")
        }
        let analysis = try Analysis(input, question, isQuiet: output.quiet)
        let answer = try PointsQuestion(analysis, state: least, maxOrder: maxOrder, among: among).answer(countsOnly: countOnly)
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer.json)
        delivery.talk(analysis.diagnostics)
    }
}

/// Finds the single points of an analysis and proves them.
struct PointsQuestion {
    let analysis: Analysis
    let events: [Event]
    let targets: [Int]
    let state: SupplyState
    let byHorizon: [[SinglePoints]]
    private let maxOrder: Int
    private static let mostProofs = 200

    init(_ analysis: Analysis, state: SupplyState = .frozen, maxOrder: Int = 1, among: String? = nil) throws(CommandError) {
        self.analysis = analysis
        self.state = state
        self.maxOrder = maxOrder
        targets = try analysis.targets()
        let all = analysis.events()
        if let among {
            let selected = Set(try analysis.nodes(try Selector(among)))
            events = all.filter { event in
                switch event.subject {
                case .node(let node), .organization(let node), .parent(let node), .unknownController(of: let node): selected.contains(node)
                case .governments, .named: true
                }
            }
        } else {
            events = all.filter { $0.control > .no }
        }
        byHorizon = analysis.model.singlePointsByHorizon(of: targets, among: events, atLeast: state, isStrict: analysis.isStrict)
    }

    /// The answer, with the cut sets and proofs of the horizon asked about.
    func answer(countsOnly: Bool = false) -> PointsAnswer {
        let analysis = analysis
        var limits: [String] = []
        var proofs: [Int: Outage] = [:]
        let found = targets.indices.map { position -> PointsAnswer.Target in
            let target = targets[position]
            let horizons = byHorizon.map { $0[position] }
            let cutSets = analysis.model.cutSets(
                of: target, among: events, horizon: analysis.horizon, atLeast: state, isStrict: analysis.isStrict,
                limits: CutSetLimits(order: maxOrder))
            if case .cutOff(let order) = cutSets.completeness {
                limits.append("cut sets of \(analysis.graph.nodes[target].id) complete up to order \(order)")
            }
            let asked = horizons.first { $0.horizon == analysis.horizon }
            var unproved = 0
            let proved = (countsOnly ? [] : asked?.points ?? []).map { point -> Proof? in
                // Of parts without a known controller the proofs are all alike, and there may be as many as parts.
                if case .unknownController = events[point.event].subject {
                    guard proofs.count < Self.mostProofs else {
                        unproved += 1
                        return nil
                    }
                }
                let outage = proofs[point.event] ?? analysis.model.outage(removing: [events[point.event]], horizon: analysis.horizon)
                proofs[point.event] = outage
                return outage.proof(of: target, atLeast: point.isCircular ? .frozen : point.effect)
            }
            if unproved > 0 { limits.append("proofs of \(unproved) single points of unknown control left out") }
            return PointsAnswer.Target(node: target, horizons: horizons, cutSets: cutSets, proofs: proved)
        }
        return PointsAnswer(
            analysis.question(limits: limits), graph: analysis.graph, events: events, targets: found, countsOnly: countsOnly)
    }
}
