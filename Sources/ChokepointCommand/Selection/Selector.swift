internal import SupplyChain

/// Which nodes are meant: an id, a glob over ids and names, or `key:value`, joined by `&` and negated by `!` (contract 1).
struct Selector: Sendable, Hashable {
    /// One condition.
    enum Term: Sendable, Hashable {
        case name(Glob)
        case kind(NodeKind)
        case item(String)
        case vendor(String)
        case jurisdiction(Jurisdiction)
        case flag(String)
        case certainty(Certainty)
        case state(String)
    }

    /// A condition and whether it is turned round.
    struct Condition: Sendable, Hashable {
        let term: Term
        let isNegated: Bool
    }

    /// As it was given.
    let text: String
    /// All of these must hold.
    let conditions: [Condition]

    /// Reads a selector, or says which word has no meaning.
    init(_ text: String) throws(CommandError) {
        self.text = text
        var conditions: [Condition] = []
        for part in Self.parts(of: text) {
            var word = part[...]
            let isNegated = word.hasPrefix("!")
            if isNegated { word = word.dropFirst() }
            conditions.append(Condition(term: try Self.term(String(word), in: text), isNegated: isNegated))
        }
        self.conditions = conditions
    }

    /// What the selector is about, for finding what was meant: its first plain name or value.
    var subject: String {
        let word = text.split(separator: "&").first.map(String.init) ?? text
        if word.hasPrefix("vendor:") { return "org:" + word.dropFirst(7) }
        for key in ["item:", "!"] where word.hasPrefix(key) { return String(word.dropFirst(key.count)) }
        return word
    }

    /// The vendor, where the selector says nothing but `vendor:NAME`.
    var soleVendor: String? {
        guard conditions.count == 1, let only = conditions.first, !only.isNegated, case .vendor(let name) = only.term else { return nil }
        return name
    }

    /// The government, where the selector says nothing but `jurisdiction:CODE`.
    var soleJurisdiction: Jurisdiction? {
        guard conditions.count == 1, let only = conditions.first, !only.isNegated, case .jurisdiction(let code) = only.term else {
            return nil
        }
        return code
    }

    /// A purl has `&` between its qualifiers; a selector that begins with `pkg:` and has a `?` is one id.
    private static func parts(of text: String) -> [String] {
        if text.hasPrefix("pkg:"), text.contains("?") { return [text] }
        return text.split(separator: "&", omittingEmptySubsequences: false).map { part in
            var part = part
            while part.first == " " { part.removeFirst() }
            while part.last == " " { part.removeLast() }
            return String(part)
        }
    }

    private static func term(_ word: String, in text: String) throws(CommandError) -> Term {
        guard !word.isEmpty else { throw .usage(option: "selector", value: text, expected: "id, glob, key:value") }
        guard let colon = word.firstIndex(of: ":") else { return .name(Glob(word)) }
        let value = String(word[word.index(after: colon)...])
        switch word[..<colon] {
        case "kind":
            guard let kind = NodeKind(rawValue: value) else {
                throw .usage(option: "kind", value: value, expected: NodeKind.allCases.map(\.rawValue).joined(separator: " "))
            }
            return .kind(kind)
        case "item": return .item(value)
        case "vendor": return .vendor(value)
        case "jurisdiction":
            guard let code = Jurisdiction(code: value) else {
                throw .usage(option: "jurisdiction", value: value, expected: "US, CN, DE, GB …")
            }
            return .jurisdiction(code)
        case "flag": return .flag(value)
        case "certainty":
            guard let certainty = Certainty(name: value) else {
                throw .usage(option: "certainty", value: value, expected: "known assumed unknown no")
            }
            return .certainty(certainty)
        case "state": return .state(value)
        default: return .name(Glob(word))
        }
    }
}
