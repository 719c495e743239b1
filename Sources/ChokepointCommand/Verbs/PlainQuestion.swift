internal import FaultTreeAnalysis
internal import Reporting
internal import Resilience
internal import SupplyChain

/// What is asked of a system in the plain form.
struct PlainQuestion {
    let search: PointsSearch
    let question: Question

    init(_ system: PlainSystem, _ options: QuestionOptions, among: String?, state: SupplyState) throws(CommandError) {
        let graph = system.graph
        let model = LossModel(graph)
        let horizon = try Self.horizon(options.horizon)
        var events = system.events(on: graph)
        if let among {
            let glob = Glob(among)
            events = events.filter { glob.matches($0.id.text) }
            guard !events.isEmpty else { throw .noMatch(selector: among, nearest: NearestIDs.of(among, in: graph)) }
        }
        var targets: Set<Int> = []
        for text in options.target {
            let glob = Glob(text)
            let found = graph.nodes.indices.filter { glob.matches(graph.nodes[$0].id.text) }
            guard !found.isEmpty else { throw .noMatch(selector: text, nearest: NearestIDs.of(text, in: graph)) }
            targets.formUnion(found)
        }
        search = PointsSearch(
            model: model, events: events, targets: targets.isEmpty ? model.defaultTargets : targets.sorted(), horizon: horizon,
            state: state,
            isStrict: options.strict, among: among ?? "*")
        guard let of = Jurisdiction(code: options.of.uppercased()) else {
            throw .usage(option: "--of", value: options.of, expected: "US, CN, DE, GB, EU …")
        }
        question = Question(
            version: Tool.version, catalogVersion: "none", asOf: try Analysis.day(options.asOf.first), of: of, horizon: horizon,
            level: .artefact, assumptions: [], diagnostics: model.diagnostics)
    }

    /// The horizon of a word.
    static func horizon(_ word: String) throws(CommandError) -> Horizon {
        guard let horizon = Horizon(name: word) else {
            throw .usage(option: "--horizon", value: word, expected: Horizon.allCases.map(\.name).joined(separator: " "))
        }
        return horizon
    }

    /// The states after some events of a plain system, by name or pattern.
    static func states(_ system: PlainSystem, removing texts: [String], horizon: Horizon) throws(CommandError) -> PlainStates {
        let graph = system.graph
        let names = Set(system.events(on: graph).map(\.id) + graph.nodes.map(\.id)).sorted()
        var removed: Set<NodeID> = []
        for text in texts {
            let glob = Glob(text)
            let found = names.filter { glob.matches($0.text) }
            guard !found.isEmpty else { throw .noMatch(selector: text, nearest: NearestIDs.of(text, in: graph)) }
            removed.formUnion(found)
        }
        guard let states = system.states(removing: removed.sorted(), horizon: horizon) else {
            throw .noMatch(selector: texts.joined(separator: " "), nearest: [])
        }
        return states
    }
}
