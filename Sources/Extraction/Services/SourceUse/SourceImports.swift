internal import Scanning

/// What a file takes from elsewhere, and under which names.
struct SourceImports: Sendable {
    /// One module that is taken in.
    struct Module: Sendable, Hashable {
        /// Its path, as the language writes it.
        let path: String
        /// The line.
        let line: Int
        /// Whether only types are taken: nothing is called.
        let isTypeOnly: Bool
    }

    /// The modules in order.
    private(set) var modules: [Module] = []
    /// What is taken out of modules by name.
    private(set) var symbols: [Module] = []
    /// What a name of the file stands for: a module, or something in one.
    private(set) var names: [[UInt8]: String] = [:]
    /// Packages of which every name is taken.
    private(set) var wildcards: [String] = []

    /// The imports of `code`, a file of `language`.
    init(_ code: SourceTokens, _ language: SourceLanguage) {
        switch language {
        case .python: python(code)
        case .javascript: javascript(code)
        case .go: go(code)
        case .java, .kotlin: jvm(code)
        case .swift: swift(code)
        }
    }

    private mutating func take(_ path: String, _ line: Int32, isTypeOnly: Bool = false) {
        modules.append(Module(path: path, line: Int(line), isTypeOnly: isTypeOnly))
    }

    /// More packages than this nobody takes whole into one file.
    private mutating func take(wildcard path: String) {
        if wildcards.count < 64, !wildcards.contains(path) { wildcards.append(path) }
    }

    /// A name of the file; what is taken out of a module by name is taken in like one.
    private mutating func name(_ local: ArraySlice<UInt8>, _ path: String) {
        names[Array(local)] = path
        guard let last = modules.last, last.path != path, path.hasPrefix(last.path) else { return }
        symbols.append(Module(path: path, line: last.line, isTypeOnly: last.isTypeOnly))
    }

    /// A path of words with dots between them from `at`; the index behind it.
    private func dotted(_ code: SourceTokens, _ at: Int) -> (path: String, next: Int)? {
        guard at < code.tokens.count, code.tokens[at].kind == .word else { return nil }
        var path = code.text(of: at)
        var next = at + 1
        while code.isMark(next, "."), next + 1 < code.tokens.count, code.tokens[next + 1].kind == .word {
            path += "." + code.text(of: next + 1)
            next += 2
        }
        return (path, next)
    }

    // MARK: Python

    private mutating func python(_ code: SourceTokens) {
        var at = 0
        while at < code.tokens.count {
            defer { at += 1 }
            guard code.tokens[at].kind == .word, code.tokens[at].isFirstOnLine || code.isMark(at - 1, ";") || code.isMark(at - 1, ":")
            else { continue }
            if code.isWord(at, "import") {
                var next = at + 1
                while let (path, behind) = dotted(code, next) {
                    take(path, code.tokens[at].line)
                    if code.isWord(behind, "as"), behind + 1 < code.tokens.count {
                        name(code.bytes(of: behind + 1), path)
                        next = behind + 2
                    } else {
                        name(code.bytes(of: next), String(path.prefix { $0 != "." }))
                        next = behind
                    }
                    guard code.isMark(next, ",") else { break }
                    next += 1
                }
            } else if code.isWord(at, "from"), let (path, behind) = dotted(code, at + 1), code.isWord(behind, "import") {
                take(path, code.tokens[at].line)
                members(of: path, separator: ".", code, behind + 1, renamedBy: "as")
            }
        }
    }

    /// `A, B as C` with or without brackets around it.
    private mutating func members(of path: String, separator: String, _ code: SourceTokens, _ start: Int, renamedBy word: StaticString) {
        var at = start
        let isBracketed = code.isMark(at, "(")
        if isBracketed { at += 1 }
        while at < code.tokens.count, code.tokens[at].kind == .word {
            let symbol = path + separator + code.text(of: at)
            if code.isWord(at + 1, word), at + 2 < code.tokens.count {
                name(code.bytes(of: at + 2), symbol)
                at += 3
            } else {
                name(code.bytes(of: at), symbol)
                at += 1
            }
            guard code.isMark(at, ",") else { return }
            at += 1
        }
    }

    // MARK: JavaScript

    private mutating func javascript(_ code: SourceTokens) {
        for at in code.tokens.indices where code.tokens[at].kind == .word && !code.isMark(at - 1, ".") {
            if code.isWord(at, "import") || (code.isWord(at, "export") && (code.isMark(at + 1, "{") || code.isMark(at + 1, "*"))) {
                clause(code, at)
            } else if code.isWord(at, "require") {
                called(code, at)
            }
        }
    }

    /// `import …`: what is taken stands before the module.
    private mutating func clause(_ code: SourceTokens, _ start: Int) {
        if code.isMark(start + 1, "(") { return called(code, start) }
        var at = start + 1
        if at < code.tokens.count, code.tokens[at].kind == .text { return take(code.text(of: at), code.tokens[start].line) }
        let isTypeOnly = code.isWord(at, "type") && !code.isWord(at + 1, "from")
        // The module stands behind the next `from`, in no more words than a list of names has.
        let limit = min(code.tokens.count, start + 400)
        while at < limit, !(code.isWord(at, "from") && at + 1 < limit && code.tokens[at + 1].kind == .text) {
            if code.isMark(at, ";") || code.isMark(at, "(") { return }
            at += 1
        }
        guard at < limit else { return }
        let path = code.text(of: at + 1)
        take(path, code.tokens[start].line, isTypeOnly: isTypeOnly)
        guard !isTypeOnly, code.isWord(start, "import") else { return }
        var index = start + 1
        while index < at {
            if code.isMark(index, "{") {
                index = taken(of: path, code, index + 1, limit: at)
            } else {
                if code.tokens[index].kind == .word, !code.isWord(index, "as") { name(code.bytes(of: index), path) }
                index += 1
            }
        }
    }

    /// `A, B as C, D: E }` from `start`; the index behind it.
    private mutating func taken(of path: String, _ code: SourceTokens, _ start: Int, limit: Int) -> Int {
        var at = start
        while at < min(limit, code.tokens.count), !code.isMark(at, "}") {
            guard code.tokens[at].kind == .word else {
                at += 1
                continue
            }
            if code.isWord(at, "type"), at + 1 < code.tokens.count, code.tokens[at + 1].kind == .word, !code.isWord(at + 1, "as") {
                at += 2
                continue
            }
            let symbol = code.isWord(at, "default") ? path : path + "." + code.text(of: at)
            if code.isWord(at + 1, "as") || code.isMark(at + 1, ":"), at + 2 < code.tokens.count {
                name(code.bytes(of: at + 2), symbol)
                at += 3
            } else {
                name(code.bytes(of: at), symbol)
                at += 1
            }
        }
        return at + 1
    }

    /// `const X = require("m")`, `const { A } = await import("m")`.
    private mutating func called(_ code: SourceTokens, _ start: Int) {
        guard code.isMark(start + 1, "("), start + 2 < code.tokens.count, code.tokens[start + 2].kind == .text, code.isMark(start + 3, ")")
        else { return }
        let path = code.text(of: start + 2)
        take(path, code.tokens[start].line)
        var at = start - 1
        if code.isWord(at, "await") { at -= 1 }
        guard code.isMark(at, "=") else { return }
        if at > 0, code.tokens[at - 1].kind == .word { return name(code.bytes(of: at - 1), path) }
        guard code.isMark(at - 1, "}") else { return }
        var open = at - 2
        while open >= 0, at - open < 200, !code.isMark(open, "{") { open -= 1 }
        if code.isMark(open, "{") { _ = taken(of: path, code, open + 1, limit: start) }
    }

    // MARK: Go

    private mutating func go(_ code: SourceTokens) {
        var at = 0
        while at < code.tokens.count {
            defer { at += 1 }
            guard code.isWord(at, "import"), code.tokens[at].isFirstOnLine else { continue }
            guard code.isMark(at + 1, "(") else {
                package(code, at + 1)
                continue
            }
            at += 2
            while at < code.tokens.count, !code.isMark(at, ")") {
                if code.tokens[at].isFirstOnLine || code.isMark(at - 1, "(") || code.isMark(at - 1, ";") { package(code, at) }
                at += 1
            }
        }
    }

    /// `"path"`, `name "path"`; names that a path may give by itself are all taken.
    private mutating func package(_ code: SourceTokens, _ at: Int) {
        guard at < code.tokens.count else { return }
        if code.tokens[at].kind == .text {
            let path = code.text(of: at)
            take(path, code.tokens[at].line)
            let parts = path.split(separator: "/")
            let isMajor = { (part: Substring) in part.first == "v" && part.dropFirst().allSatisfy(\.isNumber) && part.count > 1 }
            guard let last = parts.last(where: { !isMajor($0) }) else { return }
            name(Array(last.utf8)[...], path)
            for end in ["-sdk-go", "-go", ".go"] where last.hasSuffix(end) { name(Array(last.dropLast(end.count).utf8)[...], path) }
            if last.hasPrefix("go-") { name(Array(last.dropFirst(3).utf8)[...], path) }
        } else if at + 1 < code.tokens.count, code.tokens[at + 1].kind == .text, !code.tokens[at + 1].isFirstOnLine {
            take(code.text(of: at + 1), code.tokens[at].line)
            if code.tokens[at].kind == .word { name(code.bytes(of: at), code.text(of: at + 1)) }
        }
    }

    // MARK: Java, Kotlin

    private mutating func jvm(_ code: SourceTokens) {
        for at in code.tokens.indices where code.isWord(at, "import") && code.tokens[at].isFirstOnLine {
            let start = code.isWord(at + 1, "static") ? at + 2 : at + 1
            guard let (path, next) = dotted(code, start) else { continue }
            take(path, code.tokens[at].line)
            if code.isMark(next, "."), code.isMark(next + 1, "*") {
                take(wildcard: path)
            } else if code.isWord(next, "as"), next + 1 < code.tokens.count {
                name(code.bytes(of: next + 1), path)
            } else {
                name(code.bytes(of: next - 1), path)
            }
        }
    }

    // MARK: Swift

    private static let kinds: [StaticString] = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias", "actor"]

    private mutating func swift(_ code: SourceTokens) {
        for at in code.tokens.indices where code.isWord(at, "import") {
            let before = at > 0 ? code.tokens[at - 1] : nil
            let isQualified = ["public", "internal", "private", "fileprivate", "package"].contains { (word: StaticString) in
                code.isWord(at - 1, word)
            }
            guard code.tokens[at].isFirstOnLine || isQualified || before?.kind == .word || code.isMark(at - 1, ")") else { continue }
            let start = Self.kinds.contains { code.isWord(at + 1, $0) } ? at + 2 : at + 1
            guard let (path, _) = dotted(code, start), !code.tokens[start].isFirstOnLine else { continue }
            take(path, code.tokens[at].line)
            take(wildcard: String(path.prefix { $0 != "." }))
        }
    }
}
