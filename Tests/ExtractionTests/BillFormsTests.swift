@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// The other forms of bills against their JSON forms: equal documents give equal evidence.
struct BillFormsTests {
    /// All that was said, without the places, which are pointers in one form and lines in the other.
    private func evidence(_ extract: Extract) -> [String] {
        ReadExtract(extract).evidence.split(separator: "\n").map { line in
            if line.hasPrefix("warning ") || line.hasPrefix("note ") { return String(line.drop { $0 != ":" }) }
            return line.firstRange(of: "  @ ").map { String(line[..<$0.lowerBound]) } ?? String(line)
        }.sorted()
    }

    @Test func `one bill in two forms gives the same evidence`() throws {
        let json = try ReadExtract(CycloneDXReader.self, fixture: "cyclonedx/full/bom.json").extract
        let xml = try ReadExtract(CycloneDXReader.self, fixture: "cyclonedx/full/bom.xml").extract
        let (left, right) = (evidence(json), evidence(xml))
        #expect(left.difference(from: right).isEmpty, "\(left.difference(from: right))")
        #expect(json.records.count > 20)
    }

    @Test func `one bill of SPDX in two forms gives the same evidence`() throws {
        let json = try ReadExtract(SPDX2Reader.self, fixture: "spdx2/full/bom.json").extract
        let tags = try ReadExtract(SPDX2Reader.self, fixture: "spdx2/full/bom.spdx").extract
        let (left, right) = (evidence(json), evidence(tags))
        #expect(left.difference(from: right).isEmpty, "\(left.difference(from: right))")
    }

    @Test func `real bills that exist in both forms give the same evidence`() throws {
        guard Corpus.folder != nil else { return }
        let base = "CycloneDX__bom-examples/SBOM/"
        let twins = [
            "cern-lhc-vdm-editor-e564943/bom", "dropwizard-1.3.15/bom", "laravel-7.12.0/bom.1.4", "proton-bridge/proton-bridge-v1.8.0.bom",
        ]
        for twin in twins {
            let forms = try ["json", "xml"].map { form in
                evidence(
                    try ReadExtract(CycloneDXReader.self, bytes: try Corpus.bytes(of: "cyclonedx-\(form)/\(base)\(twin).\(form)")).extract)
            }
            let (json, xml) = (Set(forms[0]).subtracting(Self.onlyInJSON[twin] ?? []), Set(forms[1]))
            #expect(json.symmetricDifference(xml).isEmpty, "\(twin): \(json.symmetricDifference(xml).sorted().prefix(8))")
        }
    }

    /// What the writer left out of the XML document: addresses that are none, and an expression.
    private static let onlyInJSON: [String: Set<String>] = [
        "dropwizard-1.3.15/bom": [
            "  licences: (CDDL-1.0 OR GPL-2.0-with-classpath-exception)",
            "  references: https://github.com/apache/httpcomponents-client/tree/${project.scm.tag}",
            "  references: https://github.com/apache/httpcomponents-core/tree/${project.scm.tag}",
        ]
    ]

    @Test func `places of the XML form are lines`() throws {
        let read = try ReadExtract(CycloneDXReader.self, fixture: "cyclonedx/minimal/bom.xml")
        #expect(read.place(of: "left") == "line 1")
        #expect(read.relationships == ["subject dependsOn left @ line 1"])
    }

    @Test(arguments: ["spdx2/full/bom.spdx", "spdx3/full/bom.spdx3.json"])
    func `no cut and no changed byte of an SPDX document traps`(_ fixture: String) throws {
        let sample = try Fixture.bytes(fixture)
        let reader: any Extractor.Type = fixture.hasPrefix("spdx2") ? SPDX2Reader.self : SPDX3Reader.self
        for length in stride(from: 0, to: sample.count, by: 97) { _ = try? ReadExtract(reader, bytes: Array(sample[..<length])) }
        for position in stride(from: 0, to: sample.count, by: 23) {
            var changed = sample
            changed[position] = [0x00, 0x22, 0x3A, 0x0A, 0x5B, 0x3C][position % 6]
            _ = try? ReadExtract(reader, bytes: changed)
        }
    }

    @Test func `no cut and no changed byte traps`() throws {
        let sample = try Fixture.bytes("cyclonedx/full/bom.xml")
        for length in stride(from: 0, to: sample.count, by: 61) {
            _ = try? ReadExtract(CycloneDXReader.self, bytes: Array(sample[..<length]))
        }
        for position in stride(from: 0, to: sample.count, by: 7) {
            var changed = sample
            changed[position] = [0x00, 0x22, 0x3C, 0x3E, 0x26, 0x2F][position % 6]
            _ = try? ReadExtract(CycloneDXReader.self, bytes: changed)
        }
    }

    @Test func `UTF-16 costs one error, with and without its mark`() throws {
        let texts: [(String, any Extractor.Type)] = [
            ("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", CycloneDXReader.self),
            ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}", CycloneDXReader.self),
            ("{\"spdxVersion\":\"SPDX-2.3\",\"SPDXID\":\"SPDXRef-DOCUMENT\"}", SPDX2Reader.self),
            ("SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n", SPDX2Reader.self),
            ("{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":[]}", SPDX3Reader.self),
        ]
        for (text, reader) in texts {
            for (mark, isBig) in [([0xFF, 0xFE], false), ([0xFE, 0xFF], true), ([], false), ([], true)] as [([UInt8], Bool)] {
                let wide = mark + text.utf8.flatMap { isBig ? [0, $0] : [$0, 0] }
                let document = SourceDocument(path: "bom", bytes: wide, digest: "sha256:0")
                #expect(Extractors.reader(of: document) == reader)
                #expect(throws: ExtractionError.self) { try reader.extract(from: document) }
            }
        }
    }

    @Test func `a hundred thousand levels are refused at once, in both forms`() {
        let depth = 100_000
        let json = "{\"bomFormat\":\"CycloneDX\",\"components\":[" + String(repeating: "{\"components\":[", count: depth)
        let xml = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">" + String(repeating: "<components><component>", count: depth)
        for text in [json, xml] { #expect(throws: ExtractionError.self) { try ReadExtract(CycloneDXReader.self, bytes: Array(text.utf8)) } }
    }
}
