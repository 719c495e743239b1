internal import Scanning
internal import SupplyChain

/// Reads configurations of clients of the Model Context Protocol: which servers they start or call.
///
/// A server that is started is a capability of the subject and needs the package or image that its command fetches; one at an address is a service. Of variables the names are read, of addresses the
/// host; headers and inputs are not looked at. A server that is switched off is an offer.
enum MCPReader: Extractor {
    static let reader = "mcp"
    static let coverage: Coverage = [.components, .relationships, .services, .versions]

    private static let names: Set<String> = ["mcp.json", ".mcp.json", "claude_desktop_config.json", "mcp_config.json", "mcp_settings.json"]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        guard name.hasSuffix(".json") || name.hasSuffix(".jsonc"), let mark = ByteSearch.firstMark(document.bytes),
            mark == UInt8(ascii: "{") || mark == UInt8(ascii: "/")
        else { return false }
        if names.contains(name) { return true }
        let start = document.bytes.prefix(64 << 10)
        return ByteSearch.contains(start, "\"mcpServers\"")
            || (name == "settings.json" && ByteSearch.contains(start, "\"context_servers\""))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        let roots = try StructuredValue.roots(reading: document, allowingComments: true, noting: &extract)
        guard let root = roots.first, root.isMapping else { throw .malformed(reason: "not an object", place: "line 1") }
        let isOwn = names.contains(document.fileName.lowercased())
        let lists = [root["mcpServers"], root["context_servers"], root["mcp"]?["servers"], isOwn ? root["servers"] : nil].compactMap { $0 }
        guard !lists.isEmpty else { throw .malformed(reason: "no servers", place: "line 1") }
        _ = extract.subject()
        for list in lists {
            for (name, server) in list.members {
                guard server.isMapping else {
                    extract.diagnose(.invalidValue(field: name, value: "", expected: "object"), at: extract.place(line: server.line))
                    continue
                }
                self.server(named: name, server, in: &extract)
            }
        }
        return extract
    }

    private static func server(named name: String, _ server: StructuredValue, in extract: inout Extract) {
        let place = extract.place(line: server.line)
        let isOff = server["disabled"]?.bool == true || server["enabled"]?.bool == false
        let strength: Strength = isOff ? .offered : .configured
        if let address = ["url", "serverUrl", "httpUrl"].lazy.compactMap({ server[$0] }).first {
            return remote(name, address, by: extract.subject(), strength, in: &extract)
        }
        let command = server["command"].flatMap { $0.text ?? $0["path"]?.text } ?? ""
        let arguments = (server["args"] ?? server["command"]?["args"])?.elements.compactMap(\.text) ?? []
        guard !command.isEmpty else {
            extract.diagnose(.missingIdentity(name: name), at: place)
            return unknown(name, by: extract.subject(), at: place, strength, in: &extract)
        }
        let record = extract.add(.capability, at: place)
        extract.set(.name, of: record, to: name, at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, strength: strength)
        for (variable, value) in (server["env"] ?? server["command"]?["env"])?.members ?? [] {
            let address = value.text.flatMap { $0.hasPrefix("http") ? GatewayAddress.withoutSecrets($0) : nil }
            EnvironmentNames.note(
                variable, value: address, by: record, at: extract.place(line: value.line), strength: strength, in: &extract)
        }
        start(LaunchCommand(command, arguments), of: record, named: name, at: place, strength, in: &extract)
    }

    private static func start(
        _ launch: LaunchCommand, of record: RecordIndex, named name: String, at place: Place, _ strength: Strength,
        in extract: inout Extract
    ) {
        for variable in launch.variables {
            EnvironmentNames.note(variable, value: nil, by: record, at: place, strength: strength, in: &extract)
        }
        if let address = launch.address {
            extract.call(address: address, by: record, at: place, strength: strength)
        }
        if let image = launch.image {
            var images = ContainerImages()
            extract.relate(record, .dependsOn, to: images.record(image, at: place, in: &extract), at: place, strength: strength)
        } else if let purl = launch.package {
            let package = extract.add(.package, at: place)
            extract.identify(package, by: .packageURL, purl.canonical, at: place)
            extract.set(.name, of: package, to: (purl.namespace.map { $0 + "/" } ?? "") + purl.name, at: place)
            if let version = purl.version { extract.set(.version, of: package, to: version, at: place) }
            extract.relate(record, .dependsOn, to: package, at: place, strength: strength)
        } else {
            // A program of the machine, whatever it is.
            extract.diagnose(.notFollowed("command of \(name)"), .note, at: place)
            unknown("command of \(name)", by: record, at: place, strength, in: &extract)
        }
    }

    private static func remote(
        _ name: String, _ address: StructuredValue, by subject: RecordIndex, _ strength: Strength, in extract: inout Extract
    ) {
        let place = extract.place(line: address.line)
        let url = Interpolation.defaults(in: address.text ?? "")
        guard let host = HostName(ofURL: url) else {
            extract.diagnose(.missingIdentity(name: name), at: place)
            return unknown(name, by: subject, at: place, strength, in: &extract)
        }
        // A server of one's own network is a component whose program nobody names here.
        guard host.isPublic else { return unknown(name, by: subject, at: place, strength, in: &extract) }
        extract.call(address: url, by: subject, at: place, strength: strength)
    }

    private static func unknown(
        _ name: String, by record: RecordIndex, at place: Place, _ strength: Strength, in extract: inout Extract
    ) {
        let unknown = extract.add(.unknown, at: place)
        extract.set(.name, of: unknown, to: name, at: place)
        extract.relate(record, .dependsOn, to: unknown, at: place, strength: strength)
    }
}
