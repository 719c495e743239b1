internal import Scanning
internal import SupplyChain

/// Keys of which a node has at most one value: a digest of each algorithm, a Legal Entity Identifier (semantics 14.3).
///
/// A record that states two values of one family contradicts itself: neither identifies it, and that is reported.
struct FunctionalKeys {
    /// One value that a record states.
    private struct Entry {
        let record: Int
        let family: Int
        let value: UInt32
    }

    /// A group that would hold two values.
    struct Contest {
        /// The algorithm or register.
        let family: String
        /// The smallest place among the records that state one.
        let location: SourceLocation
    }

    private struct Slot: Hashable {
        let holder: Int
        let family: Int
    }

    private var entries: [Entry] = []
    private var families: [String] = []
    private var names: [[UInt8]] = []
    private var contradicted: Set<Slot> = []
    private let sources: [RecordPool.Source]
    /// By symbol; -1 for what is no functional key.
    private var familyOfValue: [Int]
    private(set) var diagnostics: [Diagnostic] = []

    init(_ pool: RecordPool) {
        sources = pool.sources
        familyOfValue = Array(repeating: -1, count: pool.symbols.count)
        var stated: [Entry] = []
        for key in pool.keys where key.kind == .digest || key.kind == .legalEntity {
            let family = family(of: key, pool)
            familyOfValue[Int(key.value.index)] = family
            stated.append(Entry(record: key.record, family: family, value: key.value.index))
        }
        stated.sort { ($0.record, $0.family) < ($1.record, $1.family) }
        for entry in stated {
            guard let last = entries.last, last.record == entry.record, last.family == entry.family else {
                entries.append(entry)
                continue
            }
            if last.value != entry.value { contradicted.insert(Slot(holder: entry.record, family: entry.family)) }
        }
        let contradicted = contradicted
        guard !contradicted.isEmpty else { return }
        entries.removeAll { contradicted.contains(Slot(holder: $0.record, family: $0.family)) }
        for slot in contradicted {
            diagnostics.append(
                Diagnostic(.refusedJoin(key: families[slot.family], value: families[slot.family]), at: location(of: [slot.holder])))
        }
    }

    /// The algorithm of a digest or the register of an identifier, by number; there are a handful.
    private mutating func family(of key: RecordPool.Key, _ pool: RecordPool) -> Int {
        let name = key.kind == .legalEntity ? Array("LEI".utf8)[...] : pool.symbols.utf8(of: key.value).prefix { $0 != UInt8(ascii: ":") }
        if let known = names.firstIndex(where: { $0.elementsEqual(name) }) { return known }
        names.append(Array(name))
        families.append(String(decoding: name, as: UTF8.self))
        return families.count - 1
    }

    /// Whether the record of `key` states another value of the same family.
    func isContradicted(_ key: RecordPool.Key) -> Bool {
        guard !contradicted.isEmpty else { return false }
        let family = familyOfValue[Int(key.value.index)]
        return family >= 0 && contradicted.contains(Slot(holder: key.record, family: family))
    }

    /// The groups that would hold two values of one family; `group` gives the group of a record, or `nil` for one that does not matter.
    func contested(in group: (Int) -> Int?) -> [Int: Contest] {
        var held: [Slot: UInt32] = [:]
        var contests: [Int: Int] = [:]
        for entry in entries {
            guard let group = group(entry.record) else { continue }
            let slot = Slot(holder: group, family: entry.family)
            if let value = held[slot], value != entry.value {
                let known = contests[group] ?? entry.family
                contests[group] = families[known].isBytewiseLess(than: families[entry.family]) ? known : entry.family
            }
            held[slot] = held[slot] ?? entry.value
        }
        guard !contests.isEmpty else { return [:] }
        var holders: [Int: [Int]] = [:]
        for entry in entries {
            if let group = group(entry.record), contests[group] == entry.family { holders[group, default: []].append(entry.record) }
        }
        var result: [Int: Contest] = [:]
        for (group, family) in contests {
            result[group] = Contest(family: families[family], location: location(of: Set(holders[group] ?? [])))
        }
        return result
    }

    /// The smallest place at which one of `records` is described.
    private func location(of records: Set<Int>) -> SourceLocation {
        locations(of: records).values.min() ?? SourceLocation(file: "", place: "", reader: "assembly")
    }

    /// The smallest place at which each of `records` is described.
    func locations(of records: Set<Int>) -> [Int: SourceLocation] {
        var least: [Int: SourceLocation] = [:]
        for source in sources {
            for (index, number) in source.numbers.enumerated() where records.contains(number) {
                let location = source.location(of: source.extract.records[index].place)
                least[number] = least[number].map { min($0, location) } ?? location
            }
        }
        return least
    }
}
