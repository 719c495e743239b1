public import CatalogSchema
public import SupplyChain

/// The parameters of a mechanism, as an instrument's YAML states them; each mechanism reads its own.
public struct MechanismTerms: Sendable, Hashable {
    /// How a party's standing reaches those whom it owns.
    public enum Basis: String, Sendable, Hashable {
        /// Shares of such owners are added up and held against a threshold, layer by layer.
        case shares
        /// Whoever controls, or holds more than half, hands it down.
        case control
        /// Not at all.
        case none
    }

    /// An exemption that keeps a control from an item, and what shows that it holds.
    public struct Exemption: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Traits that must all be stated for it to hold.
        public let traits: [String]
        /// Traits any of which says that it does not hold.
        public let denials: [String]
        /// The kinds of node that it can hold for.
        public let kinds: [NodeKind]
    }

    /// Only entries listed on this day.
    public let listedOn: CalendarDate?
    /// Parties established here.
    public let seats: [Jurisdiction]
    /// How standing is handed down.
    public let basis: Basis
    /// The share that counts, for one rule everywhere.
    public let threshold: ExactShare?
    /// Whether the threshold itself is enough.
    public let isThresholdEnough: Bool
    /// The hands by which a party reaches things; empty for every kind.
    public let hands: [RelationshipKind]
    /// Where handing down stops: companies established here are not reached through owners.
    public let stopIn: [Jurisdiction]
    /// Whether the parties that it begins with are themselves meant, not only those reached through them.
    public let includesBeginnings: Bool
    /// Shares by destination.
    public let thresholds: [DestinationThreshold]
    /// Content that counts.
    public let scopeTraits: [String]
    /// What marks a thing as made with listed technology.
    public let productTraits: [String]
    /// Where a rule of direct products reaches; any one is enough.
    public let reach: [ReachProng]
    /// Organizations whose services the terms govern.
    public let operators: [NodeID]
    /// The markets of the rule, blocs spelled out.
    public let places: [Jurisdiction]
    /// Only things operated by somebody established outside these, blocs spelled out.
    public let seedOutside: [Jurisdiction]
    /// Places from which, or in which, it may not be used, blocs spelled out.
    public let excludedPlaces: [Jurisdiction]
    /// The only places from which it may be used, blocs spelled out; empty where only exclusions are stated.
    public let supportedPlaces: [Jurisdiction]
    /// An exemption, if any.
    public let exemption: Exemption?

    init(_ record: CatalogRecord, catalog: Catalog) {
        listedOn = record.text("listedOn").flatMap { CalendarDate($0) }
        seats = record.codes("seats")
        basis = record.text("basis").flatMap { Basis(rawValue: $0) } ?? .none
        threshold = record.text("threshold").flatMap { ExactShare($0) }
        isThresholdEnough = record.text("comparison") != "more-than"
        hands = record.list("hands").compactMap { RelationshipKind(rawValue: $0) }
        stopIn = record.codes("stopIn")
        includesBeginnings = record.text("includesBeginnings") == "true"
        thresholds = record.list("thresholds").compactMap { DestinationThreshold($0) }
        scopeTraits = record.list("scopeTraits")
        productTraits = record.list("productTraits")
        reach = record.list("reach").compactMap { ReachProng($0) }
        operators = record.list("operators").map { NodeID("org:\($0)") }
        excludedPlaces = record.codes("excludedPlaces").flatMap { catalog.members(of: $0) }.sorted()
        supportedPlaces = record.codes("supportedPlaces").flatMap { catalog.members(of: $0) }.sorted()
        places = record.codes("places").flatMap { catalog.members(of: $0) }.sorted()
        seedOutside = record.codes("seedOutside").flatMap { catalog.members(of: $0) }.sorted()
        exemption = record.text("guardName").map { name in
            Exemption(
                name: name, traits: record.list("guardTraits"), denials: record.list("guardDenials"),
                kinds: record.list("guardKinds").compactMap { NodeKind(rawValue: $0) })
        }
    }
}

extension CatalogRecord {
    /// The country codes of a field.
    func codes(_ field: String) -> [Jurisdiction] { list(field).compactMap { Jurisdiction(code: $0) } }
}
