/// One line of a Ruby program that only calls something with plain values: its words, texts, symbols and keys.
struct RubyWords {
    /// The line without blanks around it.
    let line: String
    /// Names outside texts.
    private(set) var words: [String] = []
    /// What stands in quotes.
    private(set) var texts: [String] = []
    /// `:name`, and what stands in quotes or lists behind no key.
    private(set) var symbols: [String] = []
    /// `name:` and `:name =>`.
    private(set) var keys: [String] = []
    /// What stands under `group:` or `groups:`.
    private(set) var groups: [String] = []
    /// Whether a text comes first and holds nothing that is computed.
    private(set) var nameIsPlain = false
    /// Whether the line begins a block that an `end` closes.
    private(set) var opensBlock = false

    /// Takes a line apart as far as its comment.
    init(_ text: String) {
        line = text.trimmed
        let bytes = Array(line.utf8)
        var at = 0
        var key = ""
        var isComputed = false
        while at < bytes.count, bytes[at] != UInt8(ascii: "#") {
            let byte = bytes[at]
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                let end = bytes[(at + 1)...].firstIndex(of: byte) ?? bytes.count
                let content = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
                if texts.isEmpty { nameIsPlain = words.count == 1 && !content.contains("#{") && end < bytes.count && !isComputed }
                texts.append(content)
                note(content, under: key)
                at = end + 1
            } else if Self.isNameByte(byte) || byte == UInt8(ascii: ":") {
                var end = at + 1
                while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
                let name = String(decoding: bytes[at..<end], as: UTF8.self)
                let next = bytes[end...].first { $0 != 0x20 }
                let rest = bytes[end...].drop { $0 == 0x20 }
                if byte == UInt8(ascii: ":") {
                    if rest.starts(with: "=>".utf8) { key = String(name.dropFirst()) } else { note(String(name.dropFirst()), under: key) }
                    if rest.starts(with: "=>".utf8) { keys.append(key) }
                } else if next == UInt8(ascii: ":"), end < bytes.count, bytes[end] == UInt8(ascii: ":") {
                    key = name
                    keys.append(key)
                    end += 1
                } else {
                    words.append(name)
                }
                at = end
            } else {
                // A list keeps its key; a comma outside one ends it.
                if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "(") && !texts.isEmpty { isComputed = true }
                at += 1
            }
        }
        opensBlock = words.last == "do" || line.firstRange(of: " do |") != nil
    }

    private mutating func note(_ value: String, under key: String) {
        if key == "group" || key == "groups" { groups.append(value) } else if key.isEmpty, !value.isEmpty { symbols.append(value) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte == 0x3F
    }
}
