/// Cuts source code into words, numbers, texts and punctuation, and leaves out comments, by the rules of its language.
///
/// A lexer, not a parser: it knows where code ends and a text or a comment begins, expressions inside texts, raw texts, nested comments and patterns. Broken input
/// never stops it: a text that may not run over the end of its line ends there, whatever else never ends is told by its line.
///
/// - Complexity: O(bytes), without recursion.
public struct SourceLexer {
    /// An expression inside a text.
    private struct Frame {
        let form: Int
        let raw: Int
        let isFormatted: Bool
        let closer: UInt8
        var depth = 0
    }

    /// Deeper than this nobody writes expressions in texts in expressions.
    private static let mostFrames = 64

    private let bytes: [UInt8]
    private let rules: LexicalRules
    private let kinds = ByteClass.table
    private var tokens: [SourceToken] = []
    private var frames: [Frame] = []
    private var at = 0
    private var line: Int32 = 1
    private var isFirst = true
    /// A pattern was looked for and not found before this offset.
    private var noPatternBefore = 0
    private var openLine: Int?
    private var isTooDeep = false

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

    private func kind(_ byte: UInt8) -> ByteClass { kinds[Int(byte)] }

    private mutating func newline() {
        if bytes[at] == 0x0A || at + 1 >= bytes.count || bytes[at + 1] != 0x0A { line += 1 }
        at += 1
        isFirst = true
    }

    private mutating func add(_ kind: SourceToken.Kind, _ start: Int, _ end: Int, interrupted: Bool = false, continued: Bool = false) {
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

    private func starts(_ pattern: [UInt8], at offset: Int) -> Bool {
        guard let first = pattern.first, offset + pattern.count <= bytes.count, bytes[offset] == first else { return false }
        for index in 1..<max(pattern.count, 1) where bytes[offset + index] != pattern[index] { return false }
        return true
    }

    // MARK: Texts

    /// A text whose opener stands at `offset`, its prefix from `prefix`.
    private mutating func text(at offset: Int, prefix: Int, raw: Int = 0) -> Bool {
        guard rules.opens[Int(bytes[offset])] else { return false }
        guard let form = rules.texts.firstIndex(where: { starts($0.opener, at: offset) }) else { return false }
        let isFormatted = bytes[prefix..<offset].contains { $0 | 0x20 == UInt8(ascii: "f") } && !rules.textPrefixes.isEmpty
        at = offset + rules.texts[form].opener.count
        content(of: form, raw: raw, isFormatted: isFormatted, continued: false)
        return true
    }

    /// `#"…"#`, with as many marks as there are.
    private mutating func raw(_ byte: UInt8) -> Bool {
        guard rules.rawMark != 0, byte == rules.rawMark else { return false }
        var offset = at
        while offset < bytes.count, bytes[offset] == rules.rawMark { offset += 1 }
        let count = offset - at
        guard offset < bytes.count, rules.opens[Int(bytes[offset])] else {
            // Marks without a text behind them are not looked at one by one again.
            for mark in at..<offset { add(.mark, mark, mark + 1) }
            at = offset
            return true
        }
        return text(at: offset, prefix: offset, raw: count)
    }

    /// The content of a text from here to its end, or to the next expression in it.
    private mutating func content(of index: Int, raw: Int, isFormatted: Bool, continued: Bool) {
        let form = rules.texts[index]
        let interpolation = isFormatted ? [UInt8(ascii: "{")] : form.interpolation
        let start = at
        let (began, wasFirst) = (line, isFirst)
        func piece(_ end: Int, interrupted: Bool) -> SourceToken {
            SourceToken(
                kind: .text, isFirstOnLine: wasFirst, isInterrupted: interrupted, isContinued: continued, line: began,
                start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
        }
        isFirst = false
        while at < bytes.count {
            let byte = bytes[at]
            if kind(byte) == .newline {
                guard form.spansLines else {
                    tokens.append(piece(at, interrupted: false))
                    return
                }
                if byte == 0x0A || at + 1 >= bytes.count || bytes[at + 1] != 0x0A { line += 1 }
                at += 1
            } else if byte == form.closer[0], starts(form.closer, at: at), hasMarks(raw, at: at + form.closer.count) {
                tokens.append(piece(at, interrupted: false))
                at += form.closer.count + raw
                return
            } else if let opened = expression(interpolation, raw) {
                if isFormatted, at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "{") {
                    at += 2
                    continue
                }
                guard frames.count < Self.mostFrames else {
                    isTooDeep = true
                    at += opened
                    continue
                }
                tokens.append(piece(at, interrupted: true))
                at += opened
                let closer = interpolation.last == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
                frames.append(Frame(form: index, raw: raw, isFormatted: isFormatted, closer: closer))
                return
            } else if byte == UInt8(ascii: "\\"), form.escapes, raw == 0 {
                at += at + 1 < bytes.count && kind(bytes[at + 1]) == .newline ? 1 : 2
                // An escaped end of line continues the text on the next one.
                if at < bytes.count, kind(bytes[at]) == .newline, bytes[at - 1] == UInt8(ascii: "\\") {
                    let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
                    at += isPair ? 2 : 1
                    line += 1
                }
            } else {
                at += 1
            }
        }
        at = min(at, bytes.count)
        tokens.append(piece(at, interrupted: false))
        if form.spansLines, openLine == nil { openLine = Int(began) }
    }

    /// How many bytes the beginning of an expression has that stands here; with raw marks, `\##(` for `\(`.
    private func expression(_ interpolation: [UInt8], _ raw: Int) -> Int? {
        guard let first = interpolation.first, bytes[at] == first else { return nil }
        guard raw > 0 else { return starts(interpolation, at: at) ? interpolation.count : nil }
        guard first == UInt8(ascii: "\\"), hasMarks(raw, at: at + 1), at + 1 + raw < bytes.count,
            bytes[at + 1 + raw] == UInt8(ascii: "(")
        else { return nil }
        return raw + 2
    }

    private func hasMarks(_ count: Int, at offset: Int) -> Bool {
        guard count > 0 else { return true }
        guard offset + count <= bytes.count else { return false }
        for index in offset..<(offset + count) where bytes[index] != rules.rawMark { return false }
        return true
    }

    // MARK: Patterns

    /// `/…/` where a value is expected; it ends on its line or is none.
    private mutating func pattern(_ byte: UInt8) -> Bool {
        guard rules.hasPatterns, byte == UInt8(ascii: "/"), at >= noPatternBefore, expectsValue else { return false }
        var offset = at + 1
        var isInClass = false
        while offset < bytes.count, kind(bytes[offset]) != .newline {
            switch bytes[offset] {
            case UInt8(ascii: "\\"): offset += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                at = offset + 1
                while at < bytes.count, kind(bytes[at]) == .letter { at += 1 }
                isFirst = false
                return true
            default: break
            }
            offset += 1
        }
        noPatternBefore = offset
        return false
    }

    private var expectsValue: Bool {
        guard let last = tokens.last else { return true }
        switch last.kind {
        case .number, .text: return false
        // Behind `<` it ends an element of a page.
        case .mark: return !Self.noValueBehind.contains(bytes[Int(last.start)])
        case .word:
            let word = bytes[Int(last.start)..<Int(last.end)]
            return Self.beforeValues.contains { word.elementsEqual($0) }
        }
    }

    private static let noValueBehind: Set<UInt8> = [UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "<")]
    private static let beforeValues: [[UInt8]] = [
        "return", "typeof", "case", "in", "of", "delete", "void", "throw", "else", "do", "yield", "await",
    ]
    .map { Array($0.utf8) }
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
