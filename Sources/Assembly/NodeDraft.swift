internal import Scanning
internal import SupplyChain

/// Everything that was said of one thing, before it is decided what stands: views into flat storage.
struct NodeDraft {
    private let records: ArraySlice<ClaimsByBlock.RecordEntry>
    /// Single-valued attributes by key and value, then the others; none of the layout's.
    private let attributes: [ClaimsByBlock.AttributeEntry]
    private let reaches: ArraySlice<ClaimsByBlock.ReachEntry>
    private let keys: ArraySlice<ClaimsByBlock.KeyEntry>
    private let unknownKeys: Set<UnknownKey>
    private let pool: RecordPool
    /// The name that the folder suggests, for want of a better one.
    let layoutName: String?

    init(_ block: Int, of claims: ClaimsByBlock, pool: RecordPool) {
        records = claims.records[block]
        reaches = claims.reaches[block]
        keys = claims.keys[block]
        unknownKeys = claims.unknownKeys[Int32(truncatingIfNeeded: block)] ?? []
        let stated = claims.attributes[block]
        layoutName = stated.last { $0.isLayout }.map { pool.symbols[$0.value] }
        attributes = stated.filter { !$0.isLayout }.sorted { left, right in
            left.key == right.key ? left.value.index < right.value.index : left.key.rawValue < right.key.rawValue
        }
        self.pool = pool
    }

    /// The smallest record, to tell nodes of one name apart.
    var record: Int { records.reduce(Int.max) { min($0, Int($1.number)) } }

    /// The smallest key of a kind by its bytes.
    func key(_ kind: IdentityKey) -> String? {
        var best: Symbol?
        for entry in keys where entry.kind == kind && entry.value != best {
            if let known = best, !pool.symbols.utf8(of: entry.value).lexicographicallyPrecedes(pool.symbols.utf8(of: known)) { continue }
            best = entry.value
        }
        return best.map { pool.symbols[$0] }
    }

    /// Every id that it was given, in no order.
    var givenIDs: [String] { keys.filter { $0.kind == .id }.map { pool.symbols[$0.value] } }

    /// Where it was read.
    var spots: [Spot] { records.compactMap { $0.isLayout ? nil : $0.spot } }

    // MARK: Kind

    private var layoutKind: NodeKind? { records.first { $0.isLayout }?.kind }

    /// What records say that it is; a document's own subject counts only where nothing else does.
    private var stated: [(kind: NodeKind, rank: SourceRank, spot: Spot)] {
        let firm = records.compactMap { $0.isLayout || $0.isSubject ? nil : ($0.kind, $0.rank, $0.spot) }
        guard firm.isEmpty else { return firm }
        return records.compactMap { $0.isSubject && !$0.isLayout ? ($0.kind, .inferred, $0.spot) : nil }
    }

    /// The kind that stands: what the folders say, else the strongest; `unknown` yields to anything.
    var kind: NodeKind {
        if let only = records.first, records.count == 1, !only.isSubject || only.isLayout { return only.kind }
        if let layoutKind { return layoutKind }
        var best: (kind: NodeKind, rank: SourceRank)?
        for (kind, rank, _) in stated where kind != .unknown {
            if let known = best, (known.rank, -Self.precedence(known.kind)) >= (rank, -Self.precedence(kind)) { continue }
            best = (kind, rank)
        }
        return best?.kind ?? .unknown
    }

    /// Among kinds of equal weight the more telling one: whoever says "service" knows more than one who says "package".
    private static func precedence(_ kind: NodeKind) -> Int { order.firstIndex(of: kind) ?? order.count }

    private static let order: [NodeKind] = [
        .organization, .product, .capability, .model, .dataset, .service, .registry, .infrastructure, .hardware, .package, .unknown,
    ]

    // MARK: Attributes

    /// The value of an attribute that stands, or `nil` where there is none or it is contested.
    func standing(_ key: AttributeKey) -> String? { standing(in: attributes.filter { $0.key == key }[...]).map { pool.symbols[$0] } }

    /// Of entries with one key: the value of the highest rank, unless another has the same rank.
    private func standing(in entries: ArraySlice<ClaimsByBlock.AttributeEntry>) -> Symbol? {
        var best: SourceRank?
        var value: Symbol?
        for entry in entries {
            if let known = best, known > entry.rank { continue }
            if best == entry.rank {
                if value != entry.value { value = nil }
            } else {
                value = entry.value
            }
            best = entry.rank
        }
        return value
    }

    /// Spells out places, sorted and each once.
    typealias Locating = ([Spot]) -> [SourceLocation]

    private func candidates(
        _ stated: [(value: String, rank: SourceRank, spot: Spot)], _ located: Locating
    ) -> [SupplyGraph.Conflict.Candidate] {
        var byValue: [[UInt8]: (value: String, rank: SourceRank, spots: [Spot])] = [:]
        for entry in stated {
            var known = byValue[Array(entry.value.utf8)] ?? (entry.value, entry.rank, [])
            known.rank = max(known.rank, entry.rank)
            known.spots.append(entry.spot)
            byValue[Array(entry.value.utf8)] = known
        }
        return byValue.values.map { SupplyGraph.Conflict.Candidate(value: $0.value, rank: $0.rank, sources: located($0.spots)) }
            .sorted { $0.rank == $1.rank ? $0.value.isBytewiseLess(than: $1.value) : $0.rank > $1.rank }
    }

    // MARK: The node

    /// The node, and what about it is in dispute.
    func node(id: NodeID, index: Int, conflicts: inout [SupplyGraph.Conflict], located: Locating) -> SupplyGraph.Node {
        var single: [AttributeKey: String] = [:]
        var lists: [AttributeKey: [String]] = [:]
        var at = attributes.startIndex
        while at < attributes.endIndex {
            let key = attributes[at].key
            var end = at + 1
            while end < attributes.endIndex, attributes[end].key == key { end += 1 }
            settle(attributes[at..<end], key, index, &single, &lists, &conflicts, located)
            at = end
        }
        if single[.name] == nil, let layoutName { single[.name] = layoutName }
        if records.count > 1 { disputeKind(index, &conflicts, located) }
        let sources = located(spots)
        let places = sources.isEmpty ? [SourceLocation(file: layoutName ?? "", place: "", reader: ProjectLayout.reader)] : sources
        return SupplyGraph.Node(
            id: id, kind: kind, attributes: single, lists: lists, keys: distinctKeys(besides: id),
            jurisdictions: reaches.isEmpty ? [] : jurisdictions(index, &conflicts, located), sources: places,
            unknownKeys: unknownKeys.isEmpty ? [] : unknownKeys.sorted())
    }

    /// What stands of all that was said under one key.
    private func settle(
        _ entries: ArraySlice<ClaimsByBlock.AttributeEntry>, _ key: AttributeKey, _ index: Int, _ single: inout [AttributeKey: String],
        _ lists: inout [AttributeKey: [String]], _ conflicts: inout [SupplyGraph.Conflict], _ located: Locating
    ) {
        guard let first = entries.first?.value, let last = entries.last?.value else { return }
        guard key.isSingleValued else {
            var values: [Symbol] = []
            for entry in entries where values.last != entry.value { values.append(entry.value) }
            var texts = values.map { pool.symbols[$0] }
            if texts.count > 1 { texts.sort { $0.isBytewiseLess(than: $1) } }
            lists[key] = texts
            return
        }
        // Entries stand in the order of their values.
        guard first != last else { return single[key] = pool.symbols[first] }
        let standing = standing(in: entries).map { pool.symbols[$0] }
        let candidates = candidates(entries.map { (pool.symbols[$0.value], $0.rank, $0.spot) }, located)
        single[key] = standing ?? Self.worst(key, candidates)
        conflicts.append(SupplyGraph.Conflict(node: index, attribute: key.name, candidates: candidates, standing: standing))
    }

    /// Where a list of dependencies is said to be complete by one and incomplete by another of equal weight, it is not complete.
    private static func worst(_ key: AttributeKey, _ candidates: [SupplyGraph.Conflict.Candidate]) -> String? {
        key == .completeness ? candidates.map(\.value).first { $0 != "complete" } : nil
    }

    private func distinctKeys(besides id: NodeID) -> [SupplyGraph.IdentityValue] {
        let wanted = keys.filter { $0.kind != .project }
        guard wanted.count > 0 else { return [] }
        var values = wanted.map { SupplyGraph.IdentityValue($0.kind, pool.symbols[$0.value]) }
        values.removeAll { $0.value.isBytewiseEqual(to: id.text) }
        guard values.count > 1 else { return values }
        var distinct: [SupplyGraph.IdentityValue] = []
        for value in values.sorted() where distinct.last != value { distinct.append(value) }
        return distinct
    }

    private func disputeKind(_ index: Int, _ conflicts: inout [SupplyGraph.Conflict], _ located: Locating) {
        guard layoutKind == nil else { return }
        let described = stated.filter { $0.kind != .unknown }
        guard let first = described.first, described.contains(where: { $0.kind != first.kind }) else { return }
        let candidates = candidates(described.map { ($0.kind.rawValue, $0.rank, $0.spot) }, located)
        conflicts.append(SupplyGraph.Conflict(node: index, attribute: "kind", candidates: candidates, standing: kind.rawValue))
    }

    /// The strongest statement about each government stands; between equals the worst counts, since it is asked who can be reached (semantics 14.4).
    private func jurisdictions(_ index: Int, _ conflicts: inout [SupplyGraph.Conflict], _ located: Locating) -> [JurisdictionAssertion] {
        struct Reach: Hashable {
            let jurisdiction: Jurisdiction
            let nexus: Nexus
        }
        var result: [JurisdictionAssertion] = []
        for (reach, stated) in Dictionary(grouping: reaches, by: { Reach(jurisdiction: $0.claim.jurisdiction, nexus: $0.claim.nexus) }) {
            let strongest = stated.map(\.rank).max()
            let standing = stated.filter { $0.rank == strongest }.map(\.claim.certainty).max() ?? .unknown
            let sources = located(stated.filter { $0.claim.certainty == standing }.map(\.spot))
            result.append(JurisdictionAssertion(reach.jurisdiction, nexus: reach.nexus, certainty: standing, sources: sources))
            guard stated.contains(where: { $0.claim.certainty != standing }) else { continue }
            let candidates = candidates(stated.map { ($0.claim.certainty.name, $0.rank, $0.spot) }, located)
            conflicts.append(
                SupplyGraph.Conflict(
                    node: index, attribute: "jurisdiction \(reach.jurisdiction) \(reach.nexus)", candidates: candidates,
                    standing: standing.name))
        }
        return result.sorted { ($0.jurisdiction, $0.nexus) < ($1.jurisdiction, $1.nexus) }
    }
}
