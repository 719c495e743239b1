internal import Scanning

/// The lines of a tag-value document: `Tag: value`, where a value in `<text>` may go over many lines.
struct SPDX2Tags {
    /// A tag with its value, both without the white space around them.
    struct Line {
        let tag: Range<Int>
        let value: Range<Int>
    }

    /// What was wrong with a line.
    enum Fault {
        /// There is no tag.
        case unreadable
        /// A text has no end.
        case endless
    }

    private let bytes: [UInt8]
    private var at: Int
    /// What was wrong, and where.
    private(set) var faults: [(offset: Int, fault: Fault)] = []
    /// Whether no text ends from here on, so that nobody looks for an end again.
    private var hasNoMoreEnds = false
    /// How many lines were wrong; the first twenty are kept.
    private(set) var faultCount = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next line that says something.
    mutating func next() -> Line? {
        while at < bytes.count {
            let start = at
            let end = self.end(of: start)
            at = end + 1
            let line = trimmed(start..<end)
            if line.isEmpty || bytes[line.lowerBound] == UInt8(ascii: "#") { continue }
            guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")), colon > line.lowerBound else {
                note(.unreadable, start)
                continue
            }
            let value = trimmed((colon + 1)..<line.upperBound)
            return Line(tag: trimmed(line.lowerBound..<colon), value: bytes[value].starts(with: Self.open) ? text(value) : value)
        }
        return nil
    }

    private static let open = Array("<text>".utf8)
    private static let close = Array("</text>".utf8)

    /// The content of a text that begins at `value`; the rest of its line where it has no end.
    private mutating func text(_ value: Range<Int>) -> Range<Int> {
        let start = value.lowerBound + Self.open.count
        var position = start
        while !hasNoMoreEnds, let mark = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            if bytes[mark...].starts(with: Self.close) {
                at = max(at, end(of: mark) + 1)
                return trimmed(start..<mark)
            }
            position = mark + 1
        }
        hasNoMoreEnds = true
        note(.endless, value.lowerBound)
        return trimmed(start..<value.upperBound)
    }

    private mutating func note(_ fault: Fault, _ offset: Int) {
        faultCount += 1
        if faultCount <= 20 { faults.append((offset, fault)) }
    }

    /// Where the line that holds `start` ends: at a line feed or a carriage return, which alone ends the lines of some writers.
    private func end(of start: Int) -> Int { bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count }

    /// `range` without white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    /// The words of `range`.
    func words(_ range: Range<Int>) -> [Range<Int>] {
        bytes[range].split(separator: 0x20).map { trimmed($0.indices) }.filter { !$0.isEmpty }
    }
}
