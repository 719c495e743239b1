internal import SupplyChain

/// Ids that a reader cannot tell apart: warned of, never joined (semantics 14.5).
enum Lookalikes {
    /// One warning for each pair of neighbours whose skeletons are equal.
    static func warnings(among nodes: [SupplyGraph.Node]) -> [Diagnostic] {
        pairs(among: nodes).map { left, right in
            Diagnostic(
                .lookalikes(nodes[left].id.text, nodes[right].id.text),
                at: nodes[right].sources.first ?? SourceLocation(file: nodes[right].id.text, place: "", reader: "assembly"))
        }
    }

    /// Neighbours among the nodes whose skeletons are equal.
    ///
    /// O(bytes · log nodes).
    static func pairs(among nodes: [SupplyGraph.Node]) -> [(left: Int, right: Int)] {
        var bySkeleton: [[UInt32]: [Int]] = [:]
        for index in nodes.indices where !isPlain(nodes[index].id.text) {
            bySkeleton[skeleton(nodes[index].id.text), default: []].append(index)
        }
        guard !bySkeleton.isEmpty else { return [] }
        for index in nodes.indices where isPlain(nodes[index].id.text) {
            let plain = skeleton(nodes[index].id.text)
            if bySkeleton[plain] != nil { bySkeleton[plain]?.append(index) }
        }
        return bySkeleton.values.flatMap { indices -> [(left: Int, right: Int)] in
            let sorted = indices.sorted()
            return zip(sorted, sorted.dropFirst()).map { ($0, $1) }
        }
        .sorted { $0.left == $1.left ? $0.right < $1.right : $0.left < $1.left }
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
            case 0x00AD, 0x034F, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFE00...0xFE0F,
                0xFEFF,
                0xE0000...0xE007F:
                nil
            case 0xFF01...0xFF5E: scalar.value - 0xFEE0
            // Mathematical letters stand in runs of twice twenty-six.
            case 0x1D400...0x1D6A3: letter(Int(scalar.value - 0x1D400) % 52)
            case 0x1D7CE...0x1D7FF: 0x30 + (scalar.value - 0x1D7CE) % 10
            case 0x2010...0x2015, 0x2212: 0x2D
            default: table[scalar.value] ?? scalar.value
            }
        }
    }

    private static func letter(_ position: Int) -> UInt32 { UInt32(position < 26 ? 65 + position : 71 + position) }

    private static let table: [UInt32: UInt32] = {
        let pairs: [(String, String)] = [
            ("аеорсухіјѕһԁԛԝӏѵҽүкԍ", "aeopcyxijshdqwlveykG"), ("АВЕКМНОРСТХІЈЅӀѴҮԌԚԜ", "ABEKMHOPCTXIJSlVYGQW"),
            ("αοερντυικχγϲϳ", "aoepvtuikxycj"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ", "ABEZHIKMNOPTYXCJ"), ("ıɡɑℓ", "igal"),
            ("\u{212B}\u{2126}\u{212A}", "\u{C5}\u{3A9}K"),
        ]
        var table: [UInt32: UInt32] = [:]
        for (from, to) in pairs { for (left, right) in zip(from.unicodeScalars, to.unicodeScalars) { table[left.value] = right.value } }
        return table
    }()
}
