public import Assembly
internal import SupplyChain

/// What was read, merged and contradicted, and what was not looked at and why.
public struct ScanAnswer: Sendable {
    /// What the walk over the inputs met.
    public struct Reading: Sendable {
        /// How many files each reader read.
        public let readers: [String: Int]
        /// Files that no reader recognises, by ending.
        public let unrecognised: [String: Int]
        /// Folders that were not entered.
        public let skippedFolders: [String]
        /// What formats cannot say, with how many files are of such a format.
        public let gaps: [String: Int]

        /// What was met.
        public init(readers: [String: Int], unrecognised: [String: Int], skippedFolders: [String], gaps: [String: Int]) {
            self.readers = readers
            self.unrecognised = unrecognised
            self.skippedFolders = skippedFolders
            self.gaps = gaps
        }
    }

    private let question: Question
    private let assembled: Assembled
    private let reading: Reading

    /// The answer.
    public init(_ question: Question, assembled: Assembled, reading: Reading) {
        self.question = question
        self.assembled = assembled
        self.reading = reading
    }

    /// The text for people.
    public func text(in phrases: Phrasebook) -> String {
        let say = phrases.language
        let graph = assembled.graph
        var out = say("read", "已读取") + "\n"
        var files = Table(indent: "  ")
        for (reader, count) in reading.readers.sorted(by: { $0.key < $1.key }) { files.add("\(count)", reader) }
        out +=
            files.text + "\n"
            + say(
                "merged into \(graph.nodes.count) nodes and \(graph.relationships.count) relationships",
                "合并为 \(graph.nodes.count) 个节点、\(graph.relationships.count) 条关系") + "\n"
        var kinds = Table(indent: "  ")
        for kind in NodeKind.allCases {
            let count = graph.nodes.count { $0.kind == kind }
            if count > 0 { kinds.add("\(count)", phrases.word(for: kind)) }
        }
        out += kinds.text
        let several = graph.nodes.count { Set($0.sources.filter { $0.reader != "catalog" }.map(\.file)).count > 1 }
        if several > 0 { out += "  " + say("\(several) of them from more than one file", "其中 \(several) 个见于多个文件") + "\n" }
        for product in graph.nodes where product.kind == .product {
            out += TerminalText(say("product ", "产品 ") + product.label).description + "\n"
        }
        if !graph.conflicts.isEmpty {
            out += "\n" + say("contradicted: \(graph.conflicts.count) attributes", "存在矛盾的属性：\(graph.conflicts.count) 项") + "\n"
        }
        let lines = phrases.diagnosticLines(question.diagnostics.filter { !$0.problem.isMissingLock })
        if !lines.isEmpty { out += "\n" + say("odd", "异常") + "\n" + lines.map { "  \($0)\n" }.joined() }
        let suggestions = assembled.suggestions
        if !suggestions.isEmpty {
            out += "\n" + say("perhaps the same thing (`same-as` in the manifest joins them)", "可能为同一事物（可在清单中用 `same-as` 合并）") + "\n"
            for pair in suggestions.prefix(10) { out += phrases.lines(for: pair).map { "  \($0)\n" }.joined() }
            if suggestions.count > 10 {
                let rest = suggestions.count - 10
                out += "  " + say("and \(rest) more: `scan --suggest`", "另有 \(rest) 对，见 `scan --suggest`") + "\n"
            }
        }
        return out + "\n" + notLookedAt(phrases)
    }

    /// The pairs as lines for the manifest, each with the reason and the places behind it.
    public func suggestionText(in phrases: Phrasebook) -> String {
        let suggestions = assembled.suggestions
        guard !suggestions.isEmpty else { return "" }
        return "same-as:\n" + suggestions.flatMap { phrases.lines(for: $0) }.map { "  \($0)\n" }.joined()
    }

    private func notLookedAt(_ phrases: Phrasebook) -> String {
        let say = phrases.language
        var lines: [String] = []
        let files = reading.unrecognised.values.reduce(0, +)
        if files > 0 {
            let top = reading.unrecognised.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
            let named = top.prefix(8).map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            lines.append(
                say("\(files) files of formats that no reader knows: \(named)", "\(files) 个文件格式无法识别：\(named)") + (top.count > 8 ? " …" : "")
            )
        }
        if !reading.skippedFolders.isEmpty {
            let named = reading.skippedFolders.prefix(6).joined(separator: ", ")
            lines.append(
                say(
                    "\(reading.skippedFolders.count) folders that are ignored or hold no sources: \(named)",
                    "\(reading.skippedFolders.count) 个被忽略或不含源文件的目录：\(named)")
                    + (reading.skippedFolders.count > 6 ? " …" : ""))
        }
        lines += missingLocks(phrases) + limitsReached(phrases)
        for (gap, count) in reading.gaps.sorted(by: { $0.key < $1.key }) { lines.append("\(count) × \(phrases.phrase(forGap: gap))") }
        if !assembled.unplaced.isEmpty {
            let named = assembled.unplaced.prefix(8).map(\.name).joined(separator: ", ")
            lines.append(
                say(
                    "\(assembled.unplaced.count) names that nothing in the Catalog answers to: \(named)",
                    "\(assembled.unplaced.count) 个名称在目录中无对应：\(named)")
                    + (assembled.unplaced.count > 8 ? " …" : ""))
        }
        guard !lines.isEmpty else { return say("nothing was left out", "无遗漏") + "\n" }
        return say("not looked at", "未查看") + "\n" + lines.map { "  \(TerminalText($0))\n" }.joined()
    }
}

extension ScanAnswer {
    /// Manifests of packages without a lock file, by what they ask for.
    private func missingLocks(_ phrases: Phrasebook) -> [String] {
        var files: [String: [String]] = [:]
        for diagnostic in question.diagnostics {
            if case .missingLock(let ecosystem) = diagnostic.problem { files[ecosystem, default: []].append(diagnostic.location.file) }
        }
        return files.sorted { $0.key.isBytewiseLess(than: $1.key) }.map { ecosystem, files in
            let named = files.prefix(6).joined(separator: ", ") + (files.count > 6 ? " …" : "")
            return phrases.language(
                "\(files.count) without a lock file (\(ecosystem)), so versions and what they need in turn are unknown: \(named)",
                "\(files.count) 个缺少锁文件（\(ecosystem)），版本及其间接依赖未知：\(named)")
        }
    }

    /// Limits that were reached, with what was cut.
    private func limitsReached(_ phrases: Phrasebook) -> [String] {
        question.diagnostics.compactMap { diagnostic in
            guard case .limit(let name, let value) = diagnostic.problem else { return nil }
            return phrases.language(
                "the limit `\(name)` of \(value) was reached: \(diagnostic.location.file)",
                "达到上限 `\(name)`（\(value)）：\(diagnostic.location.file)")
        }
    }
}

extension Phrasebook {
    /// A proposed `same-as` line, below a comment with the reason and the places.
    func lines(for pair: Assembled.Suggestion) -> [String] {
        let places = [pair.leftSource, pair.rightSource].compactMap { $0.map(place) }.joined(separator: language("; ", "；"))
        return ["# \(word(for: pair.reason)) (\(places))", "- [\"\(pair.left)\", \"\(pair.right)\"]"].map { TerminalText($0).description }
    }

    private func word(for reason: Assembled.Suggestion.Reason) -> String {
        switch reason {
        case .organizationName: language("organizations of one name", "同名组织")
        case .lookalike: language("ids that look alike: perhaps an imitation", "标识形近：可能为仿冒")
        case .packageName: language("one package name and version from two package managers", "不同包管理器中同名同版本的软件包")
        case .modelName: language("model names that differ in case or separators", "模型名仅大小写或分隔符不同")
        }
    }

    /// What a gap of a format means.
    func phrase(forGap gap: String) -> String {
        switch gap {
        case "noEdges": language("the format or file lists parts without saying which needs which", "仅列出部件，未说明相互依赖")
        case "noVersions": language("ranges in place of versions", "只给出版本范围")
        case "noTransitive": language("dependencies of the parts listed are not described", "未描述所列部件自身的依赖")
        case "headerOnly": language("only the header was read, by design", "按设计仅读取文件头")
        case "files": language("files are listed too; only packages are parts", "另列有文件，仅软件包计为部件")
        default: gap
        }
    }
}

extension Diagnostic.Problem {
    /// Told among what was not looked at.
    fileprivate var isMissingLock: Bool { if case .missingLock = self { true } else { false } }
}
