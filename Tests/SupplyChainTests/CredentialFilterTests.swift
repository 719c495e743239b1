import SupplyChain
import Testing

private let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

struct CredentialFilterTests {
    /// A fake secret with the shape that an issuer gives; made at run time, so that no file of ours holds one.
    private static func fake(_ kind: Int, _ random: inout SplitMix) -> String {
        func rest(_ count: Int) -> String { String((0..<count).map { _ in letters[random.below(letters.count)] }) }
        switch kind {
        case 0: return "sk" + "-" + rest(48)
        case 1: return "sk" + "-proj-" + rest(40)
        case 2: return "sk" + "-ant-api03-" + rest(60)
        case 3: return ["ghp", "gho", "ghs", "ghu", "ghr"][random.below(5)] + "_" + rest(36)
        case 4: return "github" + "_pat_" + rest(22) + "_" + rest(40)
        case 5: return "glpat" + "-" + rest(20)
        case 6: return "hf" + "_" + rest(34)
        case 7: return ["AKIA", "ASIA"][random.below(2)] + String(rest(24).uppercased().prefix(16))
        case 8: return "AI" + "za" + rest(35)
        case 9: return "xox" + ["a", "b", "p", "r", "s"][random.below(5)] + "-" + rest(12) + "-" + rest(24)
        case 10: return "ya" + "29." + rest(40)
        case 11: return "npm" + "_" + rest(36)
        case 12: return "pypi" + "-AgEI" + rest(60)
        default: return "ey" + "J" + rest(30) + "." + rest(40) + "." + rest(43)
        }
    }

    private static func mayHold(_ text: String) -> Bool { CredentialFilter.mayHoldCredential(text.utf8.span) }

    private static func shares(_ secret: String, with text: String, of length: Int = 20) -> Bool {
        let bytes = Array(secret.utf8)
        let hay = Array(text.utf8)
        guard bytes.count >= length, hay.count >= length else { return false }
        let windows = Set((0...(hay.count - length)).map { Array(hay[$0..<($0 + length)]) })
        return (0...(bytes.count - length)).contains { windows.contains(Array(bytes[$0..<($0 + length)])) }
    }

    @Test(arguments: 0..<14) func `no twenty bytes of a planted token survive, wherever it stands`(_ kind: Int) {
        var random = SplitMix(state: UInt64(kind) + 1)
        let frames = [
            ("", ""), ("see ", " in the notes"), ("\"", "\""), ("https://host.example/path?x=1&k=", "&y=2"), ("a,", ",b"), ("(", ")"),
            ("é", "é"),
            ("first line\n", "\nlast"),
        ]
        for _ in 0..<60 {
            let secret = Self.fake(kind, &random)
            for (before, after) in frames {
                let text = before + secret + after
                let redacted = CredentialFilter.redacting(text)
                #expect(redacted?.contains(CredentialFilter.marker) == true, "kind \(kind)")
                #expect(!Self.shares(secret, with: redacted ?? text))
                #expect(redacted?.hasPrefix(before) == true || before.hasSuffix("="))
                #expect(Self.mayHold(text))
            }
        }
    }

    @Test func `only the secret part of a text is replaced`() {
        let word = "hunter2" + "hunter2"
        let cases = [
            ("https://user:\(word)@git.example/r.git", "https://user:[credential]@git.example/r.git"),
            ("https://\(word)\(word)@git.example/r", "https://[credential]@git.example/r"),
            ("postgres://app:\(word)@db.example:5432/x", "postgres://app:[credential]@db.example:5432/x"),
            ("https://host.example/?api_key=\(word)&page=2", "https://host.example/?api_key=[credential]&page=2"),
            ("https://host.example/f?sig=\(word)#top", "https://host.example/f?sig=[credential]#top"),
            ("DB_PASSWORD=\(word)", "DB_PASSWORD=[credential]"),
            ("--token=\(word) --verbose", "--token=[credential] --verbose"),
            ("password: \(word)", "password: [credential]"),
            ("Authorization: Bearer \(word)", "Authorization: Bearer [credential]"),
            ("Authorization: Basic \(word)==", "Authorization: Basic [credential]"),
        ]
        for (text, expected) in cases { #expect(CredentialFilter.redacting(text) == expected) }
    }

    @Test func `a private key is cut from its first line on`() {
        let block = "-----" + "BEGIN RSA PRIVATE KEY" + "-----\nMIIEpAIBAAKCAQEA\n-----" + "END RSA PRIVATE KEY" + "-----"
        #expect(CredentialFilter.redacting("key file: " + block) == "key file: [credential]")
        #expect(CredentialFilter.redacting("-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKCAQEA") == nil)
    }

    @Test func `ordinary names, digests and addresses stay as they are`() {
        let hex = String(repeating: "0123456789abcdef", count: 8)
        let ordinary = [
            "sk-learn-contrib-hierarchical", "scikit-learn", "hf_transfer", "hf_xet_core_library_for_python", "npm_config_registry_setting",
            "npm-run-all-for-windows-2024", "pypi-attestations", "pypi-publisher-helpers", "sha256:" + hex.prefix(64),
            "sha512-" + hex.prefix(86) + "==",
            "pkg:npm/%40angular/animation@12.3.1", "pkg:npm/@scope/name@1.0.0", "git@github.example:owner/repository.git",
            "ssh://git@github.example/owner/repository.git", "org.springframework.boot:spring-boot-starter-actuator:3.2.1", hex,
            "eyJ-helper", "xoxo-utils-for-everyone", "AKIAtools", "pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12",
            "https://registry.example/path/to/package-1.0.0.tgz?checksum=sha256:abcdef0123456789", "meta-llama/Llama-3.1-8B-Instruct",
            "os.environ/OPENAI_API_KEY", "api_key=os.environ/OPENAI_API_KEY", "token=$GITHUB_TOKEN_VALUE",
            "gsk_kernel_primitives_for_games",
            "Basic understanding", "bearer of the certificate", "tokenizer=sentencepiece-model", "python-keyring==25.1.0-final",
            "a@b.example",
            "xai-explainability-toolkit-library", "The key: understanding supply chains",
        ]
        for text in ordinary { #expect(CredentialFilter.redacting(text) == nil, "\(text)") }
    }

    @Test func `names, paths and digests do not even reach the full look`() {
        let ordinary = [
            "org.springframework.boot/spring-boot-starter-actuator", "@types/node", "sha256:" + String(repeating: "ab12", count: 16),
            "pkg:maven/org.apache.commons/commons-lang3@3.14.0", "node_modules/@babel/helper-validator-identifier/lib/index.js",
            "MIT OR Apache-2.0",
            "sha512-" + String(repeating: "Ab1/", count: 21) + "aa==",
        ]
        for text in ordinary { #expect(!Self.mayHold(text), "\(text)") }
    }

    @Test func `redacting twice changes nothing more`() {
        var random = SplitMix(state: 99)
        for round in 0..<200 {
            let text = "a=1 token=\(Self.fake(round % 14, &random)) https://u:\(Self.fake(3, &random))@h.example"
            let once = CredentialFilter.redacting(text) ?? text
            #expect((CredentialFilter.redacting(once) ?? once) == once)
        }
    }

    @Test func `a long hostile text is read in one pass over each rule`() {
        let text = String(repeating: "key=", count: 100_000)
        #expect(CredentialFilter.redacting(text)?.utf8.count ?? 0 < 100)
        #expect(CredentialFilter.redacting(String(repeating: "a://", count: 100_000)) == nil)
    }
}
