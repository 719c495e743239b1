public import Assembly
public import SupplyChain

/// What was read, merged and contradicted, and what was not looked at and why.
public struct ScanAnswer: Sendable {
    /// What the walk over the inputs met.
    public struct Reading: Sendable {
        /// How many files each reader read.
        public let readers: [String: Int]
        /// Files that no reader recognises, by ending.
        public let unrecognised: [String: Int]
        /// Source files that were looked through and name no service.
        public let silentSources: Int
        /// Folders that were not entered.
        public let skippedFolders: [String]
        /// What formats cannot say, with how many files are of such a format.
        public let gaps: [String: Int]

        /// What was met.
        public init(
            readers: [String: Int], unrecognised: [String: Int], silentSources: Int = 0, skippedFolders: [String], gaps: [String: Int]
        ) {
            self.silentSources = silentSources
            self.readers = readers
            self.unrecognised = unrecognised
            self.skippedFolders = skippedFolders
            self.gaps = gaps
        }
    }

    private let question: Question
    private let assembled: Assembled
    private let reading: Reading
    private let organizations: [(id: NodeID, name: String)]

    /// The answer; `organizations` are those that the Catalog knows.
    public init(_ question: Question, assembled: Assembled, reading: Reading, organizations: [(id: NodeID, name: String)] = []) {
        self.organizations = organizations
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
        out += files.text
        if reading.silentSources > 0 {
            out +=
                "  "
                + say(
                    "\(reading.silentSources) source files looked through that name no service of the Catalog",
                    "已查看 \(reading.silentSources) 个源文件，其中未出现目录所知的服务") + "\n"
        }
        out +=
            "\n"
            + say(
                "merged into \(graph.nodes.count) nodes and \(graph.relationships.count) relationships",
                "合并为 \(graph.nodes.count) 个节点、\(graph.relationships.count) 条关系") + "\n"
        var kinds = Table(indent: "  ")
        var counts: [NodeKind: Int] = [:]
        var several = 0
        for index in graph.nodes.indices {
            counts[graph.nodes[index].kind, default: 0] += 1
            if hasSeveralFiles(graph.nodes[index].sources) { several += 1 }
        }
        for kind in NodeKind.allCases {
            if let count = counts[kind] { kinds.add("\(count)", phrases.word(for: kind)) }
        }
        out += kinds.text
        if several > 0 { out += "  " + say("\(several) of them from more than one file", "其中 \(several) 个见于多个文件") + "\n" }
        for index in graph.nodes.indices where graph.nodes[index].kind == .product {
            out += TerminalText(say("product ", "产品 ") + graph.nodes[index].label).description + "\n"
        }
        if !graph.conflicts.isEmpty {
            out += "\n" + say("contradicted: \(graph.conflicts.count) attributes", "存在矛盾的属性：\(graph.conflicts.count) 项") + "\n"
        }
        let lines = phrases.diagnosticLines(question.diagnostics.filter { !$0.problem.isMissingLock })
        if !lines.isEmpty { out += "\n" + say("odd", "异常") + "\n" + lines.map { "  \($0)\n" }.joined() }
        let suggestions = assembled.suggestions(knowing: organizations)
        if !suggestions.isEmpty {
            out +=
                "\n"
                + say(
                    "perhaps the same, for the manifest to say (`scan --suggest` prints these lines)",
                    "可能相同，可在清单中确认（`scan --suggest` 输出这些行）") + "\n"
            for pair in suggestions.prefix(10) { out += phrases.lines(for: pair).map { "  \($0)\n" }.joined() }
            if suggestions.count > 10 {
                let rest = suggestions.count - 10
                out += "  " + say("and \(rest) more: `scan --suggest`", "另有 \(rest) 对，见 `scan --suggest`") + "\n"
            }
        }
        return out + "\n" + notLookedAt(phrases)
    }

    /// Whether it was read in more than one file; the Catalog is none.
    private func hasSeveralFiles(_ sources: [SourceLocation]) -> Bool {
        guard sources.count > 1 else { return false }
        var first: String?
        for source in sources where source.reader != "catalog" {
            if let first, !first.isBytewiseEqual(to: source.file) { return true }
            first = source.file
        }
        return false
    }

    /// The pairs as lines for the manifest, each with the reason and the places behind it.
    public func suggestionText(in phrases: Phrasebook) -> String {
        let suggestions = assembled.suggestions(knowing: organizations)
        var out = ""
        for (key, isSupplier) in [("same-as", false), ("relationships", true)] {
            let pairs = suggestions.filter { ($0.reason == .supplierName) == isSupplier }
            if !pairs.isEmpty { out += "\(key):\n" + pairs.flatMap { phrases.lines(for: $0) }.map { "  \($0)\n" }.joined() }
        }
        return out
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
        lines += missingLocks(phrases) + unsettled(phrases) + unopened(phrases) + passedOver(phrases) + limitsReached(phrases)
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

    /// Requirements that the lock beside them does not settle.
    private func unsettled(_ phrases: Phrasebook) -> [String] {
        var names: Set<String> = []
        var count = 0
        for diagnostic in question.diagnostics {
            guard case .unsettledRequirement(let name, _) = diagnostic.problem else { continue }
            names.insert("\(name) (\(phrases.place(diagnostic.location)))")
            count += 1
        }
        return Self.line(names, count, phrases) {
            phrases.language(
                "\($0) requirements whose version the lock of their project does not tell: \($1)", "\($0) 项依赖的版本在其项目的锁文件中无法确定：\($1)")
        }
    }

    /// What stands in a folder and is never opened.
    private func unopened(_ phrases: Phrasebook) -> [String] {
        func files(_ problem: Diagnostic.Problem) -> [String] {
            question.diagnostics.filter { $0.problem == problem }.map(\.location.file)
        }
        let (links, special) = (files(.linkNotFollowed), files(.specialFile))
        return Self.line(Set(links), links.count, phrases) {
            phrases.language("\($0) links that lead out of the inputs: \($1)", "\($0) 个链接指向输入之外：\($1)")
        }
            + Self.line(Set(special), special.count, phrases) {
                phrases.language("\($0) pipes, sockets and devices: \($1)", "\($0) 个管道、套接字或设备：\($1)")
            }
    }

    /// What readers came upon and passed over, each with its place: nobody else tells of notes about what a file says.
    private func passedOver(_ phrases: Phrasebook) -> [String] {
        let told = question.diagnostics.filter { diagnostic in
            guard diagnostic.severity == .note else { return false }
            switch diagnostic.problem {
            case .notFollowed, .malformed, .unknownKey, .invalidValue, .unresolvedBase, .unreadableLine, .truncated, .setAside: return true
            default: return false
            }
        }
        let most = 20
        let more = told.count - most
        return told.prefix(most).map { "\(phrases.place($0.location)): \(phrases.sentence(for: $0.problem))" }
            + (more > 0 ? [phrases.language("… and \(more) more", "……另有 \(more) 条")] : [])
    }

    /// One line of a count and the first names; none where there is nothing.
    private static func line(_ names: Set<String>, _ count: Int, _ phrases: Phrasebook, _ say: (Int, String) -> String) -> [String] {
        guard count > 0 else { return [] }
        let sorted = names.sorted { $0.isBytewiseLess(than: $1) }
        return [say(count, sorted.prefix(6).joined(separator: ", ") + (sorted.count > 6 ? " …" : ""))]
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
        let line =
            pair.reason == .supplierName
            ? "- {kind: publishedBy, from: \"\(pair.left)\", to: \"\(pair.right)\"}" : "- [\"\(pair.left)\", \"\(pair.right)\"]"
        return ["# \(word(for: pair.reason)) (\(places))", line].map { TerminalText($0).description }
    }

    private func word(for reason: Assembled.Suggestion.Reason) -> String {
        switch reason {
        case .organizationName: language("organizations of one name", "同名组织")
        case .lookalike: language("ids that look alike: perhaps an imitation", "标识形近：可能为仿冒")
        case .packageName: language("one package name and version from two package managers", "不同包管理器中同名同版本的软件包")
        case .supplierName: language("the document names a supplier so called", "文档中的供应商与该组织同名")
        case .modelName: language("model names that differ in case or separators", "模型名仅大小写或分隔符不同")
        }
    }

    /// What a gap of a format means.
    func phrase(forGap gap: String) -> String {
        switch gap {
        case "noEdges": language("the format or file lists parts without saying which needs which", "仅列出部件，未说明相互依赖")
        case "noVersions": language("ranges in place of versions", "只给出版本范围")
        case "noTransitive": language("dependencies of the parts listed are not described", "未描述所列部件自身的依赖")
        case "noScopes": language("needs for development are not told from those in use", "未区分开发依赖与运行依赖")
        case "headerOnly": language("only the header was read, by design", "按设计仅读取文件头")
        case "files": language("files are listed too; only packages are parts", "另列有文件，仅软件包计为部件")
        case "templates": language("expressions of templates were not evaluated", "模板表达式未求值")
        default: gap
        }
    }
}

extension Diagnostic.Problem {
    /// Told among what was not looked at.
    fileprivate var isMissingLock: Bool { if case .missingLock = self { true } else { false } }
}
