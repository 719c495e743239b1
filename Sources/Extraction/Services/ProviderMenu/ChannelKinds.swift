/// What the numbers of channel kinds mean, which two families of gateways give out differently (decision 015).
///
/// One-api numbers on from 26 in its own way, new-api and those after it in another; a table of channels does not say whose it is. What its channels say of themselves, in the names of
/// their models and in their addresses, decides; where nothing does, a number that the families read differently means nobody.
struct ChannelKinds {
    /// One channel: its number, and whatever it says in words.
    struct Channel {
        let number: Int
        /// Models and address, in small letters.
        let words: String
    }

    private let names: [Int: String]

    /// Decides by the channels of one table whose numbers they are.
    init(decidedBy channels: [Channel]) {
        let (first, second) = (Self.votes(for: Self.oneAPI, among: channels), Self.votes(for: Self.newAPI, among: channels))
        let chosen = first > second ? Self.oneAPI : second > first ? Self.newAPI : [:]
        names = Self.shared.merging(chosen) { _, chosen in chosen }
    }

    /// The provider that a number means, as gateways spell it; `nil` where none is meant for certain.
    func provider(_ number: Int) -> String? { names[number] }

    /// How many channels say themselves what `table` takes them for, and what the other does not.
    private static func votes(for table: [Int: String], among channels: [Channel]) -> Int {
        let other = table == oneAPI ? newAPI : oneAPI
        return channels.count { channel in
            guard let name = table[channel.number], other[channel.number] != name else { return false }
            return (signs[name] ?? [name]).contains { channel.words.contains($0) }
        }
    }

    /// Words of models and addresses that tell a provider, where its own name is not among them.
    private static let signs: [String: [String]] = [
        "zhipu": ["glm-", "bigmodel"], "perplexity": ["sonar", "perplexity"], "cohere": ["command", "cohere"],
        "minimax": ["minimax", "abab"], "baichuan": ["baichuan"], "bedrock": ["anthropic.claude", "amazonaws"],
        "vertex_ai": ["gemini", "aiplatform"], "mistral": ["mistral", "mixtral", "codestral"], "doubao": ["doubao", "volces"],
        "volcengine": ["doubao", "volces"], "qianfan": ["ernie", "qianfan"], "xai": ["grok", "x.ai"], "moonshot": ["moonshot", "kimi"],
        "groq": ["groq"], "stepfun": ["step-"], "cloudflare": ["@cf/", "cloudflare"], "jina": ["jina"], "together": ["together"],
        "dashscope": ["qwen", "dashscope"], "xunfei": ["spark", "xf-yun"],
    ]

    /// What both families mean.
    private static let shared: [Int: String] = [
        1: "openai", 3: "azure", 11: "palm", 14: "anthropic", 15: "baidu", 16: "zhipu", 17: "dashscope", 18: "xunfei", 19: "360",
        20: "openrouter", 23: "tencent", 24: "gemini", 25: "moonshot", 31: "lingyiwanwu", 33: "bedrock",
    ]

    private static let oneAPI: [Int: String] = [
        26: "baichuan", 27: "minimax", 28: "mistral", 29: "groq", 30: "ollama", 32: "stepfun", 34: "coze", 35: "cohere", 36: "deepseek",
        37: "cloudflare", 38: "deepl", 39: "together", 40: "doubao", 41: "novita", 42: "vertex_ai", 44: "siliconflow", 45: "xai",
        46: "replicate", 47: "qianfan", 48: "xunfei", 49: "dashscope",
    ]

    private static let newAPI: [Int: String] = [
        4: "ollama", 26: "zhipu", 27: "perplexity", 34: "cohere", 35: "minimax", 37: "dify", 38: "jina", 39: "cloudflare",
        40: "siliconflow", 41: "vertex_ai", 42: "mistral", 43: "deepseek", 45: "volcengine", 46: "qianfan", 48: "xai", 49: "coze",
        50: "kling", 51: "jimeng", 52: "vidu", 54: "volcengine", 55: "openai", 56: "replicate", 57: "openai",
    ]
}
