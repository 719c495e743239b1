import Foundation
import Testing

/// Manifest and lock of each language side by side, as `scan` merges them (decisions 008, 025 and 026).
struct LanguageScanTests {
    /// What a project, or else the product, needs directly, `scope id`, sorted; assumed needs with a question mark.
    private static func needs(_ files: [String: String], of project: String? = nil) throws -> [String] {
        let scratch = Scratch()
        for (path, text) in files { try scratch.write(path, text) }
        let result = try Program.run(["scan", scratch.path, "-f", "json", "--no-catalog"])
        #expect(result.status == 0)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let relationships = try #require(json["relationships"] as? [[String: Any]])
        let nodes = try #require(json["nodes"] as? [[String: Any]])
        let product = nodes.compactMap { $0["id"] as? String }.first { $0.hasPrefix("product:") }
        return relationships.filter { $0["from"] as? String == project ?? product && $0["kind"] as? String == "dependsOn" }.map { edge in
            let isKnown = (edge["certainty"] as? String ?? "known") == "known"
            return "\(edge["scope"] as? String ?? "runtime")\(isKnown ? "" : "?") \(edge["to"] as? String ?? "")"
        }.sorted()
    }

    private static let index = "registry+https://github.com/rust-lang/main-index"

    private static func crate(_ name: String, _ version: String, _ needs: [String] = [], isOwn: Bool = false) -> String {
        let source = isOwn ? "" : "source = \"\(index)\"\n"
        let list = needs.map { " \"\($0)\",\n" }.joined()
        return "[[package]]\nname = \"\(name)\"\nversion = \"\(version)\"\n\(source)dependencies = [\n\(list)]\n\n"
    }

    @Test func `Cargo: the lock chooses the version, the manifest says what for`() throws {
        let lock =
            Self.crate("shop", "0.1.0", ["lib 2.0.0", "tester", "builder", "maybe"], isOwn: true) + Self.crate("lib", "1.0.0")
            + Self.crate("lib", "2.0.0") + Self.crate("tester", "1.0.0", ["lib 1.0.0"]) + Self.crate("builder", "1.0.0")
            + Self.crate("maybe", "1.0.0")
        let manifest = """
            [package]
            name = "shop"
            version = "0.1.0"
            [dependencies]
            lib = "2"
            maybe = { version = "1", optional = true }
            [dev-dependencies]
            tester = "1"
            [build-dependencies]
            builder = "1"
            """
        let expected = [
            "build pkg:cargo/builder@1.0.0", "development pkg:cargo/tester@1.0.0", "optional pkg:cargo/maybe@1.0.0",
            "runtime pkg:cargo/lib@2.0.0",
        ]
        #expect(try Self.needs(["Cargo.lock": "version = 3\n\n" + lock, "Cargo.toml": manifest]) == expected)
        let alone = try Self.needs(["Cargo.lock": "version = 3\n\n" + lock])
        #expect(alone.allSatisfy { $0.hasPrefix("runtime ") } && alone.count == 4)
    }

    @Test func `Cargo: what the lock of a workspace says of a member is said of its folder`() throws {
        let lock =
            Self.crate("shop-core", "0.1.0", ["lib 1.0.0"], isOwn: true)
            + Self.crate("shop-web", "0.1.0", ["lib 2.0.0", "shop-core"], isOwn: true)
            + Self.crate("lib", "1.0.0") + Self.crate("lib", "2.0.0")
        let files = [
            "Cargo.toml": "[workspace]\nmembers = [\"crates/*\"]\n", "Cargo.lock": "version = 3\n\n" + lock,
            "crates/core/Cargo.toml": "[package]\nname = \"shop-core\"\n[dependencies]\nlib = \"1\"\n",
            "crates/web/Cargo.toml": "[package]\nname = \"shop-web\"\n[dependencies]\nlib = \"2\"\nshop-core = { workspace = true }\n",
        ]
        let web = try Self.needs(files, of: "package:shop-web@0.1.0")
        #expect(web == ["runtime package:shop-core@0.1.0", "runtime pkg:cargo/lib@2.0.0"])
        #expect(try Self.needs(files, of: "package:shop-core@0.1.0") == ["runtime pkg:cargo/lib@1.0.0"])
    }

    @Test func `Cargo: the lock of another build does not decide what a project came to`() throws {
        func manifest(_ name: String, _ rest: String) -> String {
            "[package]\nname = \"\(name)\"\nversion = \"0.2.0\"\n[dependencies]\n\(rest)\n"
        }
        let files = [
            "Cargo.toml": manifest("shop", "lib = \"1\""),
            "Cargo.lock": "version = 3\n\n" + Self.crate("shop", "0.2.0", ["lib"], isOwn: true) + Self.crate("lib", "1.5.0"),
            "fuzz/Cargo.toml": manifest("fuzz", "shop = { path = \"..\" }"),
            "fuzz/Cargo.lock": "version = 3\n\n" + Self.crate("fuzz", "0.2.0", ["shop"], isOwn: true)
                + Self.crate("shop", "0.1.0", ["lib"], isOwn: true) + Self.crate("lib", "1.0.0"),
        ]
        let needs = try Self.needs(files)
        #expect(needs.contains("runtime pkg:cargo/lib@1.5.0"))
        #expect(!needs.contains { $0.hasSuffix("pkg:cargo/lib") })
    }

    @Test func `Composer: the manifest tells what the project asks for`() throws {
        let lock = """
            {"packages": [{"name": "acme/lib", "version": "v1.2.0", "notification-url": "https://packages.example/", "require": {"acme/deep": "*"}},
              {"name": "acme/deep", "version": "1.0.0", "notification-url": "https://packages.example/"}],
             "packages-dev": [{"name": "acme/tester", "version": "9.0.0", "notification-url": "https://packages.example/"}]}
            """
        let manifest = #"{"name": "acme/shop", "require": {"php": ">=8", "acme/lib": "^1"}, "require-dev": {"acme/tester": "^9"}}"#
        let needs = try Self.needs(["composer.json": manifest, "composer.lock": lock])
        #expect(
            needs.filter { !$0.contains("?") } == ["development pkg:composer/acme/tester@9.0.0", "runtime pkg:composer/acme/lib@v1.2.0"])
        #expect(!needs.contains { $0.contains("deep") })
    }

    @Test func `Dart: constraints are what the lock has`() throws {
        func entry(_ name: String, _ kind: String) -> String {
            "  \(name):\n    dependency: \"\(kind)\"\n    description:\n      name: \(name)\n      url: \"https://pub.example\"\n    source: hosted\n    version: \"1.0.0\"\n"
        }
        let lock = "packages:\n" + entry("lib", "direct main") + entry("tester", "direct dev") + entry("deep", "transitive")
        let manifest = "name: shop\ndependencies:\n  lib: ^1.0.0\ndev_dependencies:\n  tester: any\n"
        #expect(
            try Self.needs(["pubspec.yaml": manifest, "pubspec.lock": lock]) == [
                "development pkg:pub/tester@1.0.0", "runtime pkg:pub/lib@1.0.0", "runtime? pkg:pub/deep@1.0.0",
            ])
    }

    @Test func `Ruby: the Gemfile tells groups, the lock versions`() throws {
        let lock = "GEM\n  remote: https://gems.example/\n  specs:\n    lib (1.0)\n    tester (2.0)\n\nDEPENDENCIES\n  lib\n  tester\n"
        let gemfile = "gem 'lib', '~> 1'\ngroup :test do\n  gem 'tester'\nend\n"
        #expect(
            try Self.needs(["Gemfile": gemfile, "Gemfile.lock": lock]) == [
                "development pkg:gem/tester@2.0", "runtime pkg:gem/lib@1.0",
            ])
    }

    @Test func `NET: the project file tells tools, the lock versions and projects by name`() throws {
        let lock = """
            {"version": 1, "dependencies": {"net8.0": {
              "Acme.Lib": {"type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.4"},
              "Acme.Analyzer": {"type": "Direct", "requested": "[2.0.0, )", "resolved": "2.0.0"},
              "shop.core": {"type": "Project", "dependencies": {"Acme.Lib": "[1.0.0, )"}}}}}
            """
        let app = """
            <Project><ItemGroup><PackageReference Include="Acme.Lib" Version="1.0.0" />
            <PackageReference Include="Acme.Analyzer" Version="2.0.0" PrivateAssets="all" />
            <ProjectReference Include="..\\Core\\Shop.Core.csproj" /></ItemGroup></Project>
            """
        let files = [
            "App/App.csproj": app, "App/packages.lock.json": lock,
            "Core/Shop.Core.csproj":
                "<Project><ItemGroup><PackageReference Include=\"Acme.Lib\" Version=\"1.0.0\" /></ItemGroup></Project>",
        ]
        let needs = try Self.needs(files, of: "package:app")
        #expect(needs == ["build pkg:nuget/Acme.Analyzer@2.0.0", "runtime package:shop.core", "runtime pkg:nuget/Acme.Lib@1.0.4"])
    }

    @Test func `Swift: the manifest tells what the project asks for, the lock versions`() throws {
        let lock = """
            {"version": 2, "pins": [
              {"identity": "lib", "kind": "remoteSourceControl", "location": "https://git.example/acme/lib", "state": {"version": "1.2.0"}},
              {"identity": "deep", "kind": "remoteSourceControl", "location": "https://git.example/acme/deep", "state": {"version": "2.0.0"}}]}
            """
        let manifest =
            "let package = Package(name: \"shop\", dependencies: [.package(url: \"https://git.example/acme/lib.git\", from: \"1.0.0\")])\n"
        #expect(
            try Self.needs(["Package.swift": manifest, "Package.resolved": lock]) == [
                "runtime pkg:swift/git.example/acme/lib@1.2.0", "runtime? pkg:swift/git.example/acme/deep@2.0.0",
            ])
    }

    @Test func `Maven: a dependency on a module of the same build is the module`() throws {
        func pom(_ artifact: String, _ rest: String) -> String {
            "<project><parent><groupId>com.acme</groupId><artifactId>shop</artifactId><version>1</version></parent>"
                + "<artifactId>\(artifact)</artifactId>\(rest)</project>"
        }
        let need =
            "<dependencies><dependency><groupId>com.acme</groupId><artifactId>core</artifactId><version>${project.version}</version></dependency></dependencies>"
        let files = [
            "pom.xml":
                "<project><groupId>com.acme</groupId><artifactId>shop</artifactId><version>1</version><modules><module>core</module><module>web</module></modules></project>",
            "core/pom.xml": pom("core", ""), "web/pom.xml": pom("web", need),
        ]
        #expect(try Self.needs(files, of: "package:web@1") == ["build product:shop", "runtime package:core@1"])
    }

    @Test func `Go: a digest speaks for the module that the manifest names, and for no other`() throws {
        let digest = String(repeating: "A", count: 43) + "="
        let files = [
            "go.mod": "module shop\n\ngo 1.22\n\nrequire acme.example/lib v1.0.0\n",
            "go.sum": "acme.example/lib v1.0.0 h1:\(digest)\nacme.example/other v2.0.0 h1:\(String(repeating: "B", count: 42))A=\n",
        ]
        #expect(try Self.needs(files) == ["runtime pkg:golang/acme.example/lib@v1.0.0", "runtime? pkg:golang/stdlib@1.22"])
    }

    @Test func `locks and manifests that stand alone are told at the end of scan`() throws {
        let scratch = Scratch()
        try scratch.write("a/Cargo.toml", "[package]\nname = \"a\"\n[dependencies]\nlib = \"1\"\n")
        try scratch.write("b/composer.json", #"{"require": {"acme/lib": "^1"}}"#)
        try scratch.write("c/pubspec.yaml", "name: c\ndependencies:\n  lib: any\n")
        try scratch.write("d/Gemfile", "gem 'lib'\n")
        try scratch.write("e/E.csproj", "<Project><ItemGroup><PackageReference Include=\"Lib\" Version=\"1\" /></ItemGroup></Project>")
        try scratch.write("f/gradle.lockfile", "acme:lib:1=runtimeClasspath\n")
        try scratch.write("g/Gemfile.lock", "GEM\n  specs:\n    lib (1)\n\nDEPENDENCIES\n  lib\n")
        try scratch.write(
            "h/pom.xml",
            "<project><artifactId>h</artifactId><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId></dependency></dependencies></project>"
        )
        let text = try Program.run(["scan", scratch.path, "--no-catalog"]).output
        for (ecosystem, file) in [
            ("cargo", "a/Cargo.toml"), ("composer", "b/composer.json"), ("pub", "c/pubspec.yaml"), ("gem", "d/Gemfile"),
            ("nuget", "e/E.csproj"),
            ("maven", "h/pom.xml"),
        ] {
            #expect(text.contains("1 without a lock file (\(ecosystem))") && text.contains(file), "\(ecosystem)")
        }
        #expect(text.contains("1 × the format or file lists parts without saying which needs which"))
        #expect(text.contains("1 × needs for development are not told from those in use"))
    }
}
