internal import Scanning
internal import SupplyChain

/// What servers of models are told to serve: by their command line and by variables of theirs.
///
/// Only the servers that are known by their image or command are believed; elsewhere `--model owner/name` is a mention. Of variables, a value is looked at only where it is the id of a model.
struct ServedModels {
    /// What a model is to the server.
    enum Role: Sendable { case model, adapter, draft, tokenizer }

    /// One model that a server is told of.
    struct Found: Sendable {
        /// The model as it is named, variables resolved as far as they are literal.
        let text: String
        /// What it is for.
        let role: Role
        /// Whether the name is one of Ollama's.
        let isOllama: Bool
        /// The line that says so.
        let line: Int
    }

    /// A variable of the container.
    struct Variable: Sendable {
        let name: String
        /// Its literal value; never kept.
        let value: String?
        let line: Int
    }

    private(set) var found: [Found] = []
    private var seen: Set<String> = []
    /// The revision of the model.
    private(set) var revision: String?
    /// Whether the container is a server of models that we know.
    let isServer: Bool

    private let engine: ServingEngine?
    private let variables: [String: String]

    /// Looks through a container.
    init(image: String?, words: [CommandWords.Word], variables: [Variable]) {
        let words = CommandWords.unfolded(words)
        engine = ServingEngine(image: image, words: words.map(\.text))
        isServer = engine != nil
        self.variables = Dictionary(
            variables.compactMap { variable in variable.value.map { (variable.name, $0) } }, uniquingKeysWith: { first, _ in first })
        for command in words.split(whereSeparator: { $0.text == CommandWords.separator }) { read(Array(command)) }
        if engine != nil { for variable in variables { read(variable) } }
    }

    /// Variables that say which model is served, by what it is to the server.
    static let modelVariables: [String: Role] = [
        "MODEL_ID": .model, "HF_MODEL_ID": .model, "MODEL_NAME": .model, "MODEL": .model, "VLLM_MODEL": .model, "OLLAMA_MODEL": .model,
        "LLAMA_ARG_HF_REPO": .model, "SGLANG_MODEL": .model, "TOKENIZER": .tokenizer, "LORA_ADAPTERS": .adapter,
        "SPECULATIVE_MODEL": .draft,
    ]

    // MARK: Command lines

    private static let flags: [String: Role] = [
        "--model": .model, "--model-id": .model, "--model-path": .model, "--hf-repo": .model, "-hf": .model, "-hfr": .model,
        "--hf-model": .model, "--tokenizer": .tokenizer, "--tokenizer-path": .tokenizer, "--speculative-model": .draft,
        "--draft-model": .draft, "--speculative-draft-model-path": .draft, "--hf-repo-draft": .draft, "-hfd": .draft,
        "--lora-modules": .adapter, "--lora-paths": .adapter, "--lora-adapters": .adapter, "--lora": .adapter,
    ]

    private mutating func read(_ command: [CommandWords.Word]) {
        var at = positional(command)
        while at < command.count {
            let word = command[at]
            at += 1
            guard word.text.hasPrefix("-") else { continue }
            let parts = word.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let flag = parts[0]
            let role = Self.flags[flag] ?? (flag == "-m" && engine == .llamaCpp ? .model : nil)
            guard role != nil || flag == "--revision" || flag == "--speculative-config" else { continue }
            var values = parts.count > 1 ? [CommandWords.Word(text: parts[1], line: word.line)] : []
            // Adapters are listed one behind the other.
            while values.isEmpty || (role == .adapter && parts.count == 1), at < command.count, !command[at].text.hasPrefix("-") {
                values.append(command[at])
                at += 1
            }
            if flag == "--revision" {
                revision = values.first.flatMap { resolved($0.text) }
            } else if flag == "--speculative-config" {
                for value in values { draft(value) }
            } else if let role {
                for value in values { note(value, role) }
            }
        }
    }

    /// Takes what stands without a flag: `vllm serve X`, `ollama pull X`; the position behind it.
    private mutating func positional(_ command: [CommandWords.Word]) -> Int {
        let texts = command.prefix(64).map(\.text)
        func name(_ position: Int) -> String { texts[position].split(separator: "/").last.map(String.init) ?? "" }
        for position in texts.indices {
            let next = position + 1 < texts.count ? texts[position + 1] : ""
            if name(position) == "vllm", next == "serve" { return positional(command, behind: position + 1) }
            if name(position) == "lmdeploy", next == "serve" { return positional(command, behind: position + 2) }
            if name(position) == "ollama", next == "pull" || next == "run" { return positional(command, behind: position + 1) }
        }
        guard let first = texts.first, !first.hasPrefix("-") else { return 0 }
        if engine == .ollama, first == "pull" || first == "run" { return positional(command, behind: 0) }
        // The image of vLLM begins with `vllm serve` itself.
        if engine == .vllm, first.split(separator: "/").count == 2, ModelIdentity.hubID(first) != nil {
            note(command[0], .model)
            return 1
        }
        return 0
    }

    private mutating func positional(_ command: [CommandWords.Word], behind position: Int) -> Int {
        let at = position + 1
        guard at < command.count, !command[at].text.hasPrefix("-") else { return at }
        note(command[at], .model)
        return at + 1
    }

    /// `{"model": "owner/name", …}`.
    private mutating func draft(_ value: CommandWords.Word) {
        guard let json = try? JSONDocument(parsing: Array(value.text.utf8)), let model = json.root["model"]?.string else { return }
        note(CommandWords.Word(text: model, line: value.line), .draft)
    }

    private mutating func note(_ word: CommandWords.Word, _ role: Role) {
        var text = word.text
        if role == .adapter {
            if text.hasPrefix("{") {
                guard let path = (try? JSONDocument(parsing: Array(text.utf8)))?.root["path"]?.string else { return }
                text = path
            } else if let equals = text.firstIndex(of: "=") {
                text = String(text[text.index(after: equals)...])
            }
        }
        add(resolved(text) ?? text, role, line: word.line)
    }

    private mutating func add(_ text: String, _ role: Role, line: Int) {
        guard !text.isEmpty else { return }
        // A quantization may stand behind the id: `owner/name:Q4_K_M`.
        let isQuantized = engine == .llamaCpp && !text.hasPrefix("/") && !text.contains("://")
        let named = isQuantized ? String(text.prefix { $0 != ":" }) : text
        guard seen.insert(named).inserted else { return }
        found.append(Found(text: named, role: role, isOllama: engine == .ollama, line: line))
    }

    // MARK: Variables

    private mutating func read(_ variable: Variable) {
        guard let role = Self.modelVariables[variable.name], let value = variable.value, !value.isEmpty else { return }
        for part in role == .adapter ? value.split(separator: ",").map(String.init) : [value] {
            let text = role == .adapter ? part.split(separator: "=").last.map(String.init) ?? part : part
            let isModel = engine == .ollama ? OllamaName(text) != nil : ModelIdentity.hubID(text) != nil
            // What is no id of a model may be anything: the name of the variable stands for it.
            add(isModel ? text : "$" + variable.name, role, line: variable.line)
        }
        if let revision = variables["REVISION"], self.revision == nil,
            EnvironmentNames.isName("_" + revision.filter { $0 != "-" && $0 != "." })
        {
            self.revision = revision
        }
    }

    /// `text` with `$(NAME)`, `${NAME}` and `$NAME` replaced where it is nothing but one of those and its value is an id of a model.
    private func resolved(_ text: String) -> String? {
        guard text.hasPrefix("$") else { return text }
        let name = text.drop { "${(".contains($0) }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard let value = variables[String(name)] else { return nil }
        return ModelIdentity.hubID(value) != nil ? value : nil
    }
}

/// A program that serves models, as far as we know its command line.
enum ServingEngine: Sendable {
    case vllm, textGeneration, textEmbeddings, sglang, ollama, llamaCpp, lmdeploy

    /// The server by the path of its image, or by the words of its command.
    init?(image: String?, words: [String]) {
        let path = (image.map { $0.split(separator: "@").first.map(String.init) ?? $0 } ?? "").lowercased()
        let byImage = Self.images.first { path.contains($0.part) }
        let byWord = words.lazy.compactMap { word in
            Self.commands[word.split(separator: "/").last.map(String.init) ?? word]
                ?? (word.hasPrefix("vllm.entrypoints") ? .vllm : word.hasPrefix("sglang.launch") ? .sglang : nil)
        }.first
        guard let found = byWord ?? byImage?.engine else { return nil }
        self = found
    }

    private static let images: [(part: String, engine: ServingEngine)] = [
        ("vllm", .vllm), ("text-generation-inference", .textGeneration), ("text-embeddings-inference", .textEmbeddings),
        ("sglang", .sglang),
        ("ollama/ollama", .ollama), ("llama.cpp", .llamaCpp), ("llama-cpp", .llamaCpp), ("llamacpp", .llamaCpp), ("lmdeploy", .lmdeploy),
    ]
    private static let commands: [String: ServingEngine] = [
        "vllm": .vllm, "text-generation-launcher": .textGeneration, "text-embeddings-router": .textEmbeddings, "llama-server": .llamaCpp,
        "llama-cli": .llamaCpp, "ollama": .ollama, "lmdeploy": .lmdeploy,
    ]
}
