public import CatalogFacts
internal import CatalogSchema
public import Propagation
public import SupplyChain

/// Whose verdicts are others on another day, and because of which instruments and lists (semantics 13.3).
public struct VerdictDifference: Sendable {
    /// A flag of one node on both days; `nil` where it is not there.
    public struct Change: Sendable {
        /// The node.
        public let node: NodeID
        /// The flag.
        public let flag: FlagID
        /// On the earlier day.
        public let before: Exposure.Flag?
        /// On the later day.
        public let after: Exposure.Flag?
        /// Why.
        public let reasons: [Reason]
    }

    /// Why a flag changed.
    public enum Reason: Sendable, Hashable {
        /// The instrument is something else.
        case status(before: String, after: String)
        /// A party that it begins with was listed.
        case listed(NodeID, list: String, since: CalendarDate)
        /// A party that it begins with was taken off a list.
        case delisted(NodeID, list: String, since: CalendarDate)
        /// Assertions of the graph hold on one of the days only.
        case graph
    }

    /// The changes, by flag and node.
    public let changes: [Change]
    /// The difference of the Catalog behind them.
    public let catalog: CatalogDifference

    /// Compares two exposures of the same inputs, the earlier day first.
    ///
    /// - Complexity: O(nodes × rules).
    public init(_ before: Exposure, _ after: Exposure, instruments: [Instrument], catalog: CatalogDifference) {
        let byID = Dictionary(instruments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var changes: [Change] = []
        let flags = Set(before.rules.map(\.id) + after.rules.map(\.id)).sorted()
        for flag in flags {
            let (old, new) = (Self.flagged(flag, before), Self.flagged(flag, after))
            for node in Set(old.keys).union(new.keys).sorted() {
                let (was, is_) = (old[node], new[node])
                guard was?.certainty != is_?.certainty || was?.effect != is_?.effect || was?.status != is_?.status else { continue }
                let reasons = Self.reasons(byID[flag.text], catalog, at: is_ == nil ? before : after, node, flag)
                changes.append(Change(node: node, flag: flag, before: was, after: is_, reasons: reasons))
            }
        }
        self.changes = changes
        self.catalog = catalog
    }

    private static func flagged(_ flag: FlagID, _ exposure: Exposure) -> [NodeID: Exposure.Flag] {
        guard let rule = exposure.rules.firstIndex(where: { $0.id == flag }) else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: exposure.nodes(flaggedBy: rule).compactMap { node in
                exposure.flag(of: rule, at: node).map { (exposure.graph.nodes[node].id, $0) }
            })
    }

    private static func reasons(
        _ instrument: Instrument?, _ catalog: CatalogDifference, at exposure: Exposure, _ node: NodeID, _ flag: FlagID
    ) -> [Reason] {
        guard let instrument else { return [.graph] }
        if let change = catalog.instruments.first(where: { $0.instrument.id == instrument.id }) {
            return [.status(before: change.before?.rawValue ?? "none", after: change.after?.rawValue ?? "none")]
        }
        let listings = (catalog.listings + catalog.delistings).filter { instrument.lists.contains($0.list) }
        guard !listings.isEmpty, let index = exposure.graph.index(of: node), let witness = exposure.witness(of: flag, at: index) else {
            return [.graph]
        }
        let origin = Set(witness.origin)
        let behind = listings.filter { origin.contains($0.member.source) }
        return behind.isEmpty
            ? [.graph]
            : behind.map { listing in
                if let until = listing.member.until, until <= catalog.to {
                    return .delisted(listing.member.organization, list: listing.list, since: until)
                }
                return .listed(listing.member.organization, list: listing.list, since: listing.member.since ?? catalog.to)
            }
    }
}
