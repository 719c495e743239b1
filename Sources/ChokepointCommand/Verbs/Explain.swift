internal import SupplyChain
internal import Policies
internal import CatalogFacts
internal import ArgumentParser
internal import Propagation
internal import Reporting
internal import Resilience

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "One node, flag or state in words: every step with its file and place, and what would clear it.",
        discussion:
            "`--target`, or an id beside the inputs, says which nodes; `--flag` why a flag is there; `--remove` why the node is in its state when something is gone."
    )

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("The flag to explain.", valueName: "id")) var flag: String?
    @Option(help: ArgumentHelp("Explain the state after this is gone (repeatable).", valueName: "selector")) var remove: [String] = []

    func run() throws {
        // `explain . pkg:pypi/torch@2.6.0` reads as people say it: what is no file and has the form of an id is a node.
        var (input, question) = (input, question)
        let named = input.inputs.filter { $0.contains(":") && !InputPath.exists($0) }
        input.inputs.removeAll { named.contains($0) }
        if input.inputs.isEmpty { input.inputs = ["."] }
        question.target += named
        let delivery = try Delivery(output, formats: ["text", "json"])
        let analysis = try Analysis(input, question, isQuiet: output.quiet)
        var nodes = try analysis.targets()
        let subject: ExplanationAnswer.Subject
        if let flag {
            let id = FlagID(flag)
            guard analysis.policies.instrument(of: id) != nil else {
                let known = analysis.policies.speaking.map(\.id) + analysis.policies.silent.map { "\($0.instrument.id) (--assume)" }
                throw CommandError.usage(option: "--flag", value: flag, expected: known.joined(separator: ", "))
            }
            // Where nobody said which nodes and none of the usual ones has it, whatever has it is meant.
            let carriers = analysis.graph.nodes.indices.filter { node in analysis.exposure.flags(of: node).contains { $0.id == id } }
            let usual = nodes.filter { carriers.contains($0) }
            if question.target.isEmpty { nodes = usual.isEmpty ? carriers.isEmpty ? nodes : carriers : usual }
            subject = .flag(id)
        } else if !remove.isEmpty {
            subject = .state(try SimulationQuestion(analysis, removing: remove, effect: .gone).outage)
        } else {
            subject = .node
        }
        let answer = ExplanationAnswer(
            analysis.question(), exposure: analysis.exposure, policies: analysis.policies, nodes: nodes, subject: subject)
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer)
        delivery.talk(analysis.diagnostics)
    }
}
