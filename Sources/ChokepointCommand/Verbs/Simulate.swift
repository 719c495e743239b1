internal import Propagation
internal import ArgumentParser
internal import FaultTreeAnalysis
internal import Reporting
internal import Resilience
internal import SupplyChain

struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
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
    @OptionGroup var changes: ScenarioOptions

    func run() throws {
        let delivery = try Delivery(output, formats: ["text", "json", "plain"])
        if let system = try PlainInput.system(input) { return try simulate(system, delivery) }
        if delivery.outputs.contains(where: { $0.format == "plain" }) {
            throw CommandError.usage(option: "--format", value: "plain", expected: "an input in the plain form")
        }
        let scenario = try changes.supposed(input)
        guard scenario.changesAnything else {
            throw CommandError.usage(option: "--remove", value: "", expected: "id, glob, vendor:NAME, jurisdiction:CODE")
        }
        var question = question
        question.assume += scenario.assume
        let analysis = try Analysis(input, question, isQuiet: output.quiet, naming: scenario.named)
        let answer = try SimulationQuestion(analysis, scenario).answer()
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer)
        delivery.talk(analysis.diagnostics)
    }

    /// A system in the plain form answers in the plain form, whatever the format.
    private func simulate(_ system: PlainSystem, _ delivery: Delivery) throws {
        guard changes.replace.isEmpty, changes.add.isEmpty, changes.scenario.isEmpty, changes.effect == nil else {
            throw CommandError.usage(option: "--replace --add --scenario --effect", value: "", expected: "--remove, for the plain form")
        }
        let horizon = try PlainQuestion.horizon(question.horizon)
        let states = try PlainQuestion.states(system, removing: changes.remove, horizon: horizon)
        try delivery.deliver(text: states.json, json: states)
    }
}
