/// Keeps credentials out: what looks like one is replaced by a marker before it can become an assertion (semantics 14.6).
///
/// Recognised are the prefixes that issuers give their tokens, user information in a URL, private-key blocks, JSON web tokens, bearer headers, and the values of
/// query parameters and assignments whose name says that they are secret.
public enum CredentialFilter {
    /// What stands in place of a credential; it says nothing of its length or content.
    public static let marker = "[credential]"

    /// `text` with every part that looks like a credential replaced, or `nil` when there is none.
    ///
    /// O(length) for ordinary text.
    public static func redacting(_ text: String) -> String? {
        guard mayHoldCredential(text.utf8.span) else { return nil }
        return redactingWithoutGate(text)
    }

    /// The whole search, for texts that passed the gate and for tests of the gate.
    package static func redactingWithoutGate(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let ranges = secrets(in: bytes)
        guard !ranges.isEmpty else { return nil }
        var out: [UInt8] = []
        var at = 0
        for range in ranges where range.lowerBound >= at {
            out.append(contentsOf: bytes[at..<range.lowerBound])
            out.append(contentsOf: marker.utf8)
            at = range.upperBound
        }
        out.append(contentsOf: bytes[at...])
        return String(decoding: out, as: UTF8.self)
    }

    private static func secrets(in bytes: [UInt8]) -> [Range<Int>] {
        var found = tokens(in: bytes) + userInformation(in: bytes) + named(in: bytes) + bearers(in: bytes) + keyBlocks(in: bytes)
        found.sort { $0.lowerBound == $1.lowerBound ? $0.upperBound > $1.upperBound : $0.lowerBound < $1.lowerBound }
        var merged: [Range<Int>] = []
        for range in found where !range.isEmpty {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

// MARK: - Tokens by their issuer's prefix

extension CredentialFilter {
    struct Issuer {
        let prefix: [UInt8]
        let least: Int
        /// Whether the rest must hold a digit and an upper-case letter or be very long, since names may begin alike.
        let isDoubtful: Bool

        init(_ prefix: String, least: Int, isDoubtful: Bool = false) {
            self.prefix = Array(prefix.utf8)
            self.least = least
            self.isDoubtful = isDoubtful
        }
    }

    static let issuers: [Issuer] = [
        Issuer("sk-proj-", least: 16), Issuer("sk-ant-", least: 16), Issuer("sk-or-", least: 16),
        Issuer("sk-", least: 16, isDoubtful: true),
        Issuer("sk_live_", least: 12), Issuer("sk_test_", least: 12), Issuer("rk_live_", least: 12), Issuer("ghp_", least: 20),
        Issuer("gho_", least: 20),
        Issuer("ghu_", least: 20), Issuer("ghs_", least: 20), Issuer("ghr_", least: 20), Issuer("github_pat_", least: 20),
        Issuer("glpat-", least: 16),
        Issuer("hf_", least: 24, isDoubtful: true), Issuer("AKIA", least: 16), Issuer("ASIA", least: 16), Issuer("AIza", least: 30),
        Issuer("xoxb-", least: 16), Issuer("xoxa-", least: 16), Issuer("xoxp-", least: 16), Issuer("xoxr-", least: 16),
        Issuer("xoxs-", least: 16),
        Issuer("ya29.", least: 16), Issuer("npm_", least: 30, isDoubtful: true), Issuer("pypi-AgEI", least: 30),
        Issuer("gsk_", least: 24, isDoubtful: true),
        Issuer("dop_v1_", least: 32), Issuer("SG.", least: 40, isDoubtful: true), Issuer("pplx-", least: 24, isDoubtful: true),
        Issuer("r8_", least: 30, isDoubtful: true),
        Issuer("xai-", least: 30, isDoubtful: true), Issuer("tvly-", least: 20, isDoubtful: true), Issuer("lsv2_pt_", least: 20),
    ]

    private static func tokens(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var at = 0
        while at < bytes.count {
            guard isTokenByte(bytes[at]) else {
                at += 1
                continue
            }
            var end = at
            while end < bytes.count, isTokenByte(bytes[end]) { end += 1 }
            if let start = tokenStart(bytes, at..<end) { found.append(start..<end) }
            at = end
        }
        return found
    }

    /// Where a token begins in a run of token bytes: at its start or behind a separator.
    private static func tokenStart(_ bytes: [UInt8], _ run: Range<Int>) -> Int? {
        guard run.count >= 16 else { return nil }
        for at in run where at == run.lowerBound || !isLetterOrDigit(bytes[at - 1]) {
            if isWebToken(bytes[at..<run.upperBound]) { return at }
            for issuer in issuers
            where run.upperBound - at >= issuer.prefix.count + issuer.least && bytes[at...].starts(with: issuer.prefix) {
                let rest = bytes[(at + issuer.prefix.count)..<run.upperBound]
                if !issuer.isDoubtful || isRandom(rest) { return at }
            }
        }
        return nil
    }

    private static func isWebToken(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.starts(with: "eyJ".utf8) && bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).count >= 3
            && bytes.count >= 30
    }

    /// Whether letters and digits are mixed as a machine mixes them: names have words between their hyphens.
    private static func isRandom(_ bytes: ArraySlice<UInt8>) -> Bool {
        let digits = bytes.count { (48...57).contains($0) }
        let capitals = bytes.count { (65...90).contains($0) }
        let separators = bytes.count { !isLetterOrDigit($0) }
        let small = bytes.count - digits - capitals - separators
        guard separators * 8 <= bytes.count else { return false }
        return (digits >= 2 && (capitals >= 2 || digits >= 4)) || (capitals >= 3 && small >= 3)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}

// MARK: - Credentials by where they stand

extension CredentialFilter {
    /// `scheme://user:password@host` and `scheme://token@host`; a plain user name such as `git@` stays.
    private static func userInformation(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        let mark = Array("://".utf8)
        var at = 0
        while at + 3 < bytes.count {
            guard bytes[at] == mark[0], bytes[at + 1] == mark[1], bytes[at + 2] == mark[2] else {
                at += 1
                continue
            }
            let start = at + 3
            var end = start
            var lastAt: Int?
            while end < bytes.count, ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0x20, 0x22, 0x27].contains(bytes[end]) {
                if bytes[end] == UInt8(ascii: "@") { lastAt = end }
                end += 1
            }
            if let lastAt {
                let user = bytes[start..<lastAt]
                if let colon = user.firstIndex(of: UInt8(ascii: ":")) {
                    found.append((colon + 1)..<lastAt)
                    if user[..<colon].count >= 16 { found.append(start..<colon) }
                } else if user.count >= 12 {
                    found.append(start..<lastAt)
                }
            }
            at = max(end, start)
        }
        return found
    }

    static let secretNames = [
        "password", "passwd", "pwd", "secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key", "auth",
        "authorization",
        "credential", "credentials", "private_key", "privatekey", "signature", "sig", "sas", "key",
    ].map { Array($0.utf8) }

    /// Names for which `name: value` is enough; a shorter one before a colon is more often prose.
    private static let plainNames = [
        "password", "passwd", "secret", "apikey", "api_key", "api-key", "access_key", "access-key", "private_key", "token", "authorization",
    ].map { Array($0.utf8) }

    /// `name=value` or `name: value` where the name ends in a word for a secret and the value has eight bytes or more.
    ///
    /// O(length).
    private static func named(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var done = 0
        for (at, byte) in bytes.enumerated() where at >= done && (byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":")) {
            let isColon = byte == UInt8(ascii: ":")
            var start = at
            while start > 0, at - start < 64,
                isLetterOrDigit(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "_") || bytes[start - 1] == UInt8(ascii: "-")
            { start -= 1 }
            let name = bytes[start..<at].map { (65...90).contains($0) ? $0 + 32 : $0 }
            guard (isColon ? plainNames : secretNames).contains(where: { Self.ends(name, in: $0) }) else { continue }
            var first = at + 1
            if isColon {
                guard first < bytes.count, bytes[first] == 0x20 else { continue }
                first += 1
            }
            var end = first
            while end < bytes.count, !isValueEnd(bytes[end]) { end += 1 }
            done = end
            let value = bytes[first..<end]
            guard value.count >= 8, !value.starts(with: "os.environ/".utf8), value.first != UInt8(ascii: "$") else { continue }
            found.append(first..<end)
        }
        return found
    }

    private static func isValueEnd(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","), UInt8(ascii: ";"): true
        default: byte <= 0x20
        }
    }

    private static func ends(_ name: [UInt8], in word: [UInt8]) -> Bool {
        guard name.count >= word.count, name.suffix(word.count).elementsEqual(word) else { return false }
        return name.count == word.count || !isLetterOrDigit(name[name.count - word.count - 1]) || word.count > 3
    }

    /// What follows `Bearer` or `Basic` in a header: twelve bytes or more that mix as no word does, or any that hold a digit.
    private static func bearers(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for word in [Array("bearer ".utf8), Array("basic ".utf8)] {
            var at = 0
            while at + word.count < bytes.count {
                guard bytes[at] | 0x20 == word[0], zip(bytes[at...], word).allSatisfy({ $0 | 0x20 == $1 }) else {
                    at += 1
                    continue
                }
                let first = at + word.count
                var end = first
                while end < bytes.count, !isValueEnd(bytes[end]) { end += 1 }
                let value = bytes[first..<end]
                if value.count >= 12,
                    value.contains(where: { (48...57).contains($0) }) || value.dropFirst().contains(where: { (65...90).contains($0) })
                {
                    found.append(first..<end)
                }
                at = max(end, first)
            }
        }
        return found
    }

    private static func keyBlocks(in bytes: [UInt8]) -> [Range<Int>] {
        let begin = Array("-----BEGIN ".utf8)
        let phrase = Array("PRIVATE KEY-----".utf8)
        var found: [Range<Int>] = []
        var at = 0
        while at + begin.count < bytes.count {
            guard bytes[at] == begin[0], bytes[at...].starts(with: begin) else {
                at += 1
                continue
            }
            let head = bytes[at..<min(at + 64, bytes.count)]
            let isPrivate = head.indices.contains { head[$0...].starts(with: phrase) }
            if isPrivate { found.append(at..<bytes.count) }
            at = isPrivate ? bytes.count : at + begin.count
        }
        return found
    }
}
