internal import Scanning
internal import SupplyChain

/// Reads the lists in which applications keep the providers that they can call: factories, registries of models, manifests of plug-ins, price maps, tables of channels (decision 037).
///
/// Every provider is offered to the project around the file, known or not: one branch of an any-of group, never a single point. Models are counted, not listed.
enum ProviderMenuReader: Extractor {
    static let reader = "provider-menu"
    static let coverage: Coverage = [.services]

    private static let endings = [".json", ".yaml", ".yml", ".toml", ".jsonc"]
    /// A list of providers has at least one of these words.
    private static let words = WordSearch([
        "provider", "Provider", "factory_llm", "\"models\"", "models:", "[models", "base_url", "baseUrl", "baseURL", "api_base", "apiBase",
        "base_urls", "@ai-sdk/",
    ])
    /// Of files too long to look at whole, those that say in their first bytes what they are.
    private static let longWords = WordSearch([
        "litellm_provider", "factory_llm_infos", "\"providers\"", "providers:", "\"npm\": \"@ai-sdk/", "\"api_base_urls\"",
    ])

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        guard endings.contains(where: { name.hasSuffix($0) }), words.finds(in: document.bytes[...]) else { return false }
        guard document.isWhole else { return longWords.finds(in: document.bytes[...]) }
        var scratch = Extract(file: document.path, digest: "", reader: reader, rank: .supplier)
        guard let tree = try? MenuTree(document, &scratch) else { return longWords.finds(in: document.bytes[...]) }
        return !MenuFinding.entries(in: tree, document.vocabulary).isEmpty
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.standing = .withinProject
        let tree = try MenuTree(document, &extract)
        if tree.isCut { extract.diagnose(.limit(name: "values", value: "\(MenuTree.mostNodes)"), at: .whole) }
        write(MenuFinding.entries(in: tree, document.vocabulary), of: tree, document, to: &extract)
        return extract
    }

    private static func write(_ entries: [MenuEntry], of tree: MenuTree, _ document: SourceDocument, to extract: inout Extract) {
        let strength: Strength = WeakCode.isWeak(document) ? .mentioned : .offered
        var order: [[UInt8]] = []
        var groups: [[UInt8]: [MenuEntry]] = [:]
        for entry in entries {
            let known = entry.entry(in: document.vocabulary)
            let key = Array((known.map { "service " + $0.service } ?? "name " + entry.label).utf8)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(entry)
        }
        for key in order {
            guard let group = groups[key], let first = group.first else { continue }
            let place = tree.place(of: first.node, in: &extract)
            let record = extract.add(.service, at: place)
            if first.entry(in: document.vocabulary) == nil { extract.set(.name, of: record, to: first.label, at: place) }
            mention(group, record, document.vocabulary, at: place, in: &extract)
            let models = group.compactMap(\.models).reduce(0, +)
            if models > 0 { extract.set(.trait, of: record, to: "models-in-menu=\(models)", at: place) }
            extract.relate(extract.subject(), .calls, to: record, at: place, strength: strength)
        }
    }

    /// The names by which the Catalog may know the provider; where the vocabulary knows it, only those of that service.
    private static func mention(
        _ group: [MenuEntry], _ record: RecordIndex, _ vocabulary: ServiceVocabulary, at place: Place, in extract: inout Extract
    ) {
        var told: Set<String> = []
        func take(_ alias: Alias, _ name: String, _ entry: ServiceVocabulary.Entry?, _ known: ServiceVocabulary.Entry?) {
            guard known == nil || entry?.service == known?.service, told.insert("\(alias) \(name)").inserted else { return }
            extract.mention(record, as: alias, name, at: place)
        }
        for entry in group {
            let known = entry.entry(in: vocabulary)
            for host in entry.hosts { take(.hostname, host, vocabulary.entry(host: host), known) }
            for name in entry.names {
                take(.provider, vocabulary.entry(provider: name)?.name ?? name, vocabulary.entry(provider: name), known)
            }
            for variable in entry.variables { take(.environmentVariable, variable, vocabulary.entry(variable: variable), known) }
        }
    }
}
