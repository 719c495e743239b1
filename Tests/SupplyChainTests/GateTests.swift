import Scanning
import SupplyChain
import Testing

/// Shortcuts must never answer otherwise than the long way does.
struct GateTests {
    @Test func `the gate of the credential filter lets no credential pass`() {
        let body = String(repeating: "aB3", count: 14)
        let pieces = [
            "sk" + "-proj-" + body, "gh" + "p_" + body, "AK" + "IA" + "ABCDEFGHIJ123456", "ey" + "J" + body + "." + body + "." + body,
            "hf" + "_" + body,
            "https://", "http://user:", "postgres://bob:hunter2hunter2@", "://", "@", "git@", "host.example/", "?", "&", "token=",
            "api_key=", "PWD=",
            "x_sig=", "arch=amd64", "abcdefgh12345678", "Bearer ", "bearer", "BEARER ", "-----BEGIN ", "RSA PRIVATE KEY-----", "----", "-",
            "/", " ", "pkg:npm/",
            "%40", "=", ".", "\u{7075}", "\n", "key", "\"", "sk-", "name",
        ]
        var random = Draws(state: 11)
        var redacted = 0
        for _ in 0..<20_000 {
            let text = (0..<(1 + random.below(6))).map { _ in pieces[random.below(pieces.count)] }.joined()
            let long = CredentialFilter.redactingWithoutGate(text)
            #expect(CredentialFilter.redacting(text) == long, "\(text)")
            if long != nil { redacted += 1 }
        }
        #expect(redacted > 2_000, "the pieces make credentials often enough to mean something")
    }

    @Test(arguments: [
        "pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64", "torch", "/components/12", "https://git.example/a/b.git", "org.apache.commons",
    ])
    func `ordinary texts do not pay for the search`(_ text: String) {
        let isDoubtful = CredentialFilter.mayHoldCredential(text.utf8.span)
        #expect(!isDoubtful)
    }

    @Test func `what is certainly a canonical purl is its own canonical text`() {
        let heads = [
            "pkg:npm/", "pkg:deb/", "pkg:pypi/", "pkg:maven/", "pkg:golang/", "pkg:nuget/", "pkg:oci/", "pkg:github/", "pkg:", "PKG:npm/",
            "pkg:rpm/", "pkg:apk/", "pkg:cargo/", "pkg:gem/", "pkg:composer/", "pkg:generic/", "pkg:conan/",
            "pkg:huggingface/",
        ]
        let pieces = [
            "a", "B", "lib", "%40scope", "%2B", "%2b", "%41", "%2F", "%25", "%C3%A9", "é", "+", "-", "--", "_", ".", "..", "~", ":", "/",
            "@", "1.0", "?", "arch=",
            "arch=amd64", "&", "distro=x", "Z=1", "#", "sub/path", " ", "=", "%",
        ]
        var random = Draws(state: 5)
        var certain = 0
        for _ in 0..<60_000 {
            let text =
                heads[random.below(heads.count)] + (0..<(1 + random.below(7))).map { _ in pieces[random.below(pieces.count)] }.joined()
            guard PackageURL.isCertainlyCanonical(text.utf8.span) else { continue }
            certain += 1
            #expect(PackageURL(text)?.canonical == text, "\(text)")
        }
        #expect(certain > 1_000)
    }

    @Test(arguments: [
        "pkg:npm/%40aws-sdk/client@3.1.0", "pkg:deb/debian/python3@3.11.2-1%2Bb1?arch=amd64",
        "pkg:maven/org.slf4j/slf4j-api@2.0.1?type=jar",
        "pkg:pypi/torch@2.6.0", "pkg:golang/github.com/x/y@v1.2.3", "pkg:deb/debian/libc6@2.36?arch=amd64&distro=debian-12",
    ])
    func `usual purls take the short way`(_ text: String) {
        let isCertain = PackageURL.isCertainlyCanonical(text.utf8.span)
        #expect(isCertain)
        #expect(PackageURL(text)?.canonical == text)
    }

    @Test(arguments: [
        ("SHA-256", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", true, 1),
        ("sha_256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", true, 1),
        ("SHA256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true, 0), ("SHA-256", "ba78", false, 0),
        ("MD5", "zz8f01cfea414140de5dae2223b00361", false, 0), ("", "ba7816bf8f01cfea", false, 0), ("a b", "ba7816bf8f01cfea", false, 0),
        ("ADLER32", "0badcafe", true, 1),
    ])
    func `digests are checked, and that of nothing identifies nothing`(_ algorithm: String, _ content: String, _ isOne: Bool, _ keys: Int) {
        var extract = Extract(file: "f", digest: "sha256:0", reader: "test", rank: .supplier)
        let record = extract.add(.package, at: .whole)
        let wasOne = extract.identify(record, digest: Array(content.utf8)[...], algorithm: Array(algorithm.utf8)[...], at: .whole)
        #expect(wasOne == isOne)
        #expect(extract.identities.count == keys)
    }
}

/// A small generator with a seed, so that a failure can be run again.
private struct Draws {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }
}
