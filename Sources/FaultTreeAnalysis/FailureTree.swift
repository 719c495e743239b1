/// Single events in an order in which each goes on from what another has brought down.
///
/// If *v* brings down *w* by itself, all that *w* brings down falls with *v*: the sweep of *v* starts where that of *w* ended. Every
/// variable has at most one such parent, so they form a forest; walked in preorder, each variable is raised, and taken back, once for all
/// events beyond it.
struct FailureTree: Sendable {
    /// One place in the preorder: a variable with all events that raise nothing else, or a single event with further seeds.
    struct Place: Sendable {
        /// One beyond the last place below.
        let end: Int32
        /// Where the seeds of the place start in `seeds`.
        let firstSeed: Int32
    }

    /// The places in preorder, and one more that ends the last.
    let places: [Place]
    let seeds: [Int32]
    /// The events by place, and where those of each place start.
    let events: Rows
    /// The place of each event; −1 where it raises nothing.
    let placeOfEvent: [Int32]

    init(_ net: FailureNet, events: [BasicEvent]) {
        let parents = Self.parents(in: net)
        let anchored = Anchors(net, events: events, sizes: parents.sizes)
        var draft = TreeDraft(net, parents: parents.of, anchors: anchored)
        self = draft.tree(events: events.count)
    }

    fileprivate init(places: [Place], seeds: [Int32], events: Rows, placeOfEvent: [Int32]) {
        self.places = places
        self.seeds = seeds
        self.events = events
        self.placeOfEvent = placeOfEvent
    }

    /// For each variable the one that brings down most among those it forces, and at least how many nodes it brings down itself.
    private static func parents(in net: FailureNet) -> (of: [Int32], sizes: [Int]) {
        var parents = [Int32](repeating: -1, count: net.count)
        var sizes = [Int](repeating: 0, count: net.count)
        for variable in 0..<net.count {
            let row = net.follows.range(variable)
            var best = 0
            for position in row where net.follows.elements[position] < variable {
                let other = Int(net.follows.elements[position])
                if sizes[other] > best {
                    best = sizes[other]
                    parents[variable] = net.follows.elements[position]
                }
            }
            sizes[variable] = best + row.count + Int(net.weights[variable].wrappedSum())
        }
        return (parents, sizes)
    }
}

/// The variable under which each event stands, and what else it raises.
private struct Anchors {
    private(set) var variables: [Int32] = []
    private(set) var further: [[Int32]] = []

    init(_ net: FailureNet, events: [BasicEvent], sizes: [Int]) {
        variables.reserveCapacity(events.count)
        for event in events {
            var seeds = net.seeds(of: event)
            guard let anchor = seeds.indices.max(by: { sizes[Int(seeds[$0])] < sizes[Int(seeds[$1])] }) else {
                variables.append(-1)
                further.append([])
                continue
            }
            variables.append(seeds.remove(at: anchor))
            further.append(seeds)
        }
    }
}

/// Places are dealt out from the parents downwards; parents have smaller numbers than their children.
private struct TreeDraft {
    private let parents: [Int32]
    private let anchors: Anchors
    /// How many places a variable and all below it take; 0 where no event stands there.
    private var sizes: [Int32]

    init(_ net: FailureNet, parents: [Int32], anchors: Anchors) {
        self.parents = parents
        self.anchors = anchors
        sizes = [Int32](repeating: 0, count: net.count)
        for (event, variable) in anchors.variables.enumerated() where variable >= 0 {
            sizes[Int(variable)] = max(1, sizes[Int(variable)]) + (anchors.further[event].isEmpty ? 0 : 1)
        }
        for variable in stride(from: net.count - 1, through: 0, by: -1) where sizes[variable] > 0 && parents[variable] >= 0 {
            let parent = Int(parents[variable])
            sizes[parent] = max(1, sizes[parent]) + sizes[variable]
        }
    }

    mutating func tree(events count: Int) -> FailureTree {
        var placeOf = [Int32](repeating: -1, count: sizes.count)
        var next = placeOf
        var end: Int32 = 0
        for variable in sizes.indices where sizes[variable] > 0 {
            if parents[variable] < 0 {
                placeOf[variable] = end
                end += sizes[variable]
            } else {
                placeOf[variable] = next[Int(parents[variable])]
                next[Int(parents[variable])] += sizes[variable]
            }
            next[variable] = placeOf[variable] + 1
        }
        // What stands at each place: a variable, or the complement of an event with further seeds.
        var standing = [Int32](repeating: 0, count: Int(end))
        var ends = standing
        for variable in sizes.indices where sizes[variable] > 0 {
            ends[Int(placeOf[variable])] = placeOf[variable] + sizes[variable]
            standing[Int(placeOf[variable])] = Int32(truncatingIfNeeded: variable)
        }
        var placeOfEvent = [Int32](repeating: -1, count: count)
        for event in 0..<count where anchors.variables[event] >= 0 {
            let variable = Int(anchors.variables[event])
            placeOfEvent[event] = placeOf[variable]
            if anchors.further[event].isEmpty { continue }
            let place = next[variable]
            next[variable] += 1
            placeOfEvent[event] = place
            ends[Int(place)] = place + 1
            standing[Int(place)] = ~Int32(truncatingIfNeeded: event)
        }
        var places: [FailureTree.Place] = []
        var seeds: [Int32] = []
        places.reserveCapacity(Int(end) + 1)
        for (place, what) in standing.enumerated() {
            places.append(.init(end: ends[place], firstSeed: Int32(truncatingIfNeeded: seeds.count)))
            if what >= 0 { seeds.append(what) } else { seeds.append(contentsOf: anchors.further[Int(~what)]) }
        }
        places.append(.init(end: end, firstSeed: Int32(truncatingIfNeeded: seeds.count)))
        let raising = (0..<count).filter { placeOfEvent[$0] >= 0 }
        let events = Rows(
            pairs: raising.count, into: Int(end), { Int(placeOfEvent[raising[$0]]) }, { Int32(truncatingIfNeeded: raising[$0]) })
        return FailureTree(places: places, seeds: seeds, events: events, placeOfEvent: placeOfEvent)
    }
}
