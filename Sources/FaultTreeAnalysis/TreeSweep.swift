/// What the events of a tree bring down, found by counting: each place adds to what its parent brought down, and takes it back afterwards.
///
/// A variable that falls at a place is down for every event from there to the place's end, so that is all that is kept of it.
struct TreeSweep: Sendable {
    /// The places at which each variable that is watched falls, increasing.
    let falls: Rows
    /// How many nodes are at the levels 1, 2 and 3 after the events of each place.
    let weights: [SIMD4<Int32>]
    /// The places that were walked before the work came to more than it was allowed.
    let finished: Int

    /// Walks the places in order until it has done more than `budget` steps.
    ///
    /// - Parameter isWatched: The variables whose falls are kept; all if `nil`.
    init(_ net: FailureNet, _ tree: FailureTree, budget: Int, isWatched: [Bool]?) {
        let placeCount = tree.places.count - 1
        var walk = TreeWalk(net)
        var weights: [SIMD4<Int32>] = []
        weights.reserveCapacity(placeCount)
        var falls: [Int32] = []
        var starts: [UInt32] = [0]
        starts.reserveCapacity(placeCount + 1)
        var above: [(end: Int32, length: Int, weight: SIMD4<Int32>)] = []
        for place in 0..<placeCount {
            while let last = above.last, Int(last.end) <= place {
                walk.undo(to: last.length)
                above.removeLast()
            }
            guard walk.steps <= budget, falls.count < Int(Int32.max) else { break }
            let length = walk.length
            let seeds = Int(tree.places[place].firstSeed)..<Int(tree.places[place + 1].firstSeed)
            let weight = (above.last?.weight ?? SIMD4()) &+ walk.raise(tree.seeds[seeds])
            above.append((tree.places[place].end, length, weight))
            weights.append(weight)
            walk.copyTrail(from: length, to: &falls, where: isWatched)
            starts.append(UInt32(truncatingIfNeeded: falls.count))
        }
        finished = weights.count
        self.weights = weights
        self.falls = Rows(starts: starts, elements: falls).transposed(count: net.count)
    }
}

/// The state of the walk: what is down, how many more members each gate can lose, and the order in which things fell.
private struct TreeWalk: ~Copyable {
    private let net: FailureNet
    private let isDown: UnsafeMutablePointer<Bool>
    private let left: UnsafeMutablePointer<Int32>
    private let trail: UnsafeMutablePointer<Int32>
    private(set) var length = 0
    /// Edges and members touched.
    private(set) var steps = 0

    init(_ net: FailureNet) {
        self.net = net
        isDown = .allocate(capacity: max(1, net.count))
        isDown.initialize(repeating: false, count: net.count)
        left = .allocate(capacity: max(1, net.heads.count))
        for gate in net.heads.indices { left[gate] = net.thresholds[gate] }
        trail = .allocate(capacity: max(1, net.count))
    }

    deinit {
        isDown.deallocate()
        left.deallocate()
        trail.deallocate()
    }

    /// Brings down `seeds` and all that follows; what that adds to the nodes at each level.
    mutating func raise(_ seeds: ArraySlice<Int32>) -> SIMD4<Int32> {
        let first = length
        var (end, steps) = (length, steps)
        for seed in seeds where !isDown[Int(seed)] {
            isDown[Int(seed)] = true
            trail[end] = seed
            end += 1
        }
        var weight = SIMD4<Int32>()
        withRows { follows, followStarts, uses, useStarts, heads, weights in
            var position = first
            while position < end {
                let variable = Int(trail[position])
                position += 1
                weight &+= weights[variable]
                for edge in Int(followStarts[variable])..<Int(followStarts[variable + 1]) {
                    let other = follows[edge]
                    if isDown[Int(other)] { continue }
                    isDown[Int(other)] = true
                    trail[end] = other
                    end += 1
                }
                for use in Int(useStarts[variable])..<Int(useStarts[variable + 1]) {
                    let gate = Int(uses[use])
                    left[gate] -= 1
                    if left[gate] != 0 { continue }
                    let other = heads[gate]
                    if isDown[Int(other)] { continue }
                    isDown[Int(other)] = true
                    trail[end] = other
                    end += 1
                }
                steps += 1 + Int(followStarts[variable + 1] - followStarts[variable]) + Int(useStarts[variable + 1] - useStarts[variable])
            }
        }
        length = end
        self.steps = steps
        return weight
    }

    /// Takes back all that fell after the trail was so long.
    mutating func undo(to end: Int) {
        let length = length
        withRows { _, _, uses, useStarts, _, _ in
            for position in end..<length {
                let variable = Int(trail[position])
                isDown[variable] = false
                for use in Int(useStarts[variable])..<Int(useStarts[variable + 1]) { left[Int(uses[use])] += 1 }
            }
        }
        self.length = end
    }

    func copyTrail(from first: Int, to falls: inout [Int32], where isWatched: [Bool]?) {
        if let isWatched {
            for position in first..<length where isWatched[Int(trail[position])] { falls.append(trail[position]) }
            return
        }
        falls.append(contentsOf: UnsafeBufferPointer(start: trail + first, count: length - first))
    }

    private typealias Pointer<Element> = UnsafeBufferPointer<Element>

    @inline(__always)
    private func withRows(
        _ body: (Pointer<Int32>, Pointer<UInt32>, Pointer<Int32>, Pointer<UInt32>, Pointer<Int32>, Pointer<SIMD4<Int32>>) -> Void
    ) {
        net.follows.elements.withUnsafeBufferPointer { follows in
            net.follows.starts.withUnsafeBufferPointer { followStarts in
                net.uses.elements.withUnsafeBufferPointer { uses in
                    net.uses.starts.withUnsafeBufferPointer { useStarts in
                        net.heads.withUnsafeBufferPointer { heads in
                            net.weights.withUnsafeBufferPointer { body(follows, followStarts, uses, useStarts, heads, $0) }
                        }
                    }
                }
            }
        }
    }
}
