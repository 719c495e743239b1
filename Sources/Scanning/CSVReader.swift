/// The records of a CSV text (RFC 4180), with the line on which each begins.
///
/// Quoted fields may hold delimiters, doubled quotes and line ends. Lines without a field are passed over. The delimiter is given or guessed from the first line: the one of
/// comma, semicolon and tab that stands there most often outside quotes.
///
/// - Complexity: O(bytes) over all records.
public struct CSVReader: Sequence, IteratorProtocol, Sendable {
    /// One record.
    public struct Record: Sendable, Hashable {
        /// The line on which it begins, from 1.
        public let line: Int
        /// Its fields, quotes undone.
        public let fields: [String]
        /// Whether a quoted field never ended.
        public let isTruncated: Bool
    }

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var at: Int
    private var line = 1

    /// The records of `bytes`.
    public init(_ bytes: [UInt8], delimiter: UInt8? = nil) {
        self.bytes = bytes
        at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        self.delimiter = delimiter ?? Self.guess(bytes)
    }

    /// The next record that has a field.
    public mutating func next() -> Record? {
        while at < bytes.count {
            let record = read()
            if record.fields.count > 1 || record.fields.first != "" { return record }
        }
        return nil
    }

    private mutating func read() -> Record {
        let start = line
        var fields: [String] = []
        while true {
            let (field, isWhole) = field()
            fields.append(field)
            guard isWhole else { return Record(line: start, fields: fields, isTruncated: true) }
            guard at < bytes.count else { break }
            let byte = bytes[at]
            at += 1
            if byte == delimiter { continue }
            if byte == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
            line += 1
            break
        }
        return Record(line: start, fields: fields, isTruncated: false)
    }

    private mutating func field() -> (String, isWhole: Bool) {
        guard at < bytes.count, bytes[at] == 0x22 else {
            let start = at
            while at < bytes.count, bytes[at] != delimiter, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
            return (String(decoding: bytes[start..<at], as: UTF8.self), true)
        }
        at += 1
        var content: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == 0x22 {
                guard at < bytes.count, bytes[at] == 0x22 else {
                    while at < bytes.count, bytes[at] != delimiter, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
                    return (String(decoding: content, as: UTF8.self), true)
                }
                at += 1
            } else if byte == 0x0A || (byte == 0x0D && (at >= bytes.count || bytes[at] != 0x0A)) {
                line += 1
            }
            content.append(byte)
        }
        return (String(decoding: content, as: UTF8.self), false)
    }

    private static func guess(_ bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes.prefix(1 << 16) {
            if byte == 0x22 { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            if byte == 0x2C || byte == 0x3B || byte == 0x09 { counts[byte, default: 0] += 1 }
        }
        let candidates: [UInt8] = [0x2C, 0x3B, 0x09]
        return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? 0x2C
    }
}
