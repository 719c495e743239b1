public import CatalogSchema
public import SupplyChain

/// A control instrument as data: what it covers, which mechanism carries it, when it was what.
public struct Instrument: Sendable, Hashable {
    /// The ways in which controls travel that this version knows.
    public enum Mechanism: String, Sendable, Hashable, CaseIterable {
        /// With the item, along derivation.
        case followsTheItem = "follows-the-item"
        /// With a place on a list.
        case listMembership = "list-membership"
        /// With who owns or controls a party.
        case ownership
        /// With the share of the value that is of the origin asked about.
        case valueShare = "value-share"
        /// With what was used to make it, and with where it goes.
        case directProduct = "direct-product"
        /// With where and who the caller is.
        case serviceRegion = "service-region"
        /// With who can be ordered to hand data over.
        case dataFollowsControl = "data-follows-control"
        /// With the licence, outside its territory.
        case territorialLicence = "territorial-licence"
        /// With the market that a product is placed on.
        case marketDuty = "market-duty"
        /// Not at all: what it turns on is nothing that a supply chain shows.
        case recorded
    }

    /// Which dealings with a party it speaks of.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// Supplying to it.
        case supplyTo = "supply-to"
        /// Being supplied by it.
        case supplyFrom = "supply-from"
        /// Both.
        case both
    }

    /// Where a control that follows the item begins.
    public struct Seeds: Sendable, Hashable {
        /// Nodes that have one of these traits.
        public let traits: [String]
        /// Nodes of one of these kinds.
        public let kinds: [NodeKind]
        /// Nodes that are one of these items.
        public let items: [String]
        /// Of these only what somebody established in one of these developed.
        public let developerIn: [Jurisdiction]
        /// Nodes under one of these licences.
        public let licences: [String]
        /// How sure the beginning is at most.
        public let certainty: Certainty
    }

    /// The id, such as `us.ear.3a090`.
    public let id: String
    /// Its name in English and in Chinese.
    public let name: (english: String, chinese: String)
    /// Whose rule it is.
    public let issuer: Jurisdiction
    /// The authority.
    public let authority: String
    /// The citation.
    public let citation: String
    /// What it may attach: `prohibition`, `licence`, `duty` or `notice`.
    public let effect: String
    /// When it was what.
    public let history: [StatusInterval]
    /// How it travels.
    public let mechanism: Mechanism
    /// Where it begins.
    public let seeds: Seeds
    /// The relationships that carry it.
    public let carriers: [RelationshipKind]
    /// The lists it reads.
    public let lists: [String]
    /// Which dealings it speaks of.
    public let direction: Direction
    /// What its mechanism reads beside.
    public let terms: MechanismTerms
    /// What it says, in English and in Chinese.
    public let summary: (english: String, chinese: String)
    /// What must hold for it to apply, in English and in Chinese.
    public let premises: (english: [String], chinese: [String])
    /// By what kind of fact each premise is decided; empty where the instrument does not say.
    public let decidedBy: [PremiseKind]
    /// The destinations that it names, blocs spelled out; `nil` where it names none here.
    public let destinations: (places: Set<Jurisdiction>, isWhole: Bool)?
    /// Where a delivery must leave from, blocs spelled out; empty where it does not matter or is not read.
    public let departures: Set<Jurisdiction>
    /// A remark.
    public let note: String?
    /// How sure its flags can be at most: `known` where a source that was read states the instrument.
    public let certainty: Certainty
    /// The fact.
    public let source: SourceLocation

    init?(_ record: CatalogRecord, catalog: Catalog) {
        guard let mechanism = record.text("mechanism").flatMap({ Mechanism(rawValue: $0) }),
            let issuer = record.text("issuer").flatMap({ Jurisdiction(code: $0) })
        else { return nil }
        id = record.id
        let english = record.text("name") ?? record.id
        name = (english, record.text("nameZh") ?? english)
        self.issuer = issuer
        authority = record.text("authority") ?? ""
        citation = record.text("citation") ?? ""
        effect = record.text("effect") ?? "notice"
        history = record.list("status").compactMap { StatusInterval($0) }
        self.mechanism = mechanism
        seeds = Seeds(
            traits: record.list("seedTraits"), kinds: record.list("seedKinds").compactMap { NodeKind(rawValue: $0) },
            items: record.list("seedItems"), developerIn: record.codes("seedDeveloperIn"), licences: record.list("seedLicences"),
            certainty: record.text("seedCertainty").flatMap { Certainty(name: $0) } ?? .known)
        carriers = record.list("carriedBy").compactMap { RelationshipKind(rawValue: $0) }
        lists = record.list("list")
        direction = record.text("direction").flatMap { Direction(rawValue: $0) } ?? .supplyTo
        terms = MechanismTerms(record, catalog: catalog)
        summary = (record.text("summary") ?? "", record.text("summaryZh") ?? "")
        premises = (record.list("premises"), record.list("premisesZh"))
        decidedBy = record.list("decidedBy").compactMap { PremiseKind(rawValue: $0) }
        let whole = record.codes("destinations")
        let places = whole + record.codes("destinationsInPart")
        destinations = places.isEmpty ? nil : (Set(places.flatMap { catalog.members(of: $0) }), !whole.isEmpty)
        departures = Set(record.codes("departures").flatMap { catalog.members(of: $0) })
        note = record.text("note")
        certainty = Catalog.certainty(of: record)
        source = catalog.location(of: record)
    }

    /// Instruments are the same when their facts are.
    public static func == (left: Instrument, right: Instrument) -> Bool {
        left.id == right.id && left.source == right.source && left.history == right.history
    }

    /// Feeds the id to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }

    /// What it is on a day; `nil` where no interval holds.
    public func status(on day: CalendarDate) -> StatusInterval.Status? { history.first { $0.contains(day) }?.status }
}
