internal import Scanning
internal import SupplyChain

/// A place not yet spelled out: most are never asked for.
struct Spot {
    /// The extract, by its position in the pool.
    let source: Int32
    /// The place in it.
    let place: Place
}

/// Entries in flat storage, those of one block side by side in the order in which they came.
struct Grouped<Entry> {
    private let starts: [Int32]
    private let entries: [Entry]

    /// Groups `entries` by `block`, which is below `count`.
    ///
    /// - Complexity: O(entries + count).
    init(_ entries: [Entry], count: Int, block: (Entry) -> Int32) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for entry in entries { starts[Int(block(entry)) + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var next = starts
        var order = [Int32](repeating: 0, count: entries.count)
        for (index, entry) in entries.enumerated() {
            let at = Int(block(entry))
            order[Int(next[at])] = Int32(truncatingIfNeeded: index)
            next[at] += 1
        }
        self.entries = order.map { entries[Int($0)] }
        self.starts = starts
    }

    subscript(block: Int) -> ArraySlice<Entry> { entries[Int(starts[block])..<Int(starts[block + 1])] }
}

/// Every claim about records, by the block that the records ended in.
struct ClaimsByBlock {
    /// A record: its kind and its place.
    struct RecordEntry {
        let block: Int32
        let number: Int32
        let kind: NodeKind
        let rank: SourceRank
        /// Whether the layout of folders says so: it alone says what a project is.
        let isLayout: Bool
        let isSubject: Bool
        let spot: Spot
    }

    /// A text that somebody stated.
    struct AttributeEntry {
        let block: Int32
        let key: AttributeKey
        let rank: SourceRank
        let isLayout: Bool
        let value: Symbol
        let spot: Spot
    }

    /// A government that is said to reach the thing.
    struct ReachEntry {
        let block: Int32
        let claim: Claim.Reach
        let rank: SourceRank
        let spot: Spot
    }

    /// A key that identifies the thing.
    struct KeyEntry {
        let block: Int32
        let kind: IdentityKey
        let value: Symbol
    }

    /// How many blocks there are.
    let count: Int
    /// The block of each record on a dense numbering.
    let blockOfRecord: [Int32]
    let records: Grouped<RecordEntry>
    let attributes: Grouped<AttributeEntry>
    let reaches: Grouped<ReachEntry>
    let keys: Grouped<KeyEntry>
    let unknownKeys: [Int32: Set<UnknownKey>]

    init(_ pool: RecordPool, _ blocks: Blocks, _ functional: FunctionalKeys) {
        var numbers = [Int32](repeating: -1, count: pool.count)
        var blockOfRecord = [Int32](repeating: 0, count: pool.count)
        var count: Int32 = 0
        for record in 0..<pool.count {
            let block = blocks.block(of: record)
            if numbers[block] < 0 {
                numbers[block] = count
                count += 1
            }
            blockOfRecord[record] = numbers[block]
        }
        var records: [RecordEntry] = []
        var attributes: [AttributeEntry] = []
        var reaches: [ReachEntry] = []
        var unknownKeys: [Int32: Set<UnknownKey>] = [:]
        records.reserveCapacity(pool.sources.reduce(0) { $0 + $1.extract.records.count })
        attributes.reserveCapacity(pool.sources.reduce(0) { $0 + $1.extract.attributes.count })
        for (position, source) in pool.sources.enumerated() {
            let extract = source.extract
            let isLayout = extract.reader == ProjectLayout.reader
            let at = Int32(truncatingIfNeeded: position)
            for (index, record) in extract.records.enumerated() {
                let number = source.numbers[index]
                records.append(
                    RecordEntry(
                        block: blockOfRecord[number], number: Int32(truncatingIfNeeded: number), kind: record.kind, rank: extract.rank,
                        isLayout: isLayout, isSubject: pool.isSubject[number], spot: Spot(source: at, place: record.place)))
            }
            for claim in extract.attributes {
                attributes.append(
                    AttributeEntry(
                        block: blockOfRecord[source.numbers[Int(claim.record.index)]], key: claim.key, rank: claim.rank, isLayout: isLayout,
                        value: source.symbols[Int(claim.value.index)], spot: Spot(source: at, place: claim.place)))
            }
            for claim in extract.reaches {
                reaches.append(
                    ReachEntry(
                        block: blockOfRecord[source.numbers[Int(claim.record.index)]], claim: claim, rank: extract.rank,
                        spot: Spot(source: at, place: claim.place)))
            }
            for claim in extract.unknownKeys {
                unknownKeys[blockOfRecord[source.numbers[Int(claim.record.index)]], default: []].insert(claim.key)
            }
        }
        var keys: [KeyEntry] = []
        keys.reserveCapacity(pool.keys.count)
        for key in pool.keys where !functional.isContradicted(key) {
            keys.append(KeyEntry(block: blockOfRecord[key.record], kind: key.kind, value: key.value))
        }
        let total = Int(count)
        self.count = total
        self.blockOfRecord = blockOfRecord
        self.records = Grouped(records, count: total) { $0.block }
        self.attributes = Grouped(attributes, count: total) { $0.block }
        self.reaches = Grouped(reaches, count: total) { $0.block }
        self.keys = Grouped(keys, count: total) { $0.block }
        self.unknownKeys = unknownKeys
    }
}
