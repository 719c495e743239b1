@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// Counts of the readers against the counts of other people's readers, on real lock files and manifests; every difference is recomputed here or is a fault.
struct ReaderCorpusTests {
    private func read(_ row: Corpus.Row, by reader: any Extractor.Type) throws -> Extract {
        let bytes = try Corpus.bytes(of: row.path)
        let document = SourceDocument(path: row.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        #expect(Extractors.reader(of: document) == reader)
        return try reader.extract(from: document)
    }

    /// Relationships that the document states itself: not those that a reader assumes.
    private func stated(_ kind: RelationshipKind, in extract: Extract) -> [Claim.Relationship] {
        extract.relationships.filter { $0.kind == kind && $0.certainty == .known }
    }

    private func packages(in extract: Extract) -> Int { extract.records.count { $0.kind == .package } }

    private func number(_ name: String, in notes: String) -> Int {
        guard let range = notes.firstRange(of: name + "=") else { return 0 }
        return Int(notes[range.upperBound...].prefix { $0.isNumber }) ?? 0
    }

    // MARK: Lock files

    @Test(arguments: Corpus.rows(of: "npm"))
    func `entries and edges of npm locks are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: PackageLockReader.self)
        #expect(packages(in: extract) == row.components)
        // The index counts peers that resolve apart from the dependencies declared.
        #expect(stated(.dependsOn, in: extract).count == row.edges + number("peerResolved", in: row.notes))
        #expect(extract.records.allSatisfy { $0.kind != .unknown })
    }

    @Test(arguments: Corpus.rows(of: "python").filter { $0.path.hasSuffix("uv.lock") })
    func `packages and edges of uv locks are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: UvLockReader.self)
        // The project itself is one of the packages of the index and the subject here.
        #expect(packages(in: extract) == row.components - 1)
        #expect(stated(.dependsOn, in: extract).count == row.edges)
        #expect(extract.diagnostics.isEmpty)
        #expect(extract.relationships.allSatisfy { extract.location(of: $0.place).place.hasPrefix("line ") })
    }

    @Test(arguments: Corpus.rows(of: "python").filter { $0.path.hasSuffix("poetry.lock") })
    func `packages and edges of Poetry locks are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: PoetryLockReader.self)
        #expect(packages(in: extract) == row.components)
        #expect(stated(.dependsOn, in: extract).count == row.edges)
        #expect(extract.diagnostics.isEmpty)
    }

    @Test(arguments: Corpus.rows(of: "python").filter { $0.path.hasSuffix(".txt") })
    func `requirements are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: RequirementsReader.self)
        // Lines that are no requirement are counted by the index and told here: `==2.3.4` without a name.
        #expect(packages(in: extract) + extract.diagnostics.count { $0.problem == .unreadableLine("==2.3.4") } == row.components)
        #expect(stated(.dependsOn, in: extract).count == packages(in: extract))
    }

    // MARK: Services and deployments

    @Test(arguments: Corpus.rows(of: "env"))
    func `variables of env files are all met`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: EnvReader.self)
        let variables = Set(extract.names.filter { $0.alias == .environmentVariable }.map { extract.symbols[$0.value] })
        // An address on one's own machine is nobody else's service.
        let lines = String(decoding: try Corpus.bytes(of: row.path), as: UTF8.self).split(whereSeparator: \.isNewline)
        let local = lines.count { !$0.hasPrefix("#") && ($0.contains("=http://localhost") || $0.contains("=https://localhost")) }
        #expect(variables.count + local == row.components)
    }

    @Test(arguments: Corpus.rows(of: "ai-litellm"))
    func `deployments of gateways are all there`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: LiteLLMReader.self)
        let names = extract.attributes.filter { $0.key == .name }.map { extract.symbols[$0.value] }
        #expect(names.count { $0.contains(" → ") } == row.components)
        #expect(extract.groups.count == number("groups", in: row.notes))
    }

    // MARK: Models

    @Test(arguments: Corpus.rows(of: "ai-adapter"))
    func `adapters name their base`(_ row: Corpus.Row) throws {
        let extract = try read(row, by: AdapterConfigReader.self)
        #expect(extract.records.count { $0.kind == .model } == row.components)
        // The base is a path on somebody's machine, which names no model.
        #expect(extract.records.count { $0.kind == .unknown } == 1)
        #expect(extract.diagnostics.map(\.problem) == [.unresolvedBase("/root/autodl-tmp/models/qwythos-9b")])
    }

    private struct Expected: Sendable, CustomStringConvertible {
        let path: String
        var error: String?
        var models = 0
        var datasets = 0
        var unknown = 0
        var derived = 0
        var how: DerivationMethod?
        var licences: [String] = []
        var description: String { path }
    }

    private static let expected: [Expected] =
        Corpus.folder == nil
        ? []
        : [
            Expected(path: "ai-gguf/malformed/bad-magic.gguf", error: "malformed"),
            Expected(path: "ai-gguf/malformed/kv-count-huge.gguf", error: "malformed(reason: \"9223372036854775808 keys"),
            Expected(path: "ai-gguf/malformed/string-length-huge.gguf", error: "malformed(reason: \"longer than the file\""),
            Expected(path: "ai-gguf/malformed/truncated-in-kv.gguf", error: "malformed"),
            Expected(path: "ai-gguf/malformed/version-99.gguf", error: "unsupportedVersion(found: \"99\""),
            Expected(
                path: "ai-gguf/synthetic/acme-support-8B-instruct-v1.2-F32.gguf", models: 2, datasets: 1, derived: 1, how: .fineTune,
                licences: ["llama3.1"]),
            Expected(path: "ai-gguf/synthetic/big-endian.gguf", models: 3, derived: 2, how: .merge),
            Expected(path: "ai-gguf/synthetic/merge-two-bases.gguf", models: 3, derived: 2, how: .merge),
            Expected(path: "ai-gguf/synthetic/no-base-keys.gguf", models: 1),
            Expected(path: "ai-safetensors/malformed/header-length-huge.safetensors", error: "malformed"),
            Expected(path: "ai-safetensors/malformed/not-json.safetensors", error: "malformed"),
            Expected(path: "ai-safetensors/malformed/seven-bytes.safetensors", error: "malformed"),
            Expected(path: "ai-safetensors/synthetic/small-no-metadata.safetensors", models: 1),
            Expected(path: "ai-safetensors/synthetic/small-with-metadata.safetensors", models: 1),
            Expected(
                path: "ai-safetensors/anchore__syft/syft/pkg/cataloger/ai/testdata/safetensors/nomic-embed-475M.header.safetensors",
                models: 1),
            Expected(path: "ai-adapter/authored/local-base/adapter_config.json", models: 1, unknown: 1, derived: 1, how: .adapter),
            Expected(path: "ai-modelcard/excerpts/kev-9b-awq/README.md", models: 2, datasets: 4, derived: 1, how: .adapter),
            Expected(path: "ai-modelcard/excerpts/ling-1t-gguf/README.md", models: 2, derived: 1, how: .quantization, licences: ["mit"]),
            Expected(path: "ai-modelcard/excerpts/qwen3.8-flash-nvfp4/README.md", models: 2, derived: 1, how: .quantization),
        ]

    @Test(arguments: expected)
    private func `models say what the corpus expects of them`(_ expected: Expected) throws {
        let bytes = try Corpus.bytes(of: expected.path)
        let document = SourceDocument(path: expected.path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        let reader = try #require(Extractors.reader(of: document))
        guard expected.error == nil else {
            let error = #expect(throws: ExtractionError.self) { try reader.extract(from: document) }
            #expect("\(error.map { "\($0)" } ?? "")".contains(expected.error ?? ""))
            return
        }
        let extract = try reader.extract(from: document)
        #expect(extract.records.count { $0.kind == .model } == expected.models)
        #expect(extract.records.count { $0.kind == .dataset } == expected.datasets)
        #expect(extract.records.count { $0.kind == .unknown } == expected.unknown)
        let derived = stated(.derivedFrom, in: extract)
        #expect(derived.count == expected.derived)
        #expect(derived.allSatisfy { extract.details(of: $0).how == expected.how })
        if !expected.licences.isEmpty {
            #expect(extract.attributes.filter { $0.key == .licence }.map { extract.symbols[$0.value] } == expected.licences)
        }
    }

    @Test(.enabled(if: Corpus.folder != nil))
    func `what is no weights and no card is not read as such`() throws {
        let path = "ai-modelcard/authored/front-matter-not-first/README.md"
        #expect(Extractors.reader(of: SourceDocument(path: path, bytes: try Corpus.bytes(of: path), digest: "")) == nil)
        let pointer = "ai-safetensors/malformed/lfs-pointer.safetensors"
        let bytes = try Corpus.bytes(of: pointer)
        let document = SourceDocument(path: pointer, bytes: bytes, digest: "")
        #expect(Extractors.reader(of: document) == WeightsPointerReader.self)
        #expect(try WeightsPointerReader.extract(from: document).identities.count { $0.key == .digest } == 1)
    }

    // MARK: Vendors

    @Test(.enabled(if: Corpus.folder != nil))
    func `the vendor register gives its vendors, countries, parents and addresses`() throws {
        let path = "vendors/authored/vendor-register.csv"
        let bytes = try Corpus.bytes(of: path)
        let document = SourceDocument(path: path, bytes: bytes, digest: "")
        #expect(Extractors.reader(of: document) == VendorRegisterReader.self)
        let extract = try VendorRegisterReader.extract(from: document)
        // Five rows, and two parents without a row.
        #expect(extract.records.count { $0.kind == .organization } == 7)
        #expect(extract.records.count { $0.kind == .service } == 5)
        #expect(extract.reaches.map(\.jurisdiction.text) == ["US", "FR", "FR", "CN", "US"])
        #expect(stated(.controlledBy, in: extract).count == 2)
        #expect(stated(.operatedBy, in: extract).count == 5)
        #expect(extract.identities.map { extract.symbols[$0.value] } == ["O2RNE8IBXP4R0TD8PU41"])
        #expect(extract.diagnostics.isEmpty)
    }
}
