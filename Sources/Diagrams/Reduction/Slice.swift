internal import GraphTheory
internal import Resilience
internal import SupplyChain

/// What the products asked about need, directly and through others: all that a picture can be about.
///
/// Planned members do not count. The walk begins at a node of its own, beyond the graph's, that stands for all products together.
struct Slice: Sendable {
    /// Who needs whom; the number of an edge is its place in `groupOfEdge`.
    let needs: DirectedGraph
    /// The requirement behind each edge, −1 for those from the beginning to the products.
    let groupOfEdge: [Int32]
    /// The requirements of each node, by index into those of the model.
    let groups: [[Int]]
    /// The nodes met, nearest first, without the beginning.
    let order: [Int]
    /// How far each node is from a product; −1 where it is not met.
    let distance: [Int]
    /// The node by which each is met first; −1 for products and what is not met.
    let parent: [Int]

    /// Where walks begin.
    var beginning: Int { needs.nodeCount - 1 }

    /// - Complexity: O(nodes + members of groups).
    init(_ model: LossModel, targets: [Int]) {
        let count = model.graph.nodes.count
        var groups = [[Int]](repeating: [], count: count)
        var edges: [DirectedGraph.Edge] = []
        var groupOfEdge: [Int32] = []
        for (index, group) in model.requirements.enumerated() {
            groups[group.node].append(index)
            for member in group.members {
                edges.append(.init(from: group.node, to: member.node))
                groupOfEdge.append(Int32(truncatingIfNeeded: index))
            }
        }
        for target in targets {
            edges.append(.init(from: count, to: target))
            groupOfEdge.append(-1)
        }
        needs = DirectedGraph(nodeCount: count + 1, edges: edges)
        self.groupOfEdge = groupOfEdge
        self.groups = groups
        var distance = [Int](repeating: -1, count: count)
        var parent = distance
        var order: [Int] = []
        for target in targets where distance[target] < 0 {
            distance[target] = 0
            order.append(target)
        }
        var head = 0
        while head < order.count {
            let node = order[head]
            head += 1
            for member in needs.successors(of: node) where distance[member] < 0 {
                distance[member] = distance[node] + 1
                parent[member] = node
                order.append(member)
            }
        }
        self.distance = distance
        self.parent = parent
        self.order = order
    }

    func contains(_ node: Int) -> Bool { distance[node] >= 0 }
}
