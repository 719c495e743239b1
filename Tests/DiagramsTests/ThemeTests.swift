import Foundation
import Testing

@testable import Diagrams

/// Colours that can be read, and told apart without colour.
struct ThemeTests {
    @Test func `text is readable on its ground, in light and dark`() {
        for (text, ground) in Token.textPairs {
            #expect(Self.contrast(text.light, ground.light) >= 4.5, "\(text) on \(ground)")
            #expect(Self.contrast(text.dark, ground.dark) >= 4.5, "\(text) on \(ground), dark")
        }
        for (line, ground) in Token.linePairs {
            #expect(Self.contrast(line.light, ground.light) >= 3, "\(line) on \(ground)")
            #expect(Self.contrast(line.dark, ground.dark) >= 3, "\(line) on \(ground), dark")
        }
        #expect(Set(Token.allCases.map(\.light)).count == Token.allCases.count, "colours are mapped by value")
    }

    @Test func `every colour of text in every view stands in the list of pairs that are tested`() throws {
        let inks = Set(Token.textPairs.map(\.text.light))
        for language in DiagramPhrases.Language.allCases {
            for diagram in RandomSupply(seed: 3, nodes: 30).diagrams(in: language) {
                let fonts = DotText(diagram).text.split(separator: "<FONT ").dropFirst().compactMap { tag -> String? in
                    tag.firstRange(of: "COLOR=\"").map { String(tag[$0.upperBound...].prefix(7)) }
                }
                // Lines of the legend are drawn as glyphs in the colour of the lines.
                #expect(Set(fonts).isSubset(of: inks.union([Token.line.light])), "\(diagram.view)")
            }
        }
    }

    @Test func `nothing is smaller than nine points`() {
        for diagram in RandomSupply(seed: 3, nodes: 30).diagrams(in: .english) {
            let sizes = DotText(diagram).text.split(separator: "POINT-SIZE=\"").dropFirst().compactMap { Int($0.prefix { $0 != "\"" }) }
            #expect((sizes.min() ?? 9) >= 9, "\(diagram.view)")
        }
    }

    /// What is left of a state without colour.
    private struct Grey: Hashable {
        let glyph: String
        let width: Double
        let isDashed: Bool
        let isDark: Bool
    }

    @Test func `in grey every state is told by a glyph, and by its line or its plate`() {
        let states = Diagram.State.allCases.filter { $0 != .circular }
        let writer = DotWriter(RandomSupply(seed: 3, nodes: 4).diagrams(in: .english)[1], .full, nil)
        let looks = states.map { state -> Grey in
            let node = Diagram.Node("x", .package, title: "x", mark: .state(state), tooltip: "x")
            let look = writer.look(of: node)
            let plate = DotWriter.look(of: state)
            return Grey(glyph: plate.glyph, width: look.width, isDashed: look.isDashed, isDark: Self.luminance(plate.ground.light) < 0.3)
        }
        for (one, other) in zip(states.indices, states.indices).flatMap({ first, _ in
            states.indices.filter { $0 > first }.map { (first, $0) }
        }) {
            #expect(looks[one].glyph != looks[other].glyph, "\(states[one]) and \(states[other])")
            let isTold =
                looks[one].width != looks[other].width || looks[one].isDashed != looks[other].isDashed
                || looks[one].isDark != looks[other].isDark
            let areTinted = Set([states[one], states[other]]) == [.degraded, .frozen]
            #expect(isTold || areTinted, "\(states[one]) and \(states[other])")
        }
        // Degraded and frozen share width and a light plate: their glyphs and words differ, and their borders in lightness.
        let difference = abs(Self.luminance(Token.degraded.light) - Self.luminance(Token.frozen.light))
        #expect(difference > 0.08)
        for language in DiagramPhrases.Language.allCases {
            #expect(Set(Diagram.State.allCases.map { DiagramPhrases(language).word(for: $0) }).count == Diagram.State.allCases.count)
        }
    }

    @Test func `every entry of the legend and every shape has a word in both languages`() {
        let (english, chinese) = (DiagramPhrases(.english), DiagramPhrases(.chinese))
        for entry in Diagram.Legend.allCases {
            #expect(!english.word(for: entry).isEmpty)
            #expect(chinese.word(for: entry).unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(entry)")
        }
        for shape in Diagram.Shape.allCases { #expect(english.word(for: shape) != chinese.word(for: shape)) }
    }

    @Test func `the style sheet follows dark mode, print and contrast`() {
        for word in ["prefers-color-scheme:dark", "@media print", "prefers-contrast:more", "[data-theme=dark]"] {
            #expect(PictureStyle.text.contains(word))
        }
        for token in Token.allCases { #expect(PictureStyle.text.contains("[fill=\"\(token.light)\"]{fill:var(--\(token.rawValue))}")) }
        #expect(!PictureStyle.text.contains("url(") && !PictureStyle.text.contains("@import"))
    }

    /// The relative luminance of WCAG 2.
    private static func luminance(_ hex: String) -> Double {
        let channels = [1, 3, 5].map { offset -> Double in
            let start = hex.index(hex.startIndex, offsetBy: offset)
            let value = Double(Int(hex[start..<hex.index(start, offsetBy: 2)], radix: 16) ?? 0) / 255
            return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    /// The ratio of WCAG 2.
    private static func contrast(_ one: String, _ other: String) -> Double {
        let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)
    }
}
