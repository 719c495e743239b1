internal import Scanning
internal import SupplyChain

/// The records of all extracts on one dense numbering, and their texts in one table.
///
/// A record's scope is its document's content, so two copies of a document give each record once, with two provenances. What speaks for the folder of a document (its subject, other projects that
/// it names by their folders, requirements that the lock beside it settled) is told apart by folder as well: two projects may hold the same file.
struct RecordPool {
    /// One extract, with what its indices mean here.
    ///
    /// A class, so that a look at one place does not copy the extract.
    final class Source: Sendable {
        let extract: Extract
        private let places: DocumentPlaces
        /// Record number by the extract's record index.
        let numbers: [Int]
        /// Symbol here by the extract's symbol index.
        let symbols: [Symbol]

        init(extract: Extract, numbers: [Int], symbols: [Symbol]) {
            self.extract = extract
            self.numbers = numbers
            self.symbols = symbols
            places = DocumentPlaces(extract)
        }

        /// Where something stands.
        func location(of place: Place) -> SourceLocation { SourceLocation(places, place) }
    }

    /// An identity key of a record.
    struct Key {
        let record: Int
        let kind: IdentityKey
        let value: Symbol
    }

    /// A name that a record was met under, or answers to.
    struct Named {
        let record: Int
        let alias: Alias
        let value: Symbol
        let answers: Bool
    }

    private(set) var symbols = SymbolTable()
    private(set) var sources: [Source] = []
    private(set) var count = 0
    private(set) var keys: [Key] = []
    private(set) var names: [Named] = []
    private(set) var sames: [(left: Int, right: Int)] = []
    private(set) var isTentative: [Bool] = []
    private(set) var isSubject: [Bool] = []
    /// The digest of the document and the index in it, to tell nodes without a key apart.
    private(set) var scopes: [(digest: String, index: Int)] = []
    private(set) var diagnostics: [Diagnostic] = []

    init(_ extracts: [Extract]) {
        // The order of extracts is brought to one that their content gives; nothing below depends on any other.
        let ordered = extracts.sorted { left, right in
            if !left.digest.isBytewiseEqual(to: right.digest) { return left.digest.isBytewiseLess(than: right.digest) }
            if !left.reader.isBytewiseEqual(to: right.reader) { return left.reader.isBytewiseLess(than: right.reader) }
            if left.records.count != right.records.count { return left.records.count < right.records.count }
            return left.file.isBytewiseLess(than: right.file)
        }
        // The longest table is taken over as it is; the numbers of symbols are compared and never shown.
        let longest = ordered.indices.max { ordered[$0].symbols.count < ordered[$1].symbols.count }
        if let longest { symbols = ordered[longest].symbols }
        var shared: [[UInt8]: [Int]] = [:]
        var local: [[UInt8]: Int] = [:]
        for (position, extract) in ordered.enumerated() {
            // A reader that looks at the name of a file may read two copies differently; then they are two documents.
            let scope = Array("\(extract.digest)\u{0}\(extract.reader)\u{0}\(extract.records.count)".utf8)
            var numbers = shared[scope] ?? Array(repeating: -1, count: extract.records.count)
            let locals = Self.locals(of: extract)
            for (index, record) in extract.records.enumerated() where numbers[index] < 0 && !locals.contains(Int32(index)) {
                numbers[index] = admit(record, extract, index)
            }
            shared[scope] = numbers
            if !locals.isEmpty {
                let folder = scope + [0] + Array(Self.folder(of: extract.file).utf8)
                for index in locals.sorted() {
                    let place = folder + [0] + Array("\(index)".utf8)
                    let number = local[place] ?? admit(extract.records[Int(index)], extract, Int(index))
                    local[place] = number
                    numbers[Int(index)] = number
                }
            }
            if let subject = extract.subjectRecord { isSubject[numbers[Int(subject.index)]] = true }
            take(extract, numbers, isLongest: position == longest)
        }
    }

    /// The records that speak for their folder: the subject, other projects named by their folders, and requirements settled by the lock beside them.
    private static func locals(of extract: Extract) -> Set<Int32> {
        var found = Set(extract.localRecords.map(\.index))
        if let subject = extract.subjectRecord { found.insert(subject.index) }
        for claim in extract.identities where claim.key == .project { found.insert(claim.record.index) }
        return found
    }

    private mutating func admit(_ record: Record, _ extract: Extract, _ index: Int) -> Int {
        count += 1
        isTentative.append(record.isTentative)
        isSubject.append(false)
        scopes.append((extract.digest, index))
        return count - 1
    }

    private mutating func take(_ extract: Extract, _ numbers: [Int], isLongest: Bool) {
        var translated: [Symbol] = []
        if isLongest {
            translated = extract.symbols.all
        } else {
            translated.reserveCapacity(extract.symbols.count)
            extract.symbols.forEachText { translated.append(symbols.intern(utf8: $0)) }
        }
        for claim in extract.identities {
            let value = translated[Int(claim.value.index)]
            let isPackage = claim.key == .id && symbols.utf8(of: value).starts(with: "pkg:".utf8)
            keys.append(Key(record: numbers[Int(claim.record.index)], kind: isPackage ? .packageURL : claim.key, value: value))
        }
        for claim in extract.names {
            names.append(
                Named(
                    record: numbers[Int(claim.record.index)], alias: claim.alias, value: translated[Int(claim.value.index)],
                    answers: claim.answers))
        }
        for claim in extract.sames { sames.append((numbers[Int(claim.left.index)], numbers[Int(claim.right.index)])) }
        diagnostics += extract.diagnostics
        sources.append(Source(extract: extract, numbers: numbers, symbols: translated))
    }

    private static func folder(of file: String) -> String { file.split(separator: "/").dropLast().joined(separator: "/") }
}
