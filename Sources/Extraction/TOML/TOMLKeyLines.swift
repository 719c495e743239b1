internal import Scanning

/// The lines on which the tables of a TOML text give their keys a value: one pass, then each look-up at once.
struct TOMLKeyLines {
    private var lines: [[UInt8]: Int] = [:]

    /// O(bytes).
    init(_ headers: TOMLHeaders) {
        for section in headers.sections {
            let table = Array(section.name.utf8)
            note(table, section.line)
            guard section.lastLine > section.line else { continue }
            for number in (section.line + 1)...section.lastLine {
                if let key = Self.key(of: headers.text(ofLine: number)) { note(table + [UInt8(ascii: ".")] + key, number) }
            }
        }
    }

    private mutating func note(_ key: [UInt8], _ line: Int) { if lines[key] == nil { lines[key] = line } }

    /// The line of a key under the tables above it; of a table itself, that of its header.
    func line(of path: [String]) -> Int? {
        if let line = lines[Array(path.joined(separator: ".").utf8)] { return line }
        // Headers are kept as written but for blanks, so a name in quotes is looked for in them.
        for quote in ["'", "\""] where path.dropLast().contains(where: { $0.contains { !Self.isBare($0) } }) {
            let names = path.dropLast().map { name in
                name.contains { !Self.isBare($0) } ? quote + name.filter { $0 != " " && $0 != "\t" } + quote : name
            }
            if let line = lines[Array((names + path.suffix(1)).joined(separator: ".").utf8)] { return line }
        }
        return nil
    }

    /// The key at the start of a line, without quotes.
    private static func key(of line: ArraySlice<UInt8>) -> [UInt8]? {
        guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "[") else { return nil }
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return Array(line.dropFirst().prefix { $0 != first }) }
        let key = line.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ".") && $0 != 0x20 && $0 != 0x09 }
        return key.isEmpty || key.count == line.count ? nil : Array(key)
    }

    private static func isBare(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
    }
}
