@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// The pieces that readers of deployments share.
struct DeploymentTests {
    // MARK: Images

    @Test(arguments: [
        ("nginx", "pkg:docker/library/nginx@latest"), ("a/b:1", "pkg:docker/a/b@1"),
        ("host:5000/a/b", "pkg:docker/a/b@latest?repository_url=host:5000"), ("b:5000", "pkg:docker/library/b@5000"),
        ("mirror.acme-packages.org/a:$TAG", "pkg:docker/a?repository_url=mirror.acme-packages.org"), ("a/b:1.2-${X}", "pkg:docker/a/b"),
    ])
    func `an image is read as far as it is literal`(_ text: String, _ purl: String) {
        #expect(ImageReference(literalPartOf: text)?.packageURL?.canonical.replacing("%3A", with: ":") == purl)
    }

    @Test(arguments: ["$X/a:1", "a$X", "host:${PORT}/a:1", "", "a b"])
    func `a name that hangs on a variable is none`(_ text: String) { #expect(ImageReference(literalPartOf: text) == nil) }

    @Test(arguments: [
        ("${A:-b}", "b"), ("${A-b}", "b"), ("$A", "set"), ("${A}", "set"), ("x${A:+y}z", "xyz"), ("${N}", "${N}"), ("$N", "$N"),
        ("$$A", "$A"),
        ("${N:-${A}}", "set"), ("${N:?e}", "${N:?e}"), ("${", "${"),
    ])
    func `variables stand for their value or default`(_ text: String, _ expected: String) {
        let values = text.hasPrefix("${A:-") || text.hasPrefix("${A-") ? [:] : ["A": "set"]
        #expect(Interpolation.resolved(text, values) == expected)
    }

    // MARK: Command lines

    @Test(arguments: [
        ("a b  c", ["a", "b", "c"]), ("a 'b c' \"d\\\"e\"", ["a", "b c", "d\"e"]), ("a&&b;c|d", ["a", ";", "b", ";", "c", ";", "d"]),
        ("a\\\n b", ["a", "b"]), ("--x=${A:-b c} $(D e)", ["--x=${A:-b c}", "$(D e)"]), ("", []), ("''", [""]), ("a $(", ["a", "$("]),
    ])
    func `a command line is cut as a shell does`(_ text: String, _ words: [String]) { #expect(CommandWords.split(text) == words) }

    private func models(_ image: String, _ command: String, _ variables: [String: String] = [:]) -> [String] {
        let words = CommandWords.split(command).map { CommandWords.Word(text: $0, line: 1) }
        let set = variables.sorted { $0.key < $1.key }.map { ServedModels.Variable(name: $0.key, value: $0.value, line: 1) }
        let served = ServedModels(image: image, words: words, variables: set)
        return served.found.map { "\($0.role) \($0.text)" } + (served.isServer ? [] : ["no server"])
    }

    @Test func `servers of models are told which they serve in many ways`() {
        #expect(models("vllm/vllm-openai", "acme/a-7b --port 80") == ["model acme/a-7b"])
        #expect(
            models("x", "vllm serve acme/a-7b --lora-modules s=acme/l t=acme/m --port 1") == [
                "model acme/a-7b", "adapter acme/l", "adapter acme/m",
            ])
        #expect(models("x", "python -m sglang.launch_server --model-path=acme/a") == ["model acme/a"])
        #expect(models("ghcr/text-generation-inference", "", ["MODEL_ID": "acme/a"]) == ["model acme/a"])
        #expect(models("ghcr/text-generation-inference", "", ["MODEL_ID": "s3://b/c"]) == ["model $MODEL_ID"])
        #expect(models("ollama/ollama", "pull llama3.2:3b") == ["model llama3.2:3b"])
        #expect(models("x", "sh -c 'ollama serve & ollama pull a; wait'") == ["model a"])
        #expect(models("acme/llama.cpp", "-hf acme/a:Q4 -m /m.gguf") == ["model acme/a", "model /m.gguf"])
        #expect(models("x", "--model acme/a") == ["model acme/a", "no server"])
        #expect(models("x", "", ["MODEL_ID": "acme/a"]) == ["no server"])
        #expect(models("vllm/vllm-openai", "--model $(M)", ["M": "acme/a"]) == ["model acme/a"])
        #expect(models("vllm/vllm-openai", "--model $(M)") == ["model $(M)"])
    }

    @Test func `values of variables stay where they are`() throws {
        // Put together here, so that no credential stands in the source.
        let secret = "sk" + "-ant" + "-api03-" + String(repeating: "Zq9", count: 20)
        let text = """
            services:
              a:
                image: acme/a:1
                command: --token \(secret) --model-id \(secret) --base-url https://user:\(secret)@api.acme-ai.org/\(secret)
                environment:
                  MODEL_ID: \(secret)
                  OPENAI_API_KEY: \(secret)
                  ACME_URL: https://api.acme-ai.org/v1?key=\(secret)
              b:
                image: vllm/vllm-openai:1
                command: ["--model", "$MODEL_ID", "--api-key", "\(secret)"]
                environment: ["MODEL_ID=\(secret)", "REVISION=\(secret)"]
            """
        let read = try ReadExtract(ComposeReader.self, bytes: Array(text.utf8), path: "compose.yaml")
        #expect(!read.evidence.contains("Zq9Zq9"))
        #expect(read.evidence.contains("api.acme-ai.org"))
    }

    @Test(arguments: [
        ("llama3.2", "library llama3.2 latest"), ("a/b:7b", "a b 7b"), ("hf.co/A/B:Q4", "A B Q4"), ("localhost:80/a/b", "a b latest"),
    ])
    func `models of Ollama have a namespace, a name and a tag`(_ text: String, _ parts: String) {
        #expect(OllamaName(text).map { "\($0.namespace) \($0.name) \($0.tag)" } == (text.hasPrefix("localhost:") ? nil : parts))
    }

    // MARK: Templates

    @Test func `template expressions leave lines and literals where they are`() {
        let source = "{{- if a }}\nimage: \"x:{{ .Tag }}\"\n  {{ b }} {{ c }}\nplain: 1\n"
        let template = TemplateText(Array(source.utf8))
        #expect(String(decoding: template.bytes, as: UTF8.self) == "\nimage: \"x:$template$\"\n  \nplain: 1\n")
        #expect(template.expressions == 4)
        #expect(TemplateText(Array("a: {b: {c: 1}}".utf8)).expressions == 0)
    }

    @Test func `a template costs what its text costs`() {
        for line in ["{{\n", "{{ a }}", "{{ a }} x ", "{{{{"] {
            let template = TemplateText(Array(String(repeating: line, count: 20_000).utf8))
            #expect(template.bytes.count { $0 == 0x0A } == (line.hasSuffix("\n") ? 20_000 : 0))
            #expect(template.expressions > 0)
        }
    }

    @Test func `twenty thousand adapters are told at the cost of their names`() {
        let words = (0..<20_000).map { CommandWords.Word(text: "a\($0)=acme/l\($0)", line: 1) }
        let served = ServedModels(image: "vllm/vllm-openai:1", words: [.init(text: "--lora-modules", line: 1)] + words, variables: [])
        #expect(served.found.count == 20_000)
    }

    // MARK: HCL

    @Test func `HCL is read as far as it is literal`() throws {
        let text = """
            a "b" "c" { # {
              x = "1" // "
              y = "p${z("}")}q"
              w = var.v
              l = ["m", f("n"), "o"]
              h = <<-E
                E2
                E
              o = { k = "v", "q" : "r" }
              t = true ? "1" : "2"
              n { x = "2" }
            }
            """
        let hcl = try HCLDocument(parsing: Array(text.utf8))
        let block = try #require(hcl.blocks.first)
        #expect(block.type == "a" && block.labels == ["b", "c"])
        #expect(block.attributes["x"]?.literal == "1")
        #expect(block.attributes["y"] != nil && block.attributes["y"]?.literal == nil)
        #expect(block.attributes["w"]?.variable == "v")
        #expect(block.attributes["l"]?.elements == ["m", "n", "o"])
        #expect(block.attributes["h"]?.literal == nil)
        #expect(block.attributes["t"]?.literal == nil)
        #expect(hcl.blocks.map(\.type) == ["a", "o", "n"])
        #expect(hcl.blocks[1].attributes["k"]?.literal == "v" && hcl.blocks[1].attributes["q"]?.literal == "r")
        #expect(hcl.blocks[2].attributes["x"]?.literal == "2")
        #expect(hcl.blocks[2].line == 11)
    }

    // MARK: Servers that are started

    private func launch(_ words: String...) -> String? {
        let launch = LaunchCommand(words[0], Array(words.dropFirst()))
        return launch.image.map { "image " + $0 } ?? launch.package?.canonical
    }

    @Test func `what a command fetches is known by how it is called`() {
        #expect(launch("npx", "-y", "@acme/a@1.2.3", "x") == "pkg:npm/%40acme/a@1.2.3")
        #expect(launch("npx", "a@latest") == "pkg:npm/a")
        #expect(launch("uvx", "a[b]==1.0") == "pkg:pypi/a@1.0")
        #expect(launch("uv", "tool", "run", "--from", "a@2.0", "b") == "pkg:pypi/a@2.0")
        #expect(launch("C:\\x\\npx.cmd", "a") == "pkg:npm/a")
        #expect(launch("docker", "run", "--rm", "-e", "A=b", "--name=x", "-v", "/a:/b", "acme/a:1", "-e", "c") == "image acme/a:1")
        #expect(launch("node", "a.js") == nil)
        #expect(launch("npx") == nil)
        #expect(launch("npx", "./a") == nil)
    }

    @Test func `a gateway's address says who answers behind it, and nothing more of it is kept`() {
        let url = "https://gateway.ai.cloudflare.com/v1/0123abcd/gate/google-ai-studio/v1?x=y"
        #expect(GatewayAddress.upstream(ofURL: url) == "gemini")
        #expect(GatewayAddress.withoutSecrets(url) == "https://gateway.ai.cloudflare.com/v1/-/-/google-ai-studio")
        #expect(GatewayAddress.upstream(ofURL: GatewayAddress.withoutSecrets(url) ?? "") == "gemini")
        #expect(GatewayAddress.upstream(ofURL: "https://gateway.ai.cloudflare.com/v1/a/b/compat") == nil)
        #expect(GatewayAddress.withoutSecrets("https://u:p@a.acme-ai.org/x?k=v") == "https://a.acme-ai.org")
    }

    @Test func `comments and last commas of JSON are blanked in place`() {
        let text = "{ // a\n \"x\": \"//,]\", /* ,\n */ \"y\": [1, 2,], }"
        let plain = String(decoding: CommentedJSON.plain(Array(text.utf8)), as: UTF8.self)
        #expect(plain == "{     \n \"x\": \"//,]\",     \n    \"y\": [1, 2 ]  }")
    }
}
