/// Looks for a short text in many bytes.
public enum TextSearch {
    /// Whether `needle` stands in `bytes`; the empty text stands nowhere.
    ///
    /// The last byte of the needle is looked for eight positions at a time (SWAR), and compared in full where it stands: a rare byte such as a quote or a letter at the end of a
    /// word is met less often than every position.
    /// - Complexity: O(bytes) on ordinary text, O(bytes × needle) at worst.
    public static func contains(_ bytes: ArraySlice<UInt8>, _ needle: String) -> Bool {
        var needle = needle
        return needle.withUTF8 { wanted in
            bytes.withUnsafeBytes { all in contains(all, UnsafeRawBufferPointer(wanted)) }
        }
    }

    private static func contains(_ all: UnsafeRawBufferPointer, _ wanted: UnsafeRawBufferPointer) -> Bool {
        guard let last = wanted.last, all.count >= wanted.count else { return false }
        let pattern = 0x0101_0101_0101_0101 &* UInt64(last)
        let behind = wanted.count - 1
        var at = behind
        while at + 8 <= all.count {
            var marks = zeros(UInt64(littleEndian: all.loadUnaligned(fromByteOffset: at, as: UInt64.self)) ^ pattern)
            while marks != 0 {
                let position = at + (marks.trailingZeroBitCount >> 3)
                if stands(wanted, in: all, at: position - behind) { return true }
                marks &= marks &- 1
            }
            at += 8
        }
        while at < all.count {
            if all[at] == last, stands(wanted, in: all, at: at - behind) { return true }
            at += 1
        }
        return false
    }

    /// The high bit of every byte that is zero, and of no other.
    @inline(__always)
    static func zeros(_ word: UInt64) -> UInt64 {
        let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        return ~(((word & lows) &+ lows) | word | lows)
    }

    @inline(__always)
    private static func stands(_ wanted: UnsafeRawBufferPointer, in all: UnsafeRawBufferPointer, at start: Int) -> Bool {
        for step in wanted.indices where all[start + step] != wanted[step] { return false }
        return true
    }
}
