internal import SupplyChain

/// One container of a deployment: what it calls, which models it serves, which accelerators it needs.
struct Workload {
    /// An accelerator, or a machine that has one, by the name that the deployment gives it.
    struct Accelerator: Sendable {
        let resource: String
        /// A type of machine may have none, and counts only where the Catalog knows that it has.
        var isMachine = false
        let line: Int
    }

    /// The image, variables as they are.
    var image: String?
    /// The command line.
    var words: [CommandWords.Word] = []
    /// The variables that are set.
    var variables: [ServedModels.Variable] = []
    /// The accelerators that are asked for.
    var accelerators: [Accelerator] = []

    /// States what the container says about `record`.
    func describe(_ record: RecordIndex, in extract: inout Extract) {
        let served = ServedModels(image: image, words: words, variables: variables)
        let mirror = served.isServer ? variables.first { $0.name == "HF_ENDPOINT" } : nil
        for variable in variables where !(served.isServer && Self.isServers(variable.name)) && !Self.systems.contains(variable.name) {
            EnvironmentNames.note(
                variable.name, value: variable.value.flatMap(Self.address), by: record, at: extract.place(line: variable.line),
                strength: .configured,
                in: &extract)
        }
        addresses(record, in: &extract)
        models(served, record, mirror: mirror?.value, in: &extract)
        for accelerator in accelerators {
            let place = extract.place(line: accelerator.line)
            let hardware = extract.add(.hardware, at: place, tentative: accelerator.isMachine)
            extract.set(.name, of: hardware, to: accelerator.resource, at: place, rank: .inferred)
            extract.mention(hardware, as: .resource, accelerator.resource, at: place)
            extract.relate(record, .runsOn, to: hardware, at: place, strength: accelerator.isMachine ? .configured : .required)
        }
    }

    private static func isServers(_ name: String) -> Bool { name == "HF_ENDPOINT" || ServedModels.modelVariables[name] != nil }

    /// Variables of systems and of runtimes of languages, which configure no service.
    private static let systems: Set<String> = [
        "PATH", "HOME", "USER", "SHELL", "PWD", "HOSTNAME", "TERM", "TZ", "LANG", "LANGUAGE", "LC_ALL", "TMPDIR", "DEBIAN_FRONTEND",
        "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "NODE_ENV", "NODE_OPTIONS", "GOPATH", "GOFLAGS",
        "JAVA_HOME", "JAVA_OPTS", "PORT",
    ]

    /// The host of an address, rebuilt so that nothing else of the value can travel on.
    private static func address(_ value: String) -> String? {
        guard value.hasPrefix("http://") || value.hasPrefix("https://") else { return nil }
        return GatewayAddress.withoutSecrets(value)
    }

    /// Addresses of other services on the command line: `--base-url https://…`.
    private func addresses(_ record: RecordIndex, in extract: inout Extract) {
        var flag = ""
        for word in CommandWords.unfolded(words) {
            var value = word.text
            if value.hasPrefix("-"), let equals = value.firstIndex(of: "=") {
                flag = String(value[..<equals])
                value = String(value[value.index(after: equals)...])
            } else if value.hasPrefix("-") {
                flag = value
                continue
            }
            defer { flag = "" }
            let isAddress = ["url", "endpoint", "api-base", "api_base", "host", "server"].contains { flag.lowercased().contains($0) }
            guard isAddress, let address = Self.address(value) else { continue }
            extract.call(address: address, by: record, at: extract.place(line: word.line), strength: .configured)
        }
    }

    private func models(_ served: ServedModels, _ record: RecordIndex, mirror: String?, in extract: inout Extract) {
        var main: RecordIndex?
        for found in served.found {
            let place = extract.place(line: found.line)
            guard served.isServer else {
                // Any program may have such a flag: without a server that we know it is a mention of a model.
                guard found.text.contains("/"), ModelIdentity.hubID(found.text) != nil else { continue }
                let model = ModelIdentity.record(found.text, kind: .model, at: place, in: &extract)
                extract.relate(record, .usesModel, to: model, at: place, strength: .mentioned)
                continue
            }
            let model =
                found.isOllama
                ? OllamaName(found.text)?.record(at: place, in: &extract)
                    ?? ModelIdentity.record(found.text, kind: .model, at: place, in: &extract)
                : ModelIdentity.record(found.text, kind: .model, at: place, in: &extract)
            extract.relate(record, .usesModel, to: model, at: place, strength: .configured)
            if found.role == .model, main == nil {
                main = model
                if let revision = served.revision, let id = ModelIdentity.hubID(found.text) {
                    extract.identify(model, by: .modelRevision, "\(id)@\(revision)", at: place)
                }
            } else if found.role == .adapter, let main {
                extract.relate(model, .derivedFrom, to: main, at: place, how: .adapter, certainty: .assumed)
            }
            if let mirror, !found.isOllama, ModelIdentity.hubID(found.text) != nil { extract.distribute(model, from: mirror, at: place) }
        }
    }
}
