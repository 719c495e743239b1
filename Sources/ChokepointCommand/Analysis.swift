#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
internal import Assembly
internal import CatalogFacts
internal import CatalogSchema
internal import Extraction
internal import Policies
internal import Propagation
internal import Reporting
internal import Resilience
internal import SupplyChain
internal import Synchronization

/// One question asked of some inputs: everything between the command line and the answer.
struct Analysis {
    let asOf: CalendarDate
    let of: Jurisdiction
    let horizon: Horizon
    let level: EventLevel
    let isStrict: Bool
    let assumptions: [String]
    let catalog: Catalog
    let inputs: Inputs
    let assembled: Assembled
    let policies: PolicyRules
    let exposure: Exposure
    private let modelWhenAsked: ModelWhenAsked
    private let targetSelectors: [Selector]
    private let isEmptyAllowed: Bool

    var graph: SupplyGraph { assembled.graph }
    var model: LossModel { modelWhenAsked.model }

    /// Reads, merges and propagates; `naming` are ids that the question brings along, so that the Catalog says what it knows of them.
    init(
        _ inputOptions: InputOptions, _ question: QuestionOptions, isQuiet: Bool, sample: [Extract]? = nil, naming ids: [String] = []
    ) throws(CommandError) {
        guard question.asOf.count <= 1 else {
            throw .usage(option: "--as-of", value: question.asOf.joined(separator: " "), expected: "YYYY-MM-DD")
        }
        asOf = try Self.day(question.asOf.first)
        guard let of = Jurisdiction(code: question.of.uppercased()) else {
            throw .usage(option: "--of", value: question.of, expected: "US, CN, DE, GB, EU …")
        }
        guard let horizon = Horizon(name: question.horizon) else {
            throw .usage(option: "--horizon", value: question.horizon, expected: Horizon.allCases.map(\.name).joined(separator: " "))
        }
        guard let level = EventLevel(rawValue: question.level) else {
            throw .usage(option: "--level", value: question.level, expected: EventLevel.allCases.map(\.rawValue).joined(separator: " "))
        }
        self.of = of
        self.horizon = horizon
        self.level = level
        isStrict = question.strict
        assumptions = Set(question.assume).sorted { $0.isBytewiseLess(than: $1) }
        isEmptyAllowed = inputOptions.allowEmpty
        targetSelectors = try question.target.map { text throws(CommandError) in try Selector(text) }
        catalog = try UserCatalog.loaded(inputOptions)
        let progress = Progress(isQuiet: isQuiet)
        var inputs: Inputs
        if let sample {
            inputs = Inputs(extracts: sample, roots: [Inputs.Root(prefix: "", name: "sample", isFolder: true)])
        } else {
            inputs = try InputReader.read(
                inputOptions.inputs, limits: inputOptions.limits, progress: progress, vocabulary: ServiceVocabulary(catalog))
        }
        progress.finish()
        if inputs.extracts.isEmpty, !isEmptyAllowed {
            throw inputs.diagnostics.contains { $0.severity == .error } ? .unreadable(inputs.diagnostics) : .nothingRecognised
        }
        let roots = inputs.roots.map { ProjectLayout.Root(prefix: $0.prefix, name: $0.name, isFolder: $0.isFolder) }
        var laidOut = ProjectLayout.applied(to: inputs.takeExtracts(), roots: roots)
        self.inputs = inputs
        if !ids.isEmpty {
            guard let named = Extract(naming: ids, reader: "scenario") else {
                throw .usage(option: "id", value: ids.joined(separator: " "), expected: "kind:name, pkg:…")
            }
            laidOut.append(named)
        }
        assembled = assemble(laidOut + [catalog.evidence(for: laidOut, asOf: asOf)])
        policies = PolicyRules(catalog, graph: assembled.graph, asOf: asOf, assuming: assumptions)
        if let unknown = policies.unknownAssumptions.first {
            throw .usage(option: "--assume", value: unknown, expected: catalog.instruments.map(\.id).joined(separator: " "))
        }
        exposure = assembled.graph.propagating(policies.rules, for: catalog.members(of: of))
        modelWhenAsked = ModelWhenAsked(of: assembled.graph)
    }

    /// What was odd, from the walk to the model, sorted.
    var diagnostics: [Diagnostic] { Set(inputs.diagnostics + assembled.diagnostics + LossModel.diagnostics(of: graph)).sorted() }

    /// The question as answers print it.
    func question(limits: [String] = [], adding more: [Diagnostic] = []) -> Question {
        Question(
            version: Tool.version, catalogVersion: catalog.version, asOf: asOf, of: of, horizon: horizon, level: level,
            assumptions: assumptions,
            diagnostics: more.isEmpty ? diagnostics : Set(diagnostics + more).sorted(), limits: limits)
    }

    /// The nodes asked about: those selected, else every product, else every root.
    func targets() throws(CommandError) -> [Int] {
        guard !targetSelectors.isEmpty else { return model.defaultTargets }
        var found: Set<Int> = []
        for selector in targetSelectors { found.formUnion(try nodes(selector)) }
        return found.sorted()
    }

    /// The nodes that a selector means; an error that lists the nearest ids where it means none.
    func nodes(_ selector: Selector, states: [SupplyState]? = nil) throws(CommandError) -> [Int] {
        let selection = Selection(graph: graph, exposure: exposure, states: states)
        let found = graph.nodes.indices.filter { selection.matches($0, selector) }
        guard found.isEmpty, !isEmptyAllowed else { return found }
        throw .noMatch(selector: selector.text, nearest: NearestIDs.of(selector.subject, in: graph))
    }

    /// The events of the level asked about, each weighed by whether the government asked about has a hand on it.
    func events(at level: EventLevel? = nil) -> [Event] {
        graph.events(at: level ?? self.level, focus: catalog.members(of: of), control: { exposure.control(of: $0) })
    }

    /// The day that a word of the command line means, or today.
    static func day(_ text: String?) throws(CommandError) -> CalendarDate {
        guard let text else { return today() }
        guard let day = CalendarDate(text), text.utf8.count == 10 else {
            throw .usage(option: "--as-of", value: text, expected: "YYYY-MM-DD")
        }
        return day
    }

    /// The only place where the clock is read.
    private static func today() -> CalendarDate {
        var now = time(nil)
        var parts = unsafe tm()
        unsafe gmtime_r(&now, &parts)
        let day = unsafe CalendarDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        guard let day else { preconditionFailure("the clock shows a day between the years 1 and 9999") }
        return day
    }
}

/// The model of what is lost, made by the first question that needs it: exposure does not, and on a large graph it takes a while.
///
/// A class, so that copies of an analysis share the one model.
private final class ModelWhenAsked: Sendable {
    private let graph: SupplyGraph
    private let made = Mutex<LossModel?>(nil)

    init(of graph: SupplyGraph) { self.graph = graph }

    var model: LossModel {
        made.withLock { made in
            if let made { return made }
            let model = LossModel(graph)
            made = model
            return model
        }
    }
}
