/// A value of a JSON document: a reference into its tape, made and thrown away at no cost.
public struct JSONValue: Sendable {
    /// What a value is.
    public enum Kind: String, Sendable, Hashable { case object, array, string, number, `true`, `false`, null }

    let document: JSONDocument
    let index: Int

    private var word: UInt64 { document.words[index] }

    /// `null`, for want of a document.
    public static let nothing = JSONValue(document: JSONDocument(), index: 0)

    /// What it is.
    public var kind: Kind {
        switch JSONWord.tag(word) {
        case .object: .object
        case .array: .array
        case .string, .escapedString, .suppliedString: .string
        case .number: .number
        case .true: .true
        case .false: .false
        case .null: .null
        }
    }

    /// The byte at which it begins, from 0.
    public var offset: Int { JSONWord.offset(word) }

    /// The byte of the text at which it begins; `nil` for a string that the text does not hold as it is meant.
    public var sourceOffset: Int? { JSONWord.tag(word) == .suppliedString ? nil : JSONWord.offset(word) }

    /// How many members or elements; 0 for what is no container.
    public var count: Int { kind == .object || kind == .array ? JSONWord.length(word) : 0 }

    /// Whether it is `null`.
    public var isNull: Bool { kind == .null }

    /// The truth value, if it is one.
    public var bool: Bool? {
        switch JSONWord.tag(word) {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The bytes of a string, escapes undone; `nil` for anything else.
    ///
    /// Without escapes this is a slice of the document.
    public var utf8: ArraySlice<UInt8>? {
        let start = JSONWord.offset(word)
        let end = start + JSONWord.length(word)
        return switch JSONWord.tag(word) {
        case .string: document.bytes[start..<end]
        case .escapedString: JSONEscapes.undone(document.bytes[start..<end])[...]
        case .suppliedString: document.supplement[start..<end]
        default: nil
        }
    }

    /// The text of a string; `nil` for anything else.
    public var string: String? { utf8.map { String(decoding: $0, as: UTF8.self) } }

    /// The digits of a number as written; `nil` for anything else.
    public var numberText: String? {
        guard JSONWord.tag(word) == .number else { return nil }
        let start = JSONWord.offset(word)
        return String(decoding: document.bytes[start..<(start + JSONWord.length(word))], as: UTF8.self)
    }

    /// A number that is an integer and fits; `nil` for anything else, fractions and exponents included.
    public var integer: Int? { numberText.flatMap { Int($0) } }

    /// The member named `key`; the first where there are several.
    ///
    /// O(members).
    public subscript(_ key: String) -> JSONValue? {
        guard JSONWord.tag(word) == .object else { return nil }
        var child = index + 2
        for _ in 0..<JSONWord.length(word) {
            if document.isString(child, equalTo: key) { return JSONValue(document: document, index: child + 1) }
            child = document.end(of: child + 1)
        }
        return nil
    }

    /// The element at `position`; `nil` out of bounds or for anything but an array.
    ///
    /// O(position).
    public subscript(_ position: Int) -> JSONValue? {
        guard JSONWord.tag(word) == .array, position >= 0, position < JSONWord.length(word) else { return nil }
        var child = index + 2
        for _ in 0..<position { child = document.end(of: child) }
        return JSONValue(document: document, index: child)
    }

    /// The elements of an array; nothing for anything else.
    public var elements: JSONElements { JSONElements(parent: self, isArray: JSONWord.tag(word) == .array) }

    /// The members of an object in the order of the text; nothing for anything else.
    public var members: JSONMembers { JSONMembers(parent: self, isObject: JSONWord.tag(word) == .object) }
}

/// The elements of an array, in order.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var child: Int
    private var left: Int

    init(parent: JSONValue, isArray: Bool) {
        document = parent.document
        child = parent.index + 2
        left = isArray ? parent.count : 0
    }

    /// The next element.
    public mutating func next() -> JSONValue? {
        guard left > 0 else { return nil }
        left -= 1
        defer { child = document.end(of: child) }
        return JSONValue(document: document, index: child)
    }
}

/// The members of an object, in the order of the text.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    private let document: JSONDocument
    private var child: Int
    private var left: Int

    init(parent: JSONValue, isObject: Bool) {
        document = parent.document
        child = parent.index + 2
        left = isObject ? parent.count : 0
    }

    /// The next member: its key as a string value, and its value.
    public mutating func next() -> (key: JSONValue, value: JSONValue)? {
        guard left > 0 else { return nil }
        left -= 1
        let key = JSONValue(document: document, index: child)
        let value = JSONValue(document: document, index: child + 1)
        child = document.end(of: child + 1)
        return (key, value)
    }
}

extension JSONDocument {
    /// Whether the string at a tape index has exactly the bytes of `text`.
    func isString(_ index: Int, equalTo text: String) -> Bool {
        let word = words[index]
        let start = JSONWord.offset(word)
        switch JSONWord.tag(word) {
        case .string:
            let length = JSONWord.length(word)
            guard length == text.utf8.count else { return false }
            let wanted = text.utf8.span
            return bytes.withUnsafeBufferPointer { all in
                for step in 0..<length where all[start + step] != wanted[step] { return false }
                return true
            }
        case .escapedString: return JSONEscapes.undone(bytes[start..<(start + JSONWord.length(word))]).elementsEqual(text.utf8)
        case .suppliedString: return supplement[start..<(start + JSONWord.length(word))].elementsEqual(text.utf8)
        default: return false
        }
    }
}

/// The escapes of JSON strings.
enum JSONEscapes {
    /// The bytes that `raw`, checked by the tape, stands for.
    ///
    /// Surrogates without a partner become U+FFFD.
    static func undone(_ raw: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count)
        var at = raw.startIndex
        while at < raw.endIndex {
            guard raw[at] == UInt8(ascii: "\\"), at + 1 < raw.endIndex else {
                out.append(raw[at])
                at += 1
                continue
            }
            switch raw[at + 1] {
            case UInt8(ascii: "b"): out.append(0x08)
            case UInt8(ascii: "f"): out.append(0x0C)
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "r"): out.append(0x0D)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "u"):
                let (scalar, next) = scalar(raw, at)
                out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                at = next
                continue
            default: out.append(raw[at + 1])
            }
            at += 2
        }
        return out
    }

    private static func scalar(_ raw: ArraySlice<UInt8>, _ at: Int) -> (Unicode.Scalar, Int) {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        let first = unit(raw, at)
        if let scalar = Unicode.Scalar(first) { return (scalar, at + 6) }
        guard first < 0xDC00, at + 12 <= raw.endIndex, raw[at + 6] == UInt8(ascii: "\\"), raw[at + 7] == UInt8(ascii: "u") else {
            return (replacement, at + 6)
        }
        let second = unit(raw, at + 6)
        guard (0xDC00...0xDFFF).contains(second) else { return (replacement, at + 6) }
        return (Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement, at + 12)
    }

    /// The value of a hexadecimal digit.
    static func hexadecimal(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x37)
        case 0x61...0x66: UInt32(byte - 0x57)
        default: nil
        }
    }

    private static func unit(_ raw: ArraySlice<UInt8>, _ at: Int) -> UInt32 {
        guard at + 6 <= raw.endIndex else { return 0xFFFD }
        return (2..<6).reduce(0) { $0 << 4 | (hexadecimal(raw[at + $1]) ?? 0) }
    }
}
