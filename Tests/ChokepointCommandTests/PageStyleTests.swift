import Diagrams
import Reporting
import Testing

/// What the page is dressed in and driven by.
struct PageStyleTests {
    /// The names that the page has for the tokens of the pictures.
    private static let names: [(name: String, token: Token)] = [
        ("bg", .paper), ("panel", .ground), ("ink", .ink), ("mute", .mute), ("line", .line), ("hair", .hair), ("focus", .focus),
        ("choke", .choke), ("degraded", .degraded), ("frozen", .frozen), ("on", .onAccent),
    ]

    @Test func `the page has the colours of the pictures, whose contrast is tested, in light and dark`() {
        for (name, token) in Self.names {
            #expect(PageStyle.light.contains("--\(name):\(token.light);"), "\(name)")
            #expect(PageStyle.dark.contains("--\(name):\(token.dark);"), "\(name)")
        }
        #expect(PageStyle.light.split(separator: ";").count == Self.names.count + 1, "and no other")
    }

    @Test func `the pairs of text and ground that the page uses stand among those that are tested`() {
        let pairs: [(Token, Token)] = [
            (.ink, .paper), (.ink, .ground), (.mute, .ground), (.mute, .paper), (.choke, .ground), (.degraded, .ground), (.frozen, .ground),
            (.choke, .paper), (.degraded, .paper), (.frozen, .paper), (.onAccent, .choke), (.onAccent, .degraded), (.onAccent, .frozen),
            (.paper, .ink),
        ]
        for (text, ground) in pairs { #expect(Token.textPairs.contains { $0.text == text && $0.ground == ground }, "\(text) on \(ground)") }
    }

    @Test func `the page's own script is under ten kilobytes, asks for nothing and evaluates nothing`() {
        #expect(PageScript.text.utf8.count < 10_000)
        for word in ["fetch(", "XMLHttpRequest", "eval(", "innerHTML", "import ", "https:", "src="] {
            #expect(!PageScript.text.contains(word), "\(word)")
        }
    }
}
