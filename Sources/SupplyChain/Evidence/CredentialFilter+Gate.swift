internal import Scanning

extension CredentialFilter {
    /// Whether the whole search need look at these bytes: false for almost every name, path, version and purl, and never false where there is a credential.
    ///
    /// Without allocation, and for most texts in one pass over sixteen bytes at a time. Each kind of credential has a mark that it cannot do without: a prefix of an issuer at
    /// the start of a word that is long, `://` before an `@`, an `=` or `: ` behind the end of a secret's name, `bearer ` or `basic `, or five hyphens before `BEGIN `.
    public static func mayHoldCredential(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 8 else { return false }
        // The colon that every purl has tells nothing.
        let isPackageURL =
            bytes.count >= 12 && bytes[3] == UInt8(ascii: ":") && bytes[0] == UInt8(ascii: "p") && bytes[4] != UInt8(ascii: "/")
        let marks = isPackageURL ? TextMarks(of: bytes.extracting(4...)) : TextMarks(of: bytes)
        if marks.contains(.equals), hasSecretName(bytes) { return true }
        if marks.isSuperset(of: [.at, .colon]), hasUserInformation(bytes) { return true }
        if marks.isDisjoint(with: [.space, .longRun]) { return false }
        return hasSecretBehindSpace(bytes) || (marks.contains(.longRun) && beginnings.begin(aWordOf: bytes))
    }

    /// Whether what stands before an `=` ends as names of secrets do.
    private static func hasSecretName(_ bytes: Span<UInt8>) -> Bool {
        TextSearch.contains(bytes, UInt8(ascii: "=")) { $0 >= 2 && secretEndings.contains(bytes[$0 - 2], bytes[$0 - 1]) }
    }

    /// Whether an `@` stands somewhere behind `://`.
    private static func hasUserInformation(_ bytes: Span<UInt8>) -> Bool {
        var scheme = bytes.count
        return TextSearch.contains(bytes, UInt8(ascii: ":")) { at in
            guard at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: "/"), bytes[at + 2] == UInt8(ascii: "/") else { return false }
            scheme = at
            return true
        } && TextSearch.contains(bytes.extracting(scheme...), UInt8(ascii: "@")) { _ in true }
    }

    /// Whether the name of a secret and a colon, the word of a header or the beginning of a key stands before a space.
    private static func hasSecretBehindSpace(_ bytes: Span<UInt8>) -> Bool {
        // The search folds letters, and with them a zero into a space.
        TextSearch.contains(bytes, UInt8(ascii: " "), ignoring: 0x20) { at in
            guard at >= 3 else { return false }
            return switch bytes[at - 1] {
            case UInt8(ascii: ":"): secretEndings.contains(bytes[at - 3], bytes[at - 2])
            case UInt8(ascii: "r"), UInt8(ascii: "R"): holds(bytes, "bearer", before: at)
            case UInt8(ascii: "c"), UInt8(ascii: "C"): holds(bytes, "basic", before: at)
            case UInt8(ascii: "N"): at >= 10 && (at - 10..<at - 5).allSatisfy { bytes[$0] == UInt8(ascii: "-") }
            default: false
            }
        }
    }

    /// Whether a word, given in small letters, ends at `end`.
    private static func holds(_ bytes: Span<UInt8>, _ word: StaticString, before end: Int) -> Bool {
        let start = end - word.utf8CodeUnitCount
        return start >= 0 && bytes.extracting(start..<end).isEqual(toSmallLetters: word)
    }

    /// How words begin that issuers give out, and web tokens; each only where no shorter one begins it.
    private static let beginnings: WordBeginnings = {
        let all = issuers.map(\.prefix) + [Array("eyJ".utf8)]
        return WordBeginnings(all.filter { long in !all.contains { $0.count < long.count && long.starts(with: $0) } })
    }()

    private static let secretEndings = Endings(secretNames)

    /// The pairs of letters in which texts end, and a few that look alike in five bits.
    private struct Endings: Sendable {
        private var bits = InlineArray<32, UInt32>(repeating: 0)

        init(_ names: [[UInt8]]) {
            for name in names where name.count >= 2 { bits[Int(name[name.count - 2] & 31)] |= 1 << UInt32(name[name.count - 1] & 31) }
        }

        func contains(_ first: UInt8, _ second: UInt8) -> Bool { bits[Int(first & 31)] >> UInt32(second & 31) & 1 != 0 }
    }
}
