internal import Scanning
internal import SupplyChain

// What a call says: where it leads, which model it asks for, by which key.
extension SourceUseWalk {
    private static let addressNames: Set<String> = [
        "base_url", "baseurl", "baseURL", "baseUrl", "BaseURL", "BaseUrl", "api_base", "apiBase", "APIBase", "openai_api_base",
        "anthropic_api_url",
        "azure_endpoint", "azureEndpoint", "endpoint", "endpoint_url", "Endpoint", "server_url", "serverURL", "serverUrl", "api_endpoint",
        "apiEndpoint",
        "api_host", "apiHost", "host", "basePath", "WithBaseURL", "withBaseUrl", "setBaseUrl", "api_url", "apiUrl", "inference_server_url",
        "openai_api_url", "azureOpenAIEndpoint", "azureOpenAIBasePath", "instanceUrl",
    ]
    static let modelNames: Set<String> = [
        "model", "model_name", "modelName", "model_id", "modelId", "modelID", "Model", "deployment", "deployment_name", "azure_deployment",
        "deploymentName", "embedding_model", "ModelId", "modelNameOrPath",
    ]
    private static let keyNames: Set<String> = [
        "api_key", "apiKey", "APIKey", "openai_api_key", "anthropic_api_key", "google_api_key", "token", "api_token", "apiToken",
        "auth_token", "authToken",
        "WithAPIKey", "WithAuthToken", "credential", "accessToken",
    ]

    mutating func see(_ call: SourceCall, fileAddress: SourceValue?) {
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
    mutating func see(_ address: SourceValue, at line: Int, module: String, key: String?) {
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

    mutating func host(_ text: String, _ strength: Strength, _ line: Int, _ key: String?, _ module: String) {
        guard let host = HostName(ofURL: text) else { return note(.open(module: module, variable: nil), .configured, line, key) }
        // A server of one's own is nobody else's service.
        guard host.isPublic else { return }
        note(.host(host.text, vocabulary.entry(host: host.text)), strength, line, key)
    }

    mutating func see(_ call: SourceCall, by route: ModelRoute, address: SourceValue?, key: String?) {
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

    mutating func note(_ target: SourceSighting.Target, _ strength: Strength, _ line: Int, _ key: String?) {
        sightings.append(SourceSighting(target: target, strength: strength, line: line, keyVariable: key))
    }

    /// The first argument, where it has no name.
    func first(of call: SourceCall) -> SourceValue? {
        guard call.arguments < call.end else { return nil }
        if code.tokens[call.arguments].kind == .word, code.isMark(call.arguments + 1, "=") || code.isMark(call.arguments + 1, ":") {
            return nil
        }
        if code.isMark(call.arguments, ")") || code.isMark(call.arguments, "{") { return nil }
        return values.value(at: call.arguments)
    }

    /// The value that one of `names` is given in the arguments of a call or in the calls chained to it.
    mutating func argument(_ names: Set<String>, of call: SourceCall) -> SourceValue? {
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
    func value(givenTo at: Int) -> Int? {
        if code.isMark(at + 1, "="), !code.isMark(at + 2, "=") { return at + 2 }
        if code.isMark(at + 1, ":") { return at + 2 }
        return code.isMark(at + 1, "(") && (code.isMark(at - 1, ".") || language == .go) ? at + 2 : nil
    }

    /// `config.BaseURL = "…"`, `openai.api_base = …`: what a kit is told outside a call.
    func assignedAddress() -> SourceValue? {
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
}
