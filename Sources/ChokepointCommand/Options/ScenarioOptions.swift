internal import ArgumentParser
internal import Resilience

/// What is supposed to happen.
struct ScenarioOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What is taken away (repeatable).", valueName: "selector")) var remove: [String] = []
    @Option(help: ArgumentHelp("How it goes: gone, cutoff or impaired (default: gone).", valueName: "effect")) var effect: String?
    @Option(help: ArgumentHelp("B takes the place of A beforehand (repeatable).", valueName: "A=B")) var replace: [String] = []
    @Option(help: ArgumentHelp("B stands beside A beforehand, or planned B counts (repeatable).", valueName: "A=B")) var add: [String] = []
    @Option(help: ArgumentHelp("A scenario: a file, or an id of the Catalog (repeatable).", valueName: "file|id")) var scenario: [String] =
        []

    /// What the scenarios and the command line say together.
    func supposed(_ input: InputOptions) throws(CommandError) -> Scenario {
        var result = Scenario()
        var names: [String] = []
        for name in scenario {
            let one = try Scenario.given(name, input)
            names += [one.id].compactMap { $0 }
            result.remove += one.remove
            result.replace += one.replace
            result.add += one.add
            result.activate += one.activate
            result.assume += one.assume
            result.overrides += one.overrides
            result.effect = one.effect
            result.isForAnyInputs = result.isForAnyInputs || one.isForAnyInputs
        }
        result.id = names.isEmpty ? nil : names.joined(separator: " + ")
        result.remove += remove
        try result.replace(replace)
        for text in add { result.add(text) }
        if let effect {
            guard let how = RemovalEffect(rawValue: effect) else {
                throw .usage(option: "--effect", value: effect, expected: RemovalEffect.allCases.map(\.rawValue).joined(separator: " "))
            }
            result.effect = how
        }
        return result
    }
}

extension Scenario {
    /// Whether it says that anything goes or stands elsewhere.
    var changesAnything: Bool { !remove.isEmpty || !replace.isEmpty || !add.isEmpty || !activate.isEmpty }

    /// Its name and what it takes away, in the words of whoever wrote it.
    var words: [String] {
        [id].compactMap { $0 } + remove + replace.map { "\($0.old) → \($0.new)" } + add.map { "\($0.old) + \($0.new)" }
            + activate.map { "+ \($0)" }
    }
}
