internal import ArgumentParser
internal import Reporting

struct ExposureVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exposure", abstract: "Who reaches every part, and which control rules may follow, each with its witness.")

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let delivery = try Delivery(output, formats: ["text", "json"])
        let analysis = try Analysis(input, question, isQuiet: output.quiet)
        let answer = ExposureAnswer(analysis.question(), exposure: analysis.exposure, policies: analysis.policies)
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer.json)
        delivery.talk(analysis.diagnostics)
    }
}
