internal import SupplyChain

/// A container image as deployments name it, in the one form that all spellings of it share.
struct ImageReference: Sendable, Hashable {
    /// The registry's host, or `nil` for the default registry.
    let registry: String?
    /// The path, with `library/` where a bare name means it.
    let path: String
    /// The tag, `latest` where none is given and no digest either.
    let tag: String?
    /// The digest, which decides where it stands.
    let digest: String?

    /// Reads `[registry[:port]/]path[:tag][@digest]`; `nil` for what is no image, such as text with an unset variable.
    init?(_ text: String) {
        var rest = text[...]
        guard !text.isEmpty, text.utf8.count <= 1_024, !text.contains("$"), !text.contains(" ") else { return nil }
        var digest: String?
        if let at = rest.lastIndex(of: "@") {
            digest = String(rest[rest.index(after: at)...])
            rest = rest[..<at]
        }
        var registry: String?
        if let slash = rest.firstIndex(of: "/") {
            let head = rest[..<slash]
            if head.contains(".") || head.contains(":") || head == "localhost" {
                registry = head.lowercased()
                rest = rest[rest.index(after: slash)...]
            }
        }
        var tag: String?
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
            tag = String(rest[rest.index(after: colon)...])
            rest = rest[..<colon]
        }
        guard !rest.isEmpty else { return nil }
        if registry == "docker.io" || registry == "index.docker.io" { registry = nil }
        self.registry = registry
        path = (registry == nil && !rest.contains("/") ? "library/" : "") + rest.lowercased()
        self.tag = digest == nil ? tag ?? "latest" : tag
        self.digest = digest
    }

    /// The image as far as `text` says it without variables: a tag or digest that hangs on one is left out, a name that does is none.
    init?(literalPartOf text: String) {
        guard let variable = text.firstIndex(of: "$") else {
            self.init(text)
            return
        }
        let before = text[..<variable]
        let start = before.lastIndex(of: "/").map { before.index(after: $0) } ?? before.startIndex
        guard let mark = before[start...].firstIndex(where: { $0 == ":" || $0 == "@" }), !text[variable...].contains("/"),
            let named = ImageReference(String(before[..<mark]))
        else { return nil }
        self.init(registry: named.registry, path: named.path)
    }

    private init(registry: String?, path: String) {
        self.registry = registry
        self.path = path
        tag = nil
        digest = nil
    }

    /// The digest where `text` is nothing but the id of an image: 64 hexadecimal digits, or those behind `sha256:`.
    static func digest(ofID text: String) -> String? {
        let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
        let isID = digits.utf8.count == 64 && digits.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        return isID ? String(digits) : nil
    }

    /// The purl of the image: the digest as version where there is one, else the tag.
    var packageURL: PackageURL? {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last else { return nil }
        let qualifiers = registry.map { [PackageURL.Qualifier(key: "repository_url", value: $0)] } ?? []
        return PackageURL(
            type: "docker", namespace: parts.dropLast().joined(separator: "/"), name: name, version: digest ?? tag, qualifiers: qualifiers)
    }
}
