internal import Scanning

extension Extract {
    /// States that `record` has a digest; false where `hexadecimal` is not one of `algorithm`'s length.
    ///
    /// The digest of nothing at all identifies nothing, since empty files are everywhere: it is passed over. Hexadecimal digits hold no credential, so the filter is not asked.
    ///
    /// - Parameter algorithm: As documents spell it: `SHA-256`, `SHA256`, `sha256`.
    public mutating func identify(
        _ record: RecordIndex, digest hexadecimal: ArraySlice<UInt8>, algorithm: ArraySlice<UInt8>, at place: Place
    )
        -> Bool
    {
        identify(record, digest: hexadecimal.span, algorithm: algorithm.span, at: place)
    }

    /// The same for readers that need not make slices; nothing is allocated on the way for what is written as usual.
    public mutating func identify(_ record: RecordIndex, digest hexadecimal: Span<UInt8>, algorithm: Span<UInt8>, at place: Place) -> Bool {
        if let usual = DigestAlgorithm(spelled: algorithm), Hexadecimal.isLowercase(hexadecimal) {
            guard hexadecimal.count == usual.digits else { return false }
            if usual.isOfNothing(hexadecimal) { return true }
            identify(record, .digest, symbols.intern(usual.prefix, utf8: hexadecimal), at: place)
            return true
        }
        guard hexadecimal.count <= 256, let name = Self.name(ofAlgorithm: algorithm), let digits = Self.lowered(hexadecimal) else {
            return false
        }
        if let known = DigestAlgorithm(prefix: name.span) {
            guard digits.count == known.digits else { return false }
            if known.isOfNothing(digits.span) { return true }
        } else if digits.count < 8 {
            return false
        }
        identify(record, .digest, symbols.intern(utf8: (name + digits).span), at: place)
        return true
    }

    private mutating func identify(_ record: RecordIndex, _ key: IdentityKey, _ value: Symbol, at place: Place) {
        identities.append(Claim.Identity(record: record, key: key, value: value, place: place))
    }

    /// The name of an algorithm as keys have it, with its colon; `nil` for what is no name.
    private static func name(ofAlgorithm text: Span<UInt8>) -> [UInt8]? {
        guard text.count <= 32 else { return nil }
        var name: [UInt8] = []
        for at in text.indices where text[at] != UInt8(ascii: "-") && text[at] != UInt8(ascii: "_") {
            switch text[at] {
            case 48...57, 97...122: name.append(text[at])
            case 65...90: name.append(text[at] + 32)
            default: return nil
            }
        }
        return name.isEmpty ? nil : name + [UInt8(ascii: ":")]
    }

    /// Hexadecimal digits in small letters; `nil` for anything else.
    private static func lowered(_ hexadecimal: Span<UInt8>) -> [UInt8]? {
        var digits: [UInt8] = []
        digits.reserveCapacity(hexadecimal.count)
        for at in hexadecimal.indices {
            switch hexadecimal[at] {
            case 48...57, 97...102: digits.append(hexadecimal[at])
            case 65...70: digits.append(hexadecimal[at] + 32)
            default: return nil
            }
        }
        return digits
    }
}
