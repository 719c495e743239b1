internal import Assembly
internal import ArgumentParser
internal import CatalogFacts
internal import CatalogSchema
internal import Reporting
internal import SupplyChain

struct Scan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Merge inputs into the graph; say what was read, merged, contradicted, and what was not looked at and why.",
        discussion: "`-f json` writes the graph document, which every verb reads again.")

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Print proposed same-as lines for the manifest, each with the reason and where it was read; nothing is joined.")
    var suggest = false

    func run() throws {
        let delivery = try Delivery(output, formats: ["text", "json"])
        let analysis = try Analysis(input, question, isQuiet: output.quiet)
        let organizations = analysis.catalog.records.compactMap { record in
            record.kind == .organizations ? record.text("name").map { (id: NodeID("org:\(record.id)"), name: $0) } : nil
        }
        let answer = ScanAnswer(
            analysis.question(), assembled: analysis.assembled, reading: analysis.inputs.reading, organizations: organizations)
        if suggest { return try Output.write(answer.suggestionText(in: delivery.phrases)) }
        try delivery.deliver(text: answer.text(in: delivery.phrases), json: GraphDocument(analysis.graph))
        if delivery.outputs.contains(where: { $0.format == "json" }) { delivery.talk(analysis.diagnostics) }
    }
}

extension Inputs {
    /// What was met, counted.
    var reading: ScanAnswer.Reading {
        ScanAnswer.Reading(
            readers: readers, unrecognised: unrecognised, silentSources: silentSources, skippedFolders: skippedFolders, gaps: gaps)
    }
}
