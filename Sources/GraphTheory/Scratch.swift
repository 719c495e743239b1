/// Working memory of one kernel: a run of plain values, let go when the kernel ends.
///
/// Held by one owner only, so that inner loops neither count references nor check for other holders.
struct Scratch<Element: BitwiseCopyable>: ~Copyable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    /// Memory for `count` values, each set to `value`.
    init(repeating value: Element, count: Int) {
        base = .allocate(capacity: max(1, count))
        base.initialize(repeating: value, count: count)
        self.count = count
    }

    /// Memory for `count` values that are written before they are read.
    init(unset count: Int) {
        base = .allocate(capacity: max(1, count))
        self.count = count
    }

    deinit { base.deallocate() }

    subscript(index: Int) -> Element {
        @inline(__always) get {
            assert(index >= 0 && index < count, "a kernel stays within its memory")
            return base[index]
        }
        @inline(__always) nonmutating set {
            assert(index >= 0 && index < count, "a kernel stays within its memory")
            base[index] = newValue
        }
    }

    subscript(index: UInt32) -> Element {
        @inline(__always) get { self[Int(index)] }
        @inline(__always) nonmutating set { self[Int(index)] = newValue }
    }
}

/// A graph's rows through plain pointers, good only while the graph is held.
struct RowPointers {
    let starts: UnsafeBufferPointer<UInt32>
    let targets: UnsafeBufferPointer<UInt32>

    var nodeCount: Int { starts.count - 1 }

    @inline(__always) func start(of node: UInt32) -> UInt32 { starts[Int(node)] }
    @inline(__always) func end(of node: UInt32) -> UInt32 { starts[Int(node) + 1] }
    @inline(__always) subscript(position: UInt32) -> UInt32 { targets[Int(position)] }
}

extension DirectedGraph {
    /// Lends the rows to a kernel.
    func withRows<Result>(_ body: (RowPointers) -> Result) -> Result {
        rowStarts.withUnsafeBufferPointer { starts in
            targets.withUnsafeBufferPointer { targets in body(RowPointers(starts: starts, targets: targets)) }
        }
    }
}

/// A mark for each node, one bit of memory each.
struct BitMarks: ~Copyable {
    private let words: Scratch<UInt64>

    /// No marks for `count` nodes.
    init(count: Int) { words = Scratch(repeating: 0, count: (count + 63) / 64) }

    /// 1 where the node is marked, else 0.
    @inline(__always) func bit(_ node: UInt32) -> UInt64 { words[node / 64] >> UInt64(node % 64) & 1 }
    @inline(__always) func insert(_ node: UInt32) { words[node / 64] |= 1 << UInt64(node % 64) }
    /// Marks the node where `bit` is 1.
    @inline(__always) func insert(_ node: UInt32, where bit: UInt64) { words[node / 64] |= bit << UInt64(node % 64) }
    @inline(__always) func remove(_ node: UInt32) { words[node / 64] &= ~(1 << UInt64(node % 64)) }

    /// Puts nodes, each once, in falling order, by marking them.
    ///
    /// - Precondition: no node is marked, before and after.
    func sortFalling(_ nodes: UnsafeMutableBufferPointer<UInt32>) {
        for node in nodes { insert(node) }
        var end = nodes.count
        for word in 0..<words.count {
            var rest = words[word]
            words[word] = 0
            while rest != 0 {
                end -= 1
                nodes[end] = UInt32(truncatingIfNeeded: 64 * word + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
