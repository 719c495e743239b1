/// The strict reader of RFC 8259: one pass over raw bytes, an explicit stack, eight bytes at a time within strings and white space.
///
/// It stops where the words run out and goes on from there with more. Everything that is not a plain string or a bracket is off the fast path.
struct JSONScan {
    private struct Open {
        var start: Int
        var isObject: Bool
        var count: Int
        /// A bit for each key that was met, by some of the key's bits.
        var keys: UInt64 = 0
        /// Whether two keys have one bit.
        var isDoubtful = false
        /// Where the white space begins that stands before the first member or element, and how much there is.
        var blanks = 0
        var indentation = 0
    }

    let base: UnsafePointer<UInt8>
    let count: Int
    private let limit: Int
    /// The containers around the innermost one.
    private var stack: UnsafeMutablePointer<Open>
    private var room = 64
    private var depth = 0
    /// The innermost container.
    private var open = Open(start: 0, isObject: false, count: 0)
    /// Where reading goes on: the beginning of a value, or what is behind the document.
    private(set) var at = 0
    /// How many words were written.
    private(set) var used = 0
    /// Whether the document was read to its end.
    private(set) var isDone = false
    private(set) var failure: JSONTape.Failure?
    /// Objects of which two keys have one bit: the others have no key twice.
    private(set) var doubtful: [Int32] = []
    /// Where the first escape stands that is half of a surrogate pair, and how many there are.
    var loneSurrogates: (first: Int, count: Int)?

    init(base: UnsafePointer<UInt8>, count: Int, depth: Int) {
        self.base = base
        self.count = count
        limit = depth
        stack = .allocate(capacity: room)
        at = count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0
        at = Self.skipSpace(base, at, count)
    }

    /// Gives the stack back; the scan is of no use afterwards.
    func close() { stack.deallocate() }

    /// Reads on until the document ends, something is wrong, or fewer than four words are free: one turn writes a value and a key, or the two words of a container and a key.
    mutating func run(into words: UnsafeMutableBufferPointer<UInt64>) {
        guard let out = words.baseAddress else { return }
        var (at, used) = (at, used)
        while used + 4 <= words.count {
            guard at < count else { return fail("the document ends early", at) }
            open.count &+= 1
            switch base[at] {
            case UInt8(ascii: "\""):
                guard let next = string(at, out, &used) else { return }
                at = next
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth < limit else { return fail("deeper than \(limit) levels", at) }
                let isObject = base[at] == UInt8(ascii: "{")
                push()
                open = Open(start: used, isObject: isObject, count: 0)
                out[used] = JSONWord.make(isObject ? .object : .array, length: 0, offset: at)
                used += 2
                open.blanks = at &+ 1
                at = Self.skipSpace(base, at &+ 1, count)
                open.indentation = at &- open.blanks
                guard at < count, base[at] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    if isObject {
                        guard let next = key(at, out, &used) else { return }
                        at = next
                    }
                    continue
                }
                pop(out, used)
                at += 1
            default:
                guard let next = scalar(at, out, &used) else { return }
                at = next
            }
            guard let next = separators(at, out, &used) else { return }
            at = next
            if depth == 0 {
                isDone = true
                break
            }
        }
        self.at = at
        self.used = used
    }

    /// Reads commas and closing brackets behind a value, up to where the next value begins, with its key.
    @inline(__always)
    private mutating func separators(_ start: Int, _ out: UnsafeMutablePointer<UInt64>, _ used: inout Int) -> Int? {
        var at = start
        while depth > 0 {
            at = Self.skipSpace(base, at, count)
            guard at < count else { return failing("the document ends early", at) }
            let mark = base[at]
            if mark == UInt8(ascii: ",") {
                let next = skipIndentation(at &+ 1)
                if open.isObject, next < count, base[next] == UInt8(ascii: "\"") { return key(next, out, &used) }
                if next < count, base[next] == UInt8(ascii: "}") || base[next] == UInt8(ascii: "]") {
                    return failing("a comma before a closing bracket", at)
                }
                return open.isObject ? failing("a key is missing", next) : next
            }
            guard mark == (open.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                return failing("a comma or a closing bracket is missing", at)
            }
            pop(out, used)
            at += 1
        }
        return at
    }

    /// Reads a key and the colon behind it, up to where its value begins.
    @inline(__always)
    private mutating func key(_ start: Int, _ out: UnsafeMutablePointer<UInt64>, _ used: inout Int) -> Int? {
        guard start < count, base[start] == UInt8(ascii: "\"") else { return failing("a key is missing", start) }
        guard let end = string(start, out, &used) else { return nil }
        note(out[used &- 1])
        let at = Self.skipSpace(base, end, count)
        guard at < count, base[at] == UInt8(ascii: ":") else { return failing("a colon is missing", at) }
        return Self.skipSpace(base, at + 1, count)
    }

    /// The offset of the next byte that is no white space, behind a comma: what stands there is mostly what stood before the first member.
    @inline(__always)
    private func skipIndentation(_ start: Int) -> Int {
        let length = open.indentation
        let end = start &+ length
        guard length >= 8, length <= 16, end < count, base[end] > 0x20 else { return Self.skipSpace(base, start, count) }
        let (here, there) = (UnsafeRawPointer(base + start), UnsafeRawPointer(base + open.blanks))
        let isSame =
            here.loadUnaligned(as: UInt64.self) == there.loadUnaligned(as: UInt64.self)
            && here.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
                == there.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
        return isSame ? end : Self.skipSpace(base, start, count)
    }

    /// Notes a key of the innermost object by its length and its last eight bytes; one that is not written as it is meant may be any other.
    @inline(__always)
    private mutating func note(_ key: UInt64) {
        let length = JSONWord.length(key)
        let end = JSONWord.offset(key) &+ length
        guard JSONWord.isPlain(key), end >= 8 else { return open.isDoubtful = true }
        let last = UInt64(littleEndian: UnsafeRawPointer(base + (end &- 8)).loadUnaligned(as: UInt64.self))
        // What stands before a short key is moved out.
        let outline = last >> UInt64(truncatingIfNeeded: max(0, 64 &- 8 &* length)) ^ UInt64(truncatingIfNeeded: length)
        let bit: UInt64 = 1 &<< ((outline &* 0x9E37_79B9_7F4A_7C15) >> 58)
        if open.keys & bit != 0 { open.isDoubtful = true }
        open.keys |= bit
    }

    private mutating func push() {
        if depth == room {
            let wider = UnsafeMutablePointer<Open>.allocate(capacity: room * 2)
            wider.moveInitialize(from: stack, count: depth)
            stack.deallocate()
            (stack, room) = (wider, room * 2)
        }
        (stack + depth).initialize(to: open)
        depth += 1
    }

    @inline(__always)
    private mutating func pop(_ out: UnsafeMutablePointer<UInt64>, _ used: Int) {
        out[open.start] |= UInt64(truncatingIfNeeded: open.count) << 30
        out[open.start + 1] = UInt64(truncatingIfNeeded: used)
        if open.isDoubtful { doubtful.append(Int32(truncatingIfNeeded: open.start)) }
        depth -= 1
        open = stack[depth]
    }

    @inline(never)
    private mutating func fail(_ reason: String, _ offset: Int) { failure = JSONTape.Failure(reason: reason, offset: offset) }

    @inline(never)
    mutating func failing(_ reason: StaticString, _ offset: Int) -> Int? {
        failure = JSONTape.Failure(reason: "\(reason)", offset: offset)
        return nil
    }
}

// MARK: - Numbers, words, white space

extension JSONScan {
    @inline(never)
    private mutating func scalar(_ at: Int, _ out: UnsafeMutablePointer<UInt64>, _ used: inout Int) -> Int? {
        switch base[at] {
        case UInt8(ascii: "t"): literal(at, "true", .true, out, &used)
        case UInt8(ascii: "f"): literal(at, "false", .false, out, &used)
        case UInt8(ascii: "n"): literal(at, "null", .null, out, &used)
        default: number(at, out, &used)
        }
    }

    private mutating func literal(
        _ at: Int, _ text: StaticString, _ tag: JSONTag, _ out: UnsafeMutablePointer<UInt64>, _ used: inout Int
    ) -> Int? {
        let length = text.utf8CodeUnitCount
        guard at + length <= count else { return failing("not a value", at) }
        for step in 0..<length where base[at + step] != text.utf8Start[step] { return failing("not a value", at) }
        out[used] = JSONWord.make(tag, length: length, offset: at)
        used += 1
        return at + length
    }

    private mutating func number(_ start: Int, _ out: UnsafeMutablePointer<UInt64>, _ used: inout Int) -> Int? {
        var at = start
        if base[at] == UInt8(ascii: "-") { at += 1 }
        let whole = at
        at = skipDigits(at)
        guard at > whole else { return failing("not a value", start) }
        guard at == whole + 1 || base[whole] != UInt8(ascii: "0") else { return failing("a number with a leading zero", start) }
        if at < count, base[at] == UInt8(ascii: ".") {
            let digits = skipDigits(at + 1)
            guard digits > at + 1 else { return failing("a number without decimals", start) }
            at = digits
        }
        if at < count, base[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < count, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
            let digits = skipDigits(at)
            guard digits > at else { return failing("a number without exponent", start) }
            at = digits
        }
        out[used] = JSONWord.make(.number, length: at - start, offset: start)
        used += 1
        return at
    }

    private func skipDigits(_ start: Int) -> Int {
        var at = start
        while at < count, base[at] &- 0x30 < 10 { at += 1 }
        return at
    }

    /// The offset of the next byte that is no white space.
    @inline(__always)
    static func skipSpace(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
        guard start < count, base[start] <= 0x20 else { return start }
        // One space stands behind every colon of most writers.
        if base[start] == 0x20, start &+ 1 < count, base[start &+ 1] > 0x20 { return start &+ 1 }
        return skipBlanks(base, start, count)
    }

    @inline(never)
    private static func skipBlanks(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
        var at = start
        // A line break and indentation, eight bytes at a time: sixteen at a time was slower.
        while at &+ 8 <= count {
            let others = UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)) ^ 0x2020_2020_2020_2020
            if others == 0 {
                at &+= 8
                continue
            }
            at &+= others.trailingZeroBitCount >> 3
            guard base[at] == 0x0A || base[at] == 0x0D || base[at] == 0x09 else { return at }
            at &+= 1
        }
        while at < count, base[at] == 0x20 || base[at] == 0x0A || base[at] == 0x0D || base[at] == 0x09 { at &+= 1 }
        return at
    }
}
