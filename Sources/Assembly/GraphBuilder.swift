internal import Dispatch
internal import Scanning
internal import SupplyChain
internal import Synchronization

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
        // A look at a table through `self` would lend all of them, with a reference counted for each, for each block.
        let (claims, symbols, sources) = (claims, pool.symbols, pool.sources)
        for block in 0..<claims.count where isFirm[block] { drafts.append((block, NodeDraft(block, of: claims, symbols: symbols))) }
        let unplaced = unplaced(isFirm)
        let ordered = NodeNaming.ids(of: drafts, pool: pool)
        var indexOfBlock = [Int](repeating: -1, count: claims.count)
        for (index, entry) in ordered.enumerated() { indexOfBlock[drafts[entry.position].block] = index }
        nodes = claims.blockOfRecord.map { indexOfBlock[Int($0)] }
        let (things, ties) = Self.both(
            { [drafts] in Things(drafts, ordered, sources) },
            { [nodes] in Ties(sources, nodes) })
        for conflict in things.conflicts { diagnostics.append(Self.diagnostic(for: conflict, things.nodes[conflict.node])) }
        let graph = SupplyGraph(
            sortedNodes: things.nodes, relationships: ties.relationships, statedRequirements: ties.requirements,
            conflicts: (things.conflicts + ties.conflicts).sorted(by: Self.isEarlier), unknownKeys: [])
        diagnostics += ties.diagnostics + things.lookalikes
        return Assembled(
            graph: graph, diagnostics: Self.distinct(diagnostics), registeredNames: registeredNames,
            deliveries: PlannedDeliveries.stated(in: sources, nodes: nodes, graph: graph), unplaced: unplaced)
    }

    /// The nodes, with what about them is in dispute and which look alike.
    private struct Things: Sendable {
        let nodes: [SupplyGraph.Node]
        let conflicts: [SupplyGraph.Conflict]
        let lookalikes: [Diagnostic]

        init(_ drafts: [(block: Int, draft: NodeDraft)], _ ordered: [(id: NodeID, position: Int)], _ sources: [RecordPool.Source]) {
            var nodes: [SupplyGraph.Node] = []
            var conflicts: [SupplyGraph.Conflict] = []
            nodes.reserveCapacity(ordered.count)
            for (index, entry) in ordered.enumerated() {
                nodes.append(
                    drafts[entry.position].draft.node(id: entry.id, index: index, conflicts: &conflicts) {
                        GraphBuilder.located($0, sources)
                    })
            }
            self.nodes = nodes
            self.conflicts = conflicts
            lookalikes = Lookalikes.warnings(among: nodes)
        }
    }

    /// What holds between nodes, with what about it is in dispute.
    private struct Ties: Sendable {
        let relationships: [SupplyGraph.Relationship]
        let requirements: [Requirement]
        let conflicts: [SupplyGraph.Conflict]
        let diagnostics: [Diagnostic]

        init(_ sources: [RecordPool.Source], _ nodes: [Int]) {
            var edges = EdgeGathering(nodes: nodes)
            var conflicts: [SupplyGraph.Conflict] = []
            for source in sources { edges.take(source) }
            relationships = edges.relationships(conflicts: &conflicts)
            requirements = edges.requirements()
            diagnostics = edges.diagnostics
            self.conflicts = conflicts
        }
    }

    /// Two answers that do not need each other, each worked out on a core of its own.
    private static func both<Left: Sendable, Right: Sendable>(
        _ left: @Sendable () -> Left, _ right: @Sendable () -> Right
    ) -> (Left, Right) {
        let answers = Mutex<(left: Left?, right: Right?)>((nil, nil))
        DispatchQueue.concurrentPerform(iterations: 2) { part in
            if part == 0 {
                let answer = left()
                answers.withLock { $0.left = answer }
            } else {
                let answer = right()
                answers.withLock { $0.right = answer }
            }
        }
        guard case (let left?, let right?) = answers.withLock({ $0 }) else { preconditionFailure("both parts were run") }
        return (left, right)
    }

    /// Spells out places, sorted and each once.
    fileprivate static func located(_ spots: [Spot], _ sources: [RecordPool.Source]) -> [SourceLocation] {
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
                Self.located(NodeDraft(block, of: claims, symbols: pool.symbols).spots, pool.sources))
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
