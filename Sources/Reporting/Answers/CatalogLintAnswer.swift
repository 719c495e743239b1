public import CatalogSchema

/// What the check of a Catalog's files found.
public struct CatalogLintAnswer: JSONWritable, Sendable {
    private let entries: Int
    private let files: Int
    private let problems: [CatalogProblem]
    private let remarks: [CatalogRemark]

    /// So many entries in so many files, with what is wrong and what should be looked at.
    public init(entries: Int, files: Int, problems: [CatalogProblem], remarks: [CatalogRemark]) {
        self.entries = entries
        self.files = files
        self.problems = problems
        self.remarks = remarks
    }

    /// The document `chokepoint.catalog-lint/1`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("schema", "chokepoint.catalog-lint/1")
            json.member("entries", entries)
            json.member("files", files)
            json.array("problems", problems) { json, problem in
                json.object {
                    $0.member("file", problem.file)
                    $0.member("line", problem.line)
                    $0.member("reason", problem.reason.english)
                }
            }
            json.array("remarks", remarks) { json, remark in
                json.object {
                    $0.member("subject", remark.subject.rawValue)
                    $0.member("file", remark.file)
                    $0.member("line", remark.line)
                    $0.member("reason", remark.reason.english)
                }
            }
        }
    }

    /// A line each, as compilers say it, and how many there are.
    public func text(in phrases: Phrasebook) -> String {
        let say = phrases.language
        let stale = remarks.count { $0.subject == .stale }
        let end =
            stale == 0
            ? say("\(entries) entries in \(files) files, no problems", "\(files) 个文件共 \(entries) 个条目，无问题")
            : say("\(entries) entries in \(files) files, \(stale) stale", "\(files) 个文件共 \(entries) 个条目，\(stale) 条已过期")
        return remarks.map { say($0.message.english, $0.message.chinese) + "\n" }.joined() + end + "\n"
    }
}
