internal import SupplyChain

/// Where a Terraform module comes from: a registry, a repository, a folder beside, or an address.
struct ModuleSource {
    /// What it is called.
    let name: String
    /// The version, or the reference of a repository.
    private(set) var version: String?
    /// The purl of a module of a registry or of a repository on GitHub.
    private(set) var packageURL: PackageURL?
    /// The folder of a local module, as a project.
    private(set) var project: String?
    /// The host that it is fetched from, where that is not the default registry.
    private(set) var host: String?

    /// Reads `source` as a file in `folders` means it; what stands behind `//` is a part of the module.
    init(_ source: String, version: String?, from folders: [String]) {
        if source.hasPrefix("./") || source.hasPrefix("../") {
            project = FolderPath.resolve(source, from: folders)
            name = source
            return
        }
        let reference = source.firstRange(of: "?ref=").map { String(source[$0.upperBound...].prefix { $0 != "&" }) }
        var address = String(source.prefix { $0 != "?" })
        let isGit = address.hasPrefix("git::") || address.hasPrefix("git@") || address.hasSuffix(".git")
        if let mark = address.firstRange(of: "::") { address = String(address[mark.upperBound...]) }
        let hasScheme = address.contains("://")
        if let mark = address.firstRange(of: "://") { address = String(address[mark.upperBound...]) }
        if let at = address.firstIndex(of: "@"), isGit { address = String(address[address.index(after: at)...]).replacing(":", with: "/") }
        if let part = address.firstRange(of: "//") { address = String(address[..<part.lowerBound]) }
        if address.hasSuffix(".git") { address = String(address.dropLast(4)) }
        let parts = address.split(separator: "/").map(String.init)
        if parts.count >= 3, parts[0] == "github.com" {
            packageURL = PackageURL(type: "github", namespace: parts[1], name: parts[2], version: reference)
            (name, self.version) = ("\(parts[1])/\(parts[2])", reference)
        } else if !isGit, !hasScheme, parts.count == 3 || (parts.count == 4 && parts[0].contains(".")) {
            let own = parts.suffix(3)
            let host = parts.count == 4 && !ProviderAddress.isDefault(parts[0]) ? parts[0] : nil
            packageURL = PackageURL(
                type: "terraform", namespace: own.prefix(2).joined(separator: "/"), name: own.last ?? "", version: version,
                qualifiers: host.map { [.init(key: "repository_url", value: $0)] } ?? [])
            (name, self.version, self.host) = (own.joined(separator: "/"), version, host)
        } else {
            (name, self.version) = (address.isEmpty ? source : address, reference)
            host = hasScheme || isGit ? parts.first : nil
        }
    }
}
