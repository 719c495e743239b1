import Scanning
import Testing

/// The lexer against what each language calls a comment, a text and a word.
struct SourceLexerTests {
    private static let python = LexicalRules(
        lineComment: "#",
        texts: [.init("\"\"\"", spansLines: true), .init("'''", spansLines: true), .init("\""), .init("'")], textPrefixes: "rRbBuUfF")
    private static let script = LexicalRules(
        lineComment: "//", blockComment: ("/*", "*/"), texts: [.init("`", spansLines: true, interpolation: "${"), .init("\""), .init("'")],
        hasPatterns: true)
    private static let swift = LexicalRules(
        lineComment: "//", blockComment: ("/*", "*/"), nestsComments: true,
        texts: [.init("\"\"\"", spansLines: true, interpolation: "\\("), .init("\"", interpolation: "\\(")], rawMark: UInt8(ascii: "#"),
        hasPatterns: true)
    private static let go = LexicalRules(
        lineComment: "//", blockComment: ("/*", "*/"), texts: [.init("`", escapes: false, spansLines: true), .init("\""), .init("'")])

    /// `w:` word, `n:` number, `t:` text (`…` where it is interrupted), and punctuation as it is.
    private func pieces(_ code: String, _ rules: LexicalRules) -> String {
        let tokens = SourceLexer.tokens(of: Array(code.utf8), by: rules)
        return tokens.tokens.indices.map { index in
            let text = tokens.text(of: index)
            return switch tokens.tokens[index].kind {
            case .word: "w:" + text
            case .number: "n:" + text
            case .text: "t:" + text + (tokens.tokens[index].isInterrupted ? "…" : "")
            case .mark: text
            }
        }.joined(separator: " ")
    }

    @Test(arguments: [
        ("a = 1 # b = 2", "w:a = n:1"), ("x = '#' + y", "w:x = t:# + w:y"), ("'''a\n'b' # c\n''' d", "t:a\n'b' # c\n w:d"),
        ("r'\\' + 'z'", "t:\\' +  w:z t:"), ("rb\"\\n\"", "t:\\n"), ("f'{a}b{{c}}'", "t:… w:a t:b{{c}}"),
        ("f\"{d['k']}!\"", "t:… w:d [ t:k ] t:!"), ("'it''s'", "t:it t:s"), ("'open\nb", "t:open w:b"), ("prefix'x'", "w:prefix t:x"),
        ("1.5e3 x.y", "n:1.5e3 w:x . w:y"), ("'a\\\nb' c", "t:a\\\nb w:c"), ("\"\\\"\" x", "t:\\\" w:x"), ("变量 = 'ü'", "w:变量 = t:ü"),
    ])
    func `Python is cut where Python ends its texts and comments`(_ code: String, _ expected: String) {
        #expect(pieces(code, Self.python) == expected)
    }

    @Test(arguments: [
        ("a /* b */ c // d\ne", "w:a w:c w:e"), ("x = /[/\"]'/g; y", "w:x = ; w:y"), ("a / b / c", "w:a / w:b / w:c"),
        ("f(x) / 2 / 'y'", "w:f ( w:x ) / n:2 / t:y"), ("return /'/.test(s)", "w:return . w:test ( w:s )"),
        ("`a${b + `c${d}e`}f`", "t:a… w:b + t:c… w:d t:e t:f"),
        ("`${{a: 1}.a}` b", "t:… { w:a : n:1 } . w:a t: w:b"), ("'http://x' // y", "t:http://x"), ("\"//\" z", "t:// w:z"),
        ("a = b /* open", "w:a = w:b"), ("<p>Don't</p>\nx", "< w:p > w:Don t:t</p> w:x"),
    ])
    func `JavaScript is cut with its templates and patterns`(_ code: String, _ expected: String) {
        #expect(pieces(code, Self.script) == expected)
    }

    @Test(arguments: [
        ("/* a /* b */ c */ d", "w:d"), ("#\"a\\(b)\"c\"# d", "t:a\\(b)\"c w:d"), ("#\"a\\#(b)c\"#", "t:a… w:b t:c"),
        ("\"\\(f(\"x\"))\"", "t:… w:f ( t:x ) t:"),
        ("\"\"\"\na \"b\" \\(c)\n\"\"\" d", "t:\na \"b\" … w:c t:\n w:d"), ("#if X", "# w:if w:X"), ("##\"a\"#\"##", "t:a\"#"),
    ])
    func `Swift is cut with its raw texts and nested comments`(_ code: String, _ expected: String) {
        #expect(pieces(code, Self.swift) == expected)
    }

    @Test func `Go's raw texts keep their backslashes`() { #expect(pieces("`a\\` + \"b\\\"\"", Self.go) == "t:a\\ + t:b\\\"") }

    @Test func `lines are counted through comments, texts and every kind of line end`() {
        let tokens = SourceLexer.tokens(of: Array("a\r\n/*\n\n*/ b\rc '''\n\n''' d\n`".utf8), by: Self.python)
        let marked = tokens.tokens.indices.map {
            "\(tokens.text(of: $0)) \(tokens.tokens[$0].line)\(tokens.tokens[$0].isFirstOnLine ? "!" : "")"
        }
        #expect(marked == ["a 1!", "/ 2!", "* 2", "* 4!", "/ 4", "b 4", "c 5!", "\n\n 5", "d 7", "` 8!"])
    }

    @Test func `what never ends is told by its line, and what is nested too deep is not followed`() {
        #expect(SourceLexer.tokens(of: Array("a\n/* b".utf8), by: Self.go).openLine == 2)
        #expect(SourceLexer.tokens(of: Array("a\n\n`b\n\nc".utf8), by: Self.go).openLine == 3)
        #expect(SourceLexer.tokens(of: Array("'a".utf8), by: Self.go).openLine == nil)
        let deep = SourceLexer.tokens(of: Array(String(repeating: "`${", count: 1_000).utf8), by: Self.script)
        #expect(deep.isTooDeep)
    }

    /// Each is bad for a lexer that looks at anything twice.
    @Test(arguments: [
        "'", "\"", "`", "/", "/[", "\\'", "#", "#\"", "/*", "${", "`${", "(", "'\\", "f'{", "\"\"", "a", "1.", "\n", "'\n", "\u{1F600}",
        "\\(\"",
    ])
    func `a line of one thing over and over takes time that grows with its length`(_ unit: String) {
        let bytes = Array(String(repeating: unit, count: 60_000 / unit.utf8.count).utf8)
        for rules in [Self.python, Self.script, Self.swift, Self.go] {
            let tokens = SourceLexer.tokens(of: bytes, by: rules)
            #expect(tokens.tokens.count <= bytes.count + 1)
        }
    }

    @Test func `pieces of any bytes stand in order, within the bytes, and the line never goes back`() {
        var state: UInt64 = 7
        let alphabet = Array("ab1 '\"`#/\\*(){}$[]\n\rf.".utf8)
        for _ in 0..<400 {
            let bytes = (0..<60).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            }
            for rules in [Self.python, Self.script, Self.swift, Self.go] {
                var end: Int32 = 0
                var line: Int32 = 1
                for token in SourceLexer.tokens(of: bytes, by: rules).tokens {
                    #expect(
                        token.start >= end && token.end >= token.start && Int(token.end) <= bytes.count && token.line >= line, "\(bytes)")
                    (end, line) = (token.end, token.line)
                }
            }
        }
    }
}

/// The search for many words against the plain definition.
struct WordSearchTests {
    @Test func `a word is found wherever it stands, and no word where none is`() {
        let search = WordSearch(["openai", "groq", "api.deepseek.com"])
        for text in ["openai", "xxopenai", "import groq", "https://api.deepseek.com/v1", "ooopenai", "grogroq"] {
            #expect(search.finds(in: Array(text.utf8)[...]), "\(text)")
        }
        for text in ["", "g", "openapi", "gro", "groopenagroo", "api.deepseek.co"] {
            #expect(!search.finds(in: Array(text.utf8)[...]), "\(text)")
        }
        #expect(!WordSearch([]).finds(in: Array("anything".utf8)[...]))
        #expect(WordSearch(["ab"]).finds(in: Array("xab".utf8)[...]))
    }

    @Test func `any text of few letters agrees with a naive search`() {
        var state: UInt64 = 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<600 {
            let words = (0..<(1 + next(4))).map { _ in String((0..<(2 + next(4))).map { _ in Character(["a", "b", "c"][next(3)]) }) }
            let text = String((0..<next(14)).map { _ in Character(["a", "b", "c"][next(3)]) })
            #expect(WordSearch(words).finds(in: Array(text.utf8)[...]) == words.contains { text.contains($0) }, "\(words) in \(text)")
        }
    }
}
