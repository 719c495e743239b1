@testable import Extraction
import Scanning
import SupplyChain
import Testing

/// Which folders a project claims as its members.
struct WorkspaceReaderTests {
    private func members(_ file: String, _ text: String) -> [String] {
        let document = SourceDocument(path: "root/" + file, bytes: Array(text.utf8), digest: "sha256:x")
        guard let extract = WorkspaceReader.extract(from: document) else { return [] }
        return extract.members.map {
            ($0.isExclusion ? "!" : "") + extract.symbols[$0.pattern] + " @ " + extract.location(of: $0.place).place
        }
    }

    @Test func `every kind of workspace names its members, with their places`() {
        #expect(
            members("package.json", #"{"workspaces": ["packages/*", "!packages/old"]}"#) == [
                "packages/* @ /workspaces/0", "!packages/old @ /workspaces/1",
            ])
        #expect(members("package.json", #"{"workspaces": {"packages": ["apps/web"]}}"#) == ["apps/web @ /workspaces/packages/0"])
        #expect(
            members("pnpm-workspace.yaml", "packages:\n  - 'packages/**'\n  - '!**/test/**'\n") == [
                "packages/** @ line 2", "!**/test/** @ line 3",
            ])
        #expect(
            members("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/old\"]\n") == [
                "crates/* @ line 2", "!crates/old @ line 3",
            ])
        #expect(members("pyproject.toml", "[tool.uv.workspace]\nmembers = [\"libs/a\"]\n") == ["libs/a @ line 2"])
        #expect(
            members("go.work", "go 1.22\n\nuse ./tool // ours\nuse (\n\t./api\n\t\"./web\"\n)\n") == [
                "./tool @ line 3", "./api @ line 5", "./web @ line 6",
            ])
    }

    @Test(arguments: ["{\"workspaces\": 7}", "{\"workspaces\"", "{}", "{\"workspaces\": {\"packages\": [1, null]}}", "\"workspaces\""])
    func `what claims nothing is nothing`(_ text: String) { #expect(members("package.json", text).isEmpty) }

    @Test func `broken documents are their own reader's affair`() {
        #expect(members("Cargo.toml", "[workspace]\nmembers = [").isEmpty)
        #expect(members("pnpm-workspace.yaml", "packages: [").isEmpty)
        #expect(members("go.work", "use (\n").isEmpty)
    }

    @Test func `a list of members without end is cut, and that is said`() throws {
        let text = "{\"workspaces\": [" + (0..<5_000).map { "\"p\($0)\"" }.joined(separator: ",") + "]}"
        let document = SourceDocument(path: "package.json", bytes: Array(text.utf8), digest: "")
        let extract = try #require(WorkspaceReader.extract(from: document))
        #expect(extract.members.count == 1_000)
        #expect(extract.diagnostics.map(\.problem) == [.limit(name: "workspace patterns", value: "1000")])
    }
}
