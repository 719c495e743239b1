internal import Scanning

/// Finds the lists of providers in a document: the shapes that applications are known to use, and whatever else looks like one (decision 037).
struct MenuFinding {
    /// The entries, in the order of the document's levels.
    private(set) var entries: [MenuEntry] = []

    private let tree: MenuTree
    private let vocabulary: ServiceVocabulary
    private var consumed: [Bool]

    /// The providers in `tree`.
    static func entries(in tree: MenuTree, _ vocabulary: ServiceVocabulary) -> [MenuEntry] {
        guard !tree.nodes.isEmpty else { return [] }
        var finding = MenuFinding(tree, vocabulary)
        finding.run()
        return finding.entries
    }

    private init(_ tree: MenuTree, _ vocabulary: ServiceVocabulary) {
        self.tree = tree
        self.vocabulary = vocabulary
        consumed = Array(repeating: false, count: tree.nodes.count)
    }

    private mutating func run() {
        if let provider = manifest() { return entries.append(provider) }
        for node in tree.nodes.indices {
            if node > 0, consumed[tree.nodes[node].parent] { consumed[node] = true }
            guard !consumed[node], !tree.children(of: node).isEmpty else { continue }
            let found = addresses(node) ?? models(node) ?? channels(node) ?? providers(node) ?? names(node)
            guard let found else { continue }
            entries += found
            consumed[node] = true
        }
    }

    // MARK: Shapes

    /// A document that is about one provider: a plug-in of a platform, or the file of one in a collection.
    private func manifest() -> MenuEntry? {
        guard tree.nodes[0].kind == .object else { return nil }
        let keys = Set(tree.children(of: 0).map { tree.nodes[$0].key })
        let isPlugin =
            keys.contains("provider")
            && !keys.isDisjoint(with: ["provider_credential_schema", "model_credential_schema", "supported_model_types"])
        let isFile = keys.contains("name") && keys.contains("env") && (keys.contains("npm") || keys.contains("api"))
        guard var entry = MenuEntry(tree, 0) else { return nil }
        // One of many such files: an address, and models that say what only language models say.
        let isOneOfMany = keys.contains("name") && !entry.hosts.isEmpty && entry.models != nil && listsModels
        guard isPlugin || isFile || isOneOfMany else { return nil }
        if isPlugin, let id = tree.member("provider", of: 0), tree.nodes[id].kind == .text {
            entry.names.insert(tree.nodes[id].text, at: 0)
        }
        // Which models there are, files beside it say.
        if isPlugin { entry.models = nil }
        return entry
    }

    /// Whether the document has models with lengths, kinds or tools.
    private var listsModels: Bool {
        guard let list = tree.member("models", of: 0) else { return false }
        return tree.children(of: list).contains { model in
            tree.children(of: model).contains { MenuWords.languageModel.contains(MenuWords.folded(tree.nodes[$0].key)) }
        }
    }

    /// `openai: {api_base_urls: […]}`: each address is somebody to ask.
    private func addresses(_ node: Int) -> [MenuEntry]? {
        let key = MenuWords.folded(tree.nodes[node].key)
        guard key == "apibaseurls" || key == "baseurls", tree.nodes[node].kind == .array, tree.nodes[node].parent >= 0 else { return nil }
        guard ["openai", "ollama"].contains(MenuWords.folded(tree.nodes[tree.nodes[node].parent].key)) else { return nil }
        return tree.children(of: node).compactMap { child in
            guard tree.nodes[child].kind == .text, let host = HostName(ofURL: tree.nodes[child].text), host.isPublic else { return nil }
            var entry = MenuEntry(node: child, label: host.text)
            (entry.names, entry.hosts) = ([], [host.text])
            return entry
        }
    }

    /// A list of models each of which says who provides it: the providers, with the number of their models.
    private func models(_ node: Int) -> [MenuEntry]? {
        let children = tree.children(of: node).filter { tree.nodes[$0].kind == .object }
        guard children.count >= 2 else { return nil }
        var order: [String] = []
        var byProvider: [String: MenuEntry] = [:]
        var named = 0
        var isPriceMap = false
        for child in children {
            var provider: String?
            var isModel = false
            var rank = Int.max
            for member in tree.children(of: child) {
                let key = MenuWords.folded(tree.nodes[member].key)
                if key == "litellmprovider" { isPriceMap = true }
                // A provider has models; a model has none.
                if MenuWords.models.contains(key), tree.nodes[member].kind == .array { return nil }
                if let position = MenuWords.providers.firstIndex(of: key), position < rank, tree.nodes[member].kind == .text {
                    (rank, provider) = (position, key == "litellmprovider" ? plain(tree.nodes[member].text) : tree.nodes[member].text)
                } else if MenuWords.model.contains(key) {
                    isModel = true
                }
            }
            guard let provider, !provider.isEmpty, provider.utf8.count <= 120, isModel || !tree.nodes[child].key.isEmpty else { continue }
            named += 1
            if byProvider[provider] == nil { order.append(provider) }
            var entry = byProvider[provider] ?? MenuEntry(node: child, label: provider)
            entry.models = (entry.models ?? 0) + 1
            if let more = MenuEntry(tree, child) {
                for host in more.hosts where !entry.hosts.contains(host) { entry.hosts.append(host) }
                for variable in more.variables where !entry.variables.contains(variable) { entry.variables.append(variable) }
            }
            byProvider[provider] = entry
        }
        let found = order.compactMap { byProvider[$0] }
        let known = found.count { $0.entry(in: vocabulary) != nil }
        guard named * 10 >= children.count * 6, isPriceMap || (found.count >= 2 && known >= 1 && known * 4 >= found.count) else {
            return nil
        }
        return isPriceMap ? found.filter { !$0.label.contains(" ") } : found
    }

    /// A provider of a price map without the kind of model or of interface that stands beside it: `vertex_ai-chat-models`, `text-completion-openai`, `bedrock_converse`.
    private func plain(_ name: String) -> String {
        guard vocabulary.entry(provider: name) == nil else { return name }
        let candidates = [name.split(separator: "-").first, name.split(separator: "-").last, name.split(separator: "_").first]
        return candidates.compactMap { $0.map(String.init) }.first { vocabulary.entry(provider: $0) != nil } ?? name
    }

    /// A table of channels as one-api and those after it write them: a number for the kind, models with commas between them.
    private func channels(_ node: Int) -> [MenuEntry]? {
        guard tree.nodes[node].kind == .array else { return nil }
        var found: [(entry: MenuEntry, channel: ChannelKinds.Channel)] = []
        for child in tree.children(of: node) {
            guard tree.nodes[child].kind == .object, let type = tree.member("type", of: child), tree.nodes[type].kind == .other,
                let number = Int(tree.nodes[type].text), let models = tree.member("models", of: child), tree.nodes[models].kind == .text,
                var entry = MenuEntry(tree, child)
            else { return nil }
            entry.models = tree.nodes[models].text.split(separator: ",").count
            let words = ([tree.nodes[models].text] + entry.hosts).joined(separator: " ").lowercased()
            found.append((entry, ChannelKinds.Channel(number: number, words: words)))
        }
        let kinds = ChannelKinds(decidedBy: found.map(\.channel))
        for position in found.indices {
            // What the operator calls a channel says nothing; the kind does, unless an address speaks.
            found[position].entry.names = kinds.provider(found[position].channel.number).map { [$0] } ?? []
            let entry = found[position].entry
            found[position].entry.label = entry.names.first ?? entry.hosts.first ?? entry.label
        }
        return found.isEmpty ? nil : found.map(\.entry)
    }

    // MARK: Anything that looks like one

    /// A list or a map whose entries have what providers have: models, hosts, names of keys.
    ///
    /// Two of them that are known make it one, as long as half of all say such things; so do three of which each says two, known or not, in a list that is called one of providers. In
    /// such a list one alone is enough that says two such things and is known.
    private func providers(_ node: Int) -> [MenuEntry]? {
        let children = tree.children(of: node)
        let isMap = tree.nodes[node].kind == .object
        var found: [MenuEntry] = []
        for child in children {
            if isMap, MenuWords.hosts.union(MenuWords.models).contains(MenuWords.folded(tree.nodes[child].key)) { return nil }
            guard let entry = MenuEntry(tree, child) else { continue }
            found.append(entry)
        }
        // An entry that says nothing of a provider may still be one beside others that do.
        let telling = found.filter { $0.signals > 0 }
        if found.count == 1, children.count == 1, let only = telling.first, only.signals >= 2, only.entry(in: vocabulary) != nil {
            return MenuWords.folded(tree.nodes[node].key).contains("provider") ? found : nil
        }
        guard found.count >= 2, telling.count * 2 >= found.count, found.count * 2 >= children.count else { return nil }
        let known = Set(telling.compactMap { $0.entry(in: vocabulary)?.service })
        let strong = found.count { $0.signals >= 2 }
        guard known.count >= 2 || (strong >= 3 && strong * 2 >= found.count) else { return nil }
        guard known.count >= 2 || Self.mentionsProviders(tree, node) else { return nil }
        return found
    }

    /// Whether the list itself is called one of providers.
    private static func mentionsProviders(_ tree: MenuTree, _ node: Int) -> Bool {
        var at = node
        for _ in 0..<3 where at >= 0 {
            let key = MenuWords.folded(tree.nodes[at].key)
            if key.contains("provider") || key.contains("llm") || key.contains("factor") || key.contains("vendor") { return true }
            at = tree.nodes[at].parent
        }
        return false
    }

    /// A list of nothing but names, called one of providers.
    private func names(_ node: Int) -> [MenuEntry]? {
        guard tree.nodes[node].kind == .array, MenuWords.folded(tree.nodes[node].key).contains("provider") else { return nil }
        let found = tree.children(of: node).compactMap { child -> MenuEntry? in
            let text = tree.nodes[child].text
            return tree.nodes[child].kind == .text && !text.isEmpty && text.utf8.count <= 60 ? MenuEntry(node: child, label: text) : nil
        }
        let known = Set(found.compactMap { $0.entry(in: vocabulary)?.service })
        return found.count >= 3 && known.count >= 2 && known.count * 2 >= found.count ? found : nil
    }
}
