internal import Dispatch
internal import Synchronization

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
    /// The halves are read at the same time.
    ///
    /// - Complexity: O(bytes).
    public static func decode(_ text: String) -> [CatalogRecord] {
        let bytes = Array(text.utf8)
        let middle = bytes[(bytes.count / 2)...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        let halves = [bytes[..<middle], bytes[middle...]]
        let read = Mutex<[[CatalogRecord]]>([[], []])
        DispatchQueue.concurrentPerform(iterations: halves.count) { half in
            var lines = CatalogLines(halves[half])
            let records = lines.records()
            read.withLock { $0[half] = records }
        }
        return read.withLock { $0[0] + $0[1] }
    }
}

/// One pass over lines of encoded entries.
///
/// Entries that follow each other share most of their fields, and many of their values: these are taken over, not read again.
private struct CatalogLines {
    private struct Field {
        let name: ArraySlice<UInt8>
        let key: String
        let values: ArraySlice<UInt8>
        let texts: [String]
    }

    private static let fieldMark = Array("¦".utf8)
    private static let valueMark = Array("‖".utf8)

    private let bytes: ArraySlice<UInt8>
    private var previous: [Field] = []
    private var kinds: [ArraySlice<UInt8>: CatalogRecord.Kind] = [:]

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        for kind in CatalogRecord.Kind.allCases { kinds[Array(kind.rawValue.utf8)[...]] = kind }
    }

    mutating func records() -> [CatalogRecord] {
        var records: [CatalogRecord] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let parts = Self.split(line, at: Self.fieldMark)
            guard parts.count >= 2, let kind = kinds[parts[0]] else { continue }
            let id = String(decoding: parts[1], as: UTF8.self)
            records.append(CatalogRecord(kind: kind, id: id, fields: fields(parts[2...])))
        }
        return records
    }

    private mutating func fields(_ parts: ArraySlice<ArraySlice<UInt8>>) -> [String: [String]] {
        var fields = [String: [String]](minimumCapacity: parts.count)
        var current: [Field] = []
        current.reserveCapacity(parts.count)
        for part in parts {
            let end = Self.end(of: part, before: Self.valueMark)
            let field = field(part[..<end], part[end...])
            current.append(field)
            fields[field.key] = field.texts
        }
        previous = current
        return fields
    }

    private func field(_ name: ArraySlice<UInt8>, _ values: ArraySlice<UInt8>) -> Field {
        let known = previous.first { $0.name.elementsEqual(name) }
        if let known, known.values.elementsEqual(values) { return known }
        // Behind the name stands a mark, then value by value with a mark between.
        let rest = values.isEmpty ? [] : Self.split(values.dropFirst(Self.valueMark.count), at: Self.valueMark)
        return Field(
            name: name, key: known?.key ?? String(decoding: name, as: UTF8.self), values: values,
            texts: rest.map { String(decoding: $0, as: UTF8.self) })
    }

    /// Where the next mark begins, or the end.
    private static func end(of bytes: ArraySlice<UInt8>, before mark: [UInt8]) -> Int {
        var at = bytes.startIndex
        while at < bytes.endIndex {
            if bytes[at] == mark[0], bytes[at...].starts(with: mark) { return at }
            at += 1
        }
        return bytes.endIndex
    }

    private static func split(_ bytes: ArraySlice<UInt8>, at mark: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = bytes
        while true {
            let end = end(of: rest, before: mark)
            parts.append(rest[..<end])
            guard end < rest.endIndex else { return parts }
            rest = rest[(end + mark.count)...]
        }
    }
}
