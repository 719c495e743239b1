/// Brings nodes that rings run through to their common solution: what begins at them, what comes from outside, and what goes round.
///
/// They are laid out by themselves, in the order in which they are gone through, so that what is read again and again lies side by side;
/// the memory is used again for the next ring, and only as much of it as the largest takes is ever touched.
struct RingFlow: ~Copyable {
    /// An edge to the node, and then to the place, from which it carries bits; turned round, the other way.
    struct Edge: BitwiseCopyable {
        let other: UInt32
        let mask: UInt32
    }

    private let filling: FlowFilling
    /// The nodes that were taken, how many, and where the row of each begins in `edges`.
    private let nodes: Scratch<UInt32>
    private var count = 0
    private let starts: Scratch<UInt32>
    private let edges: Scratch<Edge>
    /// The nodes that were taken, and the place of each.
    private let taken: BitMarks
    private let places: Scratch<UInt32>
    private let words: Scratch<UInt64>
    /// The mask of what can be at each place, where there are such.
    private let ceilings: Scratch<UInt32>
    /// 1 where what is at a place has changed since it was last gone past.
    private let isNew: Scratch<UInt8>

    init(_ filling: FlowFilling) {
        self.filling = filling
        let count = filling.rows.nodeCount
        nodes = Scratch(unset: count)
        taken = BitMarks(count: count)
        places = Scratch(unset: count)
        starts = Scratch(unset: count + 1)
        starts[0] = 0
        edges = Scratch(unset: filling.rows.targets.count + 1)
        words = Scratch(unset: count * filling.wordCount)
        ceilings = Scratch(unset: filling.hasCeilings ? count : 0)
        isNew = Scratch(unset: count)
    }

    /// Lets a node pull, and takes it with its edges where that is not the last word.
    ///
    /// - Parameter isLeft: 1 to take it, 0 if it is solved.
    @inline(__always) mutating func pull(_ node: UInt32, _ first: UInt32, _ end: UInt32, isLeft: UInt32) {
        let row = edges.base + Int(starts[count])
        var length = 0
        filling.eachEdge(from: first, to: end) { target, mask in
            row[length] = Edge(other: target, mask: mask)
            length &+= 1
        }
        filling.pull(node, UnsafeBufferPointer(start: row, count: length))
        nodes[count] = node
        starts[count + 1] = starts[count] &+ (isLeft == 0 ? 0 : end &- first)
        count &+= isLeft == 0 ? 0 : 1
    }

    /// Solves for the nodes that were taken, whatever they lead to besides being solved, and forgets them.
    ///
    /// Round after round, targets first, those pull that lead to something new. A few rounds do for most rings. One that goes on is turned
    /// round, so that from there on it costs no more than what changes in it.
    mutating func settle() {
        layOut()
        var (rounds, hasNews) = (1, goRound(isFirst: true))
        while hasNews, rounds < Self.rounds {
            hasNews = goRound(isFirst: false)
            rounds += 1
        }
        if hasNews { carryOn() }
        let wordCount = filling.wordCount
        for place in 0..<count {
            let node = nodes[place]
            taken.remove(node)
            for word in 0..<wordCount { filling.bits[Int(node) * wordCount + word] = words[place * wordCount + word] }
        }
        count = 0
    }

    private static let rounds = 16

    /// Names the edges by places, drops those that lead outside, and copies what is at the nodes.
    private func layOut() {
        let (edges, places, starts, isNew) = (edges.base, places.base, starts.base, isNew.base)
        for place in 0..<count {
            taken.insert(nodes[place])
            places[Int(nodes[place])] = UInt32(truncatingIfNeeded: place)
        }
        let anyTaken = nodes[0]
        var kept = 0
        var next = 0
        for place in 0..<count {
            let end = Int(starts[place &+ 1])
            var isStale: UInt8 = 0
            while next < end {
                // Written without a branch, which would wait for the place; the next one writes over what is outside.
                let isInside = taken.bit(edges[next].other)
                let other = places[Int(isInside == 1 ? edges[next].other : anyTaken)]
                edges[kept] = Edge(other: other, mask: edges[next].mask)
                kept &+= Int(isInside)
                next &+= 1
                // What stands behind it had not pulled when this one did.
                isStale |= other >= place ? UInt8(truncatingIfNeeded: isInside) : 0
            }
            starts[place &+ 1] = UInt32(truncatingIfNeeded: kept)
            isNew[place] = isStale
        }
        copyWords()
    }

    private func copyWords() {
        let (wordCount, bits, words) = (filling.wordCount, filling.bits, words.base)
        for place in 0..<count {
            let node = nodes[place]
            if filling.hasCeilings { ceilings[place] = filling.ceiling(of: node) }
            for word in 0..<wordCount { words[place * wordCount + word] = bits[Int(node) * wordCount + word] }
        }
    }

    @inline(__always) private func ceiling(at place: Int) -> UInt32 { filling.hasCeilings ? ceilings[place] : 0 }

    /// Lets those places pull that lead to something new; whether anything came of it.
    ///
    /// - Parameter isFirst: Whether `isNew` says of a place that it leads to something new, not that it is.
    private func goRound(isFirst: Bool) -> Bool {
        let (masks, wordCount, edges, isNew) = (filling.masks, filling.wordCount, edges.base, isNew.base)
        var allNews: UInt64 = 0
        for place in 0..<count {
            let (first, end) = (Int(starts[place]), Int(starts[place + 1]))
            var leadsToNew: UInt8 = 0
            if isFirst {
                leadsToNew = isNew[place]
                for position in first..<end {
                    let other = Int(edges[position].other)
                    leadsToNew |= other < place ? isNew[other] : 0
                }
            } else {
                // Of a place before it it has seen what the last round brought, of one behind it not yet.
                for position in first..<end { leadsToNew |= isNew[Int(edges[position].other)] }
            }
            var news: UInt64 = 0
            if leadsToNew != 0 {
                for word in 0..<wordCount {
                    let old = words[place * wordCount + word]
                    var new = old
                    for position in first..<end {
                        let edge = edges[position]
                        new |= words[Int(edge.other) * wordCount + word] & masks[Int(edge.mask) * wordCount + word]
                    }
                    // What begins at a node is within its ceiling.
                    new &= masks[Int(ceiling(at: place)) * wordCount + word]
                    words[place * wordCount + word] = new
                    news |= new ^ old
                }
            }
            isNew[place] = news == 0 ? 0 : 1
            allNews |= news
        }
        return allNews != 0
    }

    /// Turns the edges round and carries on what is new, to and fro, until nothing is.
    private func carryOn() {
        let (starts, edges) = turnedRound()
        var isSettled = false
        while !isSettled {
            isSettled = true
            for place in 0..<count where isNew[place] != 0 { if !carry(place, starts, edges, isForth: true) { isSettled = false } }
            if isSettled { return }
            isSettled = true
            for place in (0..<count).reversed() where isNew[place] != 0 {
                if !carry(place, starts, edges, isForth: false) { isSettled = false }
            }
        }
    }

    /// Carries what is new at a place to those that lead to it; whether they all are still to be gone past.
    @inline(__always) private func carry(_ place: Int, _ starts: [UInt32], _ edges: [Edge], isForth: Bool) -> Bool {
        let (masks, wordCount) = (filling.masks, filling.wordCount)
        var isAhead = true
        isNew[place] = 0
        for edge in edges[Int(starts[place])..<Int(starts[place + 1])] {
            let source = Int(edge.other)
            var news: UInt64 = 0
            for word in 0..<wordCount {
                let old = words[source * wordCount + word]
                let mask = masks[Int(edge.mask) * wordCount + word] & masks[Int(ceiling(at: source)) * wordCount + word]
                let new = words[place * wordCount + word] & mask
                news |= new & ~old
                words[source * wordCount + word] = old | new
            }
            if news == 0 { continue }
            isNew[source] = 1
            if source == place || (source < place) == isForth { isAhead = false }
        }
        return isAhead
    }

    private func turnedRound() -> (starts: [UInt32], edges: [Edge]) {
        let edgeCount = Int(starts[count])
        var next = [UInt32](repeating: 0, count: count + 2)
        for position in 0..<edgeCount { next[Int(edges[position].other) + 2] += 1 }
        for place in 0..<count { next[place + 2] += next[place + 1] }
        let turned = [Edge](unsafeUninitializedCapacity: edgeCount) { turned, written in
            for place in 0..<count {
                for position in Int(starts[place])..<Int(starts[place + 1]) {
                    let edge = edges[position]
                    turned[Int(next[Int(edge.other) + 1])] = Edge(other: UInt32(truncatingIfNeeded: place), mask: edge.mask)
                    next[Int(edge.other) + 1] += 1
                }
            }
            written = edgeCount
        }
        return (next, turned)
    }
}
