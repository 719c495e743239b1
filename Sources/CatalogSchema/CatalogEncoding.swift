/// Entries as compact text and back: one line an entry, fields between `¦`, values between `‖`.
///
/// Reading it takes one pass and no YAML.
public enum CatalogEncoding {
    /// The entries as text; `decode` gives them back, files and lines left behind.
    public static func encode(_ records: [CatalogRecord]) -> String {
        records.map { record in
            let fields = record.fields.sorted { $0.key < $1.key }.map { $0.key + "‖" + $0.value.joined(separator: "‖") }
            return ([record.kind.rawValue, record.id] + fields).joined(separator: "¦")
        }.joined(separator: "\n")
    }

    /// The entries of a text that `encode` made; lines that it cannot have made are passed over.
    ///
    /// O(bytes).
    public static func decode(_ text: String) -> [CatalogRecord] {
        let bytes = Array(text.utf8)
        var records: [CatalogRecord] = []
        var kinds: [ArraySlice<UInt8>: CatalogRecord.Kind] = [:]
        for kind in CatalogRecord.Kind.allCases { kinds[Array(kind.rawValue.utf8)[...]] = kind }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let parts = split(line, at: [0xC2, 0xA6])
            guard parts.count >= 2, let kind = kinds[parts[0]] else { continue }
            var fields: [String: [String]] = [:]
            for part in parts[2...] {
                let values = split(part, at: [0xE2, 0x80, 0x96])
                fields[String(decoding: values[0], as: UTF8.self)] = values.dropFirst().map { String(decoding: $0, as: UTF8.self) }
            }
            records.append(CatalogRecord(kind: kind, id: String(decoding: parts[1], as: UTF8.self), fields: fields))
        }
        return records
    }

    private static func split(_ bytes: ArraySlice<UInt8>, at mark: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        var at = start
        while at < bytes.endIndex {
            if bytes[at] == mark[0], at + mark.count <= bytes.endIndex, bytes[at..<(at + mark.count)].elementsEqual(mark) {
                parts.append(bytes[start..<at])
                at += mark.count
                start = at
            } else {
                at += 1
            }
        }
        parts.append(bytes[start...])
        return parts
    }
}
