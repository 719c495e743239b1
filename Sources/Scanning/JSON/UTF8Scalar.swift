/// Well-formed UTF-8, scalar by scalar (Unicode, table 3-7).
enum UTF8Scalar {
    /// The offset behind the scalar that begins with a non-ASCII byte at `at`, or `nil`.
    static func next(_ base: UnsafePointer<UInt8>, _ at: Int, _ count: Int) -> Int? {
        let lead = base[at]
        let (length, low, high): (Int, UInt8, UInt8)
        switch lead {
        case 0x00...0x7F: return at + 1
        case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
        case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
        case 0xED: (length, low, high) = (3, 0x80, 0x9F)
        case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
        case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
        case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
        case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
        default: return nil
        }
        guard at + length <= count, base[at + 1] >= low, base[at + 1] <= high else { return nil }
        for step in 2..<max(length, 2) where base[at + step] & 0xC0 != 0x80 { return nil }
        return at + length
    }

    /// The first byte of `bytes` that is not well-formed UTF-8, or `nil`.
    static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var at = 0
        while at < bytes.count {
            if at + 8 <= bytes.count, UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                at += 8
            } else if let next = next(base, at, bytes.count) {
                at = next
            } else {
                return at
            }
        }
        return nil
    }
}
