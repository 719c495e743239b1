/// What can be reached from one node of a storage, taken out of it: each node after those it leads to.
struct DiagramCopy: Sendable {
    /// The nodes; node *i* has the number *i* + 2, numbers 0 and 1 are the constants.
    let nodes: [DiagramStorage.Node]
    /// The number of the root.
    let root: UInt32

    /// The family without a set.
    static let none = DiagramCopy(nodes: [], root: 0)

    /// The least weight of a set; `.max` where there is none.
    func leastWeight(_ weights: [UInt32]) -> Int {
        var least = [Int](repeating: .max, count: nodes.count + 2)
        least[1] = 0
        for (position, node) in nodes.enumerated() {
            let (high, weight) = (least[Int(node.high)], weights[Int(node.level)])
            least[position + 2] = min(least[Int(node.low)], high == .max || weight == .max ? .max : high + Int(weight))
        }
        return least[Int(root)]
    }

    /// The greatest weight of a set; 0 where there is none.
    func greatestWeight(_ weights: [Int]) -> Int {
        var greatest = [-1, 0]
        greatest.reserveCapacity(nodes.count + 2)
        for node in nodes {
            let high = greatest[Int(node.high)]
            greatest.append(max(greatest[Int(node.low)], high < 0 ? -1 : high + weights[Int(node.level)]))
        }
        return max(0, greatest[Int(root)])
    }
}

extension DiagramStorage {
    /// A copy of all below `root`.
    func copy(of root: UInt32) -> DiagramCopy {
        guard root > 1 else { return DiagramCopy(nodes: [], root: root) }
        // Numbers in a storage grow upwards: a node always has a higher one than those it leads to.
        var isReached = [Bool](repeating: false, count: Int(root) + 1)
        isReached[Int(root)] = true
        var count = 0
        for number in stride(from: Int(root), through: 2, by: -1) where isReached[number] {
            count += 1
            isReached[Int(nodes[number].low)] = true
            isReached[Int(nodes[number].high)] = true
        }
        var numbers = [UInt32](repeating: 0, count: Int(root) + 1)
        numbers[1] = 1
        var copied: [Node] = []
        copied.reserveCapacity(count)
        for number in 2...Int(root) where isReached[number] {
            let node = nodes[number]
            numbers[number] = UInt32(truncatingIfNeeded: copied.count + 2)
            copied.append(Node(level: node.level, low: numbers[Int(node.low)], high: numbers[Int(node.high)]))
        }
        return DiagramCopy(nodes: copied, root: numbers[Int(root)])
    }
}
