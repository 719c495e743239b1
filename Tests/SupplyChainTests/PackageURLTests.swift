import SupplyChain
import Testing

/// What is written, and its canonical text; `nil` where it is no purl.
private let table: [(String, String?)] = [
    // Folding and marks of each type.
    ("pkg:pypi/Django@1.11.1", "pkg:pypi/django@1.11.1"),
    ("pkg:pypi/typing_extensions@4.1", "pkg:pypi/typing-extensions@4.1"),
    ("pkg:pypi/zope.interface@6", "pkg:pypi/zope-interface@6"),
    ("pkg:pypi/a-_.b", "pkg:pypi/a-b"),
    ("pkg:pypi/torch@2.6.0+CU124", "pkg:pypi/torch@2.6.0%2Bcu124"),
    ("pkg:npm/foobar@12.3.1", "pkg:npm/foobar@12.3.1"),
    ("pkg:npm/JSONStream@1.3.5", "pkg:npm/JSONStream@1.3.5"),
    ("pkg:npm/%40angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"),
    ("pkg:npm/@angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"),
    ("pkg:npm/@angular/animation", "pkg:npm/%40angular/animation"),
    ("pkg:maven/org.Apache/Commons-IO@1.4", "pkg:maven/org.Apache/Commons-IO@1.4"),
    ("pkg:maven/org.apache/batik@1.9?packaging=sources&classifier=x", "pkg:maven/org.apache/batik@1.9?classifier=x&packaging=sources"),
    ("pkg:maven/batik@1.9", nil),
    (
        "pkg:golang/google.golang.org/genproto#/googleapis/api/annotations/",
        "pkg:golang/google.golang.org/genproto#googleapis/api/annotations"
    ),
    ("pkg:golang/github.com/BurntSushi/toml@v1.3.2", "pkg:golang/github.com/BurntSushi/toml@v1.3.2"),
    ("pkg:golang/stdlib@1.22.5", "pkg:golang/stdlib@1.22.5"),
    ("pkg:cargo/rand_core@0.6.4", "pkg:cargo/rand_core@0.6.4"),
    ("pkg:cargo/Inflector@0.11", "pkg:cargo/Inflector@0.11"),
    ("pkg:gem/jruby-launcher@1.1.2?platform=java", "pkg:gem/jruby-launcher@1.1.2?platform=java"),
    ("pkg:gem/RedCloth@4.3", "pkg:gem/RedCloth@4.3"),
    ("pkg:nuget/EnterpriseLibrary.Common@6.0.1304", "pkg:nuget/EnterpriseLibrary.Common@6.0.1304"),
    ("pkg:composer/Laravel/Framework@5.5", "pkg:composer/laravel/framework@5.5"),
    ("pkg:composer/framework", nil),
    ("pkg:docker/cassandra@latest", "pkg:docker/cassandra@latest"),
    ("pkg:docker/customer/dockerimage@sha256:244fd47e07d1004f0aed9c", "pkg:docker/customer/dockerimage@sha256:244fd47e07d1004f0aed9c"),
    ("pkg:docker/cassandra@sha256%3A244fd47e", "pkg:docker/cassandra@sha256:244fd47e"),
    ("pkg:oci/Debian@sha256:AB12?tag=bookworm", "pkg:oci/debian@sha256:ab12?tag=bookworm"),
    ("pkg:github/Package-URL/Purl-Spec@244FD47", "pkg:github/package-url/purl-spec@244FD47"),
    ("pkg:github/purl-spec", nil),
    ("pkg:gitlab/Group/Sub/Project@1", "pkg:gitlab/group/sub/project@1"),
    ("pkg:bitbucket/Birkenfeld/Pygments-Main@244FD47E", "pkg:bitbucket/birkenfeld/pygments-main@244FD47E"),
    ("pkg:huggingface/meta-llama/Llama-3.1-8B@0E9E39F", "pkg:huggingface/meta-llama/Llama-3.1-8B@0e9e39f"),
    ("pkg:huggingface/gpt2", nil),
    ("pkg:mlflow/trafficsigns@10?model_uuid=36233173b22f4c89", "pkg:mlflow/trafficsigns@10?model_uuid=36233173b22f4c89"),
    ("pkg:deb/Debian/Curl@7.50.3-1?arch=i386&distro=jessie", "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie"),
    ("pkg:deb/debian/g++@4:10.2.1-1", "pkg:deb/debian/g%2B%2B@4:10.2.1-1"),
    ("pkg:deb/debian/attr@1:2.4.47~rc1", "pkg:deb/debian/attr@1:2.4.47~rc1"),
    ("pkg:deb/curl", nil),
    ("pkg:rpm/Fedora/Curl@7.50.3-1.fc25?epoch=1&arch=i386", "pkg:rpm/fedora/Curl@7.50.3-1.fc25?arch=i386&epoch=1"),
    ("pkg:rpm/curl@7", nil),
    ("pkg:apk/Alpine/APK@2.12.9-r3?arch=x86", "pkg:apk/alpine/apk@2.12.9-r3?arch=x86"),
    ("pkg:alpm/Arch/Pacman@6.0.1-1?arch=x86_64", "pkg:alpm/arch/pacman@6.0.1-1?arch=x86_64"),
    ("pkg:conda/absl-py@0.4.1?build=py36h06a4308_0&subdir=linux-64", "pkg:conda/absl-py@0.4.1?build=py36h06a4308_0&subdir=linux-64"),
    ("pkg:conan/openssl@3.0.3?user=bincrafters&channel=stable", "pkg:conan/openssl@3.0.3?channel=stable&user=bincrafters"),
    ("pkg:conan/openssl.org/openssl@3.0.3", "pkg:conan/openssl.org/openssl@3.0.3"),
    ("pkg:swift/github.com/Alamofire/Alamofire@5.4.3", "pkg:swift/github.com/Alamofire/Alamofire@5.4.3"),
    ("pkg:swift/Alamofire@5.4.3", nil),
    ("pkg:cocoapods/ShareKit@2.0#Twitter", "pkg:cocoapods/ShareKit@2.0#Twitter"),
    ("pkg:cocoapods/GoogleUtilities@7.5.2#NSData+zlib", "pkg:cocoapods/GoogleUtilities@7.5.2#NSData%2Bzlib"),
    ("pkg:hex/Phoenix@1.7", "pkg:hex/phoenix@1.7"),
    ("pkg:hex/Acme/Foo@2.3", "pkg:hex/acme/foo@2.3"),
    ("pkg:pub/Characters@1.2.0", "pkg:pub/characters@1.2.0"),
    ("pkg:pub/flutter-lints@1", "pkg:pub/flutter_lints@1"),
    ("pkg:cran/A3@1.0.0", "pkg:cran/A3@1.0.0"),
    ("pkg:cpan/LEONT/Module-Build@0.42", "pkg:cpan/LEONT/Module-Build@0.42"),
    ("pkg:luarocks/Hisham/LuaFileSystem@1.8.0-1", "pkg:luarocks/hisham/luafilesystem@1.8.0-1"),
    ("pkg:bitnami/WordPress@6.2.0?arch=arm64", "pkg:bitnami/wordpress@6.2.0?arch=arm64"),
    ("pkg:swid/Acme/Server@2023?tag_id=75b8c285-fa7b", "pkg:swid/Acme/Server@2023?tag_id=75b8c285-fa7b"),
    ("pkg:generic/openssl@1.1.10g", "pkg:generic/openssl@1.1.10g"),
    ("pkg:generic/Bitwarderl?vcs_url=git%2Bhttps://git.example/b", "pkg:generic/Bitwarderl?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fb"),
    ("pkg:otp/Kernel@9", "pkg:otp/kernel@9"),
    ("pkg:brew/Homebrew/Core/Wget@1", "pkg:brew/homebrew/core/wget@1"),
    ("pkg:acme/Some/Thing@1", "pkg:acme/Some/Thing@1"),
    // The scheme and the slashes behind it.
    ("PKG:pypi/six", "pkg:pypi/six"),
    ("pkg://npm/six@1", "pkg:npm/six@1"),
    ("pkg:///npm///six@1", "pkg:npm/six@1"),
    ("pkg:PyPI/six", "pkg:pypi/six"),
    ("pkg:npm/six/", "pkg:npm/six"),
    ("pkg:npm//a//six", "pkg:npm/a/six"),
    // Percent encoding.
    ("pkg:npm/a%20b@1%202", "pkg:npm/a%20b@1%202"),
    ("pkg:generic/a%2Fb@1", "pkg:generic/a%2Fb@1"),
    ("pkg:generic/a%2fb/c@1", nil),
    ("pkg:generic/name@v1/bar", "pkg:generic/name@v1%2Fbar"),
    ("pkg:generic/caf\u{E9}@1", "pkg:generic/caf%C3%A9@1"),
    ("pkg:generic/%C3%A9@1", "pkg:generic/%C3%A9@1"),
    ("pkg:generic/%FF@1", nil),
    ("pkg:generic/a%zz@1", "pkg:generic/a%25zz@1"),
    ("pkg:generic/a~b_c.d-e@1", "pkg:generic/a~b_c.d-e@1"),
    // Versions.
    ("pkg:npm/six@", "pkg:npm/six"),
    ("pkg:npm/a@b@1", "pkg:npm/a%40b@1"),
    // Qualifiers.
    ("pkg:npm/six?b=2&a=1", "pkg:npm/six?a=1&b=2"),
    ("pkg:npm/six?A=1", "pkg:npm/six?a=1"),
    ("pkg:npm/six?a=", "pkg:npm/six"),
    ("pkg:npm/six?a=&b=2", "pkg:npm/six?b=2"),
    ("pkg:npm/six?", "pkg:npm/six"),
    ("pkg:npm/six?a=1&a=2", nil),
    ("pkg:npm/six?a=1&A=2", nil),
    ("pkg:npm/six?1a=2", nil),
    ("pkg:npm/six?a b=2", nil),
    ("pkg:npm/six?novalue", nil),
    ("pkg:npm/six?a=x=y", "pkg:npm/six?a=x%3Dy"),
    ("pkg:generic/o?checksum=sha1:ad95,sha256:de4d", "pkg:generic/o?checksum=sha1:ad95%2Csha256:de4d"),
    // Subpaths.
    ("pkg:npm/six#./a/../b/", "pkg:npm/six#a/b"),
    ("pkg:npm/six#%2E%2E/a", "pkg:npm/six#a"),
    ("pkg:npm/six#/", "pkg:npm/six"),
    ("pkg:npm/six#a%2Fb", nil),
    ("pkg:npm/six@1?x=1#a b", "pkg:npm/six@1?x=1#a%20b"),
    // No purls at all.
    ("", nil), ("pkg:", nil), ("pkg:npm", nil), ("pkg:npm/", nil), ("pkg:npm/@1", "pkg:npm/%401"), ("npm/six@1", nil), ("pkg:/six", nil),
    ("pkg:1npm/six", nil), ("pkg:n_pm/six", nil), ("pkg:n%70m/six", nil), ("http://npm/six", nil), ("pkg:npm/six@%FF", nil),
]

struct PackageURLTests {
    @Test(arguments: table) func `a written purl has the canonical text of its type`(_ written: String, _ canonical: String?) {
        #expect(PackageURL(written)?.canonical == canonical)
    }

    @Test func `a canonical text is its own canonical text, part by part`() throws {
        for canonical in table.compactMap(\.1) {
            let purl = try #require(PackageURL(canonical))
            #expect(purl.canonical == canonical)
            let rebuilt = PackageURL(
                type: purl.type, namespace: purl.namespace, name: purl.name, version: purl.version, qualifiers: purl.qualifiers.reversed(),
                subpath: purl.subpath)
            #expect(rebuilt == purl, "\(canonical)")
        }
    }

    @Test func `random text never upsets, and what is read prints to a fixpoint`() {
        var random = SplitMix(state: 7)
        let pieces = [
            "pkg:", "npm", "pypi", "/", "@", "?", "#", "=", "&", "%", "%40", "%2F", "%C3", "a", "B_", ".", "..", "é", " ", ":", "+", "deb",
        ]
        var read = 0
        for _ in 0..<20_000 {
            let tail = (0..<random.below(14)).map { _ in pieces[random.below(pieces.count)] }.joined()
            let text = random.below(4) == 0 ? tail : "pkg:" + ["npm", "pypi", "deb", "pub", "generic"][random.below(5)] + "/" + tail
            guard let purl = PackageURL(text) else { continue }
            read += 1
            #expect(PackageURL(purl.canonical)?.canonical == purl.canonical, "\(text)")
            #expect(purl.canonical.hasPrefix(purl.withoutVersion))
        }
        #expect(read > 1_000)
    }

    @Test func `two spellings of one letter are two packages`() {
        let composed = PackageURL("pkg:generic/\u{C5}")
        let sign = PackageURL("pkg:generic/\u{212B}")
        #expect(composed != sign)
        #expect(Set([composed, sign]).count == 2)
    }

    @Test func `parts are decoded`() throws {
        let purl = try #require(PackageURL("pkg:npm/%40scope/name@1%2B2?x=a%2Fb#c%20d"))
        #expect(purl.namespace == "@scope")
        #expect(purl.name == "name")
        #expect(purl.version == "1+2")
        #expect(purl.qualifiers == [.init(key: "x", value: "a/b")])
        #expect(purl.subpath == "c d")
        #expect(purl.withoutVersion == "pkg:npm/%40scope/name")
    }

    @Test func `a text of more than 64 KiB is refused`() {
        #expect(PackageURL("pkg:npm/" + String(repeating: "a", count: 70_000)) == nil)
    }
}
