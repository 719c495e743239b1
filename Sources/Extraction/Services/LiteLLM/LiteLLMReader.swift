internal import Scanning
internal import SupplyChain

/// Reads a LiteLLM proxy configuration: which alias is served by which deployments, and what takes over.
///
/// Each alias is a capability of the subject, any one of its deployments serves it, and every one of them is wanted; aliases named in `fallbacks` join the group of the alias they stand in for. A
/// deployment needs the provider's service and, by name, the model. Where `api_base` is given, its host is the provider. Keys are read by the name of their variable only.
enum LiteLLMReader: Extractor {
    static let reader = "litellm"
    static let coverage: Coverage = [.relationships, .alternatives, .services, .models]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") || document.path == "stdin" else { return false }
        let head = document.bytes[...]
        return ByteSearch.contains(head, "model_list") && ByteSearch.contains(head, "litellm_params")
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(parsing: document.bytes, depth: document.depth)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        guard let root = yaml.root, let list = root["model_list"]?.sequence else {
            throw .malformed(reason: "no model_list", place: "line 1")
        }
        var walk = LiteLLMWalk(extract: extract)
        walk.deployments(list)
        walk.fallbacks(root)
        walk.link()
        return walk.extract
    }
}

extension Extract {
    /// Notes keys that stand twice in one mapping.
    mutating func noteDuplicates(of yaml: YAMLDocument) {
        for (key, line) in yaml.duplicateKeyLines.prefix(20) { diagnose(.duplicateKey(key), at: place(line: line)) }
    }
}

/// One pass over a configuration.
private struct LiteLLMWalk {
    private struct Alias {
        let name: String
        let record: RecordIndex
        let place: Place
        var deployments: [RecordIndex] = []
        var fallbacks: [String] = []
    }

    var extract: Extract
    private var aliases: [Alias] = []
    private var positions: [[UInt8]: Int] = [:]
    private var services: [[UInt8]: RecordIndex] = [:]
    private var models: [[UInt8]: RecordIndex] = [:]

    init(extract: Extract) { self.extract = extract }

    mutating func deployments(_ list: [YAMLValue]) {
        for entry in list {
            let place = extract.place(line: entry.line)
            guard let name = entry["model_name"]?.scalar, !name.isEmpty, let parameters = entry["litellm_params"],
                let model = parameters["model"]?.scalar,
                !model.isEmpty
            else {
                extract.diagnose(.missingIdentity(name: entry["model_name"]?.scalar ?? "model_list"), at: place)
                continue
            }
            let position = alias(named: name, at: place)
            let record = extract.add(.capability, at: place)
            extract.set(.name, of: record, to: "\(name) → \(model)", at: place)
            needs(of: record, model: model, parameters: parameters, at: place)
            aliases[position].deployments.append(record)
        }
    }

    private mutating func alias(named name: String, at place: Place) -> Int {
        if let known = positions[Array(name.utf8)] { return known }
        let record = extract.add(.capability, at: place)
        extract.set(.name, of: record, to: name, at: place)
        positions[Array(name.utf8)] = aliases.count
        aliases.append(Alias(name: name, record: record, place: place))
        return aliases.count - 1
    }

    private mutating func needs(of deployment: RecordIndex, model: String, parameters: YAMLValue, at place: Place) {
        let parts = model.split(separator: "/", maxSplits: 1).map(String.init)
        let base = parameters["api_base"]?.scalar ?? parameters["base_url"]?.scalar
        let variable = base.flatMap { Self.variable($0) }
        let host = base.flatMap { variable == nil ? HostName(ofURL: $0) : nil }
        let provider = parts.count > 1 ? parts[0] : ""
        let modelName = parts.count > 1 ? parts[1] : model
        let line = extract.place(line: (parameters["model"] ?? parameters).line)
        if let host, !host.isPublic {
            // A host of one's own: nobody else operates it, and the model is all that comes from elsewhere.
            usesModel(deployment, modelName, at: line)
            return
        }
        let service: RecordIndex
        if let host {
            service = self.service("host \(host.text)", named: host.text, at: line)
            extract.mention(service, as: .hostname, host.text, at: line)
        } else if !provider.isEmpty {
            service = self.service("provider \(provider)", named: provider, at: line)
            extract.mention(service, as: .provider, provider, at: line)
        } else {
            service = self.service("model \(modelName)", named: modelName, at: line)
            extract.mention(service, as: .provider, modelName, at: line)
        }
        if let variable { extract.mention(service, as: .environmentVariable, variable, at: line) }
        if let key = parameters["api_key"], let name = key.scalar.flatMap({ Self.variable($0) }) {
            extract.mention(service, as: .environmentVariable, name, at: extract.place(line: key.line))
        }
        extract.relate(deployment, .calls, to: service, at: line, strength: .configured)
        usesModel(deployment, modelName, at: line)
    }

    private mutating func usesModel(_ deployment: RecordIndex, _ name: String, at place: Place) {
        guard !name.contains("*") else { return }
        let record: RecordIndex
        if let known = models[Array(name.utf8)] {
            record = known
        } else {
            record = extract.add(.model, at: place)
            extract.set(.name, of: record, to: name, at: place)
            extract.mention(record, as: .modelName, name, at: place)
            models[Array(name.utf8)] = record
        }
        extract.relate(deployment, .usesModel, to: record, at: place, strength: .configured)
    }

    private mutating func service(_ key: String, named name: String, at place: Place) -> RecordIndex {
        if let known = services[Array(key.utf8)] { return known }
        let record = extract.add(.service, at: place)
        extract.set(.name, of: record, to: name, at: place)
        services[Array(key.utf8)] = record
        return record
    }

    /// `os.environ/NAME` names a variable; anything else may be a key and is not looked at.
    private static func variable(_ text: String) -> String? {
        guard text.hasPrefix("os.environ/") else { return nil }
        let name = text.dropFirst("os.environ/".count)
        return !name.isEmpty
            && name.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95 })
            ? String(name) : nil
    }

    mutating func fallbacks(_ root: YAMLValue) {
        for settings in [root["router_settings"], root["litellm_settings"]].compactMap({ $0 }) {
            for key in ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"] {
                for entry in settings[key]?.sequence ?? [] {
                    for (from, targets) in entry.mapping ?? [] { stand(in: targets, for: from, line: entry.line) }
                }
            }
            if let targets = settings["default_fallbacks"] {
                for alias in aliases { stand(in: targets, for: alias.name, line: targets.line) }
            }
        }
    }

    private mutating func stand(in targets: YAMLValue, for name: String, line: Int) {
        guard let position = positions[Array(name.utf8)] else {
            extract.diagnose(.danglingReference(name), at: extract.place(line: line))
            return
        }
        for target in targets.sequence ?? [targets] {
            guard let other = target.scalar, !other.isEmpty else { continue }
            guard positions[Array(other.utf8)] != nil else {
                extract.diagnose(.danglingReference(other), at: extract.place(line: target.line))
                continue
            }
            if other != name, !aliases[position].fallbacks.contains(other) { aliases[position].fallbacks.append(other) }
        }
    }

    /// An alias that only stands in for others is reached through them; every other one is needed.
    mutating func link() {
        let subject = extract.subject()
        let standIns = Set(aliases.flatMap { $0.fallbacks.map { Array($0.utf8) } })
        for alias in aliases {
            // The deployments of an alias that stands in are members as they are, so that the group counts what can really fail by itself.
            var members = alias.deployments
            for name in alias.fallbacks {
                guard let position = positions[Array(name.utf8)] else { continue }
                members += aliases[position].deployments
            }
            extract.require(
                alias.record, .run, atLeast: 1, want: Set(members).count, of: members.map { ($0, .active) }, at: alias.place)
            if !standIns.contains(Array(alias.name.utf8)) || !alias.fallbacks.isEmpty {
                extract.relate(subject, .dependsOn, to: alias.record, at: alias.place)
            }
        }
    }
}
