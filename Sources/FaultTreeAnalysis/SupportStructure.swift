/// Which nodes stand on their own feet: those that could start again from nothing, and those that only hold each other up.
///
/// Nodes joined by cycles of *forced* support gates, those that need every member, are contracted to one block. A block is grounded when none of its
/// nodes has failed at the base and each of its support gates has as many grounded members as it needs, where members inside the block count only
/// for forced gates. The grounded blocks are the least such set. On acyclic systems a node is grounded exactly when its support has not failed.
///
/// Source: the unfounded sets of Van Gelder, Ross and Schlipf (1991), on a monotone system.
public struct SupportStructure: Sendable {
    private let system: ThresholdSystem
    private let blockOfNode: [Int32]
    private let nodesOfBlock: Rows
    /// How many grounded members outside the block each gate needs; 0 for gates that are no support.
    private let neededOutside: [Int32]
    /// How many gates of each block need something from outside.
    private let openGates: [Int32]

    /// The blocks of a system.
    ///
    /// - Complexity: O(nodes + gates + members).
    public init(of system: ThresholdSystem) {
        self.system = system
        let successors = system.dependencies { $0.isSupport && $0.failing == 1 }
        let components = Components(successors, from: 0..<system.nodeCount)
        var neededOutside = [Int32](repeating: 0, count: system.gateCount)
        var openGates = [Int32](repeating: 0, count: components.count)
        for gate in 0..<system.gateCount where system.supports[gate] {
            let members = system.memberRows[gate]
            let block = components.ofNode[Int(system.nodeOfGate[gate])]
            // The threshold is |M| − k + 1, or 0 where k > |M|: that many are never there.
            let needed = system.failing[gate] == 0 ? Int32.max : Int32(truncatingIfNeeded: members.count) + 1 - system.failing[gate]
            let inside = system.failing[gate] == 1 ? members.count { components.ofNode[Int($0)] == block } : 0
            neededOutside[gate] = needed - (needed == Int32.max ? 0 : Int32(truncatingIfNeeded: inside))
            if neededOutside[gate] > 0 { openGates[Int(block)] += 1 }
        }
        blockOfNode = components.ofNode
        nodesOfBlock = components.rows
        self.neededOutside = neededOutside
        self.openGates = openGates
    }

    /// For each node, whether it is grounded when the given nodes have failed at the base.
    ///
    /// - Complexity: O(nodes + gates + members).
    public func groundedNodes(failedAtBase: some Sequence<Int>) -> [Bool] {
        var isClosed = [Bool](repeating: false, count: openGates.count)
        for node in failedAtBase { isClosed[Int(blockOfNode[node])] = true }
        var needed = neededOutside
        var open = openGates
        var isGrounded = [Bool](repeating: false, count: system.nodeCount)
        var ready = open.indices.filter { open[$0] == 0 && !isClosed[$0] }
        while let block = ready.popLast() {
            for node in nodesOfBlock[block] {
                isGrounded[Int(node)] = true
                for gate in system.useRows[Int(node)] where system.supports[Int(gate)] {
                    let other = Int(blockOfNode[Int(system.nodeOfGate[Int(gate)])])
                    guard other != block, needed[Int(gate)] > 0, needed[Int(gate)] != Int32.max else { continue }
                    needed[Int(gate)] -= 1
                    guard needed[Int(gate)] == 0 else { continue }
                    open[other] -= 1
                    if open[other] == 0, !isClosed[other] { ready.append(other) }
                }
            }
        }
        return isGrounded
    }
}
