internal import CatalogFacts
internal import CatalogSchema
internal import Extraction
internal import Resilience
internal import SupplyChain

/// A scenario as people write it down: YAML that begins with `scenario:` and the name of the scenario.
struct ScenarioFile {
    private static let keys: Set<String> = ["scenario", "note", "remove", "effect", "replace", "add", "assume", "effects"]
    let path: String
    private(set) var scenario = Scenario()

    /// Reads the file, or says which line has no meaning.
    init(_ path: String, bytes: [UInt8]) throws(CommandError) {
        self.path = path
        let document: YAMLDocument
        do throws(ExtractionError) {
            document = try YAMLDocument(parsing: bytes)
        } catch {
            switch error {
            case .malformed(let reason, let place): throw .brokenScenario(path: path, place: place, reason: reason)
            case .notUTF8(let place): throw .brokenScenario(path: path, place: place, reason: "not UTF-8")
            case .limit(let name, let value): throw .brokenScenario(path: path, place: "", reason: "\(name) \(value)")
            case .unsupportedVersion, .needsPrefix: throw .brokenScenario(path: path, place: "", reason: "not YAML")
            }
        }
        guard let root = document.root, let members = root.mapping, let name = root["scenario"]?.scalar, !name.isEmpty else {
            throw .brokenScenario(path: path, place: "line 1", reason: "`scenario: NAME` is missing")
        }
        if let twice = document.duplicateKeyLines.first { throw fault(twice.line, "`\(twice.key)` stands twice") }
        for (key, value) in members where !Self.keys.contains(key) { throw fault(value.line, "`\(key)` is no key of a scenario") }
        scenario.id = name
        scenario.remove = try texts(root["remove"])
        scenario.assume = try texts(root["assume"])
        if let effect = root["effect"] {
            guard let known = effect.scalar.flatMap({ RemovalEffect(rawValue: $0) }) else {
                throw fault(effect.line, "an effect is \(RemovalEffect.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            scenario.effect = known
        }
        try readReplacements(root["replace"])
        for text in try texts(root["add"]) { scenario.add(text) }
        for entry in root["effects"].map({ $0.sequence ?? [$0] }) ?? [] { scenario.overrides.append(try override(entry)) }
    }

    private func fault(_ line: Int, _ reason: String) -> CommandError { .brokenScenario(path: path, place: "line \(line)", reason: reason) }

    /// A text or a list of texts.
    private func texts(_ value: YAMLValue?) throws(CommandError) -> [String] {
        guard let value, !value.isNull else { return [] }
        var result: [String] = []
        for entry in value.sequence ?? [value] {
            guard let text = entry.scalar, !text.isEmpty else { throw fault(entry.line, "a text is expected") }
            result.append(text)
        }
        return result
    }

    /// `{A: B}`, or a list of `A=B`.
    private mutating func readReplacements(_ value: YAMLValue?) throws(CommandError) {
        let words: [(text: String, line: Int)]
        if let members = value?.mapping {
            words = members.map { ("\($0.key)=\($0.value.scalar ?? "")", $0.value.line) }
        } else {
            let line = value?.line ?? 1
            words = try texts(value).map { ($0, line) }
        }
        for (text, line) in words {
            guard let pair = Scenario.Pair(text) else { throw fault(line, "`\(text)` replaces nothing by an id such as `service:name`") }
            scenario.replace.append(pair)
        }
    }

    private func override(_ value: YAMLValue) throws(CommandError) -> Scenario.Override {
        guard let members = value.mapping else { throw fault(value.line, "`{kind, from, to, effect}` is expected") }
        for (key, member) in members where !["kind", "from", "to", "effect"].contains(key) {
            throw fault(member.line, "`\(key)` is no key of an effect")
        }
        guard let state = value["effect"]?.scalar.flatMap({ SupplyState(name: $0) }) else {
            throw fault(value.line, "the effect is \(SupplyState.allCases.map(\.name).joined(separator: ", "))")
        }
        let kind = value["kind"]?.scalar.flatMap { RelationshipKind(rawValue: $0) }
        if let named = value["kind"], kind?.belongs(to: .control) != true {
            throw fault(named.line, "`\(named.scalar ?? "")` is no relationship of control")
        }
        return Scenario.Override(kind: kind, from: value["from"]?.scalar, to: value["to"]?.scalar, state: state)
    }
}

extension Scenario {
    /// The scenario that a word of the command line means: one of the Catalog, else a file.
    static func given(_ word: String, _ input: InputOptions) throws(CommandError) -> Scenario {
        let catalog = try UserCatalog.loaded(input)
        if let known = try Scenario(id: word, in: catalog) { return known }
        guard InputPath.exists(word) else {
            let known = catalog.records.filter { $0.kind == .scenarios }.map(\.id)
            throw .usage(option: "--scenario", value: word, expected: (["FILE"] + known).joined(separator: " "))
        }
        guard case .success(let file) = OpenFile.open(path: word), let bytes = file.prefix(1 << 20) else {
            throw .unreadableInput(path: word, reason: "read")
        }
        return try ScenarioFile(word, bytes: bytes).scenario
    }
}
