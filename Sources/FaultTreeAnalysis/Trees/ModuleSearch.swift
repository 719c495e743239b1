/// The modules of a tree: gates of which nothing below is used elsewhere, so that each can be solved by itself and stand for one variable above.
///
/// A gate is a module when it dominates all that can be reached from it. Arguments of a gate that share nothing with its other arguments and are used nowhere else are
/// gathered below gates of their own, which are modules too. Circles are no obstacle: what they close within a module is solved with it.
///
/// After Y. Dutuit and A. Rauzy, *A linear-time algorithm to find modules of fault trees*, IEEE Transactions on Reliability 45 (1996), on dominator trees
/// (K. Cooper, T. Harvey and K. Kennedy 2001) in place of visiting dates.
/// - Complexity: close to linear on trees without wide circles.
struct ModuleSearch {
    private(set) var tree: FaultTree
    /// Whether each gate is a module.
    private(set) var isModule: [Bool]

    private let gateCount: Int
    private let walk: TreeDominators?
    private var depth: [Int32] = []
    /// Twice the least depth of what edges from below a node lead to, and one if the edge joins from the side.
    private var lowest: [Int32] = []
    private var sets: [Int32] = []

    init(_ tree: FaultTree) {
        self.tree = tree
        gateCount = tree.gateCount
        isModule = [Bool](repeating: false, count: tree.gateCount)
        walk = tree.root >= 0 ? TreeDominators(tree) : nil
        guard let walk else { return }
        depth = [Int32](repeating: 0, count: walk.order.count)
        for place in 1..<max(1, walk.order.count) { depth[place] = depth[Int(walk.dominators[place])] + 1 }
        findLowest(walk)
        for (place, node) in walk.order.enumerated() where Int(node) < gateCount { isModule[Int(node)] = lowest[place] >= 2 * depth[place] }
        gather(walk)
        isModule[Int(tree.root)] = true
    }

    private func vertex(_ argument: Int32) -> Int { argument >= 0 ? Int(argument) : gateCount + Int(~argument) }

    /// Walks the dominator tree with the path to the root at hand.
    private mutating func findLowest(_ walk: TreeDominators) {
        let children = walk.children
        lowest = [Int32](repeating: .max, count: walk.order.count)
        sets = walk.order.indices.map { Int32(truncatingIfNeeded: $0) }
        var path: [Int32] = []
        var frames: [(place: Int, next: Int)] = [(0, 0)]
        while let (place, next) = frames.last {
            if next == 0 {
                path.removeSubrange(Int(depth[place])...)
                path.append(Int32(truncatingIfNeeded: place))
                for target in walk.arcs[place] {
                    lowest[place] = min(lowest[place], reach(of: Int(target), above: Int(walk.dominators[Int(target)]), from: place, path))
                }
            }
            if next < children[place].count {
                frames[frames.count - 1].next += 1
                frames.append((Int(children[place][children[place].startIndex + next]), 0))
                continue
            }
            frames.removeLast()
            let above = Int(walk.dominators[place])
            if place > 0 { lowest[above] = min(lowest[above], lowest[place]) }
        }
    }

    private mutating func reach(of target: Int, above: Int, from place: Int, _ path: [Int32]) -> Int32 {
        let level = Int(depth[target])
        if level < path.count, Int(path[level]) == target { return 2 * depth[target] }
        if above != place { join(Int(path[Int(depth[above]) + 1]), target) }
        return 2 * depth[above] + 1
    }

    private mutating func representative(_ place: Int) -> Int {
        var current = place
        while Int(sets[current]) != current {
            sets[current] = sets[Int(sets[current])]
            current = Int(sets[current])
        }
        return current
    }

    private mutating func join(_ one: Int, _ other: Int) {
        let (left, right) = (representative(one), representative(other))
        if left != right { sets[max(left, right)] = Int32(truncatingIfNeeded: min(left, right)) }
    }

    /// Puts arguments that share only with each other below gates of their own.
    private mutating func gather(_ walk: TreeDominators) {
        // The least reach of each set of siblings.
        var reachOfSet: [Int: Int32] = [:]
        for place in walk.order.indices {
            let set = representative(place)
            reachOfSet[set] = min(reachOfSet[set] ?? .max, lowest[place])
        }
        for place in walk.order.indices where Int(walk.order[place]) < gateCount {
            let gate = Int(walk.order[place])
            guard tree.isOr(gate) || tree.isAnd(gate) else { continue }
            gather(gate, place, reachOfSet, walk)
        }
    }

    private mutating func gather(_ gate: Int, _ place: Int, _ reachOfSet: [Int: Int32], _ walk: TreeDominators) {
        var groups: [Int: [Int32]] = [:]
        var shared: [Int32] = []
        for argument in tree.arguments[gate] {
            let below = Int(walk.places[vertex(argument)])
            let set = representative(below)
            if Int(walk.dominators[below]) == place, (reachOfSet[set] ?? 0) > 2 * depth[place] {
                groups[set, default: []].append(argument)
            } else {
                shared.append(argument)
            }
        }
        guard groups.count > 1 || (groups.count == 1 && !shared.isEmpty) else { return }
        let isOr = tree.isOr(gate)
        var apart = groups.keys.sorted().map { set in
            let members = groups[set] ?? []
            return members.count == 1 ? members[0] : module(isOr, members)
        }
        if !shared.isEmpty {
            if apart.count > 1 { apart = [module(isOr, apart)] }
            apart += shared
        }
        tree.replace(gate, threshold: isOr ? 1 : apart.count, apart)
    }

    private mutating func module(_ isOr: Bool, _ members: [Int32]) -> Int32 {
        isModule.append(true)
        return tree.add(threshold: isOr ? 1 : members.count, members)
    }
}
