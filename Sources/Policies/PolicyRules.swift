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
    }

    /// The rules to propagate, by id.
    public let rules: [FlagRule]
    /// The instruments that speak, by id.
    public let speaking: [Instrument]
    /// The instruments that do not, and why, by id.
    public let silent: [(instrument: Instrument, why: Silence)]
    /// Assumed ids that no instrument has.
    public let unknownAssumptions: [String]

    /// Reads the instruments of `catalog` for `graph`.
    ///
    /// - Parameters:
    ///   - asOf: The day on which statuses and lists are read.
    ///   - assumed: Ids of instruments taken as if in force; a rule that speaks only for that reason says so in its status and is at most `assumed`.
    public init(_ catalog: Catalog, graph: SupplyGraph, asOf: CalendarDate, assuming assumed: [String]) {
        var rules: [FlagRule] = []
        var speaking: [Instrument] = []
        var silent: [(instrument: Instrument, why: Silence)] = []
        let instruments = catalog.instruments.sorted { $0.id.isBytewiseLess(than: $1.id) }
        for instrument in instruments {
            let status = instrument.status(on: asOf)
            let isAssumed = assumed.contains { $0.isBytewiseEqual(to: instrument.id) }
            let word: String
            let ceiling: Certainty
            switch status {
            case .inForce: (word, ceiling) = ("in-force", .known)
            case .contingent: (word, ceiling) = ("contingent", .assumed)
            case .suspended, .bill, .lapsed, nil:
                guard isAssumed else {
                    silent.append((instrument, status == .suspended ? .suspended : status == nil ? .notInForce : .neverInForce))
                    continue
                }
                (word, ceiling) = ("\(status?.rawValue ?? "not-in-force"), assumed", .assumed)
            }
            speaking.append(instrument)
            switch instrument.mechanism {
            case .followsTheItem: rules.append(FollowsTheItem.rule(instrument, status: word, graph: graph, ceiling: ceiling))
            case .listMembership:
                let members = instrument.list.map { catalog.members(ofList: $0, asOf: asOf) } ?? []
                rules.append(ListMembership.rule(instrument, status: word, graph: graph, members: members, ceiling: ceiling))
            }
        }
        self.rules = rules
        self.speaking = speaking
        self.silent = silent
        unknownAssumptions = assumed.filter { id in !instruments.contains { $0.id.isBytewiseEqual(to: id) } }
    }

    /// The instrument behind a flag.
    public func instrument(of flag: FlagID) -> Instrument? { speaking.first { $0.id.isBytewiseEqual(to: flag.text) } }
}
