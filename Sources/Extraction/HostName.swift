/// The host in a URL, without user, port and path: the only part of an address that says who answers.
struct HostName: Sendable, Hashable {
    /// Lower-case ASCII.
    let text: String

    /// The host of `url`, or `nil` where it has none.
    ///
    /// A text without a scheme is read as `host[:port][/path]` where it looks like one.
    init?(ofURL url: String) {
        var rest = Array(url.utf8)[...]
        if let mark = url.firstRange(of: "://") {
            rest = Array(url[mark.upperBound...].utf8)[...]
        } else if rest.contains(UInt8(ascii: " ")) || !rest.contains(UInt8(ascii: ".")) {
            return nil
        }
        rest = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        if let at = rest.lastIndex(of: UInt8(ascii: "@")) { rest = rest[(at + 1)...] }
        if rest.first == UInt8(ascii: "[") { return nil }
        rest = rest.prefix { $0 != UInt8(ascii: ":") }
        while rest.last == UInt8(ascii: ".") { rest.removeLast() }
        let bytes = rest.map { (65...90).contains($0) ? $0 + 32 : $0 }
        let isHost = bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 || $0 == 95 }
        guard !bytes.isEmpty, bytes.count <= 253, isHost else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// Whether somebody else may stand behind it: not a bare name, an address, or a name of one's own network.
    var isPublic: Bool {
        let labels = text.split(separator: ".")
        guard labels.count >= 2, let last = labels.last, !labels.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else {
            return false
        }
        return !["local", "localhost", "internal", "lan", "home", "svc", "cluster", "docker", "test", "invalid"].contains(String(last))
    }
}
