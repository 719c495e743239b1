import CatalogFacts
import CatalogSchema
import Scanning
import SupplyChain
import Testing

/// Wrapper packages and gateways: what they say of the services behind them.
struct KitTests {
    private static func requirement(_ purl: String, scope: DependencyScope = .runtime) -> Extract {
        var extract = Extract(file: "requirements.txt", digest: "sha256:" + purl, reader: "requirements", rank: .supplier)
        let subject = extract.subject()
        extract.identify(subject, by: .project, "app", at: .whole)
        let package = extract.add(.package, at: extract.place(line: 3))
        extract.identify(package, by: .packageURL, purl, at: extract.place(line: 3))
        extract.relate(subject, .dependsOn, to: package, at: extract.place(line: 3), scope: scope)
        return extract
    }

    /// The services that a project is offered, with the places that say so.
    private static func offers(_ extracts: [Extract]) throws -> [String] {
        let evidence = Catalog.builtIn.evidence(for: extracts, asOf: try #require(CalendarDate("2026-11-25")))
        return evidence.relationships.filter { $0.strength == .offered }.map { edge in
            let id = evidence.identities.first { $0.record == edge.to }.map { evidence.symbols[$0.value] } ?? "?"
            return "\(id) \(evidence.location(of: edge.place).place)"
        }.sorted()
    }

    @Test(arguments: [
        ("pkg:pypi/langchain-openai@0.3.1", "openai-api"), ("pkg:npm/%40langchain/anthropic@1.0.0", "anthropic-api"),
        ("pkg:npm/%40ai-sdk/mistral@2", "mistral-api"), ("pkg:pypi/llama-index-llms-dashscope@0.4", "dashscope-api"),
        ("pkg:maven/org.springframework.ai/spring-ai-starter-model-openai@1.0", "openai-api"),
        ("pkg:pypi/langchain-aws@0.2", "bedrock-api"),
        ("pkg:golang/github.com/sashabaranov/go-openai@v1.2.3", "openai-api"), ("pkg:npm/stripe@14", "stripe"),
        ("pkg:pypi/openai", "openai-api"),
    ])
    func `whoever asks for a wrapper is offered the service behind it, from the line that asks`(_ purl: String, _ service: String) throws {
        #expect(try Self.offers([Self.requirement(purl)]) == ["service:\(service) line 3", "service:\(service) services/\(service)"])
    }

    @Test func `a tool of the developers, a package that a package needs and a kit of a whole cloud offer nothing`() throws {
        #expect(try Self.offers([Self.requirement("pkg:pypi/langchain-openai@1", scope: .development)]) == [])
        #expect(try Self.offers([Self.requirement("pkg:pypi/boto3@1")]) == [])
        var nested = Extract(file: "uv.lock", digest: "sha256:u", reader: "uv-lock", rank: .supplier)
        let outer = nested.add(.package, at: .whole)
        nested.identify(outer, by: .packageURL, "pkg:pypi/litellm@1", at: .whole)
        let inner = nested.add(.package, at: .whole)
        nested.identify(inner, by: .packageURL, "pkg:pypi/openai@1", at: .whole)
        nested.relate(outer, .dependsOn, to: inner, at: .whole)
        #expect(try Self.offers([nested]) == [])
    }

    @Test func `code that shows what it does with a kit speaks instead of it`() throws {
        var source = Extract(file: "app/x.py", digest: "sha256:s", reader: "source-use", rank: .inferred)
        source.identify(source.subject(), by: .project, "app", at: .whole)
        source.noteUse(ofModule: "python:openai")
        #expect(try Self.offers([Self.requirement("pkg:pypi/openai@1"), source]) == [])
        #expect(try !Self.offers([Self.requirement("pkg:pypi/langchain-anthropic@1"), source]).isEmpty)
    }

    @Test(arguments: [
        ("openrouter.ai", true), ("acme.openai.azure.com", true), ("bedrock-runtime.eu-west-1.amazonaws.com", true),
        ("api.openai.com", false),
    ])
    func `behind a gateway stands somebody unknown, until a model is named`(_ host: String, _ isGateway: Bool) throws {
        var extract = Extract(file: "a", digest: "sha256:a", reader: "test", rank: .supplier)
        let service = extract.add(.service, at: .whole)
        extract.mention(service, as: .hostname, host, at: .whole)
        let day = try #require(CalendarDate("2026-11-25"))
        func ghosts(_ extract: Extract) -> [String] {
            let evidence = Catalog.builtIn.evidence(for: [extract], asOf: day)
            return evidence.identities.map { evidence.symbols[$0.value] }.filter { $0.hasPrefix("unknown:upstream-of-") }
        }
        #expect(ghosts(extract).count == (isGateway ? 1 : 0))
        let model = extract.add(.model, at: .whole)
        extract.mention(model, as: .modelName, "anthropic/claude-sonnet-4-5", at: .whole)
        #expect(ghosts(extract).isEmpty)
    }

    @Test func `modules of the vocabulary are named after their packages, and each means one service`() {
        let modules = Catalog.builtIn.moduleNames
        #expect(Set(modules.map(\.name)).count == modules.count)
        for (module, service) in [
            ("python:langchain_openai", "openai-api"), ("python:llama_index.llms.azure_openai", "azure-openai-api"),
            ("javascript:@ai-sdk/google", "gemini-api"),
            ("python:openai.AzureOpenAI", "azure-openai-api"), ("python:groq", "groq-api"), ("python:boto3#bedrock-runtime", "bedrock-api"),
        ] {
            #expect(modules.first { $0.name == module }?.service == service, "\(module)")
        }
        let languages: Set<Substring> = ["python", "javascript", "go", "jvm", "swift"]
        for module in modules { #expect(languages.contains(module.name.prefix { $0 != ":" }), "\(module.name)") }
    }
}
