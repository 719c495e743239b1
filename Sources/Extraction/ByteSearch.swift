internal import Scanning

/// Looks for plain text in bytes, for recognition.
enum ByteSearch {
    /// Whether `needle` stands in `bytes`.
    ///
    /// O(bytes) on ordinary text.
    static func contains(_ bytes: ArraySlice<UInt8>, _ needle: String) -> Bool { TextSearch.contains(bytes, needle) }

    /// The first byte that is no white space and no byte-order mark.
    static func firstMark(_ bytes: some Collection<UInt8>) -> UInt8? {
        bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0).first { $0 > 0x20 }
    }

    /// The first bytes of a document as recognition sees them: UTF-16 narrowed, so that its reader can say that it does not read it.
    static func start(of document: SourceDocument, _ count: Int = 64 << 10) -> ArraySlice<UInt8> {
        let bytes = document.bytes.prefix(count)
        guard isWide(bytes) else { return bytes }
        return ArraySlice(bytes.drop { $0 >= 0xFE }.filter { $0 != 0 })
    }

    /// Whether bytes are UTF-16, by their mark or by the zeros of their first letter.
    static func isWide(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = Array(bytes.prefix(2))
        return start == [0xFF, 0xFE] || start == [0xFE, 0xFF] || (start.count == 2 && (start[0] == 0) != (start[1] == 0))
    }
}
