internal import SupplyChain

/// The address of a Terraform provider: `[host/]namespace/type`, or a type alone.
struct ProviderAddress: Sendable, Hashable {
    /// The registry's host, or `nil` for the default one.
    let host: String?
    let namespace: String
    let type: String

    /// Reads an address; `nil` for what is none.
    init?(_ text: String) {
        let parts = text.lowercased().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy {
                    (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 46 || $0 == 95 || $0 == 58
                }
        }
        guard isPlain, let type = parts.last, (1...3).contains(parts.count) else { return nil }
        self.type = type
        namespace = parts.count > 1 ? parts[parts.count - 2] : "hashicorp"
        let host = parts.count == 3 ? parts[0] : nil
        // Both public registries serve the providers of one name from one release.
        self.host = host.map { Self.isDefault($0) } == true ? nil : host
    }

    /// Whether a host is the public registry of one of the two tools.
    static func isDefault(_ host: String) -> Bool { ["registry.terraform.", "registry.opentofu."].contains { host.hasPrefix($0) } }

    /// The name by which the Catalog knows the cloud behind it.
    var resource: String { "\(namespace)/\(type)" }

    /// The purl, with `version` where it is known.
    func packageURL(version: String?) -> PackageURL? {
        PackageURL(
            type: "terraform", namespace: namespace, name: type, version: version,
            qualifiers: host.map { [PackageURL.Qualifier(key: "repository_url", value: $0)] } ?? [])
    }
}
