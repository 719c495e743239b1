@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// What fixtures cannot show of the readers of languages: folders they speak for, parts they are made of, secrets planted in them.
struct LanguageReaderTests {
    private func extract(_ path: String, _ text: String) throws -> Extract {
        let bytes = Array(text.utf8)
        let document = SourceDocument(path: path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        return try #require(Extractors.reader(of: document)).extract(from: document)
    }

    // MARK: Folders

    @Test(arguments: [
        ("App/App.xcodeproj/project.xcworkspace/xcshareddata/swiftpm/Package.resolved", "App"),
        ("Shop.xcworkspace/xcshareddata/swiftpm/Package.resolved", ""),
    ])
    func `a file within an Xcode project speaks for the folder around it`(_ path: String, _ folder: String) throws {
        #expect(try extract(path, #"{"version": 2, "pins": []}"#).projectFolder == folder)
    }

    @Test func `locks and catalogues in the folder of Gradle speak for the project`() throws {
        let lock = try extract("app/gradle/dependency-locks/testRuntimeClasspath.lockfile", "org.example:lib:1.0\n")
        #expect(lock.projectFolder == "app")
        #expect(lock.relationships.map(\.scope) == [.development])
        #expect(try extract("gradle/libs.versions.toml", "[libraries]\nlib = \"a:b:1\"\n").projectFolder == "")
        #expect(try extract("other/libs.versions.toml", "[libraries]\nlib = \"a:b:1\"\n").projectFolder == nil)
    }

    @Test func `modules of a POM are claimed, files of theirs by their folder`() throws {
        let pom = try extract(
            "pom.xml", "<project><artifactId>a</artifactId><modules><module>core</module><module>web/pom-x.xml</module></modules></project>"
        )
        #expect(pom.members.map { pom.symbols[$0.pattern] } == ["core", "web"])
    }

    // MARK: Parts

    @Test(arguments: [
        ("https://git.example/acme/lib.git", "git.example/acme", "lib"),
        ("https://user@git.example:8443/acme/lib", "git.example/acme", "lib"),
        ("git@Git.Example:acme/lib.git", "git.example/acme", "lib"), ("ssh://git@git.example:22/a/b/c", "git.example/a/b", "c"),
        ("https://git.example/lib", "git.example", "lib"),
    ])
    func `a repository has one name, however its address is written`(_ address: String, _ namespace: String, _ name: String) throws {
        let read = try #require(RepositoryAddress(address))
        #expect(read.namespace == namespace && read.name == name)
    }

    @Test(arguments: [
        "../lib", "/srv/lib", "file:///srv/lib", "C:\\lib", "https://", "", "git.example", "https://git.example/", "https://a.b/../c/d",
    ])
    func `what lies on a disk or nowhere has no address`(_ text: String) { #expect(RepositoryAddress(text) == nil) }

    @Test func `properties lead to each other, and a ring of them nowhere`() throws {
        let document = SourceDocument(
            path: "pom.xml",
            bytes: Array(
                "<project><version>7</version><properties><a>${b}-x</a><b>1</b><c>${d}</c><d>${c}</d><e>${e}${e}</e></properties></project>"
                    .utf8), digest: "")
        let properties = MavenProperties(of: try XMLDocument(reading: document).root)
        #expect(properties.resolved("${a}") == "1-x")
        #expect(properties.resolved("v${project.version}-${b}") == "v7-1")
        for open in ["${c}", "${e}", "${f}", "${", "${a"] { #expect(properties.resolved(open) == nil, "\(open)") }
    }

    @Test func `an element is found by its name, with its line and text`() throws {
        let text = "<?xml version=\"1.0\"?>\n<x:a xmlns:x=\"u\">\n  <x:b One=\"1\"/>\n  <b>t<!-- c -->u</b>\n  <c><b/></c>\n</x:a>\n"
        let root = try XMLDocument(reading: SourceDocument(path: "a.xml", bytes: Array(text.utf8), digest: "")).root
        #expect(root.name == "a" && root.line == 2)
        #expect(root.all("b").map(\.line) == [3, 4])
        #expect(root["b"]?.attribute("one") == "1")
        #expect(root.all("b").last?.text == "tu")
        #expect(root.all(at: "c", "b").map(\.line) == [5])
        #expect(root["d"] == nil && root.attribute("one") == nil)
    }

    @Test func `a text that says that it is ISO 8859-1 is read as that, and no other for it`() throws {
        func name(_ encoding: String) throws -> String {
            let bytes = Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?>\n<a><b>M".utf8) + [0xFC] + Array("ller</b></a>".utf8)
            return try XMLDocument(reading: SourceDocument(path: "pom.xml", bytes: bytes, digest: "")).root.text("b") ?? ""
        }
        #expect(try name("ISO-8859-1") == "Müller")
        #expect(throws: ExtractionError.notUTF8(place: "line 2")) { try name("UTF-8") }
    }

    @Test func `keys of too many parts are told before the parser meets them`() throws {
        func read(_ text: String) -> ExtractionError? {
            do throws(ExtractionError) {
                _ = try TOMLDocument(reading: SourceDocument(path: "Cargo.toml", bytes: Array(text.utf8), digest: ""))
                return nil
            } catch { return error }
        }
        let many = Array(repeating: "a", count: 100_000).joined(separator: ".")
        let some = Array(repeating: "a", count: 200).joined(separator: ".")
        for text in [
            "\(many) = 1", "[\(many)]", "[[\(many)]]", "b = {\(many) = 1}", "[\(some)]\n\(some) = {\(some) = 1}", "a = [{\(many) = 1}]",
        ] {
            let error = read(text)
            guard case .malformed(let reason, _) = error else {
                Issue.record("\(text.prefix(20)): \(String(describing: error))")
                continue
            }
            #expect(reason == "deeper than 512 levels")
        }
        let dots = String(repeating: ".", count: 2_000)
        for text in [
            "\(some) = 1.5", "[\(some)]\n\(some) = 1", "a = \"\(dots)\"", "a = '''\n\(dots)\n'''", "# \(dots)",
            "a = [" + String(repeating: "1.5,", count: 2_000) + "]",
            "[\"\(dots)\"]", "a = \"\"\"x\"y\\\"\"\"\" # \(dots)",
        ] {
            #expect(read(text) == nil, "\(text.prefix(20))")
        }
    }

    @Test func `terms of Elixir stand flat, keywords as pairs`() throws {
        let (term, trailing) = try ElixirTerm.read(
            Array("%{\n  a: {:b, \"c\\\"d\", [e: 1, f: [true, nil]]}, # g\n  \"h\" => -2.5\n}\n".utf8))
        #expect(term.kind == .map && trailing == nil)
        let parts = term.elements
        #expect(parts.map(\.kind) == [.atom, .tuple, .text, .number])
        #expect(parts.map(\.line) == [2, 2, 3, 3])
        #expect(parts[1].elements[1].text == "c\"d")
        #expect(parts[1].elements[2].option("f")?.elements.map(\.text) == ["true", "nil"])
        #expect(parts[1].elements[2].option("g") == nil)
    }

    @Test(arguments: ["", "%", "{", "%{\"a\"", "%{a: ", "[1, 2", "\"open", "}", "%{a: }}", "<<1>>", "fn -> 1 end"])
    func `what is no term of Elixir is an error and never a fault`(_ text: String) {
        // Whatever is read of it, reading ends.
        _ = try? ElixirTerm.read(Array(text.utf8))
    }

    // MARK: Secrets

    private static let readers = [
        "go-mod", "go-sum", "cargo-lock", "cargo-toml", "package-resolved", "package-swift", "maven", "gradle-lock", "version-catalog",
        "gemfile-lock",
        "gemfile",
        "composer-lock", "composer-json", "nuget-lock", "msbuild", "packages-config", "pubspec", "pubspec-lock", "mix-lock", "conan-lock",
        "conanfile",
    ]

    @Test(arguments: readers)
    func `a secret in a document is in nothing that is said of it`(_ name: String) throws {
        let secret = ["ghp", "0123456789abcdefghijABCDEFGHIJ012345"].joined(separator: "_")
        let reader = try #require(Extractors.all.first { $0.reader == name })
        var planted = 0
        for folder in ["hostile", "full"] {
            for file in Fixture.entries(of: "\(name)/\(folder)") where file != "evidence.txt" {
                let path = "\(name)/\(folder)/\(file)"
                var text = String(decoding: try Fixture.bytes(path), as: UTF8.self)
                // Whole documents carry it in every name.
                text = folder == "hostile" ? text.replacing("PLANTED", with: secret) : text.replacing("acme", with: secret)
                planted += text.contains(secret) ? 1 : 0
                let bytes = Array(text.utf8)
                do throws(ExtractionError) {
                    let extract = try reader.extract(from: SourceDocument(path: path, bytes: bytes, digest: SHA256.hexDigest(of: bytes)))
                    let said = ReadExtract(extract).evidence
                    #expect(!said.contains(secret) && !said.lowercased().contains(secret.dropFirst(4).lowercased()), "\(path)")
                } catch {
                    #expect(!"\(error)".contains(secret), "\(path)")
                }
            }
        }
        #expect(planted > 0)
    }
}
