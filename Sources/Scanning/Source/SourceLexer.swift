/// Cuts source code into words, numbers, texts and punctuation, and leaves out comments, by the rules of its language.
///
/// A lexer, not a parser: it knows where code ends and a text or a comment begins, expressions inside texts, raw texts, nested comments and patterns. Broken input
/// never stops it: a text that may not run over the end of its line ends there, whatever else never ends is told by its line.
///
/// - Complexity: O(bytes), without recursion.
public struct SourceLexer {
    /// An expression inside a text.
    struct Frame {
        let form: Int
        let raw: Int
        let isFormatted: Bool
        let closer: UInt8
        var depth = 0
    }

    /// Deeper than this nobody writes expressions in texts in expressions.
    static let mostFrames = 64

    let bytes: [UInt8]
    let rules: LexicalRules
    let kinds = ByteClass.table
    var tokens: [SourceToken] = []
    var frames: [Frame] = []
    var at = 0
    var line: Int32 = 1
    var isFirst = true
    /// A pattern was looked for and not found before this offset.
    var noPatternBefore = 0
    var openLine: Int?
    var isTooDeep = false

    private init(_ bytes: [UInt8], _ rules: LexicalRules) {
        self.bytes = bytes
        self.rules = rules
        tokens.reserveCapacity(bytes.count / 6)
    }

    /// The pieces of `bytes`; of more than 2 GiB, none.
    public static func tokens(of bytes: [UInt8], by rules: LexicalRules) -> SourceTokens {
        var lexer = SourceLexer(bytes, rules)
        if bytes.count < Int32.max { lexer.run() }
        return SourceTokens(bytes: bytes, tokens: lexer.tokens, openLine: lexer.openLine, isTooDeep: lexer.isTooDeep)
    }

    private mutating func run() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        while at < bytes.count {
            let byte = bytes[at]
            switch kind(byte) {
            case .space: at += 1
            case .newline: newline()
            case .letter: word()
            case .digit: number()
            case .other: if !comment(byte), !text(at: at, prefix: at), !raw(byte), !pattern(byte) { mark(byte) }
            }
        }
        if !frames.isEmpty, openLine == nil { openLine = Int(line) }
    }

    func kind(_ byte: UInt8) -> ByteClass { kinds[Int(byte)] }

    private mutating func newline() {
        if bytes[at] == 0x0A || at + 1 >= bytes.count || bytes[at + 1] != 0x0A { line += 1 }
        at += 1
        isFirst = true
    }

    mutating func add(_ kind: SourceToken.Kind, _ start: Int, _ end: Int, interrupted: Bool = false, continued: Bool = false) {
        tokens.append(
            SourceToken(
                kind: kind, isFirstOnLine: isFirst, isInterrupted: interrupted, isContinued: continued, line: line,
                start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end)))
        isFirst = false
    }

    // MARK: Words and numbers

    private mutating func word() {
        let start = at
        while at < bytes.count, kind(bytes[at]) == .letter || kind(bytes[at]) == .digit { at += 1 }
        if at < bytes.count, at - start <= 3, !rules.textPrefixes.isEmpty, rules.opens[Int(bytes[at])],
            bytes[start..<at].allSatisfy({ rules.textPrefixes.contains($0) })
        {
            if text(at: at, prefix: start) { return }
        }
        add(.word, start, at)
    }

    private mutating func number() {
        let start = at
        while at < bytes.count {
            let isFraction = bytes[at] == UInt8(ascii: ".") && at + 1 < bytes.count && kind(bytes[at + 1]) == .digit
            guard kind(bytes[at]) == .letter || kind(bytes[at]) == .digit || isFraction else { break }
            at += 1
        }
        add(.number, start, at)
    }

    private mutating func mark(_ byte: UInt8) {
        if let frame = frames.last {
            if byte == frame.closer, frame.depth == 0 {
                frames.removeLast()
                at += 1
                return content(of: frame.form, raw: frame.raw, isFormatted: frame.isFormatted, continued: true)
            }
            if byte == frame.closer { frames[frames.count - 1].depth -= 1 }
            if byte == (frame.closer == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "{")) { frames[frames.count - 1].depth += 1 }
        }
        add(.mark, at, at + 1)
        at += 1
    }

    // MARK: Comments

    private mutating func comment(_ byte: UInt8) -> Bool {
        if starts(rules.lineComment, at: at) {
            while at < bytes.count, kind(bytes[at]) != .newline { at += 1 }
            return true
        }
        guard starts(rules.blockComment.open, at: at) else { return false }
        let began = line
        var depth = 1
        at += rules.blockComment.open.count
        while at < bytes.count {
            if kind(bytes[at]) == .newline {
                if bytes[at] == 0x0A || at + 1 >= bytes.count || bytes[at + 1] != 0x0A { line += 1 }
                at += 1
            } else if starts(rules.blockComment.close, at: at) {
                at += rules.blockComment.close.count
                depth -= 1
                if depth == 0 { return true }
            } else if rules.nestsComments, starts(rules.blockComment.open, at: at) {
                at += rules.blockComment.open.count
                depth += 1
            } else {
                at += 1
            }
        }
        if openLine == nil { openLine = Int(began) }
        return true
    }

    func starts(_ pattern: [UInt8], at offset: Int) -> Bool {
        guard let first = pattern.first, offset + pattern.count <= bytes.count, bytes[offset] == first else { return false }
        for index in 1..<max(pattern.count, 1) where bytes[offset + index] != pattern[index] { return false }
        return true
    }
}

/// What a byte is to every language alike.
enum ByteClass: UInt8 {
    case space, newline, letter, digit, other

    /// The class of each byte; whatever is not ASCII belongs to words, `$` and `_` too.
    static let table: [ByteClass] = (0..<256).map { byte in
        switch byte {
        case 0x0A, 0x0D: .newline
        case 0...0x20: .space
        case 48...57: .digit
        case 65...90, 97...122, 95, 36, 128...: .letter
        default: .other
        }
    }
}
