internal import SupplyChain

/// What holds between nodes, each statement once with every place that makes it.
struct EdgeGathering {
    /// One statement of a relationship; what the kinds of details are, `details` says.
    private struct Statement {
        let from: Int
        let to: Int
        let details: Int
        let source: Int
        let claim: Int
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
    private var sources: [RecordPool.Source] = []
    /// Keys of relationships that we do not know, by source and position there.
    private var unknownKeys: [[Int: [UnknownKey]]] = []
    private var statements: [Statement] = []
    private var details: [RelationshipDetails] = []
    private var numbers: [RelationshipDetails: Int] = [:]
    private var groups: [Group: Backing] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(nodes: [Int]) { self.nodes = nodes }

    /// Takes the relationships and groups of one extract; those whose ends vanished vanish with them.
    mutating func take(_ source: RecordPool.Source) {
        let extract = source.extract
        sources.append(source)
        statements.reserveCapacity(statements.count + extract.relationships.count)
        var keys: [Int: [UnknownKey]] = [:]
        for (index, claim) in extract.relationships.enumerated() {
            let unknown = extract.unknownKeys(ofRelationship: index)
            if !unknown.isEmpty { keys[index] = unknown }
            let (from, to) = (node(claim.from, source), node(claim.to, source))
            guard from >= 0, to >= 0 else { continue }
            statements.append(
                Statement(
                    from: from, to: to, details: number(of: extract.details(of: claim)), source: sources.count - 1, claim: index))
        }
        unknownKeys.append(keys)
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
            let location = source.location(of: claim.place)
            // Members that vanished were names of nothing known: a group that they alone could satisfy says nothing either.
            if members.count < claim.members.count && claim.atLeast > members.count
                && claim.members.contains(where: { node($0.record, source) < 0 })
            {
                continue
            }
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

    /// The relationships in order.
    ///
    /// Two different shares of one owner in one thing are a conflict: the strongest stands, between equals the larger.
    ///
    /// - Complexity: O(statements · log statements).
    mutating func relationships(conflicts: inout [SupplyGraph.Conflict]) -> [SupplyGraph.Relationship] {
        // A look at a table through `self` would lend all of them, with a reference counted for each, for each relationship.
        let (details, spelling) = (details, Spelling(sources: sources, unknownKeys: unknownKeys))
        let order = details.indices.sorted { DetailsOrder(details[$0]) < DetailsOrder(details[$1]) }
        var rank = Array(repeating: 0, count: details.count)
        for (position, number) in order.enumerated() { rank[number] = position }
        statements.sort { ($0.from, $0.to, rank[$0.details]) < ($1.from, $1.to, rank[$1.details]) }
        var edges: [SupplyGraph.Relationship] = []
        var ranks: [SourceRank] = []
        edges.reserveCapacity(statements.count)
        ranks.reserveCapacity(statements.count)
        let sorted = statements
        var at = 0
        while at < sorted.count {
            let first = sorted[at]
            var end = at + 1
            while end < sorted.count, sorted[end].from == first.from, sorted[end].to == first.to,
                sorted[end].details == first.details
            { end += 1 }
            let said = spelling.said(by: sorted[at..<end])
            edges.append(
                SupplyGraph.Relationship(
                    from: first.from, to: first.to, details: details[first.details], sources: said.sources, unknownKeys: said.unknownKeys))
            ranks.append(said.rank)
            at = end
        }
        settleShares(&edges, ranks, &conflicts)
        return edges
    }

    /// Where statements stand, how much the strongest weighs, and which keys beside them we do not know.
    private struct Spelling {
        let sources: [RecordPool.Source]
        let unknownKeys: [[Int: [UnknownKey]]]

        func said(by statements: ArraySlice<Statement>) -> (rank: SourceRank, sources: [SourceLocation], unknownKeys: [UnknownKey]) {
            var rank = SourceRank.inferred
            var locations: [SourceLocation] = []
            var unknown: [UnknownKey] = []
            locations.reserveCapacity(statements.count)
            for statement in statements {
                // An extract is never bound to a name of its own here: that would copy all its tables, for each relationship again.
                rank = max(rank, sources[statement.source].extract.rank)
                let place = sources[statement.source].extract.relationships[statement.claim].place
                locations.append(sources[statement.source].location(of: place))
                let keys = unknownKeys[statement.source]
                if !keys.isEmpty, let found = keys[statement.claim] { unknown += found }
            }
            return (rank, EdgeGathering.distinct(locations), EdgeGathering.distinct(unknown))
        }
    }

    /// Between shares that one owner is said to hold in one thing the strongest stands; then what all owners of a thing hold may not exceed the whole.
    private mutating func settleShares(
        _ edges: inout [SupplyGraph.Relationship], _ ranks: [SourceRank], _ conflicts: inout [SupplyGraph.Conflict]
    ) {
        struct Pair: Hashable {
            let owned: Int
            let owner: Int
        }
        let shares = edges.indices.filter { edges[$0].details.kind == .ownedBy }
        guard !shares.isEmpty else { return }
        var sums: [Int: Int] = [:]
        var fallen: Set<Int> = []
        for (pair, rivals) in Dictionary(grouping: shares, by: { Pair(owned: edges[$0].from, owner: edges[$0].to) }) {
            let ranked = rivals.sorted { left, right in
                if ranks[left] != ranks[right] { return ranks[left] > ranks[right] }
                return (edges[left].details.share?.millionths ?? -1) > (edges[right].details.share?.millionths ?? -1)
            }
            let share = edges[ranked[0]].details.share
            sums[pair.owned, default: 0] += share?.millionths ?? 0
            let others = rivals.filter { edges[$0].details.share != share }
            guard !others.isEmpty else { continue }
            fallen.formUnion(others)
            let candidates = Dictionary(grouping: ranked, by: { edges[$0].details.share }).map { share, stated in
                SupplyGraph.Conflict.Candidate(
                    value: share?.description ?? "unknown", rank: stated.map { ranks[$0] }.max() ?? .inferred,
                    sources: Self.distinct(stated.flatMap { edges[$0].sources }))
            }.sorted { $0.rank == $1.rank ? $0.value.isBytewiseLess(than: $1.value) : $0.rank > $1.rank }
            conflicts.append(
                SupplyGraph.Conflict(
                    node: pair.owned, attribute: "share", candidates: candidates, standing: share?.description ?? "unknown"))
        }
        for index in shares where !fallen.contains(index) && sums[edges[index].from, default: 0] > 1_000_000 {
            if let location = edges[index].sources.first { diagnostics.append(Diagnostic(.invalidShare("> 1"), at: location)) }
        }
        guard !fallen.isEmpty else { return }
        edges = edges.indices.filter { !fallen.contains($0) }.map { edges[$0] }
    }

    private static func distinct<Element: Comparable>(_ elements: [Element]) -> [Element] {
        guard elements.count > 1 else { return elements }
        var result: [Element] = []
        for element in elements.sorted() where result.last != element { result.append(element) }
        return result
    }

    private mutating func number(of claim: RelationshipDetails) -> Int {
        if let number = numbers[claim] { return number }
        let number = details.count
        numbers[claim] = number
        details.append(claim)
        return number
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

    private static func firmer(_ known: MemberStatus?, _ new: MemberStatus) -> MemberStatus {
        guard let known else { return new }
        return position(known) <= position(new) ? known : new
    }

    private static func position(_ status: MemberStatus) -> Int { MemberStatus.allCases.firstIndex(of: status) ?? 0 }

    /// A total order on details by numbers and words only.
    private struct DetailsOrder: Comparable {
        let numbers: [Int]
        let word: String

        init(_ details: RelationshipDetails) {
            let kind = RelationshipKind.allCases.firstIndex(of: details.kind) ?? 0
            let scope = details.scope.flatMap { DependencyScope.allCases.firstIndex(of: $0) } ?? -1
            let strength = details.strength.flatMap { Strength.allCases.firstIndex(of: $0) } ?? -1
            let revocable = details.isRevocable.map { $0 ? 1 : 0 } ?? -1
            numbers = [
                kind, scope, details.share?.millionths ?? -1, revocable, strength, Int(details.certainty.rawValue),
                details.how == nil ? 0 : 1,
            ]
            word = details.how?.text ?? ""
        }

        static func < (left: DetailsOrder, right: DetailsOrder) -> Bool {
            if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
            return left.word.isBytewiseLess(than: right.word)
        }
    }
}
