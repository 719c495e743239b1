internal import ArgumentParser
internal import Diagrams
internal import Reporting
internal import Resilience
internal import SupplyChain

struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw the exposure: SVG, PDF, PNG or DOT.",
        discussion: "`--view summary` goes from product over single points to the government; `--view map` shows how it hangs together.")

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("summary or map.", valueName: "view")) var view = "summary"

    func run() throws {
        let delivery = try Delivery(output, formats: ["svg", "pdf", "png", "dot", "html"], byDefault: "svg")
        guard let view = Picture.View(rawValue: view) else {
            throw CommandError.usage(option: "--view", value: view, expected: Picture.View.allCases.map(\.rawValue).joined(separator: " "))
        }
        let analysis = try Analysis(input, question, isQuiet: output.quiet)
        let points = try PointsQuestion(analysis)
        let picture = Picture(points, view: view, language: delivery.phrases.language)
        try delivery.deliver { format throws(CommandError) in
            if format == "html" { return Array(try PageQuestion(points).page(in: delivery.phrases.language).html.utf8) }
            let drawn = try picture.drawn(as: format)
            if drawn.isSimplified, !output.quiet {
                StandardError.write(
                    delivery.phrases.language("note: drawn in a simpler form; the picture says why", "提示：已改用简化形式绘制，原因见图") + "\n")
            }
            return drawn.bytes
        }
        delivery.talk(analysis.diagnostics)
    }
}
