/// How many members of each gate have reached each of the levels 1 to 3.
///
/// A gate takes 8 bytes: three counts of 16 bits, that of level 1 the lowest, and above them the number of its kind. So counting a member
/// touches one line of the cache. Gates of more members than 16 bits count, or of a kind that they do not number, are counted apart.
struct GateCounters: Sendable {
    /// Stands in place of the kind of a gate that is counted apart.
    fileprivate static let apart = UInt64(UInt16.max)

    private var words: [UInt64]
    /// For each kind and each change of a member's level, 1 in the field of every level that the member newly reaches.
    private let steps: [UInt64]
    /// For each kind the counts at which it begins to give each level.
    private let thresholds: [UInt64]
    private let gatesApart: [Int32]
    private var countsApart: [SIMD4<Int32>]
    private let lastStage: UInt8

    /// Counters at nothing, for the gates of stages up to `lastStage`; others stay there.
    init(_ system: ThresholdSystem, through lastStage: UInt8) {
        self.lastStage = lastStage
        words = system.cores.indices.map { UInt64(system.cores.kind(of: $0)) << 48 }
        gatesApart = system.gatesApart
        for gate in gatesApart { words[Int(gate)] = Self.apart << 48 }
        countsApart = [SIMD4<Int32>](repeating: SIMD4(), count: gatesApart.count)
        let kinds = system.cores.kinds.prefix(Int(Self.apart))
        steps = kinds.flatMap { kind in
            (0..<16).map { change in kind.stage <= lastStage ? Self.step(MemberChange(number: change), at: kind) : 0 }
        }
        thresholds = kinds.map { kind in
            (1...TransferTable.highest).reduce(0) { $0 | UInt64(UInt16(truncatingIfNeeded: kind.threshold(for: $1))) << Self.place(of: $1) }
        }
    }

    /// Whether a gate can only be counted apart.
    static func isApart(members: Int, kind: UInt32) -> Bool { members >= apart || kind >= apart }

    fileprivate static func place(of level: UInt8) -> UInt64 { 16 * UInt64(level - 1) }

    private static func step(_ change: MemberChange, at kind: GateCore) -> UInt64 {
        (1...TransferTable.highest).reduce(0) { $0 | (kind.isReached($1, by: change) ? 1 << place(of: $1) : 0) }
    }

    /// Lends the counters to a kernel.
    mutating func withPointers<Result>(of table: GateTable, _ body: (Pointers) -> Result) -> Result {
        let lastStage = lastStage
        return table.withPointers { cores in
            words.withUnsafeMutableBufferPointer { words in
                steps.withUnsafeBufferPointer { steps in
                    thresholds.withUnsafeBufferPointer { thresholds in
                        gatesApart.withUnsafeBufferPointer { gatesApart in
                            countsApart.withUnsafeMutableBufferPointer { countsApart in
                                body(
                                    Pointers(
                                        cores: cores, words: words, steps: steps, thresholds: thresholds, gatesApart: gatesApart,
                                        countsApart: countsApart, lastStage: lastStage))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// From which level to which a member goes up, as a number below 16.
struct MemberChange {
    let number: Int

    init(number: Int) { self.number = number }
    @inline(__always) init(from old: UInt8, to new: UInt8) { number = Int(old) << 2 | Int(new) }

    var old: UInt8 { UInt8(truncatingIfNeeded: number >> 2) }
    var new: UInt8 { UInt8(truncatingIfNeeded: number & 3) }
}

extension GateCounters {
    /// The counters through plain pointers, with what the gates are; good only while they are held.
    struct Pointers {
        let cores: GateTable.Pointers
        fileprivate let words: UnsafeMutableBufferPointer<UInt64>
        fileprivate let steps: UnsafeBufferPointer<UInt64>
        fileprivate let thresholds: UnsafeBufferPointer<UInt64>
        fileprivate let gatesApart: UnsafeBufferPointer<Int32>
        fileprivate let countsApart: UnsafeMutableBufferPointer<SIMD4<Int32>>
        fileprivate let lastStage: UInt8

        /// How many gates there are.
        @inline(__always) var count: Int { words.count }

        /// What is held of a gate, to be read ahead.
        @inline(__always) subscript(gate: Int) -> UInt64 { words[gate] }

        /// Counts a member that goes up; whether the gate begins to give a level by it.
        @inline(__always) func count(_ change: MemberChange, at gate: Int) -> Bool {
            let word = words[gate]
            let kind = word >> 48
            if kind == GateCounters.apart { return countApart(change, at: gate, by: 1) }
            let step = steps[Int(kind) << 4 | change.number]
            let counted = word &+ step
            words[gate] = counted
            // Of what is left of each field all bits but the highest are carried into that one, which is then 0 where all were.
            let rest = counted ^ thresholds[Int(kind)]
            let low: UInt64 = 0x7FFF_7FFF_7FFF
            return step << 15 & ~((rest & low) &+ low | rest) != 0
        }

        /// Takes back that a member was counted.
        @inline(__always) func uncount(_ change: MemberChange, at gate: Int) {
            let word = words[gate]
            let kind = word >> 48
            if kind == GateCounters.apart {
                _ = countApart(change, at: gate, by: -1)
            } else {
                words[gate] = word &- steps[Int(kind) << 4 | change.number]
            }
        }

        /// The level that a gate gives by its counters.
        func given(by gate: Int, _ core: GateCore) -> UInt8 {
            let word = words[gate]
            let counts =
                word >> 48 == GateCounters.apart
                ? countsApart[placeApart(of: gate)]
                : SIMD4(Int32(word & 0xFFFF), Int32(word >> 16 & 0xFFFF), Int32(word >> 32 & 0xFFFF), 0)
            var level = core.image(of: TransferTable.highest)
            while level > 0, counts[Int(level) - 1] < core.threshold(for: level) { level -= 1 }
            return level
        }

        @inline(never) private func countApart(_ change: MemberChange, at gate: Int, by amount: Int32) -> Bool {
            let core = cores[gate]
            guard core.stage <= lastStage else { return false }
            let place = placeApart(of: gate)
            var isFull = false
            for level in 1...TransferTable.highest where core.isReached(level, by: change) {
                countsApart[place][Int(level) - 1] += amount
                isFull = isFull || countsApart[place][Int(level) - 1] == core.threshold(for: level)
            }
            return isFull
        }

        /// Where the counts of a gate stand that is counted apart.
        private func placeApart(of gate: Int) -> Int {
            var (low, high) = (0, gatesApart.count)
            while low < high {
                let middle = (low + high) / 2
                if Int(gatesApart[middle]) < gate { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
