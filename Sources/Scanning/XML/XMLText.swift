/// Text of an XML document: where it stands, and whether it stands for itself.
public struct XMLText: Sendable, Hashable {
    /// The bytes between the marks.
    public let range: Range<Int>
    /// Whether the bytes are the text; false where references stand in it.
    public let isPlain: Bool

    /// Text at a place.
    public init(range: Range<Int>, isPlain: Bool) {
        self.range = range
        self.isPlain = isPlain
    }
}

/// The references of XML: five names, and characters by number.
enum XMLReferences {
    /// The offset behind the reference that begins at `start`, or `nil` where it is none of the allowed ones.
    static func end(of start: Int, in bytes: Span<UInt8>) -> Int? {
        var at = start + 1
        while at < bytes.count, at - start < 12, bytes[at] != UInt8(ascii: ";") { at += 1 }
        guard at < bytes.count, bytes[at] == UInt8(ascii: ";") else { return nil }
        var name: [UInt8] = []
        for position in (start + 1)..<at { name.append(bytes[position]) }
        return scalar(name[...]) == nil ? nil : at + 1
    }

    /// `raw` with its references, checked by the tokenizer, replaced by what they stand for.
    static func undone(_ raw: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count)
        var at = raw.startIndex
        while at < raw.endIndex {
            guard raw[at] == UInt8(ascii: "&"), let semicolon = raw[at...].firstIndex(of: UInt8(ascii: ";")),
                let scalar = scalar(raw[(at + 1)..<semicolon])
            else {
                out.append(raw[at])
                at += 1
                continue
            }
            out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            at = semicolon + 1
        }
        return out
    }

    private static func scalar(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
        guard name.first == UInt8(ascii: "#") else { return named.first { name.elementsEqual($0.name.utf8) }?.scalar }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == UInt8(ascii: "x")
        var value: UInt32 = 0
        let figures = isHexadecimal ? digits.dropFirst() : digits
        guard !figures.isEmpty, figures.count <= 8 else { return nil }
        for byte in figures {
            guard let digit = JSONEscapes.hexadecimal(byte), digit < (isHexadecimal ? 16 : 10) else { return nil }
            value = value &* (isHexadecimal ? 16 : 10) &+ digit
        }
        // XML has no NUL and no surrogates; the first would end a text for others.
        return value == 0 ? nil : Unicode.Scalar(value)
    }

    private static let named: [(name: String, scalar: Unicode.Scalar)] = [
        ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"),
    ]
}
