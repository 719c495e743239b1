@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// The XML form of CycloneDX against its JSON form: equal documents give equal evidence.
struct CycloneDXFormsTests {
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
        for text in ["<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}"] {
            for mark in [[0xFF, 0xFE], []] as [[UInt8]] {
                let wide = mark + text.utf8.flatMap { [$0, 0] }
                #expect(throws: ExtractionError.self) { try ReadExtract(CycloneDXReader.self, bytes: wide) }
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
