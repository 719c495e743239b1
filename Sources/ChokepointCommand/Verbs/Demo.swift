#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
internal import Diagrams
internal import ArgumentParser
internal import Extraction
internal import Reporting
internal import Scanning
internal import SupplyChain

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The main job on a built-in sample, with no files needed; draws exposure.svg.",
        discussion: "The product of the sample is invented; nothing it shows is a finding about a real vendor.")

    @OptionGroup var question: QuestionOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("Write the files of the sample into this folder instead, to try the other verbs on.", valueName: "dir"))
    var files: String?

    func run() throws {
        if let files { return try Self.write(to: files) }
        var options = output
        if options.output.isEmpty { options.output = ["exposure.svg"] }
        let delivery = try Delivery(options, formats: ["svg", "pdf", "png", "dot", "text", "json"])
        let input = try InputOptions.parse([])
        let analysis = try Analysis(input, question, isQuiet: output.quiet, sample: Self.sample())
        let points = try PointsQuestion(analysis)
        let answer = points.answer()
        try Output.write(answer.text(in: delivery.phrases))
        try delivery.deliver { format throws(CommandError) in
            switch format {
            case "text": Array(answer.text(in: delivery.phrases).utf8)
            case "json": Array(answer.json.utf8)
            default:
                try Picture(Exposed(analysis, targets: points.targets), .init(), language: delivery.phrases.language).drawn(as: format)
                    .bytes
            }
        }
        for path in delivery.outputs.map(\.path) where path != "-" { try Output.write("\n" + path + "\n") }
    }

    /// Leaves the files of the sample in a folder.
    private static func write(to folder: String) throws(CommandError) {
        for file in DemoFiles.all {
            let path = folder + "/" + file.path
            var parent = ""
            for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
                parent += (parent.isEmpty && part.isEmpty ? "" : part) + "/"
                guard unsafe mkdir(parent, 0o755) == 0 || errno == EEXIST else { throw .unwritable(path: parent, reason: "error \(errno)") }
            }
            try Output.write(Array((file.text + "\n").utf8), to: path)
        }
        try Output.write(folder + "\n")
    }

    /// The files of the sample, read by the readers as any others would be.
    static func sample() throws(CommandError) -> [Extract] {
        var extracts: [Extract] = []
        for file in DemoFiles.all {
            let bytes = Array(file.text.utf8)
            let document = SourceDocument(path: file.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
            guard let reader = Extractors.reader(of: document) else { throw .nothingRecognised }
            do throws(ExtractionError) {
                extracts.append(try reader.extract(from: document))
            } catch {
                throw .unreadableInput(path: file.path, reason: "\(error)")
            }
        }
        return extracts
    }
}
