/// The tokens of a Swift source text, as far as calls with plain values need them: names, marks and texts, without comments.
///
/// Nothing is evaluated. A text that is put together from parts is told apart from one that stands as it is.
struct SwiftTokens {
    /// One token.
    enum Token: Equatable {
        /// A name or a number.
        case word(String)
        /// A text; `nil` where parts of it are computed.
        case text(String?)
        /// Any other character.
        case mark(UInt8)
    }

    /// The tokens in order.
    private(set) var tokens: [Token] = []
    /// The line of each.
    private(set) var lines: [Int] = []
    private let bytes: [UInt8]
    private var at = 0
    private var line = 1

    /// Takes `bytes` apart.
    ///
    /// O(bytes).
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        while at < bytes.count { step() }
    }

    private mutating func step() {
        let byte = bytes[at]
        let next = at + 1 < bytes.count ? bytes[at + 1] : 0
        if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
            while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
        } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
            skipComment()
        } else if byte == UInt8(ascii: "\"") {
            text(hashes: 0)
        } else if byte == UInt8(ascii: "#") {
            let hashes = bytes[at...].prefix { $0 == UInt8(ascii: "#") }.count
            at += hashes
            if at < bytes.count, bytes[at] == UInt8(ascii: "\"") { text(hashes: hashes) }
        } else if Self.isWordByte(byte) {
            let start = at
            while at < bytes.count, Self.isWordByte(bytes[at]) { at += 1 }
            add(.word(String(decoding: bytes[start..<at], as: UTF8.self)), line)
        } else {
            if byte == UInt8(ascii: "\n") { line += 1 } else if byte > 0x20 { add(.mark(byte), line) }
            at += 1
        }
    }

    private mutating func add(_ token: Token, _ line: Int) {
        tokens.append(token)
        lines.append(line)
    }

    /// Comments of this language stand in each other.
    private mutating func skipComment() {
        var depth = 0
        repeat {
            if bytes[at] == UInt8(ascii: "\n") { line += 1 }
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            if bytes[at] == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
                depth += 1
                at += 2
            } else if bytes[at] == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
                depth -= 1
                at += 2
            } else {
                at += 1
            }
        } while depth > 0 && at < bytes.count
    }

    /// A text of one line or, between three marks, of several; `hashes` say how many stand before its marks and its escapes.
    private mutating func text(hashes: Int) {
        let start = line
        let isLong = bytes[at...].starts(with: [0x22, 0x22, 0x22])
        let marks = isLong ? 3 : 1
        at += marks
        var content: [UInt8] = []
        var isPlain = true
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\\"), bytes[(at + 1)...].prefix(hashes).allSatisfy({ $0 == UInt8(ascii: "#") }) {
                // Whatever an escape stands for, the text is not what is written; an address needs none.
                isPlain = false
                at += 2 + hashes
            } else if closes(marks, hashes) {
                at += marks + hashes
                return add(.text(isPlain ? String(decoding: content, as: UTF8.self) : nil), start)
            } else {
                if bytes[at] == UInt8(ascii: "\n") {
                    if !isLong { break }
                    line += 1
                }
                content.append(bytes[at])
                at += 1
            }
        }
        add(.text(nil), start)
    }

    private func closes(_ marks: Int, _ hashes: Int) -> Bool {
        guard at + marks + hashes <= bytes.count else { return false }
        return bytes[at..<(at + marks)].allSatisfy { $0 == UInt8(ascii: "\"") }
            && bytes[(at + marks)..<(at + marks + hashes)].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte >= 0x80
    }
}
