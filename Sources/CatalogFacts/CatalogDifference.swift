public import CatalogSchema
public import SupplyChain

/// What changed in law between two days: instruments that are something else, and parties that came onto lists.
public struct CatalogDifference: Sendable {
    /// An instrument that is something else on the later day.
    public struct StatusChange: Sendable {
        /// The instrument.
        public let instrument: Instrument
        /// What it was on the earlier day; `nil` where nothing held.
        public let before: StatusInterval.Status?
        /// What it is on the later day.
        public let after: StatusInterval.Status?
    }

    /// A party that came onto a list.
    public struct Listing: Sendable, Hashable {
        /// The list.
        public let list: String
        /// The party and the fact.
        public let member: ListMember
    }

    /// The earlier day.
    public let from: CalendarDate
    /// The later day.
    public let to: CalendarDate
    /// By id.
    public let instruments: [StatusChange]
    /// By day, list and party.
    public let listings: [Listing]
}

extension Catalog {
    /// What changed between two days, whichever is given first.
    public func difference(_ one: CalendarDate, _ other: CalendarDate) -> CatalogDifference {
        let (from, to) = (min(one, other), max(one, other))
        let instruments = self.instruments.sorted { $0.id.isBytewiseLess(than: $1.id) }.compactMap { instrument in
            let (before, after) = (instrument.status(on: from), instrument.status(on: to))
            return before == after ? nil : CatalogDifference.StatusChange(instrument: instrument, before: before, after: after)
        }
        let lists = Set(
            records.lazy.filter { $0.kind == .organizations }.flatMap { $0.list("lists") }.compactMap { ListMembership($0)?.list })
        let listings = lists.sorted().flatMap { list in
            members(ofList: list, asOf: to).filter { member in member.since.map { $0 > from } ?? false }.map {
                CatalogDifference.Listing(list: list, member: $0)
            }
        }.sorted {
            let (left, right) = ($0.member.since ?? from, $1.member.since ?? from)
            return left == right ? ($0.list, $0.member.organization) < ($1.list, $1.member.organization) : left < right
        }
        return CatalogDifference(from: from, to: to, instruments: instruments, listings: listings)
    }
}
