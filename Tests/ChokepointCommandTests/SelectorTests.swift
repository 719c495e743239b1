import SupplyChain
import Testing

@testable import ChokepointCommand

struct SelectorTests {
    @Test(arguments: [
        ("*", "", true), ("*", "anything", true), ("a*c", "abc", true), ("a*c", "abd", false),
        ("pkg:npm/%40aws-sdk/*", "pkg:npm/%40aws-sdk/s3@1", true),
        ("a?", "ab", true), ("a?", "a", false), ("plain", "plain", true), ("plain", "plainer", false), ("*a*b*", "xxaxxbxx", true),
    ])
    func `a glob matches whole texts`(_ pattern: String, _ text: String, _ expected: Bool) {
        #expect(Glob(pattern).matches(text) == expected)
    }

    @Test func `conditions are joined and negated`() throws {
        let selector = try Selector("kind:service & !vendor:openai & org:*")
        #expect(selector.conditions.map(\.isNegated) == [false, true, false])
        #expect(selector.conditions.map(\.term) == [.kind(.service), .vendor("openai"), .name(Glob("org:*"))])
    }

    @Test func `a purl with qualifiers is one id`() throws {
        let selector = try Selector("pkg:deb/debian/curl@7?arch=amd64&distro=bookworm")
        #expect(selector.conditions.count == 1)
    }

    @Test(arguments: ["", "kind:spaceship", "jurisdiction:Atlantis", "jurisdiction:UK", "certainty:perhaps", "kind:service & "])
    func `a word without meaning is a usage error`(_ text: String) {
        #expect(throws: CommandError.self) { try Selector(text) }
    }

    @Test func `the nearest ids hold the text or lie few letters away`() {
        let ids = ["org:openai", "org:opera", "pkg:npm/openai@4", "service:openai-api"].sorted()
        let graph = SupplyGraph(
            sortedNodes: ids.map { SupplyGraph.Node(id: NodeID($0), kind: .unknown) }, relationships: [], statedRequirements: [])
        #expect(NearestIDs.of("openai", in: graph) == ["org:openai", "pkg:npm/openai@4", "service:openai-api"])
        #expect(NearestIDs.of("org:opemai", in: graph).first == "org:openai")
        #expect(NearestIDs.of("zzzzzzzzzz", in: graph).isEmpty)
    }
}
