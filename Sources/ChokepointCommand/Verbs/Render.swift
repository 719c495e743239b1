internal import ArgumentParser
internal import CatalogFacts
internal import Diagrams
internal import Policies
internal import Propagation
internal import Reporting
internal import Resilience
internal import SupplyChain

struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draw the exposure: SVG, PDF, PNG, DOT, the diagram as JSON, or a page with all views.",
        discussion: """
            summary      where one government can stop us: product, capability, single point, vendor, government
            map          how it hangs together, as cards
            border       how much stands on whose ground, and what crosses into the control asked about
            lineage      what the models are made from, with licences and flags
            vendors      who controls the parts, and who owns those
            simulation   what `--remove` or a scenario breaks: before and after in one picture
            explanation  one path, edge by edge: of the first single point, or of `--target` with `--flag` or `--remove`
            matrix       each part against each capability
            tree         what leaves if a part is dropped
            legend       the whole vocabulary of these pictures on one sheet

            At most `--shapes` shapes are drawn, the most consequential first. What is folded is counted in the picture and listed on standard error; `-f json` lists all of it. \
            `--expand` draws what it selects by itself.

            `-o FILE.html` writes one page that needs no network: every view in both languages, search, filters, tables, the path behind every part in words, and what \
            each removal does.
            """)

    /// How many names of a fold are told on standard error.
    private static let mostNames = 6
    /// How many folds are.
    private static let mostFolds = 12

    @OptionGroup var input: InputOptions
    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("The view, as listed above.", valueName: "view")) var view = "summary"
    @OptionGroup var changes: ScenarioOptions
    @Option(help: ArgumentHelp("The flag to explain.", valueName: "id")) var flag: String?
    @Option(help: ArgumentHelp("Draw what this selects by itself wherever it occurs (repeatable).", valueName: "selector"))
    var expand: [String] = []
    @Option(help: ArgumentHelp("How many shapes may be drawn: 8 to 400.", valueName: "count")) var shapes = 60

    func run() throws {
        let delivery = try Delivery(output, formats: ["svg", "pdf", "png", "dot", "json", "html"], byDefault: "svg")
        guard let view = Picture.View(rawValue: view) else {
            throw CommandError.usage(option: "--view", value: view, expected: Picture.View.allCases.map(\.rawValue).joined(separator: " "))
        }
        guard (8...400).contains(shapes) else { throw CommandError.usage(option: "--shapes", value: "\(shapes)", expected: "8 to 400") }
        let scenario = try changes.supposed(input)
        guard scenario.changesAnything || !view.needsRemoval else {
            throw CommandError.usage(option: "--remove", value: "", expected: "id, glob, vendor:NAME, jurisdiction:CODE")
        }
        var question = question
        question.assume += scenario.assume
        let analysis = try Analysis(input, question, isQuiet: output.quiet, naming: scenario.named)
        let targets = try analysis.targets()
        var request = Picture.Request(view: view, shapes: shapes)
        for text in expand { request.expanded.formUnion(try analysis.nodes(try Selector(text))) }
        request.scenario = scenario.words
        if scenario.changesAnything { request.outage = try SimulationQuestion(analysis, scenario).outage }
        if view == .explanation { try ask(&request, analysis, targets) }
        // A target of an explanation may be any node; what is drawn is still seen from the products.
        let seen = view == .explanation ? analysis.model.defaultTargets : targets
        let exposed = Exposed(analysis, targets: seen, model: view == .simulation ? request.outage?.model : nil)
        let picture = Picture(exposed, request, language: delivery.phrases.language)
        try delivery.deliver { format throws(CommandError) in
            if format == "json" { return Array(DiagramDocument(diagram: picture.diagram).json.utf8) }
            if format == "html" { return try self.page(analysis, request, delivery.phrases.language) }
            let drawn = try picture.drawn(as: format)
            tell(drawn, delivery.phrases)
            return drawn.bytes
        }
        if !output.quiet { list(picture.diagram.folds, delivery.phrases) }
        delivery.talk(analysis.diagnostics)
    }

    /// All views in one file, whichever was asked for.
    private func page(_ analysis: Analysis, _ request: Picture.Request, _ language: Language) throws(CommandError) -> [UInt8] {
        let page = try PageQuestion(try PointsQuestion(analysis), request).page(in: language)
        return Array(page.html.utf8)
    }

    /// Which node is explained, and in what respect.
    private func ask(_ request: inout Picture.Request, _ analysis: Analysis, _ targets: [Int]) throws(CommandError) {
        request.subject = question.target.isEmpty ? nil : targets.first
        guard let flag else { return }
        let id = FlagID(flag)
        guard analysis.policies.instrument(of: id) != nil else {
            throw .usage(option: "--flag", value: flag, expected: analysis.policies.speaking.map(\.id).joined(separator: ", "))
        }
        request.flag = id
        if request.subject == nil {
            request.subject = (targets + Array(analysis.graph.nodes.indices)).first { node in
                analysis.exposure.flags(of: node).contains { $0.id == id }
            }
        }
    }

    private func tell(_ drawn: GraphvizRenderer.Drawing, _ phrases: Phrasebook) {
        guard !output.quiet else { return }
        switch drawn.fallback {
        case .none: break
        case .smaller:
            StandardError.write(phrases.language("note: more was folded than asked for; the picture says why", "提示：折叠多于所求，原因见图") + "\n")
        case .safe: StandardError.write(phrases.language("note: drawn in a simpler form; the picture says why", "提示：已改用简化形式绘制，原因见图") + "\n")
        }
    }

    /// What the picture does not show by itself.
    private func list(_ folds: [Diagram.Fold], _ phrases: Phrasebook) {
        for fold in folds.prefix(Self.mostFolds) {
            let names = fold.members.prefix(Self.mostNames).joined(separator: ", ")
            let more = fold.members.count > Self.mostNames ? " … (\(fold.members.count))" : ""
            let line = phrases.language("folded into `\(fold.title.shown)`: ", "折叠于 `\(fold.title.shown)`：") + names + more
            StandardError.write("\(TerminalText(line))\n")
        }
        if folds.count > Self.mostFolds {
            StandardError.write(
                phrases.language(
                    "… and \(folds.count - Self.mostFolds) more boxes; `-f json` lists all",
                    "……另有 \(folds.count - Self.mostFolds) 个框；`-f json` 可列出全部") + "\n")
        }
    }
}
