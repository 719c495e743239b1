internal import Scanning
internal import SupplyChain

/// Reads `adapter_config.json` of a parameter-efficient fine-tune: which model the adapter needs.
///
/// The base is needed to run and is where flags come from. A local path names no model: a node of kind `unknown` stands for it.
enum AdapterConfigReader: Extractor {
    static let reader = "adapter-config"
    static let coverage: Coverage = [.relationships, .models]

    static func recognises(_ document: SourceDocument) -> Bool {
        document.fileName == "adapter_config.json" && ByteSearch.firstMark(document.bytes) == UInt8(ascii: "{")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let json = try JSONDocument(reading: document)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteOddities(of: json)
        let adapter = ModelIdentity.ofFolder(document, in: &extract, at: .whole)
        for key in ["peft_type", "task_type"] {
            if let text = json.root[key]?.string { extract.set(.trait, of: adapter, to: text, at: extract.place(key)) }
        }
        let place = extract.place("base_model_name_or_path")
        guard let base = json.root["base_model_name_or_path"]?.string, !base.isEmpty else {
            extract.diagnose(.missingIdentity(name: "base_model_name_or_path"), at: place)
            return extract
        }
        let record = ModelIdentity.record(base, kind: .model, at: place, in: &extract)
        if let revision = json.root["revision"]?.string, !revision.isEmpty, let id = ModelIdentity.hubID(base) {
            extract.identify(record, by: .modelRevision, "\(id)@\(revision)", at: extract.place("revision"))
        }
        extract.relate(adapter, .derivedFrom, to: record, at: place, how: .adapter)
        extract.relate(adapter, .usesModel, to: record, at: place)
        return extract
    }
}
