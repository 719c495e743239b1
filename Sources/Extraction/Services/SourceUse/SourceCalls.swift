internal import Scanning

/// A call of something taken from a kit.
struct SourceCall {
    /// The whole path of what is called.
    let path: String
    /// Where it stands, where its arguments begin, and the index behind the last call of its chain.
    let start: Int
    let arguments: Int
    let end: Int
}

/// Finds the calls of what a file takes from kits and routing libraries.
struct SourceCalls {
    /// A call with more pieces than this is followed as far.
    private static let longestCall = 600
    /// Of so many calls the next one says nothing new.
    static let most = 2_000
    /// A path is compared as far as this, in bytes.
    private static let longestPath = 240

    private let code: SourceTokens
    private let language: SourceLanguage
    private let vocabulary: ServiceVocabulary
    private let imports: SourceImports

    init(_ code: SourceTokens, _ language: SourceLanguage, _ vocabulary: ServiceVocabulary, _ imports: SourceImports) {
        self.code = code
        self.language = language
        self.vocabulary = vocabulary
        self.imports = imports
    }

    /// Calls of what was taken from kits and routing libraries, in order.
    func all() -> [SourceCall] {
        let known = wildcardSymbols()
        var found: [SourceCall] = []
        var at = 0
        while at < code.tokens.count, found.count < Self.most {
            defer { at += 1 }
            guard code.tokens[at].kind == .word, !code.isMark(at - 1, "."), let base = path(of: at, known) else { continue }
            var path = base
            var last = at
            while true {
                let dot = code.isMark(last + 1, "?") ? last + 2 : last + 1
                guard code.isMark(dot, "."), dot + 1 < code.tokens.count, code.tokens[dot + 1].kind == .word else { break }
                if path.utf8.count < Self.longestPath { path += "." + code.text(of: dot + 1) }
                last = dot + 1
            }
            guard let open = opening(behind: last) else {
                at = last
                continue
            }
            let full = language.prefix + path
            guard vocabulary.entry(module: full) != nil || ModelRoute.route(of: full) != nil else { continue }
            found.append(SourceCall(path: full, start: at, arguments: open + 1, end: chainEnd(from: open)))
            at = last
        }
        return found
    }

    /// What a word stands for: something imported, or a name of a package of which every name is.
    private func path(of at: Int, _ known: [[UInt8]: String]) -> String? {
        let word = Array(code.bytes(of: at))
        if let path = imports.names[word] {
            // The import itself is no use.
            return isInImport(at) ? nil : path
        }
        guard !imports.wildcards.isEmpty, let first = word.first, (65...90).contains(first) else { return nil }
        if let path = known[word] { return path }
        switch language {
        case .java, .kotlin:
            return imports.wildcards.map { $0 + "." + code.text(of: at) }.first { vocabulary.entry(module: language.prefix + $0) != nil }
        case .swift: return swiftModule(named: code.text(of: at))
        default: return nil
        }
    }

    /// Symbols that the vocabulary knows of modules imported whole.
    private func wildcardSymbols() -> [[UInt8]: String] {
        guard language == .swift else { return [:] }
        var found: [[UInt8]: String] = [:]
        for module in imports.wildcards {
            for symbol in vocabulary.symbols(of: language.prefix + module) { found[Array(symbol.utf8)] = module + "." + symbol }
        }
        return found
    }

    /// A type of Swift whose name begins as its module does: `OpenAIClient` of `OpenAI` or `SwiftOpenAI`.
    private func swiftModule(named word: String) -> String? {
        imports.wildcards.first { module in
            guard vocabulary.entry(module: language.prefix + module) != nil else { return false }
            let stem = module.hasPrefix("Swift") ? String(module.dropFirst(5)) : module
            return stem.utf8.count >= 4 && word.hasPrefix(stem)
        }
    }

    private func isInImport(_ at: Int) -> Bool {
        let word: (Int, StaticString) -> Bool = { self.code.isWord($0, $1) }
        return word(at - 1, "import") || (language == .python && (word(at - 1, "from") || word(at - 1, "as")))
    }

    /// The bracket that makes a call or a value of what stands before it; type arguments may stand between.
    private func opening(behind last: Int) -> Int? {
        var next = last + 1
        if code.isMark(next, "<"), language != .python, language != .go {
            var depth = 0
            for at in next..<min(code.tokens.count, next + 24) {
                if code.isMark(at, "<") { depth += 1 }
                if code.isMark(at, ">") { depth -= 1 }
                if depth == 0 {
                    next = at + 1
                    break
                }
            }
        }
        if code.isMark(next, "(") { return next }
        return language == .go && code.isMark(next, "{") ? next : nil
    }

    /// The index behind the bracket that closes `open`, and behind the calls chained to it.
    private func chainEnd(from open: Int) -> Int {
        let limit = min(code.tokens.count, open + Self.longestCall)
        var depth = 0
        var at = open
        while at < limit {
            if code.isMark(at, "(") || code.isMark(at, "[") || code.isMark(at, "{") { depth += 1 }
            if code.isMark(at, ")") || code.isMark(at, "]") || code.isMark(at, "}") {
                depth -= 1
                if depth == 0 {
                    let dot = code.isMark(at + 1, "?") ? at + 2 : at + 1
                    guard code.isMark(dot, "."), dot + 1 < limit, code.tokens[dot + 1].kind == .word else { return at + 1 }
                    var next = dot + 2
                    while code.isMark(next, "."), next + 1 < limit, code.tokens[next + 1].kind == .word { next += 2 }
                    guard code.isMark(next, "(") else { return at + 1 }
                    at = next
                    continue
                }
            }
            at += 1
        }
        return limit
    }
}
