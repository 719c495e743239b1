internal import Scanning

/// The names by which source code can be seen to call a service: modules of client kits, and hosts.
///
/// It comes from the Catalog (and so from whoever adds facts to it): a reader of sources looks for nothing else, and a file without any of these words is never cut to pieces.
public struct ServiceVocabulary: Sendable {
    /// What a name stands for.
    public struct Entry: Sendable, Hashable {
        /// The name as the vocabulary has it: `python:openai`, `api.openai.com`.
        public let name: String
        /// What marks the service, to tell one from another.
        public let service: String
        /// Whether services of this kind can stand in for each other, so that several of them side by side are a menu.
        public let isInterchangeable: Bool

        /// A name of a service.
        public init(name: String, service: String, isInterchangeable: Bool) {
            self.name = name
            self.service = service
            self.isInterchangeable = isInterchangeable
        }
    }

    /// The languages that module names begin with.
    public static let languages = ["python", "javascript", "go", "jvm", "swift"]

    /// Nothing to look for.
    public static let none = ServiceVocabulary(modules: [], hosts: [])

    private let modules: [[UInt8]: Entry]
    private let hosts: [[UInt8]: Entry]
    private let providers: [String: Entry]
    private let variables: [String: Entry]
    private let patterns: [(parts: [[UInt8]], entry: Entry)]
    let words: WordSearch

    /// A vocabulary; of two entries with one name the first stands.
    ///
    /// A module is named `language:path`, as far down as a symbol (`python:openai.AzureOpenAI`), or with `#` and the first argument of a call (`python:boto3#bedrock-runtime`). A host may
    /// hold `*` for any characters.
    public init(modules: [Entry], hosts: [Entry], providers: [Entry] = [], variables: [Entry] = []) {
        self.providers = Dictionary(providers.map { (MenuWords.folded($0.name), $0) }, uniquingKeysWith: { first, _ in first })
        self.variables = Dictionary(variables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.modules = Dictionary(modules.map { (Array($0.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
        let isPattern = { (entry: Entry) in entry.name.utf8.contains(UInt8(ascii: "*")) }
        self.hosts = Dictionary(
            hosts.filter { !isPattern($0) }.map { (Array($0.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
        patterns = hosts.filter(isPattern).map { entry in
            (entry.name.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init), entry)
        }
        let hostWords = hosts.compactMap { $0.name.split(separator: "*").max { $0.utf8.count < $1.utf8.count }.map(String.init) }
        let routes = modules.isEmpty && hosts.isEmpty ? [] : ModelRoute.words
        words = WordSearch((modules.flatMap { Self.words(of: $0.name) } + hostWords + routes).filter { $0.utf8.count >= 4 })
    }

    /// The entry of the longest name that `path`, a module with whatever was taken from it, begins with.
    func entry(module path: String) -> Entry? {
        // Longer paths than any module has end where the longest could.
        let bytes = Array(path.utf8.prefix(256))
        var end = bytes.count
        while end > 0 {
            if let found = modules[Array(bytes[..<end])] { return found }
            repeat { end -= 1 } while end > 0 && !Self.ends.contains(bytes[end])
        }
        return nil
    }

    /// The entry of a host, by its name or by a pattern.
    func entry(host: String) -> Entry? {
        let bytes = Array(host.utf8)
        return hosts[bytes] ?? patterns.first { Self.matches($0.parts, bytes) }?.entry
    }

    /// The entry of a provider as gateways and applications spell it, without case and separators.
    func entry(provider name: String) -> Entry? { providers[MenuWords.folded(name)] }

    /// The entry of a variable of the environment.
    func entry(variable name: String) -> Entry? { variables[name] }

    /// The symbols of a module that the vocabulary names: of `swift:Generative`, those of `swift:Generative.Model`.
    func symbols(of module: String) -> [String] {
        modules.values.compactMap { $0.name.hasPrefix(module + ".") ? String($0.name.dropFirst(module.count + 1)) : nil }.sorted()
    }

    private static let ends = Set("./#".utf8)

    /// What to look for in bytes: the last part of a name in dots, else the whole of it; short ones with what stands before them.
    private static func words(of module: String) -> [String] {
        let parts = module.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return [] }
        var path = parts[1].split(separator: "#").last.map(String.init) ?? ""
        if parts[0] == "python" || parts[0] == "swift" { path = path.split(separator: ".").last.map(String.init) ?? path }
        // A symbol stands apart from its module.
        if parts[0] == "javascript", let dot = path.lastIndex(of: ".") { path = String(path[..<dot]) }
        guard path.utf8.count < 4 else { return [path] }
        return ["from \"", "from '", "require(\"", "require('", "import "].map { $0 + path }
    }

    private static func matches(_ parts: [[UInt8]], _ host: [UInt8]) -> Bool {
        guard let first = parts.first, let last = parts.last, host.count >= first.count + last.count, host.starts(with: first),
            host.suffix(last.count).elementsEqual(last)
        else { return false }
        var at = first.count
        let end = host.count - last.count
        for part in parts.dropFirst().dropLast() {
            guard
                let found = (at...max(at, end)).first(where: { $0 + part.count <= end && host[$0..<($0 + part.count)].elementsEqual(part) })
            else { return false }
            at = found + part.count
        }
        return true
    }
}
