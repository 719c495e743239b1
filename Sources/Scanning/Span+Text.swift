extension Span<UInt8> {
    /// Whether these are the bytes of `text`.
    @inlinable
    @inline(__always)
    public func isEqual(to text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return withUnsafeBufferPointer { bytes in
            for at in 0..<bytes.count where bytes[at] != text.utf8Start[at] { return false }
            return true
        }
    }

    /// Whether these are the bytes of `text`, which is in small letters, whatever the case of theirs.
    public func isEqual(toSmallLetters text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return withUnsafeBufferPointer { bytes in
            for at in 0..<bytes.count where bytes[at] | 0x20 != text.utf8Start[at] { return false }
            return true
        }
    }
}

extension [UInt8] {
    /// Appends the bytes of a span.
    public mutating func append(copying text: Span<UInt8>) { text.withUnsafeBufferPointer { append(contentsOf: $0) } }
}

extension String {
    /// The text of UTF-8; what is not well-formed becomes U+FFFD.
    public init(copying text: Span<UInt8>) { self = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
}
