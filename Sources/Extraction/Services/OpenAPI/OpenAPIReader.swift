internal import Scanning
internal import SupplyChain

/// Reads descriptions of APIs, OpenAPI 3 and Swagger 2, for the hosts at which they are served.
///
/// Such a description does not say that anybody calls the API: it may be one's own. Its hosts are mentions, and needs (assumed) only where the file lies among what was taken over from others: in a folder
/// for clients or for vendored things. Inner `servers` stand beside outer ones; variables of an address have their default.
enum OpenAPIReader: Extractor {
    static let reader = "openapi"
    static let coverage: Coverage = [.services]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        guard [".json", ".yaml", ".yml"].contains(where: { name.hasSuffix($0) }) || document.path == "stdin" else { return false }
        let start = document.bytes.prefix(4_096)
        if ByteSearch.firstMark(start) == UInt8(ascii: "{") {
            return (ByteSearch.contains(start, "\"openapi\"") || ByteSearch.contains(start, "\"swagger\""))
                && ByteSearch.contains(start, "\"info\"")
        }
        return ["openapi:", "swagger:"].contains { start.starts(with: $0.utf8) || ByteSearch.contains(start, "\n" + $0) }
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        let roots = try StructuredValue.roots(reading: document, noting: &extract)
        guard let root = roots.first, root.isMapping else { throw .malformed(reason: "not a mapping", place: "line 1") }
        let version = root["openapi"]?.text ?? root["swagger"]?.text ?? ""
        guard version.hasPrefix("3.") || version == "2.0" else { throw .unsupportedVersion(found: version, supported: "2.0, 3.x") }
        _ = extract.subject()
        var walk = OpenAPIWalk(extract: extract, isTakenOver: isTakenOver(document))
        walk.read(root)
        return walk.extract
    }

    private static let foreign: Set<String> = [
        "client", "clients", "vendor", "vendored", "third_party", "third-party", "thirdparty", "external", "upstream", "integrations",
    ]

    private static func isTakenOver(_ document: SourceDocument) -> Bool {
        document.folders.contains { foreign.contains($0.lowercased()) }
    }
}

/// One pass over a description.
private struct OpenAPIWalk {
    var extract: Extract
    let isTakenOver: Bool
    private var seen: Set<String> = []
    private var count = 0
    private static let mostServers = 10_000

    init(extract: Extract, isTakenOver: Bool) {
        self.extract = extract
        self.isTakenOver = isTakenOver
    }

    mutating func read(_ root: StructuredValue) {
        servers(root["servers"], "")
        for (_, path) in root["paths"]?.members ?? [] {
            servers(path["servers"], "paths")
            for (method, operation) in path.members where Self.methods.contains(method) { servers(operation["servers"], method) }
        }
        guard let host = root["host"], let text = host.text else { return }
        serve(text, line: host.line)
    }

    private static let methods: Set<String> = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

    private mutating func servers(_ list: StructuredValue?, _ field: String) {
        for server in list?.elements ?? [] {
            count += 1
            guard count <= Self.mostServers else {
                if count == Self.mostServers + 1 {
                    extract.diagnose(.limit(name: "servers", value: "\(Self.mostServers)"), at: extract.place(line: server.line))
                }
                return
            }
            guard let url = server["url"], let text = url.text else {
                extract.diagnose(.missingIdentity(name: "servers"), at: extract.place(line: server.line))
                continue
            }
            serve(resolved(text, server["variables"]), line: url.line)
        }
    }

    /// `{name}` as the default of the variable.
    private func resolved(_ url: String, _ variables: StructuredValue?) -> String {
        var result = url
        for (name, variable) in variables?.members ?? [] {
            guard let value = variable["default"]?.text else { continue }
            result = result.replacing("{\(name)}", with: value)
        }
        return result
    }

    private mutating func serve(_ url: String, line: Int) {
        let place = extract.place(line: line)
        // An address without a host is that of whoever serves the description.
        guard url.contains("://") || !url.hasPrefix("/") else { return }
        guard let host = HostName(ofURL: url) else {
            if url.contains("{") { extract.diagnose(.notFollowed(GatewayAddress.withoutSecrets(url) ?? "servers/url"), .note, at: place) }
            return
        }
        guard host.isPublic, seen.insert(host.text).inserted else { return }
        let service = extract.add(.service, at: place)
        extract.set(.name, of: service, to: host.text, at: place, rank: .inferred)
        extract.mention(service, as: .hostname, host.text, at: place)
        extract.relate(
            extract.subject(), .calls, to: service, at: place, strength: isTakenOver ? .configured : .mentioned,
            certainty: isTakenOver ? .assumed : .known)
    }
}
