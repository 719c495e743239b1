internal import Scanning
internal import SupplyChain

/// One pass over the code of a file: what it imports of client kits, what it makes of them, and which addresses and models it names.
///
/// A use counts only beside an import of the kit; an address only where it is a text of its own, and firmly only where the file sends requests.
struct SourceUseWalk {
    /// A call of something taken from a kit.
    private struct Call {
        /// The whole path of what is called.
        let path: String
        /// Where it stands, where its arguments begin, and the index behind the last call of its chain.
        let start: Int
        let arguments: Int
        let end: Int
    }

    private static let addressNames: Set<String> = [
        "base_url", "baseurl", "baseURL", "baseUrl", "BaseURL", "BaseUrl", "api_base", "apiBase", "APIBase", "openai_api_base",
        "anthropic_api_url",
        "azure_endpoint", "azureEndpoint", "endpoint", "endpoint_url", "Endpoint", "server_url", "serverURL", "serverUrl", "api_endpoint",
        "apiEndpoint",
        "api_host", "apiHost", "host", "basePath", "WithBaseURL", "withBaseUrl", "setBaseUrl", "api_url", "apiUrl", "inference_server_url",
        "openai_api_url", "azureOpenAIEndpoint", "azureOpenAIBasePath", "instanceUrl",
    ]
    private static let modelNames: Set<String> = [
        "model", "model_name", "modelName", "model_id", "modelId", "modelID", "Model", "deployment", "deployment_name", "azure_deployment",
        "deploymentName", "embedding_model", "ModelId", "modelNameOrPath",
    ]
    private static let keyNames: Set<String> = [
        "api_key", "apiKey", "APIKey", "openai_api_key", "anthropic_api_key", "google_api_key", "token", "api_token", "apiToken",
        "auth_token", "authToken",
        "WithAPIKey", "WithAuthToken", "credential", "accessToken",
    ]
    /// A call with more pieces than this is followed as far.
    private static let longestCall = 600
    /// Of so many calls the next one says nothing new.
    static let mostCalls = 2_000
    /// A path is compared as far as this, in bytes.
    private static let longestPath = 240

    private let code: SourceTokens
    private let language: SourceLanguage
    private let vocabulary: ServiceVocabulary
    private let imports: SourceImports
    private let values: SourceValues
    private var consumed: Set<Int> = []
    private(set) var sightings: [SourceSighting] = []
    /// Whether there are more calls than were looked at.
    private(set) var isCut = false
    /// The modules of kits that were seen in use, as the vocabulary names them.
    private(set) var usedModules: Set<String> = []

    /// Reads `code`.
    init(_ code: SourceTokens, _ language: SourceLanguage, _ vocabulary: ServiceVocabulary) {
        self.code = code
        self.language = language
        self.vocabulary = vocabulary
        imports = SourceImports(code, language)
        values = SourceValues(code)
        run()
    }

    private mutating func run() {
        let kits = (imports.modules + imports.symbols).compactMap { module in
            vocabulary.entry(module: language.prefix + module.path).map { (module, $0) }
        }
        let routes = imports.modules.contains { module in
            ModelRoute.all.contains {
                $0.module.hasPrefix(language.prefix + module.path) || (language.prefix + module.path).hasPrefix($0.module)
            }
        }
        let hasKit = !kits.isEmpty || routes || imports.modules.contains { Self.cloudKits.contains($0.path) }
        if hasKit {
            let calls = self.calls()
            isCut = calls.count == Self.mostCalls
            let fileAddress = assignedAddress()
            for call in calls { see(call, fileAddress: fileAddress) }
            clouds()
            if !calls.isEmpty { models(of: calls) }
        }
        var offered: Set<String> = []
        for (module, entry) in kits where offered.insert(entry.name).inserted {
            guard !usedModules.contains(where: { $0 == entry.name || $0.hasPrefix(entry.name + ".") }) else { continue }
            sightings.append(SourceSighting(target: .module(entry), strength: module.isTypeOnly ? .mentioned : .offered, line: module.line))
        }
        addresses(hasKit: hasKit)
    }

    // MARK: Calls

    /// Calls of what was taken from kits and routing libraries, in order.
    private func calls() -> [Call] {
        let known = wildcardSymbols()
        var found: [Call] = []
        var at = 0
        while at < code.tokens.count, found.count < Self.mostCalls {
            defer { at += 1 }
            guard code.tokens[at].kind == .word, !code.isMark(at - 1, "."), let base = path(of: at, known) else { continue }
            var path = base
            var last = at
            while true {
                let dot = code.isMark(last + 1, "?") ? last + 2 : last + 1
                guard code.isMark(dot, "."), dot + 1 < code.tokens.count, code.tokens[dot + 1].kind == .word else { break }
                if path.utf8.count < Self.longestPath { path += "." + code.text(of: dot + 1) }
                last = dot + 1
            }
            guard let open = opening(behind: last) else {
                at = last
                continue
            }
            let full = language.prefix + path
            guard vocabulary.entry(module: full) != nil || ModelRoute.route(of: full) != nil else { continue }
            found.append(Call(path: full, start: at, arguments: open + 1, end: chainEnd(from: open)))
            at = last
        }
        return found
    }

    /// What a word stands for: something imported, or a name of a package of which every name is.
    private func path(of at: Int, _ known: [[UInt8]: String]) -> String? {
        let word = Array(code.bytes(of: at))
        if let path = imports.names[word] {
            // The import itself is no use.
            return isInImport(at) ? nil : path
        }
        guard !imports.wildcards.isEmpty, let first = word.first, (65...90).contains(first) else { return nil }
        if let path = known[word] { return path }
        switch language {
        case .java, .kotlin:
            return imports.wildcards.map { $0 + "." + code.text(of: at) }.first { vocabulary.entry(module: language.prefix + $0) != nil }
        case .swift: return swiftModule(named: code.text(of: at))
        default: return nil
        }
    }

    /// Symbols that the vocabulary knows of modules imported whole.
    private func wildcardSymbols() -> [[UInt8]: String] {
        guard language == .swift else { return [:] }
        var found: [[UInt8]: String] = [:]
        for module in imports.wildcards {
            for symbol in vocabulary.symbols(of: language.prefix + module) { found[Array(symbol.utf8)] = module + "." + symbol }
        }
        return found
    }

    /// A type of Swift whose name begins as its module does: `OpenAIClient` of `OpenAI` or `SwiftOpenAI`.
    private func swiftModule(named word: String) -> String? {
        imports.wildcards.first { module in
            guard vocabulary.entry(module: language.prefix + module) != nil else { return false }
            let stem = module.hasPrefix("Swift") ? String(module.dropFirst(5)) : module
            return stem.utf8.count >= 4 && word.hasPrefix(stem)
        }
    }

    private func isInImport(_ at: Int) -> Bool {
        let word: (Int, StaticString) -> Bool = { self.code.isWord($0, $1) }
        return word(at - 1, "import") || (language == .python && (word(at - 1, "from") || word(at - 1, "as")))
    }

    /// The bracket that makes a call or a value of what stands before it; type arguments may stand between.
    private func opening(behind last: Int) -> Int? {
        var next = last + 1
        if code.isMark(next, "<"), language != .python, language != .go {
            var depth = 0
            for at in next..<min(code.tokens.count, next + 24) {
                if code.isMark(at, "<") { depth += 1 }
                if code.isMark(at, ">") { depth -= 1 }
                if depth == 0 {
                    next = at + 1
                    break
                }
            }
        }
        if code.isMark(next, "(") { return next }
        return language == .go && code.isMark(next, "{") ? next : nil
    }

    /// The index behind the bracket that closes `open`, and behind the calls chained to it.
    private func chainEnd(from open: Int) -> Int {
        let limit = min(code.tokens.count, open + Self.longestCall)
        var depth = 0
        var at = open
        while at < limit {
            if code.isMark(at, "(") || code.isMark(at, "[") || code.isMark(at, "{") { depth += 1 }
            if code.isMark(at, ")") || code.isMark(at, "]") || code.isMark(at, "}") {
                depth -= 1
                if depth == 0 {
                    let dot = code.isMark(at + 1, "?") ? at + 2 : at + 1
                    guard code.isMark(dot, "."), dot + 1 < limit, code.tokens[dot + 1].kind == .word else { return at + 1 }
                    var next = dot + 2
                    while code.isMark(next, "."), next + 1 < limit, code.tokens[next + 1].kind == .word { next += 2 }
                    guard code.isMark(next, "(") else { return at + 1 }
                    at = next
                    continue
                }
            }
            at += 1
        }
        return limit
    }

    // MARK: What a call says

    private mutating func see(_ call: Call, fileAddress: SourceValue?) {
        let line = Int(code.tokens[call.start].line)
        let entry = vocabulary.entry(module: call.path)
        let address = argument(Self.addressNames, of: call) ?? (entry == nil ? nil : fileAddress)
        var key: String?
        if case .variable(let name, _, _)? = argument(Self.keyNames, of: call) { key = name }
        if let route = ModelRoute.route(of: call.path) { return see(call, by: route, address: address, key: key) }
        guard let entry else { return }
        usedModules.insert(entry.name)
        guard let address else { return note(.module(entry), .configured, line, key) }
        see(address, at: line, module: entry.name, key: key)
    }

    /// A kit that is told an address talks to whoever answers there.
    private mutating func see(_ address: SourceValue, at line: Int, module: String, key: String?) {
        switch address {
        case .text(let text, let place): host(text, .configured, place, key, module)
        case .variable(let name, let fallback, let place):
            if let fallback, HostName(ofURL: fallback) != nil {
                host(fallback, .default, place, key, module)
            } else {
                note(.open(module: module, variable: name), .configured, place, key)
            }
        case .open: note(.open(module: module, variable: nil), .configured, line, key)
        }
    }

    private mutating func host(_ text: String, _ strength: Strength, _ line: Int, _ key: String?, _ module: String) {
        guard let host = HostName(ofURL: text) else { return note(.open(module: module, variable: nil), .configured, line, key) }
        // A server of one's own is nobody else's service.
        guard host.isPublic else { return }
        note(.host(host.text, vocabulary.entry(host: host.text)), strength, line, key)
    }

    private mutating func see(_ call: Call, by route: ModelRoute, address: SourceValue?, key: String?) {
        let line = Int(code.tokens[call.start].line)
        if let address { return see(address, at: line, module: route.module, key: key) }
        var provider: String?
        if case .text(let text, _)? = argument(["model_provider", "modelProvider", "custom_llm_provider"], of: call) { provider = text }
        let named = argument(Self.modelNames, of: call) ?? first(of: call)
        switch named {
        case .text(let text, let place):
            let parts = route.parts(of: text)
            note(.provider(provider ?? parts.provider), .configured, place, key)
            note(.model(parts.model), .configured, place, nil)
        case .variable(_, let fallback?, let place):
            let parts = route.parts(of: fallback)
            note(.provider(provider ?? parts.provider), .default, place, key)
            note(.model(parts.model), .default, place, nil)
        case .variable(let name, nil, let place): note(.open(module: route.module, variable: name), .configured, place, key)
        case .open, nil:
            if let provider {
                note(.provider(provider), .configured, line, key)
            } else {
                note(.open(module: route.module, variable: nil), .configured, line, key)
            }
        }
    }

    private mutating func note(_ target: SourceSighting.Target, _ strength: Strength, _ line: Int, _ key: String?) {
        sightings.append(SourceSighting(target: target, strength: strength, line: line, keyVariable: key))
    }

    /// The first argument, where it has no name.
    private func first(of call: Call) -> SourceValue? {
        guard call.arguments < call.end else { return nil }
        if code.tokens[call.arguments].kind == .word, code.isMark(call.arguments + 1, "=") || code.isMark(call.arguments + 1, ":") {
            return nil
        }
        if code.isMark(call.arguments, ")") || code.isMark(call.arguments, "{") { return nil }
        return values.value(at: call.arguments)
    }

    /// The value that one of `names` is given in the arguments of a call or in the calls chained to it.
    private mutating func argument(_ names: Set<String>, of call: Call) -> SourceValue? {
        let isAddress = names == Self.addressNames
        for at in call.arguments..<max(call.arguments, call.end) {
            guard code.tokens[at].kind == .word || code.tokens[at].kind == .text, let start = value(givenTo: at),
                names.contains(code.text(of: at))
            else {
                continue
            }
            let value = values.value(at: start)
            guard isAddress else { return value }
            consumed.formUnion((start..<min(start + 12, call.end)).filter { code.tokens[$0].kind == .text })
            // `host` is also a word for one's own machine; what is no address says nothing.
            if case .text(let text, _) = value, HostName(ofURL: text) == nil, !text.contains("/") { continue }
            return value
        }
        return nil
    }

    /// Where the value begins that the name at `at` is given: behind `=`, `:` or, in a chain of calls, `(`.
    private func value(givenTo at: Int) -> Int? {
        if code.isMark(at + 1, "="), !code.isMark(at + 2, "=") { return at + 2 }
        if code.isMark(at + 1, ":") { return at + 2 }
        return code.isMark(at + 1, "(") && (code.isMark(at - 1, ".") || language == .go) ? at + 2 : nil
    }

    /// `config.BaseURL = "…"`, `openai.api_base = …`: what a kit is told outside a call.
    private func assignedAddress() -> SourceValue? {
        for at in code.tokens.indices where code.isMark(at - 1, ".") && code.isMark(at + 1, "=") && !code.isMark(at + 2, "=") {
            guard code.tokens[at].kind == .word, Self.addressNames.contains(code.text(of: at)) else { continue }
            // `self.base_url = base_url` keeps what somebody else gave.
            let value = values.value(at: at + 2)
            if case .open = value { continue }
            if case .text(let text, _) = value, HostName(ofURL: text) == nil { continue }
            return value
        }
        return nil
    }

    // MARK: Clouds, models, addresses

    /// Kits of whole clouds, of which the first argument of a call says the service.
    private static let cloudKits: Set<String> = ["boto3", "aioboto3", "aiobotocore.session", "botocore.session"]

    private mutating func clouds() {
        guard let kit = imports.modules.first(where: { Self.cloudKits.contains($0.path) }) else { return }
        for at in code.tokens.indices where code.isWord(at, "client") || code.isWord(at, "resource") || code.isWord(at, "create_client") {
            guard code.isMark(at - 1, "."), code.isMark(at + 1, "("), at + 2 < code.tokens.count else { continue }
            let start = code.isWord(at + 2, "service_name") && code.isMark(at + 3, "=") ? at + 4 : at + 2
            guard case .text(let name, let line) = values.value(at: start) else { continue }
            guard let entry = vocabulary.entry(module: "python:boto3#" + name) else { continue }
            usedModules.insert(language.prefix + kit.path)
            note(.module(entry), .configured, line, nil)
        }
    }

    /// Models named in calls: `model="…"`, `.modelName("…")`, `Model: "…"`, and the first argument of a call of a kit or of what a kit made.
    private mutating func models(of calls: [Call]) {
        let routes = calls.filter { ModelRoute.route(of: $0.path) != nil }
        var route = 0
        var depth = 0
        for at in code.tokens.indices {
            while route < routes.count, routes[route].end <= at { route += 1 }
            if code.tokens[at].kind == .mark {
                if code.isMark(at, "(") || code.isMark(at, "{") { depth += 1 }
                if code.isMark(at, ")") || code.isMark(at, "}") { depth -= 1 }
                continue
            }
            // A routing library has said its model already.
            if route < routes.count, at >= routes[route].start { continue }
            let isChained = code.isMark(at - 1, ".") && code.isMark(at + 1, "(")
            guard depth > 0 || isChained, code.tokens[at].kind != .number, let start = value(givenTo: at),
                Self.modelNames.contains(code.text(of: at))
            else {
                continue
            }
            model(values.value(at: start))
        }
        let kits = calls.filter { vocabulary.entry(module: $0.path) != nil }
        for call in kits { if let value = first(of: call) { model(value) } }
        let made = Set(kits.compactMap { name(givenTo: $0) })
        guard !made.isEmpty else { return }
        for at in code.tokens.indices where code.isMark(at + 1, "(") && !code.isMark(at - 1, ".") && code.tokens[at].kind == .word {
            guard made.contains(code.bytes(of: at)) else { continue }
            if at + 2 < code.tokens.count, code.tokens[at + 2].kind == .text { model(values.value(at: at + 2)) }
        }
    }

    /// The name that takes what a call gives: `name = call(`, `name = new call(`.
    private func name(givenTo call: Call) -> ArraySlice<UInt8>? {
        var at = call.start - 1
        while code.isWord(at, "new") || code.isWord(at, "await") { at -= 1 }
        guard code.isMark(at, "="), at > 0 else { return nil }
        let name = code.isMark(at - 1, ":") ? at - 2 : at - 1
        return name >= 0 && code.tokens[name].kind == .word ? code.bytes(of: name) : nil
    }

    private mutating func model(_ value: SourceValue) {
        switch value {
        case .text(let text, let line): if Self.isModelName(text) { note(.model(text), .configured, line, nil) }
        case .variable(_, let fallback?, let line): if Self.isModelName(fallback) { note(.model(fallback), .default, line, nil) }
        case .variable, .open: break
        }
    }

    /// Short, without spaces, and not plain letters only: what nobody takes for a sentence, a path or an address.
    private static func isModelName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (2...80).contains(bytes.count), !text.contains("://"), text.first?.isLetter ?? false else { return false }
        let isPlain = bytes.allSatisfy {
            (48...58).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 46, 47, 95, 64].contains($0)
        }
        return isPlain && bytes.contains { (48...57).contains($0) || $0 == 45 }
    }

    /// Texts that are addresses of hosts that the vocabulary knows.
    private mutating func addresses(hasKit: Bool) {
        let isSender = hasKit || sends
        var told: Set<String> = []
        for case .host(let name, _) in sightings.map(\.target) { told.insert(name) }
        for at in code.tokens.indices where code.tokens[at].kind == .text && !code.tokens[at].isContinued && !consumed.contains(at) {
            let bytes = code.bytes(of: at)
            guard bytes.count >= 10, Self.schemes.contains(where: { bytes.starts(with: $0) }), !isDocumentation(at) else { continue }
            guard let host = HostName(ofURL: String(decoding: bytes.prefix(300), as: UTF8.self)), !told.contains(host.text),
                let entry = vocabulary.entry(host: host.text)
            else { continue }
            note(.host(host.text, entry), isSender ? .configured : .offered, Int(code.tokens[at].line), nil)
        }
    }

    private static let schemes: [[UInt8]] = ["https://", "http://", "wss://"].map { Array($0.utf8) }

    /// Whether the file sends requests itself.
    private var sends: Bool {
        let senders = language.senders
        let isImported = imports.modules.contains { module in
            senders.contains { module.path == $0 || module.path.hasPrefix($0 + ".") || module.path.hasPrefix($0 + "/") }
        }
        guard !isImported else { return true }
        let words = Set(language.sendingWords.map { Array($0.utf8)[...] })
        return !words.isEmpty
            && code.tokens.indices.contains {
                code.tokens[$0].kind == .word && words.contains(code.bytes(of: $0)) && code.isMark($0 + 1, "(")
                    || code.isWord($0, "URLSession") && language == .swift
            }
    }

    /// A text that is a statement of its own documents what stands around it.
    private func isDocumentation(_ at: Int) -> Bool {
        guard language == .python, code.tokens[at].isFirstOnLine else { return false }
        return at + 1 >= code.tokens.count || code.tokens[at + 1].isFirstOnLine
    }
}
