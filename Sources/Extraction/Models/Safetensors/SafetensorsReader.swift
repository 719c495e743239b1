internal import Scanning
internal import SupplyChain

/// Reads the header of safetensors files: eight bytes of length, then JSON.
///
/// Never the weights.
enum SafetensorsReader: Extractor {
    static let reader = "safetensors"
    static let coverage: Coverage = [.relationships, .suppliers, .licences, .models]
    static var readsHeaderOnly: Bool { true }

    /// The official reader's own limit.
    private static let longestHeader: UInt64 = 100_000_000

    static func recognises(_ document: SourceDocument) -> Bool {
        document.fileName.lowercased().hasSuffix(".safetensors") && !WeightsPointerReader.isPointer(document.bytes)
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        guard document.bytes.count >= 8 else { throw .malformed(reason: "shorter than its length field", place: "offset 0") }
        let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(document.bytes[$1]) << UInt64($1 * 8) }
        guard length <= longestHeader, let count = Int(exactly: length), count <= document.size - 8 else {
            throw .malformed(reason: "a header of \(length) bytes", place: "offset 0")
        }
        guard document.bytes.count >= 8 + count else { throw .needsPrefix(bytes: 8 + count) }
        guard count > 0, document.bytes[8] == UInt8(ascii: "{") else {
            throw .malformed(reason: "the header is no object", place: "offset 8")
        }
        let header = SourceDocument(path: document.path, bytes: Array(document.bytes[8..<(8 + count)]), digest: document.digest)
        let json = try JSONDocument(reading: header)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        extract.gaps.append(.headerOnly)
        let model = ModelIdentity.ofFolder(document, in: &extract, at: .whole)
        let place = extract.place("__metadata__")
        let metadata = json.root["__metadata__"]
        for (key, attribute) in [
            ("modelspec.license", AttributeKey.licence), ("modelspec.author", .supplier), ("modelspec.architecture", .trait),
            ("format", .trait),
        ] {
            if let text = metadata?[key]?.string, !text.isEmpty {
                extract.set(attribute, of: model, to: text, at: extract.place(under: place, key))
            }
        }
        for key in ["ss_base_model_version", "ss_sd_model_name"] {
            guard let base = metadata?[key]?.string, !base.isEmpty else { continue }
            let at = extract.place(under: place, key)
            let record = ModelIdentity.record(base, kind: .model, at: at, in: &extract)
            extract.relate(model, .derivedFrom, to: record, at: at, how: .adapter, certainty: .assumed)
            break
        }
        return extract
    }
}
