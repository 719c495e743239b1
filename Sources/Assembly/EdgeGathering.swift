internal import SupplyChain

/// What holds between nodes, each statement once with every place that makes it.
struct EdgeGathering {
    private struct Edge: Hashable {
        let from: Int
        let to: Int
        let details: RelationshipDetails
    }

    private struct Group: Hashable {
        let node: Int
        let type: RequirementType
        let atLeast: Int
        let want: Int
        let members: [Requirement.Member]
    }

    private struct Backing {
        var rank: SourceRank
        var sources: Set<SourceLocation>
        var unknownKeys: Set<UnknownKey>
    }

    private let nodes: [Int]
    private var edges: [Edge: Backing] = [:]
    private var groups: [Group: Backing] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(nodes: [Int]) { self.nodes = nodes }

    /// Takes the relationships and groups of one extract; those whose ends vanished vanish with them.
    mutating func take(_ source: RecordPool.Source) {
        let extract = source.extract
        for claim in extract.relationships {
            let edge = Edge(from: node(claim.from, source), to: node(claim.to, source), details: claim.details)
            guard edge.from >= 0, edge.to >= 0 else { continue }
            var backing = edges[edge] ?? Backing(rank: extract.rank, sources: [], unknownKeys: [])
            edges[edge] = nil
            backing.rank = max(backing.rank, extract.rank)
            backing.sources.insert(extract.location(of: claim.place))
            if !claim.unknownKeys.isEmpty { backing.unknownKeys.formUnion(claim.unknownKeys) }
            edges[edge] = backing
        }
        for claim in extract.groups {
            let owner = node(claim.record, source)
            guard owner >= 0 else { continue }
            var statuses: [Int: MemberStatus] = [:]
            for member in claim.members {
                let index = node(member.record, source)
                guard index >= 0 else { continue }
                statuses[index] = Self.firmer(statuses[index], member.status)
            }
            let members = statuses.sorted { $0.key < $1.key }.map { Requirement.Member(node: $0.key, status: $0.value) }
            let location = extract.location(of: claim.place)
            if claim.atLeast > members.count {
                diagnostics.append(Diagnostic(.unsatisfiableGroup(atLeast: claim.atLeast, members: members.count), at: location))
            }
            let group = Group(node: owner, type: claim.type, atLeast: claim.atLeast, want: claim.want, members: members)
            var backing = groups[group] ?? Backing(rank: extract.rank, sources: [], unknownKeys: [])
            backing.sources.insert(location)
            backing.unknownKeys.formUnion(claim.unknownKeys)
            groups[group] = backing
        }
    }

    /// The relationships in order. Two different shares of one owner in one thing are a conflict: the strongest stands, between equals the larger.
    mutating func relationships(conflicts: inout [SupplyGraph.Conflict]) -> [SupplyGraph.Relationship] {
        struct Pair: Hashable {
            let owned: Int
            let owner: Int
        }
        var owners: [Pair: [Edge]] = [:]
        for edge in edges.keys where edge.details.kind == .ownedBy {
            owners[Pair(owned: edge.from, owner: edge.to), default: []].append(edge)
        }
        for (pair, rivals) in owners where rivals.count > 1 {
            let ranked = rivals.sorted { left, right in
                let (leftRank, rightRank) = (edges[left]?.rank ?? .inferred, edges[right]?.rank ?? .inferred)
                if leftRank != rightRank { return leftRank > rightRank }
                return (left.details.share?.millionths ?? -1) > (right.details.share?.millionths ?? -1)
            }
            let candidates = ranked.map { edge in
                SupplyGraph.Conflict.Candidate(
                    value: edge.details.share?.description ?? "unknown", rank: edges[edge]?.rank ?? .inferred,
                    sources: edges[edge]?.sources.sorted() ?? [])
            }
            if Set(candidates.map(\.value)).count > 1 {
                conflicts.append(
                    SupplyGraph.Conflict(node: pair.owned, attribute: "share", candidates: candidates, standing: candidates[0].value))
            }
            for edge in ranked.dropFirst() where edge.details.share != ranked[0].details.share { edges[edge] = nil }
        }
        checkShares()
        // Ends first, as one number each: almost every comparison ends there, and none of them allocates.
        let ordered = edges.map { (ends: UInt64($0.key.from) << 32 | UInt64($0.key.to), edge: $0.key) }.sorted { left, right in
            left.ends != right.ends ? left.ends < right.ends : EdgeOrder(left.edge.details) < EdgeOrder(right.edge.details)
        }
        return ordered.map { entry in
            let backing = edges[entry.edge]
            return SupplyGraph.Relationship(
                from: entry.edge.from, to: entry.edge.to, details: entry.edge.details, sources: backing?.sources.sorted() ?? [],
                unknownKeys: backing?.unknownKeys.sorted() ?? [])
        }
    }

    /// The groups in order.
    func requirements() -> [Requirement] {
        groups.map { group, backing in
            Requirement(
                node: group.node, type: group.type, atLeast: group.atLeast, want: group.want, members: group.members,
                sources: backing.sources.sorted(),
                unknownKeys: backing.unknownKeys.sorted())
        }.sorted { left, right in
            if (left.node, left.type.rawValue, left.atLeast, left.want) != (right.node, right.type.rawValue, right.atLeast, right.want) {
                return (left.node, left.type.rawValue, left.atLeast, left.want) < (
                    right.node, right.type.rawValue, right.atLeast, right.want
                )
            }
            let one = left.members.flatMap { [$0.node, Self.position($0.status)] }
            let other = right.members.flatMap { [$0.node, Self.position($0.status)] }
            return one.lexicographicallyPrecedes(other)
        }
    }

    private func node(_ record: RecordIndex, _ source: RecordPool.Source) -> Int { nodes[source.numbers[Int(record.index)]] }

    private mutating func checkShares() {
        var sums: [Int: Int] = [:]
        for edge in edges.keys where edge.details.kind == .ownedBy { sums[edge.from, default: 0] += edge.details.share?.millionths ?? 0 }
        for (edge, backing) in edges where edge.details.kind == .ownedBy && sums[edge.from, default: 0] > 1_000_000 {
            if let location = backing.sources.min() { diagnostics.append(Diagnostic(.invalidShare("> 1"), at: location)) }
        }
    }

    private static func firmer(_ known: MemberStatus?, _ new: MemberStatus) -> MemberStatus {
        guard let known else { return new }
        return position(known) <= position(new) ? known : new
    }

    private static func position(_ status: MemberStatus) -> Int { MemberStatus.allCases.firstIndex(of: status) ?? 0 }

    /// A total order on what relationships between the same two nodes say, by numbers and words only.
    private struct EdgeOrder: Comparable {
        let numbers: [Int]
        let words: [String]

        init(_ details: RelationshipDetails) {
            let kind = RelationshipKind.allCases.firstIndex(of: details.kind) ?? 0
            let scope = details.scope.flatMap { DependencyScope.allCases.firstIndex(of: $0) } ?? -1
            let strength = details.strength.flatMap { Strength.allCases.firstIndex(of: $0) } ?? -1
            let revocable = details.isRevocable.map { $0 ? 1 : 0 } ?? -1
            numbers = [kind, scope, details.share?.millionths ?? -1, revocable, strength, Int(details.certainty.rawValue)]
            words = details.how.map { [$0.text] } ?? []
        }

        static func < (left: EdgeOrder, right: EdgeOrder) -> Bool {
            if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
            return left.words.lexicographicallyPrecedes(right.words) { $0.isBytewiseLess(than: $1) }
        }
    }
}
