/// Strict enough to catch what a browser would refuse: tags nest, attributes are quoted and single, entities are known, no raw control character.
enum StrictXML {
    static func isWellFormed(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            guard isText(rest[..<start]) else { return false }
            guard let end = closing(rest, start) else { return false }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return false }
            } else {
                guard attributesAreFine(tag) else { return false }
                if !tag.hasSuffix("/") { open.append(tag.prefix { $0 != " " }) }
            }
        }
        return open.isEmpty && rest.allSatisfy(\.isWhitespace)
    }

    /// The values of an attribute, in order.
    static func values(of name: String, in text: String) -> [String] {
        text.split(separator: " \(name)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    private static func closing(_ text: Substring, _ start: Substring.Index) -> Substring.Index? {
        var isQuoted = false
        for index in text.indices[start...] {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index] == ">", !isQuoted { return index }
        }
        return nil
    }

    private static func attributesAreFine(_ tag: Substring) -> Bool {
        let values = tag.split(separator: "\"", omittingEmptySubsequences: false)
        guard values.count % 2 == 1 else { return false }
        let names = values.enumerated().filter { $0.offset % 2 == 0 && $0.element.hasSuffix("=") }.map {
            $0.element.split(separator: " ").last ?? ""
        }
        guard Set(names).count == names.count else { return false }
        return values.enumerated().allSatisfy { index, part in index % 2 == 0 ? !part.contains("<") && !part.contains("'") : isText(part) }
    }

    private static func isText(_ text: Substring) -> Bool {
        guard
            !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || $0.value == 0xFFFE || $0.value == 0xFFFF }
            )
        else { return false }
        for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
            guard let end = piece.firstIndex(of: ";") else { return false }
            let name = piece[..<end]
            guard
                ["amp", "lt", "gt", "quot", "apos"].contains(name)
                    || name.hasPrefix("#") && name.count > 1 && name.dropFirst().allSatisfy(\.isNumber)
            else { return false }
        }
        return true
    }
}
