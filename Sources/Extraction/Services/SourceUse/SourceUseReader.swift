internal import Scanning
internal import SupplyChain

/// Reads source code for the services that it calls: Python, JavaScript and TypeScript, Go, Java, Kotlin, Swift (decision 035).
///
/// A service counts where a kit of it is imported *and* something of it is called (`configured`); an import alone offers it. A kit that is told another address talks to whoever answers
/// there; where the file does not say which, an `unknown` stands for it. Addresses of known hosts count where the file sends requests, else they are offered. Three services that can stand in for
/// each other in one file are a menu. In tests, examples and documentation everything is only mentioned.
enum SourceUseReader: Extractor {
    static let reader = "source-use"
    static let coverage: Coverage = [.services, .models]

    /// Whether a file of this name is source code of a language that is read.
    static func concerns(_ document: SourceDocument) -> Bool {
        SourceLanguage(fileName: document.fileName) != nil && !document.folders.contains { elsewhere.contains($0) }
    }

    static func recognises(_ document: SourceDocument) -> Bool {
        guard !document.vocabulary.words.isEmpty, concerns(document) else { return false }
        return !document.isWhole || document.vocabulary.words.finds(in: document.bytes[...])
    }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        guard let language = SourceLanguage(fileName: document.fileName) else { throw .malformed(reason: "no language", place: "") }
        var extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .inferred)
        extract.standing = .useInProject
        guard document.vocabulary.words.finds(in: document.bytes[...]) else { return extract }
        if let length = Self.packedLine(in: document.bytes) {
            extract.diagnose(.limit(name: "line length of sources", value: "\(length)"), .note, at: .whole)
            return extract
        }
        if let fault = TextCheck.firstFault(in: document.bytes) { throw .notUTF8(place: "offset \(fault)") }
        let code = SourceLexer.tokens(of: document.bytes, by: language.rules)
        if let line = code.openLine {
            extract.diagnose(.malformed(reason: "a text or comment without an end"), .note, at: extract.place(line: line))
        }
        if code.isTooDeep { extract.diagnose(.limit(name: "depth of expressions in texts", value: "64"), .note, at: .whole) }
        let walk = SourceUseWalk(code, language, document.vocabulary)
        if walk.isCut { extract.diagnose(.limit(name: "calls of kits in a file", value: "\(SourceCalls.most)"), .note, at: .whole) }
        write(walk, isWeak: WeakCode.isWeak(document), to: &extract)
        return extract
    }

    /// Folders of code that others wrote, or that was made from other code.
    private static let elsewhere: Set<Substring> = [
        "vendor", "vendored", "third_party", "third-party", "thirdparty", "site-packages", "Pods", "Carthage", "dist", "out", ".next",
        ".nuxt", "target",
        "node_modules", "bower_components",
    ]
    /// The mean length of the lines of code that a program packed: nobody wrote it so, and it holds what other packages say.
    private static func packedLine(in bytes: [UInt8]) -> Int? {
        guard bytes.count > 50_000 else { return nil }
        let lines = bytes.reduce(into: 1) { if $1 == 0x0A { $0 += 1 } }
        return bytes.count / lines > 1_000 ? bytes.count / lines : nil
    }
}

// MARK: - Evidence

extension SourceUseReader {
    /// Three of them side by side are a menu.
    private static let menu = 3

    private static func write(_ walk: SourceUseWalk, isWeak: Bool, to extract: inout Extract) {
        for module in walk.usedModules.sorted() { extract.noteUse(ofModule: module) }
        let firm = Set(walk.sightings.filter { $0.strength.isDependency }.compactMap(\.choice))
        let isMenu = firm.count >= menu
        var records: [SourceSighting.Target: RecordIndex] = [:]
        var told: Set<SourceSighting> = []
        for sighting in walk.sightings.sorted(by: { $0.line < $1.line }) {
            var strength = sighting.strength
            if isMenu, sighting.choice != nil || sighting.isModel, strength.isDependency { strength = .offered }
            if isWeak { strength = .mentioned }
            let place = extract.place(line: sighting.line)
            let record = records[sighting.target] ?? add(sighting.target, at: place, to: &extract)
            if records.updateValue(record, forKey: sighting.target) == nil, sighting.choice != nil { extract.markInterchangeable(record) }
            if let key = sighting.keyVariable, case .open = sighting.target {
                extract.mention(record, as: .environmentVariable, key, at: place)
            }
            // One place a strength is enough for one file.
            let said = SourceSighting(target: sighting.target, strength: strength, line: 0)
            guard told.insert(said).inserted else { continue }
            extract.relate(extract.subject(), sighting.isModel ? .usesModel : .calls, to: record, at: place, strength: strength)
        }
    }

    private static func add(_ target: SourceSighting.Target, at place: Place, to extract: inout Extract) -> RecordIndex {
        switch target {
        case .module(let entry):
            let record = extract.add(.service, at: place, tentative: true)
            extract.mention(record, as: .module, entry.name, at: place)
            return record
        case .host(let host, let entry):
            let record = extract.add(.service, at: place, tentative: entry != nil)
            // What the Catalog knows has a name there.
            if entry == nil { extract.set(.name, of: record, to: host, at: place) }
            extract.mention(record, as: .hostname, host, at: place)
            return record
        case .provider(let name):
            let record = extract.add(.service, at: place)
            extract.set(.name, of: record, to: name, at: place)
            extract.mention(record, as: .provider, name, at: place)
            return record
        case .open(let module, let variable):
            let record = extract.add(.unknown, at: place)
            let kit = module.split(separator: ":", maxSplits: 1).last.map(String.init) ?? module
            extract.set(.name, of: record, to: "\(kit) → \(variable.map { "$" + $0 } ?? "?")", at: place)
            if let variable { extract.mention(record, as: .environmentVariable, variable, at: place) }
            return record
        case .model(let name):
            let record = extract.add(.model, at: place, tentative: true)
            extract.set(.name, of: record, to: name, at: place)
            extract.mention(record, as: .modelName, name, at: place)
            return record
        }
    }
}

extension SourceSighting {
    /// Whether it is a model.
    fileprivate var isModel: Bool { if case .model = target { true } else { false } }
}
