import Foundation
import Scanning
import Testing

/// The built program, run as a person runs it.
struct Program {
    struct Result {
        let status: Int32
        let output: String
        let talk: String
    }

    static var executable: URL? {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<4 {
            let candidate = folder.appendingPathComponent("chokepoint")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    static func run(_ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]) throws -> Result {
        let process = Process()
        let program: URL = try #require(executable, "the executable was not built")
        process.executableURL = program
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.environment = ["LC_ALL": "C", "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        let (output, talk) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = talk
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // Standard error is short in every test here; reading it second cannot block.
        let data = output.fileHandleForReading.readDataToEndOfFile()
        let errors = talk.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: String(decoding: data, as: UTF8.self), talk: String(decoding: errors, as: UTF8.self))
    }
}

struct AcceptanceTests {
    private static let gateway = """
        model_list:
          - model_name: chat
            litellm_params: {model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY}

        """
    private static let fallback =
        gateway + """
              - model_name: chat-eu
                litellm_params: {model: mistral/mistral-large-latest, api_key: os.environ/MISTRAL_API_KEY}
            router_settings:
              fallbacks: [{chat: [chat-eu]}]

            """

    @Test func `losing a vendor with a fallback degrades, without one it stops, and the members that had to fail are named`() throws {
        let scratch = Scratch()
        try scratch.write("with.yaml", Self.fallback)
        try scratch.write("without.yaml", Self.gateway)
        let with = try Program.run(["simulate", scratch.path + "/with.yaml", "--remove", "vendor:openai"])
        #expect(with.status == 0 && with.output.contains("→ degraded") && with.output.contains("1 of 2"))
        #expect(with.output.contains("(`service:openai-api`) is down"), "the member that was lost is told as lost, not as half lost")
        let without = try Program.run(["simulate", scratch.path + "/without.yaml", "--remove", "vendor:openai"])
        #expect(without.status == 0 && without.output.contains("→ down") && without.output.contains("service:openai-api"))
    }

    @Test func `a second source that only the Catalog knows is weighed, and the answer says what happens without it`() throws {
        let scratch = Scratch()
        try scratch.write("without.yaml", Self.gateway)
        let removal = ["simulate", scratch.path + "/without.yaml", "--remove", "service:openai-api"]
        let added = try Program.run(removal + ["--add", "service:openai-api=service:deepseek-api"])
        #expect(added.status == 0 && added.output.contains("→ unaffected (without the changes: down)"))
        let replaced = try Program.run(removal + ["--replace", "service:openai-api=service:deepseek-api", "-f", "json"])
        #expect(replaced.output.contains("\"afterWithoutChanges\": \"down\"") && replaced.output.contains("\"requirements\": 1"))
        let chinese = try Program.run(removal + ["--add", "service:openai-api=service:deepseek-api", "--lang", "zh-Hans"])
        #expect(chinese.output.contains("若不作更改：停止"))
        #expect(try Program.run(removal + ["--replace", "service:openai-api"]).status == 2)
        #expect(try Program.run(removal + ["--add", "service:nowhere=service:deepseek-api"]).status == 2)
    }

    @Test func `scenarios come from a file or from the Catalog, and say what means nothing here`() throws {
        let scratch = Scratch()
        try scratch.write("without.yaml", Self.gateway)
        let input = scratch.path + "/without.yaml"
        try scratch.write("s/s.yaml", "scenario: milder\nremove: [vendor:openai]\neffects: [{kind: operatedBy, effect: degraded}]\n")
        let file = try Program.run(["simulate", input, "--scenario", scratch.path + "/s/s.yaml"])
        #expect(file.status == 0 && file.output.contains("scenario: milder") && file.output.contains("→ degraded"))
        let known = try Program.run(["simulate", input, "--scenario", "us.services-end"])
        #expect(known.status == 0 && known.output.contains("→ down"))
        let absent = try Program.run(["simulate", input, "--scenario", "us.clouds-end"])
        #expect(absent.status == 0 && absent.output.contains("means nothing here: kind:infrastructure&jurisdiction:US"))
        try scratch.write("s/b.yaml", "scenario: x\nremove: [vendor:openai]\nefect: gone\n")
        let broken = try Program.run(["simulate", input, "--scenario", scratch.path + "/s/b.yaml"])
        #expect(broken.status == 2 && broken.talk.contains("line 3") && broken.talk.contains("efect"))
        #expect(try Program.run(["simulate", input, "--scenario", "no-such"]).status == 2)
    }

    @Test func `a fine-tune of Llama is explained edge by edge, and only under the assumption`() throws {
        let scratch = Scratch()
        try scratch.write("lumen/ft/README.md", "---\nbase_model: meta-llama/Llama-3.1-8B\nlicense: llama3.1\n---\n# ft\n")
        let assumed = try Program.run(["explain", scratch.path, "--flag", "us.enforce-act", "--assume", "us.enforce-act"])
        #expect(assumed.status == 0)
        #expect(assumed.output.contains("1. `model:lumen/ft` is derived from `model:meta-llama/Llama-3.1-8B`  [lumen/ft/README.md:2]"))
        #expect(try Program.run(["explain", scratch.path, "--flag", "us.enforce-act"]).status == 2)
        let named = try Program.run(["explain", scratch.path, "model:lumen/ft", "--flag", "us.enforce-act", "--assume", "us.enforce-act"])
        #expect(named.status == 0 && named.output.contains("is derived from"))
        #expect(try Program.run(["explain", scratch.path, "model:lumen/none"]).status == 2)
        let chinese = try Program.run([
            "explain", scratch.path, "--flag", "us.enforce-act", "--assume", "us.enforce-act", "--lang", "zh-Hans",
        ])
        #expect(chinese.output.contains("派生自"))
    }

    @Test func `two days differ by the rules and lists that changed, and each verdict says because of what`() throws {
        let scratch = Scratch()
        try scratch.write("a/README.md", "---\nbase_model: zai-org/GLM-4.5\n---\n# ft\n")
        let changed = try Program.run(["exposure", scratch.path, "--as-of", "2025-02-01", "--as-of", "2025-01-01"])
        #expect(changed.status == 0 && changed.output.contains("org:zhipu is on US-EL since 2025-01-16"), "\(changed.output)")
        let json = try Program.run(["exposure", scratch.path, "--as-of", "2025-01-01", "--as-of", "2025-02-01", "-f", "json"])
        #expect(json.output.contains("chokepoint.exposure-diff/1") && json.output.contains("us.el.2025-01-zhipu"))
        #expect(try Program.run(["exposure", scratch.path, "--as-of", "2025-01-01", "--as-of", "2025-01-01"]).output.contains("none"))
        #expect(try Program.run(["points", scratch.path, "--as-of", "2025-01-01", "--as-of", "2025-02-01"]).status == 2)
        let rules = try Program.run(["catalog", "diff", "--as-of", "2025-10-15", "--as-of", "2025-12-01"])
        #expect(rules.output.contains("us.affiliates-rule") && rules.output.contains("in force → suspended"))
        #expect(try Program.run(["catalog", "diff", "--as-of", "2025-10-15"]).status == 2)
    }

    @Test func `a Catalog with a contradiction fails the lint, and stale facts are listed at a stated age`() throws {
        let scratch = Scratch()
        let fact = "asOf: '2025-01-01', confidence: general, sources: [gk]"
        try scratch.write("facts/a.yaml", "organizations:\n  - {id: acme-x, name: Acme, \(fact)}\n")
        #expect(try Program.run(["catalog", "lint", scratch.path + "/facts"]).status == 0)
        let stale = try Program.run(["catalog", "lint", scratch.path + "/facts", "--stale-after", "365", "--as-of", "2026-06-01"])
        #expect(stale.status == 0 && stale.output.contains("a.yaml:2: warning: `acme-x` was last looked at on 2025-01-01"))
        let fresh = try Program.run(["catalog", "lint", scratch.path + "/facts", "--stale-after", "365", "--as-of", "2025-06-01"])
        #expect(fresh.status == 0 && !fresh.output.contains("warning"))
        try scratch.write(
            "facts/b.yaml", "organizations:\n  - {id: b-x, name: B, parent: c-x, \(fact)}\n  - {id: c-x, name: C, parent: b-x, \(fact)}\n")
        let broken = try Program.run(["catalog", "lint", scratch.path + "/facts", "-f", "json"])
        #expect(broken.status == 2 && broken.output.contains("chokepoint.catalog-lint/1") && broken.output.contains("`b-x` owns itself"))
    }

    @Test func `services that a manifest names by function bring their rules to the product, open where no market is stated`() throws {
        func flagged(_ market: String) throws -> Substring {
            let text = """
                chokepoint: 1
                products:
                  - id: assistant
                \(market)
                    needs:
                      - capability: chat
                        anyOf: [service:openai-api, service:mistral-api]
                """
            let scratch = Scratch()
            try scratch.write("chokepoint.yaml", text)
            let output = try Program.run(["exposure", scratch.path, "-q", "--as-of", "2026-11-25"]).output
            let block = output.components(separatedBy: "\n\n").first { $0.hasPrefix("vendor.openai-countries") } ?? ""
            return block.split(separator: "\n").first { $0.contains("product:assistant") } ?? ""
        }
        #expect(try flagged("    markets: [CN]").hasSuffix("(assumed)"), "who operates the service is assumed")
        #expect(try flagged("").hasSuffix("(unknown)"), "nobody says where it is sold")
        #expect(try flagged("    markets: [DE]").isEmpty)
    }

    @Test func `the demo draws a picture and names its single points`() throws {
        let scratch = Scratch()
        let result = try Program.run(["demo"], in: scratch.path)
        #expect(result.status == 0 && result.output.hasSuffix("exposure.svg\n"))
        let svg = try String(contentsOfFile: scratch.path + "/exposure.svg", encoding: .utf8)
        #expect(svg.hasPrefix("<svg") && svg.contains("role=\"img\"") && svg.hasSuffix("</svg>\n"))
        #expect(result.output.contains("org:openai") && result.output.contains("immediate") && result.output.contains("delivery"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["exposure.svg"])
        for format in ["pdf", "png", "dot"] { #expect(try Program.run(["demo", "-o", "x.\(format)"], in: scratch.path).status == 0) }
        let pdf = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/x.pdf"))
        #expect(pdf.starts(with: Array("%PDF".utf8)))
    }

    @Test func `the order and repetition of inputs, locale, time zone and folder change no byte`() throws {
        let scratch = Scratch()
        #expect(try Program.run(["demo", "--files", scratch.path + "/sample"]).status == 0)
        let parts = ["server", "web", "gateway", "models"].map { scratch.path + "/sample/" + $0 }
        for verb in [
            ["scan", "-f", "json"], ["exposure", "-f", "json"], ["points", "-f", "json"], ["points"], ["render", "-o", "-"], ["exposure"],
            ["scan"],
        ] {
            let one = try Program.run([verb[0]] + parts + verb.dropFirst())
            let other = try Program.run(
                [verb[0]] + parts.reversed() + [parts[1]] + verb.dropFirst(), in: "/",
                environment: ["LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "HOME": "/nonexistent"])
            #expect(one.status == 0 && one.output == other.output, "\(verb)")
            #expect(!one.output.contains(scratch.path), "\(verb) names a path of the machine")
        }
    }

    @Test func `a planted credential appears in no output, error or log`() throws {
        let scratch = Scratch()
        let secret = "sk-" + "proj" + "-Zk9" + (0..<6).map { "Q\($0)wErTy8uI" }.joined()
        let token = "hf_" + (0..<5).map { "Ab\($0)cDeFgH" }.joined()
        try scratch.write(
            ".env",
            "OPENAI_API_KEY=\(secret)\nexport HF_TOKEN='\(token)'\nOPENAI_BASE_URL=https://user:\(secret)@api.openai.com/v1?key=\(token)\n\(secret)\n"
        )
        try scratch.write(
            "config.yaml",
            "model_list:\n  - model_name: \(secret)\n    litellm_params: {model: openai/gpt-4o, api_key: \(secret), api_base: \"https://x:\(token)@gw.example.com\"}\n  - \(secret)\n"
        )
        try scratch.write(
            "compose.yaml", "services:\n  a:\n    image: redis:7\n    environment:\n      OPENAI_API_KEY: \(secret)\n  b: \(secret)\n")
        try scratch.write(
            "requirements.txt",
            "--index-url https://\(secret):\(token)@pkg.example.com/simple\ntorch==2.6.0\nfoo @ https://\(secret)@host.example.com/foo.whl\n?? \(secret)\n"
        )
        try scratch.write(
            "chokepoint.yaml", "chokepoint: 1\nproducts:\n  - id: p\n    name: \(secret)\n    \(token): x\n    needs: [{all: [.]}]\n")
        try scratch.write(
            "bom.json",
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[{\"type\":\"library\",\"name\":\"\(secret)\",\"purl\":\"\(token)\",\"externalReferences\":[{\"type\":\"vcs\",\"url\":\"https://u:\(secret)@h.example.com/x\"}]}]}"
        )
        try scratch.write(
            "package-lock.json",
            "{\"name\":\"\(secret)\",\"lockfileVersion\":3,\"packages\":{\"\":{\"dependencies\":{\"\(token)\":\"1\"}}}}")
        for verb in [
            ["scan"], ["scan", "-f", "json"], ["exposure", "-f", "json"], ["points"], ["points", "-f", "json"], ["explain"],
            ["render", "-o", "-"], ["render", "--view", "map", "-o", "-"], ["simulate", "--remove", "vendor:openai"],
        ] {
            let result = try Program.run([verb[0], scratch.path] + verb.dropFirst())
            #expect(result.status == 0, "\(verb) \(result.talk)")
            for planted in [secret, token] {
                let pieces = (0..<(planted.count - 20)).map { String(planted.dropFirst($0).prefix(20)) }
                let leaked = (result.output + result.talk).split(separator: "\n").first { line in pieces.contains { line.contains($0) } }
                #expect(leaked == nil, "\(verb)")
            }
        }
    }

    @Test func `what cannot be taken away at the level asked about is no reason to say not exposed`() throws {
        let scratch = Scratch()
        #expect(try Program.run(["demo", "--files", scratch.path + "/s"]).status == 0)
        let asked = ["points", scratch.path + "/s", "--among", "kind:model", "-q"]
        let result = try Program.run(asked)
        #expect(result.status == 2 && result.output.isEmpty && result.talk.contains("--level artefact"))
        let artefacts = try Program.run(asked + ["--level", "artefact", "--count-only"])
        #expect(artefacts.status == 0 && artefacts.output.contains("number × order"))
    }

    @Test func `every answer parses by its own strict parser`() throws {
        let scratch = Scratch()
        #expect(try Program.run(["demo", "--files", scratch.path + "/s"]).status == 0)
        for verb in [
            ["scan"], ["exposure"], ["points", "--max-order", "2"], ["points", "--count-only"],
            ["simulate", "--remove", "jurisdiction:US"], ["explain"], ["explain", "--remove", "vendor:aws"],
        ] {
            let result = try Program.run([verb[0], scratch.path + "/s"] + verb.dropFirst() + ["-f", "json"])
            let document = try JSONDocument(parsing: Array(result.output.utf8))
            #expect(document.trailingOffset == nil && document.duplicateKeys().isEmpty, "\(verb)")
            #expect(document.root["schema"]?.string?.hasPrefix("chokepoint.") == true)
        }
    }

    @Test(
        arguments: [
            (["points", "/nonexistent"], 2), (["points", "--bogus"], 2), (["plan"], 2), (["report", "-o", "x.html"], 2),
            (["check", "."], 2), (["comply"], 3), (["register", "history"], 2),
            (["export"], 2), (["doctor"], 2), (["schema", "manifest"], 2), (["--help"], 0), (["--version"], 0), (["points", "--help"], 0),
            (["catalog", "list", "blocs"], 0),
            (["catalog", "match", "pkg:pypi/torch"], 0), (["catalog", "show", "nothing-of-the-kind"], 2),
            (["demo", "--of", "Atlantis"], 2), (["demo", "--of", "UK"], 2), (["demo", "--horizon", "never"], 2),
            (["demo", "--as-of", "2026-13-01"], 2), (["demo", "--assume", "us.nothing"], 2), (["demo", "-f", "docx"], 2),
            (["simulate", "."], 2), (["render", "-o", "x.bmp"], 2), ([], 0),
        ] as [([String], Int32)])
    func `the exit status is that of the contract`(_ arguments: [String], _ expected: Int32) throws {
        let scratch = Scratch()
        let result = try Program.run(arguments, in: scratch.path)
        #expect(result.status == expected, "\(arguments): \(result.talk)")
        if expected != 0 { #expect(!result.talk.isEmpty && result.output.isEmpty, "\(arguments)") }
    }

    @Test func `nothing recognised is 3, and allowed it is 0; one broken file costs one diagnostic`() throws {
        let scratch = Scratch()
        try scratch.write("notes.txt", "nothing to see")
        #expect(try Program.run(["scan", scratch.path]).status == 3)
        #expect(try Program.run(["scan", scratch.path, "--allow-empty"]).status == 0)
        try scratch.write("broken.json", "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[")
        #expect(try Program.run(["scan", scratch.path]).status == 2)
        try scratch.write("requirements.txt", "torch==2.6.0\n")
        let result = try Program.run(["scan", scratch.path])
        #expect(
            result.status == 0 && result.output.contains("broken.json") && result.output.contains("pkg:") == false
                || result.output.contains("merged"))
    }

    @Test func `a selector that matches nothing lists the nearest ids`() throws {
        let scratch = Scratch()
        try scratch.write("c.yaml", Self.gateway)
        let result = try Program.run(["simulate", scratch.path + "/c.yaml", "--remove", "vendor:opnai"])
        #expect(result.status == 2 && result.talk.contains("hint:") && result.talk.contains("org:openai"))
    }
}
