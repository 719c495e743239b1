internal import SupplyChain

/// What an object of any kind holds that a cluster would run: pod specs, images and models, wherever they stand.
struct PodSpecs {
    /// Mappings with `containers`.
    private(set) var pods: [YAMLValue] = []
    /// Values of `image` fields outside of pod specs, and of image volumes.
    private(set) var images: [YAMLValue] = []
    /// Addresses of models.
    private(set) var models: [YAMLValue] = []

    var isEmpty: Bool { pods.isEmpty && images.isEmpty && models.isEmpty }

    /// Looks through an object.
    ///
    /// A node is looked at once however many aliases lead to it. O(nodes).
    init(of object: YAMLValue) {
        var waiting = [object]
        var seen: Set<Int> = []
        while let next = waiting.popLast() {
            guard seen.insert(next.index).inserted else { continue }
            if let list = next.sequence {
                waiting += list.reversed()
                continue
            }
            guard let members = next.mapping else { continue }
            let isPod = members.contains { $0.key == "containers" && $0.value.sequence != nil }
            if isPod { pods.append(next) }
            for (key, value) in members.reversed() {
                if isPod, ["containers", "initContainers", "ephemeralContainers"].contains(key) { continue }
                if key == "image", value.scalar != nil {
                    images.append(value)
                } else if key == "image", let reference = value["reference"], reference.scalar != nil {
                    images.append(reference)
                } else if key == "storageUri" || (key == "url" && value.scalar?.hasPrefix("ollama://") == true),
                    value.scalar?.contains("://") == true
                {
                    models.append(value)
                } else if key == "url" || key == "modelURL" || key == "modelUri", value.scalar?.hasPrefix("hf://") == true {
                    models.append(value)
                } else {
                    waiting.append(value)
                }
            }
        }
        images.sort { $0.line < $1.line }
        models.sort { $0.line < $1.line }
    }
}
