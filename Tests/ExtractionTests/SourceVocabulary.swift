@testable import Extraction

extension Fixture {
    /// A few services, as a Catalog names them.
    static let vocabulary = ServiceVocabulary(
        modules: [
            entry("python:openai", "openai"), entry("python:openai.AzureOpenAI", "azure"), entry("javascript:openai", "openai"),
            entry("go:github.com/sashabaranov/go-openai", "openai"), entry("go:github.com/anthropics/anthropic-sdk-go", "anthropic"),
            entry("jvm:com.openai", "openai"), entry("jvm:dev.langchain4j.model.mistralai", "mistral"), entry("swift:OpenAI", "openai"),
            entry("swift:GoogleGenerativeAI", "gemini"), entry("swift:GoogleGenerativeAI.GenerativeModel", "gemini"),
            entry("python:anthropic", "anthropic"), entry("javascript:@ai-sdk/anthropic", "anthropic"),
            entry("javascript:@ai-sdk/openai", "openai"),
            entry("python:mistralai", "mistral"), entry("javascript:@mistralai/mistralai", "mistral"),
            entry("python:google.genai", "gemini"),
            entry("python:langchain_openai", "openai"), entry("python:boto3#bedrock-runtime", "bedrock"),
            entry("javascript:ai.gateway", "vercel"),
            entry("python:stripe", "stripe", isProvider: false),
        ],
        hosts: [
            entry("api.openai.com", "openai"), entry("api.deepseek.com", "deepseek"), entry("api.mistral.ai", "mistral"),
            entry("api.x.ai", "xai"),
            entry("*.openai.azure.com", "azure"), entry("bedrock-runtime.*.amazonaws.com", "bedrock"), entry("api.groq.com", "groq"),
            entry("api.stripe.com", "stripe", isProvider: false),
        ],
        providers: [
            entry("openai", "openai"), entry("azure", "azure"), entry("azure_openai", "azure"), entry("anthropic", "anthropic"),
            entry("deepseek", "deepseek"), entry("mistral", "mistral"), entry("groq", "groq"), entry("gemini", "gemini"),
            entry("xai", "xai"),
        ], variables: [entry("OPENAI_API_KEY", "openai"), entry("GROQ_API_KEY", "groq"), entry("DEEPSEEK_API_KEY", "deepseek")])

    private static func entry(_ name: String, _ service: String, isProvider: Bool = true) -> ServiceVocabulary.Entry {
        ServiceVocabulary.Entry(name: name, service: service, isInterchangeable: isProvider)
    }
}
