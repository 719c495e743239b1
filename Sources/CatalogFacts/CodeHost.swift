internal import SupplyChain

/// Who an address at a code host belongs to: the host and the first name behind it.
enum CodeHost {
    /// `github.com/aws` of `https://github.com/aws/aws-sdk-js`, `git+ssh://git@github.com/aws/x.git`, `git@github.com:aws/x.git` or `github.com/aws/x`, in lower
    /// case; `nil` for what names no host and owner.
    static func owner(in address: String) -> String? {
        var rest = address[...]
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
        } else if rest.hasPrefix("scm:") {
            rest = rest.dropFirst(4)
            if rest.hasPrefix("git:") { rest = rest.dropFirst(4) }
        }
        // `scm:git:https://…` has its scheme further in, which was cut off with the rest.
        let end = rest.firstIndex { $0 == "?" || $0 == "#" } ?? rest.endIndex
        rest = rest[..<end]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        if let at = rest[..<slash].firstIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        let parts = rest.split(maxSplits: 2, omittingEmptySubsequences: false) { $0 == "/" || $0 == ":" }.map(String.init)
        guard parts.count >= 2, parts[0].contains("."), !parts[1].isEmpty, parts[1].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return nil
        }
        // The names of the hosts' programming interfaces lead to the same owners.
        var (host, owner) = (parts[0].lowercased(), parts[1])
        if host.hasPrefix("www.") { host = String(host.dropFirst(4)) }
        if host == "api.github.com" {
            let path = parts.count > 2 ? parts[2].split(separator: "/").map(String.init) : []
            guard owner == "repos", let first = path.first else { return nil }
            (host, owner) = ("github.com", first)
        }
        return "\(host)/\(owner.hasSuffix(".git") ? String(owner.dropLast(4)) : owner)".lowercased()
    }

    /// The owner that a purl names: of types that are code hosts, and of those whose names begin with one.
    static func owner(of purl: PackageURL) -> String? {
        let namespace = purl.namespace ?? ""
        return switch purl.type {
        case "github": owner(in: "github.com/\(namespace)")
        case "bitbucket": owner(in: "bitbucket.org/\(namespace)")
        case "gitlab": owner(in: "gitlab.com/\(namespace)")
        case "golang", "swift": owner(in: namespace) ?? owner(in: "\(namespace)/\(purl.name)")
        default: purl.qualifiers.first { $0.key == "vcs_url" }.flatMap { owner(in: $0.value) }
        }
    }
}
