internal import ArgumentParser
internal import FaultTreeAnalysis
internal import Reporting
internal import Resilience
internal import SupplyChain

struct Points: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "points",
        abstract: "What alone can stop, degrade or freeze a target, at every horizon, with proofs.",
        discussion: """
            Lists the events that the government asked about may cause: known, assumed, or of unknown control. `--among` asks about other events instead. \
            With `--max-order` above 1 the smallest sets of several events are listed as well, with `all` every one; counts come from a decision diagram \
            and need no list. A limit that is reached is named in the answer, and what is listed is right all the same.

            `--importance` weighs the events: by the sets that they are in, and where `--probability` or `--probabilities` says how probable they are, by \
            Birnbaum's measure, risk achievement and reduction worth, criticality, the diagnostic factor, and Fussell and Vesely's measure.

            `--all` asks about every node at once: how many each event takes down alone and, above order 1, how many sets each node has.

            A file in the plain form ({"nodes": [...], "groups": [...], "events": {...}}) is answered from itself alone; `-f plain` gives its own answers.
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var cutSets: CutSetOptions
    @Option(help: ArgumentHelp("Only events on what this selects, whoever controls it.", valueName: "selector")) var among: String?
    @Option(help: ArgumentHelp("The state that counts: frozen, degraded or down.", valueName: "state")) var state = "frozen"
    @Flag(help: "Counts by order, without the lists.") var countOnly = false
    @Flag(help: "Ask about every node.") var all = false
    @Flag(help: "Weigh the events.") var importance = false
    @Option(help: ArgumentHelp("How probable an event is; EVENT may hold * and ? (repeatable).", valueName: "event=p")) var probability:
        [String] = []
    @Option(help: ArgumentHelp("A table of event,probability (CSV; repeatable).", valueName: "file")) var probabilities: [String] = []

    func run() throws {
        let delivery = try Delivery(output, formats: ["text", "json", "plain"])
        guard let least = SupplyState(name: state), least > .unaffected else {
            throw CommandError.usage(option: "--state", value: state, expected: "frozen degraded down")
        }
        let limits = try cutSets.limits()
        let probabilities = try Probabilities(tables: probabilities, words: probability, limits: input.limits)
        let search: PointsSearch
        let asked: Question
        var diagnostics: [Diagnostic] = []
        // Counts as JSON name no point; those of one event are the points.
        let isCounted = countOnly && limits.order > 1 && delivery.outputs.allSatisfy { $0.format == "json" }
        let detail: PointsSearch.Detail = all || isCounted ? .verdicts : .points
        if let system = try PlainInput.system(input) {
            let plain = try PlainQuestion(system, question, among: among, state: least, detail: detail)
            search = plain.search
            asked = plain.question
            diagnostics = search.model.diagnostics
        } else {
            let analysis = try Analysis(input, question, isQuiet: output.quiet)
            search = try PointsQuestion(analysis, state: least, among: among, detail: detail).search
            asked = analysis.question()
            diagnostics = analysis.diagnostics
        }
        try deliver(search, asked, limits, probabilities, to: delivery)
        delivery.talk(diagnostics)
    }

    private func deliver(
        _ search: PointsSearch, _ asked: Question, _ limits: CutSetLimits, _ probabilities: Probabilities, to delivery: Delivery
    ) throws {
        let weighing: PointsSearch.Weighing? =
            importance || !probabilities.isEmpty ? .init(probabilities: probabilities.values(for: search.events)) : nil
        if all {
            guard !question.strict else {
                throw CommandError.usage(option: "--all", value: "--strict", expected: "one of the two")
            }
            let answer = SensitivityAnswer(asked, search.model, events: search.events, state: search.state, limits: limits)
            return try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer)
        }
        if delivery.outputs.contains(where: { $0.format == "plain" }) {
            return try delivery.deliver { format throws(CommandError) in
                guard format == "plain" else { throw .usage(option: "--format", value: format, expected: "plain") }
                return Array(PlainCutSets.json(search.plainAnswers(limits: limits)).utf8)
            }
        }
        let answer = search.answer(asked, limits: limits, weighing: weighing, countsOnly: countOnly)
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer)
    }
}

/// What can stop the targets of an analysis.
struct PointsQuestion {
    let analysis: Analysis
    let search: PointsSearch

    init(
        _ analysis: Analysis, state: SupplyState = .frozen, among: String? = nil, detail: PointsSearch.Detail = .points
    ) throws(CommandError) {
        self.analysis = analysis
        let all = analysis.events()
        let events: [Event]
        if let among {
            let selected = Set(try analysis.nodes(try Selector(among)))
            events = all.filter { event in
                switch event.subject {
                case .node(let node), .organization(let node), .parent(let node), .unknownController(of: let node): selected.contains(node)
                case .governments, .named: true
                }
            }
            // An empty question would be answered with «not exposed».
            if events.isEmpty, !selected.isEmpty { throw .nothingToRemove(selector: among, level: analysis.level.rawValue) }
        } else {
            events = all.filter { $0.control > .no }
        }
        search = PointsSearch(
            model: analysis.model, events: events, targets: try analysis.targets(), horizon: analysis.horizon, state: state,
            isStrict: analysis.isStrict, among: among, detail: detail)
    }

    var targets: [Int] { search.targets }
    var events: [Event] { search.events }
    var state: SupplyState { search.state }
    var byHorizon: [[SinglePoints]] { search.byHorizon }

    /// The answer, with the single points and proofs of the horizon asked about.
    func answer() -> PointsAnswer {
        search.answer(analysis.question(), limits: CutSetLimits(order: 1), weighing: nil, countsOnly: false)
    }
}
