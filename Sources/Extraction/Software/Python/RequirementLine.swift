/// One dependency as Python's packaging writes it: `name[extra] == 1.0 ; marker` or `name @ url`.
struct RequirementLine: Sendable, Hashable {
    /// The name as written.
    let name: String
    /// The version that `==` or `===` pins, unless it has a wildcard.
    let version: String?
    /// The address of a direct reference.
    let url: String?
    /// The condition under which it holds.
    let marker: String?

    /// Reads a requirement, or `nil` for what is none.
    ///
    /// Options behind it (`--hash=…`) are passed over.
    init?(_ text: String) {
        var rest = text[...]
        let name = rest.prefix { Self.isNameCharacter($0) }
        guard let first = name.first, first.isASCII, first.isLetter || first.isNumber else { return nil }
        rest = rest[name.endIndex...].drop { $0 == " " || $0 == "\t" }
        if rest.first == "[" {
            guard let close = rest.firstIndex(of: "]") else { return nil }
            rest = rest[rest.index(after: close)...].drop { $0 == " " || $0 == "\t" }
        }
        if let options = rest.firstRange(of: " --") { rest = rest[..<options.lowerBound] }
        if name.contains("://") || rest.hasPrefix("://") || rest.hasPrefix("+") || rest.hasPrefix("/") || rest.hasPrefix(":") { return nil }
        self.name = String(name)
        if rest.first == "@" {
            let target = rest.dropFirst().drop { $0 == " " }
            let address = target.prefix { $0 != " " }
            guard !address.isEmpty else { return nil }
            url = String(address)
            version = nil
            marker = nil
            return
        }
        var constraint = rest
        if let mark = rest.firstIndex(of: ";") {
            constraint = rest[..<mark]
            marker = rest[rest.index(after: mark)...].trimmed
        } else {
            marker = nil
        }
        // `name == 1.0 @ url` follows no rule and is met all the same.
        if let mark = constraint.firstRange(of: " @ ") {
            let address = constraint[mark.upperBound...].trimmed
            guard !address.isEmpty else { return nil }
            url = address
            constraint = constraint[..<mark.lowerBound]
        } else {
            url = nil
        }
        let clauses = constraint.filter { $0 != "(" && $0 != ")" }.split(separator: ",").map { $0.trimmed }
        guard clauses.allSatisfy({ Self.isClause($0) }) else { return nil }
        let pin = clauses.first { $0.hasPrefix("==") }.map { String($0.drop { $0 == "=" || $0 == " " }) }
        version = pin.flatMap { $0.isEmpty || $0.contains("*") ? nil : $0 }
    }

    private static func isClause(_ clause: String) -> Bool {
        let operators = ["===", "==", ">=", "<=", "~=", "!=", ">", "<"]
        guard let sign = operators.first(where: { clause.hasPrefix($0) }) else { return false }
        let version = clause.dropFirst(sign.count).drop { $0 == " " }
        return !version.isEmpty && version.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".*+!-_".contains($0)) }
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "." || character == "-" || character == "_")
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
