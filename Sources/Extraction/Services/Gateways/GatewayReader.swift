internal import Scanning
internal import SupplyChain

/// Reads configurations of gateways to models other than LiteLLM's: routes of Portkey, and of Kong the plugins that pass requests on to providers.
///
/// The gateway is seen through to its upstreams where the configuration names them, by provider or host; a key in a vault or a route without a provider leaves one of kind `unknown`, which counts. Targets
/// that stand in for each other are one group of which one suffices. Keys are not looked at.
enum GatewayReader: Extractor {
    static let reader = "gateway"
    static let coverage: Coverage = [.relationships, .services, .models, .alternatives]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        guard [".json", ".yaml", ".yml"].contains(where: { name.hasSuffix($0) }) || document.path == "stdin" else { return false }
        let start = document.bytes.prefix(32 << 10)
        if ByteSearch.contains(start, "_format_version"), ByteSearch.contains(start, "ai-proxy") { return true }
        return ByteSearch.firstMark(start) == UInt8(ascii: "{") && ByteSearch.contains(start, "\"strategy\"")
            && ByteSearch.contains(start, "\"targets\"")
            && ["\"provider\"", "\"virtual_key\""].contains { ByteSearch.contains(start, $0) }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        let roots = try StructuredValue.roots(reading: document, noting: &extract)
        guard let root = roots.first, root.isMapping else { throw .malformed(reason: "not a mapping", place: "line 1") }
        _ = extract.subject()
        var walk = GatewayWalk(extract: extract)
        if root["_format_version"] != nil { walk.kong(root) } else { walk.portkey(root) }
        return walk.extract
    }
}

/// One pass over a configuration.
private struct GatewayWalk {
    var extract: Extract
    private var count = 0

    init(extract: Extract) { self.extract = extract }

    /// A target as far as any gateway describes one.
    private struct Target {
        var provider: String?
        var host: String?
        var model: String?
        let line: Int
    }

    // MARK: Portkey

    /// Routes hold targets, which may be routes again.
    mutating func portkey(_ root: StructuredValue) {
        var waiting: [(value: StructuredValue, parent: RecordIndex)] = [(root, extract.subject())]
        while let (route, parent) = waiting.popLast() {
            let place = extract.place(line: route.line)
            let targets = route["targets"]?.elements ?? []
            guard !targets.isEmpty else {
                link(Target(line: route.line), of: parent)
                continue
            }
            var members: [(record: RecordIndex, status: MemberStatus)] = []
            let mode = route["strategy"]?["mode"]?.text ?? "single"
            for target in targets {
                guard target.isMapping else {
                    extract.diagnose(.invalidValue(field: "targets", value: "", expected: "object"), at: extract.place(line: target.line))
                    continue
                }
                let record = capability(mode, line: target.line)
                members.append((record, .active))
                if target["targets"] != nil {
                    waiting.append((target, record))
                } else {
                    let override = target["override_params"] ?? root["override_params"]
                    link(
                        Target(
                            provider: target["provider"]?.text.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 },
                            host: target["custom_host"]?.text, model: override?["model"]?.text, line: target.line), of: record)
                }
            }
            // A condition chooses by what is asked: each of its targets serves something that the others do not.
            let needed = mode == "conditional" ? members.count : 1
            extract.require(parent, .run, atLeast: min(needed, members.count), want: members.count, of: members, at: place)
        }
    }

    // MARK: Kong

    /// Plugins stand at the top, in services, and in routes.
    mutating func kong(_ root: StructuredValue) {
        var holders = [root] + ["services", "routes", "consumers"].flatMap { root[$0]?.elements ?? [] }
        holders += (root["services"]?.elements ?? []).flatMap { $0["routes"]?.elements ?? [] }
        for plugin in holders.flatMap({ $0["plugins"]?.elements ?? [] }) {
            guard let name = plugin["name"]?.text, name.hasPrefix("ai-proxy"), let config = plugin["config"] else { continue }
            let place = extract.place(line: plugin.line)
            let alias = capability(name, line: plugin.line)
            extract.relate(extract.subject(), .dependsOn, to: alias, at: place, strength: .configured)
            let targets = config["targets"]?.elements ?? []
            guard !targets.isEmpty else {
                link(kongTarget(config, line: plugin.line), of: alias)
                continue
            }
            let members = targets.map { target in
                let record = capability(name, line: target.line)
                link(kongTarget(target, line: target.line), of: record)
                return (record: record, status: MemberStatus.active)
            }
            extract.require(alias, .run, atLeast: 1, want: members.count, of: members, at: place)
        }
    }

    private func kongTarget(_ config: StructuredValue, line: Int) -> Target {
        let options = config["model"]?["options"]
        return Target(
            provider: config["model"]?["provider"]?.text, host: options?["upstream_url"]?.text, model: config["model"]?["name"]?.text,
            line: config["model"]?.line ?? line)
    }

    // MARK: Targets

    private mutating func capability(_ name: String, line: Int) -> RecordIndex {
        count += 1
        let place = extract.place(line: line)
        let record = extract.add(.capability, at: place)
        extract.set(.name, of: record, to: "\(name) route \(count)", at: place)
        return record
    }

    /// What a target calls, and which model it asks.
    private mutating func link(_ target: Target, of record: RecordIndex) {
        let place = extract.place(line: target.line)
        let address = target.host.map { $0.contains("://") ? $0 : "https://" + $0 }
        if let address, let host = HostName(ofURL: address) {
            // A host of one's own: the model is all that comes from elsewhere.
            if host.isPublic { extract.call(address: address, by: record, at: place, strength: .configured) }
        } else if let provider = target.provider, !provider.isEmpty {
            let service = extract.add(.service, at: place)
            extract.set(.name, of: service, to: provider, at: place, rank: .inferred)
            extract.mention(service, as: .provider, provider, at: place)
            extract.relate(record, .calls, to: service, at: place, strength: .configured)
        } else {
            let unknown = extract.add(.unknown, at: place)
            extract.set(.name, of: unknown, to: "upstream not stated", at: place)
            extract.diagnose(.missingIdentity(name: "provider"), at: place)
            extract.relate(record, .calls, to: unknown, at: place, strength: .configured)
        }
        guard let model = target.model, !model.isEmpty else { return }
        let used = extract.add(.model, at: place)
        extract.set(.name, of: used, to: model, at: place)
        extract.mention(used, as: .modelName, model, at: place)
        extract.relate(record, .usesModel, to: used, at: place, strength: .configured)
    }
}
