/// How deep the tables of a TOML text lie in each other, told before it is parsed.
///
/// The parser bounds values within values, but not the parts of a dotted key, each of which is a table in the one before: a key of a hundred thousand parts ends the process. One pass over the bytes that knows texts and
/// comments, and no more of the grammar.
struct TOMLNesting {
    /// More levels than any document has; nobody may ask for more, since the parser works by recursion.
    static let most = 512

    private let bytes: [UInt8]
    private var at = 0
    /// The levels of the header above.
    private var header = 0
    /// The parts of each key whose value is open.
    private var open: [Int] = []
    /// Their sum.
    private var opened = 0
    /// Dots since the last separator, and those before the last `=`.
    private var dots = 0
    private var key = 0
    private var isLineStart = true

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The offset at which `bytes` lie deeper than is read; `nil` where they do not.
    static func excess(in bytes: [UInt8], over most: Int) -> Int? {
        var nesting = TOMLNesting(bytes)
        while nesting.at < bytes.count {
            nesting.step()
            if nesting.header + nesting.opened + nesting.dots > most { return nesting.at }
        }
        return nil
    }

    private mutating func step() {
        let byte = bytes[at]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): skipText(byte)
        case UInt8(ascii: "#"): while at + 1 < bytes.count, bytes[at + 1] != UInt8(ascii: "\n") { at += 1 }
        case UInt8(ascii: "."): dots += 1
        case UInt8(ascii: "="): (key, dots) = (dots + 1, 0)
        case UInt8(ascii: ","): dots = 0
        case UInt8(ascii: "[") where isLineStart && open.isEmpty:
            readHeader()
            return
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            open.append(key)
            opened += key
            (key, dots) = (1, 0)
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            opened -= open.popLast() ?? 0
            dots = 0
        case UInt8(ascii: "\n"):
            dots = 0
            if open.isEmpty { key = 0 }
        default: break
        }
        if byte > 0x20 { isLineStart = false } else if byte == UInt8(ascii: "\n") { isLineStart = true }
        at += 1
    }

    /// `[a.b.c]` or `[[a.b.c]]`: as far as its line goes.
    private mutating func readHeader() {
        header = 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n"), bytes[at] != UInt8(ascii: "#"), header <= Self.most {
            switch bytes[at] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): skipText(bytes[at])
            case UInt8(ascii: "."): header += 1
            default: break
            }
            at += 1
        }
        isLineStart = false
    }

    /// Leaves `at` on the last mark of the text, or at the end.
    private mutating func skipText(_ quote: UInt8) {
        let isLong = at + 2 < bytes.count && bytes[at + 1] == quote && bytes[at + 2] == quote
        at += isLong ? 3 : 1
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                at += 1
            } else if bytes[at] == quote {
                guard isLong else { return }
                if at + 2 < bytes.count, bytes[at + 1] == quote, bytes[at + 2] == quote {
                    at += 2
                    return
                }
            } else if bytes[at] == UInt8(ascii: "\n"), !isLong {
                // The parser says that it has no end.
                return
            }
            at += 1
        }
    }
}
