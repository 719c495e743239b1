/// A library that calls whichever provider the name of the model says: `litellm.completion(model="anthropic/…")`.
struct ModelRoute: Sendable {
    /// The module, or the function in it, as `ServiceVocabulary` names modules.
    let module: String
    /// What stands between provider and model.
    let separator: Character
    /// Functions and classes behind the module that take the name of a model; none for any.
    var symbols: Set<String> = []

    /// The libraries that are known to work this way.
    static let all = [
        ModelRoute(
            module: "python:litellm", separator: "/",
            symbols: [
                "completion", "acompletion", "embedding", "aembedding", "responses", "aresponses", "text_completion", "image_generation",
            ]),
        ModelRoute(module: "python:dspy.LM", separator: "/"),
        ModelRoute(module: "python:crewai.LLM", separator: "/"),
        ModelRoute(module: "python:smolagents.LiteLLMModel", separator: "/"),
        ModelRoute(module: "python:instructor.from_provider", separator: "/"),
        ModelRoute(module: "python:langchain.chat_models.init_chat_model", separator: ":"),
        ModelRoute(module: "python:langchain.chat_models.base.init_chat_model", separator: ":"),
        ModelRoute(module: "python:langchain.embeddings.init_embeddings", separator: ":"),
        ModelRoute(module: "python:pydantic_ai.Agent", separator: ":"),
        ModelRoute(module: "javascript:langchain/chat_models/universal.initChatModel", separator: ":"),
        ModelRoute(module: "javascript:langchain.initChatModel", separator: ":"),
    ]

    /// What to look for in bytes.
    static let words = [
        "litellm", "dspy", "crewai", "smolagents", "from_provider", "init_chat_model", "init_embeddings", "pydantic_ai", "initChatModel",
    ]

    /// The route that a symbol belongs to.
    static func route(of path: String) -> ModelRoute? {
        all.first { route in
            guard path.hasPrefix(route.module) else { return false }
            let rest = path.dropFirst(route.module.count)
            if route.symbols.isEmpty { return rest.isEmpty || rest.hasPrefix(".") }
            return rest.hasPrefix(".") && route.symbols.contains(String(rest.dropFirst()))
        }
    }

    /// The provider and the model of a name; without a provider, both are the name.
    func parts(of name: String) -> (provider: String, model: String) {
        guard let at = name.firstIndex(of: separator) else { return (name, name) }
        return (String(name[..<at]), String(name[name.index(after: at)...]))
    }
}
