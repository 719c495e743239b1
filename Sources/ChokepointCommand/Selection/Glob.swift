/// A pattern over ids and names: `*` for any run of bytes, `?` for one character's byte; everything else stands for itself.
struct Glob: Sendable, Hashable {
    private let pattern: [UInt8]

    /// The pattern; a text without `*` and `?` matches only itself.
    init(_ pattern: String) { self.pattern = Array(pattern.utf8) }

    /// Whether the pattern has anything but plain bytes.
    var isPlain: Bool { !pattern.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }

    /// Whether the whole of `text` matches.
    ///
    /// O(pattern × text) at worst, without recursion.
    func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var position = 0
        var offset = 0
        var comeBack: (position: Int, offset: Int)?
        while offset < bytes.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                position += 1
                comeBack = (position, offset)
            } else if position < pattern.count, pattern[position] == bytes[offset] || pattern[position] == UInt8(ascii: "?") {
                position += 1
                offset += 1
            } else if let point = comeBack {
                position = point.position
                offset = point.offset + 1
                comeBack = (point.position, point.offset + 1)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
