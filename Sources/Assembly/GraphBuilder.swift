internal import Scanning
internal import SupplyChain

/// Turns blocks of records into nodes, and what was said of records into what holds between nodes.
struct GraphBuilder {
    let pool: RecordPool
    let blocks: Blocks
    let functional: FunctionalKeys
    /// What is gathered of each block before it becomes a node; by block.
    private var drafts: [Int: NodeDraft] = [:]
    private var diagnostics: [Diagnostic] = []
    /// The index of the node of each record; -1 for what vanished.
    private var nodes: [Int] = []

    init(pool: RecordPool, blocks: Blocks, functional: FunctionalKeys) {
        self.pool = pool
        self.blocks = blocks
        self.functional = functional
    }

    mutating func build(refusals: [Diagnostic]) -> Assembled {
        diagnostics = refusals
        gather()
        let unplaced = dropTentative()
        let ids = NodeNaming.ids(of: drafts, pool: pool)
        let ordered = ids.sorted { $0.value < $1.value }
        nodes = Array(repeating: -1, count: pool.count)
        var indexOfBlock: [Int: Int] = [:]
        for (index, entry) in ordered.enumerated() { indexOfBlock[entry.key] = index }
        for record in 0..<pool.count { nodes[record] = indexOfBlock[blocks.block(of: record)] ?? -1 }
        var conflicts: [SupplyGraph.Conflict] = []
        let graphNodes = ordered.enumerated().map { index, entry in
            guard let draft = drafts[entry.key] else { preconditionFailure("every id belongs to a draft") }
            return draft.node(id: entry.value, index: index, conflicts: &conflicts, located: located)
        }
        for conflict in conflicts { diagnostics.append(Self.diagnostic(for: conflict, graphNodes[conflict.node])) }
        var edges = EdgeGathering(nodes: nodes)
        for source in pool.sources { edges.take(source) }
        let relationships = edges.relationships(conflicts: &conflicts)
        diagnostics += edges.diagnostics
        let graph = SupplyGraph(
            sortedNodes: graphNodes, relationships: relationships, statedRequirements: edges.requirements(),
            conflicts: conflicts.sorted(by: Self.isEarlier), unknownKeys: [])
        diagnostics += Lookalikes.warnings(among: graphNodes)
        return Assembled(
            graph: graph, diagnostics: Self.distinct(diagnostics), suggestions: suggestions(graphNodes), unplaced: unplaced)
    }

    /// Hands every claim about a record to the draft of its block.
    private mutating func gather() {
        var list = [NodeDraft](repeating: NodeDraft(), count: pool.count)
        func draft(_ record: Int, _ body: (inout NodeDraft) -> Void) { body(&list[blocks.block(of: record)]) }
        for (position, source) in pool.sources.enumerated() {
            let extract = source.extract
            for (index, record) in extract.records.enumerated() {
                let number = source.numbers[index]
                let isSubject = pool.isSubject[number]
                draft(number) {
                    $0.take(
                        record, number: number, rank: extract.rank, isLayout: extract.reader == ProjectLayout.reader, isSubject: isSubject,
                        at: NodeDraft.Spot(source: position, place: record.place))
                }
            }
            for claim in extract.attributes {
                let value = extract.symbols[claim.value]
                draft(source.numbers[Int(claim.record.index)]) {
                    if extract.reader == ProjectLayout.reader {
                        $0.suggest(name: value)
                    } else {
                        $0.take(claim.key, value, rank: claim.rank, at: NodeDraft.Spot(source: position, place: claim.place))
                    }
                }
            }
            for claim in extract.reaches {
                draft(source.numbers[Int(claim.record.index)]) {
                    $0.take(claim, rank: extract.rank, at: NodeDraft.Spot(source: position, place: claim.place))
                }
            }
            for claim in extract.unknownKeys { draft(source.numbers[Int(claim.record.index)]) { $0.unknownKeys.insert(claim.key) } }
        }
        for key in pool.keys where !functional.isContradicted(key) {
            let value = pool.symbols[key.value]
            draft(key.record) { $0.keys.insert(SupplyGraph.IdentityValue(key.kind, value)) }
        }
        for (block, draft) in list.enumerated() where blocks.block(of: block) == block { drafts[block] = draft }
    }

    /// Spells out places, sorted and each once.
    private func located(_ spots: [NodeDraft.Spot]) -> [SourceLocation] {
        var result: [SourceLocation] = []
        result.reserveCapacity(spots.count)
        for spot in spots { result.append(pool.sources[spot.source].extract.location(of: spot.place)) }
        guard result.count > 1 else { return result }
        result.sort()
        var distinct: [SourceLocation] = []
        for location in result where distinct.last != location { distinct.append(location) }
        return distinct
    }

    /// Takes away blocks of which every record is tentative, and says under which names they were met.
    private mutating func dropTentative() -> [Assembled.Unplaced] {
        var isFirm: Set<Int> = []
        for record in 0..<pool.count where !pool.isTentative[record] { isFirm.insert(blocks.block(of: record)) }
        struct Name: Hashable {
            let alias: Alias
            let text: [UInt8]
        }
        var met: [Name: Set<SourceLocation>] = [:]
        for name in pool.names where !name.answers {
            let block = blocks.block(of: name.record)
            guard !isFirm.contains(block), let draft = drafts[block] else { continue }
            met[Name(alias: name.alias, text: Array(pool.symbols.utf8(of: name.value))), default: []].formUnion(located(draft.spots))
        }
        for block in drafts.keys where !isFirm.contains(block) { drafts[block] = nil }
        return met.map {
            Assembled.Unplaced(alias: $0.key.alias, name: String(decoding: $0.key.text, as: UTF8.self), sources: $0.value.sorted())
        }
        .sorted { $0.alias == $1.alias ? $0.name.isBytewiseLess(than: $1.name) : $0.alias.rawValue < $1.alias.rawValue }
    }

    /// Organizations whose names a register writes like another's: for a person to decide.
    private func suggestions(_ graphNodes: [SupplyGraph.Node]) -> [Assembled.Suggestion] {
        var byName: [[UInt8]: [Int]] = [:]
        for (index, node) in graphNodes.enumerated() where node.kind == .organization {
            if let name = node.attributes[.name] { byName[Array(name.utf8), default: []].append(index) }
        }
        var found: Set<Assembled.Suggestion> = []
        for name in pool.names where name.alias == .organizationName && nodes[name.record] >= 0 {
            let index = nodes[name.record]
            for other in byName[Array(pool.symbols.utf8(of: name.value)), default: []] where other != index {
                let pair = [graphNodes[index].id, graphNodes[other].id].sorted()
                found.insert(Assembled.Suggestion(left: pair[0], right: pair[1]))
            }
        }
        return found.sorted()
    }

    /// By node, attribute, then what was said where: one thing may be in dispute with several owners about their shares.
    private static func isEarlier(_ left: SupplyGraph.Conflict, _ right: SupplyGraph.Conflict) -> Bool {
        if left.node != right.node { return left.node < right.node }
        if !left.attribute.isBytewiseEqual(to: right.attribute) { return left.attribute.isBytewiseLess(than: right.attribute) }
        let one = left.candidates.flatMap { [$0.value] + $0.sources.map { "\($0.file)\u{0}\($0.place)" } }
        let other = right.candidates.flatMap { [$0.value] + $0.sources.map { "\($0.file)\u{0}\($0.place)" } }
        return one.lexicographicallyPrecedes(other) { $0.isBytewiseLess(than: $1) }
    }

    private static func diagnostic(for conflict: SupplyGraph.Conflict, _ node: SupplyGraph.Node) -> Diagnostic {
        let location =
            conflict.candidates.first?.sources.first ?? node.sources.first
            ?? SourceLocation(file: node.id.text, place: "", reader: "assembly")
        guard let standing = conflict.standing else {
            return Diagnostic(.contested(attribute: conflict.attribute, candidates: conflict.candidates.map(\.value)), at: location)
        }
        let others = conflict.candidates.map(\.value).filter { !$0.isBytewiseEqual(to: standing) }
        return Diagnostic(.conflict(attribute: conflict.attribute, standing: standing, others: others), severity: .note, at: location)
    }

    private static func distinct(_ diagnostics: [Diagnostic]) -> [Diagnostic] { Set(diagnostics).sorted() }
}
