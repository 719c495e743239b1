internal import SupplyChain
internal import Yams

/// One file of the Catalog.
public struct CatalogFile: Sendable {
    /// Its path, relative to the Catalog.
    public let path: String
    /// Its text.
    public let text: String

    /// A file.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// Reads and checks files of the Catalog: shape, unique ids, references, sources, dates, confidences, codes.
///
/// `known` are entries that the files may refer to, such as those of the built-in Catalog when a user adds facts; an entry of the same kind and id takes the place of a known one. The problems come back sorted; where there are any, the entries are not to be used.
/// - Complexity: O(bytes).
public func readCatalog(_ files: [CatalogFile], known: [CatalogRecord] = []) -> (records: [CatalogRecord], problems: [CatalogProblem]) {
    var reading = CatalogReading()
    for file in files.sorted(by: { $0.path.isBytewiseLess(than: $1.path) }) { reading.read(file) }
    reading.check(known: known)
    let records = reading.records.sorted { ($0.kind.rawValue, $0.id) < ($1.kind.rawValue, $1.id) }
    return (records, reading.problems.sorted())
}

private struct CatalogReading {
    var records: [CatalogRecord] = []
    var problems: [CatalogProblem] = []

    mutating func read(_ file: CatalogFile) {
        let root: Node?
        do { root = try Yams.compose(yaml: file.text) } catch let error as YamlError {
            return problems.append(CatalogProblem(file: file.path, line: Self.line(of: error), reason: Self.notYAML))
        } catch {
            return problems.append(CatalogProblem(file: file.path, line: 1, reason: Self.notYAML))
        }
        guard let root else { return }
        guard let mapping = root.mapping else { return fail(file, root, "not a mapping", "不是映射") }
        var defaults: [String: [String]] = [:]
        for (key, value) in mapping where key.string == "defaults" {
            for (name, node) in value.mapping ?? [:] { defaults[name.string ?? ""] = texts(node) }
        }
        for (key, value) in mapping where key.string != "defaults" {
            guard let kind = CatalogRecord.Kind(rawValue: key.string ?? "") else {
                fail(file, key, "`\(key.string ?? "?")` is no kind of entry", "`\(key.string ?? "?")` 不是条目种类")
                continue
            }
            guard let entries = value.sequence else {
                fail(file, value, "`\(kind.rawValue)` is no list", "`\(kind.rawValue)` 不是列表")
                continue
            }
            for entry in entries { read(entry, kind, defaults, file) }
        }
    }

    private mutating func read(_ entry: Node, _ kind: CatalogRecord.Kind, _ defaults: [String: [String]], _ file: CatalogFile) {
        guard let mapping = entry.mapping, let id = mapping["id"]?.scalar?.string, !id.isEmpty else {
            return fail(file, entry, "an entry without id", "条目没有 id")
        }
        let shape = CatalogShape.fields(of: kind)
        var fields: [String: [String]] = [:]
        for field in shape { if let value = defaults[field.name] { fields[field.name] = value } }
        for (key, value) in mapping {
            guard let name = key.string, name != "id" else { continue }
            guard let field = shape.first(where: { $0.name == name }) else {
                fail(file, key, "`\(name)` is no field of \(kind.rawValue)", "\(kind.rawValue) 没有字段 `\(name)`")
                continue
            }
            guard let values = texts(value), field.isList || values.count == 1 else {
                fail(
                    file, value, "`\(name)` takes \(field.isList ? "a list of texts" : "one text")",
                    "`\(name)` 应为\(field.isList ? "文本列表" : "一个文本")")
                continue
            }
            for text in values where !isValid(text, field.domain) {
                fail(file, value, "`\(text)` is no value of `\(name)`", "`\(text)` 不是 `\(name)` 的有效取值")
            }
            fields[name] = values
        }
        for field in shape where field.isRequired && (fields[field.name] ?? []).isEmpty {
            fail(file, entry, "`\(id)` has no `\(field.name)`", "`\(id)` 缺少 `\(field.name)`")
        }
        for text in fields.values.joined() where text.contains(where: { "¦‖\n\r".contains($0) }) {
            fail(file, entry, "a line break or separator in `\(text.prefix(40))`", "`\(text.prefix(40))` 中有换行或分隔符")
        }
        if kind == .instruments {
            for reason in InstrumentShape.contradictions(id, fields) { problem(file, entry, reason) }
        }
        records.append(CatalogRecord(kind: kind, id: id, fields: fields, file: file.path, line: entry.mark?.line ?? 1))
    }

    /// What only all files together can show: ids twice, references that lead nowhere.
    mutating func check(known: [CatalogRecord]) {
        var ids: [CatalogRecord.Kind: Set<String>] = [:]
        for record in records where !ids[record.kind, default: []].insert(record.id).inserted {
            problems.append(
                CatalogProblem(
                    file: record.file, line: record.line,
                    reason: CatalogReason(
                        "`\(record.id)` stands twice among \(record.kind.rawValue)", "`\(record.id)` 在 \(record.kind.rawValue) 中出现两次")))
        }
        for record in known { ids[record.kind, default: []].insert(record.id) }
        for record in records {
            for field in CatalogShape.fields(of: record.kind) {
                for text in record.list(field.name) {
                    let targets: [CatalogRecord.Kind]
                    switch field.domain {
                    case .organization: targets = [.organizations]
                    case .owner where text != "community": targets = [.organizations]
                    case .source: targets = [.sources]
                    case .licence: targets = [.licences]
                    case .capability: targets = [.capabilities]
                    case .thing: targets = [.organizations, .items, .services, .registries, .infrastructure, .hardware]
                    default: continue
                    }
                    if !targets.contains(where: { ids[$0]?.contains(text) == true }) {
                        let among = targets.map(\.rawValue).joined(separator: ", ")
                        problems.append(
                            CatalogProblem(
                                file: record.file, line: record.line,
                                reason: CatalogReason(
                                    "`\(text)` in `\(field.name)` of `\(record.id)` is not among \(among)",
                                    "`\(record.id)` 的 `\(field.name)` 中的 `\(text)` 不在 \(among) 之列")))
                    }
                }
            }
        }
    }

    private func isValid(_ text: String, _ domain: CatalogShape.Domain) -> Bool {
        switch domain {
        case .text, .source, .organization, .owner, .licence, .capability, .thing: !text.isEmpty
        case .code: CountryCodes.all.contains(text)
        case .date: CalendarDate(text) != nil
        case .flag: text == "true" || text == "false"
        case .confidence: CatalogShape.confidences.contains(text)
        case .share: ExactShare(text) != nil
        case .purl: text.hasPrefix("pkg:") && PackageURL(text) != nil
        case .words(let words): words.contains(text)
        case .membership: ListMembership(text) != nil
        case .interval: StatusInterval(text) != nil
        case .destinations: DestinationThreshold(text) != nil
        case .prong: ReachProng(text) != nil
        case .digest: text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        }
    }

    private func texts(_ node: Node) -> [String]? {
        if let scalar = node.scalar { return [scalar.string] }
        guard let sequence = node.sequence else { return nil }
        let texts = sequence.compactMap { $0.scalar?.string }
        return texts.count == sequence.count ? texts : nil
    }

    private static let notYAML = CatalogReason("not YAML", "不是 YAML")

    private mutating func fail(_ file: CatalogFile, _ node: Node, _ english: String, _ chinese: String) {
        problem(file, node, CatalogReason(english, chinese))
    }

    private mutating func problem(_ file: CatalogFile, _ node: Node, _ reason: CatalogReason) {
        problems.append(CatalogProblem(file: file.path, line: node.mark?.line ?? 1, reason: reason))
    }

    private static func line(of error: YamlError) -> Int {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: 1
        }
    }
}
