internal import SupplyChain

/// A purl as the Catalog asks for it, taken apart only where its text does not show what is asked: that costs more than all look-ups together.
struct PackageText {
    let text: String
    let type: String
    /// The canonical text without version, qualifiers and subpath.
    let name: String
    private let parsed: PackageURL?

    /// `nil` where `text` is no purl.
    init?(_ text: String) {
        self.text = text
        let bytes = text.utf8
        if PackageURL.isCertainlyCanonical(bytes.span), !bytes.contains(UInt8(ascii: "?")),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let slash = bytes.firstIndex(of: UInt8(ascii: "/"))
        {
            // A canonical text writes every `@` of a name as `%40`: the first that stands there begins the version.
            parsed = nil
            type = String(text[text.index(after: colon)..<slash])
            name = String(text[..<(bytes.firstIndex(of: UInt8(ascii: "@")) ?? bytes.endIndex)])
        } else {
            guard let purl = PackageURL(text) else { return nil }
            parsed = purl
            type = purl.type
            name = purl.withoutVersion
        }
    }

    /// Whether it has a qualifier; what is not taken apart has none.
    func hasQualifier(_ key: String) -> Bool { parsed?.qualifiers.contains { $0.key == key } ?? false }

    /// The owner at a code host that it names.
    var codeHostOwner: String? {
        guard parsed != nil || CodeHost.types.contains(type) else { return nil }
        return (parsed ?? PackageURL(text)).flatMap { CodeHost.owner(of: $0) }
    }
}
