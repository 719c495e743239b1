@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// What code says of services, and above all what it does not.
struct SourceUseTests {
    /// `strength target @line`, sorted; `nil` where the file is not even looked at.
    private func uses(_ code: String, _ file: String = "app.py") throws -> [String]? {
        let bytes = Array(code.utf8)
        let document = SourceDocument(path: file, bytes: bytes, digest: "sha256:0", vocabulary: Fixture.vocabulary)
        guard SourceUseReader.recognises(document) else { return nil }
        let extract = try SourceUseReader.extract(from: document)
        return extract.relationships.map { edge in
            let names = extract.names.filter { $0.record == edge.to }.map { extract.symbols[$0.value] }
            let label = extract.attributes.first { $0.record == edge.to && $0.key == .name }.map { extract.symbols[$0.value] }
            let place = extract.location(of: edge.place).place.dropFirst(5)
            return "\(edge.strength?.rawValue ?? "-") \(label ?? names.first ?? "?") @\(place)"
        }.sorted()
    }

    // MARK: What is no dependency

    @Test(arguments: [
        "class Agent:\n    pass\n\nAgent()\n", "openai = None\nopenai.OpenAI()\n", "# from openai import OpenAI\n# OpenAI()\n",
        "def openai():\n    return OpenAI()\n", "x = 'from openai import OpenAI'\ny = \"OpenAI()\"\n",
        "\"\"\"\nfrom openai import OpenAI\nclient = OpenAI()\n\"\"\"\n", "from .openai import OpenAI\nOpenAI()\n",
        "from mylib.openai import OpenAI\nOpenAI()\n",
        "def f():\n    '''See https://api.openai.com/v1'''\n    return 1\n", "import openai_helpers\nopenai_helpers.OpenAI()\n",
        "provider = 'openai'\nmodel = 'gpt-4o'\nrun(model='gpt-4o')\n", "from agents import Agent\nAgent(model='gpt-4o', name='openai')\n",
        "print('docs at https://platform.openai.com and api.openai.com')\n", "print('see https://api.openai.example/v1')\n",
    ])
    func `comments, texts, names alone and a class called Agent are no dependency in Python`(_ code: String) throws {
        #expect(try uses(code) ?? [] == [])
    }

    @Test(arguments: [
        "// import OpenAI from 'openai'\nnew OpenAI()\n", "/*\nimport OpenAI from 'openai';\nnew OpenAI();\n*/\n",
        "const text = `import OpenAI from 'openai'; new OpenAI()`;\n",
        "const openai = undefined;\nopenai?.chat.completions.create({ model: 'gpt-4o' });\n",
        "import OpenAI from './openai';\nnew OpenAI();\n",
        "class OpenAI {}\nnew OpenAI();\nconst name = \"openai\";\n", "const pattern = /import OpenAI from 'openai'/;\nnew OpenAI();\n",
        "import x from 'openai-mock';\nx();\n", "it('calls https://api.openai.com', () => {});\n",
    ])
    func `nor in TypeScript`(_ code: String) throws { #expect(try uses(code, "app.ts") ?? [] == []) }

    @Test(arguments: [
        ("package a\n\n// \"github.com/sashabaranov/go-openai\"\nvar s = `import \"github.com/sashabaranov/go-openai\"`\n", "a.go"),
        ("package a;\n/* import com.openai.client.OpenAIClient; */\nclass OpenAIClient { String s = \"com.openai.client\"; }\n", "A.java"),
        ("/* import OpenAI /* nested */ let c = OpenAI() */\nstruct OpenAI {}\nlet c = OpenAI()\n", "A.swift"),
        ("// import com.openai.client.OpenAIClient\nval s = \"\"\"import com.openai.client.OpenAIClient\"\"\"\n", "A.kt"),
        ("let raw = #\"import OpenAI\"#\nlet t = \"\"\"\nimport OpenAI\n\"\"\"\nlet c = OpenAI()\n", "B.swift"),
    ])
    func `nor in Go, Java, Swift and Kotlin`(_ code: String, _ file: String) throws { #expect(try uses(code, file) ?? [] == []) }

    @Test func `a file without a word of the vocabulary is not looked at`() throws {
        #expect(try uses("import os\nprint('hello')\n") == nil)
        #expect(try uses("from openai import OpenAI\nOpenAI()\n", "notes.txt") == nil)
        #expect(try uses("from openai import OpenAI\nOpenAI()\n", "vendor/app.py") == nil)
        #expect(
            !SourceUseReader.recognises(SourceDocument(path: "app.py", bytes: Array("import openai\nopenai.OpenAI()\n".utf8), digest: "")))
    }

    // MARK: What is one

    @Test(arguments: [
        ("from openai import OpenAI\nOpenAI()\n", ["configured python:openai @2"]),
        ("import openai\nopenai.OpenAI()\n", ["configured python:openai @2"]),
        ("import openai as o\no.AzureOpenAI()\n", ["configured python:openai.AzureOpenAI @2"]),
        ("from openai import OpenAI\n", ["offered python:openai @1"]),
        (
            "from openai import (\n    OpenAI as A,\n    AzureOpenAI,\n)\nA(); AzureOpenAI()\n",
            ["configured python:openai @5", "configured python:openai.AzureOpenAI @5"]
        ),
        ("import google.genai\ngoogle.genai.Client()\n", ["configured python:google.genai @2"]),
        ("from google import genai\ngenai.Client()\n", ["configured python:google.genai @2"]),
        ("from openai import OpenAI\nOpenAI(base_url=\"https://api.deepseek.com\")\n", ["configured api.deepseek.com @2"]),
        ("from openai import OpenAI\nU = 'https://api.deepseek.com'\nOpenAI(base_url=U)\n", ["configured api.deepseek.com @2"]),
        (
            "import openai\nopenai.api_base = 'https://api.deepseek.com'\nopenai.ChatCompletion.create(model='deepseek-chat')\n",
            ["configured api.deepseek.com @2", "configured deepseek-chat @3"]
        ),
        ("from openai import OpenAI\nOpenAI(base_url='http://localhost:8000/v1')\n", []),
        ("from openai import OpenAI\nOpenAI(base_url=f'https://api.deepseek.com/{v}')\n", ["configured api.deepseek.com @2"]),
        ("from openai import OpenAI\nOpenAI(base_url=f'https://{h}/v1')\n", ["configured openai → ? @2"]),
        ("from openai import OpenAI\nOpenAI(base_url=settings.url)\n", ["configured openai → ? @2"]),
        ("import os\nfrom openai import OpenAI\nOpenAI(base_url=os.environ['BASE'])\n", ["configured openai → $BASE @3"]),
        (
            "import os\nfrom openai import OpenAI\nOpenAI(base_url=os.getenv('BASE', 'https://api.deepseek.com'))\n",
            ["default api.deepseek.com @3"]
        ),
        ("import boto3\nboto3.client('bedrock-runtime')\n", ["configured python:boto3#bedrock-runtime @2"]),
        ("import boto3\nboto3.client('s3')\n", []),
        ("import boto3\ns = boto3.Session()\ns.client(service_name='bedrock-runtime')\n", ["configured python:boto3#bedrock-runtime @3"]),
        ("import litellm\nlitellm.completion(model='anthropic/claude-x-1')\n", ["configured anthropic @2", "configured claude-x-1 @2"]),
        ("from litellm import completion\ncompletion(model=name)\n", ["configured litellm → ? @2"]),
        (
            "from langchain.chat_models import init_chat_model\ninit_chat_model('gpt-9o', model_provider='openai')\n",
            ["configured gpt-9o @2", "configured openai @2"]
        ),
        ("from pydantic_ai import Agent\nAgent('openai:gpt-9o')\n", ["configured gpt-9o @2", "configured openai @2"]),
        ("import requests\nrequests.post('https://api.stripe.com/v1/charges')\n", ["configured api.stripe.com @2"]),
        ("HOST = 'https://api.stripe.com'\n", ["offered api.stripe.com @1"]),
        (
            "import requests\nrequests.post('https://bedrock-runtime.eu-west-1.amazonaws.com/model')\n",
            ["configured bedrock-runtime.eu-west-1.amazonaws.com @2"]
        ),
    ])
    func `an import and a use together are one in Python, and an address says whose`(_ code: String, _ expected: [String]) throws {
        let found = try uses(code) ?? []
        #expect(found == expected)
    }

    @Test(arguments: [
        ("import OpenAI from 'openai';\nnew OpenAI();\n", "a.ts", ["configured javascript:openai @2"]),
        (
            "const { OpenAI: O } = require('openai');\nnew O({ baseURL: 'https://api.deepseek.com' });\n", "a.js",
            ["configured api.deepseek.com @2"]
        ),
        ("const OpenAI = require(\"openai\");\nnew OpenAI();\n", "a.cjs", ["configured javascript:openai @2"]),
        ("const { OpenAI } = await import('openai');\nnew OpenAI();\n", "a.mjs", ["configured javascript:openai @2"]),
        (
            "import { openai } from '@ai-sdk/openai';\nopenai('gpt-9o');\n", "a.ts",
            ["configured gpt-9o @2", "configured javascript:@ai-sdk/openai @2"]
        ),
        ("import type { OpenAI } from 'openai';\nlet x: OpenAI;\n", "a.ts", ["mentioned javascript:openai @1"]),
        ("export { OpenAI } from 'openai';\n", "a.ts", ["offered javascript:openai @1"]),
        ("import { gateway } from 'ai';\ngateway('x-1');\n", "a.ts", ["configured javascript:ai.gateway @2", "configured x-1 @2"]),
        ("import { streamText } from 'ai';\nstreamText({ model: 'x-1' });\n", "a.ts", []),
        ("fetch(`https://api.stripe.com/v1/${path}`);\n", "a.ts", ["configured api.stripe.com @1"]),
        (
            "import OpenAI from 'openai';\nconst base = process.env.BASE || 'https://api.deepseek.com';\nnew OpenAI({ baseURL: base });\n",
            "a.ts", ["default api.deepseek.com @2"]
        ),
        (
            "package a\nimport openai \"github.com/sashabaranov/go-openai\"\nfunc f() { openai.NewClient(\"k\") }\n", "a.go",
            ["configured go:github.com/sashabaranov/go-openai @3"]
        ),
        (
            "package a\nimport \"github.com/anthropics/anthropic-sdk-go\"\nfunc f() { anthropic.NewClient(option.WithBaseURL(\"https://api.deepseek.com\")) }\n",
            "a.go", ["configured api.deepseek.com @3"]
        ),
        (
            "import com.openai.client.okhttp.*;\nclass A { Object c = OpenAIOkHttpClient.builder().fromEnv().build(); }\n", "A.java",
            ["configured jvm:com.openai @2"]
        ),
        (
            "import dev.langchain4j.model.mistralai.MistralAiChatModel\nval m = MistralAiChatModel.builder().modelName(\"m-1\").build()\n",
            "A.kt", ["configured jvm:dev.langchain4j.model.mistralai @2", "configured m-1 @2"]
        ),
        ("import OpenAI\nlet c = OpenAI(apiToken: key)\n", "A.swift", ["configured swift:OpenAI @2"]),
        (
            "import OpenAI\nlet c = OpenAI(configuration: .init(token: key, host: \"api.deepseek.com\"))\n", "A.swift",
            ["configured api.deepseek.com @2"]
        ),
        (
            "import GoogleGenerativeAI\nlet m = GenerativeModel(name: \"g-1\", apiKey: key)\n", "A.swift",
            ["configured swift:GoogleGenerativeAI @2"].map {
                $0.replacing("GoogleGenerativeAI", with: "GoogleGenerativeAI.GenerativeModel")
            }
        ),
    ])
    func `and in the other languages`(_ code: String, _ file: String, _ expected: [String]) throws {
        let found = try uses(code, file) ?? []
        #expect(found == expected)
    }

    @Test(arguments: [
        "tests/app.py", "test_app.py", "app_test.go", "src/__tests__/app.ts", "app.spec.ts", "src/test/java/AppTest.java",
        "Tests/AppTests/A.swift", "examples/app.py", "docs/app.py",
    ])
    func `tests, examples and documentation only mention what they use`(_ file: String) throws {
        let code = [
            "py": "import openai\nopenai.OpenAI()\n",
            "go": "package a\nimport \"github.com/sashabaranov/go-openai\"\nfunc f() { openai.NewClient(\"\") }\n",
            "ts": "import O from 'openai';\nnew O();\n", "java": "import com.openai.A;\nclass T { Object a = new A(); }\n",
            "swift": "import OpenAI\nlet a = OpenAI()\n",
        ]
        let ending = String(file.split(separator: ".").last ?? "")
        let found = try #require(try uses(code[ending] ?? "", file))
        #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix("mentioned ") }, "\(found)")
    }

    @Test func `three services in each other's place in one file are a menu, and what cannot take their place is not in it`() throws {
        let code = """
            import stripe
            from openai import OpenAI
            from anthropic import Anthropic
            from mistralai import Mistral
            stripe.Charge.create()
            clients = {"a": OpenAI(), "b": Anthropic(), "c": Mistral()}
            """
        #expect(
            try uses(code) == [
                "configured python:stripe @5", "offered python:anthropic @6", "offered python:mistralai @6", "offered python:openai @6",
            ])
    }

    @Test func `a packed bundle is told and not read`() throws {
        let code = "import OpenAI from 'openai';new OpenAI();" + String(repeating: "a(1);", count: 20_000)
        let extract = try SourceUseReader.extract(
            from: SourceDocument(path: "app.js", bytes: Array(code.utf8), digest: "", vocabulary: Fixture.vocabulary))
        #expect(extract.relationships.isEmpty)
        #expect(extract.diagnostics.map(\.problem) == [.limit(name: "line length of sources", value: "\(code.utf8.count)")])
    }

    @Test func `a planted key never leaves the file`() throws {
        let key = "sk-" + "proj-" + String(repeating: "aB3", count: 16)
        let code = "from openai import OpenAI\nOpenAI(api_key='\(key)', base_url='https://u:\(key)@api.deepseek.com', model='\(key)')\n"
        let extract = try SourceUseReader.extract(
            from: SourceDocument(path: "app.py", bytes: Array(code.utf8), digest: "", vocabulary: Fixture.vocabulary))
        #expect(!ReadExtract(extract).evidence.contains("aB3aB3"))
        #expect(ReadExtract(extract).evidence.contains("api.deepseek.com"))
    }
}
