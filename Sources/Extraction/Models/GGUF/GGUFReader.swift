internal import Scanning
internal import SupplyChain

/// Reads the header of GGUF files, versions 2 and 3, of either byte order: what the model is, what it was made from, under which licence.
///
/// Never the weights.
///
/// Writers put `general.*` before the tokenizer, so reading stops at the first `tokenizer.` key once they have been seen. Where the header is longer than the bytes at hand, the reader asks
/// for more (`ExtractionError.needsPrefix`).
enum GGUFReader: Extractor {
    static let reader = "gguf"
    static let coverage: Coverage = [.relationships, .suppliers, .licences, .versions, .models]
    static var readsHeaderOnly: Bool { true }

    static func recognises(_ document: SourceDocument) -> Bool {
        document.bytes.starts(with: "GGUF".utf8)
            || (document.fileName.lowercased().hasSuffix(".gguf") && !WeightsPointerReader.isPointer(document.bytes))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let header = try GGUFHeader(document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.gaps.append(.headerOnly)
        // The description of a tensor takes 24 bytes at least. What the header says of the model stands all the same.
        if header.tensors > UInt64(document.size) / 24 {
            extract.diagnose(.malformed(reason: "\(header.tensors) tensors in a file of \(document.size) bytes"), at: .whole)
        }
        let place = extract.place("general")
        let model = subject(header, document, at: place, in: &extract)
        for (key, attribute) in [
            ("general.version", AttributeKey.version), ("general.license", .licence), ("general.architecture", .trait),
            ("general.organization", .supplier),
        ] {
            if let text = header.texts[key], !text.isEmpty { extract.set(attribute, of: model, to: text, at: extract.place(key)) }
        }
        if header.texts["general.license"] == "other", let name = header.texts["general.license.name"], !name.isEmpty {
            extract.set(.licence, of: model, to: name, at: extract.place("general.license.name"))
        }
        link(.derivedFrom, "base_model", header, model, document, in: &extract)
        source(header, model, in: &extract)
        // As it was written before data sets had keys of their own.
        for (number, name) in header.datasets.enumerated() where !name.isEmpty {
            let at = extract.place("general.datasets", number)
            extract.relate(model, .trainedOn, to: ModelIdentity.record(name, kind: .dataset, at: at, in: &extract), at: at)
        }
        link(.trainedOn, "dataset", header, model, document, in: &extract)
        return extract
    }

    /// The repository whose weights were converted, where that is not the model itself.
    private static func source(_ header: GGUFHeader, _ model: RecordIndex, in extract: inout Extract) {
        let own = header.texts["general.repo_url"].flatMap { ModelIdentity.hubID($0) }
        for key in ["general.source.repo_url", "general.source.url", "general.source.huggingface.repository"] {
            guard let text = header.texts[key], let id = ModelIdentity.hubID(text), id.contains("/"), id != own else { continue }
            let place = extract.place(key)
            let record = ModelIdentity.record(id, kind: .model, at: place, in: &extract)
            return extract.relate(model, .derivedFrom, to: record, at: place, how: .quantization, certainty: .assumed)
        }
    }

    private static func subject(_ header: GGUFHeader, _ document: SourceDocument, at place: Place, in extract: inout Extract) -> RecordIndex
    {
        let address = header.texts["general.repo_url"].flatMap { ModelIdentity.hubID($0) }
        let record = extract.subjectModel(named: address, at: place)
        let stem = document.fileName.split(separator: ".").first.map(String.init) ?? document.fileName
        extract.set(.name, of: record, to: header.texts["general.name"] ?? stem, at: place)
        return record
    }

    /// `general.base_model.{i}.*` and `general.dataset.{i}.*`: what stands there counts, whatever the count says.
    private static func link(
        _ kind: RelationshipKind, _ family: String, _ header: GGUFHeader, _ model: RecordIndex, _ document: SourceDocument,
        in extract: inout Extract
    ) {
        let prefix = "general.\(family)."
        let numbers = Set(
            header.texts.keys.compactMap { key in key.hasPrefix(prefix) ? Int(key.dropFirst(prefix.count).prefix { $0 != "." }) : nil }
        ).sorted()
        if let stated = header.counts[prefix + "count"], stated != numbers.count {
            extract.diagnose(
                .invalidValue(field: prefix + "count", value: "\(stated)", expected: "\(numbers.count)"),
                at: extract.place(prefix + "count"))
        }
        let isQuantized = (header.texts["general.quantized_by"] ?? "").isEmpty == false || document.fileName.uppercased().contains("-Q")
        let isAdapter = header.texts["general.type"] == "adapter" || header.texts["adapter.type"] != nil
        for number in numbers {
            let stem = "\(prefix)\(number)."
            let place = extract.place("\(prefix)\(number)")
            let name = header.texts[stem + "name"]
            let target: RecordIndex
            if let id = header.texts[stem + "repo_url"].flatMap({ ModelIdentity.hubID($0) }) {
                target = ModelIdentity.record(id, kind: kind == .trainedOn ? .dataset : .model, at: place, in: &extract)
            } else {
                target = extract.add(kind == .trainedOn ? .dataset : .model, at: place)
                extract.set(.name, of: target, to: name ?? "\(family) \(number)", at: place)
                if kind == .derivedFrom { extract.diagnose(.unresolvedBase(name ?? ""), .note, at: place) }
            }
            if let supplier = header.texts[stem + "organization"] { extract.set(.supplier, of: target, to: supplier, at: place) }
            let how: DerivationMethod? =
                kind != .derivedFrom
                ? nil : isAdapter ? .adapter : numbers.count > 1 ? .merge : isQuantized ? .quantization : .fineTune
            extract.relate(model, kind, to: target, at: place, how: how)
            // An adapter is nothing without the weights that it was made for.
            if how == .adapter { extract.relate(model, .usesModel, to: target, at: place) }
        }
    }
}

/// The key-value part of a GGUF header, as far as it is of use.
struct GGUFHeader {
    /// Texts by key, of `general.` and `adapter.` keys.
    private(set) var texts: [String: String] = [:]
    /// The texts of `general.datasets`.
    private(set) var datasets: [String] = []
    /// Counts by key.
    private(set) var counts: [String: Int] = [:]
    /// How many tensors the file says it holds.
    private(set) var tensors: UInt64 = 0

    private let bytes: [UInt8]
    private let size: Int
    private var at = 0
    private var isBigEndian = false

    private static let mostKeys: UInt64 = 1 << 20
    private static let longestText = 1 << 16

    init(_ document: SourceDocument) throws(ExtractionError) {
        bytes = document.bytes
        size = document.size
        guard bytes.starts(with: "GGUF".utf8) else { throw .malformed(reason: "not GGUF", place: "offset 0") }
        at = 4
        var version = try integer(4)
        if version >= 65_536 {
            isBigEndian = true
            at = 4
            version = try integer(4)
        }
        guard version == 2 || version == 3 else { throw .unsupportedVersion(found: "\(version)", supported: "2, 3") }
        tensors = try integer(8)
        let count = try integer(8)
        // A key is a length, a type and a value at least.
        guard count <= UInt64(size) / 13 else { throw .malformed(reason: "\(count) keys in a file of \(size) bytes", place: "offset 16") }
        guard count <= Self.mostKeys else { throw .limit(name: "gguf keys", value: "\(Self.mostKeys)") }
        for _ in 0..<count {
            let key = try text()
            if key.hasPrefix("tokenizer."), !texts.isEmpty { break }
            let type = try integer(4)
            try value(of: type, for: key)
        }
    }

    private mutating func value(of type: UInt64, for key: String) throws(ExtractionError) {
        let isKept = key.hasPrefix("general.") || key.hasPrefix("adapter.")
        switch type {
        case 8:
            if isKept { texts[key] = try text() } else { try skip(text: ()) }
        case 9: if key == "general.datasets" { try readDatasets() } else { try skipArray() }
        case 4, 10, 2, 0:
            let number = try integer(type == 4 ? 4 : type == 10 ? 8 : type == 2 ? 2 : 1)
            if isKept { counts[key] = Int(clamping: number) }
        default: try skip(try width(of: type))
        }
    }

    /// Each text costs at least its length field, so a lying count ends at the end of the file.
    private mutating func readDatasets() throws(ExtractionError) {
        let start = at
        guard try integer(4) == 8 else {
            at = start
            return try skipArray()
        }
        let count = try integer(8)
        for number in 0..<count {
            if number < 10_000 { datasets.append(try text()) } else { try skip(text: ()) }
        }
    }

    /// Arrays may stand in arrays; what is left to skip is kept on a stack, and every element costs at least a byte, so a lying count ends at the end of the file.
    private mutating func skipArray() throws(ExtractionError) {
        var open: [(type: UInt64, left: UInt64)] = [(try integer(4), try integer(8))]
        while var last = open.popLast() {
            guard last.left > 0 else { continue }
            if last.type == 8 {
                for _ in 0..<last.left { try skip(text: ()) }
            } else if last.type == 9 {
                last.left -= 1
                guard open.count < 64 else { throw .limit(name: "gguf nesting", value: "64") }
                open.append(last)
                open.append((try integer(4), try integer(8)))
            } else {
                let (length, overflow) = try UInt64(width(of: last.type)).multipliedReportingOverflow(by: last.left)
                guard !overflow, let count = Int(exactly: length) else {
                    throw .malformed(reason: "an array longer than the file", place: "offset \(at)")
                }
                try skip(count)
            }
        }
    }

    private func width(of type: UInt64) throws(ExtractionError) -> Int {
        switch type {
        case 0, 1, 7: 1
        case 2, 3: 2
        case 4, 5, 6: 4
        case 10, 11, 12: 8
        default: throw .malformed(reason: "value type \(type)", place: "offset \(at)")
        }
    }

    private mutating func integer(_ width: Int) throws(ExtractionError) -> UInt64 {
        try need(width)
        var value: UInt64 = 0
        for step in 0..<width { value = value << 8 | UInt64(bytes[at + (isBigEndian ? step : width - 1 - step)]) }
        at += width
        return value
    }

    private mutating func text() throws(ExtractionError) -> String {
        let length = try integer(8)
        guard let count = Int(exactly: length) else { throw .malformed(reason: "a text longer than the file", place: "offset \(at)") }
        guard count <= Self.longestText || count > size - at else { throw .limit(name: "gguf text", value: "\(Self.longestText)") }
        try need(count)
        defer { at += count }
        guard let text = String(validating: bytes[at..<(at + count)], as: UTF8.self) else { throw .notUTF8(place: "offset \(at)") }
        return text
    }

    private mutating func skip(text: Void) throws(ExtractionError) {
        let length = try integer(8)
        guard let count = Int(exactly: length) else { throw .malformed(reason: "a text longer than the file", place: "offset \(at)") }
        try skip(count)
    }

    private mutating func skip(_ count: Int) throws(ExtractionError) {
        try need(count)
        at += count
    }

    /// Makes sure of `count` bytes: what the file does not have is an error, what was not read yet is asked for.
    private func need(_ count: Int) throws(ExtractionError) {
        guard count <= size - at else { throw .malformed(reason: "longer than the file", place: "offset \(at)") }
        guard count <= bytes.count - at else { throw .needsPrefix(bytes: max(at + count, min(bytes.count * 4, size))) }
    }
}
