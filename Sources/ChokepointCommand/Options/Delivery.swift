#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
internal import Reporting
internal import SupplyChain

/// How and where an answer goes.
struct Delivery {
    let phrases: Phrasebook
    let isQuiet: Bool
    /// Format and path of each output; `-` is standard output.
    let outputs: [(format: String, path: String)]

    /// Reads the options; at most one output may go to standard output.
    init(_ options: OutputOptions, formats: [String], byDefault: String = "text") throws(CommandError) {
        let language: Language
        if let tag = options.lang {
            guard let known = Language(tag: tag) else { throw .usage(option: "--lang", value: tag, expected: "en zh-Hans") }
            language = known
        } else {
            language = Tool.environmentLanguage()
        }
        guard ["auto", "always", "never"].contains(options.color) else {
            throw .usage(option: "--color", value: options.color, expected: "auto always never")
        }
        phrases = Phrasebook(language)
        isQuiet = options.quiet
        if let format = options.format, !formats.contains(format) {
            throw .usage(option: "--format", value: format, expected: formats.joined(separator: " "))
        }
        var outputs: [(format: String, path: String)] = []
        for text in options.output {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2, formats.contains(parts[0]) {
                outputs.append((parts[0], parts[1]))
                continue
            }
            let ending = text.split(separator: ".").last.map(String.init) ?? ""
            guard let format = options.format ?? (formats.contains(ending) ? ending : text == "-" || ending == "txt" ? byDefault : nil)
            else {
                throw .usage(option: "--output", value: text, expected: formats.map { "*.\($0)" }.joined(separator: " "))
            }
            outputs.append((format, text))
        }
        if outputs.isEmpty { outputs = [(options.format ?? byDefault, "-")] }
        guard outputs.count(where: { $0.path == "-" }) <= 1 else {
            throw .usage(option: "--output", value: "-", expected: "at most one output on stdout")
        }
        self.outputs = outputs
    }

    /// Writes the answer in every format asked for.
    func deliver(_ make: (String) throws(CommandError) -> [UInt8]) throws(CommandError) {
        for output in outputs { try Output.write(try make(output.format), to: output.path) }
    }

    /// Writes a text, or an answer as JSON.
    func deliver(text: @autoclosure () -> String, json answer: some JSONWritable) throws(CommandError) {
        for output in outputs {
            guard output.format == "json" else {
                try Output.write(Array(text().utf8), to: output.path)
                continue
            }
            try Output.write(to: output.path) { stream in answer.sendJSON { stream.send($0) } }
        }
    }

    /// Writes a text, or another that is JSON.
    func deliver(text: @autoclosure () -> String, json: @autoclosure () -> String) throws(CommandError) {
        try deliver { format in Array((format == "json" ? json() : text()).utf8) }
    }

    /// Says on standard error what was odd, unless it is quiet or the answer says so itself.
    func talk(_ diagnostics: [Diagnostic]) {
        guard !isQuiet else { return }
        for line in phrases.diagnosticLines(diagnostics) { StandardError.write(line + "\n") }
    }
}
