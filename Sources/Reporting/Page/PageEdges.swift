internal import SupplyChain

/// The edges that paths run over, each once, with their verbs and sources once each.
struct PageEdges {
    private(set) var rows: [[Int]] = []
    private(set) var verbs: [(english: String, chinese: String)] = []
    private(set) var sources: [(english: String, chinese: String)] = []
    private var rowNumbers: [[Int]: Int] = [:]
    private var verbNumbers: [String: Int] = [:]
    private var sourceNumbers: [[UInt8]: Int] = [:]

    /// The number of an edge between two parts.
    mutating func add(
        from: Int, to: Int, verb: (english: String, chinese: String), certainty: Certainty, source: (english: String, chinese: String)?
    ) -> Int {
        let row = [from, to, number(ofVerb: verb), Int(certainty.rawValue), source.map { number(ofSource: $0) } ?? -1]
        if let known = rowNumbers[row] { return known }
        rowNumbers[row] = rows.count
        rows.append(row)
        return rows.count - 1
    }

    private mutating func number(ofVerb verb: (english: String, chinese: String)) -> Int {
        if let known = verbNumbers[verb.english] { return known }
        verbNumbers[verb.english] = verbs.count
        verbs.append(verb)
        return verbs.count - 1
    }

    private mutating func number(ofSource source: (english: String, chinese: String)) -> Int {
        let key = Array(source.english.utf8)
        if let known = sourceNumbers[key] { return known }
        sourceNumbers[key] = sources.count
        sources.append((PageData.shortened(source.english), PageData.shortened(source.chinese)))
        return sources.count - 1
    }
}
