/// How many edges lead to each node from nodes that are left: a byte a node, however many they are.
///
/// Counters are hit all over memory, once an edge to count and once to take off, so they are kept small enough to stay near the processor.
/// A byte that is full goes back by 127, and how often it did is kept apart: to be asked for only when it has run down to 128.
struct OpenEdges: ~Copyable {
    private static let full: UInt8 = 255
    private static let low: UInt8 = 128

    private let bytes: Scratch<UInt8>
    private var timesFull: [UInt32: UInt32] = [:]

    /// No edges to `count` nodes.
    init(count: Int) { bytes = Scratch(repeating: 0, count: count) }

    /// Counts edges by what they lead to, all before any is taken off.
    mutating func count(_ targets: UnsafeBufferPointer<UInt32>) {
        for target in targets {
            let edges = bytes[target] &+ 1
            bytes[target] = edges
            if edges == 0 {
                bytes[target] = Self.low + 1
                timesFull[target, default: 0] += 1
            }
        }
    }

    /// The edges to a node, exact up to 127.
    @inline(__always) subscript(node: UInt32) -> UInt8 { bytes[node] }

    /// Takes an edge off; the edges to the node that are left, exact up to 127.
    @inline(__always) mutating func remove(to node: UInt32) -> UInt8 {
        let left = bytes[node] &- 1
        bytes[node] = left
        return left == Self.low ? refill(node) : left
    }

    /// Takes off all edges to a node that has no more than 127.
    func removeAll(to node: UInt32) { bytes[node] = 0 }

    /// Fills a byte again that has run down, where it was full before; what it is then.
    @inline(never) private mutating func refill(_ node: UInt32) -> UInt8 {
        guard let times = timesFull[node] else { return Self.low }
        timesFull[node] = times > 1 ? times - 1 : nil
        bytes[node] = Self.full
        return Self.full
    }
}
