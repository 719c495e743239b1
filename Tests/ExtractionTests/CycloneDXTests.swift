@testable import Extraction
import Scanning
import SupplyChain
import Testing

struct CycloneDXTests {
    @Test func `a list without edges is known to be part of the subject and said to have none`() throws {
        let read = try ReadExtract(CycloneDXReader.self, fixture: "cyclonedx/minimal/bom.json")
        #expect(read.relationships == ["subject dependsOn left @ /components/0"])
        #expect(read.extract.gaps == [.noEdges])
        #expect(read.keys(of: "left") == ["packageURL pkg:npm/left@1.0"])
        #expect(read.diagnostics.isEmpty)
    }

    @Test func `every relationship of a full document is read at its place`() throws {
        let read = try ReadExtract(CycloneDXReader.self, fixture: "cyclonedx/full/bom.json")
        #expect(
            read.relationships == [
                "base derivedFrom root model @ /components/3/pedigree/ancestors/0/pedigree/ancestors/0",
                "chat API contains billing @ /services/0/services/0",
                "fork derivedFrom org.example/torch @ /components/12/pedigree/ancestors/0",
                "found <by & by> dependsOn urn:cdx:00000000-395b-41f5-a30f-a58921a69b79/1#elsewhere @ /dependencies/6/dependsOn/0",
                "org.example/torch contains inner @ /components/0/components/0",
                "org.example/torch dependsOn:development inner-dev @ /components/0/components/1",
                "org.example/torch dependsOn:development linter @ /dependencies/1/dependsOn/1",
                "org.example/torch dependsOn:optional speedup @ /dependencies/1/dependsOn/0",
                "ring-a dependsOn ring-b @ /dependencies/4/dependsOn/0",
                "ring-b dependsOn below-ring @ /dependencies/5/dependsOn/1",
                "ring-b dependsOn ring-a @ /dependencies/5/dependsOn/0",
                "speedup dependsOn found <by & by> @ /dependencies/2/dependsOn/0",
                "subject calls chat API @ /dependencies/0/dependsOn/1",
                "subject contains part @ /metadata/component/components/0",
                "subject dependsOn AES-128-GCM @ /dependencies/0/dependsOn/3",
                "subject dependsOn board @ /dependencies/0/dependsOn/4",
                "subject dependsOn org.example/torch @ /dependencies/0/dependsOn/0",
                "subject dependsOn:build? compiler @ /formulation/0/components/0",
                "subject dependsOn:build? forge @ /formulation/0/services/0",
                "subject dependsOn? edge node @ /components/14",
                "subject dependsOn? fork @ /components/12",
                "subject dependsOn? libc @ /components/13",
                "subject dependsOn? loose @ /components/7",
                "subject dependsOn? ring-a @ /components/8",
                "subject usesModel tuned @ /dependencies/0/dependsOn/2",
                "tuned derivedFrom Qwen3-8B @ /components/3",
                "tuned derivedFrom base @ /components/3/pedigree/ancestors/0",
                "tuned derivedFrom? sister @ /components/3/pedigree/variants/0",
                "tuned trainedOn corpus @ /components/3/modelCard/modelParameters/datasets/0",
                "tuned trainedOn inline @ /components/3/modelCard/modelParameters/datasets/1",
            ])
        #expect(read.extract.gaps.isEmpty)
    }

    @Test func `attributes, keys and kinds of a full document`() throws {
        let read = try ReadExtract(CycloneDXReader.self, fixture: "cyclonedx/full/bom.json")
        let torch = "org.example/torch"
        #expect(
            read.keys(of: torch) == [
                "digest sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "packageURL pkg:pypi/torch@2.6.0",
            ], "the digest of nothing identifies nothing")
        #expect(read.values(.supplier, of: torch) == ["Torch Inc", "Mirror Ltd", "Torch Authors", "A. Author"])
        #expect(read.values(.licence, of: torch) == ["BSD-3-Clause", "MIT OR Apache-2.0"])
        #expect(read.values(.reference, of: torch) == ["https://git.example/torch"])
        #expect(read.values(.completeness, of: torch) == ["incomplete"])
        #expect(read.values(.completeness, of: "speedup") == ["complete"])
        #expect(read.values(.completeness, of: "linter") == ["unknown"])
        #expect(read.values(.supplier, of: "subject") == ["Lumen GmbH"])
        #expect(read.values(.version, of: "subject") == ["2.1"])
        #expect(read.values(.trait, of: "tuned") == ["transformer", "chat"])
        #expect(read.values(.supplier, of: "chat API") == ["Chat Inc"])
        #expect(read.keys(of: "base") == ["id model:meta-llama/Llama-3.1-8B", "modelRevision meta-llama/Llama-3.1-8B@abcdef"])
        #expect(read.kind(of: "tuned") == .model)
        #expect(read.kind(of: "corpus") == .dataset)
        #expect(read.kind(of: "board") == .hardware)
        #expect(read.kind(of: "chat API") == .service)
        #expect(read.kind(of: "subject") == .product)
        let hosts = read.extract.names.filter { $0.alias == .hostname }.map { read.extract.symbols[$0.value] }
        #expect(hosts == ["api.chat.example", "forge.example"])
        #expect(
            read.diagnostics == [
                #"/components/0/externalReferences/1: notFollowed("urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#torch")"#,
                #"/dependencies/6/dependsOn/0: notFollowed("urn:cdx:00000000-395b-41f5-a30f-a58921a69b79/1#elsewhere")"#,
            ])
    }

    @Test func `what is provided needs any of its providers`() throws {
        let read = try ReadExtract(CycloneDXReader.self, fixture: "cyclonedx/full/bom.json")
        let group = try #require(read.extract.groups.first)
        #expect(read.extract.groups.count == 1)
        #expect(read.name(of: group.record) == "AES-128-GCM")
        #expect(group.atLeast == 1)
        #expect(group.members.map { read.name(of: $0.record) } == ["org.example/torch", "speedup"])
        #expect(read.extract.location(of: group.place).place == "/dependencies/1/provides/0")
    }

    @Test func `each bad entry of a broken document costs one diagnostic, and the rest is read`() throws {
        let read = try ReadExtract(CycloneDXReader.self, fixture: "cyclonedx/broken/bom.json")
        #expect(
            read.diagnostics
                == [
                    #"/components/0/purl: invalidPackageURL("npm/a")"#,
                    #"/components/0: invalidValue(field: "hashes", value: "beef", expected: "SHA-256")"#,
                    #"/components/1: duplicateReference("a")"#,
                    #"/components/2: missingIdentity(name: "component")"#,
                    #"/components/3: missingIdentity(name: "nameless")"#,
                    #"/components/4: missingIdentity(name: "component")"#,
                    #"/components/5/components: invalidValue(field: "components", value: "object", expected: "array")"#,
                    #"/compositions/0: danglingReference("nowhere")"#,
                    #"/dependencies/0/dependsOn/0: danglingReference("ghost")"#,
                    #"/dependencies/0/dependsOn/1: invalidValue(field: "dependsOn", value: "number", expected: "string")"#,
                    #"/dependencies/1: missingIdentity(name: "dependency")"#,
                    #"/dependencies/2/dependsOn: invalidValue(field: "dependsOn", value: "string", expected: "array")"#,
                    #"/metadata/component: invalidValue(field: "component", value: "string", expected: "object")"#,
                    #"/specVersion: unsupportedVersion(found: "9.9", supported: "1.2–1.7")"#,
                    #"line 6: duplicateKey("name")"#,
                    #"line 20: malformed(reason: "text behind the document")"#,
                ].sorted(by: Self.inOrder(of: read)))
        #expect(
            read.relationships == [
                "a dependsOn ghost @ /dependencies/0/dependsOn/0", "a dependsOn odd @ /dependencies/0/dependsOn/2",
                "nameless contains child @ /components/3/components/0", "subject dependsOn? a @ /components/0",
                "subject dependsOn? again @ /components/1", "subject dependsOn? nameless @ /components/3",
            ])
        #expect(read.kind(of: "ghost") == .unknown)
    }

    /// Expected diagnostics in whatever order places sort; membership is what counts.
    private static func inOrder(of read: ReadExtract) -> (String, String) -> Bool {
        let rank = Dictionary(uniqueKeysWithValues: read.diagnostics.enumerated().map { ($1, $0) })
        return { (rank[$0] ?? .max, $0) < (rank[$1] ?? .max, $1) }
    }

    @Test func `a statement that carries a document is unwrapped, places included`() throws {
        let bytes = try Fixture.bytes("cyclonedx/statement/bom.json")
        let document = SourceDocument(path: "statement.json", bytes: bytes, digest: "sha256:0")
        #expect(Extractors.reader(of: document) == CycloneDXReader.self)
        let read = try ReadExtract(CycloneDXReader.self, bytes: bytes)
        #expect(
            read.relationships == [
                "subject dependsOn? x @ /predicate/components/0", "x dependsOn gone @ /predicate/dependencies/0/dependsOn/0",
            ])
    }

    @Test func `a model that the document is about is used by the subject, and its parts are its own`() throws {
        let text = """
            {"bomFormat": "CycloneDX", "specVersion": "1.6",
             "metadata": {"component": {"type": "machine-learning-model", "name": "m", "purl": "pkg:huggingface/Qwen/Qwen-7B"}},
             "components": [{"type": "data", "name": "d"}]}
            """
        let read = try ReadExtract(CycloneDXReader.self, bytes: Array(text.utf8))
        #expect(read.relationships == ["m trainedOn d @ /components/0", "subject usesModel m @ /metadata/component"])
        #expect(read.keys(of: "m") == ["id model:Qwen/Qwen-7B"])
    }

    @Test func `a model is the one of the hub where a reference leads to exactly its name`() throws {
        func keys(_ address: String) throws -> [String] {
            let text = """
                {"bomFormat": "CycloneDX", "specVersion": "1.6",
                 "components": [{"type": "machine-learning-model", "group": "acme", "name": "m",
                                 "externalReferences": [{"type": "documentation", "url": "\(address)"}]}]}
                """
            return try ReadExtract(CycloneDXReader.self, bytes: Array(text.utf8)).keys(of: "acme/m")
        }
        #expect(try keys("https://huggingface.co/acme/m") == ["id model:acme/m"])
        #expect(try keys("https://huggingface.co/acme/m2").isEmpty)
        #expect(try keys("https://code.acme-packages.org/acme/m").isEmpty)
    }

    @Test func `a mark at the end of a large document is recognised`() throws {
        let filler = String(repeating: " ", count: 100_000)
        let text = "{\(filler)\"components\": [], \(filler)\"specVersion\": \"1.5\", \"bomFormat\": \"CycloneDX\"}"
        let document = SourceDocument(path: "x.json", bytes: Array(text.utf8), digest: "sha256:0")
        #expect(CycloneDXReader.recognises(document))
        #expect(!CycloneDXReader.recognises(SourceDocument(path: "bom.json", bytes: Array("[\"bomFormat\"]".utf8), digest: "sha256:0")))
    }

    @Test func `hundred thousand components and edges keep their counts`() throws {
        let count = 100_000
        let components = (0..<count).map { #"{"type":"library","bom-ref":"r\#($0)","name":"n\#($0)","version":"1"}"# }
        let edges = (1..<count).map { #"{"ref":"r\#($0 - 1)","dependsOn":["r\#($0)","r0"]}"# }
        let text =
            #"{"bomFormat":"CycloneDX","specVersion":"1.6","components":[\#(components.joined(separator: ","))],"#
            + #""dependencies":[\#(edges.joined(separator: ","))]}"#
        let read = try ReadExtract(CycloneDXReader.self, bytes: Array(text.utf8))
        #expect(read.extract.records.count == count + 1)
        // Each entry has two targets but the first, whose second is itself; one more attaches the ring.
        #expect(read.extract.relationships.count == 2 * (count - 1) - 1 + 1)
        #expect(read.extract.diagnostics.isEmpty)
    }

    @Test func `components nested to the limit are read without recursion, deeper ones are one error`() throws {
        func nested(_ levels: Int) -> String {
            let open = String(repeating: #"{"name":"n","components":["#, count: levels)
            return #"{"bomFormat":"CycloneDX","specVersion":"1.6","components":["# + open + String(repeating: "]}", count: levels) + "]}"
        }
        #expect(try ReadExtract(CycloneDXReader.self, bytes: Array(nested(255).utf8)).extract.records.count == 256)
        #expect(throws: ExtractionError.self) { try ReadExtract(CycloneDXReader.self, bytes: Array(nested(60_000).utf8)) }
    }

    @Test func `credentials in every field stay out`() throws {
        let secret = "gh" + "p_" + String(repeating: "a1B2", count: 9)
        let text = """
            {"bomFormat":"CycloneDX","specVersion":"1.6","components":[
             {"type":"library","bom-ref":"\(secret)","name":"n \(secret)","version":"\(secret)","purl":"\(secret)","publisher":"\(secret)",
              "licenses":[{"expression":"\(secret)"}],"hashes":[{"alg":"SHA-1","content":"\(secret)"}],
              "externalReferences":[{"type":"vcs","url":"https://\(secret)@git.example/x"},{"type":"bom","url":"https://u:\(secret)@x.example"}]},
             {"type":"library","bom-ref":"\(secret)"}],
             "services":[{"name":"s","endpoints":["https://\(secret)@api.example"]}],
             "dependencies":[{"ref":"\(secret)","dependsOn":["ghost-\(secret)"]}],
             "compositions":[{"aggregate":"complete","dependencies":["other-\(secret)"]}],
             "k-\(secret)":1,"k-\(secret)":2}
            """
        let extract = try ReadExtract(CycloneDXReader.self, bytes: Array(text.utf8)).extract
        var said = extract.diagnostics.map { "\($0)" }
        extract.symbols.forEachText { said.append(String(decoding: $0, as: UTF8.self)) }
        let planted = String(secret.dropFirst(8).prefix(20)).lowercased()
        #expect(said.count > 10)
        for text in said { #expect(!text.lowercased().contains(planted)) }
    }

    @Test func `no cut and no changed byte traps, and what is still JSON is still read`() throws {
        let sample = try Fixture.bytes("cyclonedx/full/bom.json")
        for length in stride(from: 0, to: sample.count, by: 7) {
            _ = try? ReadExtract(CycloneDXReader.self, bytes: Array(sample[..<length]))
        }
        for position in stride(from: 0, to: sample.count, by: 3) {
            var changed = sample
            changed[position] = [0x00, 0x22, 0x5B, 0x7D, 0x30, 0x2C][position % 6]
            _ = try? ReadExtract(CycloneDXReader.self, bytes: changed)
        }
    }
}
