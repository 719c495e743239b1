internal import Scanning
internal import SupplyChain

/// Reads Ollama's Modelfile: which model a model is made from, which adapters are put on it, under which licence.
///
/// The weights of what stands behind `FROM` are taken in: a quantized copy of them is named by `QUANTIZE` alone, so they are otherwise the same model told what to say. Texts in `"""` are texts, whatever they look like.
enum ModelfileReader: Extractor {
    static let reader = "modelfile"
    static let coverage: Coverage = [.relationships, .licences, .models]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        let isNamed = name == "modelfile" || name.hasPrefix("modelfile.") || name.hasPrefix("modelfile-") || name.hasSuffix(".modelfile")
        return isNamed && !name.hasSuffix(".md")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        let model = ModelIdentity.ofFolder(document, in: &extract, at: .whole)
        var walk = ModelfileWalk(extract: extract, model: model)
        for (number, line) in Lines(document.bytes) { walk.take(line, number) }
        try walk.finish()
        return walk.extract
    }
}

/// One pass over the instructions.
private struct ModelfileWalk {
    var extract: Extract
    let model: RecordIndex
    private var bases: [RecordIndex] = []
    private var adapters: [(text: String, line: Int)] = []
    /// What ends the text that is open, and the line that it began on.
    private var open: (quote: [UInt8], line: Int)?
    private var hasFrom = false

    init(extract: Extract, model: RecordIndex) {
        self.extract = extract
        self.model = model
    }

    mutating func take(_ line: ArraySlice<UInt8>, _ number: Int) {
        if let open {
            if ByteSearch.contains(line, String(decoding: open.quote, as: UTF8.self)) { self.open = nil }
            return
        }
        let text = line.drop { $0 == 0x20 || $0 == 0x09 }
        guard let first = text.first, first != UInt8(ascii: "#") else { return }
        let word = text.prefix { $0 != 0x20 && $0 != 0x09 }
        let value = text[word.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
        let name = String(decoding: word, as: UTF8.self).uppercased()
        for quote in [Array("\"\"\"".utf8), Array("\"".utf8)] where value.starts(with: quote) {
            let rest = value.dropFirst(quote.count)
            if !ByteSearch.contains(rest, String(decoding: quote, as: UTF8.self)) { open = (quote, number) }
            break
        }
        let argument = String(decoding: value, as: UTF8.self).trimmed
        switch name {
        case "FROM": from(argument, number)
        case "ADAPTER": adapters.append((argument, number))
        case "LICENSE": licence(argument, number)
        case "PARAMETER", "TEMPLATE", "SYSTEM", "MESSAGE", "REQUIRES", "RENDERER", "PARSER", "QUANTIZE": break
        default: extract.diagnose(.unreadableLine(String(name.prefix(64))), at: extract.place(line: number))
        }
    }

    private mutating func from(_ argument: String, _ line: Int) {
        hasFrom = true
        let place = extract.place(line: line)
        guard !argument.isEmpty else { return extract.diagnose(.missingIdentity(name: "FROM"), at: place) }
        let base =
            OllamaName(argument)?.record(at: place, in: &extract) ?? ModelIdentity.record(argument, kind: .model, at: place, in: &extract)
        bases.append(base)
        extract.relate(model, .derivedFrom, to: base, at: place)
        extract.relate(model, .usesModel, to: base, at: place)
    }

    /// A licence is one line with an id; a whole text is no name of one.
    private mutating func licence(_ argument: String, _ line: Int) {
        let text = argument.filter { $0 != "\"" }.trimmed
        guard !text.isEmpty, text.utf8.count <= 128, open == nil else { return }
        extract.set(.licence, of: model, to: text, at: extract.place(line: line))
    }

    mutating func finish() throws(ExtractionError) {
        guard hasFrom else { throw .malformed(reason: "no FROM", place: "line 1") }
        if let open { extract.diagnose(.truncated, at: extract.place(line: open.line)) }
        for adapter in adapters where !adapter.text.isEmpty {
            let place = extract.place(line: adapter.line)
            let record = ModelIdentity.record(adapter.text, kind: .model, at: place, in: &extract)
            extract.relate(model, .usesModel, to: record, at: place)
            extract.relate(model, .derivedFrom, to: record, at: place, how: .adapter)
            for base in bases { extract.relate(record, .derivedFrom, to: base, at: place, how: .adapter, certainty: .assumed) }
        }
    }
}
