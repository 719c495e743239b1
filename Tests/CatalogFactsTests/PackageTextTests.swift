import SupplyChain
import Testing

@testable import CatalogFacts

struct PackageTextTests {
    @Test(arguments: [
        "pkg:npm/%40angular/core@19.0.0", "pkg:npm/lodash", "pkg:pypi/torch@2.6.0", "pkg:golang/github.com/a/b@v1.2.3",
        "pkg:maven/org.x/y@1",
        "pkg:deb/debian/curl@7.88?arch=amd64", "pkg:PyPI/Foo_Bar@1.0", "pkg:npm/@angular/core@19.0.0", "pkg:golang/github.com/A/B",
        "pkg:docker/library/redis@7?repository_url=registry.test", "pkg:github/Acme/Tool@1#src", "pkg:generic/a%2Fb@1",
        "pkg:swift/github.com/a/b@1",
    ])
    func `type, name and owner are those of the purl taken apart`(_ text: String) throws {
        let (read, purl) = (try #require(PackageText(text)), try #require(PackageURL(text)))
        #expect(read.type == purl.type && read.name == purl.withoutVersion)
        #expect(read.codeHostOwner == CodeHost.owner(of: purl))
        for key in ["repository_url", "arch"] { #expect(read.hasQualifier(key) == purl.qualifiers.contains { $0.key == key }) }
    }

    @Test(arguments: ["", "pkg:", "pkg:npm", "npm/lodash", "pkg:npm/"])
    func `what is no purl is none`(_ text: String) { #expect(PackageText(text) == nil) }
}
