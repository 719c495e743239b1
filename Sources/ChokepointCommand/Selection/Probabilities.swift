internal import Resilience
internal import Scanning
internal import SupplyChain

/// How probable events are, as the user says: patterns over the events' ids, the last that matches counting.
///
/// Nothing here is ever guessed: an event that no pattern names has no probability.
struct Probabilities {
    private var entries: [(pattern: Glob, value: Double)] = []

    var isEmpty: Bool { entries.isEmpty }

    /// Reads tables of `event,probability`, then `EVENT=P` words, which come later and so count more.
    init(tables: [String], words: [String], limits: Limits) throws(CommandError) {
        for path in tables { try read(path, limits: limits) }
        for word in words {
            // Ids hold `=` themselves: the number is behind the last.
            guard let mark = word.lastIndex(of: "="), mark != word.startIndex, let value = Self.number(word[word.index(after: mark)...])
            else {
                throw .usage(option: "--probability", value: word, expected: "EVENT=0…1")
            }
            entries.append((Glob(String(word[..<mark])), value))
        }
    }

    private mutating func read(_ path: String, limits: Limits) throws(CommandError) {
        let file: OpenFile
        switch OpenFile.open(path: path) {
        case .failure(let number): throw .unreadableInput(path: path, reason: "error \(number)")
        case .success(let open): file = open
        }
        guard file.size <= limits.file, let bytes = file.prefix(file.size) else { throw .unreadableInput(path: path, reason: "limit") }
        for (position, record) in CSVReader(bytes).enumerated() where record.fields != [""] {
            guard record.fields.count >= 2, let value = Self.number(record.fields[1][...]) else {
                if position == 0 { continue }
                throw .usage(option: "--probabilities", value: "\(path):\(record.line)", expected: "event,probability")
            }
            entries.append((Glob(record.fields[0]), value))
        }
    }

    private static func number(_ text: Substring) -> Double? {
        guard let value = Double(text), value >= 0, value <= 1 else { return nil }
        return value
    }

    /// The probability of each event; `nil` for those that nobody gave one.
    func values(for events: [Event]) -> [Double?] {
        events.map { event in entries.last { $0.pattern.matches(event.id.text) }?.value }
    }
}
