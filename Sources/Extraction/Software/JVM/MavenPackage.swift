internal import SupplyChain

extension NamedPackage {
    /// An artefact by its coordinates; `jar` is what is meant where no type is told.
    init(group: String, artifact: String, version: String?, type: String? = nil, classifier: String? = nil) {
        var qualifiers: [PackageURL.Qualifier] = []
        if let type, type != "jar" { qualifiers.append(PackageURL.Qualifier(key: "type", value: type)) }
        if let classifier { qualifiers.append(PackageURL.Qualifier(key: "classifier", value: classifier)) }
        self.init(
            type: "maven", namespace: group, name: artifact, shown: "\(group):\(artifact)", version: version, qualifiers: qualifiers)
    }

    /// The artefact by which a build finds the plugin called `id`.
    init(gradlePlugin id: String, version: String?) {
        self.init(group: id, artifact: "\(id).gradle.plugin", version: version)
    }
}
