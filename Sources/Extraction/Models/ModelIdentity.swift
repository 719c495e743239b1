internal import SupplyChain

/// How models are named: by the hub's `owner/name`, wherever that was written.
enum ModelIdentity {
    /// The hub id in a card, a configuration or a header, or `nil` for a local path and the like.
    static func hubID(_ text: String) -> String? {
        var id = text.trimmed
        if let scheme = id.firstRange(of: "://") {
            let parts = id[scheme.upperBound...].split(separator: "/")
            // A bucket or a repository of code is no hub of models, though it has a path.
            guard parts.count >= 3, hosts.contains(String(parts[0]).lowercased()) else { return nil }
            id =
                (parts[1] == "models" || parts[1] == "datasets") && parts.count >= 4 ? "\(parts[2])/\(parts[3])" : "\(parts[1])/\(parts[2])"
        }
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !id.hasPrefix("."), !id.hasPrefix("~"), !id.hasPrefix("/"), !id.contains("\\"),
            !id.hasSuffix(".gguf")
        else { return nil }
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.count <= 128
                && part.utf8.allSatisfy {
                    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 46 || $0 == 95
                }
        }
        return isPlain ? id : nil
    }

    /// Hosts whose addresses end in `owner/name` of a model or a dataset.
    private static let hosts = [
        "huggingface.co", "www.huggingface.co", "hf.co", "hf-mirror.com", "modelscope.cn", "www.modelscope.cn", "modelscope.ai",
        "www.modelscope.ai",
    ]

    /// A record for the model or dataset that `text` names; one of kind `unknown`, with a diagnostic, where it cannot be named.
    static func record(_ text: String, kind: NodeKind, at place: Place, in extract: inout Extract) -> RecordIndex {
        guard let id = hubID(text) else {
            let record = extract.add(.unknown, at: place)
            extract.set(.name, of: record, to: text, at: place)
            extract.diagnose(.unresolvedBase(text), at: place)
            return record
        }
        let record = extract.add(kind, id: NodeID("\(kind.rawValue):\(id)"), at: place)
        extract.set(.name, of: record, to: id.split(separator: "/").last.map(String.init) ?? id, at: place)
        extract.mention(record, as: .hubModel, id, at: place)
        return record
    }

    /// The word of a hub as the method it means.
    static func method(_ relation: String) -> DerivationMethod? {
        switch relation.lowercased() {
        case "finetune", "fine-tune", "finetuned": .fineTune
        case "adapter", "lora", "peft": .adapter
        case "quantized", "quantization", "quantisation": .quantization
        case "merge": .merge
        case "distillation", "distilled": .distillation
        default: nil
        }
    }

    /// The model that the files of a folder are: `owner/name` where the path shows both, else the folder's name.
    static func ofFolder(_ document: SourceDocument, in extract: inout Extract, at place: Place) -> RecordIndex {
        let folders = document.folders
        guard let name = folders.last else { return extract.subjectModel(named: nil, at: place) }
        let owner = folders.dropLast().last
        let isHubLike =
            owner.map { !["models", "model", "weights", "checkpoints", "adapters", "src", "data"].contains($0.lowercased()) } ?? false
        let id = isHubLike ? "\(owner ?? "")/\(name)" : String(name)
        return extract.subjectModel(named: id, at: place)
    }
}

extension Extract {
    /// A record for the model that the document itself describes.
    mutating func subjectModel(named id: String?, at place: Place) -> RecordIndex {
        guard let id, ModelIdentity.hubID(id) != nil else { return add(.model, at: place) }
        let record = add(.model, id: NodeID("model:\(id)"), at: place)
        set(.name, of: record, to: id.split(separator: "/").last.map(String.init) ?? id, at: place, rank: .inferred)
        mention(record, as: .hubModel, id, at: place)
        return record
    }
}
