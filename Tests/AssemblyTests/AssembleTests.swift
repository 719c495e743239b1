import Assembly
import SupplyChain
import Testing

private func document(_ name: String, rank: SourceRank = .supplier, _ body: (inout Extract) -> Void) -> Extract {
    let hex = name.utf8.map { String($0, radix: 16) }.joined()
    var extract = Extract(
        file: "\(name).json", digest: "sha256:" + hex + String(repeating: "0", count: max(0, 64 - hex.count)), reader: "test", rank: rank)
    body(&extract)
    return extract
}

struct AssembleTests {
    @Test func `of different values the highest rank stands, and the others are kept`() throws {
        let documents = [
            (SourceRank.supplier, "Torch"), (.official, "PyTorch"), (.inferred, "torch"),
        ].map { rank, name in
            document(name, rank: rank) { $0.set(.name, of: $0.add(.package, id: "pkg:pypi/torch@2", at: .whole), to: name, at: .whole) }
        }
        let assembled = assemble(documents)
        let node = try #require(assembled.graph.nodes.first)
        #expect(node.name == "PyTorch")
        let conflict = try #require(assembled.graph.conflicts.first)
        #expect(conflict.standing == "PyTorch")
        #expect(conflict.candidates.map(\.value) == ["PyTorch", "Torch", "torch"])
        #expect(conflict.candidates.map { $0.sources.map(\.file) } == [["PyTorch.json"], ["Torch.json"], ["torch.json"]])
    }

    @Test func `between equals no value stands`() throws {
        let documents = ["1.0", "2.0"].map { version in
            document("v" + version) { $0.set(.version, of: $0.add(.service, id: "service:x", at: .whole), to: version, at: .whole) }
        }
        let assembled = assemble(documents)
        #expect(assembled.graph.nodes.first?.attributes[.version] == nil)
        #expect(assembled.graph.conflicts.map(\.standing) == [nil])
        #expect(assembled.diagnostics.map(\.problem) == [.contested(attribute: "version", candidates: ["1.0", "2.0"])])
    }

    @Test func `an unknown kind yields to any, and lists are united`() throws {
        let documents = [(NodeKind.unknown, "MIT"), (.model, "Apache-2.0"), (.unknown, "MIT")].enumerated().map { number, said in
            document("d\(number)") {
                let record = $0.add(said.0, id: "model:a/b", at: .whole)
                $0.set(.licence, of: record, to: said.1, at: .whole)
            }
        }
        let graph = assemble(documents).graph
        #expect(graph.nodes.map(\.kind) == [.model])
        #expect(graph.nodes.first?.lists[.licence] == ["Apache-2.0", "MIT"])
        #expect(graph.conflicts.isEmpty)
    }

    @Test func `names never join, however similar, and ids made from them stay apart`() {
        let documents = ["a", "b"].map { name in
            document(name) { $0.set(.name, of: $0.add(.service, at: .whole), to: "Mail Gateway", at: .whole) }
        }
        let ids = assemble(documents).graph.nodes.map(\.id.text)
        #expect(ids == ["service:mail-gateway~61000000", "service:mail-gateway~62000000"])
        #expect(assemble([documents[0]]).graph.nodes.map(\.id.text) == ["service:mail-gateway"])
    }

    @Test func `two things of one given id that may not be one thing are two nodes`() {
        let documents = ["a", "b"].map { name in
            document(name) {
                let record = $0.add(.package, id: "pkg:npm/x@1", at: .whole)
                $0.identify(record, by: .digest, "sha256:" + name, at: .whole)
            }
        }
        let assembled = assemble(documents)
        #expect(assembled.graph.nodes.map(\.id.text) == ["pkg:npm/x@1", "pkg:npm/x@1~62000000"])
        #expect(assembled.diagnostics.map(\.problem) == [.refusedJoin(key: "packageURL", value: "sha256")])
    }

    @Test func `a made-up id is readable and never empty`() {
        let cases: [(NodeKind, String, String)] = [
            (.product, "Lumen Assistant (beta)!", "product:lumen-assistant-beta"), (.service, "灵石 网关", "service:灵石-网关"),
            (.organization, "Acme, Inc.", "org:acme-inc."), (.service, "!!!", "service:unnamed"), (.service, "", "service:unnamed"),
        ]
        for (kind, name, id) in cases {
            let extract = document("x") { $0.set(.name, of: $0.add(kind, at: .whole), to: name, at: .whole) }
            #expect(assemble([extract]).graph.nodes.map(\.id.text) == [id])
        }
    }

    @Test func `a record that mentions a name joins the one that answers to it`() throws {
        let code = document("env") {
            let place = $0.place(line: 3)
            let service = $0.add(.service, at: place, tentative: true)
            $0.mention(service, as: .environmentVariable, "OPENAI_API_KEY", at: place)
            let other = $0.add(.service, at: place, tentative: true)
            $0.mention(other, as: .environmentVariable, "NOBODYS_KEY", at: place)
            $0.relate($0.subject(), .calls, to: service, at: place)
            $0.relate($0.subject(), .calls, to: other, at: place)
        }
        let catalog = document("catalog", rank: .official) {
            let service = $0.add(.service, id: "service:openai-api", at: .whole)
            $0.answer(service, to: .environmentVariable, "OPENAI_API_KEY", at: .whole)
        }
        let assembled = assemble([code, catalog])
        let graph = assembled.graph
        #expect(graph.nodes.map(\.kind) == [.product, .service])
        #expect(graph.relationships.map { graph.nodes[$0.to].id.text } == ["service:openai-api"])
        #expect(graph.relationships.first?.sources == [SourceLocation(file: "env.json", place: "line 3", reader: "test")])
        #expect(assembled.unplaced.map(\.name) == ["NOBODYS_KEY"])
        #expect(assemble([code]).graph.relationships.isEmpty)
    }

    @Test func `a name that two things answer to joins neither, and two mentions never join each other`() {
        let mentions = ["a", "b"].map { name in
            document(name) { $0.mention($0.add(.model, at: .whole), as: .hubModel, "meta/llama", at: .whole) }
        }
        #expect(assemble(mentions).graph.nodes.count == 2)
        let answers = ["x", "y"].map { name in
            document(name) { $0.answer($0.add(.model, id: NodeID("model:" + name), at: .whole), to: .hubModel, "meta/llama", at: .whole) }
        }
        #expect(assemble(mentions + answers).graph.nodes.count == 4)
        #expect(assemble(mentions + answers.prefix(1)).graph.nodes.count == 1)
    }

    @Test func `what an alias joins is joined whole or not at all`() {
        let mentions = ["a", "b", "c"].map { name in
            document(name) {
                let record = $0.add(.service, at: .whole)
                $0.mention(record, as: .hostname, "api.example", at: .whole)
                if name != "c" { $0.identify(record, by: .digest, "sha256:" + name, at: .whole) }
            }
        }
        let answer = document("z") { $0.answer($0.add(.service, id: "service:z", at: .whole), to: .hostname, "api.example", at: .whole) }
        let assembled = assemble(mentions + [answer])
        #expect(assembled.graph.nodes.count == 4)
        #expect(assembled.diagnostics.map(\.problem) == [.refusedJoin(key: "alias", value: "sha256")])
    }

    @Test func `a group that only vanished names could satisfy vanishes with them`() {
        let extract = document("g") {
            let known = $0.add(.service, id: "service:a", at: .whole)
            let met = $0.add(.service, at: .whole, tentative: true)
            $0.mention(met, as: .provider, "nobody", at: .whole)
            $0.require($0.subject(), .run, atLeast: 1, of: [(met, .active)], at: .whole)
            $0.require($0.subject(), .run, atLeast: 1, of: [(met, .active), (known, .standby)], at: .whole)
        }
        let assembled = assemble([extract])
        #expect(assembled.graph.statedRequirements.map(\.members.count) == [1])
        #expect(assembled.graph.statedRequirements.first?.members.first?.status == .standby)
        #expect(!assembled.diagnostics.contains { if case .unsatisfiableGroup = $0.problem { true } else { false } })
    }

    @Test func `relationships stated twice are one with both places, and a thing may need itself`() {
        let documents = ["a", "b"].map { name in
            document(name) {
                let record = $0.add(.package, id: "pkg:npm/x@1", at: .whole)
                $0.relate(record, .dependsOn, to: record, at: $0.place("edges", 0))
                $0.relate(record, .dependsOn, to: record, at: $0.place("edges", 0), scope: .build)
            }
        }
        let graph = assemble(documents).graph
        #expect(graph.relationships.map { [$0.from, $0.to] } == [[0, 0], [0, 0]])
        #expect(graph.relationships.allSatisfy { $0.sources.map(\.file) == ["a.json", "b.json"] })
    }

    @Test func `shares of one owner that differ are a conflict, and more than the whole is an error`() {
        func owns(_ name: String, _ owner: NodeID, _ millionths: Int, _ rank: SourceRank = .supplier) -> Extract {
            document(name, rank: rank) {
                let (owned, owner) = ($0.add(.organization, id: "org:b", at: .whole), $0.add(.organization, id: owner, at: .whole))
                $0.relate(owned, RelationshipDetails(.ownedBy, share: ExactShare(millionths: millionths)), to: owner, at: .whole)
            }
        }
        let conflicting = assemble([owns("x", "org:a", 400_000), owns("y", "org:a", 600_000, .official)])
        #expect(conflicting.graph.relationships.map(\.details.share?.description) == ["0.6"])
        #expect(conflicting.graph.conflicts.map(\.standing) == ["0.6"])
        #expect(conflicting.graph.conflicts.first?.candidates.map(\.value) == ["0.6", "0.4"])
        let tooMuch = assemble([owns("x", "org:a", 600_000), owns("y", "org:c", 500_000)])
        #expect(tooMuch.diagnostics.filter { $0.problem == .invalidShare("> 1") }.count == 2)
        let twice = assemble([owns("x", "org:a", 600_000), owns("y", "org:a", 600_000)])
        #expect(twice.diagnostics.isEmpty)
    }

    @Test func `look-alike ids are warned of and never joined`() {
        let extract = document("x") {
            _ = $0.add(.organization, id: "org:paypal", at: .whole)
            _ = $0.add(.organization, id: "org:p\u{430}ypal", at: .whole)
            _ = $0.add(.organization, id: "org:ｐaypal", at: .whole)
            _ = $0.add(.organization, id: "org:灵石", at: .whole)
        }
        let assembled = assemble([extract])
        #expect(assembled.graph.nodes.count == 4)
        #expect(assembled.diagnostics.count { if case .lookalikes = $0.problem { true } else { false } } == 2)
    }

    @Test func `canonically equivalent ids are two things`() {
        let extract = document("x") {
            _ = $0.add(.organization, id: "org:\u{C5}", at: .whole)
            _ = $0.add(.organization, id: "org:\u{212B}", at: .whole)
        }
        #expect(assemble([extract]).graph.nodes.count == 2)
    }

    @Test func `between two statements about one government the stronger counts, between equals the worse`() {
        func reach(_ name: String, _ certainty: Certainty, _ rank: SourceRank) -> Extract {
            document(name, rank: rank) {
                $0.reach(
                    $0.add(.organization, id: "org:a", at: .whole), .unitedStates, nexus: .established, certainty: certainty, at: .whole)
            }
        }
        #expect(
            assemble([reach("x", .no, .analyst), reach("y", .known, .supplier)]).graph.nodes.first?.jurisdictions.map(\.certainty) == [.no])
        #expect(
            assemble([reach("x", .no, .supplier), reach("y", .known, .supplier)]).graph.nodes.first?.jurisdictions.map(\.certainty) == [
                .known
            ])
    }

    @Test func `nothing gives an empty graph`() {
        let assembled = assemble([])
        #expect(assembled.graph.nodes.isEmpty && assembled.diagnostics.isEmpty && assembled.unplaced.isEmpty)
    }
}

struct AmbiguousNameTests {
    @Test func `a name that two things answer to means neither, and that is said`() throws {
        let catalog = document("catalog", rank: .official) { extract in
            for id in ["service:one", "service:two"] {
                let place = extract.place("services", id == "service:one" ? 0 : 1)
                extract.answer(extract.add(.service, id: NodeID(id), at: place), to: .hostname, "api.acme.example", at: place)
            }
        }
        let project = document("project") { extract in
            let place = extract.place("host")
            let met = extract.add(.service, at: place)
            extract.set(.name, of: met, to: "api.acme.example", at: place)
            extract.mention(met, as: .hostname, "api.acme.example", at: place)
        }
        let assembled = assemble([catalog, project])
        #expect(assembled.graph.nodes.map(\.id.text) == ["service:api.acme.example", "service:one", "service:two"])
        let told = try #require(assembled.diagnostics.first)
        #expect(told.problem == .ambiguousName(name: "api.acme.example", candidates: ["service:one", "service:two"]))
        #expect(told.location.file == "project.json" && told.location.place == "/host")
    }
}

struct PrintedIDTests {
    private static func vendor(_ file: String, _ name: String) -> Extract {
        document(file) { extract in
            let record = extract.add(.organization, at: .whole)
            extract.set(.name, of: record, to: name, at: .whole)
        }
    }

    @Test func `an id in the manifest means what is printed under it, and documents never meet in one`() {
        let vendors = [Self.vendor("a", "Acme"), Self.vendor("b", "Acme Inc")]
        #expect(assemble(vendors).graph.nodes.map(\.id.text) == ["org:acme", "org:acme-inc"])
        let manifest = document("m", rank: .analyst) { extract in
            let left = extract.add(.organization, id: "org:acme", at: .whole)
            extract.identify(left, with: extract.add(.organization, id: "org:acme-inc", at: .whole), at: .whole)
        }
        #expect(assemble(vendors + [manifest]).graph.nodes.map(\.id.text) == ["org:acme"])
        let list = document("l") { _ = $0.add(.organization, id: "org:acme", at: .whole) }
        #expect(assemble(vendors + [list]).graph.nodes.count == 3)
    }

    @Test func `things of one name are told apart in the manifest by what is printed`() {
        let vendors = [Self.vendor("a", "Acme"), Self.vendor("b", "Acme")]
        let ids = assemble(vendors).graph.nodes.map(\.id)
        #expect(ids.count == 2)
        let manifest = document("m", rank: .analyst) { extract in
            let left = extract.add(.organization, id: ids[0], at: .whole)
            extract.identify(left, with: extract.add(.organization, id: ids[1], at: .whole), at: .whole)
        }
        #expect(assemble(vendors + [manifest]).graph.nodes.count == 1)
    }
}
