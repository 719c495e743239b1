internal import Scanning

/// One directive of a `go.mod`, also where it stands in a block.
struct GoModDirective {
    /// The word that says what it is: `require`.
    let verb: String
    /// What follows, without quotes.
    let arguments: [String]
    /// The text behind `//`.
    let comment: String
    /// Its line.
    let line: Int

    /// The directives of `bytes` in order, and the lines that are none.
    ///
    /// O(bytes).
    static func all(in bytes: [UInt8]) -> (directives: [GoModDirective], unreadable: [(line: Int, text: String)]) {
        var directives: [GoModDirective] = []
        var unreadable: [(line: Int, text: String)] = []
        var block: String?
        for (number, line) in Lines(bytes) {
            guard let (found, comment) = words(of: line) else {
                unreadable.append((number, String(decoding: line.prefix(80), as: UTF8.self)))
                continue
            }
            var words = found
            guard !words.isEmpty else { continue }
            if words == [")"], block != nil {
                block = nil
            } else if let verb = block {
                directives.append(GoModDirective(verb: verb, arguments: words, comment: comment, line: number))
            } else {
                let verb = words.removeFirst()
                if words == ["("] {
                    block = verb
                } else if words != ["(", ")"] {
                    directives.append(GoModDirective(verb: verb, arguments: words, comment: comment, line: number))
                }
            }
        }
        return (directives, unreadable)
    }

    /// The words of a line and its comment; `nil` where a quote does not end.
    private static func words(of line: ArraySlice<UInt8>) -> (words: [String], comment: String)? {
        var words: [String] = []
        var at = line.startIndex
        while at < line.endIndex {
            let byte = line[at]
            if byte == 0x20 || byte == 0x09 {
                at += 1
            } else if byte == 0x2F, at + 1 < line.endIndex, line[at + 1] == 0x2F {
                return (words, String(decoding: line[(at + 2)...], as: UTF8.self).trimmed)
            } else if byte == 0x22 || byte == 0x60 {
                guard let end = line[(at + 1)...].firstIndex(of: byte) else { return nil }
                words.append(String(decoding: line[(at + 1)..<end], as: UTF8.self))
                at = end + 1
            } else {
                let isMark = byte == 0x28 || byte == 0x29
                var end = at + 1
                while !isMark, end < line.endIndex, ![0x20, 0x09, 0x28, 0x29, 0x22, 0x60].contains(line[end]) { end += 1 }
                words.append(String(decoding: line[at..<end], as: UTF8.self))
                at = end
            }
        }
        return (words, "")
    }
}
