@testable import Extraction
import Scanning
import SupplyChain
import Testing

struct SPDX2Tests {
    @Test func `a list of packages without relationships is the subject's`() throws {
        let read = try ReadExtract(SPDX2Reader.self, fixture: "spdx2/minimal/bom.json")
        #expect(read.relationships == ["subject dependsOn a @ /packages/0"])
        #expect(read.extract.gaps == [.noEdges])
    }

    @Test func `relationship types have their direction and scope, and files speak for their package`() throws {
        let read = try ReadExtract(SPDX2Reader.self, fixture: "spdx2/full/bom.json")
        #expect(
            read.relationships == [
                "app dependsOn device @ /relationships/9",
                "app dependsOn lib @ /relationships/1",
                "app dependsOn:build compiler @ /relationships/3",
                "app dependsOn:development tests @ /relationships/4",
                "lib contains vendored @ /relationships/5",
                "lib dependsOn https://spdx.example/other#SPDXRef-far @ /relationships/14",
                "lib dependsOn linked @ /relationships/8",
                "lib dependsOn:optional opt @ /relationships/2",
                "subject dependsOn? loose @ /packages/9",
                "vendored derivedFrom upstream @ /relationships/6",
            ])
        #expect(read.extract.sames.map { read.name(of: $0.right) } == ["app"])
        #expect(read.extract.gaps == [.files])
        #expect(
            read.diagnostics == [
                #"/relationships/14: notFollowed("https://spdx.example/other#SPDXRef-far")"#,
                #"/relationships/9: invalidValue(field: "relationshipType", value: "depends_on", expected: "a relationship type of SPDX 2.3")"#,
            ])
    }

    @Test func `nothing said and nothing there are told apart`() throws {
        let read = try ReadExtract(SPDX2Reader.self, fixture: "spdx2/full/bom.json")
        #expect(read.values(.completeness, of: "linked") == ["complete"])
        #expect(read.values(.completeness, of: "opt") == ["unknown"])
        #expect(read.values(.completeness, of: "app").isEmpty, "what is not said of parts is not said of needs")
        #expect(read.record("NONE") == nil)
        #expect(read.record("NOASSERTION") == nil)
        #expect(read.values(.licence, of: "app") == ["Apache-2.0"])
        #expect(read.values(.reference, of: "app") == ["https://app.example"])
    }

    @Test func `suppliers lose their mail address, and the first purl identifies`() throws {
        let read = try ReadExtract(SPDX2Reader.self, fixture: "spdx2/full/bom.json")
        #expect(read.values(.supplier, of: "app") == ["A. Author", "Lumen (Europe) GmbH"])
        #expect(
            read.keys(of: "lib") == [
                "digest sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "packageURL pkg:npm/lib@2",
            ])
        #expect(read.kind(of: "device") == .hardware)
    }

    @Test func `each bad entry of a broken document costs one diagnostic, and the rest is read`() throws {
        let read = try ReadExtract(SPDX2Reader.self, fixture: "spdx2/broken/bom.json")
        #expect(
            Set(read.diagnostics) == [
                #"/packages/0/externalRefs/0: invalidPackageURL("not a purl")"#,
                #"/packages/0: invalidValue(field: "checksums", value: "xyz", expected: "SHA1")"#,
                #"/packages/1: duplicateReference("SPDXRef-a")"#,
                #"/packages/2: missingIdentity(name: "SPDXRef-nameless")"#,
                #"/packages/3: missingIdentity(name: "package")"#,
                #"/packages/4: missingIdentity(name: "package")"#,
                #"/relationships/0: danglingReference("SPDXRef-ghost")"#,
                #"/relationships/1: invalidValue(field: "relationshipType", value: "LIKES", expected: "a relationship type of SPDX 2.3")"#,
                #"/relationships/2: missingIdentity(name: "relationship")"#,
                #"/spdxVersion: unsupportedVersion(found: "SPDX-1.2", supported: "SPDX-2.2, SPDX-2.3")"#,
            ])
        #expect(
            read.relationships == [
                "a dependsOn SPDXRef-ghost @ /relationships/0", "subject dependsOn? SPDXRef-nameless @ /packages/2",
                "subject dependsOn? a @ /packages/0", "subject dependsOn? again @ /packages/1",
            ])
        #expect(read.kind(of: "SPDXRef-ghost") == .unknown)
    }

    @Test func `several described packages are what the subject needs, and a statement is unwrapped`() throws {
        let text = """
            {"predicate": {"spdxVersion": "SPDX-2.2", "SPDXID": "SPDXRef-DOCUMENT", "name": "two",
             "packages": [{"SPDXID": "SPDXRef-a", "name": "a"}, {"SPDXID": "SPDXRef-b", "name": "b"}],
             "documentDescribes": ["SPDXRef-a", "SPDXRef-b", "SPDXRef-a"]}}
            """
        let read = try ReadExtract(SPDX2Reader.self, bytes: Array(text.utf8))
        #expect(read.relationships == ["subject dependsOn a @ /predicate/packages/0", "subject dependsOn b @ /predicate/packages/1"])
        #expect(read.values(.name, of: "subject") == ["two"])
    }

    @Test func `fifty thousand packages keep their counts, and a ring among them is attached once`() throws {
        let count = 50_000
        let packages = (0..<count).map { #"{"SPDXID":"SPDXRef-\#($0)","name":"n\#($0)"}"# }
        let edges = (0..<count).map {
            #"{"spdxElementId":"SPDXRef-\#($0)","relationshipType":"DEPENDENCY_OF","relatedSpdxElement":"SPDXRef-\#(($0 + 1) % count)"}"#
        }
        let text =
            #"{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","packages":[\#(packages.joined(separator: ","))],"#
            + #""relationships":[\#(edges.joined(separator: ","))]}"#
        let read = try ReadExtract(SPDX2Reader.self, bytes: Array(text.utf8))
        #expect(read.extract.records.count == count + 1)
        #expect(read.extract.relationships.count == count + 1)
    }

    @Test func `credentials in every field stay out`() throws {
        let secret = "gl" + "pat-" + String(repeating: "z9Y8", count: 7)
        let text = """
            {"spdxVersion":"\(secret)","SPDXID":"SPDXRef-DOCUMENT","name":"\(secret)","packages":[
             {"SPDXID":"SPDXRef-\(secret)","name":"\(secret)","versionInfo":"\(secret)","supplier":"Organization: \(secret)",
              "licenseDeclared":"\(secret)","homepage":"https://u:\(secret)@x.example","downloadLocation":"git+https://\(secret)@x.example/r",
              "checksums":[{"algorithm":"\(secret)","checksumValue":"\(secret)"}],
              "externalRefs":[{"referenceType":"purl","referenceLocator":"\(secret)"}]}],
             "relationships":[{"spdxElementId":"a-\(secret)","relationshipType":"\(secret)","relatedSpdxElement":"b-\(secret)"},
              {"spdxElementId":"a-\(secret)","relationshipType":"DEPENDS_ON","relatedSpdxElement":"b-\(secret)"}]}
            """
        let extract = try ReadExtract(SPDX2Reader.self, bytes: Array(text.utf8)).extract
        var said = extract.diagnostics.map { "\($0)" }
        extract.symbols.forEachText { said.append(String(decoding: $0, as: UTF8.self)) }
        let planted = String(secret.dropFirst(8).prefix(20)).lowercased()
        #expect(said.count > 10)
        for text in said { #expect(!text.lowercased().contains(planted)) }
    }

    @Test func `no cut and no changed byte traps`() throws {
        let sample = try Fixture.bytes("spdx2/full/bom.json")
        for length in stride(from: 0, to: sample.count, by: 7) { _ = try? ReadExtract(SPDX2Reader.self, bytes: Array(sample[..<length])) }
        for position in stride(from: 0, to: sample.count, by: 3) {
            var changed = sample
            changed[position] = [0x00, 0x22, 0x5B, 0x7D, 0x30, 0x2C][position % 6]
            _ = try? ReadExtract(SPDX2Reader.self, bytes: changed)
        }
    }
}
