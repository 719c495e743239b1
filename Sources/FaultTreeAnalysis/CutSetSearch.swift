extension CutSets {
    /// The minimal sets of `candidates` for which a monotone question is answered with yes, found by asking.
    ///
    /// Sets are tried by size, and those that hold a smaller answer are passed over. For questions that no system of gates states.
    /// - Parameters:
    ///   - candidates: The events, by number.
    ///   - limits: `order` bounds the size of sets, `sets` how many are asked.
    ///   - fails: The question; more events never turn a yes into a no.
    public static func searching(_ candidates: [Int], limits: CutSetLimits, where fails: ([Int]) -> Bool) -> CutSets {
        let numbers = Set(candidates).sorted()
        if fails([]) { return CutSets(sets: [], isAlready: true, completeness: .complete) }
        var found: [[Int]] = []
        var asked = 1
        for order in 1...max(1, limits.order) where order <= numbers.count {
            var fresh: [[Int]] = []
            // Positions of a combination, advanced in lexicographic order.
            var positions = Array(0..<order)
            while true {
                let set = positions.map { numbers[$0] }
                if !found.contains(where: { small in small.allSatisfy(set.contains) }) {
                    asked += 1
                    if asked > limits.sets { return CutSets(sets: found, isAlready: false, completeness: .cutOff(order: order - 1)) }
                    if fails(set) { fresh.append(set) }
                }
                guard let moving = positions.indices.last(where: { positions[$0] < numbers.count - order + $0 }) else { break }
                positions[moving] += 1
                for later in positions.indices where later > moving { positions[later] = positions[later - 1] + 1 }
            }
            found += fresh
        }
        let isComplete = limits.order >= numbers.count || !fails(numbers)
        return CutSets(sets: found, isAlready: false, completeness: isComplete ? .complete : .upToOrder(max(1, limits.order)))
    }
}
