internal import Scanning
internal import SupplyChain

/// Which records are one thing: a partition that only grows coarser, one kind of key after another (semantics 14.3).
struct Blocks {
    /// The block of each record, named by its smallest member; always one step away.
    private var blocks: [Int]
    private let functional: FunctionalKeys
    private(set) var diagnostics: [Diagnostic]

    init(_ pool: RecordPool, _ functional: FunctionalKeys) {
        blocks = Array(0..<pool.count)
        self.functional = functional
        diagnostics = functional.diagnostics
    }

    /// The block of a record, named by its smallest member.
    func block(of record: Int) -> Int { blocks[record] }

    /// Joins by equal keys, strongest kind first, then by what documents say is the same.
    ///
    /// - Complexity: O(keys · log keys + records · kinds of keys).
    mutating func joinByKeys(_ pool: RecordPool) {
        var byKind: [[RecordPool.Key]] = Array(repeating: [], count: IdentityKey.allCases.count)
        for key in pool.keys where !functional.isContradicted(key) { byKind[Int(key.kind.rawValue)].append(key) }
        for kind in IdentityKey.allCases {
            let keys = byKind[Int(kind.rawValue)].sorted { ($0.value.index, $0.record) < ($1.value.index, $1.record) }
            let pairs = zip(keys, keys.dropFirst()).filter { $0.value == $1.value && $0.record != $1.record }
            join(pairs.map { (left: $0.record, right: $1.record) }, by: kind.name)
        }
        join(pool.sames, by: "same-as")
    }

    /// Joins each record that mentions a name to the one that answers to it, by its most telling name; answers are never joined to each other.
    ///
    /// A name that several different things answer to joins nothing, and is told of.
    mutating func joinByAliases(_ pool: RecordPool) {
        struct Name: Hashable {
            let alias: Alias
            let value: UInt32
        }
        var answers: [Name: Set<Int>] = [:]
        var settled: Set<Int> = []
        for name in pool.names where name.answers {
            answers[Name(alias: name.alias, value: name.value.index), default: []].insert(block(of: name.record))
            settled.insert(block(of: name.record))
        }
        guard !answers.isEmpty else { return }
        var mentions: [Int: [Name]] = [:]
        for name in pool.names where !name.answers && name.alias != .organizationName {
            mentions[block(of: name.record), default: []].append(Name(alias: name.alias, value: name.value.index))
        }
        var pairs: [(left: Int, right: Int)] = []
        var ambiguous: [(block: Int, alias: Alias, found: Set<Int>)] = []
        for (block, names) in mentions where !settled.contains(block) {
            for alias in Self.mostTellingFirst {
                let found = names.filter { $0.alias == alias }.reduce(into: Set<Int>()) { $0.formUnion(answers[$1] ?? []) }
                guard !found.isEmpty else { continue }
                if let only = found.first, found.count == 1 { pairs.append((only, block)) } else { ambiguous.append((block, alias, found)) }
                break
            }
        }
        tell(ambiguous, pool)
        join(pairs, by: "alias")
    }

    /// Joins what an analyst names by an id to the thing that is printed under that id, where no document gives it the id (decision 011).
    ///
    /// An id made from a name is nobody's key, so two documents never meet in it; whoever writes it into a manifest means what was printed.
    mutating func joinByPrintedIDs(_ pool: RecordPool) {
        var isFromAnalyst = [Bool](repeating: true, count: pool.count)
        for source in pool.sources where source.extract.rank != .analyst {
            for number in source.numbers { isFromAnalyst[number] = false }
        }
        guard isFromAnalyst.contains(true) else { return }
        let claims = ClaimsByBlock(pool, self, functional)
        var isAnalysts = [Bool](repeating: true, count: claims.count)
        for record in 0..<pool.count where !isFromAnalyst[record] { isAnalysts[Int(claims.blockOfRecord[record])] = false }
        let named = (0..<claims.count).filter { isAnalysts[$0] }.flatMap { block -> [(id: NodeID, record: Int)] in
            let draft = NodeDraft(block, of: claims, pool: pool)
            return draft.givenIDs.map { (NodeID($0), draft.record) }
        }
        guard !named.isEmpty else { return }
        let others = (0..<claims.count).filter { !isAnalysts[$0] }.map { ($0, NodeDraft($0, of: claims, pool: pool)) }
        var printed: [NodeID: Int] = [:]
        for (id, position) in NodeNaming.ids(of: others, pool: pool) where NodeNaming.givenID(others[position].1) == nil {
            printed[id] = others[position].1.record
        }
        join(named.compactMap { entry in printed[entry.id].map { (left: $0, right: entry.record) } }, by: "id")
    }

    /// Several things answer to a name: it means none of them until somebody says which.
    private mutating func tell(_ ambiguous: [(block: Int, alias: Alias, found: Set<Int>)], _ pool: RecordPool) {
        guard !ambiguous.isEmpty else { return }
        let answering = ambiguous.reduce(into: Set<Int>()) { $0.formUnion($1.found) }
        var ids: [Int: String] = [:]
        for key in pool.keys where (key.kind == .id || key.kind == .packageURL) && answering.contains(block(of: key.record)) {
            let id = pool.symbols[key.value]
            let known = ids[block(of: key.record)]
            if known.map({ id.isBytewiseLess(than: $0) }) ?? true { ids[block(of: key.record)] = id }
        }
        var aliases: [Int: Alias] = [:]
        for entry in ambiguous { aliases[entry.block] = entry.alias }
        var names: [Int: Set<String>] = [:]
        var records: [Int: Int] = [:]
        for name in pool.names where !name.answers && aliases[block(of: name.record)] == name.alias {
            names[block(of: name.record), default: []].insert(pool.symbols[name.value])
            records[block(of: name.record)] = min(records[block(of: name.record)] ?? .max, name.record)
        }
        let locations = functional.locations(of: Set(records.values))
        for entry in ambiguous {
            let name = (names[entry.block] ?? []).sorted { $0.isBytewiseLess(than: $1) }.joined(separator: ", ")
            let candidates = entry.found.compactMap { ids[$0] }.sorted { $0.isBytewiseLess(than: $1) }
            guard let record = records[entry.block], let location = locations[record] else { continue }
            diagnostics.append(Diagnostic(.ambiguousName(name: name, candidates: candidates), at: location))
        }
    }

    private static let mostTellingFirst: [Alias] = [
        .hostname, .provider, .module, .hubModel, .modelName, .deviceModel, .resource, .environmentVariable,
    ]

    /// One step: each connected group of blocks is joined whole, or refused whole where it would give a node two values of a functional key.
    private mutating func join(_ pairs: [(left: Int, right: Int)], by key: String) {
        guard !pairs.isEmpty else { return }
        var trial = blocks
        func root(_ record: Int) -> Int {
            var at = record
            while trial[at] != at {
                trial[at] = trial[trial[at]]
                at = trial[at]
            }
            return at
        }
        var grew: Set<Int> = []
        for pair in pairs {
            let (left, right) = (root(pair.left), root(pair.right))
            guard left != right else { continue }
            grew.remove(max(left, right))
            grew.insert(min(left, right))
            trial[max(left, right)] = min(left, right)
        }
        guard !grew.isEmpty else { return }
        let contested = functional.contested { record in
            let block = root(record)
            return grew.contains(block) ? block : nil
        }
        for (_, contest) in contested.sorted(by: { $0.key < $1.key }) {
            diagnostics.append(Diagnostic(.refusedJoin(key: key, value: contest.family), at: contest.location))
        }
        for record in blocks.indices {
            let block = root(record)
            if contested[block] == nil { blocks[record] = block }
        }
    }
}
