public import SupplyChain
internal import CatalogSchema
internal import Scanning

extension Catalog {
    /// What the Catalog knows of the things that `extracts` talk about, as evidence: one extract more to assemble.
    ///
    /// Attribution, strongest first: the supplier that a document names, the Catalog's item, the namespace rule, who holds the repository's name at its code host, and for distribution the
    /// registry of the ecosystem. `community` owners are an answer of their own. Whatever is
    /// met through a host, a variable, a provider or a model name is said to be the entry's node, and organizations come with their owners, to the top.
    ///
    /// - Complexity: O(keys and names in the extracts).
    public func evidence(for extracts: [Extract], asOf: CalendarDate) -> Extract {
        var writer = EvidenceWriter(
            catalog: self, asOf: asOf, statements: PackageStatements(extracts), things: extracts.reduce(0) { $0 + $1.identities.count })
        var seen = SymbolTable()
        func isNew(_ kind: String, _ text: ArraySlice<UInt8>) -> Bool {
            let before = seen.count
            _ = seen.intern(utf8: (Array(kind.utf8) + [0] + text)[...])
            return seen.count > before
        }
        for extract in extracts {
            for claim in extract.identities where claim.key == .packageURL || claim.key == .id {
                let bytes = extract.symbols.utf8(of: claim.value)
                guard isNew("id", bytes) else { continue }
                writer.met(id: String(decoding: bytes, as: UTF8.self))
            }
            for claim in extract.names where !claim.answers {
                let bytes = extract.symbols.utf8(of: claim.value)
                guard isNew("\(claim.alias.rawValue)", bytes) else { continue }
                writer.met(claim.alias, String(decoding: bytes, as: UTF8.self))
            }
        }
        writer.kits(in: extracts)
        writer.upstreams(in: extracts)
        writer.finish()
        return writer.extract
    }
}

/// Says what the Catalog knows, thing by thing, and then of the organizations behind them.
struct EvidenceWriter {
    let catalog: Catalog
    let asOf: CalendarDate
    let statements: PackageStatements
    var extract = Extract(file: "Catalog", digest: "catalog", reader: "catalog", rank: .official)
    private(set) var nodes: [NodeID: RecordIndex] = [:]
    private var described: Set<NodeID> = []
    private var organizations: [String] = []
    private var places: [String: Place] = [:]

    /// - Parameter things: About how many things will be met.
    init(catalog: Catalog, asOf: CalendarDate, statements: PackageStatements, things: Int = 0) {
        described.reserveCapacity(things)
        self.catalog = catalog
        self.asOf = asOf
        self.statements = statements
    }

    private static let control: [(field: String, kind: RelationshipKind)] = [
        ("operatedBy", .operatedBy), ("hostedBy", .hostedBy), ("maintainedBy", .maintainedBy), ("publishedBy", .publishedBy),
        ("developedBy", .developedBy),
        ("manufacturedBy", .manufacturedBy), ("licensedBy", .licensedBy),
    ]

    // MARK: What was met

    mutating func met(id: String) {
        if id.hasPrefix("pkg:") { return package(id) }
        guard let colon = id.firstIndex(of: ":") else { return }
        let name = String(id[id.index(after: colon)...])
        switch id[..<colon] {
        case "org": organization(name)
        case "service": entry(.services, name, as: .service, NodeID(id))
        case "registry": entry(.registries, name, as: .registry, NodeID(id))
        case "infrastructure":
            // A region belongs to its cloud: `aws/eu-west-1` is `aws`.
            let cloud = name.split(separator: "/").first.map(String.init) ?? name
            entry(.infrastructure, catalog.record(.infrastructure, name) == nil ? cloud : name, as: .infrastructure, NodeID(id))
        case "hardware": entry(.hardware, name, as: .hardware, NodeID(id))
        case "model": model(name, as: NodeID(id), hubName: name)
        case "dataset": dataset(name, NodeID(id))
        default: break
        }
    }

    mutating func met(_ alias: Alias, _ name: String) {
        switch alias {
        case .hostname: for found in catalog.index.services(host: name) { answer(alias, name, found) }
        case .environmentVariable: for found in catalog.index.services(variable: name) { answer(alias, name, found) }
        case .provider: for found in catalog.index.services(provider: name) { answer(alias, name, found) }
        case .modelName: namedModel(name)
        case .deviceModel: if let found = catalog.index.hardware(model: name) { answer(alias, name, found) }
        case .resource: for found in catalog.index.resources(named: name) { answer(alias, name, found.record, region: found.region) }
        case .module: if let found = catalog.index.service(module: name) { answer(alias, name, found) }
        case .hubModel, .organizationName: break
        }
    }

    private mutating func answer(_ alias: Alias, _ name: String, _ found: CatalogRecord, region: String? = nil) {
        let (kind, prefix): (NodeKind, String) =
            switch found.kind {
            case .registries: (.registry, "registry")
            case .infrastructure: (.infrastructure, "infrastructure")
            case .hardware: (.hardware, "hardware")
            default: (.service, "service")
            }
        let id = NodeID("\(prefix):\(found.id)" + (region.map { "/" + $0 } ?? ""))
        entry(found.kind, found.id, as: kind, id)
        extract.answer(node(id, kind, found), to: alias, name, at: place(of: found))
    }

    /// A model by the name that an API takes: `gpt-4o` is `model:openai/gpt-4o`.
    private mutating func namedModel(_ name: String) {
        guard let found = catalog.index.model(named: name) else { return }
        let publisher = found.text("developedBy")
        let id = NodeID(name.contains("/") ? "model:\(name)" : "model:\(publisher ?? found.id)/\(name)")
        model(name, as: id, hubName: name)
        if let record = nodes[id] { extract.answer(record, to: .modelName, name, at: place(of: found)) }
    }

    // MARK: Packages

    private mutating func package(_ text: String) {
        guard let purl = PackageURL(text), described.insert(NodeID(text)).inserted else { return }
        let name = purl.withoutVersion
        let item = catalog.index.item(purl: name)
        let rule = catalog.index.rule(of: purl, named: name)
        // A purl that names a registry or a channel of its own is not from the usual one, nor is a package of which a document says so.
        let isElsewhere =
            purl.qualifiers.contains { $0.key == "repository_url" || $0.key == "channel" } || statements.distributed.contains(text)
        let registry = isElsewhere ? nil : catalog.index.registry(type: purl.type)
        let sdk = catalog.index.services(sdk: name).first
        let suppliers = suppliers(of: text)
        // A mere prefix proves nothing by itself; where the repository says whose it is, that speaks.
        let isOpen = item == nil && (rule == nil || rule?.text("basis") == "prefix")
        let holder = isOpen ? holder(of: purl, text) : nil
        guard let first = suppliers.first?.entry ?? item ?? holder?.entry ?? rule ?? registry ?? sdk else { return }
        let record = extract.add(.package, at: place(of: first))
        extract.identify(record, by: .packageURL, text, at: place(of: first))
        for supplier in suppliers {
            say(record, .publishedBy, supplier.entry.id, supplier.entry, "suppliers", supplier.sources, .assumed)
        }
        if let item {
            describe(record, item)
        } else if let holder {
            let owner = holder.entry.kind == .organizations ? holder.entry.id : holder.entry.text("owner") ?? ""
            say(record, .maintainedBy, owner, holder.entry, "codeHosts", holder.sources, .assumed)
        } else if let rule, let owner = rule.text("owner") {
            let basis = rule.text("basis") ?? ""
            // Whoever may publish under a reserved name publishes it; a mere prefix proves nothing by itself.
            say(record, .publishedBy, owner, rule, basis, [], basis == "prefix" ? .unknown : Catalog.certainty(of: rule))
        }
        if let registry {
            let id = NodeID("registry:\(registry.id)")
            entry(.registries, registry.id, as: .registry, id)
            extract.relate(record, .distributedBy, to: node(id, .registry, registry), at: place(of: registry), certainty: .assumed)
        }
    }

    private typealias Ground = (entry: CatalogRecord, sources: [SourceLocation])

    /// The organizations that documents name as suppliers of a package, by the exact spellings that the Catalog holds.
    private func suppliers(of purl: String) -> [Ground] {
        (statements.suppliers[purl] ?? [:]).sorted { $0.key.isBytewiseLess(than: $1.key) }.compactMap { name, places in
            catalog.index.organization(supplier: name).map { ($0, places.sorted()) }
        }
    }

    /// Who holds the repository of a package; nobody where its addresses lead to several.
    private func holder(of purl: PackageURL, _ text: String) -> Ground? {
        if let owner = CodeHost.owner(of: purl), let found = catalog.index.holder(ofCodeHost: owner) { return (found, []) }
        let found = (statements.owners[text] ?? [:]).compactMap { owner, places in
            catalog.index.holder(ofCodeHost: owner).map { ($0, places.sorted()) }
        }
        guard let first = found.first, found.allSatisfy({ $0.0.id == first.0.id }) else { return nil }
        return (first.0, Set(found.flatMap(\.1)).sorted())
    }

    /// Says who has a hand on a package, by which fact of the Catalog and, where a document names them, where it does.
    private mutating func say(
        _ record: RecordIndex, _ kind: RelationshipKind, _ organization: String, _ entry: CatalogRecord, _ basis: String,
        _ sources: [SourceLocation], _ certainty: Certainty
    ) {
        let target = organizationNode(organization, entry)
        let fact = extract.place(reportedBy: catalog.location(of: entry, detail: basis))
        extract.relate(record, kind, to: target, at: fact, certainty: certainty)
        for source in sources { extract.relate(record, kind, to: target, at: extract.place(reportedBy: source), certainty: certainty) }
    }

    private mutating func describe(_ record: RecordIndex, _ item: CatalogRecord) {
        let at = place(of: item)
        extract.set(.item, of: record, to: item.id, at: at)
        for trait in item.list("traits") { extract.set(.trait, of: record, to: trait, at: at) }
        for licence in item.list("licences") { extract.set(.licence, of: record, to: licence, at: at) }
        control(record, item)
    }

    private mutating func control(_ record: RecordIndex, _ entry: CatalogRecord) {
        let at = place(of: entry)
        for (field, kind) in Self.control {
            guard let organization = entry.text(field) else { continue }
            var details = RelationshipDetails(kind, certainty: Catalog.certainty(of: entry))
            if kind == .licensedBy { details.isRevocable = entry.text("revocable").map { $0 == "true" } }
            extract.relate(record, details, to: organizationNode(organization, entry), at: at)
        }
    }

    // MARK: Models

    private mutating func model(_ name: String, as id: NodeID, hubName: String) {
        guard described.insert(id).inserted else { return }
        let family = catalog.index.model(named: name)
        let rule = catalog.index.hubRule(hubName)
        guard let first = family ?? rule else { return }
        let owner = rule?.text("owner")
        let record = node(id, .model, first)
        // Somebody else's upload of a family is theirs, made from it; only the developer's own namespace is the family itself.
        let isOwn =
            family?.text("developedBy").map { developer in
                owner == nil ? !hubName.contains("/") || isHub(hubName, of: family) : owner == developer
            } ?? false
        if let family, isOwn {
            describe(record, family)
        } else if let rule, let owner {
            extract.relate(
                record, .publishedBy, to: organizationNode(owner, rule), at: place(of: rule), certainty: Catalog.certainty(of: rule))
        }
        guard hubName.contains("/"), let hub = catalog.record(.registries, "huggingface") else { return }
        let registry = NodeID("registry:huggingface")
        guard isOwn || owner != nil else { return }
        entry(.registries, "huggingface", as: .registry, registry)
        extract.relate(record, .distributedBy, to: node(registry, .registry, hub), at: place(of: hub), certainty: .assumed)
    }

    /// A dataset on a hub is published by whoever holds the name that it stands under.
    private mutating func dataset(_ name: String, _ id: NodeID) {
        guard described.insert(id).inserted, let rule = catalog.index.hubRule(name), let owner = rule.text("owner") else { return }
        extract.relate(
            node(id, .dataset, rule), .publishedBy, to: organizationNode(owner, rule), at: place(of: rule),
            certainty: Catalog.certainty(of: rule))
    }

    private func isHub(_ name: String, of family: CatalogRecord?) -> Bool {
        guard let owner = name.split(separator: "/").first else { return false }
        return family?.list("hubs").contains { $0.lowercased() == owner.lowercased() } ?? false
    }

    // MARK: Entries and organizations

    mutating func entry(_ kind: CatalogRecord.Kind, _ name: String, as nodeKind: NodeKind, _ id: NodeID) {
        guard !described.contains(id), let found = catalog.record(kind, name) else { return }
        described.insert(id)
        let record = node(id, nodeKind, found)
        let at = place(of: found)
        let region = nodeKind == .infrastructure ? id.text.split(separator: "/").dropFirst().joined(separator: "/") : ""
        extract.set(.name, of: record, to: (found.text("name") ?? name) + (region.isEmpty ? "" : " " + region), at: at)
        for trait in found.list("traits") { extract.set(.trait, of: record, to: trait, at: at) }
        control(record, found)
    }

    mutating func node(_ id: NodeID, _ kind: NodeKind, _ source: CatalogRecord) -> RecordIndex {
        if let known = nodes[id] { return known }
        let record = extract.add(kind, id: id, at: place(of: source))
        nodes[id] = record
        return record
    }

    private mutating func organizationNode(_ name: String, _ source: CatalogRecord) -> RecordIndex {
        organization(name)
        let entry = catalog.record(.organizations, name) ?? source
        return node(NodeID("org:\(name)"), .organization, entry)
    }

    private mutating func organization(_ name: String) {
        guard described.insert(NodeID("org:\(name)")).inserted else { return }
        organizations.append(name)
    }

    /// Describes the organizations that were met, and their owners, to the top; a ring of owners ends where it began.
    mutating func finish() {
        var next = 0
        while next < organizations.count {
            let name = organizations[next]
            next += 1
            guard let entry = catalog.record(.organizations, name) else {
                if name == "community" { community() }
                continue
            }
            let record = node(NodeID("org:\(name)"), .organization, entry)
            let at = place(of: entry)
            extract.set(.name, of: record, to: entry.text("name") ?? name, at: at)
            if let code = entry.text("jurisdiction").flatMap({ Jurisdiction(code: $0) }) {
                let nexus: Nexus = entry.text("kind") == "person" ? .residence : .established
                extract.reach(record, code, nexus: nexus, certainty: Catalog.certainty(of: entry), at: at)
            }
            guard let parent = catalog.parent(of: entry, asOf: asOf) else { continue }
            let owner = organizationNode(parent, entry)
            let share = entry.text("share").flatMap { ExactShare($0) }
            var details = RelationshipDetails(share == nil ? .controlledBy : .ownedBy, certainty: Catalog.certainty(of: entry))
            details.share = share
            extract.relate(record, details, to: owner, at: at)
        }
    }

    /// Nobody in particular: an organization without a government, which is not the same as one that is elsewhere.
    private mutating func community() {
        let place = extract.place(reportedBy: SourceLocation(file: "Catalog", place: "namespaces/community", reader: "catalog"))
        guard let record = nodes["org:community"] else { return }
        extract.set(.name, of: record, to: "community", at: place)
    }

    mutating func place(of record: CatalogRecord) -> Place {
        let id = Catalog.factID(record)
        if let known = places[id] { return known }
        let place = extract.place(reportedBy: catalog.location(of: record))
        places[id] = place
        return place
    }
}
