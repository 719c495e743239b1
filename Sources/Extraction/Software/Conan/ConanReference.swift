internal import SupplyChain

/// What names a recipe: `name/version[@user/channel][#revision][%time]`.
struct ConanReference {
    let name: String
    /// The version; `nil` for a range in brackets.
    let version: String?
    let user: String?
    let channel: String?

    /// Reads a reference; `nil` where it has no name and version.
    init?(_ text: String) {
        let plain = text.trimmed.prefix { $0 != "#" && $0 != "%" }
        let sides = plain.split(separator: "@", maxSplits: 1).map(String.init)
        let parts = (sides.first ?? "").split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[0].contains(" "), !parts[0].isEmpty else { return nil }
        name = parts[0]
        version = parts[1].hasPrefix("[") ? nil : parts[1]
        let owner = sides.count == 2 ? sides[1].split(separator: "/").map(String.init) : []
        user = owner.first.flatMap { $0 == "_" ? nil : $0 }
        channel = owner.count > 1 && owner[1] != "_" ? owner[1] : nil
    }

    /// The package; a user and a channel make it another one than everybody's.
    var package: NamedPackage {
        let qualifiers = [("channel", channel), ("user", user)].compactMap { key, value in
            value.map { PackageURL.Qualifier(key: key, value: $0) }
        }
        return NamedPackage(type: "conan", name: name, version: version, qualifiers: qualifiers)
    }
}
