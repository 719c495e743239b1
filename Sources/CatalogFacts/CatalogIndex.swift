internal import CatalogSchema
internal import Scanning
internal import SupplyChain

/// The Catalog by what readers meet: purls, hosts, variables, providers, model names.
struct CatalogIndex: Sendable {
    private var byID: [CatalogRecord.Kind: ByText<CatalogRecord>] = [:]
    /// Item and registry by purl without version.
    private var itemsByPurl = ByText<CatalogRecord>()
    /// Namespace rules without a wildcard, by the whole purl.
    private var exactRules = ByText<CatalogRecord>()
    /// Namespace rules with a wildcard, by what stands before it, and the lengths of these.
    private var prefixRules = ByText<CatalogRecord>()
    private var prefixLengths: [Int] = []
    private var servicesByHost = ByText<[CatalogRecord]>()
    /// Registries by the SHA-256 digest of a host whose name stands nowhere here.
    private var registriesByHostDigest = ByText<CatalogRecord>()
    private var servicesByVariable = ByText<[CatalogRecord]>()
    private var servicesByProvider = ByText<[CatalogRecord]>()
    private var servicesBySDK = ByText<[CatalogRecord]>()
    private var servicesByModule = ByText<CatalogRecord>()
    private var hostPatterns: [(parts: [[UInt8]], record: CatalogRecord)] = []
    private var servicesByOperator = ByText<CatalogRecord>()
    private var registriesByType = ByText<CatalogRecord>()
    private var resources = ResourceIndex()
    private var modelsByPrefix = ByText<CatalogRecord>()
    private var modelPrefixLengths: [Int] = []
    private var modelsByHub = ByText<[CatalogRecord]>()
    private var organizationsBySpelling = ByText<CatalogRecord>()
    private var hardwareByModel = ByText<CatalogRecord>()
    /// Who holds which owner's name at a code host: an organization that says so, else the rule for the paths of modules there.
    private var holdersByCodeHost = ByText<CatalogRecord>()

    init(_ records: [CatalogRecord]) {
        var lengths: Set<Int> = []
        var modelLengths: Set<Int> = []
        for record in records {
            byID[record.kind, default: ByText()].set(record.id, record)
            resources.add(record)
            switch record.kind {
            case .items:
                for purl in record.list("purls") {
                    if let name = PackageText(purl)?.name { itemsByPurl.set(name, record) }
                }
                for prefix in record.list("modelPrefixes") {
                    let key = Self.folded(prefix)
                    modelLengths.insert(key.count)
                    modelsByPrefix.set(key, record, keepingFirst: true)
                }
                for hub in record.list("hubs") { modelsByHub.append(record, to: Self.folded(hub)) }
            case .namespaces:
                let pattern = Array(record.id.utf8)
                guard let star = pattern.firstIndex(of: UInt8(ascii: "*")) else {
                    exactRules.set(pattern, record)
                    continue
                }
                prefixRules.set(Array(pattern[..<star]), record)
                lengths.insert(star)
                if record.text("basis") == "path", record.id.hasSuffix("/*"), let name = PackageURL(String(record.id.dropLast(2))),
                    name.type == "golang", let owner = CodeHost.owner(in: "\(name.namespace ?? "")/\(name.name)")
                {
                    holdersByCodeHost.set(Self.folded(owner), record, keepingFirst: true)
                }
            case .services, .registries, .infrastructure:
                for host in record.list("hosts") {
                    servicesByHost.append(record, to: Self.folded(host))
                    if host.dropFirst(host.hasPrefix("*.") ? 1 : 0).contains("*") {
                        hostPatterns.append(
                            (
                                Self.folded(host).split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init),
                                record
                            ))
                    }
                }
                for digest in record.list("hostDigests") { registriesByHostDigest.set("sha256:" + digest, record) }
                for variable in record.list("environment") { servicesByVariable.append(record, to: variable) }
                for provider in record.list("providers") { servicesByProvider.append(record, to: Self.providerKey(provider)) }
                for sdk in record.list("sdks") {
                    if let name = PackageText(sdk)?.name { servicesBySDK.append(record, to: name) }
                }
                for module in record.list("modules") { servicesByModule.set(module, record, keepingFirst: true) }
                for type in record.list("purlTypes") { registriesByType.set(type, record) }
                if record.kind == .services, !record.list("providers").isEmpty, let owner = record.text("operatedBy") {
                    servicesByOperator.set(owner, record, keepingFirst: true)
                }
            case .organizations:
                for spelling in record.list("suppliers") { organizationsBySpelling.set(spelling, record) }
                for address in record.list("codeHosts") { holdersByCodeHost.set(Self.folded(address), record) }
            case .hardware: for name in record.list("models") + record.list("name") { hardwareByModel.set(name, record) }
            case .instruments, .blocs, .sources, .licences, .capabilities, .substitutes, .scenarios: break
            }
        }
        // What a package is imported as stands in for a module that no entry names.
        for record in records where record.kind == .services {
            for module in record.list("sdks").compactMap({ ModuleName.of(package: $0) }) {
                servicesByModule.set(module, record, keepingFirst: true)
            }
        }
        prefixLengths = lengths.sorted(by: >)
        modelPrefixLengths = modelLengths.sorted(by: >)
    }

    /// The entry of a kind with this id.
    func record(_ kind: CatalogRecord.Kind, _ id: String) -> CatalogRecord? { byID[kind]?[id] }

    /// The item that a package is.
    func item(purl: String) -> CatalogRecord? { itemsByPurl[purl] }

    /// The namespace rule that speaks of a package: the exact one, else the longest.
    func rule(purl: String) -> CatalogRecord? {
        let bytes = Array(purl.utf8)
        if let exact = exactRules[bytes] { return exact }
        for length in prefixLengths where length <= bytes.count { if let rule = prefixRules[bytes[..<length]] { return rule } }
        return nil
    }

    /// The organization that documents call by exactly this name as a supplier.
    func organization(supplier name: String) -> CatalogRecord? { organizationsBySpelling[name] }

    /// The hardware that its maker calls exactly so.
    func hardware(model name: String) -> CatalogRecord? { hardwareByModel[name] }

    /// Who holds an owner's name at a code host, such as `github.com/aws`.
    func holder(ofCodeHost owner: String) -> CatalogRecord? { holdersByCodeHost[Self.folded(owner)] }

    /// The namespace rule that speaks of a package where its name means what it means in the public registry.
    ///
    /// The names of images, providers and charts belong to whoever runs the registry: one of another registry is another's.
    func rule(of purl: PackageText) -> CatalogRecord? {
        let isElsewhere = purl.hasQualifier("repository_url") && ["docker", "terraform", "helm"].contains(purl.type)
        return isElsewhere ? nil : rule(purl: purl.name)
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
    func service(module name: String) -> CatalogRecord? { servicesByModule[name] }

    /// Every module that means a service, sorted.
    var moduleNames: [(name: String, record: CatalogRecord)] {
        servicesByModule.all.map { ($0.text, $0.value) }.sorted { $0.0.isBytewiseLess(than: $1.0) }
    }

    /// Every host that means a service, sorted.
    var hostNames: [(name: String, record: CatalogRecord)] {
        servicesByHost.all.compactMap { entry in entry.value.first.map { (entry.text, $0) } }
            .sorted { $0.0.isBytewiseLess(than: $1.0) }
    }

    /// The services that a variable configures.
    func services(variable: String) -> [CatalogRecord] { servicesByVariable[variable] ?? [] }

    /// The services behind a gateway's provider name; a bare model name means its developer's own service.
    func services(provider: String) -> [CatalogRecord] {
        if let found = servicesByProvider[Self.providerKey(provider)] { return found }
        return model(named: provider)?.text("developedBy").flatMap { servicesByOperator[$0] }.map { [$0] } ?? []
    }

    /// Whether a package, by its purl without version, is a kit of any service.
    func isKit(_ purl: ArraySlice<UInt8>) -> Bool { servicesBySDK[purl] != nil }

    /// The services that a package is a kit of.
    func services(sdk purl: String) -> [CatalogRecord] { servicesBySDK[purl] ?? [] }

    /// The clouds or accelerators that deployments mean by a name, and the region that it ends with.
    func resources(named name: String) -> [ResourceIndex.Match] { resources.matches(name) }

    /// The family of a model by the name an API takes, or by `owner/name` of a hub: the longest prefix, then the owner, where only one family stands under its name.
    func model(named name: String) -> CatalogRecord? {
        for candidate in [Self.folded(name), Self.folded(name.split(separator: "/").last.map(String.init) ?? name)] {
            for length in modelPrefixLengths where length <= candidate.count {
                if let found = modelsByPrefix[candidate[..<length]] { return found }
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
