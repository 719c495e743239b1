extension TextSearch {
    /// Whether `body` says yes to one of the positions at which `text` holds `byte`; the bits of `ignored` do not count.
    ///
    /// SWAR: what is not the byte is passed over eight at a time.
    public static func contains(_ text: Span<UInt8>, _ byte: UInt8, ignoring ignored: UInt8 = 0, where body: (Int) -> Bool) -> Bool {
        text.withUnsafeBytes { all in
            let ones: UInt64 = 0x0101_0101_0101_0101
            let pattern = ones &* UInt64(byte & ~ignored)
            let mask = ones &* UInt64(~ignored)
            var at = 0
            while at &+ 8 <= all.count {
                var marks = zeros(UInt64(littleEndian: all.loadUnaligned(fromByteOffset: at, as: UInt64.self)) & mask ^ pattern)
                while marks != 0 {
                    if body(at &+ marks.trailingZeroBitCount >> 3) { return true }
                    marks &= marks &- 1
                }
                at &+= 8
            }
            while at < all.count {
                if all[at] & ~ignored == byte & ~ignored, body(at) { return true }
                at &+= 1
            }
            return false
        }
    }
}
