internal import SupplyChain

/// Accelerators that pods ask for, by extended resources and by labels of nodes.
enum Accelerators {
    /// Extended resources of a container: names with a domain whose path is a device.
    static func asked(by container: YAMLValue) -> [Workload.Accelerator] {
        var found: [Workload.Accelerator] = []
        var seen: Set<String> = []
        for field in ["limits", "requests"] {
            for (name, amount) in container["resources"]?[field]?.mapping ?? [] {
                guard isDevice(name), amount.scalar.map({ $0 != "0" }) == true, seen.insert(name).inserted else { continue }
                found.append(.init(resource: name, line: amount.line))
            }
        }
        return found
    }

    /// A name with a domain; volumes, networks and the like are none.
    private static func isDevice(_ name: String) -> Bool {
        let parts = name.split(separator: "/")
        guard parts.count == 2, parts[0].contains("."), !parts[0].hasSuffix("kubernetes.io") else { return false }
        let device = parts[1].lowercased()
        return [
            "gpu", "mig-", "tpu", "gaudi", "neuron", "npu", "ascend", "mlu", "dcu", "xpu", "gcu", "ipu", "qaic", "i915", "xe", "vpu",
            "fpga", "rngd", "warboy",
        ]
        .contains { device.hasPrefix($0) || device.hasSuffix($0) }
    }

    /// What labels of nodes choose, where they leave no choice.
    static func chosen(by pod: YAMLValue) -> [Workload.Accelerator] {
        var found: [Workload.Accelerator] = []
        for (label, value) in pod["nodeSelector"]?.mapping ?? [] {
            guard let isMachine = labels[label], let text = value.scalar, !text.isEmpty, !text.contains("$"), text != "true" else {
                continue
            }
            found.append(.init(resource: text, isMachine: isMachine, line: value.line))
        }
        for expression in expressions(of: pod) {
            let values = (expression["values"]?.sequence ?? []).compactMap(\.scalar)
            guard let isMachine = expression["key"]?.scalar.flatMap({ labels[$0] }), expression["operator"]?.scalar == "In",
                values.count == 1,
                !values[0].contains("$")
            else { continue }
            found.append(.init(resource: values[0], isMachine: isMachine, line: expression.line))
        }
        return found
    }

    /// Labels with several values: any one of these accelerators will do.
    static func alternatives(of pod: YAMLValue, for record: RecordIndex, in extract: inout Extract) {
        let required = pod["affinity"]?["nodeAffinity"]?["requiredDuringSchedulingIgnoredDuringExecution"]
        if let terms = required?["nodeSelectorTerms"], (terms.sequence ?? []).count > 1 {
            extract.diagnose(.notFollowed("nodeSelectorTerms"), .note, at: extract.place(line: terms.line))
        }
        for expression in expressions(of: pod) {
            let values = (expression["values"]?.sequence ?? []).compactMap(\.scalar).filter { !$0.contains("$") }
            guard let isMachine = expression["key"]?.scalar.flatMap({ labels[$0] }), expression["operator"]?.scalar == "In",
                values.count > 1,
                !isMachine
            else { continue }
            let place = extract.place(line: expression.line)
            let members = values.map { value in
                let hardware = extract.add(.hardware, at: place)
                extract.set(.name, of: hardware, to: value, at: place)
                extract.mention(hardware, as: .resource, value, at: place)
                return (record: hardware, status: MemberStatus.active)
            }
            extract.require(record, .build, atLeast: 1, of: members, at: place)
        }
    }

    private static func expressions(of pod: YAMLValue) -> [YAMLValue] {
        let required = pod["affinity"]?["nodeAffinity"]?["requiredDuringSchedulingIgnoredDuringExecution"]
        let terms = required?["nodeSelectorTerms"]?.sequence ?? []
        // Any one of several terms will do, and each may choose by other labels: they are told, and not read.
        return terms.count == 1 ? terms[0]["matchExpressions"]?.sequence ?? [] : []
    }

    /// Labels that name an accelerator, and those (true) that name a type of machine, which may have none.
    private static let labels: [String: Bool] = [
        "cloud.google.com/gke-accelerator": false, "cloud.google.com/gke-tpu-accelerator": false, "nvidia.com/gpu.product": false,
        "amd.com/gpu.product-name": false, "karpenter.k8s.aws/instance-gpu-name": false, "k8s.amazonaws.com/accelerator": false,
        "gpu.nvidia.com/class": false, "accelerator": false, "node.kubernetes.io/instance-type": true,
        "beta.kubernetes.io/instance-type": true,
        "karpenter.k8s.aws/instance-family": true,
    ]
}
