@testable import Extraction
import Scanning
import SupplyChain

/// An extract as a test asks for it: records by name, relationships as text.
struct ReadExtract {
    let extract: Extract

    init(_ extract: Extract) { self.extract = extract }

    init(_ reader: any Extractor.Type, fixture: String) throws {
        try self.init(reader, bytes: try Fixture.bytes(fixture), path: fixture)
    }

    init(_ reader: any Extractor.Type, bytes: [UInt8], path: String = "document.json") throws {
        let document = SourceDocument(path: path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        extract = try reader.extract(from: document)
    }

    /// The first record with this name; `subject` is the subject.
    func record(_ name: String) -> RecordIndex? {
        if name == "subject" { return extract.subjectRecord }
        return extract.attributes.first { $0.key == .name && extract.symbols[$0.value] == name }?.record
    }

    func name(of record: RecordIndex) -> String {
        if record == extract.subjectRecord { return "subject" }
        return extract.attributes.first { $0.record == record && $0.key == .name }.map { extract.symbols[$0.value] } ?? "#\(record.index)"
    }

    func values(_ key: AttributeKey, of name: String) -> [String] {
        guard let record = record(name) else { return [] }
        return extract.attributes.filter { $0.record == record && $0.key == key }.map { extract.symbols[$0.value] }
    }

    func keys(of name: String) -> [String] {
        guard let record = record(name) else { return [] }
        return extract.identities.filter { $0.record == record }.map { "\($0.key.name) \(extract.symbols[$0.value])" }.sorted()
    }

    func kind(of name: String) -> NodeKind? { record(name).map { extract.records[Int($0.index)].kind } }

    func place(of name: String) -> String? { record(name).map { extract.location(of: extract.records[Int($0.index)].place).place } }

    /// `from kind[:scope][?] to @ place`, with `?` where the relationship is assumed; sorted.
    var relationships: [String] {
        extract.relationships.map { edge in
            let scope = edge.scope.map { $0 == .runtime ? "" : ":\($0.rawValue)" } ?? ""
            let mark = edge.certainty == .known ? "" : "?"
            let place = extract.location(of: edge.place).place
            return "\(name(of: edge.from)) \(edge.kind.rawValue)\(scope)\(mark) \(name(of: edge.to)) @ \(place)"
        }.sorted()
    }

    /// `place: problem`, sorted as diagnostics are.
    var diagnostics: [String] { extract.diagnostics.sorted().map { "\($0.location.place): \($0.problem)" } }
}
