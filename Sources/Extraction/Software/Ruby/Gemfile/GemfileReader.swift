internal import Scanning
internal import SupplyChain

/// Reads the plain lines of a `Gemfile`: which gems the project asks for, and in which group.
///
/// A `Gemfile` is a program and is not run. A line `gem "name", …` with its options as they stand, and the blocks `group`, `source`, `git`, `path`, `platforms` around it, are read; a gem within a condition is
/// assumed; a line that begins with `gem` and computes its name is told. Requirements are packages without version (`Gap.noVersions`) that the lock settles (decision 008).
enum GemfileReader: Extractor {
    static let reader = "gemfile"
    static let coverage: Coverage = [.components]

    static func recognises(_ document: SourceDocument) -> Bool {
        ["Gemfile", "gems.rb"].contains(document.fileName) || document.fileName.hasSuffix(".gemfile")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        let extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        var walk = GemfileWalk(extract: extract)
        for (number, line) in Lines(document.bytes) { walk.take(String(decoding: line, as: UTF8.self), number) }
        return walk.extract
    }
}

/// One pass over a `Gemfile`, line by line.
private struct GemfileWalk {
    /// What the blocks around a line say of the gems in it, all of them together.
    private struct Surroundings {
        var hasGroup = false
        var hasOtherGroup = false
        var isElsewhere = false
        var isConditional = false

        mutating func add(_ groups: [String]) {
            hasGroup = hasGroup || !groups.isEmpty
            hasOtherGroup = hasOtherGroup || groups.contains { $0 != "development" && $0 != "test" }
        }
    }

    private(set) var extract: Extract
    private var blocks: [Surroundings] = []

    init(extract: Extract) {
        self.extract = extract
        _ = self.extract.subject()
    }

    mutating func take(_ line: String, _ number: Int) {
        let words = RubyWords(line)
        guard let first = words.words.first else { return }
        switch first {
        case "gem": gem(words, number)
        case "end": if !blocks.isEmpty { blocks.removeLast() }
        case "gemspec": extract.diagnose(.notFollowed("gemspec"), .note, at: extract.place(line: number))
        case "eval_gemfile": extract.diagnose(.notFollowed(extract.clean(words.texts.first ?? "")), .note, at: extract.place(line: number))
        case "if", "unless", "case", "begin", "while", "def": open { $0.isConditional = true }
        case "group" where words.opensBlock: open { $0.add(words.symbols) }
        case "git", "github", "path": if words.opensBlock { open { $0.isElsewhere = true } }
        default: if words.opensBlock { open { _ in } }
        }
    }

    private mutating func open(_ change: (inout Surroundings) -> Void) {
        var surroundings = blocks.last ?? Surroundings()
        change(&surroundings)
        blocks.append(surroundings)
    }

    private mutating func gem(_ words: RubyWords, _ number: Int) {
        let place = extract.place(line: number)
        guard let name = words.texts.first, words.nameIsPlain else {
            return extract.diagnose(.unreadableLine(extract.clean(String(words.line.prefix(80)))), at: place)
        }
        var around = blocks.last ?? Surroundings()
        around.add(words.groups)
        let isElsewhere = around.isElsewhere || ["git", "github", "gist", "bitbucket", "path"].contains { words.keys.contains($0) }
        let isConditional = around.isConditional || words.words.contains("if") || words.words.contains("unless")
        extract.note(.noVersions)
        let record = extract.add(.package, at: place, tentative: isElsewhere)
        extract.describe(record, NamedPackage(type: "gem", name: name), at: place)
        let isDevelopment = around.hasGroup && !around.hasOtherGroup
        extract.relate(
            extract.subject(), .dependsOn, to: record, at: place, scope: isDevelopment ? .development : .runtime,
            certainty: isConditional ? .assumed : .known)
    }
}
