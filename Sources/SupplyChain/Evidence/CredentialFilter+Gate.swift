extension CredentialFilter {
    /// Whether the whole search need look at these bytes: false for almost every name, path, version and purl, and never false where there is a credential.
    ///
    /// One pass without allocation. Each kind of credential has a mark that it cannot do without: a prefix of an issuer at the start of a word, `://` before an `@`, an `=`
    /// or `: ` behind the end of a secret's name, `bearer `, `basic `, or five hyphens.
    public static func mayHoldCredential(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 8 else { return false }
        let kinds = kinds
        var hasScheme = false
        var previous: UInt8 = 0
        var before = ByteKind()
        for at in bytes.indices {
            let byte = bytes[at]
            let kind = kinds[Int(byte)]
            let isTelling = !kind.isDisjoint(with: .mark) || (kind.contains(.initial) && !before.contains(.inWord))
            before = kind
            guard isTelling else {
                previous = byte
                continue
            }
            switch byte {
            case UInt8(ascii: "@"): if hasScheme { return true }
            case UInt8(ascii: "/"):
                if previous == UInt8(ascii: "/"), at >= 2, bytes[at - 2] == UInt8(ascii: ":") { hasScheme = true }
            case UInt8(ascii: " "):
                if previous == UInt8(ascii: ":"), at >= 3, endsLikeSecret(bytes[at - 3], bytes[at - 2]) { return true }
            case UInt8(ascii: "="): if at >= 2, endsLikeSecret(bytes[at - 2], previous) { return true }
            case UInt8(ascii: "-"):
                if previous == byte, at >= 4, bytes[at - 2] == byte, bytes[at - 3] == byte, bytes[at - 4] == byte { return true }
            default:
                if byte | 0x20 == UInt8(ascii: "b") {
                    if holds(bytes, bearer, at: at, ignoringCase: true) || holds(bytes, basic, at: at, ignoringCase: true) { return true }
                } else if gatePrefixes.contains(where: { $0[0] == byte && holds(bytes, $0, at: at, ignoringCase: false) }) {
                    return true
                }
            }
            previous = byte
        }
        return false
    }

    private static let bearer = Array("bearer ".utf8)
    private static let basic = Array("basic ".utf8)
    /// The prefixes of all issuers and of web tokens, each only where no shorter one begins it.
    private static let gatePrefixes: [[UInt8]] = {
        let all = issuers.map(\.prefix) + [Array("eyJ".utf8)]
        return all.filter { long in !all.contains { $0.count < long.count && long.starts(with: $0) } }
    }()

    /// What a byte can be part of.
    private struct ByteKind: OptionSet {
        let rawValue: UInt8

        /// A letter or digit: a prefix never begins behind it.
        static let inWord = ByteKind(rawValue: 1)
        /// The first letter of an issuer's prefix.
        static let initial = ByteKind(rawValue: 2)
        /// Looked at wherever it stands.
        static let mark = ByteKind(rawValue: 4)
    }

    private static let kinds: [ByteKind] = (UInt8.min...UInt8.max).map { byte in
        var kind: ByteKind = isLetterOrDigit(byte) ? .inWord : []
        if gatePrefixes.contains(where: { $0[0] == byte }) { kind.insert(.initial) }
        if byte | 0x20 == UInt8(ascii: "b") || "@/ =-".utf8.contains(byte) { kind.insert(.mark) }
        return kind
    }

    private static func holds(_ bytes: Span<UInt8>, _ prefix: [UInt8], at start: Int, ignoringCase: Bool) -> Bool {
        guard bytes.count - start >= prefix.count else { return false }
        for step in prefix.indices where bytes[start + step] != prefix[step] {
            guard ignoringCase, bytes[start + step] | 0x20 == prefix[step] else { return false }
        }
        return true
    }

    /// Whether the two letters before an `=` end one of `secretNames`.
    private static func endsLikeSecret(_ first: UInt8, _ second: UInt8) -> Bool {
        let (first, second) = (first | 0x20, second | 0x20)
        return secretNames.contains { $0.suffix(2).elementsEqual([first, second]) }
    }
}
