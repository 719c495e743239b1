internal import Scanning
internal import SupplyChain

// Clouds, models and addresses that are named beside the calls of kits.
extension SourceUseWalk {
    /// Kits of whole clouds, of which the first argument of a call says the service.
    static let cloudKits: Set<String> = ["boto3", "aioboto3", "aiobotocore.session", "botocore.session"]

    mutating func clouds() {
        guard let kit = imports.modules.first(where: { Self.cloudKits.contains($0.path) }) else { return }
        for at in code.tokens.indices where code.isWord(at, "client") || code.isWord(at, "resource") || code.isWord(at, "create_client") {
            guard code.isMark(at - 1, "."), code.isMark(at + 1, "("), at + 2 < code.tokens.count else { continue }
            let start = code.isWord(at + 2, "service_name") && code.isMark(at + 3, "=") ? at + 4 : at + 2
            guard case .text(let name, let line) = values.value(at: start) else { continue }
            guard let entry = vocabulary.entry(module: "python:boto3#" + name) else { continue }
            usedModules.insert(language.prefix + kit.path)
            note(.module(entry), .configured, line, nil)
        }
    }

    /// Models named in calls: `model="…"`, `.modelName("…")`, `Model: "…"`, and the first argument of a call of a kit or of what a kit made.
    mutating func models(of calls: [SourceCall]) {
        let routes = calls.filter { ModelRoute.route(of: $0.path) != nil }
        var route = 0
        var depth = 0
        for at in code.tokens.indices {
            while route < routes.count, routes[route].end <= at { route += 1 }
            if code.tokens[at].kind == .mark {
                if code.isMark(at, "(") || code.isMark(at, "{") { depth += 1 }
                if code.isMark(at, ")") || code.isMark(at, "}") { depth -= 1 }
                continue
            }
            // A routing library has said its model already.
            if route < routes.count, at >= routes[route].start { continue }
            let isChained = code.isMark(at - 1, ".") && code.isMark(at + 1, "(")
            guard depth > 0 || isChained, code.tokens[at].kind != .number, let start = value(givenTo: at),
                Self.modelNames.contains(code.text(of: at))
            else {
                continue
            }
            model(values.value(at: start))
        }
        let kits = calls.filter { vocabulary.entry(module: $0.path) != nil }
        for call in kits { if let value = first(of: call) { model(value) } }
        let made = Set(kits.compactMap { name(givenTo: $0) })
        guard !made.isEmpty else { return }
        for at in code.tokens.indices where code.isMark(at + 1, "(") && !code.isMark(at - 1, ".") && code.tokens[at].kind == .word {
            guard made.contains(code.bytes(of: at)) else { continue }
            if at + 2 < code.tokens.count, code.tokens[at + 2].kind == .text { model(values.value(at: at + 2)) }
        }
    }

    /// The name that takes what a call gives: `name = call(`, `name = new call(`.
    func name(givenTo call: SourceCall) -> ArraySlice<UInt8>? {
        var at = call.start - 1
        while code.isWord(at, "new") || code.isWord(at, "await") { at -= 1 }
        guard code.isMark(at, "="), at > 0 else { return nil }
        let name = code.isMark(at - 1, ":") ? at - 2 : at - 1
        return name >= 0 && code.tokens[name].kind == .word ? code.bytes(of: name) : nil
    }

    mutating func model(_ value: SourceValue) {
        switch value {
        case .text(let text, let line): if Self.isModelName(text) { note(.model(text), .configured, line, nil) }
        case .variable(_, let fallback?, let line): if Self.isModelName(fallback) { note(.model(fallback), .default, line, nil) }
        case .variable, .open: break
        }
    }

    /// Short, without spaces, and not plain letters only: what nobody takes for a sentence, a path or an address.
    private static func isModelName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (2...80).contains(bytes.count), !text.contains("://"), text.first?.isLetter ?? false else { return false }
        let isPlain = bytes.allSatisfy {
            (48...58).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 46, 47, 95, 64].contains($0)
        }
        return isPlain && bytes.contains { (48...57).contains($0) || $0 == 45 }
    }

    /// Texts that are addresses of hosts that the vocabulary knows.
    mutating func addresses(hasKit: Bool) {
        let isSender = hasKit || sends
        var told: Set<String> = []
        for case .host(let name, _) in sightings.map(\.target) { told.insert(name) }
        for at in code.tokens.indices where code.tokens[at].kind == .text && !code.tokens[at].isContinued && !consumed.contains(at) {
            let bytes = code.bytes(of: at)
            guard bytes.count >= 10, Self.schemes.contains(where: { bytes.starts(with: $0) }), !isDocumentation(at) else { continue }
            guard let host = HostName(ofURL: String(decoding: bytes.prefix(300), as: UTF8.self)), !told.contains(host.text),
                let entry = vocabulary.entry(host: host.text)
            else { continue }
            note(.host(host.text, entry), isSender ? .configured : .offered, Int(code.tokens[at].line), nil)
        }
    }

    private static let schemes: [[UInt8]] = ["https://", "http://", "wss://"].map { Array($0.utf8) }

    /// Whether the file sends requests itself.
    private var sends: Bool {
        let senders = language.senders
        let isImported = imports.modules.contains { module in
            senders.contains { module.path == $0 || module.path.hasPrefix($0 + ".") || module.path.hasPrefix($0 + "/") }
        }
        guard !isImported else { return true }
        let words = Set(language.sendingWords.map { Array($0.utf8)[...] })
        return !words.isEmpty
            && code.tokens.indices.contains {
                code.tokens[$0].kind == .word && words.contains(code.bytes(of: $0)) && code.isMark($0 + 1, "(")
                    || code.isWord($0, "URLSession") && language == .swift
            }
    }

    /// A text that is a statement of its own documents what stands around it.
    func isDocumentation(_ at: Int) -> Bool {
        guard language == .python, code.tokens[at].isFirstOnLine else { return false }
        return at + 1 >= code.tokens.count || code.tokens[at + 1].isFirstOnLine
    }
}
