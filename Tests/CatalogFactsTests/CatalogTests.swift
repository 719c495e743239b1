import CatalogFacts
import CatalogSchema
import Foundation
import Scanning
import SupplyChain
import Testing

struct CatalogTests {
    private static var folder: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Catalog")
    }

    private func organizations(_ text: String) -> [String] { Catalog.builtIn.matches(text).first?.organizations.map(\.id) ?? [] }

    @Test func `the files are clean and what is compiled in is what they say`() throws {
        let paths = try #require(FileManager.default.enumerator(at: Self.folder, includingPropertiesForKeys: nil)).compactMap { $0 as? URL }
            .filter { $0.pathExtension == "yaml" }
        let files = try paths.map { CatalogFile(path: $0.lastPathComponent + $0.path, text: try String(contentsOf: $0, encoding: .utf8)) }
        let (records, problems) = readCatalog(files)
        #expect(problems.isEmpty)
        #expect(Set(records.map { "\($0.kind) \($0.id)" }) == Set(Catalog.builtIn.records.map { "\($0.kind) \($0.id)" }))
    }

    @Test func `every fact has a source, a date and a confidence`() {
        let sources = Set(Catalog.builtIn.records.filter { $0.kind == .sources }.map(\.id))
        for record in Catalog.builtIn.records where record.kind != .sources {
            let named = record.list("sources")
            #expect(!named.isEmpty && named.allSatisfy(sources.contains), "\(record.id) has no source")
            #expect(record.text("asOf").flatMap { CalendarDate($0) } != nil, "\(record.id) has no date")
            let confidence = record.text("confidence") ?? ""
            #expect(["verified", "partial", "general", "unverified"].contains(confidence), "\(record.id) has no confidence")
        }
    }

    @Test(arguments: ["sources", "asOf", "confidence"])
    func `a fact without one of the three is refused, with file and line`(_ field: String) {
        let stated = ["sources": "sources: [s]", "asOf": "asOf: '2026-01-01'", "confidence": "confidence: general"]
        let rest = stated.filter { $0.key != field }.values.sorted().joined(separator: ", ")
        let text = "sources:\n  - {id: s, title: a source}\norganizations:\n  - {id: acme, name: Acme, \(rest)}\n"
        let problems = readCatalog([CatalogFile(path: "Catalog/x.yaml", text: text)]).problems
        #expect(problems.map(\.description) == ["Catalog/x.yaml:4: error: `acme` has no `\(field)`"])
    }

    @Test func `the page tells how many entries of each kind there are`() throws {
        let page = try String(
            contentsOf: Self.folder.deletingLastPathComponent().appendingPathComponent("docs/catalog.md"), encoding: .utf8)
        let behind = try #require(page.components(separatedBy: "<!-- contents -->\n").last)
        let table = try #require(behind.components(separatedBy: "<!-- /contents -->").first)
        let rows = table.split(separator: "\n").dropFirst(2).map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(rows.count == 11)
        for row in rows {
            let kind = try #require(CatalogRecord.Kind(rawValue: row[0]))
            #expect(Catalog.builtIn.records.count { $0.kind == kind } == Int(row[2]), "\(row[0]) changed: write the page anew")
        }
    }

    @Test func `a name of one registry says nothing of the same name in another`() {
        let elsewhere = Catalog.builtIn.matches("pkg:docker/ollama/ollama@1?repository_url=mirror.acme-packages.org")
        #expect(!elsewhere.contains { $0.rule == "namespace" })
    }

    @Test func `no host name of a package registry stands in it`() {
        let banned = ["pypi." + "org", "python" + "hosted", "npm" + "js.org", "registry.npm" + "js"]
        for record in Catalog.builtIn.records {
            for text in record.fields.values.joined() { for host in banned { #expect(!text.contains(host), "\(record.id)") } }
        }
    }

    @Test(arguments: [
        ("pkg:pypi/torch@2.6.0", "pytorch-foundation"), ("pkg:pypi/tensorflow", "google"), ("pkg:pypi/paddlepaddle", "baidu"),
        ("pkg:npm/%40aws-sdk/client-s3@3.1", "aws"),
        ("api.openai.com", "openai"), ("my-resource.openai.azure.com", "microsoft"), ("DEEPSEEK_API_KEY", "deepseek"),
        ("MISTRAL_API_KEY", "mistral"), ("groq", "groq"),
        ("gpt-4o", "openai"), ("claude-sonnet-4", "anthropic"), ("meta-llama/Llama-3.1-8B-Instruct", "meta"),
        ("Qwen/Qwen2.5-7B", "alibaba-cloud"),
        ("pkg:docker/ollama/ollama@0.12", "ollama"), ("pkg:github/actions/checkout@v4", "github"),
        ("pkg:terraform/aliyun/alicloud@1.2.3", "alibaba-cloud"),
        ("hashicorp/aws", "aws"), ("hashicorp/aws/eu-central-1", "aws"), ("hashicorp/aws/cn-north-1", "sinnet"),
        ("hashicorp/aws/cn-northwest-1", "nwcd"), ("hashicorp/azurerm/chinanorth3", "vnet"), ("nvidia.com/gpu", "nvidia"),
        ("p5.48xlarge", "nvidia"), ("NVIDIA-H100-80GB-HBM3", "nvidia"), ("huawei.com/Ascend910", "huawei"),
    ])
    func `what readers meet leads to whom it should`(_ text: String, _ organization: String) {
        let found = Catalog.builtIn.matches(text).flatMap(\.organizations).map(\.id)
        #expect(found.contains(organization) || found.contains { $0.hasPrefix(organization.split(separator: "-")[0]) }, "\(text): \(found)")
    }

    @Test func `an exact item speaks before a namespace, a longer namespace before a shorter`() {
        #expect(Catalog.builtIn.matches("pkg:pypi/torch").first?.rule == "item")
        #expect(Catalog.builtIn.matches("pkg:npm/%40aws-sdk/client-s3").first?.rule == "namespace")
        #expect(Catalog.builtIn.matches("pkg:npm/some-unheard-of-name").map(\.rule) == ["registry"])
        #expect(Catalog.builtIn.matches("definitely.not.known.example").isEmpty)
    }

    @Test func `a name on a hub that several families share is of none of them by its owner alone`() {
        let model = { (name: String) in Catalog.builtIn.matches(name).first { $0.rule == "model" }?.record.id }
        #expect(model("meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo") == "llama-3.1")
        #expect(model("meta-llama/Llama-2-7b-hf") == "llama-2")
        #expect(model("meta-llama/Of-No-Known-Family") == nil)
        #expect(Catalog.builtIn.matches("meta-llama/Of-No-Known-Family").contains { $0.rule == "hub" })
    }

    @Test func `evidence comes with owners to the top, and the same whatever the order`() throws {
        let day = try #require(CalendarDate("2026-11-24"))
        var first = Extract(file: "a", digest: "sha256:a", reader: "test", rank: .supplier)
        let service = first.add(.service, at: .whole)
        first.mention(service, as: .environmentVariable, "GEMINI_API_KEY", at: .whole)
        var second = Extract(file: "b", digest: "sha256:b", reader: "test", rank: .supplier)
        let package = second.add(.package, at: .whole)
        second.identify(package, by: .packageURL, "pkg:pypi/torch@2.6.0", at: .whole)
        let evidence = Catalog.builtIn.evidence(for: [first, second], asOf: day)
        let ids = evidence.identities.map { evidence.symbols[$0.value] }
        #expect(
            ids.contains("org:alphabet") && ids.contains("org:google") && ids.contains("registry:pypi")
                && ids.contains("org:pytorch-foundation"))
        let other = Catalog.builtIn.evidence(for: [second, first], asOf: day)
        #expect(Set(ids) == Set(other.identities.map { other.symbols[$0.value] }))
    }

    @Test func `instruments have a status on a day, and lists have members on a day`() throws {
        let act = try #require(Catalog.builtIn.instruments.first { $0.id == "us.enforce-act" })
        #expect(act.status(on: try #require(CalendarDate("2024-06-01"))) == .bill)
        #expect(act.status(on: try #require(CalendarDate("2026-06-01"))) == .lapsed)
        #expect(act.status(on: try #require(CalendarDate("2023-06-01"))) == nil)
        let before = Catalog.builtIn.members(ofList: "US-EL", asOf: try #require(CalendarDate("2025-01-01"))).map(\.organization)
        let after = Catalog.builtIn.members(ofList: "US-EL", asOf: try #require(CalendarDate("2025-06-01"))).map(\.organization)
        #expect(!before.contains("org:zhipu") && after.contains("org:zhipu") && before.contains("org:huawei"))
        #expect(Catalog.builtIn.members(of: "EU").contains("FR"))
    }

    @Test func `nothing in it contradicts anything else, and nothing refers to what is not there`() {
        #expect(contradictions(in: Catalog.builtIn.records).isEmpty)
        let licences = Set(Catalog.builtIn.records.filter { $0.kind == .licences }.map(\.id))
        for record in Catalog.builtIn.records where record.kind == .items {
            for expression in record.list("licences") {
                for licence in expression.components(separatedBy: " OR ") {
                    #expect(licences.contains(licence), "\(record.id): \(licence)")
                }
            }
        }
        let used = Set(Catalog.builtIn.records.flatMap { $0.list("sources") })
        for record in Catalog.builtIn.records where record.kind == .sources {
            #expect(used.contains(record.id), "\(record.id) is cited nowhere")
        }
    }

    @Test func `it holds all instruments, capability groups with substitutes, and licences with their terms`() throws {
        #expect(Catalog.builtIn.instruments.count >= 110)
        let groups = Catalog.builtIn.records.filter { $0.kind == .capabilities }
        let graded = Set(Catalog.builtIn.records.filter { $0.kind == .substitutes }.compactMap { $0.text("capability") })
        #expect(groups.count >= 77)
        // Open standards have nothing graded that could take their place.
        #expect(groups.filter { !graded.contains($0.id) }.map(\.id) == ["agent-protocol", "model-format", "orchestration"])
        let hunyuan = try #require(Catalog.builtIn.record(.licences, "tencent-hunyuan-community"))
        #expect(hunyuan.list("excludedPlaces") == ["EU", "GB", "KR"] && hunyuan.text("userCap") != nil)
        for instrument in Catalog.builtIn.instruments {
            #expect(!instrument.history.isEmpty && !instrument.citation.isEmpty && !instrument.premises.english.isEmpty, "\(instrument.id)")
            #expect(instrument.premises.english.count == instrument.premises.chinese.count, "\(instrument.id)")
            #expect(instrument.name.chinese != "" && instrument.summary.chinese != "", "\(instrument.id)")
        }
    }

    @Test func `what changed between two days: rules that became something else, and parties listed`() throws {
        let (from, to) = (try #require(CalendarDate("2025-10-15")), try #require(CalendarDate("2025-11-20")))
        let difference = Catalog.builtIn.difference(to, from)
        #expect(difference.from == from && difference.to == to)
        let affiliates = try #require(difference.instruments.first { $0.instrument.id == "us.affiliates-rule" })
        #expect(affiliates.before == .inForce && affiliates.after == .suspended)
        #expect(difference.listings.contains { $0.list == "EU-DORA-CTPP" && $0.member.organization == "org:aws" })
        #expect(!difference.listings.contains { $0.member.organization == "org:huawei" })
        #expect(!difference.instruments.contains { $0.instrument.id == "us.ear.entity-list" })
        let same = Catalog.builtIn.difference(from, from)
        #expect(same.instruments.isEmpty && same.listings.isEmpty)
    }
}
