public import Resilience
public import SupplyChain

/// What was asked, on which day, of what: printed in every answer.
public struct Question: Sendable, Hashable {
    /// The version of the program.
    public let version: String
    /// The version of the Catalog.
    public let catalogVersion: String
    /// The day.
    public let asOf: CalendarDate
    /// Whose control is asked about.
    public let of: Jurisdiction
    /// The horizon.
    public let horizon: Horizon
    /// The level of events.
    public let level: EventLevel
    /// What is assumed.
    public let assumptions: [String]
    /// What was odd on the way.
    public let diagnostics: [Diagnostic]
    /// Caps that were reached, if any.
    public let limits: [String]

    /// A question with what it was asked of.
    public init(
        version: String, catalogVersion: String, asOf: CalendarDate, of: Jurisdiction, horizon: Horizon, level: EventLevel,
        assumptions: [String],
        diagnostics: [Diagnostic], limits: [String] = []
    ) {
        self.version = version
        self.catalogVersion = catalogVersion
        self.asOf = asOf
        self.of = of
        self.horizon = horizon
        self.level = level
        self.assumptions = assumptions
        self.diagnostics = diagnostics
        self.limits = limits
    }
}

extension Question {
    /// The same question, with caps that were reached on the way to its answer.
    public func reaching(_ limits: [String]) -> Question {
        Question(
            version: version, catalogVersion: catalogVersion, asOf: asOf, of: of, horizon: horizon, level: level, assumptions: assumptions,
            diagnostics: diagnostics, limits: self.limits + limits)
    }
}

extension JSONWriter {
    /// What every answer carries.
    mutating func header(_ schema: String, _ question: Question) {
        member("schema", schema)
        object("tool") {
            $0.member("name", "chokepoint")
            $0.member("version", question.version)
            $0.member("catalog", question.catalogVersion)
        }
        member("asOf", question.asOf.description)
        member("of", question.of.text)
        member("horizon", question.horizon.name)
        member("level", question.level.rawValue)
        if !question.assumptions.isEmpty { member("assume", question.assumptions) }
        member("complete", question.limits.isEmpty)
        if !question.limits.isEmpty { member("limits", question.limits) }
        array("diagnostics", question.diagnostics) { json, diagnostic in
            json.object {
                $0.member("severity", diagnostic.severity.rawValue)
                $0.member("file", diagnostic.location.file)
                if !diagnostic.location.place.isEmpty { $0.member("place", diagnostic.location.place) }
                $0.member("reader", diagnostic.location.reader)
                $0.member("message", Phrasebook(.english).sentence(for: diagnostic.problem))
            }
        }
    }

    /// A witness step by step, as the contract names it.
    mutating func witnessSteps(_ witness: WitnessWords) {
        array("witness", witness.steps) { json, step in
            json.object {
                $0.member("from", step.from)
                $0.member("to", step.to)
                $0.member("relationship", step.relationship)
                $0.member("rule", step.rule)
                if let source = step.source {
                    $0.key("source")
                    $0.source(source)
                }
            }
        }
    }
}

extension Phrasebook {
    /// The line that says what was asked.
    func questionLine(_ question: Question) -> String {
        var parts = [
            language("as of \(question.asOf)", "截至 \(question.asOf)"), language("control of \(question.of)", "控制方 \(question.of)"),
            language("Catalog \(question.catalogVersion)", "目录 \(question.catalogVersion)"),
        ]
        if !question.assumptions.isEmpty { parts.append(language("assuming ", "假定 ") + question.assumptions.joined(separator: ", ")) }
        return parts.joined(separator: " · ")
    }

    /// Diagnostics in a few lines: errors and warnings, at most `most` of them, the rest counted.
    public func diagnosticLines(_ diagnostics: [Diagnostic], most: Int = 20) -> [String] {
        let shown = diagnostics.filter { $0.severity != .note }
        var lines = shown.prefix(most).map { line(for: $0) }
        if shown.count > most { lines.append(language("… and \(shown.count - most) more", "……另有 \(shown.count - most) 条")) }
        return lines
    }
}
