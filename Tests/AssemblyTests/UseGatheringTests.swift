import Assembly
import SupplyChain
import Testing

/// What the sources of a project say together.
struct UseGatheringTests {
    private static func source(
        _ file: String, _ uses: [(host: String, strength: Strength)], line: Int = 1, isAlike: Bool = true
    ) -> Extract {
        var extract = Extract(file: file, digest: "sha256:" + file, reader: "source-use", rank: .inferred)
        extract.standing = .useInProject
        for use in uses {
            let place = extract.place(line: line)
            let record = extract.add(.service, at: place)
            extract.set(.name, of: record, to: use.host, at: place)
            extract.mention(record, as: .hostname, use.host, at: place)
            if isAlike { extract.markInterchangeable(record) }
            extract.relate(extract.subject(), .calls, to: record, at: place, strength: use.strength)
        }
        return extract
    }

    private static func project(_ file: String) -> Extract {
        var extract = Extract(file: file, digest: "sha256:" + file, reader: "lock", rank: .supplier)
        _ = extract.subject()
        return extract
    }

    /// `from strength to xPlaces`, sorted.
    private static func calls(_ extracts: [Extract]) -> [String] {
        let graph = assemble(ProjectLayout.applied(to: extracts, roots: [.init(prefix: "", name: "app", isFolder: true)])).graph
        return graph.relationships.filter { $0.kind == .calls }.map {
            "\(graph.nodes[$0.from].id) \($0.details.strength?.rawValue ?? "-") \(graph.nodes[$0.to].name) x\($0.sources.count)"
        }
    }

    @Test func `sources speak for the nearest project around them and make none of their own folder`() {
        let extracts = [
            Self.project("p.lock"), Self.project("services/a/p.lock"), Self.source("services/a/src/deep/x.py", [("h", .configured)]),
            Self.source("lib/y.py", [("i", .configured)]),
        ]
        #expect(Self.calls(extracts) == ["package:a configured h x1", "product:app configured i x1"])
        #expect(Self.calls([Self.source("src/x.py", [("h", .configured)])]) == ["product:app configured h x1"])
    }

    @Test func `one thing in many files is one node at its firmest, with five places and the number of the rest`() {
        let many = (0..<40).map { Self.source("src/f\($0).py", [("h", .configured)], line: $0 + 1) }
        let others = [Self.source("src/menu.py", [("h", .offered)]), Self.source("tests/t.py", [("h", .mentioned)])]
        #expect(Self.calls(many + others) == ["product:app configured h x6"])
        let graph = assemble(ProjectLayout.applied(to: many, roots: [.init(prefix: "", name: "app", isFolder: true)])).graph
        let places = graph.relationships[0].sources.map { "\($0.file) \($0.place)" }
        #expect(places.contains(". +35") && places.contains("src/f0.py line 1"))
    }

    @Test func `a folder of files that each call another of them is a menu`() {
        let adapters = ["a", "b", "c"].map { Self.source("providers/\($0).py", [($0, .configured)]) }
        let main = Self.source("main.py", [("d", .configured)])
        #expect(
            Self.calls(adapters + [main]) == [
                "product:app offered a x1", "product:app offered b x1", "product:app offered c x1", "product:app configured d x1",
            ])
        // Two are two that are used.
        #expect(Self.calls(Array(adapters.prefix(2))) == ["product:app configured a x1", "product:app configured b x1"])
    }

    @Test func `so are folders side by side with one of them each`() {
        let adapters = ["a", "b", "c", "d"].map { Self.source("providers/\($0)/client.py", [($0, .configured)]) }
        #expect(Self.calls(adapters).allSatisfy { $0.contains(" offered ") })
        #expect(Self.calls(Array(adapters.prefix(3))).allSatisfy { $0.contains(" configured ") })
    }

    @Test func `five files of one folder with a thing each are plug-ins, whatever they are`() {
        let plugins = ["a", "b", "c", "d", "e"].map { Self.source("tools/\($0).py", [($0, .configured)], isAlike: false) }
        #expect(Self.calls(plugins).allSatisfy { $0.contains(" offered ") })
        #expect(Self.calls(Array(plugins.prefix(4))).allSatisfy { $0.contains(" configured ") })
    }

    @Test func `whoever is called outside the menu is called`() {
        let adapters = ["a", "b", "c"].map { Self.source("providers/\($0).py", [($0, .configured)]) }
        let calls = Self.calls(adapters + [Self.source("job.py", [("b", .configured)])])
        #expect(calls.contains("product:app configured b x1") && calls.contains("product:app offered a x1"))
    }

    @Test func `the order of the files changes nothing`() {
        let extracts = (0..<12).map { Self.source("s/f\($0).py", [("h\($0 % 4)", $0 % 2 == 0 ? .configured : .offered)]) }
        #expect(Self.calls(extracts) == Self.calls(extracts.reversed()))
    }
}
