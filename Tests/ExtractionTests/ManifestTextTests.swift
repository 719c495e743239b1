@testable import Extraction
import SupplyChain
import Testing

/// Names and versions that are no texts: one diagnostic each, the same in every manifest, and the rest is read.
struct ManifestTextTests {
    private func diagnostics(_ file: String, _ text: String) throws -> [String] {
        let document = SourceDocument(path: file, bytes: Array(text.utf8), digest: "sha256:0")
        let reader = try #require(Extractors.reader(of: document))
        let extract = try reader.extract(from: document)
        #expect(extract.relationships.count == 1, "\(file): what is asked for is read all the same")
        return extract.diagnostics.map { "\($0.location.place) \($0.severity) \($0.problem)" }
    }

    private func wrong(_ place: String, _ field: String, _ kind: String) -> String {
        "\(place) warning \(Diagnostic.Problem.invalidValue(field: field, value: kind, expected: "text"))"
    }

    @Test func `in package.json and composer.json`() throws {
        let both = "{\"name\": 7, \"version\": [\"1\"],"
        let expected = [wrong("/name", "name", "number"), wrong("/version", "version", "array")]
        #expect(try diagnostics("package.json", both + "\"dependencies\": {\"a\": \"1\"}}") == expected)
        #expect(try diagnostics("composer.json", both + "\"require\": {\"a/b\": \"1\"}}") == expected)
    }

    @Test func `requirements that are no texts, too`() throws {
        #expect(
            try diagnostics("package.json", "{\"dependencies\": {\"a\": \"1\", \"b\": 2}}")
                == [wrong("/dependencies/b", "dependencies", "number")])
        #expect(
            try diagnostics("composer.json", "{\"require\": {\"a/b\": \"1\", \"c/d\": {}}}")
                == [wrong("/require/c~1d", "require", "object")])
    }

    @Test func `in Cargo.toml and pyproject.toml`() throws {
        let cargo = "[package]\nname = 7\nversion = [\"1\"]\n[dependencies]\na = \"1\"\n"
        #expect(try diagnostics("Cargo.toml", cargo) == [wrong("line 2", "name", "number or date"), wrong("line 3", "version", "array")])
        let python = "[project]\nname = true\nversion = {}\ndependencies = [\"a\"]\n"
        #expect(try diagnostics("pyproject.toml", python) == [wrong("line 2", "name", "boolean"), wrong("line 3", "version", "table")])
    }

    @Test func `a version that the workspace gives is none that is wrong`() throws {
        let text = "[package]\nname = \"own\"\nversion.workspace = true\nlicense = {workspace = true}\n[dependencies]\na = \"1\"\n"
        #expect(try diagnostics("Cargo.toml", text).isEmpty)
    }

    @Test func `in pubspec.yaml and Chart.yaml`() throws {
        let dart = "name: [a]\nversion:\n  b: c\ndependencies:\n  a: any\n"
        #expect(try diagnostics("pubspec.yaml", dart) == [wrong("line 1", "name", "sequence"), wrong("line 2", "version", "mapping")])
        let chart =
            "apiVersion: v2\nname: [a]\nversion: {b: c}\ndependencies:\n  - {name: a, version: 1.0.0}\n"
        #expect(try diagnostics("Chart.yaml", chart) == [wrong("line 2", "name", "sequence"), wrong("line 3", "version", "mapping")])
    }

    @Test func `what a pubspec asks for stands on the line of its key`() throws {
        let text = "name: own\ndependencies:\n  flutter_kit:\n    git: https://git.lumen.example/kit\n"
        let document = SourceDocument(path: "pubspec.yaml", bytes: Array(text.utf8), digest: "sha256:0")
        let extract = try PubspecReader.extract(from: document)
        #expect(extract.relationships.map { extract.location(of: $0.place).place } == ["line 3"])
    }

    @Test func `npm goes by its published lock where two lie side by side`() throws {
        func extract(_ path: String) -> Extract { Extract(file: path, digest: path, reader: "package-lock", rank: .supplier) }
        var extracts = [
            extract("a/package-lock.json"), extract("a/npm-shrinkwrap.json"), extract("b/package-lock.json"),
            Extract(file: "a/package.json", digest: "", reader: "package-json", rank: .supplier),
        ]
        let told = Shrinkwrap.settle(&extracts)
        #expect(extracts.map(\.file) == ["a/npm-shrinkwrap.json", "b/package-lock.json", "a/package.json"])
        #expect(told.map(\.location.file) == ["a/package-lock.json"])
        #expect(told.map(\.problem) == [.setAside(for: "npm-shrinkwrap.json")])
    }

    @Test func `a call of many lines is read to its end, and calls within calls end`() throws {
        let long = "let package = Package(name: \"own\", dependencies: [.package(" + String(repeating: "\n// note\n", count: 3)
        let filler = (0..<150).map { "\"trait\($0)\"," }.joined(separator: " ")
        let text = long + "traits: [\(filler)], url: \"https://github.com/lumen/kit\", from: \"1.0.0\")])"
        let document = SourceDocument(path: "Package.swift", bytes: Array(text.utf8), digest: "sha256:0")
        #expect(try PackageManifestReader.extract(from: document).relationships.count == 1)
        let nested = SourceDocument(
            path: "Package.swift", bytes: Array(String(repeating: ".package(", count: 20_000).utf8), digest: "sha256:0")
        #expect(
            try PackageManifestReader.extract(from: nested).diagnostics.map(\.problem)
                == [.limit(name: "calls within calls", value: "8 times the file")])
    }

    @Test(arguments: ["{\"a\": [[[1]]]}", "a:\n  b:\n    c:\n      d: 1\n"])
    func `the limit of depth is that of the document`(_ text: String) {
        let file = text.first == "{" ? "package.json" : "pubspec.yaml"
        func read(_ depth: Int) throws(ExtractionError) {
            let document = SourceDocument(path: file, bytes: Array(text.utf8), digest: "sha256:0", depth: depth)
            _ = try Extractors.reader(of: document)?.extract(from: document)
        }
        #expect(throws: ExtractionError.self) { try read(3) }
        #expect(throws: Never.self) { try read(4) }
    }
}
