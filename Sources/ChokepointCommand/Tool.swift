#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
internal import ArgumentParser
internal import Diagrams
internal import Reporting

/// The program: words in, exit status out.
public enum Tool {
    /// The version that every answer carries.
    public static let version = "0.1.0"

    /// Runs the verb that `arguments` name, without the program's own name.
    ///
    /// - Returns: The exit status of the contract: 0 done, 1 found, 2 could not run, 3 nothing recognised, 70 our own fault.
    public static func run(_ arguments: [String]) -> Int32 {
        if arguments.first == GraphvizRenderer.childVerb { return GraphvizRenderer.runChild(Array(arguments.dropFirst())) }
        signal(SIGPIPE, SIG_IGN)
        let phrases = Phrasebook(spokenLanguage(in: arguments))
        do {
            var command = try command(in: arguments)
            try command.run()
            return 0
        } catch let error as CommandError {
            StandardError.write("\(phrases.language("error", "错误")): \(TerminalText(phrases.sentence(for: error), keepsLines: true))\n")
            if let hint = phrases.hint(for: error) { StandardError.write("\(phrases.language("hint", "提示")): \(TerminalText(hint))\n") }
            return error.exitCode
        } catch {
            return explain(error)
        }
    }

    /// The verb that the words name, with its options.
    ///
    /// A verb by itself is parsed for less than the tree of all verbs, which is most of what a short answer takes. Whatever is not plain about the words, and help, is for the whole tree to say.
    private static func command(in arguments: [String]) throws -> any ParsableCommand {
        let verb = Chokepoint.configuration.subcommands.first { $0.configuration.commandName == arguments.first }
        if let verb, verb.configuration.subcommands.isEmpty, let command = try? verb.parseAsRoot(Array(arguments.dropFirst())),
            type(of: command) == verb
        {
            return command
        }
        return try Chokepoint.parseAsRoot(arguments)
    }

    /// Help goes to standard output and is no failure; a word that cannot be parsed is a usage error.
    private static func explain(_ error: any Error) -> Int32 {
        let text = Chokepoint.fullMessage(for: error)
        guard Chokepoint.exitCode(for: error) != .success else {
            do throws(CommandError) { try Output.write(text + "\n") } catch { return error.exitCode }
            return 0
        }
        StandardError.write("\(TerminalText(text, keepsLines: true))\n")
        return 2
    }

    /// The language asked for, also where the command line cannot be parsed.
    static func spokenLanguage(in arguments: [String]) -> Language {
        for (index, word) in arguments.enumerated() {
            if word == "--lang", index + 1 < arguments.count, let language = Language(tag: arguments[index + 1]) { return language }
            if word.hasPrefix("--lang="), let language = Language(tag: String(word.dropFirst(7))) { return language }
        }
        return environmentLanguage()
    }

    /// The language of `LC_ALL`, else of `LANG`, else English.
    static func environmentLanguage() -> Language {
        for name in ["LC_ALL", "LANG"] {
            guard let raw = unsafe getenv(name) else { continue }
            let tag = unsafe String(cString: raw)
            if !tag.isEmpty { return Language(tag: tag) ?? .english }
        }
        return .english
    }
}

/// The root of the command line.
struct Chokepoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chokepoint",
        abstract: "Who can stop what you ship: single points of a government's control in a supply chain, with proofs.",
        discussion: """
            Reads SBOMs, lock files, model cards, gateway configurations and the like as they lie about; merges them into one graph; says whose control \
            it depends on, what stops when something is removed, and why. It reports duties and unknowns with their sources and never concludes for counsel. \
            It never opens a network connection.

            Exit status: 0 done; 1 found something asked to fail on; 2 could not run; 3 nothing recognised; 70 a fault of the program.
            """,
        version: Tool.version,
        subcommands: [
            Scan.self, ExposureVerb.self, Points.self, Simulate.self, Explain.self, Render.self, CatalogVerb.self, Demo.self, Plan.self,
            Report.self,
            Check.self, Register.self, Comply.self, Export.self, Doctor.self, Schema.self,
        ])
}
