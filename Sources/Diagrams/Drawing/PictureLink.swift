/// A link that a picture may carry: to a page over `https:`, or to a place in the same document; anything else is none.
public struct PictureLink: Sendable, Hashable {
    /// The address, of printable ASCII without quotes, spaces or angle brackets.
    public let address: String

    /// Takes an address if it is one that may be followed.
    public init?(_ address: String) {
        guard address.hasPrefix("https://") || address.hasPrefix("#"), address.utf8.count <= 2_000,
            address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && ![0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x60].contains($0) })
        else { return nil }
        self.address = address
    }

    /// For an attribute of XML.
    var xml: String { PictureText.escaped(address) }
}
