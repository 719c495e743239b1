@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// Lock files and manifests of scripts that nobody meant well with: one error or diagnostic each, in bounded time and memory.
struct LockHostilityTests {
    /// A reader, the name that its documents have, and a small good one.
    private struct Format: Sendable, CustomStringConvertible {
        let reader: any Extractor.Type
        let file: String
        let good: String
        var description: String { file }
    }

    private static let json = [
        Format(
            reader: PipfileLockReader.self, file: "Pipfile.lock",
            good: #"{"_meta": {"pipfile-spec": 6}, "default": {"a": {"version": "==1"}}}"#),
        Format(reader: BunLockReader.self, file: "bun.lock", good: #"{"lockfileVersion": 1, "packages": {"a": ["a@1", "", {}]}}"#),
        Format(
            reader: PackageLockReader.self, file: "npm-shrinkwrap.json",
            good: #"{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1"}}}"#),
    ]

    private static let yaml = [
        Format(
            reader: YarnBerryReader.self, file: "yarn.lock",
            good: "__metadata:\n  version: 8\n\"a@npm:1\":\n  resolution: \"a@npm:1.0.0\"\n"),
        Format(reader: PNPMLockReader.self, file: "pnpm-lock.yaml", good: "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {}\n"),
        Format(reader: CondaLockReader.self, file: "conda-lock.yml", good: "version: 1\npackage:\n- {name: a, version: '1'}\n"),
        Format(reader: CondaEnvironmentReader.self, file: "environment.yml", good: "name: a\ndependencies:\n- a==1\n"),
    ]

    private static let toml = [
        Format(
            reader: PyLockReader.self, file: "pylock.toml", good: "lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nversion = \"1\"\n"),
        Format(
            reader: PDMLockReader.self, file: "pdm.lock",
            good: "[metadata]\nlock_version = \"4.5\"\n[[package]]\nname = \"a\"\nversion = \"1\"\n"),
        Format(reader: PipfileReader.self, file: "Pipfile", good: "[packages]\na = \"==1\"\n"),
    ]

    private static let lines = [
        Format(reader: SetupCfgReader.self, file: "setup.cfg", good: "[options]\ninstall_requires =\n    a==1\n"),
        Format(reader: YarnLockReader.self, file: "yarn.lock", good: "# yarn lockfile v1\na@1:\n  version \"1\"\n"),
        Format(
            reader: CondaExplicitReader.self, file: "conda-linux-64.lock", good: "@EXPLICIT\nhttps://files.example/c/noarch/a-1-0.conda\n"),
    ]

    private static let all = json + yaml + toml + lines

    private func read(_ format: Format, _ bytes: [UInt8]) throws(ExtractionError) -> Extract {
        let document = SourceDocument(path: format.file, bytes: bytes, digest: "")
        #expect(Extractors.reader(of: document) == format.reader)
        return try format.reader.extract(from: document)
    }

    /// Whether something was said about the document.
    private func isTold(_ format: Format, _ bytes: [UInt8]) -> Bool {
        do throws(ExtractionError) { return try !read(format, bytes).diagnostics.isEmpty } catch { return true }
    }

    @Test(arguments: all)
    private func `the good document is read without a word`(_ format: Format) throws {
        let extract = try read(format, Array(format.good.utf8))
        #expect(extract.records.count { $0.kind == .package } == 1)
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: all, [true, false])
    private func `text of two bytes a letter is one error`(_ format: Format, _ isLittle: Bool) {
        let marked: [UInt16] = [0xFEFF] + Array(format.good.utf16)
        let bytes = marked.flatMap { isLittle ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(throws: ExtractionError.self) { try read(format, bytes) }
    }

    @Test(arguments: all)
    private func `bytes that are no text are one error`(_ format: Format) {
        var bytes = Array(format.good.utf8)
        if let digit = bytes.firstIndex(of: UInt8(ascii: "1")) { bytes.replaceSubrange(digit...digit, with: [0xC3, 0x28]) }
        #expect(throws: ExtractionError.self) { try read(format, bytes) }
    }

    @Test(arguments: json + yaml)
    private func `nesting a hundred thousand deep is one error`(_ format: Format) {
        let open = Self.yaml.contains { $0.file == format.file } ? "x: " : #"{"x": "#
        let head = open == "x: " ? format.good : ""
        let text =
            head + open + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + (head.isEmpty ? "}" : "\n")
        #expect(throws: ExtractionError.self) {
            try format.reader.extract(from: SourceDocument(path: format.file, bytes: Array(text.utf8), digest: ""))
        }
    }

    @Test(arguments: toml)
    private func `tables nested deep are one error`(_ format: Format) {
        let text = format.good + "x = " + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(throws: ExtractionError.self) { try read(format, Array(text.utf8)) }
    }

    @Test(arguments: yaml)
    private func `an alias bomb is one error`(_ format: Format) throws {
        var text = format.good + "b0: &b0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...40 {
            text += "b\(level): &b\(level) [" + Array(repeating: "*b\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
        }
        let error = #expect(throws: ExtractionError.self) { try read(format, Array(text.utf8)) }
        #expect(error == .limit(name: "yaml aliases", value: "1000000"))
    }

    @Test(arguments: yaml)
    private func `an alias to what contains it is one error`(_ format: Format) {
        let text = format.good + "ring: &ring\n  <<: *ring\n  dependencies: *ring\n"
        #expect(throws: ExtractionError.self) { try read(format, Array(text.utf8)) }
    }

    @Test(arguments: all)
    private func `a document cut anywhere is an error, a diagnostic, or less than the whole`(_ format: Format) throws {
        let whole = Array(format.good.utf8)
        let full = try read(format, whole)
        for length in 1..<whole.count {
            let document = SourceDocument(path: format.file, bytes: Array(whole[..<length]), digest: "")
            guard let extract = try? format.reader.extract(from: document), extract.diagnostics.isEmpty else { continue }
            #expect(extract.attributes.count <= full.attributes.count)
        }
    }

    @Test(arguments: all)
    private func `an empty document and one of blanks never trap`(_ format: Format) {
        for text in ["", "\n", " ", "\u{FEFF}", "\0"] {
            let document = SourceDocument(path: format.file, bytes: Array(text.utf8), digest: "")
            _ = try? format.reader.extract(from: document)
        }
    }

    @Test(arguments: [
        #"{"lockfileVersion": 1e999, "packages": {}}"#, #"{"lockfileVersion": 99999999999999999999, "packages": {}}"#,
        #"{"lockfileVersion": "1", "packages": {}}"#, #"{"packages": {}}"#, "[]", "7",
    ])
    func `a version of bun that is no number we know is one error`(_ text: String) {
        #expect(throws: ExtractionError.self) { try ReadExtract(BunLockReader.self, bytes: Array(text.utf8), path: "bun.lock") }
    }

    @Test func `a key of bun as deep as it is long costs no square`() throws {
        let key = Array(repeating: "x", count: 10_000).joined(separator: "/")
        let needs = (0..<50).map { "\"n\($0)\": \"*\"" }.joined(separator: ", ")
        let text = "{\"lockfileVersion\": 1, \"packages\": {\"\(key)\": [\"x@1.0.0\", \"\", {\"dependencies\": {\(needs)}}]}}"
        let read = try ReadExtract(BunLockReader.self, bytes: Array(text.utf8), path: "bun.lock")
        #expect(read.diagnostics.count == 50)
    }

    @Test func `a name of many parts is one package`() throws {
        let file = Array(repeating: "a", count: 50_000).joined(separator: "-")
        let text = "@EXPLICIT\nhttps://files.example/c/noarch/\(file)-1-0.conda\n"
        let read = try ReadExtract(CondaExplicitReader.self, bytes: Array(text.utf8), path: "conda.lock")
        #expect(read.extract.records.count { $0.kind == .package } == 1)
    }

    @Test(arguments: ["user:" + "hunter2" + "hunter2@", "t/" + "ab-12345678-1234-1234-1234-123456789abc/"])
    func `what opens a registry never gets out`(_ credential: String) throws {
        let address =
            credential.hasPrefix("t/") ? "https://files.acme-packages.org/\(credential)" : "https://\(credential)files.acme-packages.org/"
        let documents: [(any Extractor.Type, String, String)] = [
            (CondaExplicitReader.self, "conda.lock", "@EXPLICIT\n\(address)c/noarch/a-1-0.conda\n"),
            (
                CondaLockReader.self, "conda-lock.yml",
                "version: 1\npackage:\n- {name: a, version: '1', manager: conda, url: '\(address)c/noarch/a-1-0.conda'}\n"
            ),
            (YarnLockReader.self, "yarn.lock", "a@1:\n  version \"1\"\n  resolved \"\(address)a/-/a-1.tgz\"\n"),
            (PipfileReader.self, "Pipfile", "[[source]]\nname = \"x\"\nurl = \"\(address)simple\"\n[packages]\na = \"*\"\n"),
        ]
        for (reader, file, text) in documents {
            let read = try ReadExtract(reader, bytes: Array(text.utf8), path: file)
            #expect(!read.evidence.contains("hunter2"), "\(file)")
            #expect(!read.evidence.contains("12345678"), "\(file)")
            #expect(read.evidence.contains("acme-packages.org"), "\(file)")
        }
    }
}
