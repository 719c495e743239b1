/// JSON with comments and commas before closing brackets, as `bun.lock` and settings of tools have it.
enum RelaxedJSON {
    /// `bytes` as strict JSON: comments and such commas are blanks, so that every offset and line stays.
    ///
    /// O(bytes).
    static func strict(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var comma: Int?
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                comma = nil
                at = endOfString(bytes, at)
            case UInt8(ascii: "/") where at + 1 < bytes.count && (bytes[at + 1] == UInt8(ascii: "/") || bytes[at + 1] == UInt8(ascii: "*")):
                let end = endOfComment(bytes, at)
                for index in at..<end where result[index] != 0x0A && result[index] != 0x0D { result[index] = 0x20 }
                at = end
            case UInt8(ascii: ","):
                comma = at
                at += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if let comma { result[comma] = 0x20 }
                comma = nil
                at += 1
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default:
                comma = nil
                at += 1
            }
        }
        return result
    }

    private static func endOfString(_ bytes: [UInt8], _ quote: Int) -> Int {
        var at = quote + 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(at + 1, bytes.count)
    }

    private static func endOfComment(_ bytes: [UInt8], _ slash: Int) -> Int {
        var at = slash + 2
        if bytes[slash + 1] == UInt8(ascii: "/") {
            while at < bytes.count, bytes[at] != 0x0A { at += 1 }
            return at
        }
        while at + 1 < bytes.count, bytes[at] != UInt8(ascii: "*") || bytes[at + 1] != UInt8(ascii: "/") { at += 1 }
        return min(at + 2, bytes.count)
    }
}
