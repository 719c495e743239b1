internal import Scanning
internal import SupplyChain

/// Turns blocks of records into nodes, and what was said of records into what holds between nodes.
struct GraphBuilder {
    private let pool: RecordPool
    private let claims: ClaimsByBlock
    private var diagnostics: [Diagnostic]
    /// The index of the node of each record; -1 for what vanished.
    private var nodes: [Int] = []

    init(pool: RecordPool, blocks: Blocks, functional: FunctionalKeys, refusals: [Diagnostic]) {
        self.pool = pool
        claims = ClaimsByBlock(pool, blocks, functional)
        diagnostics = refusals
    }

    mutating func build() -> Assembled {
        let isFirm = firmBlocks()
        var drafts: [(block: Int, draft: NodeDraft)] = []
        drafts.reserveCapacity(claims.count)
        for block in 0..<claims.count where isFirm[block] { drafts.append((block, NodeDraft(block, of: claims, pool: pool))) }
        let unplaced = unplaced(isFirm)
        let ordered = NodeNaming.ids(of: drafts, pool: pool)
        var indexOfBlock = [Int](repeating: -1, count: claims.count)
        for (index, entry) in ordered.enumerated() { indexOfBlock[drafts[entry.position].block] = index }
        nodes = claims.blockOfRecord.map { indexOfBlock[Int($0)] }
        var conflicts: [SupplyGraph.Conflict] = []
        let sources = pool.sources
        var graphNodes: [SupplyGraph.Node] = []
        graphNodes.reserveCapacity(ordered.count)
        for (index, entry) in ordered.enumerated() {
            graphNodes.append(
                drafts[entry.position].draft.node(id: entry.id, index: index, conflicts: &conflicts) { Self.located($0, sources) })
        }
        for conflict in conflicts { diagnostics.append(Self.diagnostic(for: conflict, graphNodes[conflict.node])) }
        var edges = EdgeGathering(nodes: nodes)
        for source in sources { edges.take(source) }
        let relationships = edges.relationships(conflicts: &conflicts)
        diagnostics += edges.diagnostics
        let graph = SupplyGraph(
            sortedNodes: graphNodes, relationships: relationships, statedRequirements: edges.requirements(),
            conflicts: conflicts.sorted(by: Self.isEarlier), unknownKeys: [])
        diagnostics += Lookalikes.warnings(among: graphNodes)
        return Assembled(
            graph: graph, diagnostics: Self.distinct(diagnostics), registeredNames: registeredNames,
            deliveries: PlannedDeliveries.stated(in: sources, nodes: nodes, graph: graph), unplaced: unplaced)
    }

    /// Spells out places, sorted and each once.
    private static func located(_ spots: [Spot], _ sources: [RecordPool.Source]) -> [SourceLocation] {
        guard spots.count > 1 else { return spots.map { sources[Int($0.source)].location(of: $0.place) } }
        var result = spots.map { sources[Int($0.source)].location(of: $0.place) }
        result.sort()
        var distinct: [SourceLocation] = []
        for location in result where distinct.last != location { distinct.append(location) }
        return distinct
    }

    /// Which blocks hold a record that is not tentative; the others vanish, and so does what no claim is about.
    private func firmBlocks() -> [Bool] {
        var isFirm = [Bool](repeating: false, count: claims.count)
        for record in 0..<pool.count where !pool.isTentative[record] { isFirm[Int(claims.blockOfRecord[record])] = true }
        return isFirm
    }

    /// The names under which things were met that vanished.
    private func unplaced(_ isFirm: [Bool]) -> [Assembled.Unplaced] {
        struct Name: Hashable {
            let alias: Alias
            let value: UInt32
        }
        var met: [Name: Set<SourceLocation>] = [:]
        for name in pool.names where !name.answers {
            let block = Int(claims.blockOfRecord[name.record])
            guard !isFirm[block] else { continue }
            met[Name(alias: name.alias, value: name.value.index), default: []].formUnion(
                Self.located(NodeDraft(block, of: claims, pool: pool).spots, pool.sources))
        }
        let symbols = Dictionary(pool.names.map { ($0.value.index, $0.value) }, uniquingKeysWith: { first, _ in first })
        return met.map { name, sources in
            Assembled.Unplaced(alias: name.alias, name: symbols[name.value].map { pool.symbols[$0] } ?? "", sources: sources.sorted())
        }
        .sorted { $0.alias == $1.alias ? $0.name.isBytewiseLess(than: $1.name) : $0.alias.rawValue < $1.alias.rawValue }
    }

    /// Under which names registers met organizations, by node.
    private var registeredNames: [(node: Int, name: String)] {
        pool.names.compactMap { name in
            guard name.alias == .organizationName, nodes[name.record] >= 0 else { return nil }
            return (nodes[name.record], pool.symbols[name.value])
        }
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
