import Foundation
import Testing

/// Every file of the corpus that others counted is compared with their count by some test.
///
/// What is compared stands in the tests themselves, as the groups and the ends of names that they ask the corpus for; it is read from there, so that a row added to the index is missed here and not by nobody.
struct CorpusCompletenessTests {
    /// Which rows a test asks for.
    private struct Selection {
        let group: String
        let member: Substring
        let test: Substring
        let word: String
        let isNegated: Bool

        func covers(_ row: Corpus.Row) -> Bool {
            guard row.group == group else { return false }
            let text = member == "notes" ? row.notes : row.path
            let holds =
                switch test {
                case "hasSuffix": text.hasSuffix(word)
                case "hasPrefix": text.hasPrefix(word)
                default: text.contains(word)
                }
            return holds != isNegated
        }
    }

    private static let selections: [Selection] = {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix("Tests.swift") }
        let text = files.compactMap { try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }.joined(separator: "\n")
        let filtered = /Corpus\.rows\(of: "([^"]+)"\)\.filter \{ (!?)\$0\.(path|notes)\.(hasSuffix|hasPrefix|contains)\("([^"]+)"\) \}/
        let whole = /Test\(arguments: (?:Corpus\.rows\(of: |kept\()"([^"]+)"\)\)/
        let ending = /Test\(arguments: kept\("([^"]+)", "([^"]+)"\)\)/
        var found = text.matches(of: filtered).map {
            Selection(group: String($0.1), member: $0.3, test: $0.4, word: String($0.5), isNegated: !$0.2.isEmpty)
        }
        found += text.matches(of: whole).map {
            Selection(group: String($0.1), member: "path", test: "hasPrefix", word: "", isNegated: false)
        }
        found += text.matches(of: ending).map {
            Selection(group: String($0.1), member: "path", test: "hasSuffix", word: String($0.2), isNegated: false)
        }
        if let list = text.firstMatch(of: /groups = \[([^\]]+)\]/) {
            found += list.1.matches(of: /"([^"]+)"/).map {
                Selection(group: String($0.1), member: "path", test: "hasPrefix", word: "", isNegated: false)
            }
        }
        return found
    }()

    private static func missed(_ rows: [Corpus.Row]) -> [String] {
        rows.filter { row in !selections.contains { $0.covers(row) } }.map(\.path)
    }

    @Test(.enabled(if: Corpus.folder != nil)) func `no row of the index that has a count is left out`() {
        let rows = Corpus.groups.flatMap { Corpus.rows(of: $0) }
        #expect(rows.count > 200)
        #expect(Self.missed(rows) == [])
    }

    @Test func `a row of a new group, or of a new kind in an old one, would be missed`() {
        let rows = ["new/lock.json", "python/new.lock"].map {
            Corpus.Row(path: $0, group: String($0.split(separator: "/")[0]), components: 1, edges: 0, notes: "")
        }
        #expect(Self.missed(rows) == rows.map(\.path))
    }
}
