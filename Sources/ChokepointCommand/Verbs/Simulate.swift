internal import Propagation
internal import ArgumentParser
internal import FaultTreeAnalysis
internal import Reporting
internal import Resilience
internal import SupplyChain

struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What becomes of everything when something is taken away.",
        discussion: """
            `--remove vendor:NAME` takes away what the vendor controls, each part as its control says: what it operates stops, what it maintains freezes. \
            `--remove jurisdiction:CODE` does so with all that a government reaches by what is known or assumed.
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("What is taken away (repeatable).", valueName: "selector")) var remove: [String] = []
    @Option(help: ArgumentHelp("How it goes: gone, cutoff or impaired.", valueName: "effect")) var effect = "gone"

    func run() throws {
        let delivery = try Delivery(output, formats: ["text", "json"])
        guard let how = RemovalEffect(rawValue: effect) else {
            throw CommandError.usage(
                option: "--effect", value: effect, expected: RemovalEffect.allCases.map(\.rawValue).joined(separator: " "))
        }
        guard !remove.isEmpty else {
            throw CommandError.usage(option: "--remove", value: "", expected: "id, glob, vendor:NAME, jurisdiction:CODE")
        }
        let analysis = try Analysis(input, question, isQuiet: output.quiet)
        let answer = try SimulationQuestion(analysis, removing: remove, effect: how).answer()
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer.json)
        delivery.talk(analysis.diagnostics)
    }
}

/// Finds what a removal does.
struct SimulationQuestion {
    let analysis: Analysis
    let outage: Outage

    init(_ analysis: Analysis, removing texts: [String], effect: RemovalEffect) throws(CommandError) {
        self.analysis = analysis
        var removed: [NodeID: Event] = [:]
        for text in texts { for event in try Self.events(try Selector(text), analysis, effect) { removed[event.id] = event } }
        outage = analysis.model.outage(removing: removed.values.sorted { $0.id < $1.id }, horizon: analysis.horizon)
    }

    private static func events(_ selector: Selector, _ analysis: Analysis, _ effect: RemovalEffect) throws(CommandError) -> [Event] {
        let graph = analysis.graph
        if let vendor = selector.soleVendor {
            guard let organization = Selection.organization(vendor, in: graph) else {
                throw .noMatch(selector: selector.text, nearest: NearestIDs.of("org:" + vendor, in: graph))
            }
            return [graph.removal(of: organization, as: effect)]
        }
        if let code = selector.soleJurisdiction {
            // Organizations that the government is known or assumed to reach go with all they control; parts that it reaches directly go by themselves.
            return graph.nodes.indices.compactMap { node in
                let isReached = analysis.exposure.jurisdictions(of: node).contains { $0.jurisdiction == code && $0.certainty >= .assumed }
                guard isReached else { return nil }
                let isDirect = graph.nodes[node].jurisdictions.contains { $0.jurisdiction == code && $0.certainty >= .assumed }
                let kind = graph.nodes[node].kind
                guard kind == .organization || (isDirect && kind != .product && kind != .capability) else { return nil }
                return graph.removal(of: node, as: effect)
            }
        }
        return try analysis.nodes(selector).map { graph.removal(of: $0, as: effect) }
    }

    /// The answer, with what still stands between each target and its fall.
    func answer() throws(CommandError) -> SimulationAnswer {
        let events = analysis.events()
        let targets = try analysis.targets().map { target in
            SimulationAnswer.Target(
                node: target, newSinglePoints: outage.newSinglePoints(of: target, among: events),
                remaining: outage.remainingCutSets(of: target, among: events, limits: CutSetLimits(order: 1)))
        }
        return SimulationAnswer(analysis.question(), outage: outage, events: events, targets: targets, isStrict: analysis.isStrict)
    }
}
