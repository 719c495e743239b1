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

    /// The same for readers that need not make slices; nothing is allocated on the way.
    public mutating func identify(_ record: RecordIndex, digest hexadecimal: Span<UInt8>, algorithm: Span<UInt8>, at place: Place) -> Bool {
        guard hexadecimal.count <= 256, algorithm.count <= 32 else { return false }
        var text: [UInt8] = []
        swap(&text, &scratch)
        defer { swap(&text, &scratch) }
        text.removeAll(keepingCapacity: true)
        for at in algorithm.indices where algorithm[at] != UInt8(ascii: "-") && algorithm[at] != UInt8(ascii: "_") {
            switch algorithm[at] {
            case 48...57, 97...122: text.append(algorithm[at])
            case 65...90: text.append(algorithm[at] + 32)
            default: return false
            }
        }
        guard !text.isEmpty, Self.isLength(hexadecimal.count, of: text) else { return false }
        text.append(UInt8(ascii: ":"))
        if Hexadecimal.isLowercase(hexadecimal) {
            text.append(copying: hexadecimal)
        } else {
            for at in hexadecimal.indices {
                switch hexadecimal[at] {
                case 48...57, 97...102: text.append(hexadecimal[at])
                case 65...70: text.append(hexadecimal[at] + 32)
                default: return false
                }
            }
        }
        if Self.digestsOfNothing.contains(where: { $0 == text }) { return true }
        identities.append(Claim.Identity(record: record, key: .digest, value: symbols.intern(utf8: text.span), place: place))
        return true
    }

    private static func isLength(_ count: Int, of algorithm: [UInt8]) -> Bool {
        for known in lengths where known.name == algorithm { return known.digits == count }
        return count >= 8
    }

    private static let lengths: [(name: [UInt8], digits: Int)] = [
        ("md5", 32), ("sha1", 40), ("sha224", 56), ("sha256", 64), ("sha384", 96), ("sha512", 128), ("sha3256", 64), ("sha3384", 96),
        ("sha3512", 128), ("blake2b256", 64), ("blake2b384", 96), ("blake2b512", 128), ("blake3", 64),
    ].map { (Array($0.0.utf8), $0.1) }

    private static let digestsOfNothing: [[UInt8]] = [
        "md5:d41d8cd98f00b204e9800998ecf8427e", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "sha224:d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    ].map { Array($0.utf8) }
}
