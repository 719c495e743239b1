import Assembly
import SupplyChain
import Testing

/// What may be one thing is proposed and never joined.
struct SuggestionTests {
    private func assembled(_ things: [(NodeKind, id: String, name: String, identifier: String?)]) -> Assembled {
        assemble(
            things.enumerated().map { number, thing in
                var extract = Extract(file: "\(number).json", digest: "sha256:\(number)", reader: "test", rank: .supplier)
                let place = extract.place("things", number)
                let record = extract.add(thing.0, id: NodeID(thing.id), at: place)
                extract.set(.name, of: record, to: thing.name, at: place)
                if let identifier = thing.identifier { extract.identify(record, by: .legalEntity, identifier, at: place) }
                return extract
            })
    }

    private func pairs(_ things: [(NodeKind, id: String, name: String, identifier: String?)]) -> [String] {
        assembled(things).suggestions.map { "\($0.reason.rawValue) \($0.left) \($0.right)" }
    }

    @Test func `organizations are alike without case, punctuation and legal form, unless two identifiers tell them apart`() {
        #expect(
            pairs([
                (.organization, "org:a", "Acme, Inc.", nil), (.organization, "org:b", "ACME", nil),
                (.organization, "org:c", "Acme Parts", nil),
            ])
                == ["organizationName org:a org:b"])
        #expect(pairs([(.organization, "org:a", "Acme", "LEI1"), (.organization, "org:b", "Acme", "LEI2")]).isEmpty)
        #expect(pairs([(.organization, "org:a", "Inc.", nil), (.organization, "org:b", "S.A.", nil)]).isEmpty)
    }

    @Test func `models are alike without case and separators`() {
        #expect(
            pairs([
                (.model, "model:acme/Lumen-8B", "x", nil), (.model, "model:acme/lumen_8b", "y", nil),
                (.model, "model:acme/lumen-80b", "z", nil),
            ])
                == ["modelName model:acme/Lumen-8B model:acme/lumen_8b"])
    }

    @Test func `one package of two package managers is proposed, another version is not`() {
        #expect(
            pairs([
                (.package, "pkg:npm/lumen@1.0", "x", nil), (.package, "pkg:pypi/lumen@1.0", "y", nil),
                (.package, "pkg:cargo/lumen@2.0", "z", nil),
            ])
                == ["packageName pkg:npm/lumen@1.0 pkg:pypi/lumen@1.0"])
    }

    @Test(arguments: ["\u{0430}cme", "ac\u{200B}me", "\u{FF41}cme", "acm\u{0435}", "\u{03B1}cme", "\u{1D41A}cme", "acme\u{202E}"])
    func `what looks alike is warned of, proposed and kept apart`(_ name: String) throws {
        let result = assembled([(.service, "service:acme", "Acme", nil), (.service, "service:\(name)", "Acme", nil)])
        #expect(result.graph.nodes.count == 2)
        #expect(result.suggestions.map(\.reason) == [.lookalike])
        #expect(result.diagnostics.contains { if case .lookalikes = $0.problem { true } else { false } })
    }

    @Test func `a proposal says where both were read`() throws {
        let pair = try #require(
            assembled([(.organization, "org:a", "Acme", nil), (.organization, "org:b", "acme", nil)]).suggestions.first)
        #expect(pair.leftSource?.file == "0.json" && pair.leftSource?.place == "/things/0" && pair.rightSource?.file == "1.json")
    }

    @Test func `organizations known elsewhere and suppliers named by documents are proposed, never joined`() {
        var bill = Extract(file: "bom.json", digest: "sha256:b", reader: "test", rank: .supplier)
        let part = bill.add(.package, id: "pkg:npm/lumen@1", at: bill.place("components", 0))
        bill.set(.supplier, of: part, to: "Acme Corporation", at: bill.place("components", 0))
        let vendor = bill.add(.organization, id: "org:list/acme-parts", at: .whole)
        bill.set(.name, of: vendor, to: "ACME Parts", at: .whole)
        let result = assemble([bill])
        let known = [(id: NodeID("org:acme"), name: "Acme Corp."), (id: NodeID("org:acme-parts"), name: "Acme Parts GmbH")]
        #expect(
            result.suggestions(knowing: known).map { "\($0.reason.rawValue) \($0.left) \($0.right)" } == [
                "organizationName org:acme-parts org:list/acme-parts", "supplierName pkg:npm/lumen@1 org:acme",
            ])
        #expect(result.graph.nodes.count == 2 && result.graph.relationships.isEmpty)
        #expect(result.suggestions.isEmpty)
    }
}
