internal import Scanning

/// The headers of a TOML text and the lines on which they stand: one look at the bytes that knows strings and comments, and no more of the grammar.
struct TOMLHeaders {
    /// A header and its part of the text.
    struct Section {
        /// What stands between the brackets, without blanks: `package`, `package.dev-dependencies`.
        let name: String
        /// Whether it has two brackets: a new element of an array.
        let isElement: Bool
        /// Its line, from 1.
        let line: Int
        /// The line before the next header, or the last one.
        var lastLine: Int
    }

    /// In the order of the text.
    private(set) var sections: [Section] = []
    private let lines: [ArraySlice<UInt8>]

    /// The headers of `bytes`.
    ///
    /// O(bytes).
    init(_ bytes: [UInt8]) {
        var lines: [ArraySlice<UInt8>] = []
        var open: UInt8?
        for (number, line) in Lines(bytes) {
            lines.append(line)
            if open == nil, let (name, isElement) = Self.header(line) {
                if !sections.isEmpty { sections[sections.count - 1].lastLine = number - 1 }
                sections.append(Section(name: name, isElement: isElement, line: number, lastLine: number))
            }
            Self.follow(line, &open)
        }
        if !sections.isEmpty { sections[sections.count - 1].lastLine = lines.count }
        self.lines = lines
    }

    /// The lines of each `[[name]]` with all tables below it, in order.
    func elements(_ name: String) -> [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for section in sections {
            if section.isElement, section.name == name {
                ranges.append(section.line...section.lastLine)
            } else if section.name.hasPrefix(name + "."), let last = ranges.last {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, section.lastLine)
            }
        }
        return ranges
    }

    /// The line on which `[table]` gives `key` a value; the line of its header where that is not found, `nil` where there is no such header.
    func line(of key: String, inTable table: String) -> Int? {
        guard let section = sections.first(where: { $0.name == table }) else { return nil }
        return line(of: key, within: section.line...section.lastLine, table: table) ?? section.line
    }

    /// The lines on which keys are given values under the header `[table]`, by key; the first of equal keys.
    ///
    /// For tables of many keys: O(bytes of the table), where asking for each key on its own is that for each.
    func lines(inTable table: String) -> [[UInt8]: Int] {
        guard let section = sections.first(where: { $0.name == table }) else { return [:] }
        var lines: [[UInt8]: Int] = [:]
        for number in section.line...section.lastLine {
            let text = text(ofLine: number)
            let quote = text.first.flatMap { $0 == 0x22 || $0 == 0x27 ? $0 : nil }
            let key = (quote == nil ? text : text.dropFirst()).prefix {
                quote == nil ? $0 != 0x20 && $0 != 0x3D && $0 != 0x09 : $0 != quote
            }
            if lines[Array(key)] == nil { lines[Array(key)] = number }
        }
        return lines
    }

    /// The first section of that name within `range`, found by halving since sections stand in the order of their lines.
    private func first(_ name: String, within range: ClosedRange<Int>) -> Section? {
        var (low, high) = (0, sections.count)
        while low < high {
            let middle = (low + high) / 2
            if sections[middle].line < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        while low < sections.count, sections[low].line <= range.upperBound {
            if sections[low].name == name { return sections[low] }
            low += 1
        }
        return nil
    }

    /// The line within `range`, under the header `table`, on which `key` is given a value; `nil` where none is found.
    func line(of key: String, within range: ClosedRange<Int>, table: String) -> Int? {
        guard let section = first(table, within: range) else { return nil }
        return (section.line...section.lastLine).first { number in
            let text = text(ofLine: number)
            let isQuoted = text.first == 0x22 || text.first == 0x27
            let name = isQuoted ? text.dropFirst() : text
            guard name.starts(with: key.utf8) else { return false }
            let next = name.dropFirst(key.utf8.count).first
            return next == 0x20 || next == 0x3D || next == 0x09 || next == 0x22 || next == 0x27
        }
    }

    /// The line `number` without blanks before it.
    func text(ofLine number: Int) -> ArraySlice<UInt8> { lines[number - 1].drop { $0 == 0x20 || $0 == 0x09 } }

    private static func header(_ line: ArraySlice<UInt8>) -> (name: String, isElement: Bool)? {
        let text = line.drop { $0 == 0x20 || $0 == 0x09 }
        guard text.first == UInt8(ascii: "["), let last = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        let isElement = text.dropFirst().first == UInt8(ascii: "[")
        let name = text[..<last].dropFirst(isElement ? 2 : 1).filter { $0 != 0x20 && $0 != 0x09 }
        // `[1, 2],` within an array of arrays is no header: a key has no comma outside quotes.
        guard !name.isEmpty, !name.contains(UInt8(ascii: ",")) else { return nil }
        return (String(decoding: name, as: UTF8.self), isElement)
    }

    /// Follows strings of several lines: `open` is the quote of the one that the line ends in.
    private static func follow(_ line: ArraySlice<UInt8>, _ open: inout UInt8?) {
        var at = line.startIndex
        var short: UInt8?
        while at < line.endIndex {
            let byte = line[at]
            let isQuote = byte == 0x22 || byte == 0x27
            let isTriple = isQuote && at + 2 < line.endIndex && line[at + 1] == byte && line[at + 2] == byte
            if let quote = open {
                if byte == UInt8(ascii: "\\"), quote == 0x22 {
                    at += 1
                } else if isTriple, byte == quote {
                    open = nil
                    at += 2
                }
            } else if let quote = short {
                if byte == UInt8(ascii: "\\"), quote == 0x22 { at += 1 } else if byte == quote { short = nil }
            } else if isTriple {
                open = byte
                at += 2
            } else if isQuote {
                short = byte
            } else if byte == UInt8(ascii: "#") {
                return
            }
            at += 1
        }
    }
}
