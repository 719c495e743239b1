/// Text that is compared, hashed and ordered by its UTF-8 bytes.
///
/// Swift's own `String` says that U+00C5 and U+212B are equal; an identity must not (semantics 14.5).
/// Conforming types are equal exactly when their bytes are.
public protocol BytewiseText: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The text as it was read, never normalised.
    var text: String { get }
}

extension BytewiseText {
    /// Equality of the UTF-8 bytes.
    public static func == (left: Self, right: Self) -> Bool { left.text.isBytewiseEqual(to: right.text) }

    /// The order of the UTF-8 bytes, the one order in which anything is written.
    public static func < (left: Self, right: Self) -> Bool { left.text.isBytewiseLess(than: right.text) }

    /// Feeds the UTF-8 bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        // Eight bytes at a time: a call for each byte is what hashing would otherwise cost.
        let bytes = text.utf8.span
        var word: UInt64 = 0
        for at in bytes.indices {
            word = word << 8 | UInt64(bytes[at])
            if at & 7 == 7 {
                hasher.combine(word)
                word = 0
            }
        }
        hasher.combine(word)
        hasher.combine(bytes.count)
    }

    /// The text itself.
    public var description: String { text }
}

extension String {
    /// Whether both texts have the same UTF-8 bytes; canonical equivalence does not count.
    public func isBytewiseEqual(to other: String) -> Bool {
        let (left, right) = (utf8.span, other.utf8.span)
        guard left.count == right.count else { return false }
        for at in left.indices where left[at] != right[at] { return false }
        return true
    }

    /// Whether this text comes before `other` in the order of UTF-8 bytes.
    public func isBytewiseLess(than other: String) -> Bool {
        let (left, right) = (utf8.span, other.utf8.span)
        for at in 0..<min(left.count, right.count) where left[at] != right[at] { return left[at] < right[at] }
        return left.count < right.count
    }
}
