public import CatalogFacts
internal import CatalogSchema
public import Propagation
public import SupplyChain

/// The instruments of a Catalog brought down to one graph, on one day, with what is assumed.
public struct PolicyRules: Sendable {
    /// Why an instrument says nothing here.
    public enum Silence: String, Sendable, Hashable {
        /// Not in force on the day.
        case notInForce
        /// Suspended on the day.
        case suspended
        /// A bill or a lapsed text, and nobody assumed it.
        case neverInForce
        /// In the books, and not enforced by its own authority.
        case notEnforced
        /// Kept for its dates and its citation; what it turns on is nothing that a supply chain shows.
        case recordedOnly
    }

    /// The rules to propagate, by id.
    public let rules: [FlagRule]
    /// The instruments that speak, by id.
    public let speaking: [Instrument]
    /// The instruments that do not, and why, by id.
    public let silent: [(instrument: Instrument, why: Silence)]
    /// Assumed ids that no instrument has.
    public let unknownAssumptions: [String]
    private let proofs: [FlagID: [Int: PremiseProof]]

    /// Reads the instruments of `catalog` for `graph`.
    ///
    /// - Parameters:
    ///   - asOf: The day on which statuses and lists are read.
    ///   - only: The ids to read; all where absent.
    ///   - assumed: Ids of instruments taken as if in force; a rule that speaks only for that reason says so in its status and is at most `assumed`.
    public init(_ catalog: Catalog, graph: SupplyGraph, asOf: CalendarDate, assuming assumed: [String], only: Set<String>? = nil) {
        var rules: [FlagRule] = []
        var speaking: [Instrument] = []
        var silent: [(instrument: Instrument, why: Silence)] = []
        var proofs: [FlagID: [Int: PremiseProof]] = [:]
        let instruments = catalog.instruments.sorted { $0.id.isBytewiseLess(than: $1.id) }
        var ways = MarketDuty.SharedWays()
        let ground = PolicyGround(graph: graph, catalog: catalog, asOf: asOf)
        for instrument in instruments where only?.contains(instrument.id) ?? true {
            let isAssumed = assumed.contains { $0.isBytewiseEqual(to: instrument.id) }
            switch Self.standing(instrument, asOf: asOf, isAssumed: isAssumed) {
            case .silent(let why): silent.append((instrument, why))
            case .speaks(let word, let ceiling):
                speaking.append(instrument)
                let application = Application(
                    instrument: instrument, status: word, ceiling: min(ceiling, instrument.certainty), ground: ground)
                let (rule, proof) = application.rule(sharing: &ways)
                rules.append(rule)
                if !proof.isEmpty { proofs[rule.id] = proof }
            }
        }
        self.rules = rules
        self.speaking = speaking
        self.silent = silent
        self.proofs = proofs
        unknownAssumptions = assumed.filter { id in !instruments.contains { $0.id.isBytewiseEqual(to: id) } }
    }

    /// The instrument behind a flag.
    public func instrument(of flag: FlagID) -> Instrument? { speaking.first { $0.id.isBytewiseEqual(to: flag.text) } }

    /// The proof tree of a flag that two or more premises bring about at a node; `nil` where a path alone explains it (semantics 9.3).
    public func proof(of flag: FlagID, at node: Int) -> PremiseProof? { proofs[flag]?[node] }

    private enum Standing {
        case silent(Silence)
        case speaks(String, Certainty)
    }

    private static func standing(_ instrument: Instrument, asOf: CalendarDate, isAssumed: Bool) -> Standing {
        let status = instrument.status(on: asOf)
        if instrument.mechanism == .recorded {
            switch status {
            case .inForce, .contingent: return .silent(.recordedOnly)
            case .suspended, .bill, .lapsed, .notEnforced, nil: if isAssumed { return .silent(.recordedOnly) }
            }
        }
        switch status {
        case .inForce: return .speaks("in-force", .known)
        case .contingent: return .speaks("contingent", .assumed)
        case .suspended, .bill, .lapsed, .notEnforced, nil:
            guard !isAssumed else { return .speaks("\(status?.rawValue ?? "not-in-force"), assumed", .assumed) }
            switch status {
            case .suspended: return .silent(.suspended)
            case .notEnforced: return .silent(.notEnforced)
            case .bill, .lapsed: return .silent(.neverInForce)
            case .inForce, .contingent, nil: return .silent(.notInForce)
            }
        }
    }
}
