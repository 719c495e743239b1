/// Rows of text in columns, for a terminal: wide characters take two cells, and nothing is cut.
public struct Table: Sendable {
    private var rows: [[String]] = []
    private let indent: String

    /// An empty table whose lines begin with `indent`.
    public init(indent: String = "") { self.indent = indent }

    /// Adds a row; cells are escaped for the terminal.
    public mutating func add(_ cells: String...) { rows.append(cells.map { TerminalText($0).description }) }

    /// Adds a row of any number of cells.
    public mutating func add(row cells: [String]) { rows.append(cells.map { TerminalText($0).description }) }

    /// Whether there are no rows.
    public var isEmpty: Bool { rows.isEmpty }

    /// The lines, each with its line feed; the last column is not padded.
    public var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? Self.cells($0[column]) : 0 }.max() ?? 0 }
        return rows.map { row in
            var line = indent
            for (column, cell) in row.enumerated() {
                line += cell
                if column + 1 < row.count { line += String(repeating: " ", count: widths[column] - Self.cells(cell) + 2) }
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    /// How many cells of a terminal `text` takes: East Asian wide characters two, combining marks none.
    static func cells(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x0300...0x036F, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
