import Testing

@testable import Extraction

/// What the reader of YAML promises to those who walk its values.
@Suite struct YAMLDocumentTests {
    private func document(_ text: String) throws(ExtractionError) -> YAMLDocument { try YAMLDocument(parsing: Array(text.utf8)) }

    /// Each level names the one below ten times.
    private func bomb(levels: Int) -> String {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...levels {
            let names = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(names)]\n"
        }
        return text
    }

    @Test func `a block is found at its key, and what stands alone where it begins`() throws {
        let text = "a:\n  b:\n    - x\n    -\n      c: 1\n  d: {e: 2}\n  f:\n\n    text\n? [k]\n:\n  g: 3\n"
        let root = try #require(try document(text).root)
        let block = try #require(root["a"])
        #expect(root.line == 1 && block.line == 1 && block["b"]?.line == 2)
        #expect(block["b"]?.sequence?.map(\.line) == [3, 5] && block["b"]?.sequence?.last?["c"]?.line == 5)
        #expect(block["d"]?.line == 6 && block["d"]?["e"]?.line == 6 && block["f"]?.line == 9)
        #expect(block["b"]?.column == 3 && block["b"]?.sequence?.last?.column == 7)
    }

    @Test func `aliases that stand for more than a million nodes are refused`() {
        #expect(throws: ExtractionError.limit(name: "yaml aliases", value: "1000000")) { try document(bomb(levels: 12)) }
    }

    @Test func `aliases below the limit are read, and each is what it stands for`() throws {
        let read = try document(bomb(levels: 4))
        #expect(read.root?["a4"]?.sequence?.last?.sequence?.first?.sequence?.count == 10)
    }

    @Test func `a text without aliases has no limit on its nodes`() throws {
        let read = try document("list: &list [" + [String](repeating: "x", count: 200_000).joined(separator: ",") + "]\nagain: *list\n")
        #expect(read.root?["again"]?.sequence?.count == 200_000)
    }

    @Test(arguments: ["a: &a [*a]", "a: &a {b: {c: *a}}", "- &a\n  - x\n  - *a"])
    func `an alias inside of what it stands for is refused`(_ text: String) {
        #expect(throws: ExtractionError.self) { try document(text) }
    }

    @Test func `an anchor is that of its own document`() {
        #expect(throws: ExtractionError.self) { try document("a: &a 1\n---\nb: *a\n") }
    }
}
