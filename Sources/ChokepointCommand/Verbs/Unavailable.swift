internal import ArgumentParser

/// A verb of the contract that this version does not have yet: it says so and ends with status 2.
protocol UnavailableVerb: ParsableCommand {
    /// Whatever follows the verb, so that its options are no usage errors.
    var words: [String] { get }
}

extension UnavailableVerb {
    func run() throws { throw CommandError.unavailable(verb: Self._commandName) }
}

struct Plan: UnavailableVerb {
    static let configuration = CommandConfiguration(abstract: "The cheapest changes that reach a goal (not in this version).")
    @Argument(parsing: .allUnrecognized) var words: [String] = []
}

struct Report: UnavailableVerb {
    static let configuration = CommandConfiguration(abstract: "A report for people who decide (not in this version).")
    @Argument(parsing: .allUnrecognized) var words: [String] = []
}

struct Check: UnavailableVerb {
    static let configuration = CommandConfiguration(abstract: "A gate against a policy file (not in this version).")
    @Argument(parsing: .allUnrecognized) var words: [String] = []
}

struct Register: UnavailableVerb {
    static let configuration = CommandConfiguration(abstract: "The lasting record (not in this version).")
    @Argument(parsing: .allUnrecognized) var words: [String] = []
}

struct Export: UnavailableVerb {
    static let configuration = CommandConfiguration(abstract: "The graph in other formats (not in this version; `scan -f json` writes it).")
    @Argument(parsing: .allUnrecognized) var words: [String] = []
}

struct Doctor: UnavailableVerb {
    static let configuration = CommandConfiguration(abstract: "Graphviz, fonts, Catalog age (not in this version).")
    @Argument(parsing: .allUnrecognized) var words: [String] = []
}

struct Schema: UnavailableVerb {
    static let configuration = CommandConfiguration(abstract: "The JSON Schema of a document (not in this version).")
    @Argument(parsing: .allUnrecognized) var words: [String] = []
}
