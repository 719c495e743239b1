/// A small generator: the same numbers every time (SplitMix64).
struct Draw {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    /// A number below `bound`.
    mutating func below(_ bound: Int) -> Int { Int(((next() >> 32) &* UInt64(bound)) >> 32) }

    /// A number below `bound`, small ones more often: as the square of an even draw.
    mutating func skewed(below bound: Int) -> Int {
        let draw = below(1 << 16)
        return Int((Int64(draw * draw) * Int64(bound)) >> 32)
    }
}

/// How a layered graph is laid out: a root, then layers of equal width, each needing later ones.
///
/// Seven of ten edges go to the neighbourhood of the same place a layer or two on, three to the popular nodes of any later layer. Some go
/// back: in the last four layers, the foundations, one in a hundred to where the one before it came from, or, where they are tangled, one
/// in a thousand of all to anywhere before, which draws half of the nodes into one ring.
struct Layers {
    static let count = 40
    let width: Int
    var isTangled = false
    var nodeCount: Int { 1 + Layers.count * width }

    init(edges: Int, perNode: Int) { width = max(1, edges / perNode / Layers.count) }

    func layer(of node: Int) -> Int { (node - 1) / width }

    func target(from node: Int, _ draw: inout Draw) -> Int {
        let layer = layer(of: node)
        if isTangled, layer > 0, draw.below(1000) == 0 { return 1 + draw.below(layer * width) }
        let left = Layers.count - 1 - layer
        if draw.below(10) < 7 {
            let ahead = 1 + draw.below(min(2, left))
            let place = ((node - 1) % width + draw.below(101) - 50 + 50 * width) % width
            return 1 + (layer + ahead) * width + place
        }
        return 1 + (layer + 1 + draw.below(left)) * width + draw.skewed(below: width)
    }
}

/// A layered graph of so many edges, as its ends; nodes are numbered layer by layer, or shuffled.
func layeredEdges(_ count: Int, isShuffled: Bool = false, isTangled: Bool = false) -> (nodes: Int, sources: [UInt32], targets: [UInt32]) {
    var layers = Layers(edges: count, perNode: 4)
    layers.isTangled = isTangled
    var draw = Draw(seed: 1)
    var (sources, targets): ([UInt32], [UInt32]) = ([], [])
    sources.reserveCapacity(count + layers.width)
    targets.reserveCapacity(count + layers.width)
    for product in 1...layers.width {
        sources.append(0)
        targets.append(UInt32(product))
    }
    let needy = 1 + (Layers.count - 1) * layers.width
    for edge in 0..<count - layers.width {
        if !isTangled, Int(sources[sources.count - 1]) > needy - 4 * layers.width, draw.below(100) == 0 {
            let last = sources.count - 1
            sources.append(targets[last])
            targets.append(sources[last])
            continue
        }
        let node = 1 + Int(Int64(edge) * Int64(needy - 1) / Int64(count - layers.width))
        sources.append(UInt32(node))
        targets.append(UInt32(layers.target(from: node, &draw)))
    }
    if isShuffled {
        var names = (0..<UInt32(layers.nodeCount)).map { $0 }
        for last in stride(from: names.count - 1, to: 1, by: -1) { names.swapAt(last, 1 + draw.below(last)) }
        for edge in sources.indices {
            sources[edge] = names[Int(sources[edge])]
            targets[edge] = names[Int(targets[edge])]
        }
    }
    return (layers.nodeCount, sources, targets)
}

/// Groups of members as columns: the node of each, where its members start, the members, how many are needed.
struct Groups {
    var nodeCount = 0
    var heads: [UInt32] = []
    var starts: [UInt32] = [0]
    var members: [UInt32] = []
    var needs: [UInt32] = []

    mutating func add(_ node: Int, needed: Int, _ count: Int, _ member: () -> Int) {
        heads.append(UInt32(node))
        needs.append(UInt32(needed))
        let first = members.count
        while members.count < first + count {
            let next = UInt32(member())
            if !members[first...].contains(next) { members.append(next) }
        }
        starts.append(UInt32(members.count))
    }

    /// A layered system of about so many members: what must be there, alternatives, and k of n; rings among them.
    static func layered(_ count: Int) -> Groups {
        let layers = Layers(edges: count, perNode: 8)
        var draw = Draw(seed: 2)
        var groups = Groups()
        groups.nodeCount = layers.nodeCount
        groups.reserve(count)
        for node in 1...(Layers.count - 1) * layers.width {
            groups.add(node, needed: 3, 3) { layers.target(from: node, &draw) }
            groups.add(node, needed: 1, 2) { layers.target(from: node, &draw) }
            groups.add(node, needed: 2, 3) { layers.target(from: node, &draw) }
            guard layers.layer(of: node) >= Layers.count - 4, draw.below(30) == 0 else { continue }
            let (below, above) = (Int(groups.members[groups.members.count - 1]), node)
            groups.add(below, needed: 1, 1) { above }
        }
        return groups
    }

    /// Few nodes and many members: 40 layers in which everything hangs on a large part of the next; removals spread far.
    static func dense(_ count: Int) -> Groups {
        let layers = Layers(edges: count, perNode: 50)
        var draw = Draw(seed: 3)
        var groups = Groups()
        groups.nodeCount = layers.nodeCount
        groups.reserve(count)
        for node in 1...(Layers.count - 1) * layers.width {
            let first = 1 + (layers.layer(of: node) + 1) * layers.width
            groups.add(node, needed: 20, 20) { first + draw.below(layers.width) }
            for _ in 0..<10 { groups.add(node, needed: 1, 3) { first + draw.below(layers.width) } }
        }
        return groups
    }

    private mutating func reserve(_ count: Int) {
        members.reserveCapacity(count + 16)
        heads.reserveCapacity(count / 2)
        needs.reserveCapacity(count / 2)
        starts.reserveCapacity(count / 2)
    }
}
