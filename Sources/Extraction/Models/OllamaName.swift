internal import SupplyChain

/// A model as Ollama names it: `[host/][namespace/]model[:tag]`.
struct OllamaName: Sendable, Hashable {
    /// The host, or `nil` for the library.
    let host: String?
    /// The namespace; `library` where none is given.
    let namespace: String
    /// The model's name.
    let name: String
    /// The tag, `latest` where none is given.
    let tag: String

    /// Reads a name; `nil` for a path, a blob and text with variables.
    init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 512, !text.hasPrefix("."), !text.hasPrefix("/"), !text.hasPrefix("~"),
            !text.contains(where: { $0 == "$" || $0 == "\\" || $0.isWhitespace }), !text.contains("://"),
            !text.lowercased().hasSuffix(".gguf")
        else { return nil }
        var rest = text[...]
        var tag = "latest"
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
            tag = String(rest[rest.index(after: colon)...])
            rest = rest[..<colon]
        }
        var parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.popLast(), !name.isEmpty, !tag.isEmpty, parts.count <= 2, !parts.contains("") else { return nil }
        namespace = parts.popLast() ?? "library"
        host = parts.popLast()
        if let host, !host.contains("."), host != "localhost" { return nil }
        self.name = name
        self.tag = tag
    }

    /// Whether the weights come from the hub of `owner/name`.
    var hubID: String? { host.map { ["hf.co", "huggingface.co"].contains($0) } == true ? "\(namespace)/\(name)" : nil }

    /// The name as it is shown, without what is the default.
    var shown: String {
        (host.map { $0 + "/" } ?? "") + (namespace == "library" ? "" : namespace + "/") + name + (tag == "latest" ? "" : ":" + tag)
    }

    /// A record for the model: by its hub id, or by the name that the Catalog may know.
    func record(at place: Place, in extract: inout Extract) -> RecordIndex {
        if let hubID { return ModelIdentity.record(hubID, kind: .model, at: place, in: &extract) }
        let record = extract.add(.model, at: place)
        extract.set(.name, of: record, to: shown, at: place)
        // A namespace is an account of whoever likes: its names mean nothing elsewhere.
        if host == nil, namespace == "library" { extract.mention(record, as: .modelName, "\(name):\(tag)", at: place) }
        if let host {
            extract.distribute(record, from: host, at: place)
        } else {
            let library = extract.add(.registry, id: "registry:ollama", at: place)
            extract.relate(record, .distributedBy, to: library, at: place)
        }
        return record
    }
}
