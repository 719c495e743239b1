/// What a tape word stands for, in its top four bits.
enum JSONTag: UInt64 {
    case object = 1
    case array = 2
    case string = 3
    case escapedString = 4
    case number = 5
    case `true` = 6
    case `false` = 7
    case null = 8
    /// A string that stands in the supplement, not in the text.
    case suppliedString = 9
}

/// The layout of a tape word: tag (4 bits), length (30 bits), offset (30 bits).
///
/// A container has a second word, the tape index behind its end, and keeps the number of its members or elements in the length bits.
enum JSONWord {
    static let mask: UInt64 = (1 << 30) - 1

    static func make(_ tag: JSONTag, length: Int, offset: Int) -> UInt64 {
        tag.rawValue << 60 | UInt64(truncatingIfNeeded: length) << 30 | UInt64(truncatingIfNeeded: offset)
    }

    @inline(__always)
    static func tag(_ word: UInt64) -> JSONTag {
        switch word >> 60 {
        case 1: .object
        case 2: .array
        case 3: .string
        case 4: .escapedString
        case 5: .number
        case 6: .true
        case 7: .false
        case 9: .suppliedString
        default: .null
        }
    }
    @inline(__always)
    static func length(_ word: UInt64) -> Int { Int(word >> 30 & mask) }
    @inline(__always)
    static func offset(_ word: UInt64) -> Int { Int(word & mask) }
}

/// The strict reader of RFC 8259: one pass over raw bytes, an explicit stack, eight bytes at a time within strings.
///
/// - Complexity: O(bytes) time; eight bytes a scalar, sixteen a container.
struct JSONTape {
    private struct Open {
        let start: Int
        let isObject: Bool
        var count: Int
    }

    /// How many words there is room for at first, whatever the length of the text.
    private static let firstRoom = 1 << 20

    private(set) var words: [UInt64] = []
    /// How many words there is room for.
    private var roomy = 0
    private(set) var end = 0
    /// Where the first escape stands that is half of a surrogate pair, and how many there are.
    private(set) var loneSurrogates: (first: Int, count: Int)?
    private var stack: [Open] = []
    private let limits: JSONLimits

    init(limits: JSONLimits) { self.limits = limits }

    /// A failure as it is noticed, without its line.
    struct Failure: Error {
        let reason: String
        let offset: Int
    }

    mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(Failure) {
        guard let base = bytes.baseAddress else { throw Failure(reason: "empty document", offset: 0) }
        let count = bytes.count
        roomy = min(count / 10, Self.firstRoom) + 16
        words.reserveCapacity(roomy)
        var at = count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0
        repeat {
            // One turn appends a key and a value at most, or the two words of a container.
            if words.count + 4 > roomy { makeRoom(at, count) }
            at = Self.skipSpace(base, at, count)
            if let open = stack.last, open.isObject {
                if at < count, base[at] == UInt8(ascii: "}"), open.count == 0 {
                    at = close(at)
                } else {
                    guard at < count, base[at] == UInt8(ascii: "\"") else { throw Failure(reason: "a key is missing", offset: at) }
                    at = try string(base, at, count)
                    at = Self.skipSpace(base, at, count)
                    guard at < count, base[at] == UInt8(ascii: ":") else { throw Failure(reason: "a colon is missing", offset: at) }
                    at = Self.skipSpace(base, at + 1, count)
                    if try !value(base, &at, count) { continue }
                }
            } else if let open = stack.last, open.count == 0, at < count, base[at] == UInt8(ascii: "]") {
                at = close(at)
            } else if try !value(base, &at, count) {
                continue
            }
            at = try separators(base, at, count)
        } while !stack.isEmpty
        // Text behind a document is told and not refused, but `0x1` is no document with text behind it.
        if words.count == 1, at < count, JSONWord.tag(words[0]) != .string, JSONWord.tag(words[0]) != .escapedString,
            Self.skipSpace(base, at, count) == at
        {
            throw Failure(reason: "not a value", offset: 0)
        }
        end = at
        // The rest was not like the beginning: what is too much goes back before others need it.
        if roomy - words.count > words.count / 8 + Self.firstRoom { words = words.withUnsafeBufferPointer { Array($0) } }
    }

    /// Makes room for as many words as the rest will take if it is like what was read, so that a large tape is never twice as long as it need be.
    private mutating func makeRoom(_ at: Int, _ count: Int) {
        let likely = Double(words.count) * Double(count) / Double(max(1, at)) * 1.03
        roomy = max(words.count + words.count / 4 + 64, min(Int(likely), words.count * 4 + 64))
        words.reserveCapacity(roomy)
    }

    /// Reads commas and closing brackets behind a value, up to where the next value or key begins.
    private mutating func separators(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) throws(Failure) -> Int {
        var at = start
        while let open = stack.last {
            at = Self.skipSpace(base, at, count)
            guard at < count else { throw Failure(reason: "the document ends early", offset: at) }
            if base[at] == UInt8(ascii: ",") {
                let next = Self.skipSpace(base, at + 1, count)
                if next < count, base[next] == UInt8(ascii: "}") || base[next] == UInt8(ascii: "]") {
                    throw Failure(reason: "a comma before a closing bracket", offset: at)
                }
                return next
            }
            guard base[at] == (open.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw Failure(reason: "a comma or a closing bracket is missing", offset: at)
            }
            at = close(at)
        }
        return at
    }

    private mutating func close(_ at: Int) -> Int {
        guard let open = stack.popLast() else { preconditionFailure("only called with a container open") }
        let word = words[open.start]
        words[open.start] = JSONWord.make(JSONWord.tag(word), length: open.count, offset: JSONWord.offset(word))
        words[open.start + 1] = UInt64(truncatingIfNeeded: words.count)
        return at + 1
    }

    /// Reads one value; false where it opened a container, whose content comes next.
    private mutating func value(_ base: UnsafePointer<UInt8>, _ at: inout Int, _ count: Int) throws(Failure) -> Bool {
        guard at < count else { throw Failure(reason: "the document ends early", offset: at) }
        if !stack.isEmpty { stack[stack.count - 1].count += 1 }
        switch base[at] {
        case UInt8(ascii: "\""): at = try string(base, at, count)
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard stack.count < limits.depth else { throw Failure(reason: "deeper than \(limits.depth) levels", offset: at) }
            let isObject = base[at] == UInt8(ascii: "{")
            stack.append(Open(start: words.count, isObject: isObject, count: 0))
            words.append(JSONWord.make(isObject ? .object : .array, length: 0, offset: at))
            words.append(0)
            at += 1
            return false
        case UInt8(ascii: "t"): at = try literal(base, at, count, "true", .true)
        case UInt8(ascii: "f"): at = try literal(base, at, count, "false", .false)
        case UInt8(ascii: "n"): at = try literal(base, at, count, "null", .null)
        default: at = try number(base, at, count)
        }
        return true
    }

    private mutating func literal(_ base: UnsafePointer<UInt8>, _ at: Int, _ count: Int, _ text: StaticString, _ tag: JSONTag)
        throws(Failure) -> Int
    {
        let length = text.utf8CodeUnitCount
        guard at + length <= count, (0..<length).allSatisfy({ base[at + $0] == text.utf8Start[$0] }) else {
            throw Failure(reason: "not a value", offset: at)
        }
        words.append(JSONWord.make(tag, length: length, offset: at))
        return at + length
    }

    private mutating func number(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) throws(Failure) -> Int {
        var at = start
        if base[at] == UInt8(ascii: "-") { at += 1 }
        let whole = at
        at = Self.skipDigits(base, at, count)
        guard at > whole else { throw Failure(reason: "not a value", offset: start) }
        guard at == whole + 1 || base[whole] != UInt8(ascii: "0") else {
            throw Failure(reason: "a number with a leading zero", offset: start)
        }
        if at < count, base[at] == UInt8(ascii: ".") {
            let digits = Self.skipDigits(base, at + 1, count)
            guard digits > at + 1 else { throw Failure(reason: "a number without decimals", offset: start) }
            at = digits
        }
        if at < count, base[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < count, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
            let digits = Self.skipDigits(base, at, count)
            guard digits > at else { throw Failure(reason: "a number without exponent", offset: start) }
            at = digits
        }
        words.append(JSONWord.make(.number, length: at - start, offset: start))
        return at
    }

    /// Reads a string from its opening quote; the word holds the bytes between the quotes, escapes and all.
    private mutating func string(_ base: UnsafePointer<UInt8>, _ quote: Int, _ count: Int) throws(Failure) -> Int {
        var at = quote + 1
        var isEscaped = false
        while true {
            while at + 8 <= count {
                let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
                let special = Self.special(UInt64(littleEndian: word))
                if special == 0 {
                    at += 8
                } else {
                    at += special.trailingZeroBitCount >> 3
                    break
                }
            }
            guard at < count else { throw Failure(reason: "a string without end", offset: quote) }
            let byte = base[at]
            if byte == UInt8(ascii: "\"") {
                words.append(JSONWord.make(isEscaped ? .escapedString : .string, length: at - quote - 1, offset: quote + 1))
                return at + 1
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
                at = try escape(base, at, count)
            } else if byte < 0x20 {
                throw Failure(reason: "a control character in a string", offset: at)
            } else if byte >= 0x80 {
                guard let next = UTF8Scalar.next(base, at, count) else { throw Failure(reason: "not UTF-8", offset: at) }
                at = next
            } else {
                at += 1
            }
        }
    }

    private mutating func escape(_ base: UnsafePointer<UInt8>, _ at: Int, _ count: Int) throws(Failure) -> Int {
        guard at + 1 < count else { throw Failure(reason: "a string without end", offset: at) }
        switch base[at + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"),
            UInt8(ascii: "t"):
            return at + 2
        case UInt8(ascii: "u"):
            guard let unit = Self.codeUnit(base, at, count) else { throw Failure(reason: "an escape without four digits", offset: at) }
            guard unit & 0xF800 == 0xD800 else { return at + 6 }
            if unit < 0xDC00, let low = Self.codeUnit(base, at + 6, count), low & 0xFC00 == 0xDC00 { return at + 12 }
            loneSurrogates = (loneSurrogates?.first ?? at, (loneSurrogates?.count ?? 0) + 1)
            return at + 6
        default: throw Failure(reason: "an unknown escape", offset: at)
        }
    }

    /// The UTF-16 code unit of the `\u` escape at `at`, or `nil` where there is none.
    private static func codeUnit(_ base: UnsafePointer<UInt8>, _ at: Int, _ count: Int) -> UInt32? {
        guard at + 6 <= count, base[at] == UInt8(ascii: "\\"), base[at + 1] == UInt8(ascii: "u") else { return nil }
        var unit: UInt32 = 0
        for step in 2..<6 {
            guard let digit = hexadecimal(base[at + step]) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x37)
        case 0x61...0x66: UInt32(byte - 0x57)
        default: nil
        }
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

    private static func skipDigits(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
        var at = start
        while at < count, base[at] &- 0x30 < 10 { at += 1 }
        return at
    }

    @inline(__always)
    static func skipSpace(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
        var at = start
        while at < count, base[at] <= 0x20, base[at] == 0x20 || base[at] == 0x0A || base[at] == 0x0D || base[at] == 0x09 { at += 1 }
        return at
    }
}

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
