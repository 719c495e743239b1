/// How wide text is in Arial Bold, the widest face that pictures use: Graphviz's own table knows only the regular face and lays bold text out too narrow.
///
/// Widths are those of the font's metrics in thousandths of its size; letters outside ASCII count as wide as they can be.
enum TextWidth {
    /// The width of `text` in points, never less than it will be drawn.
    static func points(_ text: String, size: Int) -> Int {
        let thousandths = text.unicodeScalars.reduce(0) { $0 + width($1) }
        return (thousandths * size + 999) / 1000
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20...0x7E: ascii[Int(scalar.value) - 0x20]
        case 0x300...0x36F: 0
        case 0x80...0x2AF, 0x370...0x58F: 722
        default: 1000
        }
    }

    private static let ascii = [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556,
        333, 333, 584, 584, 584, 611,
        975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667,
        611, 333, 278, 333, 584, 556,
        333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556,
        500, 389, 280, 389, 584,
    ]
}
