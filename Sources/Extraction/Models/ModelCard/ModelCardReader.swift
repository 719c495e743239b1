internal import Scanning
internal import SupplyChain

/// Reads the front matter of a model card: `README.md` that begins with a YAML block naming what the model was made from.
///
/// The block counts only at the very start of the file. `base_model` is `derivedFrom` in the way that `base_model_relation` says; where it says nothing, adapters are told by their library, quantizations by their
/// tags, merges by having several bases, and the rest are fine-tunes. The card does not name its own model: the folder does.
enum ModelCardReader: Extractor {
    static let reader = "model-card"
    static let coverage: Coverage = [.relationships, .licences, .models]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard document.fileName.lowercased().hasSuffix(".md"), let block = frontMatter(document.bytes) else { return false }
        let text = document.bytes[block]
        return ["base_model", "library_name", "pipeline_tag", "datasets:", "license:", "model-index", "model_name"].contains {
            ByteSearch.contains(text, $0)
        }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        guard let block = frontMatter(document.bytes) else { throw .malformed(reason: "no front matter", place: "line 1") }
        let yaml: YAMLDocument
        // A line feed stands for the fence, so that lines count from the top of the file.
        yaml = try YAMLDocument(parsing: [0x0A] + Array(document.bytes[block]), depth: document.depth)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        guard let card = yaml.root, card.mapping != nil else { throw .malformed(reason: "the front matter is no mapping", place: "line 2") }
        let place = extract.place(line: 1)
        let model = ModelIdentity.ofFolder(document, in: &extract, at: place)
        licence(card, model, in: &extract)
        for key in ["library_name", "pipeline_tag"] {
            if let value = card[key]?.scalar { extract.set(.trait, of: model, to: value, at: extract.place(line: card[key]?.line ?? 1)) }
        }
        let bases = names(under: "base_model", of: card, in: &extract)
        let how = relation(card, bases: bases.count)
        var seen: Set<[UInt8]> = []
        for base in bases {
            guard let text = base.scalar, seen.insert(Array(text.utf8)).inserted else { continue }
            let at = extract.place(line: base.line)
            let record = ModelIdentity.record(text, kind: .model, at: at, in: &extract)
            extract.relate(model, .derivedFrom, to: record, at: at, how: how)
            // An adapter is nothing without the weights that it was made for.
            if how == .adapter { extract.relate(model, .usesModel, to: record, at: at) }
        }
        for data in names(under: "datasets", of: card, in: &extract) {
            guard let text = data.scalar else { continue }
            let at = extract.place(line: data.line)
            extract.relate(model, .trainedOn, to: ModelIdentity.record(text, kind: .dataset, at: at, in: &extract), at: at)
        }
        return extract
    }

    /// The texts under a key, whether it holds one or a list; whatever else it holds is told.
    private static func names(under key: String, of card: YAMLValue, in extract: inout Extract) -> [YAMLValue] {
        guard let value = card[key] else { return [] }
        return (value.sequence ?? [value]).filter { entry in
            if entry.scalar == nil {
                extract.diagnose(.malformed(reason: "an entry of \(key) is no text"), at: extract.place(line: entry.line))
            }
            return entry.scalar?.isEmpty == false
        }
    }

    private static func licence(_ card: YAMLValue, _ model: RecordIndex, in extract: inout Extract) {
        for entry in card["license"].map({ $0.sequence ?? [$0] }) ?? [] {
            guard let id = entry.scalar, !id.isEmpty else { continue }
            let named = id == "other" ? card["license_name"]?.scalar ?? id : id
            extract.set(.licence, of: model, to: named, at: extract.place(line: entry.line))
        }
    }

    private static func relation(_ card: YAMLValue, bases: Int) -> DerivationMethod {
        if let stated = card["base_model_relation"]?.scalar.flatMap({ ModelIdentity.method($0) }) { return stated }
        let tags = (card["tags"].map { $0.sequence ?? [$0] } ?? []).compactMap { $0.scalar?.lowercased() }
        if card["library_name"]?.scalar?.lowercased() == "peft"
            || tags.contains(where: { ["lora", "peft", "adapter", "qlora"].contains($0) })
        {
            return .adapter
        }
        let quantized = ["gguf", "awq", "gptq", "int4", "int8", "fp8", "nvfp4", "4-bit", "8-bit", "quantized", "exl2", "bitsandbytes"]
        if tags.contains(where: { quantized.contains($0) }) { return .quantization }
        if bases > 1 || tags.contains("merge") || tags.contains("mergekit") { return .merge }
        return .fineTune
    }

    /// The bytes between the fences, or `nil` where the file does not begin with one or it never ends.
    private static func frontMatter(_ bytes: [UInt8]) -> Range<Int>? {
        var lines = Lines(bytes)
        guard let first = lines.next(), trimmedEnd(first.text).elementsEqual("---".utf8) else { return nil }
        var start: Int?
        while let line = lines.next() {
            if start == nil { start = line.text.startIndex }
            if trimmedEnd(line.text).elementsEqual("---".utf8) { return (start ?? line.text.startIndex)..<line.text.startIndex }
        }
        return nil
    }

    private static func trimmedEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last == 0x20 || last == 0x09 { line.removeLast() }
        return line
    }
}
