/// Brings the nodes of a ring to their common solution: what begins at them, what comes from outside, and what goes round.
///
/// The ring is laid out by itself, in the order in which it is gone round, so that what is read again and again lies side by side; its
/// memory is used again for the next ring, and only as much of it as the largest ring takes is ever touched.
struct RingFlow: ~Copyable {
    /// An edge from a place in the ring to one from which it carries bits; turned round, the other way.
    struct Edge: BitwiseCopyable {
        let place: UInt32
        let mask: UInt32
    }

    private let filling: FlowFilling
    /// One more than the place in the ring of each of its nodes; 0 for all others.
    private let places: Scratch<UInt32>
    private let starts: Scratch<UInt32>
    private let edges: Scratch<Edge>
    private let words: Scratch<UInt64>
    private let ceilings: Scratch<UInt32>
    /// 1 where what is at a place has changed since it was last gone past.
    private let isNew: Scratch<UInt8>

    init(_ filling: FlowFilling) {
        self.filling = filling
        let count = filling.rows.starts.count - 1
        places = Scratch(repeating: 0, count: count)
        starts = Scratch(unset: count + 1)
        edges = Scratch(unset: filling.rows.targets.count + 1)
        words = Scratch(unset: count * filling.wordCount)
        ceilings = Scratch(unset: count)
        isNew = Scratch(unset: count)
    }

    /// Solves for `nodes`, whatever they lead to outside being solved.
    ///
    /// Round after round, targets first, those pull that lead to something new. A few rounds do for most rings. One that goes on is turned
    /// round, so that from there on it costs no more than what changes in it.
    func settle(_ nodes: UnsafeBufferPointer<UInt32>) {
        layOut(nodes)
        var (rounds, hasNews) = (1, goRound(nodes.count, isFirst: true))
        while hasNews, rounds < Self.rounds {
            hasNews = goRound(nodes.count, isFirst: false)
            rounds += 1
        }
        if hasNews { carryOn(nodes.count) }
        for (place, node) in nodes.enumerated() {
            places[node] = 0
            for word in 0..<filling.wordCount {
                filling.bits[Int(node) * filling.wordCount + word] = words[place * filling.wordCount + word]
            }
        }
    }

    private static let rounds = 8

    /// Copies the edges within the ring; at each place stands what begins there and what comes from outside.
    private func layOut(_ nodes: UnsafeBufferPointer<UInt32>) {
        for (place, node) in nodes.enumerated() { places[node] = UInt32(truncatingIfNeeded: place + 1) }
        let (rows, masks, bits, wordCount) = (filling.rows, filling.masks, filling.bits, filling.wordCount)
        var end = 0
        starts[0] = 0
        for (place, node) in nodes.enumerated() {
            let ceiling = filling.ceiling(of: node)
            ceilings[place] = ceiling
            for word in 0..<wordCount { words[place * wordCount + word] = bits[Int(node) * wordCount + word] }
            for position in rows.start(of: node)..<rows.end(of: node) {
                let (target, mask) = (rows[position], filling.mask(ofEdgeAt: position))
                // Written without a branch, which would wait for the place; the next one writes over what is outside.
                let other = places[target]
                edges[end] = Edge(place: other &- 1, mask: mask)
                end += other == 0 ? 0 : 1
                // Within the ring this is only what begins at the target.
                for word in 0..<wordCount {
                    words[place * wordCount + word] |=
                        bits[Int(target) * wordCount + word] & masks[Int(mask) * wordCount + word] & masks[Int(ceiling) * wordCount + word]
                }
            }
            starts[place + 1] = UInt32(truncatingIfNeeded: end)
        }
    }

    /// Lets every place pull, in the first round, or those that lead to something new; whether anything came of it.
    private func goRound(_ count: Int, isFirst: Bool) -> Bool {
        let (masks, wordCount) = (filling.masks, filling.wordCount)
        // In the first round whatever is at a place is new to those that lead to it.
        let known: UInt64 = isFirst ? 0 : ~0
        var allNews: UInt64 = 0
        for place in 0..<count {
            let (first, end) = (Int(starts[place]), Int(starts[place + 1]))
            // Of a place before it it has seen what the last round brought, of one behind it not yet.
            var leadsToNew: UInt8 = isFirst ? 1 : 0
            for position in first..<end { leadsToNew |= isNew[edges[position].place] }
            var news: UInt64 = 0
            if leadsToNew != 0 {
                for word in 0..<wordCount {
                    let old = words[place * wordCount + word]
                    var new = old
                    for position in first..<end {
                        let edge = edges[position]
                        new |= words[Int(edge.place) * wordCount + word] & masks[Int(edge.mask) * wordCount + word]
                    }
                    // What begins at a node is within its ceiling.
                    new &= masks[Int(ceilings[place]) * wordCount + word]
                    words[place * wordCount + word] = new
                    news |= new ^ (old & known)
                }
            }
            isNew[place] = news == 0 ? 0 : 1
            allNews |= news
        }
        return allNews != 0
    }

    /// Turns the edges round and carries on what is new, targets first, until nothing is.
    private func carryOn(_ count: Int) {
        let (starts, edges) = turnedRound(count)
        let (masks, wordCount) = (filling.masks, filling.wordCount)
        var isSettled = false
        while !isSettled {
            isSettled = true
            for place in 0..<count where isNew[place] != 0 {
                isNew[place] = 0
                for edge in edges[Int(starts[place])..<Int(starts[place + 1])] {
                    let source = Int(edge.place)
                    var news: UInt64 = 0
                    for word in 0..<wordCount {
                        let old = words[source * wordCount + word]
                        let mask = masks[Int(edge.mask) * wordCount + word] & masks[Int(ceilings[source]) * wordCount + word]
                        let new = words[place * wordCount + word] & mask
                        news |= new & ~old
                        words[source * wordCount + word] = old | new
                    }
                    if news == 0 { continue }
                    isNew[source] = 1
                    if source <= place { isSettled = false }
                }
            }
        }
    }

    private func turnedRound(_ count: Int) -> (starts: [UInt32], edges: [Edge]) {
        let edgeCount = Int(starts[count])
        var next = [UInt32](repeating: 0, count: count + 2)
        for position in 0..<edgeCount { next[Int(edges[position].place) + 2] += 1 }
        for place in 0..<count { next[place + 2] += next[place + 1] }
        let turned = [Edge](unsafeUninitializedCapacity: edgeCount) { turned, written in
            for place in 0..<count {
                for position in Int(starts[place])..<Int(starts[place + 1]) {
                    let edge = edges[position]
                    turned[Int(next[Int(edge.place) + 1])] = Edge(place: UInt32(truncatingIfNeeded: place), mask: edge.mask)
                    next[Int(edge.place) + 1] += 1
                }
            }
            written = edgeCount
        }
        return (next, turned)
    }
}
