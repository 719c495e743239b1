internal import Scanning
internal import SupplyChain

/// One pass over the code of a file: what it imports of client kits, what it makes of them, and which addresses and models it names.
///
/// A use counts only beside an import of the kit; an address only where it is a text of its own, and firmly only where the file sends requests.
struct SourceUseWalk {
    let code: SourceTokens
    let language: SourceLanguage
    let vocabulary: ServiceVocabulary
    let imports: SourceImports
    let values: SourceValues
    var consumed: Set<Int> = []
    var sightings: [SourceSighting] = []
    /// Whether there are more calls than were looked at.
    private(set) var isCut = false
    /// The modules of kits that were seen in use, as the vocabulary names them.
    var usedModules: Set<String> = []

    /// Reads `code`.
    init(_ code: SourceTokens, _ language: SourceLanguage, _ vocabulary: ServiceVocabulary) {
        self.code = code
        self.language = language
        self.vocabulary = vocabulary
        imports = SourceImports(code, language)
        values = SourceValues(code)
        run()
    }

    private mutating func run() {
        let kits = (imports.modules + imports.symbols).compactMap { module in
            vocabulary.entry(module: language.prefix + module.path).map { (module, $0) }
        }
        let routes = imports.modules.contains { module in
            ModelRoute.all.contains {
                $0.module.hasPrefix(language.prefix + module.path) || (language.prefix + module.path).hasPrefix($0.module)
            }
        }
        let hasKit = !kits.isEmpty || routes || imports.modules.contains { Self.cloudKits.contains($0.path) }
        if hasKit {
            let calls = SourceCalls(code, language, vocabulary, imports).all()
            isCut = calls.count == SourceCalls.most
            let fileAddress = assignedAddress()
            for call in calls { see(call, fileAddress: fileAddress) }
            clouds()
            if !calls.isEmpty { models(of: calls) }
        }
        var offered: Set<String> = []
        for (module, entry) in kits where offered.insert(entry.name).inserted {
            guard !usedModules.contains(where: { $0 == entry.name || $0.hasPrefix(entry.name + ".") }) else { continue }
            sightings.append(SourceSighting(target: .module(entry), strength: module.isTypeOnly ? .mentioned : .offered, line: module.line))
        }
        addresses(hasKit: hasKit)
    }
}
