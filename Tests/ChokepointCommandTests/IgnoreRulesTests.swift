import Testing

@testable import ChokepointCommand

struct IgnoreRulesTests {
    private func verdict(_ rules: String, _ path: String, folder: Bool = false) -> Bool? {
        let names = path.split(separator: "/").map { Array($0.utf8) }
        return IgnoreRules(lines: Array(rules.utf8)).verdict(on: names[...], isFolder: folder)
    }

    @Test(
        arguments: [
            ("*.log", "a.log", true), ("*.log", "deep/in/a.log", true), ("*.log", "a.logs", nil), ("# *.log", "a.log", nil),
            ("\\#x", "#x", true),
            ("/build", "build", true), ("/build", "sub/build", nil), ("docs/*.md", "docs/a.md", true), ("docs/*.md", "docs/x/a.md", nil),
            ("**/testdata/**", "a/testdata/b", true), ("**/testdata/**", "testdata/b/c", true), ("a/**/b", "a/b", true),
            ("a/**/b", "a/x/y/b", true),
            ("a/**/b", "x/a/b", nil), ("*.log\n!keep.log", "keep.log", false), ("!keep.log\n*.log", "keep.log", true),
            ("file[0-9]", "file7", true),
            ("file[!0-9]", "file7", nil), ("file[!0-9]", "filex", true), ("a?c", "abc", true), ("a?c", "ac", nil),
            ("trailing  ", "trailing", true),
            ("[", "[", true), ("**", "any/thing", true), ("\r\n*.tmp\r\n", "x.tmp", true),
        ] as [(String, String, Bool?)])
    func `a pattern says what git says`(_ rules: String, _ path: String, _ expected: Bool?) {
        #expect(verdict(rules, path) == expected)
    }

    @Test func `a pattern that ends in a slash speaks of folders only`() {
        #expect(verdict("out/", "out", folder: true) == true)
        #expect(verdict("out/", "out") == nil)
    }

    @Test func `many stars take no more than pattern times path`() {
        let pattern = String(repeating: "*a", count: 200) + "b"
        #expect(verdict(pattern, String(repeating: "a", count: 2_000)) == nil)
    }

    @Test func `the rules of the nearest folder speak first, and go when it is left`() {
        var rules = FolderRules()
        rules.add(IgnoreRules(patterns: ["*.txt"]), below: [])
        rules.add(IgnoreRules(patterns: ["!keep.txt"]), below: [Array("sub".utf8)])
        let verdicts = [["sub", "keep.txt"], ["sub", "other.txt"], ["third", "keep.txt"]].map { path in
            rules.ignores(path.map { Array($0.utf8) }, isFolder: false)
        }
        #expect(verdicts == [false, true, true])
    }
}
