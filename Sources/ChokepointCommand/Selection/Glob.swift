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
        return WildcardWalk.matches(pattern: pattern.count, elements: bytes.count) { place in
            pattern[place] == UInt8(ascii: "*")
        } step: { place, offset in
            pattern[place] == bytes[offset] || pattern[place] == UInt8(ascii: "?") ? place + 1 : nil
        }
    }
}
