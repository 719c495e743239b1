/// Spreads wide fans over several columns: a box that forty others hang on would otherwise be a picture forty boxes high and two wide.
struct Fans {
    /// How many columns from its source each box stands that ends a fan.
    let length: [String: Int]

    /// Fans of more ends than this are spread.
    private static let widest = 9
    private static let mostColumns = 4

    init(_ diagram: Diagram) {
        guard diagram.form == .cards || diagram.form == .grounds else {
            length = [:]
            return
        }
        let sources = Set(diagram.edges.map(\.from))
        let lines = Dictionary(grouping: diagram.edges, by: \.to)
        var ends: [String: [String]] = [:]
        for node in diagram.nodes where !sources.contains(node.id) {
            // What several boxes lead to stands where their lines meet.
            if let into = lines[node.id], into.count == 1 { ends[into[0].from, default: []].append(node.id) }
        }
        var length: [String: Int] = [:]
        for (_, fan) in ends where fan.count > Self.widest {
            let columns = min(Self.mostColumns, (fan.count + Self.widest - 1) / Self.widest)
            // One after the other, so that each column has its share of every kind.
            for (number, end) in fan.enumerated() { length[end] = 1 + number % columns }
        }
        self.length = length
    }
}
