import Assembly
import CatalogFacts
import CatalogSchema
import Extraction
import Foundation
import SupplyChain
import Testing

@testable import ChokepointCommand

/// How much of real inventories is attributed: the table of `docs/catalog.md`, computed anew.
///
/// Needs the corpus. Files above the limit are computed where `CHOKEPOINT_LONG` is set; `CHOKEPOINT_RECORD=1` writes the whole table.
@Suite(.serialized) struct AttributionTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let page = root.appendingPathComponent("docs/catalog.md")
    private static let isLong = ProcessInfo.processInfo.environment["CHOKEPOINT_LONG"] != nil
    private static let isRecording = ProcessInfo.processInfo.environment["CHOKEPOINT_RECORD"] != nil
    private static let smallest = 40_000

    private static let corpus: String? = {
        let candidates = [ProcessInfo.processInfo.environment["CHOKEPOINT_CORPUS"], root.path + "/../shared/corpus"].compactMap { $0 }
        let found = candidates.first { FileManager.default.fileExists(atPath: $0 + "/INDEX.tsv") }
        if found == nil { print("SKIPPED: no corpus beside the repository and none in CHOKEPOINT_CORPUS; attribution was not computed") }
        return found
    }()

    /// Groups of the corpus that name services, models, clouds and machines rather than components.
    private static let others: Set<String> = [
        "ai-adapter", "ai-gguf", "ai-litellm", "ai-modelcard", "ai-modelfile", "ai-safetensors", "compose", "docker", "env",
        "github-actions", "gleif", "helm", "kubernetes", "mcp", "openapi", "terraform", "vendors",
    ]

    /// The files of the corpus that nobody made up, with their group and size.
    private static let real: [(path: String, group: String, size: Int)] = {
        guard let corpus, let index = try? String(contentsOfFile: corpus + "/INDEX.tsv", encoding: .utf8) else { return [] }
        return index.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard columns.count > 7, let size = Int(columns[7]) else { return nil }
            let invented = ["/malformed/", "/generated/", "/authored/", "/synthetic/"]
            guard !invented.contains(where: { columns[0].contains($0) }) else { return nil }
            return (columns[0], columns[1], size)
        }.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }()

    /// The files that list components: bills and locks.
    private static var files: [(path: String, group: String, size: Int)] { real.filter { !others.contains($0.group) } }

    /// What became of the components of one file.
    private struct Count {
        var components = 0
        var seats = 0
        var foundations = 0
        var accounts = 0
        var communities = 0

        var attributed: Int { seats + foundations + accounts }
        var share: Double { components == 0 ? 0 : Double(attributed) / Double(components) }

        func row(_ path: String) -> String {
            let numbers = [components, seats, foundations, accounts, communities, components - attributed - communities]
            return "| \(path) | " + numbers.map(String.init).joined(separator: " | ") + " | \(Int(share * 100)) % |"
        }
    }

    private func graph(of paths: [String]) throws -> SupplyGraph {
        let corpus = try #require(Self.corpus)
        let inputs = try InputReader.read(paths.map { corpus + "/" + $0 }, limits: Limits(), progress: Progress(isQuiet: true))
        let roots = inputs.roots.map { ProjectLayout.Root(prefix: $0.prefix, name: $0.name, isFolder: $0.isFolder) }
        let laidOut = ProjectLayout.applied(to: inputs.extracts, roots: roots)
        let day = try #require(CalendarDate("2026-11-24"))
        return assemble(laidOut + [Catalog.builtIn.evidence(for: laidOut, asOf: day)]).graph
    }

    private func count(_ graph: SupplyGraph) -> Count {
        var hands: [Int: [Int]] = [:]
        var owners: [Int: [Int]] = [:]
        for way in graph.relationships where way.details.certainty >= .assumed {
            switch way.kind {
            case .developedBy, .maintainedBy, .publishedBy: hands[way.from, default: []].append(way.to)
            case .ownedBy, .controlledBy: owners[way.from, default: []].append(way.to)
            default: break
            }
        }
        func isSeated(_ organization: Int) -> Bool {
            var seen: Set<Int> = [organization]
            var frontier = [organization]
            while let next = frontier.popLast() {
                if graph.nodes[next].jurisdictions.contains(where: { $0.certainty >= .assumed }) { return true }
                frontier += (owners[next] ?? []).filter { seen.insert($0).inserted }
            }
            return false
        }
        var count = Count()
        for (index, node) in graph.nodes.enumerated() where node.kind == .package {
            count.components += 1
            let kinds = (hands[index] ?? []).filter(isSeated).map { organization in
                Catalog.builtIn.record(.organizations, String(graph.nodes[organization].id.text.dropFirst(4)))?.text("kind") ?? ""
            }
            if kinds.contains(where: { $0.isEmpty || $0 == "research" }) {
                count.seats += 1
            } else if kinds.contains(where: { $0 != "person" }) {
                count.foundations += 1
            } else if !kinds.isEmpty {
                count.accounts += 1
            } else if hands[index] != nil {
                count.communities += 1
            }
        }
        return count
    }

    @Test(.enabled(if: corpus != nil)) func `the table of attribution is what the readers and the Catalog give today`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let recorded = Dictionary(
            text.split(separator: "\n").compactMap { Self.cells($0) }.map { ($0[0], $0) }, uniquingKeysWith: { first, _ in first })
        var rows: [String] = []
        for file in Self.files where Self.isRecording || Self.isLong || file.size < Self.smallest {
            guard let graph = try? graph(of: [file.path]) else { continue }
            let count = count(graph)
            guard count.components > 0 else { continue }
            rows.append(count.row(file.path))
            guard !Self.isRecording else { continue }
            guard let row = recorded[file.path] else {
                print("not in docs/catalog.md yet: \(rows[rows.count - 1])")
                continue
            }
            // A reader that sees other components than before changes the row; the share may not fall for that.
            let isSameBill = row[1] == String(count.components)
            #expect(
                isSameBill ? rows.last == "| " + row.joined(separator: " | ") + " |" : Int(count.share * 100) >= Self.percent(row[7]) - 1,
                "record the table anew and read the difference: \(rows[rows.count - 1])")
        }
        #expect(!rows.isEmpty)
        guard Self.isRecording else { return }
        try Self.write(
            rows,
            under:
                "| file | components | seat | foundation | account | community | unknown | share |\n| --- | --: | --: | --: | --: | --: | --: | --: |",
            between: "attribution")
    }

    /// The cells of a row of eight.
    private static func cells(_ line: Substring) -> [String]? {
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        return cells.count == 8 ? cells : nil
    }

    private static func percent(_ cell: String) -> Int { Int(cell.prefix { $0.isNumber }) ?? 0 }

    /// Writes rows between two marks of the page.
    private static func write(_ rows: [String], under head: String, between mark: String) throws {
        let text = try String(contentsOf: page, encoding: .utf8)
        let first = try #require(text.range(of: "<!-- \(mark) -->\n"))
        let last = try #require(text.range(of: "<!-- /\(mark) -->"))
        let table = ([head] + rows).joined(separator: "\n") + "\n"
        try (text[..<first.upperBound] + table + text[last.lowerBound...]).write(to: page, atomically: true, encoding: .utf8)
    }

    /// Locks of applications of language models, and the least share that is promised.
    private static let promised: [(path: String, share: Double)] = [
        ("python/getzep__graphiti/uv.lock", 0.6), ("python/containers__ramalama/container-images/common/requirements-rag.txt", 0.6),
        ("python/Comfy-Org__comfy-cli/pylock.toml", 0.6), ("pnpm/getsentry__sentry-mcp/pnpm-lock.yaml", 0.5),
        ("bun/mudler__LocalAI/core/http/react-ui/bun.lock", 0.5),
    ]

    @Test(.enabled(if: corpus != nil)) func `locks of applications of language models are attributed as far as promised`() throws {
        for (path, least) in Self.promised {
            guard let graph = try? graph(of: [path]), graph.nodes.contains(where: { $0.kind == .package }) else {
                print("SKIPPED: nothing reads \(path)")
                continue
            }
            let count = count(graph)
            #expect(count.share >= least, "\(path): \(count.attributed) of \(count.components)")
        }
    }

    /// What the files name that no organization stands behind as a third party, and what it is instead; told on the page, not counted.
    private static let notOthers: [(id: String, what: String)] = [
        ("service:agents.ciris.ai", "the project's own service, named in its own deployment"),
        ("service:billing.ciris.ai", "the project's own service, named in its own deployment"),
        ("service:com.amazon/s3", "invented, of an example about Acme Inc"),
        ("service:org.postgresql/postgres", "invented, of an example about Acme Inc; a database that it runs itself"),
        ("infrastructure:minikube", "a cluster on the machine of whoever runs it"),
        ("hardware:47155-4001", "a connector on a circuit board, no accelerator"),
        ("hardware:5622-4100-ml", "a connector on a circuit board, no accelerator"),
        ("hardware:826632-3", "a connector on a circuit board, no accelerator"),
        ("hardware:mc9a22-1034", "a connector on a circuit board, no accelerator"),
        ("hardware:mp000003", "a jumper on a circuit board, no accelerator"),
        ("hardware:pcie-098-02-f-d-ems2", "a connector on a circuit board, no accelerator"),
    ]

    private static func isCounted(_ node: SupplyGraph.Node) -> Bool {
        kinds.contains(node.kind) && !node.id.text.contains("example") && !notOthers.contains { $0.id == node.id.text }
    }

    /// Kinds of things beside components, and how they are attributed.
    private static let kinds: [NodeKind] = [.service, .model, .registry, .infrastructure, .hardware]

    @Test(.enabled(if: corpus != nil))
    func `services, models, registries, clouds and machines that appear are attributed as the page says`() throws {
        let hands: Set<RelationshipKind> = [.operatedBy, .hostedBy, .developedBy, .publishedBy, .maintainedBy, .manufacturedBy]
        var met: [NodeID: (kind: NodeKind, isAttributed: Bool)] = [:]
        for file in Self.real where Self.others.contains(file.group) || (file.group.hasPrefix("cyclonedx") && file.size < Self.smallest) {
            guard let graph = try? graph(of: [file.path]) else { continue }
            let attributed = Set(
                graph.relationships.lazy.filter { hands.contains($0.kind) && $0.details.certainty >= .assumed }.map(\.from))
            for (index, node) in graph.nodes.enumerated() where Self.isCounted(node) {
                met[node.id] = (node.kind, attributed.contains(index) || met[node.id]?.isAttributed ?? false)
            }
        }
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let rows = try Self.kinds.map { kind -> String in
            let here = met.filter { $0.value.kind == kind }
            let open = here.filter { !$0.value.isAttributed }.keys.sorted().map { "`\($0.text)`" }
            if !Self.isRecording {
                // Readers that are new meet more; what was attributed stays so.
                let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("| \(kind.rawValue) |") })
                let least = Int(row.split(separator: "|")[2].trimmingCharacters(in: .whitespaces)) ?? 0
                #expect(here.count - open.count >= least, "\(kind.rawValue): \(open)")
            }
            #expect(Double(here.count - open.count) >= 0.95 * Double(here.count), "\(kind.rawValue): \(open)")
            return "| \(kind.rawValue) | \(here.count) | \(here.count - open.count) | \(open.joined(separator: ", ")) |"
        }
        guard Self.isRecording else { return }
        try Self.write(rows, under: "| kind | met | attributed | not attributed |\n| --- | --: | --: | --- |", between: "things")
        try Self.write(
            Self.notOthers.map { "| `\($0.id)` | \($0.what) |" }, under: "| not counted | what it is |\n| --- | --- |",
            between: "not-others")
    }
}
