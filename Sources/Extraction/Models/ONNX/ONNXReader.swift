internal import Scanning
internal import SupplyChain

/// Reads the header of ONNX files: what made the model, and what is said about it.
///
/// Never the graph and never the weights.
///
/// The fields of the outermost message are walked; the graph is passed over by its length. Where it is longer than the bytes at hand, what stands behind it is not read.
enum ONNXReader: Extractor {
    static let reader = "onnx"
    static let coverage: Coverage = [.relationships, .components, .versions, .licences, .models]
    static var readsHeaderOnly: Bool { true }

    static func recognises(_ document: SourceDocument) -> Bool {
        document.fileName.lowercased().hasSuffix(".onnx") && !WeightsPointerReader.isPointer(document.bytes)
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let header = try ONNXHeader(document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps.append(.headerOnly)
        let model = ModelIdentity.ofFolder(document, in: &extract, at: .whole)
        let stem = document.fileName.split(separator: ".").first.map(String.init) ?? document.fileName
        if document.folders.isEmpty { extract.set(.name, of: model, to: stem, at: .whole) }
        if !header.domain.isEmpty { extract.set(.trait, of: model, to: header.domain, at: extract.place("domain")) }
        for operators in header.operators { extract.set(.trait, of: model, to: operators, at: extract.place("opset_import")) }
        if !header.producer.isEmpty {
            let place = extract.place("producer_name")
            // The program has no key here: it is told by its name, and joined to nothing by it.
            let producer = extract.add(.package, at: place)
            extract.set(.name, of: producer, to: header.producer, at: place)
            if !header.producerVersion.isEmpty {
                extract.set(.version, of: producer, to: header.producerVersion, at: extract.place("producer_version"))
            }
            extract.relate(model, .builtWith, to: producer, at: place)
        }
        for (key, value) in header.properties {
            let place = extract.place(under: extract.place("metadata_props"), key)
            if key.lowercased() == "license" || key.lowercased() == "licence" { extract.set(.licence, of: model, to: value, at: place) }
            if ["base_model", "hf_model", "model_id"].contains(key.lowercased()), let id = ModelIdentity.hubID(value), id.contains("/") {
                let base = ModelIdentity.record(id, kind: .model, at: place, in: &extract)
                extract.relate(model, .derivedFrom, to: base, at: place, certainty: .assumed)
            }
        }
        if header.isCut { extract.diagnose(.limit(name: "onnx header", value: "\(document.size) bytes"), .note, at: .whole) }
        return extract
    }
}

/// The fields of the outermost message, without the graph.
struct ONNXHeader {
    private(set) var producer = ""
    private(set) var producerVersion = ""
    private(set) var domain = ""
    private(set) var operators: [String] = []
    private(set) var properties: [(key: String, value: String)] = []
    /// Whether something stands behind the bytes at hand.
    private(set) var isCut = false

    private static let longestText = 1 << 16
    private static let mostProperties = 10_000

    init(_ document: SourceDocument) throws(ExtractionError) {
        var fields = ProtobufFields(document.bytes[...], size: document.size)
        var hasVersion = false
        while let field = try fields.next() {
            switch (field.number, field.content) {
            case (1, .number): hasVersion = true
            case (2, .bytes(let bytes)): producer = try Self.text(bytes)
            case (3, .bytes(let bytes)): producerVersion = try Self.text(bytes)
            case (4, .bytes(let bytes)): domain = try Self.text(bytes)
            case (8, .bytes(let bytes)): if operators.count < 64, let set = try Self.operators(bytes) { operators.append(set) }
            case (14, .bytes(let bytes)):
                if properties.count == Self.mostProperties {
                    isCut = true
                } else if let pair = try Self.pair(bytes) {
                    properties.append(pair)
                }
            case (_, .beyond): isCut = true
            default: break
            }
            if isCut { break }
        }
        guard hasVersion || !producer.isEmpty else { throw .malformed(reason: "no ir_version", place: "offset 0") }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) throws(ExtractionError) -> String {
        guard bytes.count <= longestText else { throw .limit(name: "onnx text", value: "\(bytes.count)") }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(place: "offset \(bytes.startIndex)") }
        return text
    }

    /// `ai.onnx 17`.
    private static func operators(_ bytes: ArraySlice<UInt8>) throws(ExtractionError) -> String? {
        var fields = ProtobufFields(bytes, size: bytes.endIndex)
        var (domain, version) = ("ai.onnx", "")
        while let field = try fields.next() {
            if case (1, .bytes(let name)) = (field.number, field.content), !name.isEmpty { domain = try text(name) }
            if case (2, .number(let number)) = (field.number, field.content) { version = "\(number)" }
        }
        return version.isEmpty ? nil : "opset \(domain) \(version)"
    }

    private static func pair(_ bytes: ArraySlice<UInt8>) throws(ExtractionError) -> (String, String)? {
        var fields = ProtobufFields(bytes, size: bytes.endIndex)
        var (key, value) = ("", "")
        while let field = try fields.next() {
            if case (1, .bytes(let text)) = (field.number, field.content) { key = try Self.text(text) }
            // Tokenizers and the like may stand here whole.
            if case (2, .bytes(let text)) = (field.number, field.content), text.count <= longestText { value = try Self.text(text) }
        }
        return key.isEmpty ? nil : (key, value)
    }
}

/// The fields of one message of protocol buffers, in order; nothing is copied.
struct ProtobufFields {
    /// What a field holds.
    enum Content {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
        /// More bytes than are at hand, though the file has them.
        case beyond
        case fixed
    }

    private let bytes: ArraySlice<UInt8>
    private var at: Int
    /// The end of the whole, at hand or not.
    private let size: Int

    init(_ bytes: ArraySlice<UInt8>, size: Int) {
        self.bytes = bytes
        self.size = size
        at = bytes.startIndex
    }

    /// The next field, or `nil` at the end.
    mutating func next() throws(ExtractionError) -> (number: UInt64, content: Content)? {
        guard at < bytes.endIndex else { return nil }
        let tag = try varint()
        let number = tag >> 3
        guard number > 0 else { throw .malformed(reason: "field 0", place: "offset \(at)") }
        switch tag & 7 {
        case 0: return (number, .number(try varint()))
        case 1: return (number, try skip(8))
        case 5: return (number, try skip(4))
        case 2:
            let length = try varint()
            guard let count = Int(exactly: length), count <= size - at else {
                throw .malformed(reason: "a field longer than the file", place: "offset \(at)")
            }
            guard count <= bytes.endIndex - at else {
                at = bytes.endIndex
                return (number, .beyond)
            }
            defer { at += count }
            return (number, .bytes(bytes[at..<(at + count)]))
        default: throw .malformed(reason: "wire type \(tag & 7)", place: "offset \(at)")
        }
    }

    private mutating func skip(_ count: Int) throws(ExtractionError) -> Content {
        guard count <= bytes.endIndex - at else { throw .malformed(reason: "longer than the file", place: "offset \(at)") }
        at += count
        return .fixed
    }

    private mutating func varint() throws(ExtractionError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard at < bytes.endIndex else { throw .malformed(reason: "longer than the file", place: "offset \(at)") }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        throw .malformed(reason: "a number of more than ten bytes", place: "offset \(at)")
    }
}
