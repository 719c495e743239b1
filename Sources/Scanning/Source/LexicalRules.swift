/// How one programming language writes comments, texts and words: what `SourceLexer` has to know to tell code from what is not.
public struct LexicalRules: Sendable {
    /// One way to write a text.
    public struct TextForm: Sendable {
        /// What begins it.
        public let opener: [UInt8]
        /// What ends it.
        public let closer: [UInt8]
        /// Whether a backslash takes the byte behind it along.
        public let escapes: Bool
        /// Whether it may run over the end of a line.
        public let spansLines: Bool
        /// What begins an expression inside it, such as `${`; the expression ends with its closing bracket.
        public let interpolation: [UInt8]

        /// A form of text; without a closer it ends as it begins.
        public init(_ opener: String, _ closer: String? = nil, escapes: Bool = true, spansLines: Bool = false, interpolation: String = "") {
            self.opener = Array(opener.utf8)
            self.closer = Array((closer ?? opener).utf8)
            self.escapes = escapes
            self.spansLines = spansLines
            self.interpolation = Array(interpolation.utf8)
        }
    }

    /// What begins a comment that ends with its line.
    public let lineComment: [UInt8]
    /// What begins and ends a comment of any length; empty where there is none.
    public let blockComment: (open: [UInt8], close: [UInt8])
    /// Whether such comments nest.
    public let nestsComments: Bool
    /// The forms of text, those with longer openers first.
    public let texts: [TextForm]
    /// Letters that may stand before the opener of a text and belong to it; `f` and `F` among them allow expressions in braces.
    public let textPrefixes: Set<UInt8>
    /// The byte that, repeated around a text, makes escapes and expressions need as many of it; 0 for none.
    public let rawMark: UInt8
    /// Whether `/` may begin a pattern, told from a division by what stands before it.
    public let hasPatterns: Bool

    /// The first bytes of texts, comments, and whatever else ends plain code.
    let opens: [Bool]

    /// Rules of a language.
    public init(
        lineComment: String, blockComment: (open: String, close: String) = ("", ""), nestsComments: Bool = false, texts: [TextForm],
        textPrefixes: String = "", rawMark: UInt8 = 0, hasPatterns: Bool = false
    ) {
        self.lineComment = Array(lineComment.utf8)
        self.blockComment = (Array(blockComment.open.utf8), Array(blockComment.close.utf8))
        self.nestsComments = nestsComments
        self.texts = texts
        self.textPrefixes = Set(textPrefixes.utf8)
        self.rawMark = rawMark
        self.hasPatterns = hasPatterns
        var opens = [Bool](repeating: false, count: 256)
        for form in texts { if let first = form.opener.first { opens[Int(first)] = true } }
        self.opens = opens
    }
}
