/// Questions about hexadecimal text, eight bytes at a time.
public enum Hexadecimal {
    /// Whether every byte is a digit or a small letter from `a` to `f`.
    ///
    /// SWAR: the high bit of each byte tells. O(bytes).
    public static func isLowercase(_ text: Span<UInt8>) -> Bool {
        text.withUnsafeBytes { bytes in
            var at = 0
            while at + 8 <= bytes.count {
                guard areLowercase(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) else { return false }
                at += 8
            }
            while at < bytes.count {
                guard (0x30...0x39).contains(bytes[at]) || (0x61...0x66).contains(bytes[at]) else { return false }
                at += 1
            }
            return true
        }
    }

    @inline(__always)
    private static func areLowercase(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs = ones &* 0x80
        guard word & highs == 0 else { return false }
        // No byte exceeds 0x7F, so no sum carries into the next.
        let isDigit = (word &+ ones &* (0x80 - 0x30)) & ~(word &+ ones &* (0x7F - 0x39))
        let isLetter = (word &+ ones &* (0x80 - 0x61)) & ~(word &+ ones &* (0x7F - 0x66))
        return (isDigit | isLetter) & highs == highs
    }
}
