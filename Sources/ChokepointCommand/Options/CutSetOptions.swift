internal import ArgumentParser
internal import FaultTreeAnalysis

/// How far to look for cut sets.
struct CutSetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The most events in a cut set, or `all`.", valueName: "k|all")) var maxOrder = "1"
    @Option(help: ArgumentHelp("List no more cut sets of a target than this; they are counted all the same.", valueName: "count"))
    var maxSets = CutSetLimits().sets
    @Option(
        help: ArgumentHelp(
            "Do no more work for a target than this, some ten million steps a second; the same on any machine.", valueName: "steps"))
    var maxSteps = CutSetLimits().steps
    @Option(help: ArgumentHelp("Hold no more diagram nodes than this, some thirty bytes each.", valueName: "count"))
    var maxNodes = CutSetLimits().nodes

    /// The limits, or which word has no meaning.
    func limits() throws(CommandError) -> CutSetLimits {
        let order: Int
        if maxOrder == "all" {
            order = .max
        } else {
            guard let number = Int(maxOrder), number >= 1 else {
                throw .usage(option: "--max-order", value: maxOrder, expected: "1, 2, 3 …, all")
            }
            order = number
        }
        return CutSetLimits(order: order, sets: max(0, maxSets), steps: max(1, maxSteps), nodes: max(1 << 10, min(maxNodes, 1 << 30)))
    }
}
