/// The lines of a text, each with its number; CR, LF and CRLF all end one, and a byte-order mark is passed over.
public struct Lines: Sequence, IteratorProtocol, Sendable {
    private let bytes: [UInt8]
    private var at: Int
    private var number = 0

    /// The lines of `bytes`.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        at = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next line without its end, counted from 1.
    public mutating func next() -> (number: Int, text: ArraySlice<UInt8>)? {
        guard at < bytes.count else { return nil }
        number += 1
        var end = at
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        let line = bytes[at..<end]
        at = end + (end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A ? 2 : 1)
        return (number, line)
    }
}

/// Whether bytes are text.
public enum TextCheck {
    /// The offset of the first byte that is not well-formed UTF-8, or `nil`.
    ///
    /// O(bytes), eight at a time over ASCII.
    public static func firstFault(in bytes: [UInt8]) -> Int? { bytes.withUnsafeBufferPointer { UTF8Scalar.firstFault(in: $0) } }
}
