/// Where a package of JavaScript comes from when it comes from no registry.
enum NpmSource: Hashable {
    /// A repository at a commit, as a purl writes it: `git+https://host/owner/name@commit`.
    case repository(String)
    /// An archive at an address.
    case archive(String)
    /// A folder or an archive on the disk.
    case path(String)

    /// Reads what stands behind the name of a package in lock files; `nil` for versions, ranges and tags.
    ///
    /// O(length).
    init?(_ text: String) {
        for prefix in ["link:", "file:", "portal:"] where text.hasPrefix(prefix) {
            // Berry binds a path to whoever asked for it.
            self = .path(String(text.dropFirst(prefix.count).prefix { $0 != "#" }.split(separator: "::").first ?? ""))
            return
        }
        if let repository = Self.repository(text) {
            self = .repository(repository)
        } else if text.hasPrefix("https://") || text.hasPrefix("http://") {
            self = .archive(String(text.prefix { $0 != "#" }))
        } else {
            return nil
        }
    }

    /// The address for a purl; `nil` for what lies on the disk.
    var address: String? {
        switch self {
        case .repository(let text), .archive(let text): text
        case .path: nil
        }
    }

    private static let hosts = [("github:", "github.com"), ("gitlab:", "gitlab.com"), ("bitbucket:", "bitbucket.org")]

    private static func repository(_ text: String) -> String? {
        for (prefix, host) in hosts where text.hasPrefix(prefix) { return written(host + "/" + text.dropFirst(prefix.count)) }
        var rest = text[...]
        if let mark = rest.firstRange(of: "://") { rest = rest[mark.upperBound...] }
        // What a code host packs of a commit is that commit.
        if rest.hasPrefix("codeload.github.com/") {
            let parts = rest.split(separator: "/")
            guard parts.count >= 5, parts[3] == "tar.gz" else { return nil }
            return "git+https://github.com/\(parts[1])/\(parts[2])@\(parts[4].prefix { $0 != "#" })"
        }
        let isGit =
            ["git+", "git://", "git@", "ssh://"].contains { text.hasPrefix($0) } || rest.prefix { $0 != "#" }.hasSuffix(".git")
        guard isGit else { return nil }
        return written(String(rest.hasPrefix("git+") ? rest.dropFirst(4) : rest))
    }

    /// `user@host:owner/name.git#commit` and its relatives, as one text.
    private static func written(_ text: String) -> String? {
        let halves = text.split(separator: "#", maxSplits: 1)
        guard var address = halves.first else { return nil }
        if let user = address.firstIndex(of: "@"), user < (address.firstIndex(of: "/") ?? address.endIndex) {
            address = address[address.index(after: user)...]
        }
        let slash = address.firstIndex(of: "/") ?? address.endIndex
        var path = String(address)
        // `host:owner/name` is how ssh writes it; `host:22/…` has a port.
        if let colon = address[..<slash].firstIndex(of: ":"), address[address.index(after: colon)..<slash].contains(where: { !$0.isNumber })
        {
            path = "\(address[..<colon])/\(address[address.index(after: colon)...])"
        }
        if path.hasSuffix(".git") { path.removeLast(4) }
        var commit = halves.count > 1 ? halves[1] : ""
        let fields = commit.split(separator: "&")
        if let field = fields.first(where: { $0.hasPrefix("commit=") }) { commit = field.dropFirst(7) }
        return "git+https://\(path)" + (commit.isEmpty ? "" : "@\(commit)")
    }
}
