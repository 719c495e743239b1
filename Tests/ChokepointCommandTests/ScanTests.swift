import Foundation
import Testing

/// `scan` as a person runs it: what was merged, what was settled, what is proposed, and what was not looked at.
struct ScanTests {
    private static func lock(_ packages: [String: String], members: [String: String] = [:]) -> String {
        let direct = packages.keys.sorted().map { "\"\($0)\": \"*\"" }.joined(separator: ",")
        let entries = packages.sorted { $0.key < $1.key }.map { "\"node_modules/\($0.key)\": {\"version\": \"\($0.value)\"}" }
        let folders = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": {\"dependencies\": {\"\($0.value)\": \"*\"}}" }
        let all = (["\"\": {\"dependencies\": {\(direct)}}"] + entries + folders).joined(separator: ",")
        return "{\"lockfileVersion\": 3, \"packages\": {\(all)}}"
    }

    @Test func `requirements without versions are settled by the lock of their own project`() throws {
        let scratch = Scratch()
        for (folder, version) in [("one", "1.26.4"), ("two", "2.1.0")] {
            try scratch.write("\(folder)/requirements.in", "numpy\n")
            try scratch.write("\(folder)/requirements.txt", "numpy==\(version)\n")
        }
        try scratch.write("three/requirements.in", "numpy\n")
        let graph = try Program.run(["scan", scratch.path, "-f", "json", "--no-catalog"]).output
        for id in ["pkg:pypi/numpy", "pkg:pypi/numpy@1.26.4", "pkg:pypi/numpy@2.1.0"] { #expect(graph.contains("\"id\": \"\(id)\"")) }
        #expect(graph.contains("\"reader\": \"declared\""))
        let text = try Program.run(["scan", scratch.path, "--no-catalog"]).output
        #expect(text.contains("1 without a lock file (pypi)") && text.contains("three/requirements.in"))
    }

    private static let npm = ("package.json", "{\"name\": \"shop\", \"dependencies\": {\"a\": \"^1.0.0\"}}", "npm")
    private static let pipfile = ("Pipfile", "[packages]\na = \"*\"\n", "pypi")
    private static let pyproject = ("pyproject.toml", "[project]\nname = \"shop\"\ndependencies = [\"a>=1\"]\n", "pypi")
    private static let environment = ("environment.yml", "dependencies:\n- a >=1\n", "conda")

    @Test(arguments: [
        (npm, "yarn.lock", "# yarn lockfile v1\n\na@^1.0.0:\n  version \"1.0.0\"\n\na@^2.0.0:\n  version \"2.0.0\"\n"),
        (
            npm, "yarn.lock",
            "__metadata:\n  version: 8\n\"shop@workspace:.\":\n  resolution: \"shop@workspace:.\"\n  dependencies:\n    a: \"npm:^1.0.0\"\n\"a@npm:^1.0.0\":\n  version: 1.0.0\n  resolution: \"a@npm:1.0.0\"\n"
        ),
        (
            npm, "pnpm-lock.yaml",
            "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a: {specifier: ^1.0.0, version: 1.0.0}\npackages:\n  a@1.0.0: {}\nsnapshots:\n  a@1.0.0: {}\n"
        ),
        (
            npm, "bun.lock",
            "{\"lockfileVersion\": 1, \"workspaces\": {\"\": {\"dependencies\": {\"a\": \"^1.0.0\"}}}, \"packages\": {\"a\": [\"a@1.0.0\", \"\", {}]},}"
        ),
        (npm, "npm-shrinkwrap.json", lock(["a": "1.0.0"])),
        (pipfile, "Pipfile.lock", "{\"_meta\": {\"pipfile-spec\": 6}, \"default\": {\"a\": {\"version\": \"==1.0.0\"}}}"),
        (pyproject, "pdm.lock", "[metadata]\nlock_version = \"4.5\"\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n"),
        (pyproject, "pylock.toml", "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nversion = \"1.0.0\"\n"),
        (environment, "conda-lock.yml", "version: 1\npackage:\n- {name: a, version: 1.0.0, manager: conda, platform: linux-64}\n"),
        (environment, "conda-linux-64.lock", "@EXPLICIT\nfile/linux-64/a-1.0.0-h_0.conda\n"),
    ])
    func `a manifest is settled by the lock beside it, whatever tool wrote that, and missed without`(
        _ manifest: (file: String, text: String, ecosystem: String), _ file: String, _ text: String
    ) throws {
        let scratch = Scratch()
        try scratch.write(manifest.file, manifest.text)
        let type = manifest.ecosystem
        #expect(try Program.run(["scan", scratch.path, "--no-catalog"]).output.contains("1 without a lock file (\(type))"))
        try scratch.write(file, text)
        #expect(try !Program.run(["scan", scratch.path, "--no-catalog"]).output.contains("without a lock file"))
        let graph = try Program.run(["scan", scratch.path, "-f", "json", "--no-catalog"]).output
        #expect(graph.contains("\"id\": \"pkg:\(type)/a@1.0.0\""))
        #expect(!graph.contains("\"id\": \"pkg:\(type)/a\""))
    }

    @Test func `members of a workspace are components of its root, and its lock speaks of them`() throws {
        let scratch = Scratch()
        try scratch.write("package.json", "{\"name\": \"shop\", \"workspaces\": [\"packages/*\"]}")
        try scratch.write("package-lock.json", Self.lock(["left": "1.0.0"], members: ["packages/web": "left"]))
        try scratch.write("packages/web/package.json", "{\"name\": \"web\"}")
        let graph = try Program.run(["scan", scratch.path, "-f", "json", "--no-catalog"]).output
        #expect(graph.contains("\"from\": \"package:web\""))
        #expect(graph.contains("\"id\": \"product:shop\""))
    }

    @Test func `the number of files read at a time changes no byte, nor does a copy of a lock`() throws {
        let scratch = Scratch()
        for number in 0..<30 { try scratch.write("p\(number)/package-lock.json", Self.lock(["a": "1.\(number % 5).0", "b": "2.0.0"])) }
        let one = try Program.run(["scan", scratch.path, "-f", "json", "--jobs", "1"])
        let many = try Program.run(["scan", scratch.path, "-f", "json", "--jobs", "7"])
        #expect(one.status == 0 && one.output == many.output)
        #expect(one.output.split(separator: "\n").count { $0.contains("\"id\": \"pkg:npm/b@2.0.0\"") } == 1)
    }

    @Test func `what may be one thing is proposed with its reason and places, as the manifest takes it`() throws {
        let scratch = Scratch()
        try scratch.write("one.csv", "name,country\n\"Acme, Inc.\",US\n")
        try scratch.write("two.csv", "name,country\nACME,DE\n")
        let proposed = try Program.run(["scan", scratch.path, "--suggest", "--no-catalog"])
        #expect(proposed.status == 0)
        #expect(proposed.output.hasPrefix("same-as:\n  # organizations of one name (two.csv:2; one.csv:2)\n  - [\"org:acme"))
        let manifest = "chokepoint: 1\n" + proposed.output
        try scratch.write("chokepoint.yaml", manifest)
        let joined = try Program.run(["scan", scratch.path, "--suggest", "--no-catalog"])
        #expect(joined.output.isEmpty, "\(joined.output)")
    }

    @Test(arguments: [
        ("requirements.txt", "torch==2.6.0\n-r ../../../outside.txt\n", ":2: "),
        ("app.py", "from openai import OpenAI\nclient = OpenAI()\nnotes = \"\"\"\nno end\n", ":3: "),
    ])
    func `what a reader passes over is told with its file and place`(_ file: String, _ text: String, _ place: String) throws {
        let scratch = Scratch()
        try scratch.write(file, text)
        for language in ["en", "zh-Hans"] {
            let scan = try Program.run(["scan", scratch.path + "/" + file, "--lang", language])
            #expect(scan.status == 0 && scan.output.contains(file + place), "\(scan.output)")
            #expect(!scan.output.contains("nothing was left out"))
        }
    }

    @Test func `pipes and links out are told once each and never opened`() throws {
        let scratch = Scratch()
        try scratch.write("requirements.txt", "torch==2.6.0\n")
        mkfifo(scratch.path + "/pipe.json", 0o644)
        symlink("/etc", scratch.path + "/out")
        symlink(".", scratch.path + "/loop")
        let result = try Program.run(["scan", scratch.path])
        #expect(result.status == 0)
        #expect(result.output.split(separator: "\n").count { $0.contains("pipe.json") } == 1)
        #expect(result.output.split(separator: "\n").count { $0.contains("links that lead out of the inputs: out") } == 1)
    }

    @Test func `of a register larger than memory only what is asked about is kept, with those above it`() throws {
        let scratch = Scratch()
        let (child, parent, other) = ("5299ACMEPARTS0000029", "5299ACMEHOLDING00088", "5299ACMETOP000000081")
        let padding = String(repeating: "x", count: 2_000)
        var relationships = "\"Relationship.StartNode.NodeID\",\"Relationship.EndNode.NodeID\",\"Relationship.RelationshipType\","
        relationships += "\"Relationship.RelationshipStatus\",\"Registration.RegistrationStatus\",\"Note\"\n"
        var entities = "\"LEI\",\"Entity.LegalName\",\"Entity.HeadquartersAddress.Country\",\"Entity.LegalJurisdiction\",\"Note\"\n"
        for _ in 0..<9_000 {
            relationships += "\"\(other)\",\"\(other)\",\"IS_DIRECTLY_CONSOLIDATED_BY\",\"ACTIVE\",\"PUBLISHED\",\"\(padding)\"\n"
            entities += "\"\(other)\",\"Nobody\",\"FR\",\"FR\",\"\(padding)\"\n"
        }
        relationships += "\"\(child)\",\"\(parent)\",\"IS_DIRECTLY_CONSOLIDATED_BY\",\"ACTIVE\",\"PUBLISHED\",\"\"\n"
        entities += "\"\(parent)\",\"Acme Holding\",\"US\",\"US-DE\",\"\"\n\"\(child)\",\"Acme Parts\",\"DE\",\"DE\",\"\"\n"
        try scratch.write("a-entities.csv", entities)
        try scratch.write("b-relationships.csv", relationships)
        try scratch.write("vendors.csv", "name,lei,country\nAcme Parts,\(child),DE\n")
        let graph = try Program.run(["scan", scratch.path, "-f", "json", "--no-catalog"]).output
        #expect(graph.contains("Acme Holding") && graph.contains("\"controlledBy\"") && graph.contains("line 9002"))
        #expect(!graph.contains("Nobody"))
    }

    @Test func `a manifest and its lock speak of one package, and another member of the workspace is itself`() throws {
        let scratch = Scratch()
        try scratch.write(
            "package.json",
            "{\"name\": \"shop\", \"workspaces\": [\"packages/*\"], \"dependencies\": {\"left\": \"^1\", \"web\": \"workspace:*\"}}")
        let entries = [
            "\"\": {\"dependencies\": {\"left\": \"^1\", \"web\": \"*\"}}", "\"node_modules/left\": {\"version\": \"1.2.0\"}",
            "\"node_modules/web\": {\"resolved\": \"packages/web\", \"link\": true}", "\"packages/web\": {\"name\": \"web\"}",
        ]
        try scratch.write("package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {\(entries.joined(separator: ","))}}")
        try scratch.write("packages/web/package.json", "{\"name\": \"web\", \"dependencies\": {\"left\": \"^1\"}}")
        let graph = try Program.run(["scan", scratch.path, "-f", "json", "--no-catalog"]).output
        let ids = graph.split(separator: "\n").filter { $0.contains("\"kind\": \"package\"") || $0.contains("\"kind\": \"product\"") }
        #expect(ids.count == 3, "\(ids)")
        #expect(graph.contains("\"from\": \"package:web\"") && !graph.contains("\"pkg:npm/left\"") && !graph.contains("pkg:npm/web"))
    }
}
