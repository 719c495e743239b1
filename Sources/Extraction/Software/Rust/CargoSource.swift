/// Where `Cargo.lock` says that a package comes from.
enum CargoSource: Equatable {
    /// A registry, by the address of its index.
    case registry(String)
    /// A repository.
    case git(address: String, commit: String?)

    /// Reads `registry+URL`, `sparse+URL` or `git+URL?branch=…#COMMIT`.
    init?(_ text: String) {
        let body = text.prefix { $0 != "#" }
        for kind in ["registry+", "sparse+"] where text.hasPrefix(kind) {
            self = .registry(String(body.dropFirst(kind.count)))
            return
        }
        guard text.hasPrefix("git+") else { return nil }
        let commit = body.endIndex < text.endIndex ? String(text[text.index(after: body.endIndex)...]) : nil
        self = .git(address: String(body.dropFirst(4).prefix { $0 != "?" }), commit: commit)
    }

    /// What makes it another package than the registry's.
    var origin: PackageOrigin {
        switch self {
        case .registry: .registry
        case .git(let address, let commit): .git(address: address, commit: commit)
        }
    }

    /// The address of a registry that is not everybody's: the index of that one lies in a repository of the Rust project itself.
    var otherRegistry: String? {
        guard case .registry(let address) = self, !address.hasPrefix("https://github.com/rust-lang/") else { return nil }
        return address
    }
}
