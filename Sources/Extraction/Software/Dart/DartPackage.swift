internal import SupplyChain

extension NamedPackage {
    /// A package of Dart.
    init(pub name: String, version: String?, origin: PackageOrigin = .registry) {
        self.init(type: "pub", name: name, version: version, origin: origin)
    }

    /// A package that comes with an SDK and has its version: no registry has it.
    init(pub name: String, sdk: String) {
        self.init(type: "pub", name: name, qualifiers: [PackageURL.Qualifier(key: "sdk", value: sdk)])
    }
}
