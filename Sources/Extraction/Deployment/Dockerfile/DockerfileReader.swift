internal import Scanning
internal import SupplyChain

/// Reads Dockerfiles and Containerfiles: the images that a build starts from and takes from, and what the result is told to do.
///
/// The base of the last stage is needed to build and is contained in the result; so is what is copied from another image into it. Everything else is needed to build. Arguments before the first `FROM` give
/// their defaults; what depends on others is told, and of kind `unknown`.
enum DockerfileReader: Extractor {
    static let reader = "dockerfile"
    static let coverage: Coverage = [.components, .versions, .digests, .services, .models, .relationships]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        if name.hasSuffix("ignore") || name.hasSuffix(".md") || name.hasSuffix(".txt") { return false }
        return ["dockerfile", "containerfile"].contains { kind in
            guard name.hasPrefix(kind) || name.hasSuffix("." + kind) else { return false }
            let mark = name.dropFirst(kind.count).first
            return name.hasSuffix("." + kind) || mark == nil || mark == "." || mark == "-" || mark == "_"
        }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        let instructions = DockerfileInstructions(document.bytes)
        guard instructions.all.contains(where: { $0.name == "FROM" }) else { throw .malformed(reason: "no FROM", place: "line 1") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        _ = extract.subject()
        if let line = instructions.openHeredoc { extract.diagnose(.truncated, at: extract.place(line: line)) }
        var walk = DockerfileWalk(extract: extract)
        if let syntax = instructions.directives["syntax"] { walk.syntax(syntax.value, line: syntax.line) }
        for instruction in instructions.all { walk.take(instruction) }
        walk.finish()
        return walk.extract
    }
}

/// One pass over the instructions, and then over the stages from the last one back.
private struct DockerfileWalk {
    private struct Stage {
        let name: String
        /// An earlier stage that it starts from.
        var base: Int?
        /// The image that it starts from.
        var image: (text: String, record: RecordIndex, strength: Strength, line: Int)?
        /// Images that files are copied from.
        var sources: [(record: RecordIndex, line: Int)] = []
        var variables: [ServedModels.Variable] = []
        var words: [CommandWords.Word] = []
        var entry: [CommandWords.Word] = []
    }

    var extract: Extract
    private var images = ContainerImages()
    private var arguments: [String: String] = [:]
    private var stages: [Stage] = []
    private var names: [String: Int] = [:]

    init(extract: Extract) { self.extract = extract }

    mutating func syntax(_ image: String, line: Int) {
        let place = extract.place(line: line)
        need(images.record(image, at: place, in: &extract), line: line, strength: .required)
    }

    mutating func take(_ instruction: DockerfileInstructions.Instruction) {
        let words = CommandWords.split(instruction.text)
        switch instruction.name {
        case "ARG" where stages.isEmpty:
            for word in words {
                let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                if parts.count > 1 { arguments[parts[0]] = Interpolation.resolved(parts[1], arguments) }
            }
        case "FROM": from(words, line: instruction.line)
        case "COPY", "ADD":
            for word in words.prefix(while: { $0.hasPrefix("--") }) where word.hasPrefix("--from=") {
                copy(String(word.dropFirst(7)), line: instruction.line)
            }
        case "RUN":
            for word in words.prefix(while: { $0.hasPrefix("--") }) where word.hasPrefix("--mount=") {
                for part in word.dropFirst(8).split(separator: ",") where part.hasPrefix("from=") {
                    mount(String(part.dropFirst(5)), line: instruction.line)
                }
            }
        case "ENV": variables(words, line: instruction.line)
        case "ENTRYPOINT": if !stages.isEmpty { stages[stages.count - 1].entry = command(instruction) }
        case "CMD": if !stages.isEmpty { stages[stages.count - 1].words = command(instruction) }
        default: break
        }
    }

    private mutating func from(_ words: [String], line: Int) {
        let rest = words.drop { $0.hasPrefix("--") }
        guard let written = rest.first else {
            extract.diagnose(.missingIdentity(name: "FROM"), at: extract.place(line: line))
            return
        }
        if rest.count != 1, rest.count != 3 {
            extract.diagnose(.malformed(reason: "FROM takes an image and a name"), at: extract.place(line: line))
        }
        let hasName = rest.count >= 3 && rest[rest.startIndex + 1].lowercased() == "as"
        let name = hasName ? rest[rest.startIndex + 2].lowercased() : ""
        var stage = Stage(name: name)
        let text = Interpolation.resolved(written, arguments)
        if let known = names[text.lowercased()] {
            stage.base = known
        } else if text.lowercased() != "scratch" {
            let record = images.record(text, at: extract.place(line: line), in: &extract)
            // An argument may be given another value for one build.
            stage.image = (text, record, written.contains("$") ? .default : .required, line)
        }
        if !name.isEmpty { names[name] = stages.count }
        stages.append(stage)
    }

    /// The image that `source` is, where it is neither a stage by name or number nor the context.
    private mutating func image(_ source: String, line: Int) -> RecordIndex? {
        let text = Interpolation.resolved(source, arguments)
        guard names[text.lowercased()] == nil, Int(text) == nil, text.lowercased() != "scratch", !text.isEmpty else { return nil }
        return images.record(text, at: extract.place(line: line), in: &extract)
    }

    private mutating func copy(_ source: String, line: Int) {
        guard !stages.isEmpty, let record = image(source, line: line) else { return }
        stages[stages.count - 1].sources.append((record, line))
    }

    private mutating func mount(_ source: String, line: Int) {
        guard let record = image(source, line: line) else { return }
        need(record, line: line, strength: .required)
    }

    private mutating func variables(_ words: [String], line: Int) {
        guard let first = words.first, !stages.isEmpty else { return }
        guard first.contains("=") else {
            // `ENV NAME value`, as it was written long ago.
            stages[stages.count - 1].variables.append(.init(name: first, value: words.dropFirst().first, line: line))
            return
        }
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            stages[stages.count - 1].variables.append(.init(name: parts[0], value: parts.count > 1 ? parts[1] : nil, line: line))
        }
    }

    private func command(_ instruction: DockerfileInstructions.Instruction) -> [CommandWords.Word] {
        let list = instruction.text.hasPrefix("[") ? try? JSONDocument(parsing: Array(instruction.text.utf8)) : nil
        let words = list?.root.elements.compactMap(\.string) ?? CommandWords.split(instruction.text)
        return words.map { CommandWords.Word(text: $0, line: instruction.line) }
    }

    private mutating func need(_ record: RecordIndex, line: Int, strength: Strength) {
        extract.relate(
            extract.subject(), .dependsOn, to: record, at: extract.place(line: line), scope: .build, strength: strength)
    }

    /// The stages that the last one is built upon are in the result; the others were needed to make it.
    mutating func finish() {
        let subject = extract.subject()
        var chain: [Int] = []
        var next: Int? = stages.indices.last
        while let at = next {
            chain.append(at)
            next = stages[at].base
        }
        let inside = Set(chain)
        for (number, stage) in stages.enumerated() {
            if let image = stage.image {
                need(image.record, line: image.line, strength: image.strength)
                if inside.contains(number) {
                    extract.relate(subject, .contains, to: image.record, at: extract.place(line: image.line), strength: image.strength)
                }
            }
            for source in stage.sources {
                need(source.record, line: source.line, strength: .required)
                if inside.contains(number) {
                    extract.relate(subject, .contains, to: source.record, at: extract.place(line: source.line), strength: .required)
                }
            }
        }
        var workload = Workload()
        workload.image = chain.last.flatMap { stages[$0].image?.text }
        workload.variables = chain.reversed().flatMap { stages[$0].variables }
        let entry = chain.first { !stages[$0].entry.isEmpty }.map { stages[$0].entry } ?? []
        let words = chain.first { !stages[$0].words.isEmpty }.map { stages[$0].words } ?? []
        workload.words = entry + words
        workload.describe(subject, in: &extract)
    }
}
