/// The functions asked about as rows or columns of a picture: each by itself where they fit, else those with the same single points together.
struct FunctionRows: Sendable {
    /// Functions by position, that which names them first.
    struct Row: Sendable {
        let first: Int
        fileprivate(set) var others: [Int] = []

        var positions: [Int] { [first] + others }
    }

    let rows: [Row]
    /// The positions that no row holds.
    let hidden: [Int]

    private let rowOfPosition: [Int: Int]

    /// - Parameters:
    ///   - positions: The functions to be shown, by position, increasing.
    ///   - loose: More than this many are rolled up.
    ///   - most: How many rows there may be.
    init(_ positions: [Int], _ found: ExposedParts, loose: Int, most: Int) {
        let stopping = positions.map { position in
            found.stopping.filter { $0.stops.contains(position) }.compactMap(\.number)
                + found.vendors.filter { $0.stops.contains(position) }.map(\.number)
        }
        var rows: [Row] = []
        var isStopped: [Bool] = []
        var place: [[Int]: Int] = [:]
        for (position, numbers) in zip(positions, stopping) {
            if positions.count > loose, let known = place[numbers] {
                rows[known].others.append(position)
            } else {
                place[numbers] = rows.count
                rows.append(Row(first: position))
                isStopped.append(!numbers.isEmpty)
            }
        }
        // What something stops comes first where not all can be shown.
        let order = rows.indices.filter { isStopped[$0] } + rows.indices.filter { !isStopped[$0] }
        self.rows = order.prefix(most).sorted().map { rows[$0] }
        hidden = order.dropFirst(most).flatMap { rows[$0].positions }.sorted()
        var rowOfPosition: [Int: Int] = [:]
        for (number, row) in self.rows.enumerated() { for position in row.positions { rowOfPosition[position] = number } }
        self.rowOfPosition = rowOfPosition
    }

    /// The row that holds a function.
    func row(of position: Int) -> Row? { rowOfPosition[position].map { rows[$0] } }
}
