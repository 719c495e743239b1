internal import ArgumentParser
internal import CatalogFacts
internal import CatalogSchema
internal import Reporting
internal import SupplyChain

/// Which Catalog a subcommand speaks of.
struct CatalogOptions: ParsableArguments {
    @Option(name: .customLong("catalog"), help: ArgumentHelp("Facts to add to the built-in Catalog (repeatable).", valueName: "dir"))
    var catalogs: [String] = []

    func loaded() throws(CommandError) -> Catalog { try UserCatalog.loaded(over: .builtIn, folders: catalogs) }
}

struct CatalogVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog", abstract: "What the Catalog knows, and from where.",
        subcommands: [List.self, Show.self, Match.self, Lint.self, Diff.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Every entry, or those of one kind, a line each.")
        @OptionGroup var output: OutputOptions
        @OptionGroup var facts: CatalogOptions
        @Argument(
            help: ArgumentHelp(
                "organizations, items, services, registries, infrastructure, hardware, namespaces, instruments, licences, capabilities, substitutes, blocs or sources."
            ))
        var kind: String?

        func run() throws {
            let delivery = try Delivery(output, formats: ["text", "json"])
            let catalog = try facts.loaded()
            var chosen: CatalogRecord.Kind?
            if let kind {
                guard let known = CatalogRecord.Kind(rawValue: kind) else {
                    throw CommandError.usage(
                        option: "kind", value: kind, expected: CatalogRecord.Kind.allCases.map(\.rawValue).joined(separator: " "))
                }
                chosen = known
            }
            let answer = CatalogAnswer(catalog)
            try delivery.deliver(
                text: answer.list(chosen), json: answer.json(catalog.records.filter { chosen == nil || $0.kind == chosen }))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "One entry whole, with its sources.")
        @OptionGroup var output: OutputOptions
        @OptionGroup var facts: CatalogOptions
        @Argument(help: "The id of the entry, such as openai, org:openai, us.ear.3a090 or organizations/openai.") var id: String

        func run() throws {
            let delivery = try Delivery(output, formats: ["text", "json"])
            let catalog = try facts.loaded()
            let bare =
                id.split(separator: "/", maxSplits: 1).count == 2 && !id.hasPrefix("pkg:")
                ? String(id.split(separator: "/", maxSplits: 1)[1]) : id
            let names = [id, bare, id.split(separator: ":", maxSplits: 1).last.map(String.init) ?? id]
            let found = catalog.records.filter { record in names.contains { $0.isBytewiseEqual(to: record.id) } }
            guard !found.isEmpty else {
                let near = catalog.records.map(\.id).filter { $0.contains(bare) || bare.contains($0) }
                throw CommandError.noMatch(selector: id, nearest: Array(near.prefix(3)))
            }
            let answer = CatalogAnswer(catalog)
            try delivery.deliver(text: found.map { answer.show($0) }.joined(separator: "\n"), json: answer.json(found))
        }
    }

    struct Match: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "match",
            abstract: "Which rule speaks of a purl, host, variable, provider or model, and why.")
        @OptionGroup var output: OutputOptions
        @OptionGroup var facts: CatalogOptions
        @Argument(help: "A purl, a host, the name of an environment variable, a gateway's provider, a model name or owner/name of a hub.")
        var text: String

        func run() throws {
            let delivery = try Delivery(output, formats: ["text", "json"])
            let catalog = try facts.loaded()
            let answer = CatalogAnswer(catalog)
            try delivery.deliver(text: answer.matches(text, in: delivery.phrases), json: answer.matchesJSON(text))
        }
    }

    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lint",
            abstract: "Check the files of a Catalog: shape, references, sources, contradictions, stale facts.",
            discussion: "Broken entries and contradictions end with status 2; stale facts are listed where `--stale-after` states an age.")
        @OptionGroup var output: OutputOptions
        @Option(help: ArgumentHelp("List facts last looked at longer ago than this.", valueName: "days")) var staleAfter: Int?
        @Option(name: .customLong("as-of"), help: ArgumentHelp("The day to count from (default: today).", valueName: "yyyy-mm-dd"))
        var asOf: String?
        @Argument(help: "The folder.") var folder: String

        func run() throws {
            let delivery = try Delivery(output, formats: ["text", "json"])
            let files = try UserCatalog.read(folder)
            guard !files.isEmpty else { throw CommandError.nothingRecognised }
            // A folder that is whole in itself, such as the Catalog, needs nothing; another may refer to what is built in. Both stand over it.
            let alone = readCatalog(files)
            let (records, problems) = alone.problems.isEmpty ? alone : readCatalog(files, known: Catalog.builtIn.records)
            let together = Catalog.builtIn.adding(records).records
            let contradicted = contradictions(in: together)
            let replaced = replacements(in: records, of: Catalog.builtIn.records)
            var stale: [CatalogRemark] = []
            if let staleAfter {
                guard let limit = try Analysis.day(asOf).advanced(by: -staleAfter) else {
                    throw CommandError.usage(option: "--stale-after", value: "\(staleAfter)", expected: "a number of days")
                }
                stale = staleFacts(in: records, before: limit)
            }
            let answer = CatalogLintAnswer(
                entries: records.count, files: files.count, problems: problems, remarks: (contradicted + replaced + stale).sorted())
            if problems.isEmpty && contradicted.isEmpty {
                return try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer)
            }
            if delivery.outputs.contains(where: { $0.format == "json" }) { try delivery.deliver(text: "", json: answer) }
            throw CommandError.brokenCatalog(messages: problems.map(\.message) + contradicted.map(\.message))
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "diff", abstract: "What changed in rules and lists between two days.")
        @OptionGroup var output: OutputOptions
        @OptionGroup var facts: CatalogOptions
        @Option(name: .customLong("as-of"), help: ArgumentHelp("A day; give two.", valueName: "yyyy-mm-dd")) var asOf: [String] = []

        func run() throws {
            let delivery = try Delivery(output, formats: ["text", "json"])
            let catalog = try facts.loaded()
            let days = try asOf.map { try Analysis.day($0) }
            guard days.count == 2 else {
                throw CommandError.usage(option: "--as-of", value: asOf.joined(separator: " "), expected: "YYYY-MM-DD YYYY-MM-DD")
            }
            let answer = CatalogDifferenceAnswer(catalog.difference(days[0], days[1]))
            try delivery.deliver(text: answer.text(in: delivery.phrases), json: answer)
        }
    }
}
