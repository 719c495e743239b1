/// Entries in flat storage, each distinct field kept once: what `CatalogRecord` looks into.
///
/// Of 27,000 fields of the Catalog a quarter are distinct: dates, sources and owners stand in many entries.
final class CatalogTable: Sendable {
    struct Entry: Sendable {
        let kind: CatalogRecord.Kind
        let id: String
        /// The fields by their numbers.
        let fields: [Int]
        var file = ""
        var line = 0
    }

    /// The name of each field.
    let names: [String]
    /// The values of each field.
    let values: [[String]]
    let entries: [Entry]

    init(names: [String], values: [[String]], entries: [Entry]) {
        self.names = names
        self.values = values
        self.entries = entries
    }

    /// A table of one entry.
    convenience init(kind: CatalogRecord.Kind, id: String, fields: [String: [String]], file: String, line: Int) {
        let sorted = fields.sorted { $0.key < $1.key }
        self.init(
            names: sorted.map(\.key), values: sorted.map(\.value),
            entries: [Entry(kind: kind, id: id, fields: Array(sorted.indices), file: file, line: line)])
    }

    var records: [CatalogRecord] { entries.indices.map { CatalogRecord(self, $0) } }
}
