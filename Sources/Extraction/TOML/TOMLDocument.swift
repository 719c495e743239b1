internal import Scanning
internal import SupplyChain
internal import TOMLKit

/// A TOML document: the values from TOMLKit, the lines from `TOMLHeaders`, since TOMLKit keeps none.
struct TOMLDocument {
    /// The table at the top.
    let root: TOMLTable
    /// The headers with their lines.
    let headers: TOMLHeaders

    /// Reads `document`, or tells where it stops being TOML.
    ///
    /// TOMLKit takes C strings: a null byte would end the document early without a word, so it is refused here. Nesting is bounded by the parser at 256.
    init(reading document: SourceDocument) throws(ExtractionError) {
        var bytes = document.bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        headers = TOMLHeaders(document.bytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notUTF8(place: "offset \(TextCheck.firstFault(in: document.bytes) ?? 0)")
        }
        if let null = bytes.firstIndex(of: 0) { throw .malformed(reason: "a null byte", place: "offset \(null)") }
        let most = min(document.depth, TOMLNesting.most)
        if let offset = TOMLNesting.excess(in: document.bytes, over: most) {
            throw .malformed(reason: "deeper than \(most) levels", place: "offset \(offset)")
        }
        do {
            root = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw .malformed(
                reason: CredentialFilter.redacting(error.description) ?? error.description,
                place: "line \(error.source.begin.line), column \(error.source.begin.column)")
        } catch {
            throw .malformed(reason: "not TOML", place: "line 1")
        }
    }
}

extension TOMLTable {
    /// The member `key`; unlike the parser's own iterator, safe where a key holds a null character.
    func value(_ key: String) -> TOMLValue? { self[key]?.tomlValue }

    /// The text under `key`, if it says something.
    func text(_ key: String) -> String? { value(key)?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// The table under `key`.
    func table(_ key: String) -> TOMLTable? { value(key)?.table }

    /// The elements under `key`; none where it is no array.
    func elements(_ key: String) -> [TOMLValue] { value(key)?.array.map { $0.elements } ?? [] }

    /// The keys in the order of their bytes.
    var sortedKeys: [String] { keys.sorted { $0.isBytewiseLess(than: $1) } }
}

extension TOMLArray {
    /// The elements.
    var elements: [TOMLValue] { (0..<count).map { self[$0].tomlValue } }
}
