internal import Scanning
internal import SupplyChain

/// Which records are one thing: a partition that only grows coarser, one kind of key after another (semantics 14.3).
struct Blocks {
    private var parents: [Int]
    /// Functional keys of every record that has one: algorithm or register → value.
    private let functional: [Int: [Functional]]
    private(set) var diagnostics: [Diagnostic] = []
    private let locations: [Int: SourceLocation]

    /// A key of which a node has at most one value.
    private struct Functional: Hashable {
        let family: [UInt8]
        let value: UInt32
    }

    init(_ pool: RecordPool) {
        parents = Array(0..<pool.count)
        var functional: [Int: [Functional]] = [:]
        for key in pool.keys where key.kind == .digest || key.kind == .legalEntity {
            let bytes = pool.symbols.utf8(of: key.value)
            let family = key.kind == .legalEntity ? Array("lei".utf8) : Array(bytes.prefix { $0 != UInt8(ascii: ":") })
            functional[key.record, default: []].append(Functional(family: family, value: key.value.index))
        }
        self.functional = functional
        var locations: [Int: SourceLocation] = [:]
        for source in pool.sources {
            for (index, record) in source.extract.records.enumerated() where functional[source.numbers[index]] != nil {
                let location = source.extract.location(of: record.place)
                let number = source.numbers[index]
                locations[number] = min(locations[number] ?? location, location)
            }
        }
        self.locations = locations
    }

    /// The block of a record, named by its smallest member.
    func block(of record: Int) -> Int {
        var record = record
        while parents[record] != record { record = parents[record] }
        return record
    }

    /// Joins by equal keys, strongest kind first, then by what documents say is the same.
    mutating func joinByKeys(_ pool: RecordPool) {
        var byKind: [IdentityKey: [UInt32: [Int]]] = [:]
        for key in pool.keys { byKind[key.kind, default: [:]][key.value.index, default: []].append(key.record) }
        for kind in IdentityKey.allCases {
            let groups = byKind[kind, default: [:]].sorted { $0.key < $1.key }.map(\.value)
            join(groups) { "\(kind)" }
        }
        join(pool.sames.map { [$0.left, $0.right] }) { "same-as" }
    }

    /// Joins each record that mentions a name to the one that answers to it, by its most telling name; answers are never joined to each other.
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
        var mentions: [Int: [Name]] = [:]
        for name in pool.names where !name.answers && name.alias != .organizationName {
            mentions[block(of: name.record), default: []].append(Name(alias: name.alias, value: name.value.index))
        }
        var groups: [[Int]] = []
        for (block, names) in mentions.sorted(by: { $0.key < $1.key }) where !settled.contains(block) {
            for alias in Self.mostTellingFirst {
                let found = names.filter { $0.alias == alias }.reduce(into: Set<Int>()) { $0.formUnion(answers[$1] ?? []) }
                guard !found.isEmpty else { continue }
                if let only = found.first, found.count == 1 { groups.append([only, block]) }
                break
            }
        }
        for group in groups { join([group]) { "alias" } }
    }

    private static let mostTellingFirst: [Alias] = [.hostname, .provider, .hubModel, .modelName, .environmentVariable]

    /// One step: each connected group of blocks is joined whole, or refused whole where it would give a node two values of a functional key.
    private mutating func join(_ groups: [[Int]], named: () -> String) {
        var trial: [Int: Int] = [:]
        func root(_ block: Int) -> Int {
            var block = block
            while let next = trial[block], next != block {
                if let further = trial[next] { trial[block] = further }
                block = next
            }
            return block
        }
        for group in groups where group.count > 1 {
            let blocks = group.map { root(self.block(of: $0)) }
            guard let least = blocks.min() else { continue }
            for block in blocks where block != least { trial[block] = least }
        }
        guard !trial.isEmpty else { return }
        var members: [Int: [Int]] = [:]
        for block in trial.keys { members[root(block), default: []].append(block) }
        let values = functionalByBlock()
        for (least, others) in members.sorted(by: { $0.key < $1.key }) {
            var seen: [[UInt8]: UInt32] = [:]
            var contested: (record: Int, family: [UInt8])?
            for block in [least] + others.sorted() {
                for (record, key) in values[block, default: []] {
                    if let value = seen[key.family], value != key.value { contested = contested ?? (record, key.family) }
                    seen[key.family] = key.value
                }
            }
            if let contested {
                let location = locations[contested.record] ?? SourceLocation(file: "", place: "", reader: "assembly")
                diagnostics.append(
                    Diagnostic(.refusedJoin(key: named(), value: String(decoding: contested.family, as: UTF8.self)), at: location))
            } else {
                for block in others where block != least { parents[block] = least }
            }
        }
        compress()
    }

    private func functionalByBlock() -> [Int: [(Int, Functional)]] {
        var result: [Int: [(Int, Functional)]] = [:]
        for (record, keys) in functional.sorted(by: { $0.key < $1.key }) {
            for key in keys { result[block(of: record), default: []].append((record, key)) }
        }
        return result
    }

    private mutating func compress() { for record in parents.indices { parents[record] = block(of: record) } }
}
