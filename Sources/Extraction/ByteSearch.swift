/// Looks for plain text in bytes, for recognition.
enum ByteSearch {
    /// Whether `needle` stands in `bytes`.
    ///
    /// O(bytes × needle) at worst.
    static func contains(_ bytes: ArraySlice<UInt8>, _ needle: String) -> Bool {
        let wanted = Array(needle.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        var at = bytes.startIndex
        let last = bytes.endIndex - wanted.count
        while at <= last {
            if bytes[at] == first, bytes[at..<(at + wanted.count)].elementsEqual(wanted) { return true }
            at += 1
        }
        return false
    }

    /// The first byte that is no white space and no byte-order mark.
    static func firstMark(_ bytes: [UInt8]) -> UInt8? {
        bytes.dropFirst(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0).first { $0 > 0x20 }
    }
}
