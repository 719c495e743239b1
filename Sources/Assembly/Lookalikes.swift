internal import SupplyChain

/// Ids and names that a reader cannot tell apart: warned of, never joined (semantics 14.5).
enum Lookalikes {
    /// Two nodes, and the texts that look alike.
    struct Pair {
        let left: Int
        let right: Int
        let texts: (String, String)
    }

    /// One warning for each pair of neighbours that look alike.
    static func warnings(among nodes: [SupplyGraph.Node]) -> [Diagnostic] {
        pairs(among: nodes).map { pair in
            Diagnostic(
                .lookalikes(pair.texts.0, pair.texts.1),
                at: nodes[pair.right].sources.first ?? SourceLocation(file: nodes[pair.right].id.text, place: "", reader: "assembly"))
        }
    }

    /// Neighbours among the nodes whose ids have one skeleton, or, within one kind, whose names have: a purl hides a letter behind `%`, and an id made from a name drops what cannot be
    /// seen.
    ///
    /// O(bytes · log nodes).
    static func pairs(among nodes: [SupplyGraph.Node]) -> [Pair] {
        var found = pairs(nodes, in: Array(nodes.indices)) { nodes[$0].id.text }
        var seen = Set(found.map { [$0.left, $0.right] })
        let odd = Set(nodes.indices.filter { !isPlain(nodes[$0].name) }.map { nodes[$0].kind })
        for kind in NodeKind.allCases where odd.contains(kind) {
            let named = nodes.indices.filter { nodes[$0].kind == kind && nodes[$0].attributes[.name] != nil }
            found += pairs(nodes, in: named) { nodes[$0].name }.filter { seen.insert([$0.left, $0.right]).inserted }
        }
        return found.sorted { $0.left == $1.left ? $0.right < $1.right : $0.left < $1.left }
    }

    private static func pairs(_ nodes: [SupplyGraph.Node], in indices: [Int], text: (Int) -> String) -> [Pair] {
        var bySkeleton: [[UInt32]: [Int]] = [:]
        for index in indices where !isPlain(text(index)) { bySkeleton[skeleton(text(index)), default: []].append(index) }
        guard !bySkeleton.isEmpty else { return [] }
        for index in indices where isPlain(text(index)) {
            let plain = skeleton(text(index))
            if bySkeleton[plain] != nil { bySkeleton[plain]?.append(index) }
        }
        return bySkeleton.values.flatMap { group -> [Pair] in
            let sorted = group.sorted()
            // Things of the very same name are no imitation of each other.
            return zip(sorted, sorted.dropFirst()).filter { !text($0).isBytewiseEqual(to: text($1)) }.map {
                Pair(left: $0, right: $1, texts: (text($0), text($1)))
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
