internal import Scanning
internal import SupplyChain

/// Reads SPDX 2.2 and 2.3, JSON and tag-value: packages and what holds between them.
///
/// JSON stands bare or as the predicate of an in-toto statement. Files and snippets are no components: what a file needs, the package that holds it needs, and `Gap.files` says that there were some. `NONE` and `NOASSERTION` are no names: the first says
/// that there is nothing, the second that nothing is said.
enum SPDX2Reader: Extractor {
    static let reader = "spdx2"
    static let coverage: Coverage = [.components, .relationships, .suppliers, .licences, .versions, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        let start = ByteSearch.start(of: document)
        guard ByteSearch.firstMark(start) == UInt8(ascii: "{") else { return isTagValue(document) }
        // Writers that sort their keys put the mark behind all packages.
        return [start, document.bytes.suffix(64 << 10)].contains {
            ByteSearch.contains($0, "\"spdxVersion\"") || ByteSearch.contains($0, "\"SPDXRef-DOCUMENT\"")
        }
    }

    /// The version stands among the first tags, whatever comments stand before it.
    private static func isTagValue(_ document: SourceDocument) -> Bool {
        let start = ByteSearch.start(of: document, 16 << 10)
        guard ByteSearch.contains(start, "SPDXVersion:") else { return false }
        return start.split(separator: 0x0A).contains { line in
            line.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }.starts(with: "SPDXVersion:".utf8)
        }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if ByteSearch.firstMark(document.bytes) != UInt8(ascii: "{") { return try fromTagValue(document) }
        let json = try JSONDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        var walk = SPDX2Walk(extract: extract)
        if json.root["spdxVersion"] == nil, let statement = json.root["predicate"], statement.kind == .object {
            walk.read(statement, under: walk.extract.place("predicate"))
        } else {
            walk.read(json.root, under: .whole)
        }
        return walk.extract
    }

    private static func fromTagValue(_ document: SourceDocument) throws(ExtractionError) -> Extract {
        let lines = LineStarts(of: document.bytes)
        if ByteSearch.isWide(document.bytes[...]) { throw .malformed(reason: "UTF-16, not UTF-8", place: "line 1") }
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "line \(lines.line(at: fault))") }
        guard document.bytes.count < 1 << 29 else { throw .limit(name: "bytes", value: "\(1 << 29)") }
        let (json, tags) = SPDX2Translation.document(of: document.bytes)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        for (offset, fault) in tags.faults {
            let place = extract.place(line: lines.line(at: offset))
            switch fault {
            case .endless: extract.diagnose(.truncated, at: place)
            case .unreadable:
                let text = document.bytes[offset...].prefix { $0 != 0x0A && $0 != 0x0D }.prefix(80)
                extract.diagnose(.unreadableLine(extract.clean(text)), at: place)
            }
        }
        if tags.faultCount > 20 { extract.diagnose(.limit(name: "lines told", value: "20 of \(tags.faultCount)"), .note, at: .whole) }
        var walk = SPDX2Walk(extract: extract, lines: lines)
        walk.read(json.root, under: .whole)
        return walk.extract
    }
}
