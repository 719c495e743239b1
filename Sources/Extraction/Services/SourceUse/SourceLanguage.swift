internal import Scanning

/// The languages whose sources are looked through for services.
enum SourceLanguage: String, Sendable, CaseIterable {
    case python, javascript, go, java, kotlin, swift

    /// The language of a file, by its ending.
    init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: ".") else { return nil }
        switch fileName[fileName.index(after: dot)...].lowercased() {
        case "py", "pyi": self = .python
        case "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts": self = .javascript
        case "go": self = .go
        case "java": self = .java
        case "kt", "kts": self = .kotlin
        case "swift": self = .swift
        default: return nil
        }
    }

    /// What module names of the language begin with in a vocabulary.
    var prefix: String {
        switch self {
        case .java, .kotlin: "jvm:"
        default: rawValue + ":"
        }
    }

    /// How its code is cut to pieces.
    var rules: LexicalRules {
        switch self {
        case .python: Self.pythonRules
        case .javascript: Self.javascriptRules
        case .go: Self.goRules
        case .java: Self.javaRules
        case .kotlin: Self.kotlinRules
        case .swift: Self.swiftRules
        }
    }

    /// Modules, in the words of an import, whose functions send requests to an address.
    var senders: [String] {
        switch self {
        case .python: ["requests", "httpx", "aiohttp", "urllib", "urllib3", "http", "websockets", "websocket", "niquests"]
        case .javascript: ["axios", "got", "undici", "ky", "node-fetch", "ws", "superagent", "ofetch", "cross-fetch"]
        case .go: ["net/http", "github.com/go-resty/resty", "github.com/gorilla/websocket", "github.com/valyala/fasthttp"]
        case .java, .kotlin:
            ["java.net", "okhttp3", "retrofit2", "org.apache.http", "org.apache.hc", "io.ktor", "org.springframework.web", "feign"]
        case .swift: ["Alamofire", "AsyncHTTPClient"]
        }
    }

    /// Functions that send requests and need no import.
    var sendingWords: [String] {
        switch self {
        case .javascript: ["fetch", "WebSocket", "XMLHttpRequest", "EventSource"]
        case .swift: ["URLSession", "URLRequest"]
        default: []
        }
    }

    private static let pythonRules = LexicalRules(
        lineComment: "#",
        texts: [
            LexicalRules.TextForm("\"\"\"", spansLines: true), LexicalRules.TextForm("'''", spansLines: true), LexicalRules.TextForm("\""),
            LexicalRules.TextForm("'"),
        ], textPrefixes: "rRbBuUfFtT")

    private static let javascriptRules = LexicalRules(
        lineComment: "//", blockComment: ("/*", "*/"),
        texts: [
            LexicalRules.TextForm("`", spansLines: true, interpolation: "${"), LexicalRules.TextForm("\""), LexicalRules.TextForm("'"),
        ], hasPatterns: true)

    private static let goRules = LexicalRules(
        lineComment: "//", blockComment: ("/*", "*/"),
        texts: [LexicalRules.TextForm("`", escapes: false, spansLines: true), LexicalRules.TextForm("\""), LexicalRules.TextForm("'")])

    private static let javaRules = LexicalRules(
        lineComment: "//", blockComment: ("/*", "*/"),
        texts: [LexicalRules.TextForm("\"\"\"", spansLines: true), LexicalRules.TextForm("\""), LexicalRules.TextForm("'")])

    private static let kotlinRules = LexicalRules(
        lineComment: "//", blockComment: ("/*", "*/"), nestsComments: true,
        texts: [
            LexicalRules.TextForm("\"\"\"", escapes: false, spansLines: true, interpolation: "${"),
            LexicalRules.TextForm("\"", interpolation: "${"), LexicalRules.TextForm("'"),
        ])

    private static let swiftRules = LexicalRules(
        lineComment: "//", blockComment: ("/*", "*/"), nestsComments: true,
        texts: [
            LexicalRules.TextForm("\"\"\"", spansLines: true, interpolation: "\\("), LexicalRules.TextForm("\"", interpolation: "\\("),
        ], rawMark: UInt8(ascii: "#"), hasPatterns: true)
}
