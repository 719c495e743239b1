internal import Scanning

extension PackageURL {
    /// Whether `text` is a purl that is its own canonical text, as nearly all in SBOMs are: then it need not be taken apart.
    ///
    /// True only where it certainly is; false also means that somebody has to look. One pass, no allocation.
    public static func isCertainlyCanonical(_ text: Span<UInt8>) -> Bool {
        guard text.count > 6, text.count <= 4_096, text[0] == 0x70, text[1] == 0x6B, text[2] == 0x67, text[3] == 0x3A,
            let known = UsualType(of: text)
        else { return false }
        var at = known.end + 1
        var segments = 0
        var start = at
        var name = at..<at
        var seen: UInt8 = 0
        // Namespace and name.
        while true {
            guard let next = plainEnd(text, at, &seen) else { return false }
            at = next
            guard at > start else { return false }
            segments += 1
            name = start..<at
            guard at < text.count, text[at] == UInt8(ascii: "/") else { break }
            at += 1
            start = at
        }
        guard segments >= (known.rules.requiresNamespace ? 2 : 1), known.allowsName(text, name) else { return false }
        if known.foldsAnything, seen & capital != 0 { return false }
        if at < text.count, text[at] == UInt8(ascii: "@") {
            let begin = at + 1
            seen = 0
            guard let next = plainEnd(text, begin, &seen), next > begin else { return false }
            if known.rules.foldsVersion, seen & capital != 0 { return false }
            at = next
        }
        return at == text.count || (text[at] == UInt8(ascii: "?") && areCanonicalQualifiers(text, from: at + 1))
    }

    /// A type whose rules are looked up once.
    private struct UsualType: Sendable {
        let name: UInt64
        let rules: Rules
        /// Where the slash behind it stands in a purl.
        let end: Int

        init(_ name: String) {
            self.name = name.utf8.reduce(0) { $0 << 8 | UInt64($1) }
            rules = Rules.of(name)
            end = 4 + name.utf8.count
        }

        /// The type of a purl, if it is a usual one; no usual name is longer than eight letters.
        init?(of text: Span<UInt8>) {
            var name: UInt64 = 0
            var at = 4
            while at < text.count, at <= 12, text[at] != UInt8(ascii: "/") {
                name = name << 8 | UInt64(text[at])
                at += 1
            }
            for known in usual where known.name == name && known.end == at {
                self = known
                return
            }
            return nil
        }

        var foldsAnything: Bool { rules.foldsNamespace || rules.foldsName }

        /// Names of types that fold more than letters are left to the full reader, unless they hold nothing to fold.
        func allowsName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
            guard rules.changesPunctuation else { return true }
            for at in range {
                switch text[at] {
                case 48...57, 97...122: continue
                default: return false
                }
            }
            return true
        }
    }

    private static let usual = [
        "npm", "deb", "maven", "golang", "pypi", "nuget", "rpm", "apk", "cargo", "gem", "composer", "github", "generic", "oci", "conan",
    ].map(UsualType.init)

    /// The class of capitals among the bytes that stand for themselves.
    private static let capital: UInt8 = 2

    /// The bytes that stand for themselves.
    private static let plain = ByteRuns { byte in
        switch byte {
        case 65...90: 1 | capital
        case 48...57, 97...122, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"): 1
        default: 0
        }
    }

    /// The end of a run of bytes that stand for themselves and of `%XX` that must stay encoded; `nil` where something would be written otherwise.
    private static func plainEnd(_ text: Span<UInt8>, _ start: Int, _ seen: inout UInt8) -> Int? {
        var at = start
        while true {
            at = plain.end(in: text, from: at, seen: &seen)
            guard at < text.count else { return at }
            switch text[at] {
            case UInt8(ascii: "%"):
                guard at + 2 < text.count, let high = upperDigit(text[at + 1]), let low = upperDigit(text[at + 2]) else { return nil }
                switch high << 4 | low {
                case 0x21...0x2C, 0x3B...0x40, 0x5B...0x5E, 0x60, 0x7B...0x7D: at += 3
                default: return nil
                }
            case UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "?"), UInt8(ascii: "&"): return at
            default: return nil
            }
        }
    }

    private static func upperDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        default: nil
        }
    }

    /// Keys of lower-case letters in rising order, each with a value.
    private static func areCanonicalQualifiers(_ text: Span<UInt8>, from start: Int) -> Bool {
        var at = start
        var previous = 0..<0
        var seen: UInt8 = 0
        while true {
            let begin = at
            while at < text.count, (97...122).contains(text[at]) || text[at] == UInt8(ascii: "_") { at += 1 }
            guard at > begin, (97...122).contains(text[begin]), at < text.count, text[at] == UInt8(ascii: "=") else { return false }
            guard previous.isEmpty || precedes(text, previous, begin..<at) else { return false }
            previous = begin..<at
            guard let next = plainEnd(text, at + 1, &seen), next > at + 1 else { return false }
            at = next
            if at == text.count { return true }
            guard text[at] == UInt8(ascii: "&") else { return false }
            at += 1
        }
    }

    private static func precedes(_ text: Span<UInt8>, _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        for step in 0..<min(left.count, right.count) where text[left.lowerBound + step] != text[right.lowerBound + step] {
            return text[left.lowerBound + step] < text[right.lowerBound + step]
        }
        return left.count < right.count
    }
}
