/// Numbers by number, in one flat array: what stands at a node.
struct Incidence: Sendable {
    private let starts: [Int32]
    private let items: [Int32]

    /// The items of each of `count` places, each place's in ascending order of `pairs`.
    ///
    /// O(count + pairs).
    init(count: Int, _ pairs: some Collection<(place: Int, item: Int)>) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for pair in pairs { starts[pair.place + 1] += 1 }
        for place in 0..<count { starts[place + 1] += starts[place] }
        var next = starts
        var items = [Int32](repeating: 0, count: Int(starts[count]))
        for pair in pairs {
            items[Int(next[pair.place])] = Int32(truncatingIfNeeded: pair.item)
            next[pair.place] += 1
        }
        self.starts = starts
        self.items = items
    }

    /// What stands at a place.
    subscript(place: Int) -> ArraySlice<Int32> { items[Int(starts[place])..<Int(starts[place + 1])] }
}
