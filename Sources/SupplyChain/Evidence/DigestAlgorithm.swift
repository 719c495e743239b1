internal import Scanning

/// A way to make a digest, with what its digests look like.
struct DigestAlgorithm {
    /// Its name in keys, small letters and digits, and a colon.
    let prefix: StaticString
    /// How many hexadecimal digits.
    let digits: Int
    /// The digest of nothing at all, where that is known.
    let nothing: StaticString?

    private init(_ prefix: StaticString, _ digits: Int, nothing: StaticString? = nil) {
        self.prefix = prefix
        self.digits = digits
        self.nothing = nothing
    }

    private static var md5: Self { Self("md5:", 32, nothing: "d41d8cd98f00b204e9800998ecf8427e") }
    private static var sha1: Self { Self("sha1:", 40, nothing: "da39a3ee5e6b4b0d3255bfef95601890afd80709") }
    private static var sha224: Self { Self("sha224:", 56, nothing: "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f") }
    private static var sha256: Self {
        Self("sha256:", 64, nothing: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
    private static var sha384: Self { Self("sha384:", 96) }
    private static var sha512: Self {
        Self(
            "sha512:", 128,
            nothing:
                "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
        )
    }
    private static var sha3256: Self { Self("sha3256:", 64) }
    private static var sha3384: Self { Self("sha3384:", 96) }
    private static var sha3512: Self { Self("sha3512:", 128) }

    /// The algorithm that bills spell so, capitals and hyphens as their standard has them; `nil` for other spellings, known or not.
    init?(spelled text: Span<UInt8>) {
        switch Self.spellings.number(of: text) {
        case 0: self = Self.md5
        case 1: self = Self.sha1
        case 2: self = Self.sha256
        case 3: self = Self.sha384
        case 4: self = Self.sha512
        case 5: self = Self.sha3256
        case 6: self = Self.sha3384
        case 7: self = Self.sha3512
        default: return nil
        }
    }

    private static let spellings = JSONKeys(["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512"])

    /// The algorithm of a name as keys have it, with its colon; `nil` for one that is not known.
    init?(prefix text: Span<UInt8>) {
        let known: [Self] = [
            Self.md5, Self.sha1, Self.sha224, Self.sha256, Self.sha384, Self.sha512, Self.sha3256, Self.sha3384, Self.sha3512,
            Self("blake2b256:", 64), Self("blake2b384:", 96), Self("blake2b512:", 128), Self("blake3:", 64),
        ]
        guard let one = known.first(where: { text.isEqual(to: $0.prefix) }) else { return nil }
        self = one
    }

    /// Whether these digits, small letters, are what the algorithm makes of nothing.
    func isOfNothing(_ hexadecimal: Span<UInt8>) -> Bool { nothing.map { hexadecimal.isEqual(to: $0) } ?? false }
}
