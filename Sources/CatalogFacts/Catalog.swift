public import CatalogSchema
public import SupplyChain

/// What is known of the world's AI supply chain, each fact with its source, date and confidence.
///
/// The built-in Catalog is compiled in as text (`CatalogCompiler`) and decoded when first asked for.
public struct Catalog: Sendable {
    /// Every entry, by kind and id.
    public let records: [CatalogRecord]
    let index: CatalogIndex

    /// A Catalog of checked entries.
    public init(_ records: [CatalogRecord]) {
        self.records = records
        index = CatalogIndex(records)
    }

    /// The Catalog that is compiled in.
    public static let builtIn = Catalog(CatalogEncoding.decode(CompiledCatalog.text))

    /// No facts at all.
    public static let empty = Catalog([])

    /// This Catalog with more entries; an entry of the same kind and id takes the place of the old one.
    public func adding(_ more: [CatalogRecord]) -> Catalog {
        struct Key: Hashable {
            let kind: CatalogRecord.Kind
            let id: String
        }
        var byKey: [Key: CatalogRecord] = [:]
        for record in records + more { byKey[Key(kind: record.kind, id: record.id)] = record }
        return Catalog(byKey.values.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) })
    }

    /// The day on which the newest fact was looked at, as a version of the Catalog.
    public var version: String { records.compactMap { $0.text("asOf") }.max() ?? "none" }

    /// The entry of a kind with this id.
    public func record(_ kind: CatalogRecord.Kind, _ id: String) -> CatalogRecord? { index.byID[kind]?[id] }

    /// The governments of a bloc, or just the one that the code names.
    public func members(of code: Jurisdiction) -> Set<Jurisdiction> {
        let bloc = record(.blocs, code.text)?.list("members").compactMap { Jurisdiction(code: $0) } ?? []
        return Set(bloc + [code])
    }

    /// The instruments, by id.
    public var instruments: [Instrument] { records.filter { $0.kind == .instruments }.compactMap { Instrument($0, catalog: self) } }

    /// Who stands on a list on a day, with the fact that says so; a membership without a day counts on every day.
    public func members(ofList list: String, asOf: CalendarDate) -> [ListMember] {
        records.filter { $0.kind == .organizations }.compactMap { record in
            for text in record.list("lists") {
                guard let membership = ListMembership(text), membership.list == list, membership.since.map({ $0 <= asOf }) ?? true else {
                    continue
                }
                return ListMember(
                    organization: NodeID("org:\(record.id)"), since: membership.since,
                    certainty: membership.confidence == "verified" ? .known : .assumed, source: location(of: record, detail: "lists"))
            }
            return nil
        }
    }

    /// Where a fact of the Catalog comes from, as evidence carries it: source, date and confidence in `file`, the fact's id in `place`.
    public func location(of record: CatalogRecord, detail: String? = nil) -> SourceLocation {
        let titles = record.list("sources").map { self.record(.sources, $0)?.text("title") ?? $0 }.joined(separator: "; ")
        let file = "\(titles), \(record.text("asOf") ?? "undated"), \(record.text("confidence") ?? "unverified")"
        return SourceLocation(file: file, place: Self.factID(record) + (detail.map { "/" + $0 } ?? ""), reader: "catalog")
    }

    /// How sure a fact is: what a source that was read states is `known`, everything else `assumed`.
    static func certainty(of record: CatalogRecord) -> Certainty { record.text("confidence") == "verified" ? .known : .assumed }

    static func factID(_ record: CatalogRecord) -> String { "\(record.kind.rawValue)/\(record.id)" }
}

/// An organization on a list.
public struct ListMember: Sendable, Hashable {
    /// The organization.
    public let organization: NodeID
    /// Since when, where the day is known.
    public let since: CalendarDate?
    /// How sure.
    public let certainty: Certainty
    /// The fact.
    public let source: SourceLocation
}

/// A control instrument as data: what it covers, which mechanism carries it, when it was what.
public struct Instrument: Sendable, Hashable {
    /// The ways in which controls travel that this version knows.
    public enum Mechanism: String, Sendable, Hashable, CaseIterable {
        /// With the item, along derivation.
        case followsTheItem = "follows-the-item"
        /// With a place on a list.
        case listMembership = "list-membership"
    }

    /// Which dealings with a listed party it speaks of.
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
        /// Of these only what somebody established there developed.
        public let developerIn: Jurisdiction?
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
    /// The list it reads.
    public let list: String?
    /// Which dealings it speaks of.
    public let direction: Direction
    /// What it says, in English and in Chinese.
    public let summary: (english: String, chinese: String)
    /// What must hold for it to apply, in English and in Chinese.
    public let premises: (english: [String], chinese: [String])
    /// A remark.
    public let note: String?
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
            items: record.list("seedItems"),
            developerIn: record.text("seedDeveloperIn").flatMap { Jurisdiction(code: $0) },
            certainty: record.text("seedCertainty").flatMap { Certainty(name: $0) } ?? .known)
        carriers = record.list("carriedBy").compactMap { RelationshipKind(rawValue: $0) }
        list = record.text("list")
        direction = record.text("direction").flatMap { Direction(rawValue: $0) } ?? .supplyTo
        summary = (record.text("summary") ?? "", record.text("summaryZh") ?? "")
        premises = (record.list("premises"), record.list("premisesZh"))
        note = record.text("note")
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
