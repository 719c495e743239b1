internal import CatalogSchema
internal import Scanning
internal import SupplyChain

/// What packages and gateways say of services behind them (decision 036).
extension EvidenceWriter {
    /// A project that asks for a kit of a service is offered the service, unless its code shows what it does with the kit.
    ///
    /// - Complexity: O(relationships).
    mutating func kits(in extracts: [Extract]) {
        var used: [String: Set<String>] = [:]
        for extract in extracts where !extract.usedModules.isEmpty {
            for project in Self.projects(of: extract).values {
                used[project, default: []].formUnion(extract.usedModules.map { extract.symbols[$0] })
            }
        }
        for extract in extracts {
            let projects = Self.projects(of: extract)
            guard !projects.isEmpty else { continue }
            var purls: [RecordIndex: String] = [:]
            for claim in extract.identities where claim.key == .packageURL || claim.key == .id {
                let bytes = extract.symbols.utf8(of: claim.value)
                guard bytes.starts(with: "pkg:".utf8) else { continue }
                let end =
                    bytes.firstIndex { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? bytes.endIndex
                if catalog.index.isKit(bytes[..<end]) { purls[claim.record] = String(decoding: bytes[..<end], as: UTF8.self) }
            }
            guard !purls.isEmpty else { continue }
            for claim in extract.relationships where claim.kind == .dependsOn && claim.scope != .development {
                guard let project = projects[claim.from], let purl = purls[claim.to] else { continue }
                offer(purl, to: project, at: extract.location(of: claim.place), unless: used[project] ?? [])
            }
        }
    }

    private static func projects(of extract: Extract) -> [RecordIndex: String] {
        var found: [RecordIndex: String] = [:]
        for claim in extract.identities where claim.key == .project { found[claim.record] = extract.symbols[claim.value] }
        return found
    }

    private mutating func offer(_ purl: String, to project: String, at location: SourceLocation, unless used: Set<String>) {
        let module = ModuleName.of(package: purl)
        guard !used.contains(where: { name in module.map { name == $0 || name.hasPrefix($0 + ".") || name.hasPrefix($0 + "/") } ?? false })
        else { return }
        for service in catalog.index.services(sdk: purl) {
            guard !used.contains(where: { catalog.index.service(module: $0)?.id == service.id }) else { continue }
            let id = NodeID("service:\(service.id)")
            entry(.services, service.id, as: .service, id)
            let target = node(id, .service, service)
            let asked = extract.place(reportedBy: location)
            let record = extract.add(.unknown, at: asked)
            extract.identify(record, by: .project, project, at: asked)
            for place in [asked, place(of: service)] {
                extract.relate(record, .calls, to: target, at: place, strength: .offered, certainty: Catalog.certainty(of: service))
            }
        }
    }

    /// Behind a gateway stands somebody else: a node of kind `unknown` for as long as no document that names the gateway also names a model (decision 036).
    mutating func upstreams(in extracts: [Extract]) {
        var resolved: Set<String> = []
        for extract in extracts where extract.names.contains(where: { $0.alias == .modelName || $0.alias == .hubModel }) {
            for claim in extract.names where !claim.answers {
                for service in services(claim.alias, extract.symbols[claim.value]) { resolved.insert(service.id) }
            }
        }
        for id in nodes.keys.sorted() where id.text.hasPrefix("service:") {
            let name = String(id.text.dropFirst("service:".count))
            guard let service = catalog.record(.services, name), service.list("traits").contains("gateway"), !resolved.contains(name) else {
                continue
            }
            let at = place(of: service)
            let ghost = extract.add(.unknown, id: NodeID("unknown:upstream-of-\(name)"), at: at)
            extract.set(.name, of: ghost, to: "\(service.text("name") ?? name) → ?", at: at)
            extract.relate(node(id, .service, service), .calls, to: ghost, at: at, certainty: .assumed)
        }
    }

    private func services(_ alias: Alias, _ name: String) -> [CatalogRecord] {
        switch alias {
        case .hostname: catalog.index.services(host: name)
        case .environmentVariable: catalog.index.services(variable: name)
        case .provider: catalog.index.services(provider: name)
        case .module: catalog.index.service(module: name).map { [$0] } ?? []
        case .modelName, .hubModel, .deviceModel, .organizationName, .resource: []
        }
    }
}
