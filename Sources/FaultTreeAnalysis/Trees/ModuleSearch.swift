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
    /// Gates and variables in reverse postorder from the root; numbers from here on are positions in it.
    private var order: [Int32] = []
    private var position: [Int32]
    private var arcs: Rows
    private var dominator: [Int32] = []
    private var depth: [Int32] = []
    /// Twice the least depth of what edges from below a node lead to, and one if the edge joins from the side.
    private var lowest: [Int32] = []
    private var sets: [Int32] = []

    init(_ tree: FaultTree) {
        self.tree = tree
        gateCount = tree.gateCount
        position = [Int32](repeating: -1, count: tree.gateCount + tree.events.count)
        isModule = [Bool](repeating: false, count: tree.gateCount)
        arcs = Rows([])
        guard tree.root >= 0 else { return }
        numberNodes()
        findDominators()
        findLowest()
        for (place, node) in order.enumerated() where Int(node) < gateCount { isModule[Int(node)] = lowest[place] >= 2 * depth[place] }
        gather()
        isModule[Int(tree.root)] = true
    }

    private func vertex(_ argument: Int32) -> Int { argument >= 0 ? Int(argument) : gateCount + Int(~argument) }

    private mutating func numberNodes() {
        var finished: [Int32] = []
        var isSeen = [Bool](repeating: false, count: position.count)
        var frames: [(vertex: Int, next: Int)] = [(Int(tree.root), 0)]
        isSeen[Int(tree.root)] = true
        while let (vertex, next) = frames.last {
            if vertex < gateCount, next < tree.arguments[vertex].count {
                frames[frames.count - 1].next += 1
                let below = self.vertex(tree.arguments[vertex][next])
                if !isSeen[below] {
                    isSeen[below] = true
                    frames.append((below, 0))
                }
            } else {
                finished.append(Int32(truncatingIfNeeded: vertex))
                frames.removeLast()
            }
        }
        order = finished.reversed()
        for (place, vertex) in order.enumerated() { position[Int(vertex)] = Int32(truncatingIfNeeded: place) }
        arcs = Rows(
            order.map { vertex in
                Int(vertex) < gateCount ? tree.arguments[Int(vertex)].map { position[self.vertex($0)] } : []
            })
    }

    private mutating func findDominators() {
        let parents = arcs.transposed(count: order.count)
        dominator = [Int32](repeating: -1, count: order.count)
        dominator[0] = 0
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for place in 1..<max(1, order.count) {
                var chosen: Int32 = -1
                for parent in parents[place] where dominator[Int(parent)] >= 0 {
                    chosen = chosen < 0 ? parent : common(chosen, parent)
                }
                if chosen != dominator[place] {
                    dominator[place] = chosen
                    hasChanged = true
                }
            }
        }
        depth = [Int32](repeating: 0, count: order.count)
        for place in 1..<max(1, order.count) { depth[place] = depth[Int(dominator[place])] + 1 }
    }

    private func common(_ one: Int32, _ other: Int32) -> Int32 {
        var (left, right) = (one, other)
        while left != right {
            while left > right { left = dominator[Int(left)] }
            while right > left { right = dominator[Int(right)] }
        }
        return left
    }

    /// Walks the dominator tree with the path to the root at hand.
    private mutating func findLowest() {
        let children = Rows(order.indices.map { $0 == 0 ? [] : [dominator[$0]] }).transposed(count: order.count)
        lowest = [Int32](repeating: .max, count: order.count)
        sets = order.indices.map { Int32(truncatingIfNeeded: $0) }
        var path: [Int32] = []
        var frames: [(place: Int, next: Int)] = [(0, 0)]
        while let (place, next) = frames.last {
            if next == 0 {
                path.removeSubrange(Int(depth[place])...)
                path.append(Int32(truncatingIfNeeded: place))
                for target in arcs[place] { lowest[place] = min(lowest[place], reach(of: Int(target), from: place, path)) }
            }
            if next < children[place].count {
                frames[frames.count - 1].next += 1
                frames.append((Int(children[place][children[place].startIndex + next]), 0))
                continue
            }
            frames.removeLast()
            if place > 0 { lowest[Int(dominator[place])] = min(lowest[Int(dominator[place])], lowest[place]) }
        }
    }

    private mutating func reach(of target: Int, from place: Int, _ path: [Int32]) -> Int32 {
        let level = Int(depth[target])
        if level < path.count, Int(path[level]) == target { return 2 * depth[target] }
        let above = Int(dominator[target])
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
    private mutating func gather() {
        // The least reach of each set of siblings.
        var reachOfSet: [Int: Int32] = [:]
        for place in order.indices {
            let set = representative(place)
            reachOfSet[set] = min(reachOfSet[set] ?? .max, lowest[place])
        }
        for place in order.indices where Int(order[place]) < gateCount {
            let gate = Int(order[place])
            guard tree.isOr(gate) || tree.isAnd(gate) else { continue }
            gather(gate, place, reachOfSet)
        }
    }

    private mutating func gather(_ gate: Int, _ place: Int, _ reachOfSet: [Int: Int32]) {
        var groups: [Int: [Int32]] = [:]
        var shared: [Int32] = []
        for argument in tree.arguments[gate] {
            let below = Int(position[vertex(argument)])
            let set = representative(below)
            if Int(dominator[below]) == place, (reachOfSet[set] ?? 0) > 2 * depth[place] {
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
