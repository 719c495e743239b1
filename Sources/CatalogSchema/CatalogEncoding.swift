/// Entries as compact text and back.
///
/// First how many distinct fields there are, then these, one a line, their name and their values between `‖`; then the entries, one a line: kind, id, and the numbers of their fields, between `¦`.
/// Reading it takes one pass and no YAML.
public enum CatalogEncoding {
    /// The entries as text; `decode` gives them back, files and lines left behind.
    public static func encode(_ records: [CatalogRecord]) -> String {
        var numbers: [String: Int] = [:]
        var fields: [String] = []
        let entries = records.map { record in
            let own = record.fields.sorted { $0.key < $1.key }.map { name, values -> String in
                let field = name + "‖" + values.joined(separator: "‖")
                let number = numbers[field] ?? fields.count
                if number == fields.count {
                    numbers[field] = number
                    fields.append(field)
                }
                return "\(number)"
            }
            return ([record.kind.rawValue, record.id] + own).joined(separator: "¦")
        }
        return (["\(fields.count)"] + fields + entries).joined(separator: "\n")
    }

    /// The entries of a text that `encode` made; lines that it cannot have made are passed over.
    ///
    /// - Complexity: O(bytes).
    public static func decode(_ text: String) -> [CatalogRecord] {
        var lines = CatalogLines(Array(text.utf8))
        return lines.table().records
    }
}

/// One pass over the lines of encoded entries.
private struct CatalogLines {
    private static let fieldMark = Array("¦".utf8)
    private static let valueMark = Array("‖".utf8)

    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func table() -> CatalogTable {
        let count = min(nextLine().flatMap { number($0) } ?? 0, bytes.count)
        var names: [String] = []
        var values: [[String]] = []
        names.reserveCapacity(count)
        values.reserveCapacity(count)
        while names.count < count, let line = nextLine() {
            let texts = texts(line, between: Self.valueMark)
            names.append(texts.first ?? "")
            values.append(Array(texts.dropFirst()))
        }
        let kinds = CatalogRecord.Kind.allCases.map { (Array($0.rawValue.utf8), $0) }
        var entries: [CatalogTable.Entry] = []
        while let line = nextLine() {
            let parts = parts(line, between: Self.fieldMark)
            guard parts.count >= 2, let kind = kinds.first(where: { $0.0.elementsEqual(bytes[parts[0]]) })?.1 else { continue }
            let fields = parts.dropFirst(2).compactMap { number($0) }
            guard fields.allSatisfy(names.indices.contains) else { continue }
            entries.append(CatalogTable.Entry(kind: kind, id: String(decoding: bytes[parts[1]], as: UTF8.self), fields: fields))
        }
        return CatalogTable(names: names, values: values, entries: entries)
    }

    private mutating func nextLine() -> Range<Int>? {
        guard at < bytes.count else { return nil }
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
        defer { at += 1 }
        return start..<at
    }

    private func number(_ digits: Range<Int>) -> Int? {
        var value = 0
        for at in digits {
            guard (48...57).contains(bytes[at]), value < 1 << 32 else { return nil }
            value = 10 * value + Int(bytes[at] - 48)
        }
        return digits.isEmpty ? nil : value
    }

    private func texts(_ line: Range<Int>, between mark: [UInt8]) -> [String] {
        parts(line, between: mark).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    private func parts(_ line: Range<Int>, between mark: [UInt8]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = line.lowerBound
        var at = start
        while at < line.upperBound {
            if bytes[at] == mark[0], bytes[at..<line.upperBound].starts(with: mark) {
                parts.append(start..<at)
                at += mark.count
                start = at
            } else {
                at += 1
            }
        }
        parts.append(start..<line.upperBound)
        return parts
    }
}
