import Foundation
import Testing

@testable import Diagrams

/// What is drawn, whatever the names are.
struct PictureTests {
    static let hostile = [
        "<script>alert(1)</script>", "]]>", "javascript:alert(1)", "\u{202E}evil", "a\u{0}b\u{1B}[31m", "\"quoted\" \\N \\G", "<B>bold</B>",
        "&amp; &#0; &bogus;", "image=/etc/passwd", String(repeating: "x", count: 1_000_000), "{|}<port>", "灵犀助手", "", "\u{FFFE}\u{FFFF}",
        "e\u{301}" + String(repeating: "\u{301}", count: 400), "line\nline\r\nline", "'single'", "\u{200F}\u{2066}rtl\u{2069}",
        "</TABLE>>; a [image=\"x\"]; <",
        "<IMG SRC=\"/etc/passwd\"/>", "https://example.com/?a=1&b=\"><script>",
    ]

    static let banned = [
        "<script", "<image", "<IMG", "xlink:href", "href=\"http:", "href=\"javascript", "onload", "onclick", "<!DOCTYPE", "transparent",
        "\u{202E}", "\u{1B}",
        " style=\"",
    ]

    /// A random supply chain whose names are all hostile.
    private func supply(seed: UInt64) -> RandomSupply {
        RandomSupply(seed: seed, nodes: 24) { number, random in Self.hostile[(number + random.below(3)) % Self.hostile.count] }
    }

    @Test func `hostile names are text in every view and language, and nothing refers outside`() throws {
        let executable = try #require(Executable.path, "the executable was not built")
        let renderer = GraphvizRenderer(executable: executable)
        for (seed, language) in DiagramPhrases.Language.allCases.enumerated() {
            for diagram in supply(seed: UInt64(seed + 3)).diagrams(in: language) {
                let drawing = try renderer.draw(diagram, as: .svg)
                let text = String(decoding: drawing.bytes, as: UTF8.self)
                #expect(drawing.fallback == .none, "\(diagram.view)")
                #expect(StrictXML.isWellFormed(drawing.bytes), "\(diagram.view)")
                // Graphviz's names for things stand in ids, never in what is shown.
                let shown = text.replacing("&#45;", with: "-").split(separator: "<text").dropFirst().map { $0.prefix { $0 != "/" } }
                #expect(!shown.contains { $0.contains("--n-") }, "\(diagram.view)")
                for word in Self.banned { #expect(!text.contains(word), "\(diagram.view): \(word)") }
                #expect(StrictXML.values(of: "href", in: text).allSatisfy { $0.hasPrefix("https://") || $0.hasPrefix("#") })
                #expect(text.utf8.count < 400_000, "\(diagram.view)")
                let dot = String(decoding: try renderer.draw(diagram, as: .dot).bytes, as: UTF8.self)
                #expect(!dot.contains("URL=") && !dot.contains("image=\"") && !dot.contains("HREF"))
            }
        }
    }

    @Test func `only addresses over https and places in the document are links`() {
        for address in ["https://example.com/a?b=1&c=2", "#node"] { #expect(PictureLink(address)?.address == address) }
        for address in [
            "javascript:alert(1)", "http://example.com", "https://a b", "https://a\"onload=", "https://a'", "https://<x>",
            "file:///etc/passwd", "data:text/html,x",
            "https://\u{202E}", "", " https://example.com", "HTTPS://example.com",
        ] { #expect(PictureLink(address) == nil, "\(address)") }
    }

    @Test func `long ids that begin alike stay apart`() {
        let long = String(repeating: "a", count: 500)
        #expect(PictureID("v--n", long + "1") != PictureID("v--n", long + "2"))
        #expect(PictureID("v--n", "a_b") != PictureID("v--n", "a b"))
    }

    @Test func `text is cut and broken by how wide it is drawn`() {
        for name in Self.hostile + ["混合 mixed 文本", "Iiiiii", "WWWWWW"] {
            let text = PictureText(name)
            #expect(TextWidth.points(text.fitted(to: 200, size: 14).shown, size: 14) <= 200)
            let lines = PictureText(sentence: name + " " + name).wrapped(to: 300, size: 20)
            let joined = lines.map(\.shown).joined().filter { $0 != " " }
            #expect(joined == PictureText(sentence: name + " " + name).shown.filter { $0 != " " })
        }
        let sentence = PictureText(sentence: String(repeating: "Nobody knows who controls it. ", count: 6))
        let lines = sentence.balanced(to: 700, size: 20)
        let widths = lines.map { TextWidth.points($0.shown, size: 20) }
        #expect(lines.count == sentence.wrapped(to: 700, size: 20).count)
        #expect(lines.map(\.shown).joined(separator: " ") == sentence.shown.dropLast())
        #expect((widths.max() ?? 0) <= 700 && (widths.min() ?? 0) * 2 > (widths.max() ?? 0), "\(widths)")
        let chinese = PictureText(String(repeating: "灵犀助手，", count: 30)).wrapped(to: 300, size: 20)
        #expect(chinese.count > 5 && chinese.allSatisfy { TextWidth.points($0.shown, size: 20) <= 340 && !$0.shown.hasPrefix("，") })
    }

    @Test func `the same diagram gives the same bytes`() throws {
        let renderer = GraphvizRenderer(executable: try #require(Executable.path, "the executable was not built"))
        let diagrams = [RandomSupply(seed: 9, nodes: 20), RandomSupply(seed: 9, nodes: 20)].map { $0.diagrams(in: .english)[1] }
        #expect(diagrams[0] == diagrams[1])
        #expect(try renderer.draw(diagrams[0], as: .svg).bytes == renderer.draw(diagrams[1], as: .svg).bytes)
    }

    @Test func `a layout that takes too long is ended, tried smaller and simpler, and told`() throws {
        let executable = try #require(Executable.path, "the executable was not built")
        let diagram = RandomSupply(seed: 1, nodes: 8).diagrams(in: .english)[0]
        #expect(throws: GraphvizRenderer.Failure.self) { try GraphvizRenderer(executable: executable, deadline: 0).draw(diagram, as: .svg) }
        #expect(throws: GraphvizRenderer.Failure.notStarted) {
            try GraphvizRenderer(executable: "/nonexistent/chokepoint").draw(diagram, as: .svg)
        }
    }

    @Test func `where the layout does not hold more is folded, and the picture says so`() throws {
        let renderer = GraphvizRenderer(executable: try #require(Executable.path, "the executable was not built"))
        let supply = RandomSupply(seed: 5, nodes: 30)
        let whole = supply.diagrams(in: .english)[1]
        // A name that ends the string it stands in is DOT that cannot be read: a layout that does not hold.
        var broken = whole
        broken.view = "map\"<"
        let smaller = supply.diagrams(in: .english, budget: 10)[1]
        let drawing = try renderer.draw(broken, as: .svg, smaller: { smaller })
        #expect(drawing.fallback == .smaller)
        #expect(drawing.diagram == smaller)
        #expect(String(decoding: drawing.bytes, as: UTF8.self).contains("more is folded than asked for"))
    }

    /// A dense diagram, far beyond what a view makes.
    private func dense(_ boxes: Int, _ lines: Int) -> Diagram {
        var diagram = RandomSupply(seed: 1, nodes: 4).diagrams(in: .english)[1]
        var random = Seeded(7)
        diagram.nodes = (0..<boxes).map {
            Diagram.Node("n\($0)", .package, title: PictureText("part \($0)"), caption: "PACKAGE", tab: .unknown, tooltip: "part")
        }
        var pairs: Set<[Int]> = []
        while pairs.count < lines {
            let (one, other) = (random.below(boxes), random.below(boxes))
            if one != other { pairs.insert([min(one, other), max(one, other)]) }
        }
        diagram.edges = pairs.sorted { $0.lexicographicallyPrecedes($1) }.map { Diagram.Edge("n\($0[0])", "n\($0[1])", .run) }
        return diagram
    }

    @Test(.enabled(if: Executable.isLong, "a long one: it spends what a layout may spend"))
    func `five hundred boxes with three thousand lines end in a picture with every edge`() throws {
        let renderer = GraphvizRenderer(executable: try #require(Executable.path, "the executable was not built"), deadline: 120_000)
        let diagram = dense(500, 3_000)
        let drawing = try renderer.draw(diagram, as: .svg, smaller: { self.dense(60, 120) })
        #expect(StrictXML.isWellFormed(drawing.bytes))
        #expect(StrictXML.values(of: "data-e", in: String(decoding: drawing.bytes, as: UTF8.self)).count == drawing.diagram.edges.count)
    }

    @Test func `the safe profile draws every edge of every view`() throws {
        let renderer = GraphvizRenderer(executable: try #require(Executable.path, "the executable was not built"))
        for diagram in RandomSupply(seed: 4, nodes: 20).diagrams(in: .chinese) {
            let drawing = try renderer.drawSafely(diagram, as: .svg)
            #expect(drawing.fallback == .safe)
            let text = String(decoding: drawing.bytes, as: UTF8.self)
            #expect(StrictXML.isWellFormed(drawing.bytes))
            #expect(StrictXML.values(of: "data-e", in: text).count == diagram.edges.count)
            #expect(text.contains("已改用简化形式"))
        }
    }
}
