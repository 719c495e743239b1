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
    private var contradicted: Set<Slot> = []
    private let sources: [RecordPool.Source]
    private var familyOfValue: [UInt32: Int] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    init(_ pool: RecordPool) {
        sources = pool.sources
        var numbers: [String: Int] = [:]
        var stated: [Slot: UInt32] = [:]
        for key in pool.keys where key.kind == .digest || key.kind == .legalEntity {
            let name =
                key.kind == .legalEntity
                ? "LEI" : String(decoding: pool.symbols.utf8(of: key.value).prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
            let family = numbers[name] ?? families.count
            if family == families.count {
                numbers[name] = family
                families.append(name)
            }
            familyOfValue[key.value.index] = family
            let slot = Slot(holder: key.record, family: family)
            if let value = stated[slot] {
                if value != key.value.index { contradicted.insert(slot) }
            } else {
                stated[slot] = key.value.index
                entries.append(Entry(record: key.record, family: family, value: key.value.index))
            }
        }
        let contradicted = contradicted
        guard !contradicted.isEmpty else { return }
        entries.removeAll { contradicted.contains(Slot(holder: $0.record, family: $0.family)) }
        for slot in contradicted {
            diagnostics.append(
                Diagnostic(.refusedJoin(key: families[slot.family], value: families[slot.family]), at: location(of: [slot.holder])))
        }
    }

    /// Whether the record of `key` states another value of the same family.
    func isContradicted(_ key: RecordPool.Key) -> Bool {
        guard !contradicted.isEmpty, let family = familyOfValue[key.value.index] else { return false }
        return contradicted.contains(Slot(holder: key.record, family: family))
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
        var least: SourceLocation?
        for source in sources {
            for (index, number) in source.numbers.enumerated() where records.contains(number) {
                let location = source.extract.location(of: source.extract.records[index].place)
                least = least.map { min($0, location) } ?? location
            }
        }
        return least ?? SourceLocation(file: "", place: "", reader: "assembly")
    }
}
