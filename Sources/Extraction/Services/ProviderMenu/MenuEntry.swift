internal import Scanning

/// What an entry of a list says of a provider: its names, hosts, variables and models.
struct MenuEntry: Sendable {
    /// Where it stands.
    let node: Int
    /// The name for people.
    var label = ""
    /// Everything that it is called.
    var names: [String] = []
    /// Who answers.
    var hosts: [String] = []
    /// Variables that hold a key or an address.
    var variables: [String] = []
    /// How many models it lists; `nil` where it has no list.
    var models: Int?
    /// Whether an address leads to a server of one's own.
    var isOwnServer = false

    /// How many kinds of things it says that only a provider has.
    var signals: Int { (hosts.isEmpty && !isOwnServer ? 0 : 1) + (models == nil ? 0 : 1) + (variables.isEmpty ? 0 : 1) }

    /// An entry named elsewhere.
    init(node: Int, label: String) {
        self.node = node
        self.label = label
        names = [label]
    }

    /// What the object `node` says; `nil` where it has no name.
    init?(_ tree: MenuTree, _ node: Int) {
        self.node = node
        let key = tree.nodes[node].key
        switch tree.nodes[node].kind {
        case .object: readMembers(tree)
        // `openai: [gpt-4o, …]`
        case .array where !key.isEmpty: models = tree.children(of: node).isEmpty ? nil : tree.children(of: node).count
        default: return nil
        }
        if !key.isEmpty { names.append(key) }
        if label.isEmpty { label = names.first ?? hosts.first ?? "" }
        guard !label.isEmpty, label.utf8.count <= 120 else { return nil }
    }

    /// The members of the entry, and of what configures it.
    private mutating func readMembers(_ tree: MenuTree) {
        var rank = Int.max
        var waiting = Array(tree.children(of: node)).map { ($0, 0) }
        var next = 0
        while next < waiting.count {
            let (child, depth) = waiting[next]
            next += 1
            let member = tree.nodes[child]
            let key = MenuWords.folded(member.key)
            if depth == 0, let position = MenuWords.names.firstIndex(of: key), let text = Self.text(tree, child), !text.isEmpty {
                names.append(text)
                if position < rank { (rank, label) = (position, text) }
            }
            if MenuWords.hosts.contains(key) { address(tree, child) }
            if MenuWords.models.contains(key), depth == 0 { count(tree, child) }
            if MenuWords.variables.contains(key) { variable(tree, child) }
            if MenuWords.keys.contains(key), let name = MenuWords.variable(inReference: member.text) { note(name) }
            if member.kind == .object, depth < 2, MenuWords.settings.contains(key) {
                waiting += tree.children(of: child).map { ($0, depth + 1) }
            }
        }
    }

    /// A text, or the first of a text in several languages.
    private static func text(_ tree: MenuTree, _ node: Int) -> String? {
        switch tree.nodes[node].kind {
        case .text: return tree.nodes[node].text
        case .object:
            let english = tree.children(of: node).first { MenuWords.folded(tree.nodes[$0].key).hasPrefix("en") }
            return (english ?? tree.children(of: node).first).flatMap { tree.nodes[$0].kind == .text ? tree.nodes[$0].text : nil }
        case .array, .other: return nil
        }
    }

    private mutating func address(_ tree: MenuTree, _ node: Int) {
        for text in Self.texts(tree, node) {
            if let name = MenuWords.variable(inReference: text) { note(name) }
            guard text.contains("://"), let host = HostName(ofURL: text) else { continue }
            if !host.isPublic { isOwnServer = true } else if !hosts.contains(host.text) { hosts.append(host.text) }
        }
    }

    private mutating func variable(_ tree: MenuTree, _ node: Int) {
        // `env: {NAME: …}` names them as members.
        let isMap = tree.nodes[node].kind == .object
        for name in isMap ? tree.children(of: node).map({ tree.nodes[$0].key }) : Self.texts(tree, node) where MenuWords.isVariable(name) {
            note(name)
        }
    }

    private mutating func note(_ variable: String) {
        if !variables.contains(variable) { variables.append(variable) }
    }

    private mutating func count(_ tree: MenuTree, _ node: Int) {
        switch tree.nodes[node].kind {
        case .array: models = max(models ?? 0, tree.children(of: node).count)
        case .object:
            // `models: {default: […]}`, or a model a member.
            let lists = tree.children(of: node).filter { tree.nodes[$0].kind == .array }
            let inner = lists.reduce(0) { $0 + tree.children(of: $1).count }
            models = max(models ?? 0, lists.isEmpty ? tree.children(of: node).count : inner)
        case .text:
            let parts = tree.nodes[node].text.split(separator: ",")
            if parts.count > 1 { models = max(models ?? 0, parts.count) }
        case .other: break
        }
    }

    private static func texts(_ tree: MenuTree, _ node: Int) -> [String] {
        switch tree.nodes[node].kind {
        case .text: [tree.nodes[node].text]
        case .array: tree.children(of: node).prefix(64).compactMap { tree.nodes[$0].kind == .text ? tree.nodes[$0].text : nil }
        // `url: {default: …, chat: …}`
        case .object: tree.children(of: node).prefix(16).compactMap { tree.nodes[$0].kind == .text ? tree.nodes[$0].text : nil }
        case .other: []
        }
    }

    /// The service that the vocabulary knows it for.
    func entry(in vocabulary: ServiceVocabulary) -> ServiceVocabulary.Entry? {
        for host in hosts { if let found = vocabulary.entry(host: host) { return found } }
        for name in names { if let found = vocabulary.entry(provider: name) { return found } }
        for variable in variables { if let found = vocabulary.entry(variable: variable) { return found } }
        return nil
    }
}

/// The words that lists of providers use for their fields, without case and separators.
enum MenuWords {
    /// Names, the ones for people first.
    static let names = [
        "name", "displayname", "title", "providername", "label", "provider", "id", "providerid", "slug", "key", "factory", "llmfactory",
        "platform", "vendor",
    ]
    static let hosts: Set<String> = [
        "baseurl", "apibase", "apibaseurl", "apiurl", "endpoint", "url", "host", "api", "server", "serverurl", "defaultbaseurl", "apihost",
        "baseuri",
        "apiendpoint", "defaultapihost", "chatendpoint", "baseurls", "apibaseurls", "endpoints", "defaulturl", "apiaddress", "proxyurl",
        "baseapi",
    ]
    static let models: Set<String> = [
        "models", "llm", "llms", "modellist", "supportedmodels", "availablemodels", "defaultmodels", "chatmodels", "modelids", "modelnames",
        "modelinfos",
        "enabledmodels", "predefinedmodels", "embeddingmodels",
    ]
    static let variables: Set<String> = [
        "env", "envs", "envkey", "envvar", "envvars", "envvarname", "apikeyenv", "apikeyenvvar", "keyenv", "apikeyname", "environment",
        "environmentvariables", "requiredenv", "tokenenv", "secretname", "envname", "apikeyvar", "keyname", "envvariable",
    ]
    static let keys: Set<String> = ["apikey", "key", "token", "secret", "authtoken", "apitoken", "accesstoken", "authorization"]
    /// Objects inside an entry that configure it.
    static let settings: Set<String> = [
        "options", "config", "settings", "credentials", "api", "auth", "connection", "configuration", "params", "defaults", "server",
    ]
    /// Members of a model that say who provides it.
    static let providers = [
        "litellmprovider", "provider", "providerid", "providername", "llmfactory", "factory", "vendor", "platform", "ownedby",
    ]
    /// Members that only a model has.
    static let model: Set<String> = [
        "model", "modelname", "modelid", "id", "name", "title", "llmname", "mode", "maxtokens", "contextwindow", "contextlength",
    ]

    /// Members that only a language model has.
    static let languageModel: Set<String> = [
        "modeltype", "modeltypes", "maxtokens", "maxoutput", "contextlength", "contentlength", "contextwindow", "contextsize", "modalities",
        "toolcall",
    ]

    /// Without case and separators.
    static func folded(_ key: String) -> String {
        String(
            decoding: key.utf8.compactMap { $0 == 95 || $0 == 45 || $0 == 32 || $0 == 46 ? nil : (65...90).contains($0) ? $0 + 32 : $0 },
            as: UTF8.self)
    }

    /// The variable that a value refers to: `${NAME}`, `$NAME`, `os.environ/NAME`, `{env:NAME}`.
    static func variable(inReference text: String) -> String? {
        guard text.utf8.count <= 160 else { return nil }
        for (prefix, suffix) in [("${", "}"), ("os.environ/", ""), ("{env:", "}"), ("env:", ""), ("$", ""), ("{{", "}}")]
        where text.hasPrefix(prefix) {
            var name = text.dropFirst(prefix.count)
            if !suffix.isEmpty {
                guard let end = name.firstRange(of: suffix) else { return nil }
                name = name[..<end.lowerBound]
            }
            name = name.prefix { $0 != ":" }
            let trimmed = String(name).trimmed
            return isVariable(trimmed) ? trimmed : nil
        }
        return nil
    }

    /// `ACME_API_KEY`: capitals, digits and underscores, with one of these at least.
    static func isVariable(_ text: String) -> Bool {
        EnvironmentNames.isName(text) && text.utf8.count >= 5 && text.utf8.contains(95) && !text.utf8.contains { (97...122).contains($0) }
    }
}
