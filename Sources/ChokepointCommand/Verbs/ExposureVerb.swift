internal import ArgumentParser
internal import CatalogFacts
internal import Policies
internal import Reporting
internal import SupplyChain

struct ExposureVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exposure", abstract: "Who reaches every part, and which control rules may follow, each with its witness.",
        discussion: "`--as-of` given twice compares two days: whose verdict changed, and because of which instrument or list.")

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let delivery = try Delivery(output, formats: ["text", "json"])
        guard question.asOf.count < 2 else { return try compare(delivery) }
        let analysis = try Analysis(input, question, isQuiet: output.quiet)
        let answer = ExposureAnswer(analysis.question(), exposure: analysis.exposure, policies: analysis.policies)
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer)
        delivery.talk(analysis.diagnostics)
    }

    /// The same inputs on two days: whose verdicts are others, and because of what.
    private func compare(_ delivery: Delivery) throws {
        let days = try question.asOf.map { try Analysis.day($0) }.sorted()
        guard days.count == 2 else {
            throw CommandError.usage(option: "--as-of", value: question.asOf.joined(separator: " "), expected: "YYYY-MM-DD YYYY-MM-DD")
        }
        let analyses = try days.map { day in
            var asked = question
            asked.asOf = [day.description]
            return try Analysis(input, asked, isQuiet: output.quiet)
        }
        let difference = VerdictDifference(
            analyses[0].exposure, analyses[1].exposure, instruments: analyses[1].catalog.instruments,
            catalog: analyses[1].catalog.difference(days[0], days[1]))
        let answer = ExposureDifferenceAnswer(analyses[1].question(), difference)
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer)
        delivery.talk(analyses[1].diagnostics)
    }
}
