internal import Scanning
internal import SupplyChain

/// Reads Terraform and OpenTofu, in HCL and in JSON: providers and the clouds behind them, regions where they are literal, modules, state backends; and the lock of providers.
///
/// Providers and modules are needed to build. The cloud that the Catalog knows a provider to be of hosts the subject, in the regions that providers and resources name; `var.x` is its literal default in
/// the same file. Expressions are never evaluated.
enum TerraformReader: Extractor {
    static let reader = "terraform"
    static let coverage: Coverage = [.components, .relationships, .versions]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        if name == ".terraform.lock.hcl" { return true }
        if isJSON(name) { return ByteSearch.firstMark(ByteSearch.start(of: document, 64)) == UInt8(ascii: "{") }
        guard name.hasSuffix(".tf") || name.hasSuffix(".tofu") else { return false }
        return !document.bytes.prefix(4_096).contains(0)
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        _ = extract.subject()
        let hcl: HCLDocument
        if isJSON(document.fileName.lowercased()) {
            let json = try JSONDocument(reading: document)
            extract.noteOddities(of: json)
            hcl = HCLDocument(json, of: document.bytes)
        } else {
            hcl = try HCLDocument(parsing: document.bytes, depth: document.depth)
        }
        let isLock = document.fileName.lowercased().hasSuffix(".hcl")
        if isLock { extract.gaps.append(.noEdges) }
        var walk = TerraformWalk(extract: extract, hcl: hcl, folders: document.folders.map(String.init))
        if isLock { walk.lock() } else { walk.configuration() }
        return walk.extract
    }
}

extension TerraformReader {
    /// Whether a file of this name, in small letters, is in the JSON form of the language.
    private static func isJSON(_ name: String) -> Bool { name.hasSuffix(".tf.json") || name.hasSuffix(".tofu.json") }
}

/// One pass over the blocks of a file.
private struct TerraformWalk {
    /// A provider as the file speaks of it.
    private struct Provider {
        let address: ProviderAddress
        var version: String?
        var line: Int
        /// Regions with the line and whether they are a default of a variable.
        var regions: [(name: String, line: Int, isDefault: Bool)] = []
        var seen: Set<String> = []
    }

    var extract: Extract
    let hcl: HCLDocument
    let folders: [String]
    private var providers: [String: Provider] = [:]
    private var order: [String] = []
    private var defaults: [String: String] = [:]

    init(extract: Extract, hcl: HCLDocument, folders: [String]) {
        self.extract = extract
        self.hcl = hcl
        self.folders = folders
    }

    // MARK: The lock

    mutating func lock() {
        for root in hcl.roots {
            let block = hcl.blocks[root]
            guard block.type == "provider" else { continue }
            let place = extract.place(line: block.line)
            guard let address = block.labels.first.flatMap({ ProviderAddress($0) }) else {
                extract.diagnose(.missingIdentity(name: block.labels.first ?? "provider"), at: place)
                continue
            }
            need(address, version: block.attributes["version"]?.literal, line: block.line)
            host(address, regions: [], line: block.line)
        }
    }

    // MARK: Configurations

    mutating func configuration() {
        for root in hcl.roots where hcl.blocks[root].type == "variable" {
            guard let name = hcl.blocks[root].labels.first, let value = hcl.blocks[root].attributes["default"]?.literal else { continue }
            defaults[name] = value
        }
        for root in hcl.roots where hcl.blocks[root].type == "terraform" { settings(hcl.blocks[root]) }
        for root in hcl.roots {
            let block = hcl.blocks[root]
            switch block.type {
            case "provider": provider(block)
            case "resource", "data", "ephemeral": resource(block)
            case "module": module(block)
            default: break
            }
        }
        for name in order {
            guard let provider = providers[name] else { continue }
            need(provider.address, version: provider.version, line: provider.line)
            host(provider.address, regions: provider.regions, line: provider.line)
        }
    }

    private mutating func settings(_ block: HCLDocument.Block) {
        for child in block.children.map({ hcl.blocks[$0] }) {
            switch child.type {
            case "required_providers": required(child)
            case "backend": backend(child)
            case "cloud": hcp(child)
            default: break
            }
        }
    }

    private mutating func required(_ block: HCLDocument.Block) {
        for child in block.children.map({ hcl.blocks[$0] }) {
            let source = child.attributes["source"]?.literal ?? child.type
            add(child.type, source, version: child.attributes["version"]?.literal, line: child.line)
        }
        // `aws = "~> 2.0"`, as it was written long ago.
        for (name, value) in block.attributes.sorted(by: { $0.value.line < $1.value.line }) {
            guard let version = value.literal else { continue }
            add(name, name, version: version, line: value.line)
        }
    }

    private mutating func add(_ name: String, _ source: String, version: String?, line: Int) {
        guard providers[name] == nil else { return }
        guard let address = ProviderAddress(source) else {
            return extract.diagnose(
                .invalidValue(field: "source", value: source, expected: "namespace/type"), at: extract.place(line: line))
        }
        providers[name] = Provider(address: address, version: version.flatMap(Self.exact), line: line)
        order.append(name)
    }

    /// `1.2.3` or `= 1.2.3`; everything else is a range.
    private static func exact(_ version: String) -> String? {
        let text = (version.hasPrefix("=") ? String(version.dropFirst()) : version).trimmed
        let core = text.prefix { $0 != "-" && $0 != "+" }.split(separator: ".", omittingEmptySubsequences: false)
        return core.count == 3 && core.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } } ? text : nil
    }

    private mutating func provider(_ block: HCLDocument.Block) {
        guard let name = block.labels.first else { return }
        add(name, name, version: block.attributes["version"]?.literal, line: block.line)
        // A cloud apart is chosen by its environment: `china`, `usgovernment`.
        for field in ["environment", "region"] { region(block.attributes[field], of: name) }
    }

    private mutating func resource(_ block: HCLDocument.Block) {
        guard let type = block.labels.first else { return }
        var name = String(type.prefix { $0 != "_" })
        // `provider = aws.frankfurt` says which one is meant.
        if let stated = block.attributes["provider"].flatMap({ $0.literal ?? $0.reference }) { name = String(stated.prefix { $0 != "." }) }
        guard name != "terraform", !name.isEmpty else { return }
        add(name, name, version: nil, line: block.line)
        for field in ["location", "region"] { region(block.attributes[field], of: name) }
        for field in ["instance_type", "machine_type", "vm_size", "size"] {
            guard let machine = block.attributes[field], let text = literal(machine) else { continue }
            accelerator(text.text, isMachine: true, line: machine.line)
        }
        for child in block.children.map({ hcl.blocks[$0] }) where child.type == "guest_accelerator" {
            if let type = child.attributes["type"], let text = type.literal { accelerator(text, isMachine: false, line: type.line) }
        }
    }

    private func literal(_ value: HCLDocument.Value) -> (text: String, isDefault: Bool)? {
        if let text = value.literal { return (text, false) }
        return value.variable.flatMap { defaults[$0] }.map { ($0, true) }
    }

    private mutating func region(_ value: HCLDocument.Value?, of name: String) {
        guard let value, let (text, isDefault) = literal(value), providers[name] != nil else { return }
        let region = text.lowercased().filter { !$0.isWhitespace }
        let isPlain = !region.isEmpty && region.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || $0 == 45 }
        guard isPlain, region != "public", providers[name]?.seen.insert(region).inserted == true else { return }
        providers[name]?.regions.append((region, value.line, isDefault))
    }

    private mutating func accelerator(_ resource: String, isMachine: Bool, line: Int) {
        var workload = Workload()
        workload.accelerators = [.init(resource: resource, isMachine: isMachine, line: line)]
        workload.describe(extract.subject(), in: &extract)
    }

    // MARK: What it comes to

    private mutating func need(_ address: ProviderAddress, version: String?, line: Int) {
        let place = extract.place(line: line)
        let record = extract.add(.package, at: place)
        if let purl = address.packageURL(version: version) { extract.identify(record, by: .packageURL, purl.canonical, at: place) }
        extract.set(.name, of: record, to: address.resource, at: place)
        if let version {
            extract.set(.version, of: record, to: version, at: place)
        } else if !extract.gaps.contains(.noVersions) {
            extract.gaps.append(.noVersions)
        }
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: .build)
        if let host = address.host { extract.distribute(record, from: host, at: place) }
    }

    /// The clouds that the Catalog may know a provider to be of; a provider of anything else hosts nothing.
    private mutating func host(_ address: ProviderAddress, regions: [(name: String, line: Int, isDefault: Bool)], line: Int) {
        guard !regions.isEmpty else { return cloud(address.resource, line: line, strength: .configured) }
        for region in regions {
            cloud("\(address.resource)/\(region.name)", line: region.line, strength: region.isDefault ? .default : .configured)
        }
    }

    private mutating func cloud(_ resource: String, line: Int, strength: Strength) {
        let place = extract.place(line: line)
        let cloud = extract.add(.infrastructure, at: place, tentative: true)
        extract.mention(cloud, as: .resource, resource, at: place)
        extract.relate(extract.subject(), .hostedOn, to: cloud, at: place, strength: strength)
    }

    /// Where the state lies is needed to change what stands, not to run it.
    private mutating func backend(_ block: HCLDocument.Block) {
        guard let kind = block.labels.first else { return }
        let place = extract.place(line: block.line)
        if kind == "remote" { return hcp(block) }
        let region = block.attributes["region"].flatMap { literal($0) }.map { "/" + $0.text } ?? ""
        let cloud = extract.add(.infrastructure, at: place, tentative: true)
        extract.mention(cloud, as: .resource, "backend/\(kind)\(region)", at: place)
        extract.relate(extract.subject(), .dependsOn, to: cloud, at: place, scope: .build, strength: .configured)
    }

    /// State kept by the maker of the tool, or by whoever `hostname` names.
    private mutating func hcp(_ block: HCLDocument.Block) {
        let place = extract.place(line: block.line)
        let host = block.attributes["hostname"]?.literal ?? ["app", "terraform", "io"].joined(separator: ".")
        guard let name = HostName(ofURL: "https://" + host), name.isPublic else { return }
        let service = extract.add(.service, at: place)
        extract.set(.name, of: service, to: name.text, at: place, rank: .inferred)
        extract.mention(service, as: .hostname, name.text, at: place)
        extract.relate(extract.subject(), .dependsOn, to: service, at: place, scope: .build, strength: .configured)
    }

    // MARK: Modules

    private mutating func module(_ block: HCLDocument.Block) {
        let place = extract.place(line: block.line)
        guard let source = block.attributes["source"]?.literal, !source.isEmpty else {
            return extract.diagnose(.missingIdentity(name: block.labels.first ?? "module"), at: place)
        }
        let record = extract.add(.package, at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: .build)
        let module = ModuleSource(source, version: block.attributes["version"]?.literal.flatMap(Self.exact), from: folders)
        extract.set(.name, of: record, to: module.name, at: place)
        if let version = module.version { extract.set(.version, of: record, to: version, at: place) }
        if let purl = module.packageURL { extract.identify(record, by: .packageURL, purl.canonical, at: place) }
        if let project = module.project { extract.identify(record, by: .project, project, at: place) }
        if let host = module.host { extract.distribute(record, from: host, at: place) }
        if module.packageURL == nil, module.project == nil { extract.diagnose(.notFollowed(source), .note, at: place) }
    }
}
