/// Base64, for the digests that lock files write in it.
enum Base64 {
    /// The bytes of `text` as lower-case hexadecimal digits; `nil` where it is not padded Base64 of whole bytes.
    static func hexadecimal(of text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0, !text.isEmpty, text.count <= 1_024 else { return nil }
        let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
        var digits: [UInt8] = []
        var word: UInt32 = 0
        var bits = 0
        for byte in text.dropLast(padding) {
            guard let value = value(of: byte) else { return nil }
            word = word << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                let whole = UInt8(truncatingIfNeeded: word >> UInt32(bits))
                digits += [digit(whole >> 4), digit(whole & 15)]
                word &= (1 << UInt32(bits)) - 1
            }
        }
        return word == 0 ? digits : nil
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case 65...90: UInt32(byte) - 65
        case 97...122: UInt32(byte) - 71
        case 48...57: UInt32(byte) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
