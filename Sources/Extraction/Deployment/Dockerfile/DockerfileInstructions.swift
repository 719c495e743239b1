internal import Scanning

/// The instructions of a Dockerfile: continued lines as one, without comments and without the text of here-documents.
struct DockerfileInstructions {
    /// One instruction with what stands behind it.
    struct Instruction {
        /// In capital letters.
        let name: String
        let text: String
        let line: Int
    }

    /// `# name=value` at the top, by name in small letters.
    private(set) var directives: [String: (value: String, line: Int)] = [:]
    private(set) var all: [Instruction] = []
    /// The line of a here-document that never ends.
    private(set) var openHeredoc: Int?

    private var waiting: [(word: [UInt8], stripsTabs: Bool)] = []
    private var current: [UInt8] = []
    private var start = 0

    init(_ bytes: [UInt8]) {
        var isTop = true
        var escape = UInt8(ascii: "\\")
        for (number, line) in Lines(bytes) {
            if !waiting.isEmpty {
                endsHeredoc(line)
                continue
            }
            let text = line.drop { $0 == 0x20 || $0 == 0x09 }
            if text.first == UInt8(ascii: "#") {
                if isTop, current.isEmpty, let (name, value) = Self.directive(text) {
                    directives[name] = (value, number)
                    if name == "escape", value == "`" { escape = UInt8(ascii: "`") }
                } else {
                    isTop = false
                }
                continue
            }
            // Blank lines inside a continued instruction are passed over, as the builder does.
            guard !text.isEmpty else { continue }
            isTop = false
            if current.isEmpty { start = number }
            var part = text
            while let last = part.last, last == 0x20 || last == 0x09 { part.removeLast() }
            if part.last == escape {
                current += part.dropLast() + [0x20]
                continue
            }
            current += part
            finish()
        }
        if !current.isEmpty { finish() }
        if !waiting.isEmpty { openHeredoc = start }
    }

    /// `syntax=…` behind the hash, with blanks anywhere.
    private static func directive(_ line: ArraySlice<UInt8>) -> (String, String)? {
        let text = String(decoding: line.dropFirst(), as: UTF8.self)
        let parts = text.split(separator: "=", maxSplits: 1).map(\.trimmed)
        guard parts.count == 2, ["syntax", "escape", "check"].contains(parts[0].lowercased()) else { return nil }
        return (parts[0].lowercased(), parts[1])
    }

    private mutating func finish() {
        let text = String(decoding: current, as: UTF8.self)
        current = []
        let word = text.prefix { !$0.isWhitespace }
        let name = word.uppercased()
        all.append(Instruction(name: name, text: String(text[word.endIndex...]).trimmed, line: start))
        if name == "RUN" || name == "COPY" || name == "ADD" { openHeredocs(text) }
    }

    /// `<<EOF`, `<<-EOF`, `<<"EOF"`; `<<<` is none.
    private mutating func openHeredocs(_ text: String) {
        let bytes = Array(text.utf8)
        var at = 0
        while at + 2 < bytes.count {
            guard bytes[at] == UInt8(ascii: "<"), bytes[at + 1] == UInt8(ascii: "<") else {
                at += 1
                continue
            }
            at += 2
            if bytes[at] == UInt8(ascii: "<") {
                at += 1
                continue
            }
            let stripsTabs = bytes[at] == UInt8(ascii: "-")
            if stripsTabs { at += 1 }
            let word = bytes[at...].drop { $0 == 0x22 || $0 == 0x27 }.prefix {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
            }
            // A shift in arithmetic is followed by a digit.
            if let first = word.first, !(48...57).contains(first), waiting.count < 64 { waiting.append((Array(word), stripsTabs)) }
            at = max(at, word.endIndex)
        }
    }

    private mutating func endsHeredoc(_ line: ArraySlice<UInt8>) {
        guard let first = waiting.first else { return }
        let text = first.stripsTabs ? line.drop { $0 == 0x09 } : line
        if text.elementsEqual(first.word) { waiting.removeFirst() }
    }
}
