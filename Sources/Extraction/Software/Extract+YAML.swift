internal import SupplyChain

extension YAMLDocument {
    /// The YAML of a document, or where it stops being that.
    init(reading document: SourceDocument) throws(ExtractionError) { try self.init(parsing: document.bytes, depth: document.depth) }
}

extension Extract {
    /// A text of a YAML value; nothing, and a diagnostic, where it is something else.
    mutating func text(of value: YAMLValue, field: String) -> String? {
        if let text = value.scalar { return text }
        diagnose(.invalidValue(field: clean(field), value: "", expected: "text"), at: place(line: value.line))
        return nil
    }

    /// The members of a YAML mapping; nothing where it is absent or null, and a diagnostic where it is something else.
    mutating func members(of value: YAMLValue?, field: String) -> [(key: String, value: YAMLValue)] {
        guard let value, !value.isNull else { return [] }
        if let members = value.mapping { return members }
        diagnose(.invalidValue(field: clean(field), value: clean(value.scalar ?? ""), expected: "mapping"), at: place(line: value.line))
        return []
    }
}
