public import CatalogFacts
internal import CatalogSchema
public import Propagation
public import SupplyChain
internal import Dispatch
internal import Synchronization

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
        var speaking: [Instrument] = []
        var silent: [(instrument: Instrument, why: Silence)] = []
        var applications: [Application] = []
        let instruments = catalog.instruments.sorted { $0.id.isBytewiseLess(than: $1.id) }
        let ground = PolicyGround(graph: graph, catalog: catalog, asOf: asOf)
        for instrument in instruments where only?.contains(instrument.id) ?? true {
            let isAssumed = assumed.contains { $0.isBytewiseEqual(to: instrument.id) }
            switch Self.standing(instrument, asOf: asOf, isAssumed: isAssumed) {
            case .silent(let why): silent.append((instrument, why))
            case .speaks(let word, let ceiling):
                speaking.append(instrument)
                applications.append(
                    Application(instrument: instrument, status: word, ceiling: min(ceiling, instrument.certainty), ground: ground))
            }
        }
        let applied = Self.applied(applications)
        rules = applied.map(\.rule)
        proofs = Dictionary(
            applied.filter { !$0.proofs.isEmpty }.map { ($0.rule.id, $0.proofs) }, uniquingKeysWith: { first, _ in first })
        self.speaking = speaking
        self.silent = silent
        unknownAssumptions = assumed.filter { id in !instruments.contains { $0.id.isBytewiseEqual(to: id) } }
    }

    private typealias Applied = (rule: FlagRule, proofs: [Int: PremiseProof])

    /// Each instrument's rule, in the order given; instruments do not see each other, and are worked on at the same time.
    private static func applied(_ applications: [Application]) -> [Applied] {
        // Market duties that travel the same ways share them.
        let groups = Dictionary(grouping: applications.indices) { index in
            MarketDuty.SharedWays.key(of: applications[index]).map { Group.sharing($0) } ?? .alone(index)
        }.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
        let found = Mutex<[Applied?]>(Array(repeating: nil, count: applications.count))
        DispatchQueue.concurrentPerform(iterations: groups.count) { number in
            var ways = MarketDuty.SharedWays()
            for index in groups[number] {
                let applied = applications[index].rule(sharing: &ways)
                found.withLock { $0[index] = applied }
            }
        }
        return found.withLock { $0.compactMap { $0 } }
    }

    private enum Group: Hashable {
        case sharing(MarketDuty.SharedWays.Key)
        case alone(Int)
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
