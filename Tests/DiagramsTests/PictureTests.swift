@testable import Diagrams
import Foundation
import Testing

/// Strict enough to catch what a browser would refuse: tags nest, attributes are quoted, entities are known, no raw control character.
enum StrictXML {
    static func isWellFormed(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            guard isText(rest[..<start]) else { return false }
            guard let end = closing(rest, start) else { return false }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return false }
            } else {
                guard attributesAreFine(tag) else { return false }
                if !tag.hasSuffix("/") { open.append(tag.prefix { $0 != " " }) }
            }
        }
        return open.isEmpty && rest.allSatisfy(\.isWhitespace)
    }

    private static func closing(_ text: Substring, _ start: Substring.Index) -> Substring.Index? {
        var isQuoted = false
        for index in text.indices[start...] {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index] == ">", !isQuoted { return index }
        }
        return nil
    }

    private static func attributesAreFine(_ tag: Substring) -> Bool {
        let values = tag.split(separator: "\"", omittingEmptySubsequences: false)
        guard values.count % 2 == 1 else { return false }
        return values.enumerated().allSatisfy { index, part in index % 2 == 0 ? !part.contains("<") && !part.contains("'") : isText(part) }
    }

    private static func isText(_ text: Substring) -> Bool {
        guard
            !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || $0.value == 0xFFFE || $0.value == 0xFFFF }
            )
        else { return false }
        for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
            guard let end = piece.firstIndex(of: ";") else { return false }
            let name = piece[..<end]
            guard
                ["amp", "lt", "gt", "quot", "apos", "#39", "#45", "#160"].contains(name)
                    || name.hasPrefix("#") && name.dropFirst().allSatisfy(\.isNumber)
            else { return false }
        }
        return true
    }
}

struct PictureTests {
    /// The built executable, which lies beside the tests; drawing needs it as its layout process.
    static var executable: String? {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<4 {
            let candidate = folder.appendingPathComponent("chokepoint").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    static let hostile = [
        "<script>alert(1)</script>", "]]>", "javascript:alert(1)", "\u{202E}evil", "a\u{0}b\u{1B}[31m", "\"quoted\" \\N \\G", "<B>bold</B>",
        "&amp; &#0; &bogus;", "image=/etc/passwd",
        String(repeating: "x", count: 1_000_000), "{|}<port>", "灵犀助手", "", "\u{FFFE}\u{FFFF}",
        "e\u{301}" + String(repeating: "\u{301}", count: 400), "line\nline\r\nline", "'single'",
    ]

    private func diagram(_ names: [String], view: String, columns: Bool) -> Diagram {
        let shapes: [Diagram.Shape] = [
            .package, .model, .service, .registry, .hardware, .infrastructure, .dataset, .unknown, .vendor, .rest, .gate,
        ]
        var nodes = names.enumerated().map { index, name in
            Diagram.Node(
                id: "n\(index) \(name.prefix(20))", shape: shapes[index % shapes.count], column: columns ? 1 + index % 2 : nil,
                caption: PictureText(name), title: PictureText(name),
                mark: index % 3 == 0
                    ? .stops(number: index, of: "1/2", isAssumed: index % 2 == 0)
                    : index % 3 == 1 ? .freezes(of: "1/2", isAssumed: false) : nil,
                tab: index % 2 == 0 ? .focus("US") : .unknown,
                strips: [.init(text: PictureText(name), isDuty: index % 2 == 0, isKnown: index % 5 != 0)], tooltip: PictureText(name))
        }
        nodes.insert(
            Diagram.Node(
                id: "product", shape: .product, column: columns ? 0 : nil, caption: "", title: PictureText(names.first ?? "p"),
                tooltip: PictureText(names.first ?? "p")), at: 0)
        let strokes: [Diagram.Stroke] = [.run, .build, .derivation, .stops, .freezes, .folded, .optional, .control]
        let edges = nodes.indices.dropFirst().map {
            Diagram.Edge(from: nodes[($0 - 1) / 2].id, to: nodes[$0].id, stroke: strokes[$0 % strokes.count], width: 1.5)
        }
        return Diagram(
            view: view, language: .english, subject: PictureText(names.first ?? ""), verdict: PictureText(names.last ?? ""),
            legend: Diagram.Legend.allCases, footnote: "footnote",
            headings: columns ? ["A", "B", "C"] : [], nodes: nodes, edges: edges, description: names.map { PictureText($0) })
    }

    @Test(arguments: [true, false]) func `hostile names are text, and nothing refers outside`(_ columns: Bool) throws {
        let executable = try #require(Self.executable, "the executable was not built")
        for format in [GraphvizRenderer.Format.svg, .dot] {
            let drawing = try GraphvizRenderer(executable: executable).draw(
                diagram(Self.hostile, view: "summary", columns: columns), as: format)
            let text = String(decoding: drawing.bytes, as: UTF8.self)
            #expect(!drawing.isSimplified)
            guard format == .svg else { continue }
            #expect(StrictXML.isWellFormed(drawing.bytes))
            for banned in ["<script", "<image", "xlink:href", "href=", "onload", "<!DOCTYPE", "transparent"] {
                #expect(!text.contains(banned), "\(banned)")
            }
            #expect(text.utf8.count < 400_000)
        }
    }

    @Test func `random diagrams are drawn whole, in both forms`() throws {
        let executable = try #require(Self.executable, "the executable was not built")
        let rounds: UInt64 = ProcessInfo.processInfo.environment["CHOKEPOINT_LONG"] == nil ? 150 : 5_000
        let renderer = GraphvizRenderer(executable: executable)
        for seed in 0..<rounds {
            var random = SystemSeeded(seed: seed)
            let names = (0..<Int(random.next() % 40 + 1)).map { "part \($0) \(random.next() % 1_000)" }
            let plain = diagram(names, view: "map", columns: seed % 2 == 0)
            var edges = plain.edges
            for _ in 0..<Int(random.next() % 30) {
                let (from, to) = (
                    plain.nodes[Int(random.next() % UInt64(plain.nodes.count))].id,
                    plain.nodes[Int(random.next() % UInt64(plain.nodes.count))].id
                )
                edges.append(Diagram.Edge(from: from, to: to, stroke: .run, width: 1))
            }
            var dense = plain
            dense.edges = edges
            let drawing = try renderer.draw(dense, as: .svg)
            #expect(!drawing.isSimplified, "seed \(seed)")
            #expect(StrictXML.isWellFormed(drawing.bytes), "seed \(seed)")
        }
    }

    @Test func `the same diagram gives the same bytes`() throws {
        let executable = try #require(Self.executable, "the executable was not built")
        let one = try GraphvizRenderer(executable: executable).draw(diagram(["a", "b", "c"], view: "map", columns: false), as: .svg)
        let other = try GraphvizRenderer(executable: executable).draw(diagram(["a", "b", "c"], view: "map", columns: false), as: .svg)
        #expect(one.bytes == other.bytes)
    }

    @Test func `a layout that takes too long is ended, tried once more in a simpler form, and told`() throws {
        let executable = try #require(Self.executable, "the executable was not built")
        #expect(throws: GraphvizRenderer.Failure.self) {
            try GraphvizRenderer(executable: executable, deadline: 0).draw(diagram(["a"], view: "map", columns: false), as: .svg)
        }
        #expect(throws: GraphvizRenderer.Failure.notStarted) {
            try GraphvizRenderer(executable: "/nonexistent/chokepoint").draw(diagram(["a"], view: "map", columns: false), as: .svg)
        }
    }

    @Test func `text is readable on its ground, in light and dark`() {
        for (text, ground) in Token.textPairs {
            #expect(Self.contrast(text.light, ground.light) >= 4.5, "\(text) on \(ground)")
            #expect(Self.contrast(text.dark, ground.dark) >= 4.5, "\(text) on \(ground), dark")
        }
        #expect(Set(Token.allCases.map(\.light)).count == Token.allCases.count)
    }

    /// The ratio of WCAG 2.
    private static func contrast(_ one: String, _ other: String) -> Double {
        func luminance(_ hex: String) -> Double {
            let channels = [1, 3, 5].map { offset -> Double in
                let start = hex.index(hex.startIndex, offsetBy: offset)
                let value = Double(Int(hex[start..<hex.index(start, offsetBy: 2)], radix: 16) ?? 0) / 255
                return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        }
        let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)
    }
}

/// A small generator with a seed, so that a failure can be run again.
struct SystemSeeded {
    private var state: UInt64

    init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
