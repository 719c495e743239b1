extension JSONScan {
    /// Reads a string from its opening quote; the word holds the bytes between the quotes, escapes and all.
    @inline(__always)
    mutating func string(_ quote: Int, _ out: UnsafeMutablePointer<UInt64>, _ used: inout Int) -> Int? {
        var at = quote &+ 1
        while at &+ 16 <= count {
            let special = Self.special(base + at)
            if special.0 | special.1 != 0 {
                at &+= SixteenBytes.first(special)
                if base[at] == UInt8(ascii: "\"") {
                    out[used] = JSONWord.make(.string, length: at &- quote &- 1, offset: quote &+ 1)
                    used &+= 1
                    return at &+ 1
                }
                break
            }
            at &+= 16
        }
        return unusual(quote, from: at, out, &used)
    }

    /// The rest of a string that holds an escape, something other than ASCII, or the end of the text.
    @inline(never)
    private mutating func unusual(_ quote: Int, from start: Int, _ out: UnsafeMutablePointer<UInt64>, _ used: inout Int) -> Int? {
        var at = start
        var isEscaped = false
        while at < count {
            let byte = base[at]
            if byte == UInt8(ascii: "\"") {
                out[used] = JSONWord.make(isEscaped ? .escapedString : .string, length: at - quote - 1, offset: quote + 1)
                used += 1
                return at + 1
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
                guard let next = escape(at) else { return nil }
                at = next
            } else if byte < 0x20 {
                return failing("a control character in a string", at)
            } else if byte >= 0x80 {
                guard let next = UTF8Scalar.next(base, at, count) else { return failing("not UTF-8", at) }
                at = next
            } else {
                at += 1
                while at + 8 <= count {
                    let special = Self.special(UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)))
                    at += special == 0 ? 8 : special.trailingZeroBitCount >> 3
                    if special != 0 { break }
                }
            }
        }
        return failing("a string without end", quote)
    }

    private mutating func escape(_ at: Int) -> Int? {
        guard at + 1 < count else { return failing("a string without end", at) }
        switch base[at + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return at + 2
        case UInt8(ascii: "u"):
            guard let unit = codeUnit(at) else { return failing("an escape without four digits", at) }
            guard unit & 0xF800 == 0xD800 else { return at + 6 }
            if unit < 0xDC00, let low = codeUnit(at + 6), low & 0xFC00 == 0xDC00 { return at + 12 }
            loneSurrogates = (loneSurrogates?.first ?? at, (loneSurrogates?.count ?? 0) + 1)
            return at + 6
        default: return failing("an unknown escape", at)
        }
    }

    /// The UTF-16 code unit of the `\u` escape at `at`, or `nil` where there is none.
    private func codeUnit(_ at: Int) -> UInt32? {
        guard at + 6 <= count, base[at] == UInt8(ascii: "\\"), base[at + 1] == UInt8(ascii: "u") else { return nil }
        var unit: UInt32 = 0
        for step in 2..<6 {
            guard let digit = JSONEscapes.hexadecimal(base[at + step]) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    /// All bits set in exactly the bytes that are a quote, a backslash, a control character or not ASCII, sixteen bytes at a time.
    @inline(__always)
    private static func special(_ start: UnsafePointer<UInt8>) -> (UInt64, UInt64) {
        let bytes = SixteenBytes(at: start)
        return SixteenBytes.words(bytes.controlsOrNotASCII .| bytes.equal(0x22) .| bytes.equal(0x5C))
    }

    /// High bits set in every byte that is a quote, a backslash, a control character or not ASCII (SWAR; the lowest set bit is exact).
    @inline(__always)
    private static func special(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let quotes = word ^ ones &* 0x22
        let slashes = word ^ ones &* 0x5C
        let hit = (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) & ~word | word
        return hit & highs
    }
}
