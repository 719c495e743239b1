internal import Scanning

/// Who supplied or made something, as documents of SPDX write it.
enum SPDXAgent {
    /// The bare name in `Organization: Name (mail)`; the mail is nobody's business.
    static func name(_ text: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: text, as: UTF8.self)
        var name = text[...]
        for prefix in ["Organization:", "Person:", "Tool:"] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
        if name.hasSuffix(")"), let open = name.lastIndex(of: "(") { name = name[..<open] }
        let bare = name.trimmed
        return bare.isEmpty || bare == "NOASSERTION" || bare == "NONE" ? nil : bare
    }
}
