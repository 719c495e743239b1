@testable import Extraction
import Testing

/// The small grammars of lock files, by table.
struct LockGrammarTests {
    @Test(arguments: [
        ("git+ssh://git@github.com/acme/forked.git#0123abc", "git+https://github.com/acme/forked@0123abc"),
        ("git+https://github.com/acme/forked.git#0123abc", "git+https://github.com/acme/forked@0123abc"),
        ("git@github.com:acme/forked.git#0123abc", "git+https://github.com/acme/forked@0123abc"),
        ("ssh://git@git.example:2222/acme/forked.git#0123abc", "git+https://git.example:2222/acme/forked@0123abc"),
        ("https://github.com/acme/forked.git#commit=0123abc", "git+https://github.com/acme/forked@0123abc"),
        ("https://github.com/acme/forked.git#workspace=a&commit=0123abc", "git+https://github.com/acme/forked@0123abc"),
        ("git://git.example/forked", "git+https://git.example/forked"),
        ("github:acme/forked#0123abc", "git+https://github.com/acme/forked@0123abc"),
        ("https://codeload.github.com/acme/forked/tar.gz/0123abc", "git+https://github.com/acme/forked@0123abc"),
    ])
    func `one commit of one repository has one address, however it is written`(_ text: String, _ address: String) {
        #expect(NpmSource(text) == .repository(address))
    }

    @Test(arguments: ["1.0.0", "^1.0.0", "latest", "npm:a@1", "workspace:*", "", "acme/forked", "1.0.0 || 2.x"])
    func `versions, ranges and tags come from registries`(_ text: String) { #expect(NpmSource(text) == nil) }

    @Test func `archives and paths are told apart`() {
        #expect(NpmSource("https://files.example/a.tgz#0123") == .archive("https://files.example/a.tgz"))
        #expect(NpmSource("file:./lib") == .path("./lib"))
        #expect(NpmSource("link:../a::locator=b%40workspace%3A.") == .path("../a"))
    }

    @Test(arguments: [
        ("a@1.0.0", "a", "1.0.0"), ("@s/a@1.0.0", "@s/a", "1.0.0"), ("a@npm:b@^1", "a", "npm:b@^1"),
        ("a@git@host:x.git", "a", "git@host:x.git"),
    ])
    func `a name ends at the first mark that begins no scope`(_ text: String, _ name: String, _ reference: String) {
        #expect(NpmLocator(text)?.name == name)
        #expect(NpmLocator(text)?.reference == reference)
    }

    @Test(arguments: ["", "@", "a", "@s/a", "@/@1", "@@"])
    func `what names no package is none`(_ text: String) { #expect(NpmLocator(text) == nil) }

    @Test(arguments: [
        ("/a/1.0.0", PNPMForm.slashes, "a", "1.0.0"), ("/@s/a/1.0.0_b@2.0.0", .slashes, "@s/a", "1.0.0"),
        ("/a/1.0.0_hash", .slashes, "a", "1.0.0"), ("registry.example/@s/a/1.0.0", .slashes, "@s/a", "1.0.0"),
        ("/a@1.0.0(b@2.0.0(c@3.0.0))", .slashAndAt, "a", "1.0.0"),
        ("@s/a@1.0.0(b@2.0.0)", .snapshots, "@s/a", "1.0.0"),
    ])
    func `keys of pnpm name a package and a version`(_ key: String, _ form: PNPMForm, _ name: String, _ version: String) {
        #expect(form.locator(of: key)?.name == name)
        #expect(form.locator(of: key)?.reference == version)
    }

    @Test(arguments: ["github.com/acme/forked/0123abc", "file:packages/box", "a", "/a"])
    func `keys of pnpm that are places name neither`(_ key: String) { #expect(PNPMForm.slashes.locator(of: key) == nil) }

    @Test(arguments: [
        ("5.4", true), ("6.0", true), ("6.1-inlineSpecifiers", true), ("9.0", true), ("7.0", false), ("55.0", false), ("", false),
    ])
    func `versions of pnpm are known by their first number`(_ version: String, _ isKnown: Bool) {
        #expect((PNPMForm(version) != nil) == isKnown)
    }

    @Test(arguments: [
        (#"{"a": [1, 2,],}"#, #"{"a": [1, 2 ] }"#), (#"{"a": ",}"}"#, #"{"a": ",}"}"#), ("[1, // x,\n]", "[1       \n]"),
        ("[1 /* ,] */ ]", "[1          ]"), (#"["\",]", 1,]"#, #"["\",]", 1 ]"#), ("[1,,]", "[1, ]"), ("/*", "  "), ("[1]//", "[1]  "),
        ("\"", "\""),
    ])
    func `comments and commas before brackets become blanks, and nothing else`(_ text: String, _ strict: String) {
        #expect(String(decoding: RelaxedJSON.strict(Array(text.utf8)), as: UTF8.self) == strict)
    }

    @Test(arguments: [
        ("numpy", nil), ("numpy=1.26", nil), ("numpy=1.26.4=py312h_0", "1.26.4"), ("numpy==1.26.4", "1.26.4"),
        ("numpy 1.26.4 py312h_0", "1.26.4"),
        ("numpy >=1,<2", nil), ("numpy=1.26.*=py312h_0", nil), ("numpy[version='1.26.4']", "1.26.4"), ("numpy[version='>=1']", nil),
        ("numpy==1.26.4|==1.26.5", nil), ("numpy !=1.26.4", nil),
    ])
    func `requirements of conda pin a version only where one is left`(_ text: String, _ version: String?) {
        #expect(CondaRequirement(text)?.name == "numpy")
        #expect(CondaRequirement(text)?.version == version)
    }

    @Test(arguments: ["", "???", "-x", "=1", "a;b", "a/b"])
    func `what is no requirement of conda is none`(_ text: String) { #expect(CondaRequirement(text) == nil) }

    @Test func `a channel is a name, or a host with a path; what opens it is no part of it`() {
        #expect(CondaRequirement("Acme::tool==1.0")?.channel?.name == "Acme")
        #expect(CondaRequirement("Acme::tool==1.0")?.name == "tool")
        #expect(CondaChannel(named: "nodefaults") == nil)
        #expect(CondaChannel(named: "defaults")?.isDefault == true)
        #expect(
            CondaChannel(ofPackageAt: "https://conda.acme-packages.org/t/token/acme/label/dev/linux-64/a-1-0.conda")?.name
                == "conda.acme-packages.org/acme/label/dev")
        #expect(CondaChannel(ofPackageAt: "a-1-0.conda") == nil)
    }

    @Test(
        arguments: [("", []), ("TQ==", [0x4D]), ("TWE=", [0x4D, 0x61]), ("TWFu", [0x4D, 0x61, 0x6E]), ("_-8=", [0xFF, 0xEF])]
            as [(String, [UInt8])])
    func `digests are decoded in either alphabet`(_ text: String, _ bytes: [UInt8]) { #expect(Base64.decoded(text.utf8) == bytes) }

    @Test(arguments: ["T", "T!==", "TWFuT"])
    func `what is no digest is none`(_ text: String) { #expect(Base64.decoded(text.utf8) == nil) }

    @Test func `lines of Yarn that belong to nothing are told once, and what stands below them not at all`() {
        var entries = YarnEntries()
        let lines = [
            "  version \"1\"", "a@1:", "  version \"1\"", "broken", "  version \"2\"", "b@1, \"c d@1\":", "      deep", "  bin:", "    x y",
        ]
        let told = lines.enumerated().filter { !entries.take($0.element, $0.offset + 1) }.map { $0.offset + 1 }
        #expect(told == [1, 4, 7])
        #expect(entries.entries.map(\.selectors) == [["a@1"], ["b@1", "c d@1"]])
    }
}
