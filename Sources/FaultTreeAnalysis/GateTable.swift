/// The gates of a system, 8 bytes each: the node of each gate, and which of the different kinds of gate it is.
///
/// Gates differ in what they are for and how many members must fail, and of that there are few kinds: each is kept once.
struct GateTable: Sendable, RandomAccessCollection {
    fileprivate struct Entry: BitwiseCopyable {
        let node: Int32
        let kind: UInt32
    }

    private var entries: [Entry] = []
    private var known = Kinds()

    /// Each kind, as a gate of no node, by its number.
    var kinds: [GateCore] { known.cores }

    var startIndex: Int { 0 }
    var endIndex: Int { entries.count }

    subscript(gate: Int) -> GateCore {
        @inline(__always) get {
            let entry = entries[gate]
            return known.cores[Int(entry.kind)].at(entry.node)
        }
    }

    /// The number of the kind of a gate.
    func kind(of gate: Int) -> UInt32 { entries[gate].kind }

    /// The gates through plain pointers, good only while the table is held.
    struct Pointers {
        fileprivate let entries: UnsafeBufferPointer<Entry>
        fileprivate let kinds: UnsafeBufferPointer<GateCore>

        @inline(__always) func node(of gate: Int) -> Int32 { entries[gate].node }

        subscript(gate: Int) -> GateCore {
            @inline(__always) get { kinds[Int(entries[gate].kind)].at(entries[gate].node) }
        }
    }

    /// Lends the gates to a kernel.
    func withPointers<Result>(_ body: (Pointers) -> Result) -> Result {
        entries.withUnsafeBufferPointer { entries in
            known.cores.withUnsafeBufferPointer { kinds in body(Pointers(entries: entries, kinds: kinds)) }
        }
    }

    mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

    mutating func append(_ core: GateCore) { entries.append(Entry(node: core.node, kind: known.number(of: core.at(0)))) }

    /// Lets go of what only serves to take further gates.
    mutating func close() { known.close() }

    /// Different kinds of gates, as gates of no node, each under a number.
    private struct Kinds {
        private(set) var cores: [GateCore] = []
        private var numbers: [GateCore: UInt32] = [:]
        /// For each remainder of what tells kinds apart, the number of one that was asked for last.
        private var recent: [UInt32] = []

        mutating func number(of core: GateCore) -> UInt32 {
            if recent.isEmpty { recent = [UInt32](repeating: .max, count: 256) }
            let place = core.remainder(of: recent.count)
            let guess = Int(recent[place])
            if guess < cores.count, cores[guess] == core { return recent[place] }
            let number = numbers[core] ?? UInt32(truncatingIfNeeded: cores.count)
            recent[place] = number
            if number == cores.count {
                numbers[core] = number
                cores.append(core)
            }
            return number
        }

        mutating func close() {
            numbers = [:]
            recent = []
        }
    }
}
