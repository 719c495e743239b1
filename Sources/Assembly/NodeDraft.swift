internal import SupplyChain

/// Everything that was said of one thing, before it is decided what stands.
struct NodeDraft {
    /// One text that somebody stated, with the weight and the places behind it.
    private struct Stated {
        var rank: SourceRank
        var spots: [Spot]
    }

    /// A place not yet spelled out: most are never asked for.
    struct Spot {
        /// The extract, by its position in the pool.
        let source: Int
        /// The place in it.
        let place: Place
    }

    private var kinds: [NodeKind: Stated] = [:]
    private var single: [(key: AttributeKey, value: String, stated: Stated)] = []
    private var multiple: [AttributeKey: Set<[UInt8]>] = [:]
    private var reaches: [Reach: [Certainty: Stated]] = [:]
    private var layoutKind: NodeKind?
    private(set) var layoutName: String?
    private(set) var spots: [Spot] = []
    /// The smallest record, to tell nodes of one name apart.
    private(set) var record = Int.max
    /// Keys that identify it.
    var keys: Set<SupplyGraph.IdentityValue> = []
    /// Keys of documents that we do not know.
    var unknownKeys: Set<UnknownKey> = []

    private struct Reach: Hashable {
        let jurisdiction: Jurisdiction
        let nexus: Nexus
    }

    /// Takes a record: its kind and its place.
    ///
    /// The layout of folders alone says what a project is.
    mutating func take(_ record: Record, number: Int, rank: SourceRank, isLayout: Bool, isSubject: Bool, at spot: Spot) {
        self.record = min(self.record, number)
        if isLayout {
            layoutKind = record.kind
        } else {
            spots.append(spot)
        }
        if !isLayout && !isSubject { Self.add(record.kind, to: &kinds, rank, spot) }
        if isSubject && kinds.isEmpty && layoutKind == nil { Self.add(record.kind, to: &kinds, .inferred, spot) }
    }

    /// Takes an attribute.
    mutating func take(_ key: AttributeKey, _ value: String, rank: SourceRank, at spot: Spot) {
        guard key.isSingleValued else {
            multiple[key, default: []].insert(Array(value.utf8))
            return
        }
        if let known = single.firstIndex(where: { $0.key == key && $0.value.isBytewiseEqual(to: value) }) {
            single[known].stated.spots.append(spot)
            single[known].stated.rank = max(single[known].stated.rank, rank)
        } else {
            single.append((key, value, Stated(rank: rank, spots: [spot])))
        }
    }

    /// Takes the name that the folder suggests, for want of a better one.
    mutating func suggest(name: String) { layoutName = name }

    /// Takes a jurisdiction.
    mutating func take(_ claim: Claim.Reach, rank: SourceRank, at spot: Spot) {
        Self.add(claim.certainty, to: &reaches[Reach(jurisdiction: claim.jurisdiction, nexus: claim.nexus), default: [:]], rank, spot)
    }

    private static func add<Value: Hashable>(
        _ value: Value, to stated: inout [Value: Stated], _ rank: SourceRank, _ spot: Spot
    ) {
        stated[value, default: Stated(rank: rank, spots: [])].spots.append(spot)
        if let known = stated[value], known.rank < rank { stated[value]?.rank = rank }
    }

    /// The kind that stands: what the folders say, else the strongest; `unknown` yields to anything.
    var kind: NodeKind {
        if let layoutKind { return layoutKind }
        let described = kinds.filter { $0.key != .unknown }
        let strongest = described.map(\.value.rank).max()
        let candidates = described.filter { $0.value.rank == strongest }.map(\.key)
        return candidates.min { Self.precedence($0) < Self.precedence($1) } ?? .unknown
    }

    /// Among kinds of equal weight the more telling one: whoever says "service" knows more than one who says "package".
    private static func precedence(_ kind: NodeKind) -> Int {
        let order: [NodeKind] = [
            .organization, .product, .capability, .model, .dataset, .service, .registry, .infrastructure, .hardware, .package, .unknown,
        ]
        return order.firstIndex(of: kind) ?? order.count
    }

    /// The value of an attribute that stands, or `nil` where there is none or it is contested.
    func standing(_ key: AttributeKey) -> String? {
        var best: SourceRank?
        var value: String?
        for entry in single where entry.key == key {
            if let known = best, known > entry.stated.rank { continue }
            value = best == entry.stated.rank ? nil : entry.value
            best = entry.stated.rank
        }
        return value
    }

    private func candidates(_ key: AttributeKey, _ located: Locating) -> [SupplyGraph.Conflict.Candidate] {
        Self.candidates(single.filter { $0.key == key }.map { ($0.value, $0.stated) }, located)
    }

    /// Spells out places, sorted and each once.
    typealias Locating = ([Spot]) -> [SourceLocation]

    private static func candidates(_ stated: [(String, Stated)], _ located: Locating) -> [SupplyGraph.Conflict.Candidate] {
        stated.map { SupplyGraph.Conflict.Candidate(value: $0.0, rank: $0.1.rank, sources: located($0.1.spots)) }
            .sorted { $0.rank == $1.rank ? $0.value.isBytewiseLess(than: $1.value) : $0.rank > $1.rank }
    }

    /// The node, and what about it is in dispute.
    func node(id: NodeID, index: Int, conflicts: inout [SupplyGraph.Conflict], located: Locating) -> SupplyGraph.Node {
        var attributes: [AttributeKey: String] = [:]
        for key in Set(single.map(\.key)).sorted(by: { $0.rawValue < $1.rawValue }) {
            let standing = standing(key)
            attributes[key] = standing
            guard single.count(where: { $0.key == key }) > 1 else { continue }
            let candidates = candidates(key, located)
            attributes[key] = standing ?? worst(key, candidates)
            conflicts.append(SupplyGraph.Conflict(node: index, attribute: key.name, candidates: candidates, standing: standing))
        }
        if attributes[.name] == nil, let layoutName { attributes[.name] = layoutName }
        if layoutKind == nil { disputeKind(index, &conflicts, located) }
        let lists = multiple.mapValues { values in
            values.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
        }
        let sources = located(spots)
        let places =
            sources.isEmpty ? [SourceLocation(file: layoutName ?? "", place: "", reader: ProjectLayout.reader)] : sources
        return SupplyGraph.Node(
            id: id, kind: kind, attributes: attributes, lists: lists,
            keys: keys.filter { $0.key != .project && $0.value != id.text }.sorted(),
            jurisdictions: jurisdictions(index, &conflicts, located), sources: places, unknownKeys: unknownKeys.sorted())
    }

    /// Where a list of dependencies is said to be complete by one and incomplete by another of equal weight, it is not complete.
    private func worst(_ key: AttributeKey, _ candidates: [SupplyGraph.Conflict.Candidate]) -> String? {
        key == .completeness ? candidates.map(\.value).first { $0 != "complete" } : nil
    }

    private func disputeKind(_ index: Int, _ conflicts: inout [SupplyGraph.Conflict], _ located: Locating) {
        let described = kinds.filter { $0.key != .unknown }
        guard described.count > 1 else { return }
        let candidates = Self.candidates(described.map { ($0.key.rawValue, $0.value) }, located)
        conflicts.append(SupplyGraph.Conflict(node: index, attribute: "kind", candidates: candidates, standing: kind.rawValue))
    }

    /// The strongest statement about each government stands; between equals the worst counts, since it is asked who can be reached (semantics 14.4).
    private func jurisdictions(_ index: Int, _ conflicts: inout [SupplyGraph.Conflict], _ located: Locating) -> [JurisdictionAssertion] {
        var result: [JurisdictionAssertion] = []
        for (reach, stated) in reaches {
            let strongest = stated.map(\.value.rank).max()
            let standing = stated.filter { $0.value.rank == strongest }.map(\.key).max() ?? .unknown
            let sources = located(stated[standing]?.spots ?? [])
            result.append(JurisdictionAssertion(reach.jurisdiction, nexus: reach.nexus, certainty: standing, sources: sources))
            if stated.count > 1 {
                let candidates = Self.candidates(stated.map { ($0.key.name, $0.value) }, located)
                conflicts.append(
                    SupplyGraph.Conflict(
                        node: index, attribute: "jurisdiction \(reach.jurisdiction) \(reach.nexus)", candidates: candidates,
                        standing: standing.name))
            }
        }
        return result.sorted { ($0.jurisdiction, $0.nexus) < ($1.jurisdiction, $1.nexus) }
    }
}
