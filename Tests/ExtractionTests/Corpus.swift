#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Real files outside the repository: beside it, or where `CHOKEPOINT_CORPUS` says.
enum Corpus {
    /// One row of the index, counted by readers that are not ours.
    struct Row: Sendable, CustomStringConvertible {
        let path: String
        let group: String
        let components: Int
        let edges: Int
        let notes: String

        var description: String { path }
    }

    /// The folder, or `nil`, and a notice, where it is absent.
    static let folder: String? = {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let candidates = [ProcessInfo.processInfo.environment["CHOKEPOINT_CORPUS"], root + "/../shared/corpus"].compactMap { $0 }
        let found = candidates.first { FileManager.default.fileExists(atPath: $0 + "/INDEX.tsv") }
        if found == nil { print("SKIPPED: no corpus beside the repository and none in CHOKEPOINT_CORPUS; tests on real files did not run") }
        return found
    }()

    /// The groups of the index; none where there is no corpus.
    static let groups: [String] = {
        guard let folder, let index = try? String(contentsOfFile: folder + "/INDEX.tsv", encoding: .utf8) else { return [] }
        return Set(
            index.split(separator: "\n").dropFirst().compactMap { line in
                line.split(separator: "\t", omittingEmptySubsequences: false).dropFirst().first.map(String.init)
            }
        ).sorted()
    }()

    /// The rows of `group`; none where there is no corpus.
    static func rows(of group: String) -> [Row] {
        guard let folder, let index = try? String(contentsOfFile: folder + "/INDEX.tsv", encoding: .utf8) else { return [] }
        return index.split(separator: "\n").compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count >= 11, columns[1] == group, let components = Int(columns[8]), let edges = Int(columns[9]) else {
                return nil
            }
            return Row(path: String(columns[0]), group: group, components: components, edges: edges, notes: String(columns[10]))
        }
    }

    /// The bytes of a file of the corpus.
    static func bytes(of path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + path)))
    }
}

/// Our own small files.
enum Fixture {
    /// The folder that holds them.
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/Fixtures"

    /// What is appended to the name of a fixture whose own name is kept out of the repository, as `Package.resolved` is.
    private static let cover = ".fixture"

    /// The bytes of `path` in `Fixtures`.
    static func bytes(_ path: String) throws -> [UInt8] {
        let whole = root + "/" + path
        let there = FileManager.default.fileExists(atPath: whole) ? whole : whole + cover
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: there)))
    }

    /// The names in the folder `path`, sorted; none where there is no such folder.
    static func entries(of path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + path)) ?? []
        return names.filter { $0 != ".DS_Store" }.map { $0.hasSuffix(cover) ? String($0.dropLast(cover.count)) : $0 }.sorted()
    }
}
