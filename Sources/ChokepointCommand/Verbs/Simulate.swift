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

            `--replace A=B` puts B in the place of A wherever A is needed, `--add A=B` puts B beside it as a second source, and `--add B` counts what was \
            only planned. B may be something that only the Catalog knows. `--scenario` takes all of this from a file that begins with `scenario:`, or from \
            the Catalog (`chokepoint catalog list scenarios`).
            """)

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("What is taken away (repeatable).", valueName: "selector")) var remove: [String] = []
    @Option(help: ArgumentHelp("How it goes: gone, cutoff or impaired (default: gone).", valueName: "effect")) var effect: String?
    @Option(help: ArgumentHelp("B takes the place of A beforehand (repeatable).", valueName: "A=B")) var replace: [String] = []
    @Option(help: ArgumentHelp("B stands beside A beforehand, or planned B counts (repeatable).", valueName: "A=B")) var add: [String] = []
    @Option(help: ArgumentHelp("A scenario: a file, or an id of the Catalog (repeatable).", valueName: "file|id")) var scenario: [String] =
        []

    func run() throws {
        let delivery = try Delivery(output, formats: ["text", "json"])
        let scenario = try supposed()
        var question = question
        question.assume += scenario.assume
        let analysis = try Analysis(input, question, isQuiet: output.quiet, naming: scenario.named)
        let answer = try SimulationQuestion(analysis, scenario).answer()
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer.json)
        delivery.talk(analysis.diagnostics)
    }

    /// What the scenarios and the command line say together.
    private func supposed() throws(CommandError) -> Scenario {
        var result = Scenario()
        var names: [String] = []
        for name in scenario {
            let one = try Scenario.given(name, input)
            names += [one.id].compactMap { $0 }
            result.remove += one.remove
            result.replace += one.replace
            result.add += one.add
            result.activate += one.activate
            result.assume += one.assume
            result.overrides += one.overrides
            result.effect = one.effect
            result.isForAnyInputs = result.isForAnyInputs || one.isForAnyInputs
        }
        result.id = names.isEmpty ? nil : names.joined(separator: " + ")
        result.remove += remove
        try result.replace(replace)
        for text in add { result.add(text) }
        if let effect {
            guard let how = RemovalEffect(rawValue: effect) else {
                throw .usage(option: "--effect", value: effect, expected: RemovalEffect.allCases.map(\.rawValue).joined(separator: " "))
            }
            result.effect = how
        }
        guard !result.remove.isEmpty || !result.replace.isEmpty || !result.add.isEmpty || !result.activate.isEmpty else {
            throw .usage(option: "--remove", value: "", expected: "id, glob, vendor:NAME, jurisdiction:CODE")
        }
        return result
    }
}
