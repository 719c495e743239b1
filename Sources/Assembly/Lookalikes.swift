internal import SupplyChain

/// Ids that a reader cannot tell apart: warned of, never joined (semantics 14.5).
enum Lookalikes {
    /// One warning for each pair of neighbours whose skeletons are equal.
    ///
    /// O(bytes · log nodes).
    static func warnings(among nodes: [SupplyGraph.Node]) -> [Diagnostic] {
        var bySkeleton: [[UInt32]: [Int]] = [:]
        for index in nodes.indices where !isPlain(nodes[index].id.text) {
            bySkeleton[skeleton(nodes[index].id.text), default: []].append(index)
        }
        guard !bySkeleton.isEmpty else { return [] }
        for index in nodes.indices where isPlain(nodes[index].id.text) {
            let plain = skeleton(nodes[index].id.text)
            if bySkeleton[plain] != nil { bySkeleton[plain]?.append(index) }
        }
        return bySkeleton.values.flatMap { indices -> [Diagnostic] in
            let sorted = indices.sorted()
            return zip(sorted, sorted.dropFirst()).map { left, right in
                Diagnostic(
                    .lookalikes(nodes[left].id.text, nodes[right].id.text),
                    at: nodes[right].sources.first ?? SourceLocation(file: nodes[right].id.text, place: "", reader: "assembly"))
            }
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8.span
        for at in bytes.indices where bytes[at] >= 0x80 { return false }
        return true
    }

    /// Letters of other scripts and widths as the Latin letter they look like; the commonest of the confusables of Unicode TS 39, invisible characters dropped.
    private static func skeleton(_ text: String) -> [UInt32] {
        text.unicodeScalars.compactMap { scalar in
            switch scalar.value {
            case 0x00AD, 0x200B...0x200F, 0x2060, 0xFEFF: nil
            case 0xFF01...0xFF5E: scalar.value - 0xFEE0
            case 0x2010...0x2015, 0x2212: 0x2D
            default: table[scalar.value] ?? scalar.value
            }
        }
    }

    private static let table: [UInt32: UInt32] = {
        let pairs: [(String, String)] = [
            ("аеорсухіјѕһԁԛԝӏѵ", "aeopcyxijshdqwlv"), ("АВЕКМНОРСТХІЈЅ", "ABEKMHOPCTXIJS"), ("αοερντυικχ", "aoepvtuikx"),
            ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
            ("ıɡɑ", "iga"), ("\u{212B}\u{2126}\u{212A}", "\u{C5}\u{3A9}K"),
        ]
        var table: [UInt32: UInt32] = [:]
        for (from, to) in pairs { for (left, right) in zip(from.unicodeScalars, to.unicodeScalars) { table[left.value] = right.value } }
        return table
    }()
}
