internal import Scanning

/// What the code gives for an address, a model or a key, as far as the file itself says.
enum SourceValue: Sendable, Hashable {
    /// A text, whole or as far as its first expression.
    case text(String, line: Int)
    /// A variable of the environment, and what is taken where it is not set.
    case variable(String, fallback: String?, line: Int)
    /// Something that is decided elsewhere.
    case open(line: Int)
}

/// Reads values: texts, variables of the environment, and names of the file that were given either.
struct SourceValues: Sendable {
    private let code: SourceTokens
    private var constants: [[UInt8]: SourceValue] = [:]

    /// The words behind which a variable of the environment is named.
    private static let environments: [StaticString] = [
        "environ", "getenv", "env", "Getenv", "LookupEnv", "environment", "get_env", "ENV",
    ]
    /// An expression is followed for as many pieces.
    private static let longest = 40

    /// Gathers `name = value` of the whole file; the first of two stands.
    init(_ code: SourceTokens) {
        self.code = code
        for at in code.tokens.indices where code.tokens[at].kind == .word && !code.isMark(at - 1, ".") {
            var next = at + 1
            // `name: Type = value`, `name := value`
            if code.isMark(next, ":") { next += code.isMark(next + 1, "=") ? 1 : 2 }
            guard code.isMark(next, "="), !code.isMark(next + 1, "="), next + 1 < code.tokens.count else { continue }
            let name = Array(code.bytes(of: at))
            guard constants[name] == nil else { continue }
            let found = value(at: next + 1)
            if case .open = found { continue }
            constants[name] = found
        }
    }

    /// The value of the expression that begins at `start`.
    func value(at start: Int) -> SourceValue {
        let tokens = code.tokens
        guard start < tokens.count else { return .open(line: 0) }
        let line = Int(tokens[start].line)
        if tokens[start].kind == .text, !isJoined(start) { return .text(code.text(of: start), line: line) }
        let end = end(of: start)
        if let variable = variable(start, end) { return variable }
        // `${BASE}/v1`: what the name stands for says who answers.
        if tokens[start].kind == .text, code.bytes(of: start).isEmpty, start + 2 < tokens.count, tokens[start + 2].isContinued,
            let known = constants[Array(code.bytes(of: start + 1))]
        {
            return known
        }
        guard tokens[start].kind == .word else { return .open(line: line) }
        // A plain name, or the last part of `config.BASE`.
        var last = start
        while code.isMark(last + 1, "."), last + 2 < end, tokens[last + 2].kind == .word { last += 2 }
        if last + 1 >= end, let known = constants[Array(code.bytes(of: last))] { return known }
        // What wraps one text: `URL("…")`, `Some("…")`.
        let texts = (start..<end).filter { tokens[$0].kind == .text && !tokens[$0].isContinued }
        if texts.count == 1, code.isMark(start + 1, "("), start + 2 == texts[0] || (code.isMark(start + 3, ":") && start + 4 == texts[0]) {
            return .text(code.text(of: texts[0]), line: Int(tokens[texts[0]].line))
        }
        return .open(line: line)
    }

    /// Whether a text is only the beginning of a longer one whose host is not in it.
    private func isJoined(_ at: Int) -> Bool {
        let text = code.bytes(of: at)
        return code.tokens[at].isInterrupted && !text.contains(UInt8(ascii: "."))
    }

    /// The index behind the expression from `start`: a comma, a closing bracket or the end of the statement.
    private func end(of start: Int) -> Int {
        var depth = 0
        var at = start
        while at < min(code.tokens.count, start + Self.longest) {
            if code.tokens[at].kind == .mark {
                switch code.bytes[Int(code.tokens[at].start)] {
                case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if depth == 0 { return at }
                    depth -= 1
                case UInt8(ascii: ","), UInt8(ascii: ";"): if depth == 0 { return at }
                default: break
                }
            } else if depth == 0, at > start, code.tokens[at].isFirstOnLine, code.tokens[at].kind == .word {
                return at
            }
            at += 1
        }
        return at
    }

    private func variable(_ start: Int, _ end: Int) -> SourceValue? {
        for at in start..<max(start, end) where Self.environments.contains(where: { code.isWord(at, $0) }) {
            var next = at + 1
            // `environ.get(`, `env.NAME`, `environment["NAME"]`, `getenv("NAME"`
            while next < end, code.tokens[next].kind == .mark || code.isWord(next, "get") { next += 1 }
            guard next < end, code.tokens[next].kind == .text || code.tokens[next].kind == .word else { continue }
            let name = code.text(of: next)
            guard EnvironmentNames.isName(name) else { continue }
            var fallback = ((next + 1)..<max(next + 1, end)).first { code.tokens[$0].kind == .text }.map { code.text(of: $0) }
            if fallback == nil, next + 2 < end, code.tokens[end - 1].kind == .word || code.isMark(end - 1, ")") {
                let word = code.tokens[end - 1].kind == .word ? end - 1 : end - 2
                if word > next, case .text(let text, _)? = constants[Array(code.bytes(of: word))] { fallback = text }
            }
            return .variable(name, fallback: fallback, line: Int(code.tokens[at].line))
        }
        return nil
    }
}
