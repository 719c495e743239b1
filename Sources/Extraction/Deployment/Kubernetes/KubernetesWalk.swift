internal import SupplyChain

/// One pass over the objects of a file.
struct KubernetesWalk {
    var extract: Extract
    let isTemplate: Bool
    var images = ContainerImages()
    /// Variables of config maps and secrets by their name, for containers that take them all.
    var configurations: [String: [ServedModels.Variable]] = [:]

    init(extract: Extract, isTemplate: Bool) {
        self.extract = extract
        self.isTemplate = isTemplate
    }

    /// Remembers the variables of a config map, or the names of those of a secret.
    mutating func configuration(_ object: YAMLValue) {
        guard let kind = object["kind"]?.scalar, kind == "ConfigMap" || kind == "Secret", let name = object["metadata"]?["name"]?.scalar
        else {
            return
        }
        var variables: [ServedModels.Variable] = []
        for field in ["data", "stringData"] {
            for (key, value) in object[field]?.mapping ?? [] where EnvironmentNames.isName(key) {
                variables.append(.init(name: key, value: kind == "ConfigMap" ? value.scalar : nil, line: value.line))
            }
        }
        configurations["\(kind) \(name)"] = variables
    }

    /// Reads one object: a workload where it holds images.
    mutating func object(_ object: YAMLValue) {
        let kind = object["kind"]?.scalar ?? "Kustomization"
        switch kind {
        case "ConfigMap", "Secret", "Config", "CustomResourceDefinition": return
        case "Kustomization": return kustomization(object)
        case "AIServiceBackend", "Backend": return backend(object)
        default: break
        }
        let specs = PodSpecs(of: object)
        guard !specs.isEmpty else { return }
        let place = extract.place(line: object.line)
        let record = extract.add(.capability, at: place)
        let name = object["metadata"]?["name"]?.scalar.flatMap { $0.contains(TemplateText.placeholder) ? nil : $0 }
        extract.set(.name, of: record, to: name ?? kind, at: place)
        extract.set(.trait, of: record, to: "kubernetes \(kind)", at: place)
        let hook = object["metadata"]?["annotations"]?["helm.sh/hook"]?.scalar
        extract.relate(
            extract.subject(), .dependsOn, to: record, at: place, scope: hook?.hasPrefix("test") == true ? .development : .runtime)
        for image in specs.images { self.image(image, of: record) }
        for model in specs.models { self.model(model, of: record) }
        for pod in specs.pods { self.pod(pod, of: record) }
    }

    // MARK: Pods

    private mutating func pod(_ pod: YAMLValue, of record: RecordIndex) {
        let chosen = Accelerators.chosen(by: pod)
        for list in ["initContainers", "containers", "ephemeralContainers"] {
            for container in pod[list]?.sequence ?? [] {
                guard container.mapping != nil else { continue }
                if let image = container["image"] {
                    self.image(image, of: record)
                } else if !isTemplate {
                    extract.diagnose(.missingIdentity(name: container["name"]?.scalar ?? list), at: extract.place(line: container.line))
                }
                var workload = Workload()
                workload.image = container["image"]?.scalar
                workload.words = (container["command"]?.words ?? []) + (container["args"]?.words ?? [])
                workload.variables = variables(of: container)
                let asked = Accelerators.asked(by: container)
                // A label of the node says which accelerator it is that the container asks for.
                workload.accelerators = asked.isEmpty || chosen.isEmpty ? asked : []
                workload.describe(record, in: &extract)
            }
        }
        var labels = Workload()
        labels.accelerators = chosen
        labels.describe(record, in: &extract)
        Accelerators.alternatives(of: pod, for: record, in: &extract)
    }

    private mutating func variables(of container: YAMLValue) -> [ServedModels.Variable] {
        var variables = (container["env"]?.sequence ?? []).compactMap { entry in
            entry["name"]?.scalar.map { ServedModels.Variable(name: $0, value: entry["value"]?.scalar, line: entry.line) }
        }
        for source in container["envFrom"]?.sequence ?? [] {
            for (field, kind) in [("configMapRef", "ConfigMap"), ("secretRef", "Secret")] {
                guard let name = source[field]?["name"]?.scalar else { continue }
                if let known = configurations["\(kind) \(name)"] {
                    variables += known
                } else {
                    extract.diagnose(.notFollowed("\(kind) \(name)"), .note, at: extract.place(line: source.line))
                }
            }
        }
        return variables
    }

    private mutating func image(_ image: YAMLValue, of record: RecordIndex) {
        guard let text = image.scalar, !image.isNull else { return }
        let place = extract.place(line: image.line)
        let target = images.record(text, at: place, in: &extract)
        extract.relate(record, .dependsOn, to: target, at: place, strength: .configured)
    }

    /// `hf://owner/name` and `ollama://name` of servers that are custom resources.
    private mutating func model(_ address: YAMLValue, of record: RecordIndex) {
        guard let text = address.scalar else { return }
        let place = extract.place(line: address.line)
        let name = text.firstRange(of: "://").map { String(text[$0.upperBound...]) } ?? text
        let model =
            text.hasPrefix("ollama://")
            ? OllamaName(name)?.record(at: place, in: &extract)
            : text.hasPrefix("hf://")
                ? ModelIdentity.record(String(name.prefix { $0 != ":" && $0 != "?" }), kind: .model, at: place, in: &extract) : nil
        let target = model ?? ModelIdentity.record(text, kind: .model, at: place, in: &extract)
        extract.relate(record, .usesModel, to: target, at: place, strength: .configured)
    }

    // MARK: Objects that are no workloads

    /// Images that an overlay puts in the place of others.
    private mutating func kustomization(_ object: YAMLValue) {
        for entry in object["images"]?.sequence ?? [] {
            guard let name = entry["newName"]?.scalar ?? entry["name"]?.scalar else { continue }
            let place = extract.place(line: entry.line)
            let tag = entry["newTag"]?.scalar.map { ":" + $0 } ?? ":$tag"
            let text = name + (entry["digest"]?.scalar.map { "@" + $0 } ?? tag)
            extract.relate(
                extract.subject(), .dependsOn, to: images.record(text, at: place, in: &extract), at: place, strength: .configured)
        }
        for field in ["resources", "bases", "components", "helmCharts"] {
            for entry in object[field]?.sequence ?? [] {
                guard let text = entry.scalar ?? entry["repo"]?.scalar, text.contains("://") || text.contains("?ref=") else { continue }
                extract.diagnose(.notFollowed(text), .note, at: extract.place(line: entry.line))
            }
        }
    }

    /// Upstreams of a gateway that is configured by objects of its own.
    private mutating func backend(_ object: YAMLValue) {
        let subject = extract.subject()
        for endpoint in object["spec"]?["endpoints"]?.sequence ?? [] {
            guard let host = endpoint["fqdn"]?["hostname"], let text = host.scalar else { continue }
            extract.call(address: "https://" + text, by: subject, at: extract.place(line: host.line), strength: .configured)
        }
    }
}
