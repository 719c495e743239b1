internal import SupplyChain

/// The ids that a mistyped selector most likely meant.
enum NearestIDs {
    /// At most `count` ids of `graph`, nearest first: those that hold the text, then by edit distance over the first 80 bytes.
    ///
    /// - Complexity: O(nodes × 80²) at worst; only ever run before an error is printed.
    static func of(_ text: String, in graph: SupplyGraph, count: Int = 3) -> [String] {
        let wanted = lowered(text)
        let ranked = graph.nodes.map { node -> (distance: Int, id: String) in
            let id = lowered(node.id.text)
            let name = lowered(node.name)
            if contains(id, wanted) || contains(name, wanted) { return (0, node.id.text) }
            return (min(distance(wanted, id), distance(wanted, name)), node.id.text)
        }
        return ranked.filter { $0.distance <= max(3, wanted.count / 2) }
            .sorted { $0.distance == $1.distance ? $0.id.isBytewiseLess(than: $1.id) : $0.distance < $1.distance }
            .prefix(count).map(\.id)
    }

    private static func lowered(_ text: String) -> [UInt8] {
        text.utf8.prefix(80).map { (65...90).contains($0) ? $0 + 32 : $0 }
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard !part.isEmpty, part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
    }

    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var previous = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                current.append(min(previous[column] + (byte == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
