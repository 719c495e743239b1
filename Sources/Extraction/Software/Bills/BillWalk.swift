internal import Scanning
internal import SupplyChain

/// A pass over a bill of materials: JSON, or another form read into the same tape.
///
/// Places are JSON pointers in JSON. In the other forms, whose pointers nobody could follow, they are the lines on which things begin.
protocol BillWalk {
    /// What was read so far.
    var extract: Extract { get set }
    /// The lines of the text, in forms other than JSON.
    var lines: LineStarts? { get }
}

extension BillWalk {
    /// The place of a member.
    mutating func place(under parent: Place, _ key: String) -> Place { lines == nil ? extract.place(under: parent, key) : parent }

    /// The place of a member whose key is already kept.
    mutating func place(under parent: Place, key: Symbol) -> Place { lines == nil ? extract.place(under: parent, key: key) : parent }

    /// The place of an element.
    mutating func place(of value: JSONValue, under parent: Place, _ index: Int) -> Place {
        guard let lines else { return extract.place(under: parent, index) }
        guard let offset = value.sourceOffset else { return parent }
        return extract.place(line: lines.line(at: offset))
    }

    /// The place of a borrowed element.
    mutating func place(of value: BorrowedJSON, under parent: Place, _ index: Int) -> Place {
        guard let lines else { return extract.place(under: parent, index) }
        guard let offset = value.sourceOffset else { return parent }
        return extract.place(line: lines.line(at: offset))
    }

    /// The place of a member that is an object of its own.
    mutating func place(of value: JSONValue, under parent: Place, _ key: String) -> Place {
        guard let lines else { return extract.place(under: parent, key) }
        guard let offset = value.sourceOffset else { return parent }
        return extract.place(line: lines.line(at: offset))
    }

    /// States the purl of a record, or that it is none.
    mutating func identify(_ record: RecordIndex, packageURL text: ArraySlice<UInt8>, at place: Place) {
        identify(record, packageURL: text.span, at: place)
    }

    /// The same for readers that need not make a slice.
    mutating func identify(_ record: RecordIndex, packageURL text: Span<UInt8>, at place: Place) {
        if extract.identify(record, packageURL: text, at: place) { return }
        extract.diagnose(.invalidPackageURL(extract.clean(String(copying: text))), at: self.place(under: place, "purl"))
    }
}

/// Where the lines of a text begin, to name the line of a byte.
struct LineStarts: Sendable {
    private var ends: [UInt32] = []

    /// Counts the lines of `bytes`; CR, LF and CRLF all end one.
    init(of bytes: [UInt8]) {
        let text = bytes.span
        var hasReturns = false
        _ = TextSearch.contains(text, 0x0A) { offset in
            ends.append(UInt32(truncatingIfNeeded: offset))
            return false
        }
        _ = TextSearch.contains(text, 0x0D) { offset in
            guard offset + 1 == text.count || text[offset + 1] != 0x0A else { return false }
            ends.append(UInt32(truncatingIfNeeded: offset))
            hasReturns = true
            return false
        }
        if hasReturns { ends.sort() }
    }

    /// The line of a byte, from 1.
    ///
    /// O(log lines).
    func line(at offset: Int) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(ends[middle]) < offset { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
