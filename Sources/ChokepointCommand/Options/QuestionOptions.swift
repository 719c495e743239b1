internal import ArgumentParser
internal import Resilience
internal import SupplyChain

/// What is asked.
struct QuestionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Whose control is asked about: an ISO 3166-1 alpha-2 code, or a bloc such as EU.", valueName: "code"))
    var of = "US"

    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp(
            "The day at which facts, lists and rules are read (default: today); `exposure` compares two.", valueName: "yyyy-mm-dd"))
    var asOf: [String] = []

    @Option(help: ArgumentHelp("A bill, a suspended rule or a scenario switched on as if in force (repeatable).", valueName: "id"))
    var assume: [String] = []

    @Option(help: ArgumentHelp("immediate, rebuild, update or delivery.", valueName: "horizon"))
    var horizon = "immediate"

    @Option(help: ArgumentHelp("What is removed at a time: artefact, entity, parent or jurisdiction.", valueName: "level"))
    var level = "entity"

    @Flag(help: "Count circular support as down.")
    var strict = false

    @Option(help: ArgumentHelp("The nodes asked about (default: every product; if there is none, every root).", valueName: "selector"))
    var target: [String] = []
}

/// How the answer is given.
struct OutputOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: ArgumentHelp("text, json, or another format of the verb.", valueName: "format"))
    var format: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("A file, or FORMAT=FILE (repeatable); - is standard output.", valueName: "file"))
    var output: [String] = []

    @Option(help: ArgumentHelp("en or zh-Hans (default from LC_ALL or LANG).", valueName: "language"))
    var lang: String?

    @Option(help: ArgumentHelp("auto, always or never.", valueName: "when"))
    var color = "auto"

    @Flag(name: .shortAndLong, help: "No talk on standard error but errors.")
    var quiet = false
}
