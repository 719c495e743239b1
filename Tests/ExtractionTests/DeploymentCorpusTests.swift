@testable import Extraction
import Foundation
import Scanning
import SupplyChain
import Testing

/// Counts of the readers of deployments and configured services against those of other people's readers, on real files.
///
/// Whatever differs stands in the table of `docs/formats.md`, and is counted anew here.
struct DeploymentCorpusTests {
    private static let groups = [
        "docker", "compose", "helm", "kubernetes", "github-actions", "terraform", "mcp", "openapi", "ai-modelfile", "ai-safetensors",
    ]
    private static let rows = groups.flatMap { Corpus.rows(of: $0) }

    private func read(_ path: String) throws -> Extract {
        let bytes = try Corpus.bytes(of: path)
        let document = SourceDocument(path: path, bytes: bytes, digest: SHA256.hexDigest(of: bytes))
        let reader = try #require(Extractors.reader(of: document))
        return try reader.extract(from: document)
    }

    /// What a reader took for a component, in the sense of the index: what the subject needs or calls, or for workloads the images behind it.
    private func components(_ extract: Extract, _ group: String) -> Int {
        let subject = extract.subjectRecord
        let direct = Set(extract.relationships.filter { $0.from == subject }.map(\.to))
        switch group {
        case "kubernetes": return Set(extract.relationships.filter { $0.from != subject && $0.kind == .dependsOn }.map(\.to)).count
        case "github-actions", "docker": return direct.count { [.package, .unknown].contains(extract.records[Int($0.index)].kind) }
        case "terraform": return direct.count { extract.records[Int($0.index)].kind == .package }
        case "ai-modelfile": return Set(extract.relationships.filter { $0.kind == .derivedFrom }.map(\.to)).count
        case "ai-safetensors": return extract.records.count { $0.kind == .model } - 1
        default: return direct.count
        }
    }

    /// Edges in the sense of the index: `depends_on` of Compose, dependencies of charts.
    private func edges(_ extract: Extract, _ group: String) -> Int {
        let subject = extract.subjectRecord
        let workloads = Set(extract.relationships.filter { $0.from == subject }.map(\.to))
        switch group {
        case "compose":
            return extract.relationships.count {
                $0.kind == .dependsOn && workloads.contains($0.from) && (workloads.contains($0.to) || isUnknown($0.to, extract))
                    && $0.strength == nil
            }
        case "helm": return workloads.count
        default: return 0
        }
    }

    private func isUnknown(_ record: RecordIndex, _ extract: Extract) -> Bool { extract.records[Int(record.index)].kind == .unknown }

    /// The rows of the table in the documentation: path, counted, read.
    private static let table: [String: (counted: Int, read: Int)] = {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        guard let text = try? String(contentsOfFile: root + "/docs/formats.md", encoding: .utf8),
            let start = text.firstRange(of: "| file | counted | read | why |")
        else { return [:] }
        var rows: [String: (Int, Int)] = [:]
        for line in text[start.upperBound...].split(separator: "\n").dropFirst().prefix(while: { $0.hasPrefix("|") }) {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count >= 4, let counted = Int(cells[1]), let read = Int(cells[2]) else { continue }
            rows[cells[0].filter { $0 != "`" }] = (counted, read)
        }
        return rows
    }()

    @Test(arguments: rows)
    func `components and edges are those of the index, or stand in the table with their reason`(_ row: Corpus.Row) throws {
        let extract = try read(row.path)
        let found = components(extract, row.group)
        let name = row.group + "/" + (row.path.split(separator: "/").last ?? "")
        if let stated = Self.table[name] {
            #expect(stated.counted == row.components, "\(name)")
            #expect(stated.read == found, "\(name)")
            #expect(stated.counted != stated.read, "\(name) need not stand in the table")
        } else {
            #expect(found == row.components, "\(row.path)")
        }
        #expect(edges(extract, row.group) == row.edges, "\(row.path)")
    }

    @Test(.enabled(if: Corpus.folder != nil))
    func `the table speaks of files that there are`() {
        let names = Set(Self.rows.map { $0.group + "/" + ($0.path.split(separator: "/").last ?? "") })
        #expect(!Self.table.isEmpty)
        #expect(Set(Self.table.keys).isSubset(of: names))
    }

    @Test(.enabled(if: Corpus.folder != nil))
    func `servers of models in Compose say which they serve`() throws {
        let read = ReadExtract(try self.read("compose/authored/vllm-tgi-compose.yml"))
        let models = read.extract.records.count { $0.kind == .model }
        #expect(models == 3)
        #expect(
            read.keys(of: "Qwen2.5-7B-Instruct") == [
                "id model:Qwen/Qwen2.5-7B-Instruct", "modelRevision Qwen/Qwen2.5-7B-Instruct@a09a35458c702b33eeacc393d103063234e8bc28",
            ])
        let needs = read.relationships.filter { $0.hasPrefix("app dependsOn") }
        #expect(needs.count == 3)
        #expect(needs.contains { $0.hasPrefix("app dependsOn:optional tgi ") })
        #expect(read.relationships.contains { $0.hasPrefix("Qwen2.5-7B-Instruct distributedBy hf-mirror.com ") })
    }

    @Test(.enabled(if: Corpus.folder != nil))
    func `a server of models in Kubernetes says which it serves, and on what`() throws {
        let read = ReadExtract(try self.read("kubernetes/kubernetes__examples/AI/vllm-deployment/vllm-deployment.yaml"))
        #expect(read.relationships.contains { $0.hasPrefix("vllm-gemma-deployment usesModel gemma-3-1b-it ") })
        #expect(read.relationships.contains { $0.hasPrefix("vllm-gemma-deployment runsOn nvidia.com/gpu ") })
    }

    @Test(.enabled(if: Corpus.folder != nil))
    func `expected of what has no count`() throws {
        let mcp = ReadExtract(try read("mcp/authored/claude_desktop_config.json"))
        #expect(mcp.keys(of: "mcp-server-time") == ["packageURL pkg:pypi/mcp-server-time@0.6.2"])
        #expect(mcp.keys(of: "@modelcontextprotocol/server-everything") == ["packageURL pkg:npm/%40modelcontextprotocol/server-everything"])
        let values = try read("helm/open-webui__helm-charts/charts/open-webui/values.yaml")
        #expect(values.records.count { $0.kind == .package } == 2)
    }
}
