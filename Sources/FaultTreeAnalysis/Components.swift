/// Strongly connected components of lists of successors, numbered so that what a component leads to has smaller numbers.
///
/// Tarjan's algorithm with an explicit stack; R. Tarjan, *Depth-first search and linear graph algorithms*, SIAM J. Comput. 1 (1972).
struct Components {
    /// The number of each node's component; −1 for nodes that were left out.
    private(set) var ofNode: [Int32]
    /// The nodes component by component.
    private(set) var members: [Int32] = []
    private(set) var starts: [UInt32] = [0]

    private var order: [Int32]
    private var lowest: [Int32]
    private var clock: Int32 = 0
    private var open: [Int32] = []
    private var frames: [(node: Int32, position: UInt32)] = []

    /// The components of the nodes that can be reached from `roots`.
    init(_ successors: Rows, from roots: some Sequence<Int>) {
        ofNode = [Int32](repeating: -1, count: successors.count)
        order = [Int32](repeating: 0, count: successors.count)
        lowest = order
        for root in roots where order[root] == 0 { visit(Int32(truncatingIfNeeded: root), successors) }
    }

    var count: Int { starts.count - 1 }

    /// The nodes of each component.
    var rows: Rows { Rows(starts: starts, elements: members) }

    subscript(component: Int) -> ArraySlice<Int32> { members[Int(starts[component])..<Int(starts[component + 1])] }

    private mutating func visit(_ root: Int32, _ successors: Rows) {
        enter(root, successors)
        while let (node, position) = frames.last {
            let index = Int(node)
            if position < successors.starts[index + 1] {
                frames[frames.count - 1].position += 1
                let target = successors.elements[Int(position)]
                if order[Int(target)] == 0 {
                    enter(target, successors)
                } else if ofNode[Int(target)] < 0 {
                    lowest[index] = min(lowest[index], order[Int(target)])
                }
            } else {
                frames.removeLast()
                if lowest[index] == order[index] { close(node) }
                if let parent = frames.last?.node { lowest[Int(parent)] = min(lowest[Int(parent)], lowest[index]) }
            }
        }
    }

    private mutating func enter(_ node: Int32, _ successors: Rows) {
        clock += 1
        order[Int(node)] = clock
        lowest[Int(node)] = clock
        open.append(node)
        frames.append((node: node, position: successors.starts[Int(node)]))
    }

    private mutating func close(_ root: Int32) {
        let component = Int32(truncatingIfNeeded: count)
        while let node = open.popLast() {
            ofNode[Int(node)] = component
            members.append(node)
            if node == root { break }
        }
        starts.append(UInt32(truncatingIfNeeded: members.count))
    }
}

extension ThresholdSystem {
    /// For each node, the members of its gates that count at `stage`, one gate after another.
    func dependencies(at stage: UInt8) -> Rows { dependencies { $0.stage <= stage } }

    /// For each node, the members of those of its gates that `counts` picks, one gate after another.
    func dependencies(where counts: (GateCore) -> Bool) -> Rows {
        var starts: [UInt32] = [0]
        var elements: [Int32] = []
        starts.reserveCapacity(nodeCount + 1)
        elements.reserveCapacity(memberRows.elements.count)
        for node in 0..<nodeCount {
            for position in gateRows.range(node) {
                let gate = Int(gateRows.elements[position])
                if counts(cores[gate]) { elements.append(contentsOf: memberRows.elements[memberRows.range(gate)]) }
            }
            starts.append(UInt32(truncatingIfNeeded: elements.count))
        }
        return Rows(starts: starts, elements: elements)
    }
}
