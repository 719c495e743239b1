internal import Scanning

/// HCL cut into words, texts and marks, line by line.
struct HCLTokens {
    /// One piece of the text.
    struct Token {
        enum Kind {
            /// A name, a keyword or a number.
            case word(String)
            /// A text in quotes or a here-document, escapes undone; literal where no template stands in it.
            case text(String, isLiteral: Bool)
            /// Any other sign.
            case mark(UInt8)
            case lineBreak
        }

        let kind: Kind
        let line: Int
    }

    private let bytes: [UInt8]
    private var at: Int
    private var line = 1
    private var returned: Token?
    /// Texts longer than this are no names.
    private static let longestText = 64 << 10

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Gives `token` again next time.
    mutating func putBack(_ token: Token) { returned = token }

    /// The next token, or where a text or comment never ends.
    mutating func next() throws(ExtractionError) -> Token? {
        if let token = returned {
            returned = nil
            return token
        }
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case 0x0A:
                at += 1
                line += 1
                return Token(kind: .lineBreak, line: line - 1)
            case 0x20, 0x09, 0x0D: at += 1
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "/") where follows(UInt8(ascii: "/")): skipLine()
            case UInt8(ascii: "/") where follows(UInt8(ascii: "*")): try skipComment()
            case UInt8(ascii: "\""): return try text()
            case UInt8(ascii: "<") where isHeredoc: return try heredoc()
            default:
                guard Self.isWordPart(byte) else {
                    at += 1
                    return Token(kind: .mark(byte), line: line)
                }
                let start = at
                while at < bytes.count, Self.isWordPart(bytes[at]) || bytes[at] == UInt8(ascii: "-") { at += 1 }
                return Token(kind: .word(String(decoding: bytes[start..<at], as: UTF8.self)), line: line)
            }
        }
        return nil
    }

    private func follows(_ byte: UInt8) -> Bool { at + 1 < bytes.count && bytes[at + 1] == byte }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte >= 0x80
    }

    private mutating func skipLine() { while at < bytes.count, bytes[at] != 0x0A { at += 1 } }

    private mutating func skipComment() throws(ExtractionError) {
        let start = line
        at += 2
        while at + 1 < bytes.count {
            if bytes[at] == UInt8(ascii: "*"), bytes[at + 1] == UInt8(ascii: "/") {
                at += 2
                return
            }
            if bytes[at] == 0x0A { line += 1 }
            at += 1
        }
        throw .malformed(reason: "a comment that never ends", place: "line \(start)")
    }

    /// A text in quotes; templates in it, and the texts in those, are passed over.
    private mutating func text() throws(ExtractionError) -> Token {
        let start = line
        var value: [UInt8] = []
        var isLiteral = true
        // For each open template, whether a text is open inside it.
        var templates: [Bool] = []
        at += 1
        while at < bytes.count {
            let byte = bytes[at]
            let isInText = templates.last ?? true
            if byte == 0x0A {
                guard !templates.isEmpty else { break }
                line += 1
            }
            if isInText, byte == UInt8(ascii: "\\") {
                if templates.isEmpty, at + 1 < bytes.count { value.append(bytes[at + 1]) }
                at += 2
                continue
            }
            if isInText, byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%"), follows(UInt8(ascii: "{")) {
                let isEscaped = at > 0 && bytes[at - 1] == byte
                if !isEscaped {
                    guard templates.count < 512 else { throw .limit(name: "depth", value: "512") }
                    isLiteral = false
                    templates.append(false)
                    at += 2
                    continue
                }
            }
            if byte == UInt8(ascii: "\"") {
                if templates.isEmpty {
                    at += 1
                    return Token(kind: .text(String(decoding: value, as: UTF8.self), isLiteral: isLiteral), line: start)
                }
                templates[templates.count - 1].toggle()
            } else if byte == UInt8(ascii: "{"), !isInText {
                guard templates.count < 512 else { throw .limit(name: "depth", value: "512") }
                templates.append(false)
            } else if byte == UInt8(ascii: "}"), !isInText {
                templates.removeLast()
            } else if templates.isEmpty, value.count < Self.longestText {
                value.append(byte)
            }
            at += 1
        }
        throw .malformed(reason: "a text that never ends", place: "line \(start)")
    }

    /// `<<NAME` or `<<-NAME`.
    private var isHeredoc: Bool {
        guard follows(UInt8(ascii: "<")), at + 2 < bytes.count else { return false }
        let next = bytes[at + 2] == UInt8(ascii: "-") && at + 3 < bytes.count ? bytes[at + 3] : bytes[at + 2]
        return Self.isWordPart(next) && !(48...57).contains(next)
    }

    private mutating func heredoc() throws(ExtractionError) -> Token {
        let start = line
        at += bytes[at + 2] == UInt8(ascii: "-") ? 3 : 2
        let word = bytes[at...].prefix(while: Self.isWordPart)
        at = word.endIndex
        skipLine()
        while at < bytes.count {
            at += 1
            line += 1
            let lineStart = at
            skipLine()
            let text = bytes[lineStart..<at].drop { $0 == 0x20 || $0 == 0x09 }
            let ends = text.starts(with: word) && text.dropFirst(word.count).allSatisfy { $0 == 0x0D || $0 == 0x20 }
            // What stands in it may be anything: it is nobody's name.
            if ends { return Token(kind: .text("", isLiteral: false), line: start) }
        }
        throw .malformed(reason: "a here-document that never ends", place: "line \(start)")
    }
}
