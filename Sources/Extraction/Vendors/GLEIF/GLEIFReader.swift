internal import Scanning
internal import SupplyChain

/// Reads what the Global LEI Foundation publishes: entities (Level 1), relationships and reporting exceptions (Level 2), as golden-copy CSV or JSON and as answers of its interface.
///
/// An entity is known by its LEI, and by nothing else. Countries of incorporation and of the headquarters are both kept.
enum GLEIFReader: Extractor {
    static let reader = "gleif"
    static let coverage: Coverage = [.relationships, .suppliers]

    static func recognises(_ document: SourceDocument) -> Bool {
        let head = document.bytes.prefix(1 << 16)
        if ByteSearch.firstMark(Array(head.prefix(64))) == UInt8(ascii: "{") {
            func has(_ text: String) -> Bool { ByteSearch.contains(head, "\"\(text)\"") }
            return has("data") && (has("lei-records") || has("relationship-records") || has("reporting-exceptions"))
                || (has("LEI") && has("LegalName") && has("Entity")) || (has("StartNode") && has("EndNode") && has("RelationshipType"))
                || (has("ExceptionCategory") && has("ExceptionReason"))
        }
        guard ByteSearch.contains(head.prefix(1 << 14), "LEI") || ByteSearch.contains(head.prefix(1 << 14), "Relationship.StartNode") else {
            return false
        }
        var records = CSVReader(Array(head))
        return records.next().map { GLEIFLevel(columns: $0.fields.map(\.trimmed)) != nil } ?? false
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .official)
        var walk = GLEIFWalk(extract: extract)
        if ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{") {
            try read(JSONDocument(reading: document), &walk)
        } else {
            if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
            try read(CSVReader(document.bytes), &walk)
        }
        walk.finish()
        return walk.extract
    }

    private static func read(_ json: JSONDocument, _ walk: inout GLEIFWalk) throws(ExtractionError) {
        walk.noteOddities(of: json)
        var isFound = false
        for key in ["data", "records", "relations", "relationships", "exceptions"] {
            guard let list = json.root[key], list.kind == .array || list.kind == .object else { continue }
            isFound = true
            if list.kind == .object { walk.read(list, under: [key], index: nil) }
            for (index, element) in list.elements.enumerated() { walk.read(element, under: [key], index: index) }
        }
        guard isFound else { throw .malformed(reason: "no records", place: "line 1") }
    }

    private static func read(_ rows: CSVReader, _ walk: inout GLEIFWalk) throws(ExtractionError) {
        var rows = rows
        guard let header = rows.next(), let level = GLEIFLevel(columns: header.fields.map(\.trimmed)) else {
            throw .malformed(reason: "no header of a golden copy", place: "line 1")
        }
        let columns = GLEIFRecord.columns(header.fields)
        while let row = rows.next() {
            walk.read(GLEIFRecord(row.fields, columns: columns, level: level), line: row.line, isTruncated: row.isTruncated)
        }
    }
}

extension GLEIFWalk {
    /// One element of a list of records, or the only one.
    mutating func read(_ value: JSONValue, under keys: [String], index: Int?) {
        var place = Place.whole
        for key in keys { place = self.place(under: place, key) }
        if let index { place = self.place(under: place, index) }
        guard let record = GLEIFRecord(value) else {
            let wrong = Diagnostic.Problem.invalidValue(
                field: keys.last ?? "", value: value.kind.rawValue, expected: "LEI, relationship or exception")
            return diagnose(wrong, at: place)
        }
        read(record, at: place)
    }

    /// One row of a table.
    mutating func read(_ record: GLEIFRecord, line: Int, isTruncated: Bool) {
        let place = self.place(line: line)
        if isTruncated { diagnose(.truncated, at: place) }
        read(record, at: place)
    }
}
