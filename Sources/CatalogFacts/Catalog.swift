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

    /// Who stands on a list on a day, with the fact that says so; a membership without a day counts on every day up to its end.
    public func members(ofList list: String, asOf: CalendarDate) -> [ListMember] {
        records.filter { $0.kind == .organizations }.compactMap { record in
            for text in record.list("lists") {
                guard let membership = ListMembership(text), membership.list == list, membership.holds(on: asOf) else {
                    continue
                }
                return ListMember(
                    organization: NodeID("org:\(record.id)"), since: membership.since, until: membership.until,
                    footnote: membership.footnote,
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

    /// The owner that an organization has on a day, as the Catalog has it.
    func parent(of record: CatalogRecord, asOf: CalendarDate) -> String? {
        guard let parent = record.text("parent") else { return nil }
        let (since, until) = (
            record.text("parentSince").flatMap { CalendarDate($0) }, record.text("parentUntil").flatMap { CalendarDate($0) }
        )
        return (since.map { $0 <= asOf } ?? true) && (until.map { asOf < $0 } ?? true) ? parent : nil
    }

    /// How sure a fact is: what a source that was read states is `known`, everything else `assumed`.
    ///
    /// Where a person works changes without a notice: never more than assumed (decision 043).
    static func certainty(of record: CatalogRecord) -> Certainty {
        record.text("confidence") == "verified" && record.text("kind") != "person" ? .known : .assumed
    }

    static func factID(_ record: CatalogRecord) -> String { "\(record.kind.rawValue)/\(record.id)" }
}

/// An organization on a list.
public struct ListMember: Sendable, Hashable {
    /// The organization.
    public let organization: NodeID
    /// Since when, where the day is known.
    public let since: CalendarDate?
    /// The first day on which it no longer stands there, where there is one.
    public let until: CalendarDate?
    /// The footnote of the entry, where it has one.
    public let footnote: Int?
    /// How sure.
    public let certainty: Certainty
    /// The fact.
    public let source: SourceLocation
}
