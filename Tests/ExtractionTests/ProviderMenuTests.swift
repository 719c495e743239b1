@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// Lists of providers: all of them named, and nothing else taken for one.
struct ProviderMenuTests {
    private func document(_ text: String, _ file: String) -> SourceDocument {
        SourceDocument(path: file, bytes: Array(text.utf8), digest: "sha256:0", vocabulary: Fixture.vocabulary)
    }

    /// `strength label|alias name`, sorted; `nil` where the file is not taken for a list.
    private func offers(_ text: String, _ file: String = "config.json") throws -> [String]? {
        let document = document(text, file)
        guard Extractors.reader(of: document) == ProviderMenuReader.self else { return nil }
        let extract = try ProviderMenuReader.extract(from: document)
        return extract.relationships.map { edge in
            let label = extract.attributes.first { $0.record == edge.to && $0.key == .name }.map { extract.symbols[$0.value] }
            let names = extract.names.filter { $0.record == edge.to }.map { extract.symbols[$0.value] }
            return "\(edge.strength?.rawValue ?? "-") \(label ?? names.first ?? "?")"
        }.sorted()
    }

    @Test func `all 74 providers of a factory are named, those that the Catalog does not know by the name that the file gives them`() throws
    {
        let path = "provider-menu/full/llm_factories.json"
        let bytes = try Fixture.bytes(path)
        let names = try JSONDocument(parsing: bytes).root["factory_llm_infos"]?.elements.compactMap { $0["name"]?.string } ?? []
        #expect(names.count == 74)
        let extract = try ProviderMenuReader.extract(
            from: SourceDocument(path: path, bytes: bytes, digest: "", vocabulary: Fixture.vocabulary))
        #expect(extract.relationships.count == 74)
        #expect(extract.relationships.allSatisfy { $0.strength == .offered && $0.kind == .calls })
        let named = Set(extract.attributes.filter { $0.key == .name }.map { extract.symbols[$0.value] })
        let met = Set(extract.names.map { MenuWords.folded(extract.symbols[$0.value]) })
        for name in names { #expect(named.contains(name) || met.contains(MenuWords.folded(name)), "\(name)") }
        // None vanishes where nothing answers to it.
        #expect(extract.records.allSatisfy { !$0.isTentative })
        // 66 that nobody knows, each with a node of its own.
        #expect(named.count == 66)
    }

    @Test func `models of a provider are counted, and none of them is a node`() throws {
        let text = #"{"providers": {"openai": {"models": ["a", "b", "c"]}, "mistral": {"models": {"x": {}, "y": {}}}}}"#
        let extract = try ProviderMenuReader.extract(from: document(text, "c.json"))
        #expect(
            extract.attributes.filter { $0.key == .trait }.map { extract.symbols[$0.value] } == ["models-in-menu=3", "models-in-menu=2"])
        #expect(extract.records.map(\.kind) == [.service, .product, .service])
    }

    @Test(arguments: [
        (
            #"[{"name": "OpenAI", "baseURL": "https://api.openai.com"}, {"name": "Mistral", "baseURL": "https://api.mistral.ai"}]"#,
            ["offered openai", "offered mistral"]
        ),
        (
            #"{"models": {"openai": ["gpt-4o"], "anthropic": ["c-1"], "lumen": ["l-1"]}}"#,
            ["offered anthropic", "offered lumen", "offered openai"]
        ),
        (
            #"{"llm_providers": [{"id": "a", "url": "https://a.example", "models": ["x"]}, {"id": "b", "url": "https://b.example", "models": ["x"]}, {"id": "c", "url": "https://c.example", "models": ["x"]}]}"#,
            ["offered a", "offered b", "offered c"]
        ),
        (#"{"providers": ["openai", "anthropic", "lumen"]}"#, ["offered anthropic", "offered lumen", "offered openai"]),
        (
            #"{"x": [{"model": "m", "provider": "openai"}, {"model": "n", "provider": "openai"}, {"model": "o", "provider": "groq"}]}"#,
            ["offered groq", "offered openai"]
        ),
        (
            #"{"models": {"m": {"provider": "openai", "options": {"apiKey": "${OPENAI_API_KEY}"}}, "n": {"provider": "lumen"}}}"#,
            ["offered lumen", "offered openai"]
        ),
        (
            #"{"provider": {"openai": {"options": {"baseURL": "https://api.openai.com"}}, "groq": {"env": ["GROQ_API_KEY"]}}}"#,
            ["offered groq", "offered openai"]
        ),
    ])
    func `lists in many shapes`(_ text: String, _ expected: [String]) throws {
        // The first name of a known provider is how the vocabulary spells it, or its host.
        let found = try offers(text)?.map { $0.replacing("api.openai.com", with: "openai").replacing("api.mistral.ai", with: "mistral") }
            .sorted()
        #expect(found == expected.sorted())
    }

    @Test(arguments: [
        (#"{"name": "shop", "endpoint": "https://shop.example", "models": ["a", "b"]}"#, "config.json"),
        (#"{"cars": [{"name": "a", "models": ["x", "y"]}, {"name": "b", "models": ["z"]}, {"name": "c", "models": []}]}"#, "cars.json"),
        (#"{"provider": "aws", "region": "eu-west-1", "models": 3}"#, "serverless.json"),
        (#"{"paths": {"/models": {"get": {}}}, "servers": [{"url": "https://api.openai.com/v1"}]}"#, "openapi.json"),
        (
            #"{"providers": [{"name": "dhl", "url": "https://dhl.example"}, {"name": "ups", "url": "https://ups.example"}]}"#,
            "shipping.json"
        ),
        (
            "provider:\n  name: aws\nfunctions:\n  a: {handler: x, url: 'https://a.example'}\n  b: {handler: y, url: 'https://b.example'}\n",
            "serverless.yml"
        ),
        ("on: push\njobs:\n  test:\n    env: {OPENAI_API_KEY: x}\n    steps: [{uses: provider/a}]\n", "ci.yml"),
        ("[tool]\nprovider = 'x'\nmodels = ['a']\n", "settings.toml"),
    ])
    func `other lists are none`(_ text: String, _ file: String) throws { #expect(try offers(text, file) == nil) }

    @Test func `a price map gives its providers without the kinds of their models`() throws {
        let providers = ["openai", "text-completion-openai", "mistral-chat-models", "azure_text", "lumen", "lumen"]
        let models = providers.enumerated().map { "\"m\($0.offset)\": {\"litellm_provider\": \"\($0.element)\", \"mode\": \"chat\"}" }
        let found = try offers("{\(models.joined(separator: ","))}", "model_prices.json")
        #expect(found == ["offered azure", "offered lumen", "offered mistral", "offered openai"])
    }

    @Test func `one provider alone is a list where the list is called so and the provider is known`() throws {
        #expect(
            try offers(
                "[model_providers.azure]\nname = 'Azure'\nbase_url = 'https://acme.openai.azure.com'\nenv_key = 'ACME_KEY'\n", "config.toml"
            ) == ["offered acme.openai.azure.com"])
        #expect(try offers("[model_providers.x]\nname = 'X'\nbase_url = 'https://x.example'\nenv_key = 'ACME_KEY'\n", "config.toml") == nil)
    }

    @Test func `a list in a folder of tests only mentions its providers`() throws {
        let text = #"{"providers": {"openai": {"models": ["a"]}, "mistral": {"models": ["b"]}}}"#
        #expect(try offers(text, "tests/data/p.json") == ["mentioned mistral", "mentioned openai"])
    }

    @Test func `a key in a list never leaves the file`() throws {
        let key = "sk-" + "ant-api03-" + String(repeating: "Zx9", count: 20)
        let text =
            #"{"providers": {"openai": {"api_key": "KEY", "models": ["a"]}, "mistral": {"token": "KEY", "base_url": "https://api.mistral.ai/?k=KEY"}, "KEY": {"models": ["a"]}}}"#
        let extract = try ProviderMenuReader.extract(from: document(text.replacing("KEY", with: key), "p.json"))
        #expect(!ReadExtract(extract).evidence.contains("Zx9Zx9"))
    }

    @Test func `references of YAML that grow by the tenth power are an error, and no list`() throws {
        let document = SourceDocument(
            path: "p.yaml", bytes: try Fixture.bytes("provider-menu/hostile/bomb.yaml"), digest: "", vocabulary: Fixture.vocabulary)
        #expect(throws: ExtractionError.self) { try ProviderMenuReader.extract(from: document) }
    }

    /// One channel of a table.
    private func channel(_ kind: Int, _ models: String, _ address: String = "") -> String {
        "{\"type\": \(kind), \"name\": \"line \(kind)\", \"base_url\": \"\(address)\", \"models\": \"\(models)\"}"
    }

    @Test func `numbers of channel kinds mean what the channels of their table say of themselves`() throws {
        let table = { (channels: [String]) in "[" + channels.joined(separator: ",") + "]" }
        // 43 is deepseek and 42 mistral to the one family, 36 deepseek and 28 mistral to the other.
        #expect(
            try offers(table([channel(43, "deepseek-chat"), channel(42, "m-1,m-2"), channel(14, "claude-x")]))
                == ["offered anthropic", "offered deepseek", "offered mistral"])
        #expect(
            try offers(table([channel(36, "deepseek-chat"), channel(42, "m-1,m-2"), channel(14, "claude-x")]))
                == ["offered anthropic", "offered deepseek", "offered vertex_ai"])
        // Nothing decides, so a contested number means nobody.
        #expect(
            try offers(table([channel(36, "custom-1"), channel(34, "custom-2"), channel(14, "claude-x")]))
                == ["offered anthropic", "offered line 34", "offered line 36"])
    }
}
