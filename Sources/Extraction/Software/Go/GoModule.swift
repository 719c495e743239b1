internal import SupplyChain

extension NamedPackage {
    /// A module by its path: the last part is the name, the rest the namespace.
    init(module path: String, version: String?) {
        let slash = path.lastIndex(of: "/")
        self.init(
            type: "golang", namespace: slash.map { String(path[..<$0]) },
            name: slash.map { String(path[path.index(after: $0)...]) } ?? path,
            shown: path, version: version)
    }
}
