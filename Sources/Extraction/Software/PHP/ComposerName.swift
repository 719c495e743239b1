internal import SupplyChain

/// Names of PHP packages: `vendor/name`, in any case of letters.
enum ComposerName {
    /// The folded name, as bytes for look-up.
    static func folded(_ name: String) -> [UInt8] { name.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 } }

    /// Whether it is part of the platform: the interpreter, its extensions and libraries, and the package manager itself.
    static func isPlatform(_ name: String) -> Bool { !name.contains("/") }
}

extension NamedPackage {
    /// A PHP package by its whole name.
    init(composer name: String, version: String?, origin: PackageOrigin = .registry) {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        self.init(
            type: "composer", namespace: parts.count == 2 ? parts[0] : nil, name: parts.last ?? name, shown: name, version: version,
            origin: origin)
    }
}
