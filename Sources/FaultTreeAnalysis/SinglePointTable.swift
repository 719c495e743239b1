/// For every node and level, the events each of which by itself takes the node there.
///
/// The least solution of X(n, ℓ) = {e : effect(e)(n) ≥ ℓ} ∪ over gates {e : e ∈ X(m, ℓ') for as many members as it takes}. Where a node
/// reaches the level with nothing happening, the table holds every event. Most of it is kept as intervals of events in an order in which
/// each event goes on from another, the dense rest as columns of bits.
public struct SinglePointTable: Sendable {
    private let net: FailureNet
    private let tree: FailureTree
    private let sweep: TreeSweep
    private let columns: EventColumns
    private let eventCount: Int
    /// The nodes that can be asked about; all if `nil`.
    private let isHeld: [Bool]?

    /// The events, by number and in increasing order, each of which alone takes `node` to `level`.
    ///
    /// - Precondition: the table was asked to hold `node`.
    public func events(taking node: Int, to level: UInt8) -> [Int] {
        precondition(isHeld?[node] ?? true, "a table is asked about nodes that it holds")
        let variable = net.variables[3 * node + Int(level) - 1]
        if variable == FailureNet.always { return Array(0..<eventCount) }
        guard variable >= 0 else { return [] }
        var result: [Int] = []
        let end = tree.events.starts[sweep.finished]
        for place in sweep.falls[Int(variable)] {
            let last = min(tree.events.starts[Int(tree.places[Int(place)].end)], end)
            for position in tree.events.starts[Int(place)]..<last { result.append(Int(tree.events.elements[Int(position)])) }
        }
        columns.forEachEvent(bringingDown: Int(variable)) { result.append($0) }
        result.sort()
        return result
    }

    /// How many nodes each event takes to `level` by itself, of those that the table is about.
    public func sensitivity(at level: UInt8) -> [Int] {
        let position = Int(level) - 1
        var counts = [Int](repeating: net.alwaysWeight[position], count: eventCount)
        for event in 0..<eventCount {
            let place = Int(tree.placeOfEvent[event])
            if place >= 0, place < sweep.finished { counts[event] += Int(sweep.weights[place][position]) }
        }
        for (event, weight) in zip(columns.events, columns.weights) { counts[Int(event)] += Int(weight[position]) }
        return counts
    }

    /// How many entries the tree has: what falls, each place for itself.
    package var entryCount: Int { sweep.falls.elements.count }

    /// A table that gives up counting after `budget` steps; by default after as many as columns would cost.
    ///
    /// - Parameter nodes: The nodes that can be asked about, so that no more is kept; all if `nil`.
    fileprivate init(
        _ net: FailureNet, events: [BasicEvent], holding nodes: [Int]?, budget: Int? = nil, lanes: Lanes
    ) {
        self.net = net
        var isWatched: [Bool]?
        var isHeld: [Bool]?
        if let nodes {
            var (held, watched) = ([Bool](repeating: false, count: net.variables.count / 3), [Bool](repeating: false, count: net.count))
            for node in nodes {
                held[node] = true
                for variable in net.variables[3 * node..<3 * node + 3] where variable >= 0 { watched[Int(variable)] = true }
            }
            (isHeld, isWatched) = (held, watched)
        }
        self.isHeld = isHeld
        eventCount = events.count
        tree = FailureTree(net, events: events)
        let blocks = (tree.events.elements.count + 511) / 512
        sweep = TreeSweep(net, tree, budget: budget ?? SweepCost.stepsPerColumn * blocks * net.size, isWatched: isWatched)
        let rest = tree.events.elements[Int(tree.events.starts[sweep.finished])...].sorted()
        columns = rest.isEmpty ? .none : EventColumns(net, events: rest, of: events, isWatched: isWatched, lanes: lanes)
    }
}

/// Where counters are given up for columns of bits.
enum SweepCost {
    /// How many steps of counters cost as much as one edge of a column of 512 bits.
    ///
    /// A step touches 4 bytes at random, a column 64 and does sixteen times the arithmetic; estimated at four, and found at roughly 3 to 4.
    static let stepsPerColumn = 4
}

extension ThresholdSystem {
    /// The single points of every node at once.
    ///
    /// What each event brings down is counted in a tree in which events go on from one another. Where that comes to more than columns of
    /// bits for all events would cost, the events that are left are done by columns: about twice the cheaper of the two, whatever the
    /// system is like, and the same table.
    /// - Parameters:
    ///   - events: The events.
    ///   - happened: Those of them, by number, that have happened already.
    ///   - stage: The stage asked about.
    ///   - target: The only node asked about, so that no more is done than it depends on; every node if `nil`.
    ///   - lanes: What runs blocks of columns, on several threads if it likes.
    /// - Complexity: O(nodes + members) and the smaller of: what falls beyond what the parent of each event brings down; members × events ÷
    ///   512.
    public func singlePointTable(
        of events: [BasicEvent], after happened: [Int] = [], stage: UInt8, target: Int? = nil, lanes: Lanes = oneLane
    ) -> SinglePointTable {
        let nodes = target.map { [$0] }
        let net = FailureNet(self, events: events, after: happened, stage: stage, targets: nodes)
        return SinglePointTable(net, events: events, holding: nodes, lanes: lanes)
    }

    /// How many nodes each of `events` takes to the levels 1, 2 and 3 by itself: a row for each level.
    ///
    /// Unlike a table it keeps nothing of which nodes they are, so it suits systems of millions.
    public func sensitivity(
        of events: [BasicEvent], after happened: [Int] = [], stage: UInt8, lanes: Lanes = oneLane
    ) -> [[Int]] {
        let net = FailureNet(self, events: events, after: happened, stage: stage, targets: nil)
        let table = SinglePointTable(net, events: events, holding: [], lanes: lanes)
        return (1...TransferTable.highest).map { table.sensitivity(at: $0) }
    }

    /// The same table, with a bound of one's own on the steps that are counted: every bound gives the same answers.
    package func singlePointTable(
        of events: [BasicEvent], after happened: [Int] = [], stage: UInt8, holding nodes: [Int]? = nil, budget: Int, lanes: Lanes = oneLane
    ) -> SinglePointTable {
        let net = FailureNet(self, events: events, after: happened, stage: stage, targets: nil)
        return SinglePointTable(net, events: events, holding: nodes, budget: budget, lanes: lanes)
    }

    /// The level of each of `targets` after each of `events` by itself: a row for each event, in it a level for each target.
    public func levels(of targets: [Int], afterEach events: [BasicEvent], stage: UInt8, lanes: Lanes = oneLane) -> [[UInt8]] {
        let net = FailureNet(self, events: events, after: [], stage: stage, targets: targets)
        let table = SinglePointTable(net, events: events, holding: targets, lanes: lanes)
        var rows = [[UInt8]](repeating: [UInt8](repeating: 0, count: targets.count), count: events.count)
        for (position, target) in targets.enumerated() {
            for level: UInt8 in 1...TransferTable.highest {
                for event in table.events(taking: target, to: level) { rows[event][position] = level }
            }
        }
        return rows
    }
}
