import CatalogSchema
import Propagation
import SupplyChain
import Testing

@testable import Reporting

struct LawWordsTests {
    @Test(arguments: StatusInterval.Status.allCases)
    func `what an instrument is on the day is told in Chinese`(_ status: StatusInterval.Status) {
        let phrases = Phrasebook(.chinese)
        for text in [status.rawValue, "\(status.rawValue), assumed", "not-in-force, assumed"] {
            let said = phrases.status(text)
            #expect(!said.isEmpty && said.allSatisfy { !$0.isASCII }, "\(text): \(said)")
            #expect(Phrasebook(.english).status(text) == text)
        }
    }

    @Test func `how well a fact was checked is told in Chinese, and titles stay as they are`() {
        let fact = SourceLocation(
            file: "general knowledge, not checked; LiteLLM README, 2026-11-23, partial", place: "services/openai-api", reader: "catalog")
        #expect(Phrasebook(.chinese).place(fact) == "目录 `services/openai-api`: 一般认知，未核查; LiteLLM README, 2026-11-23, 部分核实")
        #expect(Phrasebook(.english).place(fact) == "Catalog `services/openai-api`: \(fact.file)")
    }
}
