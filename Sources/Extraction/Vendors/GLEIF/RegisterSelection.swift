internal import Scanning
public import SupplyChain

/// A golden copy of the Global LEI Foundation, read piece by piece: only what concerns identifiers that something else in the inputs names is kept.
///
/// Entities and exceptions of the wanted identifiers are kept, and relationships of them and of everybody above them. Memory is the longest record, and forty bytes a relationship.
/// ```swift
/// var selection = RegisterSelection(path: path, head: head, digest: digest, wanted: wanted)
/// if selection.needsSurvey { for piece in pieces { selection.survey(piece) } }
/// for piece in pieces { selection.take(piece) }
/// let extract = selection.finish()
/// ```
public struct RegisterSelection {
    /// A file up to this size is somebody's selection and read whole; a larger one is a register of the world.
    public static let wholeUpTo = 16 << 20
    /// A record longer than this is none.
    private static let longestRecord = 8 << 20

    private var walk: GLEIFWalk
    private var splitter: RegisterRecords
    private let level: GLEIFLevel
    private let columns: [GLEIFField: Int]
    private let isTable: Bool
    /// Who is asked about; grows by everybody above them.
    public private(set) var wanted: Set<String>
    private var parents: [Identifier: [Identifier]] = [:]
    private var isSurveying = false

    /// A selection from the register whose first bytes are `head`; `nil` for a document of another kind.
    public init?(path: String, head: [UInt8], digest: String, wanted: Set<String>) {
        let document = SourceDocument(path: path, bytes: head, size: Int.max, digest: digest)
        guard GLEIFReader.recognises(document) else { return nil }
        isTable = ByteSearch.firstMark(head) != UInt8(ascii: "{")
        if isTable {
            var rows = CSVReader(head)
            guard let header = rows.next(), let level = GLEIFLevel(columns: header.fields.map(\.trimmed)) else { return nil }
            self.level = level
            columns = GLEIFRecord.columns(header.fields)
        } else {
            level =
                ByteSearch.contains(head[...], "\"StartNode\"")
                ? .relationship : ByteSearch.contains(head[...], "\"ExceptionCategory\"") ? .exception : .entity
            columns = [:]
        }
        walk = GLEIFWalk(extract: Extract(file: path, digest: digest, reader: GLEIFReader.reader, rank: .official))
        splitter = RegisterRecords(isTable: isTable, longest: Self.longestRecord)
        self.wanted = wanted
    }

    /// Whether a large file at this head is one to select from.
    public static func applies(to document: SourceDocument) -> Bool {
        document.size > wholeUpTo && GLEIFReader.recognises(document)
    }

    /// Whether all pieces must be seen once before they are taken: relationships, to know who stands above whom.
    public var needsSurvey: Bool { level == .relationship }

    /// Asks about more, before anything is taken.
    public mutating func want(_ more: Set<String>) { wanted.formUnion(more) }

    /// Takes note of who stands above whom.
    public mutating func survey(_ piece: [UInt8]) {
        isSurveying = true
        for (record, number) in splitter.take(piece) {
            guard let child = identifier(.child, in: record, number), let parent = identifier(.parent, in: record, number),
                let key = Identifier(child), let above = Identifier(parent)
            else { continue }
            parents[key, default: []].append(above)
        }
    }

    /// Takes the next piece of the file.
    public mutating func take(_ piece: [UInt8]) {
        if isSurveying { closeUpwards() }
        for (record, number) in splitter.take(piece) { keep(record, number) }
    }

    /// What was kept.
    public mutating func finish() -> Extract {
        if let (record, number) = splitter.finish() { keep(record, number) }
        if splitter.isTruncated { walk.diagnose(.truncated, at: .whole) }
        walk.finish()
        return walk.extract
    }

    private mutating func keep(_ record: ArraySlice<UInt8>, _ number: Int) {
        let field: GLEIFField = level == .relationship ? .child : .identifier
        if let text = identifier(field, in: record, number), wanted.contains(text) { read(record, number) }
    }

    /// Everybody above those asked about is asked about too.
    private mutating func closeUpwards() {
        splitter = RegisterRecords(isTable: isTable, longest: Self.longestRecord)
        var waiting = wanted.compactMap { Identifier($0) }
        while let at = waiting.popLast() {
            for parent in parents.removeValue(forKey: at) ?? [] where wanted.insert(parent.text).inserted { waiting.append(parent) }
        }
        parents = [:]
        isSurveying = false
    }

    /// The identifier in a record, without reading the rest of it.
    private func identifier(_ field: GLEIFField, in record: ArraySlice<UInt8>, _ number: Int) -> String? {
        guard isTable else {
            guard let json = try? JSONDocument(parsing: Array(record)) else { return nil }
            return GLEIFRecord.text(field, of: json.root)
        }
        guard number > 1, let column = columns[field] else { return nil }
        return RegisterRecords.field(column, of: record).map { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func read(_ record: ArraySlice<UInt8>, _ number: Int) {
        if isTable {
            var rows = CSVReader(Array(record), delimiter: UInt8(ascii: ","))
            guard let row = rows.next() else { return }
            walk.read(GLEIFRecord(row.fields, columns: columns, level: level), line: number, isTruncated: row.isTruncated)
        } else if let json = try? JSONDocument(parsing: Array(record)) {
            walk.read(
                json.root, under: [level == .relationship ? "relations" : level == .exception ? "exceptions" : "records"], index: number)
        }
    }

    /// Twenty characters without an allocation.
    private struct Identifier: Hashable {
        let high: UInt64
        let middle: UInt64
        let low: UInt32

        init?(_ text: String) {
            guard text.utf8.count == 20 else { return nil }
            var bytes = text.utf8.makeIterator()
            func word(_ count: Int) -> UInt64 { (0..<count).reduce(0) { word, _ in word << 8 | UInt64(bytes.next() ?? 0) } }
            high = word(8)
            middle = word(8)
            low = UInt32(truncatingIfNeeded: word(4))
        }

        var text: String {
            func bytes(_ word: UInt64, _ count: Int) -> [UInt8] {
                (0..<count).map { UInt8(truncatingIfNeeded: word >> UInt64((count - 1 - $0) * 8)) }
            }
            return String(decoding: bytes(high, 8) + bytes(middle, 8) + bytes(UInt64(low), 4), as: UTF8.self)
        }
    }
}

/// The records of a table or of the lists in a JSON object, cut out of pieces of a file as they come.
struct RegisterRecords {
    private let isTable: Bool
    private let longest: Int
    private var pending: [UInt8] = []
    /// How far `pending` was looked at.
    private var at = 0
    private var depth = 0
    private var isQuoted = false
    private var isEscaped = false
    private var start: Int?
    private var line = 1
    private var lines = 0
    private var number = 0
    /// Whether the file ended inside a record, or a record was longer than any is.
    private(set) var isTruncated = false

    init(isTable: Bool, longest: Int) {
        self.isTable = isTable
        self.longest = longest
    }

    /// Every record that `piece` completes, with its line, or its position in the list.
    mutating func take(_ piece: [UInt8]) -> [(record: ArraySlice<UInt8>, number: Int)] {
        guard !isTruncated else { return [] }
        var found: [(record: ArraySlice<UInt8>, number: Int)] = []
        pending += piece
        let bytes = pending
        var used = 0
        if isTable { table(bytes, &used, &found) } else { list(bytes, &used, &found) }
        pending.removeFirst(used)
        at = bytes.count - used
        start = start.map { $0 - used }
        if pending.count > longest { isTruncated = true }
        return found
    }

    /// A last row without a line end.
    mutating func finish() -> (record: ArraySlice<UInt8>, number: Int)? {
        let last = isTable && !isTruncated && !pending.isEmpty ? (pending[...], line) : nil
        isTruncated = isTruncated || isQuoted || (!isTable && depth > 0)
        return last
    }

    private mutating func table(_ bytes: [UInt8], _ used: inout Int, _ found: inout [(record: ArraySlice<UInt8>, number: Int)]) {
        for index in at..<bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "\n") {
                lines += 1
                guard !isQuoted else { continue }
                if index > used { found.append((bytes[used..<index], line)) }
                used = index + 1
                line += lines
                lines = 0
            }
        }
    }

    private mutating func list(_ bytes: [UInt8], _ used: inout Int, _ found: inout [(record: ArraySlice<UInt8>, number: Int)]) {
        for index in at..<bytes.count {
            let byte = bytes[index]
            if isQuoted {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isQuoted = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if depth == 1, byte == UInt8(ascii: "[") { number = 0 }
                if depth == 2, byte == UInt8(ascii: "{") { start = index }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                guard depth == 2, let first = start else { continue }
                found.append((bytes[first...index], number))
                number += 1
                start = nil
                used = index + 1
            default: break
            }
        }
        // Between records nothing is worth keeping.
        if start == nil { used = bytes.count }
    }

    /// The cell of a column without its quotes; identifiers hold none within.
    static func field(_ column: Int, of row: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var left = column
        var at = row.startIndex
        var isQuoted = false
        var start = at
        while at <= row.endIndex {
            let byte = at < row.endIndex ? row[at] : UInt8(ascii: ",")
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: ","), !isQuoted || at == row.endIndex {
                if left == 0 {
                    let cell = row[start..<at]
                    return cell.first == UInt8(ascii: "\"") && cell.count >= 2 ? cell.dropFirst().prefix { $0 != UInt8(ascii: "\"") } : cell
                }
                left -= 1
                start = at + 1
            }
            at += 1
        }
        return nil
    }
}
