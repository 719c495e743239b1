internal import CatalogSchema
internal import Scanning
internal import SupplyChain

/// The Catalog by what readers meet: purls, hosts, variables, providers, model names.
struct CatalogIndex: Sendable {
    private(set) var byID: [CatalogRecord.Kind: [String: CatalogRecord]] = [:]
    /// Item and registry by purl without version.
    private var itemsByPurl: [[UInt8]: CatalogRecord] = [:]
    /// Namespace rules without a wildcard, by the whole purl.
    private var exactRules: [[UInt8]: CatalogRecord] = [:]
    /// Namespace rules with a wildcard, by what stands before it, and the lengths of these.
    private var prefixRules: [[UInt8]: CatalogRecord] = [:]
    private var prefixLengths: [Int] = []
    private var servicesByHost: [[UInt8]: [CatalogRecord]] = [:]
    /// Registries by the SHA-256 digest of a host whose name stands nowhere here.
    private var registriesByHostDigest: [String: CatalogRecord] = [:]
    private var servicesByVariable: [[UInt8]: [CatalogRecord]] = [:]
    private var servicesByProvider: [[UInt8]: [CatalogRecord]] = [:]
    private var servicesBySDK: [[UInt8]: [CatalogRecord]] = [:]
    private var servicesByModule: [[UInt8]: CatalogRecord] = [:]
    private var hostPatterns: [(parts: [[UInt8]], record: CatalogRecord)] = []
    private var servicesByOperator: [String: CatalogRecord] = [:]
    private var registriesByType: [String: CatalogRecord] = [:]
    private var resources = ResourceIndex()
    private var modelsByPrefix: [[UInt8]: CatalogRecord] = [:]
    private var modelPrefixLengths: [Int] = []
    private var modelsByHub: [[UInt8]: [CatalogRecord]] = [:]
    private var organizationsBySpelling: [[UInt8]: CatalogRecord] = [:]
    private var hardwareByModel: [[UInt8]: CatalogRecord] = [:]
    /// Who holds which owner's name at a code host: an organization that says so, else the rule for the paths of modules there.
    private var holdersByCodeHost: [[UInt8]: CatalogRecord] = [:]

    init(_ records: [CatalogRecord]) {
        var lengths: Set<Int> = []
        var modelLengths: Set<Int> = []
        for (kind, group) in Dictionary(grouping: records, by: \.kind) {
            byID[kind] = Dictionary(group.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        }
        exactRules.reserveCapacity(records.count { $0.kind == .namespaces })
        for record in records {
            resources.add(record)
            switch record.kind {
            case .items:
                for purl in record.list("purls") {
                    if let parsed = PackageURL(purl) { itemsByPurl[Array(parsed.withoutVersion.utf8)] = record }
                }
                for prefix in record.list("modelPrefixes") {
                    let key = Self.folded(prefix)
                    modelLengths.insert(key.count)
                    if modelsByPrefix[key] == nil { modelsByPrefix[key] = record }
                }
                for hub in record.list("hubs") { modelsByHub[Self.folded(hub), default: []].append(record) }
            case .namespaces:
                let pattern = Array(record.id.utf8)
                if let star = pattern.firstIndex(of: UInt8(ascii: "*")) {
                    prefixRules[Array(pattern[..<star])] = record
                    lengths.insert(star)
                } else {
                    exactRules[pattern] = record
                }
                if record.text("basis") == "path", record.id.hasSuffix("/*"), let name = PackageURL(String(record.id.dropLast(2))),
                    name.type == "golang", let owner = CodeHost.owner(in: "\(name.namespace ?? "")/\(name.name)"),
                    holdersByCodeHost[Self.folded(owner)] == nil
                {
                    holdersByCodeHost[Self.folded(owner)] = record
                }
            case .services, .registries, .infrastructure:
                for host in record.list("hosts") {
                    servicesByHost[Self.folded(host), default: []].append(record)
                    if host.dropFirst(host.hasPrefix("*.") ? 1 : 0).contains("*") {
                        hostPatterns.append(
                            (
                                Self.folded(host).split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init),
                                record
                            ))
                    }
                }
                for digest in record.list("hostDigests") { registriesByHostDigest["sha256:" + digest] = record }
                for variable in record.list("environment") { servicesByVariable[Array(variable.utf8), default: []].append(record) }
                for provider in record.list("providers") { servicesByProvider[Self.providerKey(provider), default: []].append(record) }
                for sdk in record.list("sdks") {
                    guard let key = PackageURL(sdk).map({ Array($0.withoutVersion.utf8) }) else { continue }
                    servicesBySDK[key, default: []].append(record)
                }
                for module in record.list("modules") where servicesByModule[Array(module.utf8)] == nil {
                    servicesByModule[Array(module.utf8)] = record
                }
                for type in record.list("purlTypes") { registriesByType[type] = record }
                if record.kind == .services, !record.list("providers").isEmpty, let owner = record.text("operatedBy"),
                    servicesByOperator[owner] == nil
                {
                    servicesByOperator[owner] = record
                }
            case .organizations:
                for spelling in record.list("suppliers") { organizationsBySpelling[Array(spelling.utf8)] = record }
                for address in record.list("codeHosts") { holdersByCodeHost[Self.folded(address)] = record }
            case .hardware: for name in record.list("models") + record.list("name") { hardwareByModel[Array(name.utf8)] = record }
            case .instruments, .blocs, .sources, .licences, .capabilities, .substitutes, .scenarios: break
            }
        }
        // What a package is imported as stands in for a module that no entry names.
        for record in records where record.kind == .services {
            for module in record.list("sdks").compactMap({ ModuleName.of(package: $0) }) where servicesByModule[Array(module.utf8)] == nil {
                servicesByModule[Array(module.utf8)] = record
            }
        }
        prefixLengths = lengths.sorted(by: >)
        modelPrefixLengths = modelLengths.sorted(by: >)
    }

    /// The item that a package is.
    func item(purl: String) -> CatalogRecord? { itemsByPurl[Array(purl.utf8)] }

    /// The namespace rule that speaks of a package: the exact one, else the longest.
    func rule(purl: String) -> CatalogRecord? {
        let bytes = Array(purl.utf8)
        if let exact = exactRules[bytes] { return exact }
        for length in prefixLengths where length <= bytes.count { if let rule = prefixRules[Array(bytes[..<length])] { return rule } }
        return nil
    }

    /// The organization that documents call by exactly this name as a supplier.
    func organization(supplier name: String) -> CatalogRecord? { organizationsBySpelling[Array(name.utf8)] }

    /// The hardware that its maker calls exactly so.
    func hardware(model name: String) -> CatalogRecord? { hardwareByModel[Array(name.utf8)] }

    /// Who holds an owner's name at a code host, such as `github.com/aws`.
    func holder(ofCodeHost owner: String) -> CatalogRecord? { holdersByCodeHost[Self.folded(owner)] }

    /// The namespace rule that speaks of a package where its name means what it means in the public registry.
    ///
    /// The names of images, providers and charts belong to whoever runs the registry: one of another registry is another's.
    ///
    /// - Parameter name: The purl without its version, where it is at hand.
    func rule(of purl: PackageURL, named name: String? = nil) -> CatalogRecord? {
        let isElsewhere = purl.qualifiers.contains { $0.key == "repository_url" } && ["docker", "terraform", "helm"].contains(purl.type)
        return isElsewhere ? nil : rule(purl: name ?? purl.withoutVersion)
    }

    /// The registry that serves an ecosystem by default.
    func registry(type: String) -> CatalogRecord? { registriesByType[type] }

    /// The services that answer at a host, with `*.` patterns; several where the Catalog contradicts itself.
    func services(host: String) -> [CatalogRecord] {
        if let exact = servicesByHost[Self.folded(host)] { return exact }
        var rest = Self.folded(host)[...]
        while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
            rest = rest[(dot + 1)...]
            if let found = servicesByHost[Array("*.".utf8) + rest] { return found }
        }
        let name = Self.folded(host)
        if let found = hostPatterns.first(where: { Self.matches($0.parts, name) }) { return [found.record] }
        return registriesByHostDigest[SHA256.hexDigest(of: name)].map { [$0] } ?? []
    }

    /// Whether a host is what stands around the stars of a pattern, with one or more characters for each star.
    private static func matches(_ parts: [[UInt8]], _ host: [UInt8]) -> Bool {
        guard let first = parts.first, let last = parts.last, host.count > first.count + last.count, host.starts(with: first),
            host.suffix(last.count).elementsEqual(last)
        else { return false }
        var at = first.count
        let end = host.count - last.count
        for part in parts.dropFirst().dropLast() {
            guard at + part.count <= end,
                let found = (at...(end - part.count)).first(where: { host[$0..<($0 + part.count)].elementsEqual(part) })
            else { return false }
            at = found + part.count
        }
        return true
    }

    /// The services whose kit a module of source code is, as `python:openai`.
    func service(module name: String) -> CatalogRecord? { servicesByModule[Array(name.utf8)] }

    /// Every module that means a service, sorted.
    var moduleNames: [(name: String, record: CatalogRecord)] {
        servicesByModule.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }.sorted { $0.0.isBytewiseLess(than: $1.0) }
    }

    /// Every host that means a service, sorted.
    var hostNames: [(name: String, record: CatalogRecord)] {
        servicesByHost.compactMap { key, records in records.first.map { (String(decoding: key, as: UTF8.self), $0) } }
            .sorted { $0.0.isBytewiseLess(than: $1.0) }
    }

    /// The services that a variable configures.
    func services(variable: String) -> [CatalogRecord] { servicesByVariable[Array(variable.utf8)] ?? [] }

    /// The services behind a gateway's provider name; a bare model name means its developer's own service.
    func services(provider: String) -> [CatalogRecord] {
        if let found = servicesByProvider[Self.providerKey(provider)] { return found }
        return model(named: provider)?.text("developedBy").flatMap { servicesByOperator[$0] }.map { [$0] } ?? []
    }

    /// Whether a package, by its purl without version, is a kit of any service.
    func isKit(_ purl: ArraySlice<UInt8>) -> Bool { servicesBySDK[Array(purl)] != nil }

    /// The services that a package is a kit of.
    func services(sdk purl: String) -> [CatalogRecord] { servicesBySDK[Array(purl.utf8)] ?? [] }

    /// The clouds or accelerators that deployments mean by a name, and the region that it ends with.
    func resources(named name: String) -> [ResourceIndex.Match] { resources.matches(name) }

    /// The family of a model by the name an API takes, or by `owner/name` of a hub: the longest prefix, then the owner, where only one family stands under its name.
    func model(named name: String) -> CatalogRecord? {
        for candidate in [Self.folded(name), Self.folded(name.split(separator: "/").last.map(String.init) ?? name)] {
            for length in modelPrefixLengths where length <= candidate.count {
                if let found = modelsByPrefix[Array(candidate[..<length])] { return found }
            }
        }
        guard let owner = name.split(separator: "/").first, name.contains("/") else { return nil }
        // A name on a hub under which several families stand says nothing of the family: licences differ between them.
        guard let families = modelsByHub[Self.folded(String(owner))], families.count == 1 else { return nil }
        return families[0]
    }

    /// The organization that owns a name on a model hub, by the namespace rule.
    func hubRule(_ name: String) -> CatalogRecord? {
        guard let purl = hubPurl(name) else { return nil }
        return rule(purl: purl)
    }

    /// The purl of `owner/name` on the hub.
    func hubPurl(_ name: String) -> String? {
        let parts = name.split(separator: "/").map(String.init)
        guard parts.count == 2 else { return nil }
        return PackageURL(type: "huggingface", namespace: parts[0], name: parts[1])?.withoutVersion
    }

    /// Providers are spelled with and without capitals, hyphens, underscores, dots and blanks.
    private static func providerKey(_ text: String) -> [UInt8] { folded(text).filter { ![45, 95, 46, 32].contains($0) } }

    private static func folded(_ text: String) -> [UInt8] { text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 } }
}
