internal import ArgumentParser

/// What is read.
struct InputOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Folders, files of any readable format, graph documents, or - for standard input.", valueName: "input"))
    var inputs: [String] = ["."]

    @Option(name: .customLong("catalog"), help: ArgumentHelp("Facts to add to the built-in Catalog (repeatable).", valueName: "dir"))
    var catalogs: [String] = []

    @Flag(name: .customLong("no-catalog"), help: "Use no Catalog at all.")
    var noCatalog = false

    @Flag(name: .customLong("allow-empty"), help: "Recognising nothing, or a selector that matches nothing, is no error.")
    var allowEmpty = false

    @Option(help: ArgumentHelp("Read no file larger than this.", valueName: "bytes"))
    var maxFile = Limits().file

    @Option(help: ArgumentHelp("Read no more than this of a file of weights.", valueName: "bytes"))
    var maxHeader = Limits().header

    @Option(
        help: ArgumentHelp(
            "Read no document whose values stand deeper in each other than this, at most 4096 (half as deep in XML; in TOML at most 512, between brackets of YAML 1000).",
            valueName: "levels"))
    var maxDepth = Limits().depth

    @Option(help: ArgumentHelp("Visit no more entries of a folder than this.", valueName: "count"))
    var maxEntries = Limits().entries

    @Option(
        help: ArgumentHelp(
            "Read this many files at a time; the answer is the same for any number (default: one for each core).", valueName: "count"))
    var jobs: Int?

    var limits: Limits {
        var limits = Limits()
        limits.file = max(0, maxFile)
        limits.header = max(0, maxHeader)
        // A place deep down is as long as the way to it: beyond this, places would be longer than the document.
        limits.depth = min(4_096, max(2, maxDepth))
        limits.entries = max(0, maxEntries)
        if let jobs { limits.jobs = min(256, max(1, jobs)) }
        return limits
    }
}
