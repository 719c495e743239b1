internal import Scanning

extension CredentialFilter {
    /// Whether the whole search need look at these bytes: false for almost every name, path, version and purl, and never false where there is a credential.
    ///
    /// Without allocation, and for most texts in one pass over eight bytes at a time. Each kind of credential has a mark that it cannot do without: a prefix of an issuer at
    /// the start of a word that is long, `://` before an `@`, an `=` or `: ` behind the end of a secret's name, `bearer `, `basic `, or five hyphens before a word and a space.
    public static func mayHoldCredential(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 8 else { return false }
        // The colon that every purl has tells nothing.
        let isPackageURL =
            bytes.count >= 12 && bytes[3] == UInt8(ascii: ":") && bytes[0] == UInt8(ascii: "p") && bytes[4] != UInt8(ascii: "/")
        let marks = isPackageURL ? TextMarks(of: bytes.extracting(4...)) : TextMarks(of: bytes)
        if marks.isDisjoint(with: [.space, .longRun]), !marks.isSuperset(of: [.at, .colon]) {
            return marks.contains(.equals) && hasSecretName(bytes)
        }
        return hasMark(bytes)
    }

    /// Whether what stands before an `=` ends as names of secrets do.
    private static func hasSecretName(_ bytes: Span<UInt8>) -> Bool {
        let endings = secretEndings
        for at in 2..<bytes.count where bytes[at] == UInt8(ascii: "=") {
            if endings[ending(bytes[at - 2], bytes[at - 1])] { return true }
        }
        return false
    }

    /// The marks of all kinds, byte by byte.
    private static func hasMark(_ bytes: Span<UInt8>) -> Bool {
        let kinds = kinds
        let endings = secretEndings
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
                if previous == UInt8(ascii: ":"), at >= 3, endings[ending(bytes[at - 3], bytes[at - 2])] { return true }
            case UInt8(ascii: "="): if at >= 2, endings[ending(bytes[at - 2], previous)] { return true }
            case UInt8(ascii: "-"):
                if previous == byte, at >= 4, bytes[at - 2] == byte, bytes[at - 3] == byte, bytes[at - 4] == byte { return true }
            default:
                if byte | 0x20 == UInt8(ascii: "b") {
                    if holds(bytes, bearer, at: at, ignoringCase: true) || holds(bytes, basic, at: at, ignoringCase: true) { return true }
                } else if gatePrefixes.begins(bytes, at: at) {
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
    private static let gatePrefixes: Prefixes = {
        let all = issuers.map(\.prefix) + [Array("eyJ".utf8)]
        return Prefixes(all.filter { long in !all.contains { $0.count < long.count && long.starts(with: $0) } })
    }()

    /// Texts that others may begin with, end to end and in order, so that looking at one counts no references.
    private struct Prefixes {
        private var bytes: [UInt8] = []
        private var starts: [Int] = [0]
        /// The first prefix that begins with a byte.
        private var first = [Int](repeating: 0, count: 257)

        init(_ prefixes: [[UInt8]]) {
            for prefix in prefixes.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                bytes += prefix
                starts.append(bytes.count)
                for later in Int(prefix[0]) + 1...256 { first[later] += 1 }
            }
        }

        /// Whether any begins with this byte.
        func begins(with byte: UInt8) -> Bool { first[Int(byte) + 1] > first[Int(byte)] }

        /// Whether one stands in `text` at `at`.
        func begins(_ text: Span<UInt8>, at: Int) -> Bool {
            for number in first[Int(text[at])]..<first[Int(text[at]) + 1] {
                let count = starts[number + 1] - starts[number]
                guard text.count - at >= count else { continue }
                var step = 1
                while step < count, text[at + step] == bytes[starts[number] + step] { step += 1 }
                if step == count { return true }
            }
            return false
        }
    }

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
        if gatePrefixes.begins(with: byte) { kind.insert(.initial) }
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

    /// The pairs of letters in which names of secrets end, and a few that look alike in five bits.
    private static let secretEndings: [Bool] = {
        var endings = [Bool](repeating: false, count: 1024)
        for name in secretNames where name.count >= 2 { endings[ending(name[name.count - 2], name[name.count - 1])] = true }
        return endings
    }()

    private static func ending(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 31) << 5 | Int(second & 31) }
}
