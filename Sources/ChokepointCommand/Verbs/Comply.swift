internal import ArgumentParser
internal import Assembly
internal import Policies
internal import Reporting
internal import SupplyChain

struct Comply: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comply",
        abstract: "What may attach to planned deliveries abroad: instruments, premises met, not met or unknown, citations.",
        discussion: """
            Reads `exports`, `endUsers` and the `markets` of products in chokepoint.yaml and holds them against the rules of the United States, China, the \
            European Union and the market. Every premise says what is known of it and which fact would decide it; `premises` of an export record what was \
            decided, and on what ground. `--target` asks about the deliveries of some products only. It lists what may attach; it clears nothing.
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let delivery = try Delivery(output, formats: ["text", "json"])
        let analysis = try Analysis(input, question, isQuiet: output.quiet)
        let deliveries = try planned(analysis).map { planned in
            Compliance(planned, in: analysis.graph, catalog: analysis.catalog, asOf: analysis.asOf, assuming: analysis.assumptions)
        }
        let misstated = deliveries.flatMap(\.misstated).map { statement in
            Diagnostic(
                .invalidValue(
                    field: "premises", value: "\(statement.instrument) \(statement.number)",
                    expected: "an instrument and one of its premises"),
                at: statement.source)
        }
        let answer = ComplianceAnswer(analysis.question(adding: misstated), deliveries: deliveries, policies: analysis.policies)
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer)
        delivery.talk(Set(analysis.diagnostics + misstated).sorted())
    }

    /// Every delivery, or those of the products and things selected.
    private func planned(_ analysis: Analysis) throws(CommandError) -> [PlannedDelivery] {
        guard !question.target.isEmpty else { return analysis.assembled.deliveries }
        let targets = Set(try analysis.targets())
        return analysis.assembled.deliveries.filter { !targets.isDisjoint(with: $0.things + [$0.product].compactMap { $0 }) }
    }
}
