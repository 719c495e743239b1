/// One entry of a `yarn.lock` of Yarn 1.
struct YarnEntry {
    /// A need as written.
    struct Need {
        let name: String
        let range: String
        let isOptional: Bool
        let line: Int
    }

    /// What asks for it: `name@range`, one or more.
    let selectors: [String]
    /// The line of the selectors.
    let line: Int
    /// The version chosen.
    var version: String?
    /// Where the archive lies, with its digest behind `#`.
    var resolved: String?
    /// The digests of the archive.
    var integrity: String?
    /// What it needs.
    var needs: [Need] = []
}

/// The lines of a `yarn.lock` of Yarn 1, which looks like YAML and is none.
struct YarnEntries {
    private(set) var entries: [YarnEntry] = []
    private var block = ""
    /// Whether lines belong to a header that could not be read.
    private var isLost = false

    /// Takes a line; false for one that cannot be understood.
    mutating func take(_ line: String, _ number: Int) -> Bool {
        let text = line.drop { $0 == " " }
        let depth = line.utf8.count - text.utf8.count
        guard !text.isEmpty, text.first != "#" else { return true }
        if depth == 0 {
            block = ""
            let selectors = text.hasSuffix(":") ? Self.words(text.dropLast(), partedBy: ",") : nil
            isLost = selectors?.isEmpty ?? true
            if let selectors, !isLost { entries.append(YarnEntry(selectors: selectors, line: number)) }
            return !isLost
        }
        // What stands below a line that was told already is told with it.
        guard !isLost, !entries.isEmpty else { return isLost }
        if depth == 2 {
            block = text.hasSuffix(":") ? String(text.dropLast()) : ""
            return !block.isEmpty || field(text)
        }
        guard depth == 4, block == "dependencies" || block == "optionalDependencies" else { return depth >= 4 && !block.isEmpty }
        guard let words = Self.words(text, partedBy: " "), words.count == 2 else { return false }
        let need = YarnEntry.Need(name: words[0], range: words[1], isOptional: block == "optionalDependencies", line: number)
        entries[entries.count - 1].needs.append(need)
        return true
    }

    private mutating func field(_ text: Substring) -> Bool {
        guard let words = Self.words(text, partedBy: " "), words.count >= 2 else { return false }
        // Several digests may stand without quotes around them.
        let value = words.dropFirst().joined(separator: " ")
        switch words[0] {
        case "version": entries[entries.count - 1].version = value.isEmpty ? nil : value
        case "resolved": entries[entries.count - 1].resolved = value
        case "integrity": entries[entries.count - 1].integrity = value
        default: break
        }
        return true
    }

    /// Words in quotes or bare, with `mark` between them; `nil` where a quote is missing.
    private static func words(_ text: Substring, partedBy mark: Character) -> [String]? {
        var words: [String] = []
        var rest = text.drop { $0 == " " }
        while !rest.isEmpty {
            if rest.first == "\"" {
                let inside = rest.dropFirst()
                guard let end = closing(inside) else { return nil }
                words.append(String(inside[..<end]).replacing("\\\"", with: "\""))
                rest = inside[inside.index(after: end)...]
            } else {
                let word = rest.prefix { $0 != mark }
                words.append(String(word))
                rest = rest[word.endIndex...]
            }
            rest = rest.drop { $0 == " " || $0 == mark }
        }
        return words
    }

    /// The quote that ends `text`; one behind a backslash does not.
    private static func closing(_ text: Substring) -> String.Index? {
        var isEscaped = false
        for at in text.indices {
            if !isEscaped, text[at] == "\"" { return at }
            isEscaped = !isEscaped && text[at] == "\\"
        }
        return nil
    }
}
