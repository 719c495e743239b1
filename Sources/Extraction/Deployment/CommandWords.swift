/// Command lines cut into words, as a shell would.
enum CommandWords {
    /// A word and the line of the document that it stands on.
    struct Word: Sendable, Hashable {
        let text: String
        let line: Int
    }

    /// The word that stands between two commands.
    static let separator = ";"

    /// Cuts at white space outside quotes; `;`, `&`, `|`, brackets and line breaks become separators.
    ///
    /// Variables stay as they are written. O(length).
    static func split(_ text: String) -> [String] {
        var words: [String] = []
        var current: [UInt8] = []
        var isOpen = false
        var quote: UInt8?
        let bytes = Array(text.utf8)
        var at = 0
        func flush() {
            if isOpen { words.append(String(decoding: current, as: UTF8.self)) }
            current = []
            isOpen = false
        }
        while at < bytes.count {
            let byte = bytes[at]
            if let open = quote {
                if byte == open {
                    quote = nil
                } else if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\""), at + 1 < bytes.count {
                    at += 1
                    current.append(bytes[at])
                } else {
                    current.append(byte)
                }
            } else if byte == UInt8(ascii: "\\"), at + 1 < bytes.count {
                at += 1
                if bytes[at] != 0x0A {
                    current.append(bytes[at])
                    isOpen = true
                }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
                isOpen = true
            } else if byte == UInt8(ascii: "$"), at + 1 < bytes.count, let close = closing(bytes[at + 1]) {
                // `${A:-b c}` and `$(A)` are one part of a word.
                let end = bytes[at...].firstIndex(of: close) ?? bytes.count - 1
                current += bytes[at...end]
                isOpen = true
                at = end
            } else if byte == 0x20 || byte == 0x09 || byte == 0x0D {
                flush()
            } else if separators.contains(byte) {
                flush()
                if words.last != separator { words.append(separator) }
            } else {
                current.append(byte)
                isOpen = true
            }
            at += 1
        }
        flush()
        return words
    }

    /// Words in which what stands behind `-c` is cut to words itself, as a shell does with it.
    static func unfolded(_ words: [Word]) -> [Word] {
        var result: [Word] = []
        for (position, word) in words.enumerated() {
            let flag = position > 0 ? words[position - 1].text : ""
            guard flag.hasPrefix("-"), !flag.hasPrefix("--"), flag.hasSuffix("c"), word.text.contains(where: \.isWhitespace) else {
                result.append(word)
                continue
            }
            result.append(Word(text: separator, line: word.line))
            result += split(word.text).map { Word(text: $0, line: word.line) }
        }
        return result
    }

    private static let separators: Set<UInt8> = Set(";&|()\n".utf8)

    private static func closing(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "{"): UInt8(ascii: "}")
        case UInt8(ascii: "("): UInt8(ascii: ")")
        default: nil
        }
    }
}
