internal import Scanning
internal import SupplyChain

extension JSONDocument {
    /// The document as JSON, or where it stops being that.
    convenience init(reading document: SourceDocument) throws(ExtractionError) {
        do throws(JSONError) {
            try self.init(parsing: document.bytes, limits: JSONLimits(depth: document.depth))
        } catch {
            if error.reason == "not UTF-8" { throw .notUTF8(place: "line \(error.line)") }
            throw .malformed(reason: error.reason, place: "line \(error.line), column \(error.column)")
        }
    }
}

extension Extract {
    /// Notes what strict JSON allows and nobody meant: text behind the document, halves of surrogate pairs, keys that stand twice.
    mutating func noteOddities(of json: JSONDocument) {
        if let offset = json.trailingOffset {
            diagnose(.malformed(reason: "text behind the document"), at: place(line: json.line(at: offset)))
        }
        if let lone = json.loneSurrogates {
            let reason =
                lone.count == 1
                ? "half of a surrogate pair, read as U+FFFD" : "\(lone.count) halves of surrogate pairs, read as U+FFFD, the first here"
            diagnose(.malformed(reason: reason), at: place(line: json.line(at: lone.first)))
        }
        let duplicates = json.duplicateKeys()
        for offset in duplicates.prefix(20) {
            diagnose(.duplicateKey(clean(json.text(at: offset))), at: place(line: json.line(at: offset)))
        }
        if duplicates.count > 20 { diagnose(.limit(name: "duplicate keys told", value: "20 of \(duplicates.count)"), .note, at: .whole) }
    }

    /// `text` as diagnostics may carry it: without credentials.
    func clean(_ text: String) -> String { CredentialFilter.redacting(text) ?? text }

    /// UTF-8 as diagnostics may carry it: without credentials.
    func clean(_ text: ArraySlice<UInt8>) -> String { clean(String(decoding: text, as: UTF8.self)) }

    /// The elements of `list`; nothing, and a diagnostic, where it is something other than an array or absent.
    mutating func elements(of list: JSONValue?, field: String, at place: Place) -> JSONElements {
        array(list, field: field, at: place)?.elements ?? .none
    }

    /// `list`, if it is an array; a diagnostic where it is something other than that or absent.
    mutating func array(_ list: JSONValue?, field: String, at place: Place) -> JSONValue? {
        guard let list, !list.isNull else { return nil }
        if list.kind == .array { return list }
        diagnose(.invalidValue(field: field, value: list.kind.rawValue, expected: "array"), at: place)
        return nil
    }
}

extension JSONValue {
    /// The bytes of the member `key`, if it is a string that says something.
    func text(_ key: String) -> ArraySlice<UInt8>? { self[key]?.utf8.flatMap { $0.isEmpty ? nil : $0 } }
}

extension JSONElements {
    /// No elements.
    static var none: JSONElements { JSONValue.nothing.elements }
}
