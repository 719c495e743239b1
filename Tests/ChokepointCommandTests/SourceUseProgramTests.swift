import Foundation
import Scanning
import Testing

/// A program's own sources, read by the whole program with its Catalog.
struct SourceUseProgramTests {
    @Test func `a kit that is told another address is whoever answers there, with file and line`() throws {
        let scratch = Scratch()
        try scratch.write("requirements.txt", "openai==1.50.0\n")
        try scratch.write("src/app.py", "from openai import OpenAI\n\nclient = OpenAI(base_url=\"https://api.deepseek.com\")\n")
        let points = try Program.run(["points", scratch.path, "--of", "CN", "--as-of", "2026-11-25"])
        #expect(points.output.contains("`org:deepseek`") && points.output.contains("[src/app.py:3]"))
        #expect(!points.output.contains("service:openai-api"))
        let explained = try Program.run(["explain", scratch.path, "service:deepseek-api", "--of", "CN", "--as-of", "2026-11-25"]).output
        #expect(explained.contains("src/app.py:3"))
        let graph = try Program.run(["scan", scratch.path, "-f", "json"]).output
        #expect(graph.contains("service:deepseek-api") && !graph.contains("service:openai-api"))
    }

    @Test func `a menu of providers in code is no single point`() throws {
        let scratch = Scratch()
        for (name, code) in [
            ("openai", "from openai import OpenAI\nc = OpenAI()\n"), ("anthropic", "from anthropic import Anthropic\nc = Anthropic()\n"),
            ("mistral", "from mistralai import Mistral\nc = Mistral()\n"), ("groq", "from groq import Groq\nc = Groq()\n"),
        ] { try scratch.write("llm/\(name)_client.py", code) }
        let points = try Program.run(["points", scratch.path, "--of", "US", "--as-of", "2026-11-25", "-f", "json"])
        #expect(points.output.contains("\"singlePoints\": []"), "\(points.output.prefix(3_000))")
        let graph = try Program.run(["scan", scratch.path, "-f", "json"]).output
        for service in ["openai", "anthropic", "mistral", "groq"] { #expect(graph.contains("service:\(service)-api")) }
    }

    @Test func `a class called Agent and an openai that is None say nothing`() throws {
        let scratch = Scratch()
        try scratch.write("requirements.txt", "flask==3.0.0\n")
        try scratch.write("src/app.py", "openai = None\n\nclass Agent:\n    \"\"\"from openai import OpenAI; OpenAI()\"\"\"\n\nAgent()\n")
        #expect(try !Program.run(["scan", scratch.path, "-f", "json"]).output.contains("service:"))
    }

    @Test func `a vendor of one's own facts is seen in code`() throws {
        let scratch = Scratch()
        try scratch.write(
            "facts/services/acme.yaml",
            "defaults: {asOf: '2026-11-01', confidence: general, sources: [gk]}\nservices:\n  - {id: acme-api, name: Acme, modules: ['python:acme_llm'], hosts: [api.acme.example]}\n"
        )
        try scratch.write("app/main.py", "import acme_llm\n\nacme_llm.Client()\n")
        let graph = try Program.run(["scan", scratch.path + "/app", "-f", "json", "--catalog", scratch.path + "/facts"])
        #expect(graph.output.contains("service:acme-api"), "\(graph)")
    }
}

/// Lists of providers, read by the whole program with its Catalog.
struct ProviderMenuProgramTests {
    @Test func `a factory of providers is offered to the project around it, and stops nothing`() throws {
        let scratch = Scratch()
        let names = ["OpenAI", "Tongyi-Qianwen", "ZHIPU-AI", "DeepSeek", "Moonshot", "Lumen Own", "Brightwater"]
        let entries = names.map { "{\"name\": \"\($0)\", \"tags\": \"LLM\", \"llm\": [{\"llm_name\": \"m-1\"}, {\"llm_name\": \"m-2\"}]}" }
        try scratch.write("package.json", "{\"name\": \"menu\"}")
        try scratch.write("conf/llm_factories.json", "{\"factory_llm_infos\": [\(entries.joined(separator: ","))]}")
        let graph = try Program.run(["scan", scratch.path, "-f", "json"]).output
        for id in ["openai-api", "dashscope-api", "zhipu-cn-api", "deepseek-api", "moonshot-api", "lumen-own", "brightwater"] {
            #expect(graph.contains("\"service:\(id)\""), "\(id)")
        }
        #expect(!graph.contains("package:conf"))
        let points = try Program.run(["points", scratch.path, "--of", "CN", "--as-of", "2026-11-25", "-f", "json"]).output
        #expect(points.contains("\"singlePoints\": []"))
        // Nobody knows who runs these two: that is unknown, and never no.
        let exposure = try Program.run(["exposure", scratch.path, "--of", "CN", "--as-of", "2026-11-25", "-f", "json"]).output
        let brightwater = exposure.split(separator: "{").first { $0.contains("\"service:brightwater\"") }
        #expect(brightwater?.contains("\"value\": \"unknown\"") ?? false, "\(brightwater ?? "")")
    }

    @Test func `sources without a service are said to have been looked through`() throws {
        let scratch = Scratch()
        try scratch.write("requirements.txt", "flask==3.0.0\n")
        for number in 0..<3 { try scratch.write("src/m\(number).py", "import os\n") }
        let text = try Program.run(["scan", scratch.path]).output
        #expect(text.contains("3 source files looked through that name no service of the Catalog"))
        #expect(!text.contains("*.py"))
    }

    @Test func `lists of public applications give what the table says`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let text = try String(contentsOfFile: root + "/docs/formats.md", encoding: .utf8)
        let rows = text.split(separator: "\n").map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
            .filter { $0.count == 5 && $0[1].count == 16 && $0[1].allSatisfy(\.isHexDigit) }
        #expect(!rows.isEmpty)
        guard let folder = ProcessInfo.processInfo.environment["CHOKEPOINT_PROVIDER_LISTS"] else {
            return print("SKIPPED: CHOKEPOINT_PROVIDER_LISTS names no folder; lists of providers were not counted anew")
        }
        func elements(_ list: JSONValue?) -> [JSONValue] { list.map { Array($0.elements) } ?? [] }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
            guard let row = rows.first(where: { SHA256.hexDigest(of: bytes).hasPrefix($0[1]) }) else { continue }
            let graph = try JSONDocument(parsing: Array(try Program.run(["scan", folder + "/" + name, "-f", "json", "-q"]).output.utf8))
                .root
            var seen: [Substring: Bool] = [:]
            let operated = Set(
                elements(graph["relationships"]).filter { $0["kind"]?.string == "operatedBy" }.map { $0["from"]?.string })
            for node in elements(graph["nodes"]) {
                for source in elements(node["sources"]) where source["reader"]?.string == "provider-menu" {
                    // A place is the list, the number of the entry, and perhaps something of it.
                    let entry = (source["place"]?.string ?? "").split(separator: "/").prefix(2).last
                    if let entry, Int(entry) != nil {
                        seen[entry, default: false] = seen[entry] == true || operated.contains(node["id"]?.string)
                    }
                }
            }
            let list = try JSONDocument(parsing: bytes).root.members.lazy.map(\.value).first { $0.kind == .array }
            #expect([list?.count ?? 0, seen.count, seen.values.count { $0 }] == row.dropFirst(2).map { Int($0) }, "\(name)")
        }
    }
}
