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

    /// A party that came onto a list, or left it.
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
    /// Who came onto lists, by day, list and party.
    public let listings: [Listing]
    /// Who left lists, by day, list and party.
    public let delistings: [Listing]
    /// Organizations that have another owner on the later day, by id.
    public let owners: [OwnerChange]

    /// An organization with its owner on both days; `nil` where it had none.
    public struct OwnerChange: Sendable, Hashable {
        /// The organization.
        public let organization: NodeID
        /// The owner on the earlier day.
        public let before: NodeID?
        /// The owner on the later day.
        public let after: NodeID?

        /// An organization with its owner on both days.
        public init(organization: NodeID, before: NodeID?, after: NodeID?) {
            self.organization = organization
            self.before = before
            self.after = after
        }
    }
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
        let delistings = lists.sorted().flatMap { list in
            members(ofList: list, asOf: from).filter { member in member.until.map { $0 <= to } ?? false }.map {
                CatalogDifference.Listing(list: list, member: $0)
            }
        }.sorted {
            let (left, right) = ($0.member.until ?? to, $1.member.until ?? to)
            return left == right ? ($0.list, $0.member.organization) < ($1.list, $1.member.organization) : left < right
        }
        let owners = records.filter { $0.kind == .organizations }.compactMap { record -> CatalogDifference.OwnerChange? in
            let (before, after) = (parent(of: record, asOf: from), parent(of: record, asOf: to))
            guard before != after else { return nil }
            return CatalogDifference.OwnerChange(
                organization: NodeID("org:\(record.id)"), before: before.map { NodeID("org:\($0)") },
                after: after.map { NodeID("org:\($0)") })
        }
        return CatalogDifference(
            from: from, to: to, instruments: instruments, listings: listings, delistings: delistings, owners: owners)
    }
}
