internal import Scanning
internal import SupplyChain

/// Reads `config.json` of transformers: what kind of model the files beside it are, and where its checkpoint was loaded from.
///
/// `_name_or_path` is weak evidence: it is often the base, at times the model itself, and often a folder of the machine that saved it. A hub id other than the model's own is an assumed base; a
/// folder names nothing. Code that is loaded from another repository (`auto_map`) is needed to run.
enum ModelConfigReader: Extractor {
    static let reader = "model-config"
    static let coverage: Coverage = [.relationships, .models]

    static func recognises(_ document: SourceDocument) -> Bool {
        guard document.fileName == "config.json", ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{") else { return false }
        let start = ByteSearch.start(of: document)
        return ["\"architectures\"", "\"model_type\""].contains { ByteSearch.contains(start, $0) }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        let model = ModelIdentity.ofFolder(document, in: &extract, at: .whole)
        let own = document.folders.suffix(2).joined(separator: "/")
        let root = json.root
        let architectures = extract.place("architectures")
        for (number, entry) in extract.elements(of: root["architectures"], field: "architectures", at: architectures).enumerated() {
            guard let text = entry.string, !text.isEmpty else { continue }
            extract.set(.trait, of: model, to: text, at: extract.place(under: architectures, number))
        }
        for key in ["model_type", "torch_dtype", "dtype", "transformers_version"] {
            guard let text = root[key]?.string, !text.isEmpty else { continue }
            let label = key == "transformers_version" ? "transformers \(text)" : text
            extract.set(.trait, of: model, to: label, at: extract.place(key))
        }
        let quantization = root["quantization_config"]?["quant_method"]?.string
        if let quantization {
            extract.set(.trait, of: model, to: quantization, at: extract.place(under: extract.place("quantization_config"), "quant_method"))
        }
        base(root, .whole, of: model, own: own, how: quantization == nil ? .fineTune : .quantization, in: &extract)
        // Parts of a model that reads pictures, hears or speaks were models of their own.
        for (key, part) in root.members where part.kind == .object {
            guard let name = key.string, name.hasSuffix("_config"), name != "quantization_config" else { continue }
            base(part, extract.place(name), of: model, own: own, how: .merge, in: &extract)
        }
        code(root["auto_map"], of: model, own: own, in: &extract)
        return extract
    }

    private static func base(
        _ config: JSONValue, _ parent: Place, of model: RecordIndex, own: String, how: DerivationMethod, in extract: inout Extract
    ) {
        guard let text = config["_name_or_path"]?.string, text.contains("/"), let id = ModelIdentity.hubID(text), id != own else { return }
        let place = extract.place(under: parent, "_name_or_path")
        let base = ModelIdentity.record(id, kind: .model, at: place, in: &extract)
        extract.relate(model, .derivedFrom, to: base, at: place, how: how, certainty: .assumed)
    }

    /// `owner/name--module.Class`.
    private static func code(_ map: JSONValue?, of model: RecordIndex, own: String, in extract: inout Extract) {
        var seen: Set<String> = []
        let place = extract.place("auto_map")
        for (_, value) in (map ?? .nothing).members {
            for entry in value.kind == .array ? Array(value.elements) : [value] {
                guard let text = entry.string, let mark = text.firstRange(of: "--"),
                    let id = ModelIdentity.hubID(String(text[..<mark.lowerBound])), id.contains("/"), id != own, seen.insert(id).inserted
                else { continue }
                let record = ModelIdentity.record(id, kind: .model, at: place, in: &extract)
                extract.relate(model, .dependsOn, to: record, at: place, strength: .required)
            }
        }
    }
}
