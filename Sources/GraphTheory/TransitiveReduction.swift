extension DirectedGraph {
    /// The numbers, increasing, of the edges between different components that a longer way implies; without them every walk keeps its ends.
    ///
    /// Edges within a strongly connected component are never among them, nor is one of several parallel edges only because of the others.
    /// - Complexity: O(*V*·*E* ÷ 64) time and *V*² bits, so for graphs of some thousand nodes.
    public func impliedEdges() -> [Int] {
        let components = strongComponents()
        let condensed = condensation(over: components)
        let words = (condensed.nodeCount + 63) / 64
        var reach = [UInt64](repeating: 0, count: condensed.nodeCount * words)
        var implied: Set<[Int]> = []
        // Every edge of the condensation goes to a smaller number, so what a target reaches is known.
        for component in 0..<condensed.nodeCount {
            // Nearer targets have larger numbers than what they reach.
            for target in condensed.successors(of: component).reversed() {
                let (word, bit) = (component * words + target / 64, UInt64(1) << UInt64(target % 64))
                if reach[word] & bit != 0 {
                    implied.insert([component, target])
                    continue
                }
                reach[word] |= bit
                for index in 0..<words { reach[component * words + index] |= reach[target * words + index] }
            }
        }
        var numbers: [Int] = []
        for node in 0..<nodeCount {
            for (target, number) in edges(of: node)
            where implied.contains([components.component(of: node), components.component(of: target)]) {
                numbers.append(number)
            }
        }
        return numbers.sorted()
    }
}
