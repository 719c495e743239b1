internal import Scanning
internal import SupplyChain

/// Reads Compose files: the services of a deployment, their images, the models they serve, and what they are told about services elsewhere.
///
/// A service is a capability of the subject and depends on its image; one that is built here is a component, and the image its own output. `depends_on` is a need, a soft one where `required` is false.
/// Services under `profiles` are optional. Of `environment` the names are read, and the hosts of addresses, never a value. `include`, `extends` and `env_file` are not followed.
enum ComposeReader: Extractor {
    static let reader = "compose"
    static let coverage: Coverage = [.components, .relationships, .services, .versions, .models, .digests]

    static func recognises(_ document: SourceDocument) -> Bool {
        let name = document.fileName.lowercased()
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return false }
        let isNamed = name.contains("compose")
        return isNamed && (ByteSearch.contains(document.bytes[...], "services:") || ByteSearch.contains(document.bytes[...], "include:"))
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let yaml = try YAMLDocument(parsing: document.bytes, depth: document.depth)
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        extract.noteDuplicates(of: yaml)
        guard let root = yaml.root, root.mapping != nil else { throw .malformed(reason: "not a mapping", place: "line 1") }
        for file in root["include"]?.sequence ?? [] {
            extract.diagnose(.notFollowed(file.scalar ?? file["path"]?.scalar ?? "include"), .note, at: extract.place(line: file.line))
        }
        var walk = ComposeWalk(extract: extract)
        walk.models(root["models"])
        walk.services(root["services"])
        return walk.extract
    }
}

/// One pass over a Compose file.
private struct ComposeWalk {
    var extract: Extract
    private var images = ContainerImages()
    private var models: [String: RecordIndex] = [:]
    private var records: [String: RecordIndex] = [:]

    init(extract: Extract) { self.extract = extract }

    /// Models as resources of their own, which services name.
    mutating func models(_ models: YAMLValue?) {
        for (name, model) in models?.mapping ?? [] {
            let place = extract.place(line: model.line)
            guard let text = model["model"]?.scalar.map({ Interpolation.defaults(in: $0) }), !text.isEmpty else {
                extract.diagnose(.missingIdentity(name: name), at: place)
                continue
            }
            // They are pulled as images are, from where images come from.
            let record = images.record(text, at: place, in: &extract)
            if extract.records[Int(record.index)].kind == .package { extract.setKind(of: record, to: .model) }
            self.models[name] = record
        }
    }

    mutating func services(_ services: YAMLValue?) {
        let subject = extract.subject()
        var entries: [(record: RecordIndex, value: YAMLValue)] = []
        for (name, service) in services?.mapping ?? [] {
            let place = extract.place(line: service.line)
            guard service.mapping != nil else {
                extract.diagnose(.invalidValue(field: "services.\(name)", value: "", expected: "mapping"), at: place)
                continue
            }
            // What is built here is software of its own, whose parts its own files list; the rest is a function that an image serves.
            let record = extract.add(service["build"] == nil ? .capability : .package, at: place)
            extract.set(.name, of: record, to: name, at: place)
            let isOptional = !(service["profiles"]?.sequence ?? []).isEmpty
            extract.relate(subject, .dependsOn, to: record, at: place, scope: isOptional ? .optional : .runtime)
            records[name] = record
            entries.append((record, service))
        }
        for (record, service) in entries {
            dependencies(of: service, record)
            describe(service, record)
        }
    }

    private mutating func dependencies(of service: YAMLValue, _ record: RecordIndex) {
        guard let needs = service["depends_on"] else { return }
        var entries: [(name: String, isRequired: Bool, line: Int)] = []
        for entry in needs.sequence ?? [] { if let name = entry.scalar { entries.append((name, true, entry.line)) } }
        for (name, value) in needs.mapping ?? [] { entries.append((name, value["required"]?.bool ?? true, value.line)) }
        for entry in entries {
            let place = extract.place(line: entry.line)
            guard let target = records[entry.name] else {
                extract.diagnose(.danglingReference(entry.name), at: place)
                let unknown = extract.add(.unknown, at: place)
                extract.set(.name, of: unknown, to: entry.name, at: place)
                extract.relate(record, .dependsOn, to: unknown, at: place, scope: entry.isRequired ? .runtime : .optional)
                continue
            }
            extract.relate(record, .dependsOn, to: target, at: place, scope: entry.isRequired ? .runtime : .optional)
        }
    }

    private mutating func describe(_ service: YAMLValue, _ record: RecordIndex) {
        var workload = Workload()
        if let image = service["image"], let text = image.scalar {
            workload.image = Interpolation.defaults(in: text)
            if service["build"] == nil {
                let place = extract.place(line: image.line)
                let target = images.record(Interpolation.defaults(in: text), at: place, in: &extract)
                extract.relate(record, .dependsOn, to: target, at: place, strength: .configured)
            }
        }
        for file in [service["extends"]?["file"], service["env_file"]].compactMap({ $0 }).flatMap({ $0.sequence ?? [$0] }) {
            guard let path = file.scalar ?? file["path"]?.scalar else { continue }
            extract.diagnose(.notFollowed(path), .note, at: extract.place(line: file.line))
        }
        workload.words = (service["entrypoint"]?.words ?? []) + (service["command"]?.words ?? [])
        workload.variables = Self.variables(service["environment"])
        workload.accelerators = Self.accelerators(service)
        workload.describe(record, in: &extract)
        for model in service["models"]?.sequence ?? [] { use(model.scalar, record, line: model.line) }
        for (name, value) in service["models"]?.mapping ?? [] { use(name, record, line: value.line) }
    }

    private mutating func use(_ name: String?, _ record: RecordIndex, line: Int) {
        guard let name, !name.isEmpty else { return }
        let place = extract.place(line: line)
        guard let model = models[name] else { return extract.diagnose(.danglingReference(name), at: place) }
        extract.relate(record, .usesModel, to: model, at: place, strength: .configured)
    }

    private static func variables(_ environment: YAMLValue?) -> [ServedModels.Variable] {
        var variables: [ServedModels.Variable] = []
        for (name, value) in environment?.mapping ?? [] {
            variables.append(.init(name: name, value: value.scalar.map { Interpolation.defaults(in: $0) }, line: value.line))
        }
        for entry in environment?.sequence ?? [] {
            guard let text = entry.scalar else { continue }
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            variables.append(.init(name: parts[0], value: parts.count > 1 ? Interpolation.defaults(in: parts[1]) : nil, line: entry.line))
        }
        return variables
    }

    /// Devices reserved for a service, in the names that clusters give them.
    private static func accelerators(_ service: YAMLValue) -> [Workload.Accelerator] {
        var found: [Workload.Accelerator] = []
        var seen: Set<String> = []
        func add(_ resource: String, _ line: Int) {
            if seen.insert(resource).inserted { found.append(.init(resource: resource, line: line)) }
        }
        for device in service["deploy"]?["resources"]?["reservations"]?["devices"]?.sequence ?? [] {
            let capabilities = (device["capabilities"]?.sequence ?? []).compactMap(\.scalar)
            let driver = device["driver"]?.scalar?.lowercased() ?? ""
            if driver == "cdi" {
                for id in device["device_ids"]?.sequence ?? [] {
                    if let id = id.scalar { add(String(id.prefix { $0 != "=" }), device.line) }
                }
            } else if driver == "nvidia" || capabilities.contains("nvidia") {
                add("nvidia.com/gpu", device.line)
            } else if driver == "amd" {
                add("amd.com/gpu", device.line)
            } else if capabilities.contains("gpu") || capabilities.contains("tpu") {
                add(capabilities.contains("gpu") ? "gpu" : "google.com/tpu", device.line)
            }
        }
        if let runtime = service["runtime"], runtime.scalar == "nvidia" { add("nvidia.com/gpu", runtime.line) }
        if let gpus = service["gpus"], found.isEmpty { add("gpu", gpus.line) }
        for device in service["devices"]?.sequence ?? [] {
            guard let path = device.scalar else { continue }
            if path.hasPrefix("/dev/kfd") { add("amd.com/gpu", device.line) }
            if path.hasPrefix("/dev/nvidia") { add("nvidia.com/gpu", device.line) }
            if path.hasPrefix("/dev/davinci") { add("huawei.com/Ascend", device.line) }
        }
        return found
    }
}

extension YAMLValue {
    /// The words of a command line: a text is cut as a shell does, a list is words already.
    var words: [CommandWords.Word] {
        if let scalar {
            return CommandWords.split(Interpolation.defaults(in: scalar)).map { CommandWords.Word(text: $0, line: line) }
        }
        return (sequence ?? []).compactMap { entry in
            entry.scalar.map { CommandWords.Word(text: Interpolation.defaults(in: $0), line: entry.line) }
        }
    }
}
