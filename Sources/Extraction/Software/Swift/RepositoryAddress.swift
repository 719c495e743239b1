/// The address of a repository, as a name of what lies in it: host and path, without scheme, user, port and `.git`.
struct RepositoryAddress: Sendable, Hashable {
    /// The host, lower case.
    let host: String
    /// The folders of the path before the last.
    let owner: String
    /// The last part of the path.
    let name: String

    /// Reads `https://host/owner/name.git`, `ssh://git@host:22/owner/name` and `git@host:owner/name.git`; `nil` for a path on the disk.
    init?(_ text: String) {
        var rest = text[...]
        var isShort = true
        if let mark = text.firstRange(of: "://") {
            guard !text.hasPrefix("file:") else { return nil }
            rest = text[mark.upperBound...]
            isShort = false
        }
        if let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        let host = rest.prefix { $0 != "/" && $0 != ":" }
        guard host.contains("."), !host.hasPrefix("."), HostName(ofURL: String(host)) != nil else { return nil }
        rest = rest[host.endIndex...]
        if !isShort, rest.first == ":" { rest = rest.dropFirst().drop { $0.isNumber } }
        guard rest.first == "/" || (isShort && rest.first == ":") else { return nil }
        var parts = rest.dropFirst().prefix { $0 != "?" && $0 != "#" }.split(separator: "/").map(String.init)
        guard var last = parts.popLast() else { return nil }
        if last.hasSuffix(".git") { last.removeLast(4) }
        guard !last.isEmpty, !parts.contains("..") else { return nil }
        self.host = host.lowercased()
        owner = parts.joined(separator: "/")
        name = last
    }

    /// Host and owner: the namespace of a purl.
    var namespace: String { owner.isEmpty ? host : "\(host)/\(owner)" }
}
