/// What lies below a tree's root in reverse postorder, each vertex with its nearest dominator: what every way down to it passes last.
///
/// A vertex is a gate, or a variable at its number after all gates. K. Cooper, T. Harvey and K. Kennedy, *A simple, fast dominance algorithm*, 2001.
/// - Complexity: close to linear on trees without wide circles.
struct TreeDominators {
    /// The vertices; numbers from here on are places in this order.
    let order: [Int32]
    /// The place of each vertex; −1 where the root does not lead to it.
    let places: [Int32]
    /// What each place leads to.
    let arcs: Rows
    /// The place of the nearest dominator of each; the root's is its own.
    let dominators: [Int32]

    init(_ tree: FaultTree) {
        let gateCount = tree.gateCount
        func vertex(_ argument: Int32) -> Int { argument >= 0 ? Int(argument) : gateCount + Int(~argument) }
        var places = [Int32](repeating: -1, count: gateCount + tree.events.count)
        var finished: [Int32] = []
        var isSeen = [Bool](repeating: false, count: places.count)
        var frames: [(vertex: Int, next: Int)] = [(Int(tree.root), 0)]
        isSeen[Int(tree.root)] = true
        while let (current, next) = frames.last {
            if current < gateCount, next < tree.arguments[current].count {
                frames[frames.count - 1].next += 1
                let below = vertex(tree.arguments[current][next])
                if !isSeen[below] {
                    isSeen[below] = true
                    frames.append((below, 0))
                }
            } else {
                finished.append(Int32(truncatingIfNeeded: current))
                frames.removeLast()
            }
        }
        finished.reverse()
        for (place, vertex) in finished.enumerated() { places[Int(vertex)] = Int32(truncatingIfNeeded: place) }
        order = finished
        arcs = Rows(finished.map { Int($0) < gateCount ? tree.arguments[Int($0)].map { places[vertex($0)] } : [] })
        self.places = places
        dominators = Self.isAcyclic(arcs) ? Self.ancestors(arcs) : Self.dominators(arcs)
    }

    /// Without circles each dominator is the nearest common ancestor of all that leads here, found by jumps that double in length.
    ///
    /// E. Myers, *An applicative random-access stack*, 1983. O(arcs × log of the depth), however deep the tree.
    private static func ancestors(_ arcs: Rows) -> [Int32] {
        let parents = arcs.transposed(count: arcs.count)
        var dominators = [Int32](repeating: 0, count: arcs.count)
        var jumps = dominators
        var depths = dominators
        func common(_ one: Int32, _ other: Int32) -> Int32 {
            var (deep, high) = depths[Int(one)] < depths[Int(other)] ? (other, one) : (one, other)
            while depths[Int(deep)] > depths[Int(high)] {
                let jump = jumps[Int(deep)]
                deep = depths[Int(jump)] >= depths[Int(high)] ? jump : dominators[Int(deep)]
            }
            while deep != high {
                let canJump = jumps[Int(deep)] != jumps[Int(high)]
                deep = canJump ? jumps[Int(deep)] : dominators[Int(deep)]
                high = canJump ? jumps[Int(high)] : dominators[Int(high)]
            }
            return deep
        }
        for place in 1..<max(1, arcs.count) {
            let row = parents[place]
            let chosen = row.dropFirst().reduce(row.first ?? 0, common)
            let jump = jumps[Int(chosen)]
            let isEven = depths[Int(chosen)] - depths[Int(jump)] == depths[Int(jump)] - depths[Int(jumps[Int(jump)])]
            dominators[place] = chosen
            depths[place] = depths[Int(chosen)] + 1
            jumps[place] = isEven ? jumps[Int(jump)] : chosen
        }
        return dominators
    }

    private static func dominators(_ arcs: Rows) -> [Int32] {
        let parents = arcs.transposed(count: arcs.count)
        var dominators = [Int32](repeating: -1, count: arcs.count)
        dominators[0] = 0
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for place in 1..<max(1, arcs.count) {
                var chosen: Int32 = -1
                for parent in parents[place] where dominators[Int(parent)] >= 0 {
                    chosen = chosen < 0 ? parent : common(chosen, parent, dominators)
                }
                if chosen != dominators[place] {
                    dominators[place] = chosen
                    hasChanged = true
                }
            }
        }
        return dominators
    }

    private static func common(_ one: Int32, _ other: Int32, _ dominators: [Int32]) -> Int32 {
        var (left, right) = (one, other)
        while left != right {
            while left > right { left = dominators[Int(left)] }
            while right > left { right = dominators[Int(right)] }
        }
        return left
    }

    /// The places that each dominates most nearly.
    var children: Rows { Rows(dominators.indices.map { $0 == 0 ? [] : [dominators[$0]] }).transposed(count: dominators.count) }

    /// Whether nothing leads back to itself.
    var isAcyclic: Bool { Self.isAcyclic(arcs) }

    private static func isAcyclic(_ arcs: Rows) -> Bool { (0..<arcs.count).allSatisfy { place in arcs[place].allSatisfy { $0 > place } } }
}
