/// Questions about hexadecimal text, sixteen bytes at a time.
public enum Hexadecimal {
    /// Whether every byte is a digit or a small letter from `a` to `f`.
    ///
    /// O(bytes).
    public static func isLowercase(_ text: Span<UInt8>) -> Bool {
        text.withUnsafeBytes { bytes in
            let count = bytes.count
            guard count >= 16 else { return bytes.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) } }
            guard let start = bytes.baseAddress else { return true }
            // The last bytes first, and perhaps once more.
            var digits = Self.digits(start + (count &- 16))
            var at = 0
            while at &+ 16 < count {
                let more = Self.digits(start + at)
                digits = (digits.0 & more.0, digits.1 & more.1)
                at &+= 16
            }
            return digits.0 & digits.1 == .max
        }
    }

    /// All bits set in the bytes that are such digits.
    @inline(__always)
    private static func digits(_ start: UnsafeRawPointer) -> (UInt64, UInt64) {
        let bytes = SixteenBytes(at: start)
        return SixteenBytes.words(bytes.among(0x30, count: 10) .| bytes.among(0x61, count: 6))
    }
}
