#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
internal import Dispatch
internal import Extraction
internal import Scanning
internal import SupplyChain
internal import Synchronization

/// Reads what was named on the command line: folders walked, files read, readers run on both cores.
struct InputReader {
    /// A file that a reader has recognised, with its bytes.
    private struct Recognised: Sendable {
        let path: String
        let bytes: [UInt8]
        /// None for a file that only says which folders are members of a workspace.
        let reader: (any Extractor.Type)?
    }

    /// What reading one file gave.
    private struct Outcome: Sendable {
        var extracts: [Extract] = []
        var error: ExtractionError?
    }

    /// A register too large to be kept, open until it is known what to look for in it.
    private final class HeldRegister {
        let file: OpenFile
        let path: String
        let head: [UInt8]

        init(file: consuming OpenFile, path: String, head: [UInt8]) {
            self.file = file
            self.path = path
            self.head = head
        }
    }

    /// What nobody keeps sources in: version control, installed packages, build products.
    private static let unvisited: Set<String> = [
        ".git", ".hg", ".svn", "node_modules", "bower_components", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", ".build",
        "DerivedData",
    ]

    let limits: Limits
    let progress: Progress
    let vocabulary: ServiceVocabulary
    private var result = Inputs()
    private var registers: [HeldRegister] = []
    private var batch: [Recognised] = []
    private var batchSize = 0

    init(limits: Limits, progress: Progress, vocabulary: ServiceVocabulary = .none) {
        self.limits = limits
        self.progress = progress
        self.vocabulary = vocabulary
    }

    /// Reads `paths`, each a folder, a file or `-`; the same input twice is one input, and their order changes nothing.
    static func read(
        _ paths: [String], limits: Limits = Limits(), progress: Progress, vocabulary: ServiceVocabulary = .none
    ) throws(CommandError) -> Inputs {
        var reader = InputReader(limits: limits, progress: progress, vocabulary: vocabulary)
        for input in try InputPath.distinct(paths) { try reader.read(input) }
        reader.flush()
        reader.readRegisters()
        reader.result.diagnostics += Shrinkwrap.settle(&reader.result.extracts)
        reader.result.extracts.sort { left, right in
            left.file.isBytewiseEqual(to: right.file)
                ? left.reader.isBytewiseLess(than: right.reader) : left.file.isBytewiseLess(than: right.file)
        }
        reader.result.skippedFolders.sort { $0.isBytewiseLess(than: $1) }
        return reader.result
    }

    private mutating func read(_ input: InputPath) throws(CommandError) {
        result.roots.append(Inputs.Root(prefix: input.prefix, name: input.name, isFolder: input.isFolder))
        if input.isFolder { return try walk(input) }
        guard input.path != "-" else { return readStandardInput() }
        switch OpenFile.open(path: input.path) {
        case .failure(let number): throw .unreadableInput(path: input.given, reason: reason(number))
        case .success(let file):
            let text = input.prefix.isEmpty ? input.name : input.prefix
            if !take(file, path: text) { result.unrecognised[ending(of: text), default: 0] += 1 }
        }
    }

    private mutating func readStandardInput() {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limits.file {
            let capacity = chunk.count
            let got = unsafe chunk.withUnsafeMutableBytes { buffer in unsafe Self.readInput(buffer.baseAddress, capacity) }
            if got <= 0 { break }
            bytes.append(contentsOf: chunk[..<got])
        }
        guard bytes.count <= limits.file else { return note(.limit(name: "file", value: "\(limits.file)"), "stdin") }
        if let reader = Extractors.reader(of: SourceDocument(path: "stdin", bytes: bytes, digest: "")) {
            add(Recognised(path: "stdin", bytes: bytes, reader: reader))
        } else {
            result.unrecognised["stdin", default: 0] += 1
        }
    }

    private static func readInput(_ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.read(0, buffer, count)
        #else
            unsafe Darwin.read(0, buffer, count)
        #endif
    }

    private mutating func walk(_ input: InputPath) throws(CommandError) {
        guard let tree = FileTree(path: input.path) else { throw .unreadableInput(path: input.given, reason: reason(errno)) }
        var rules = FolderRules()
        var outcome: (unreadable: [String], hitLimit: Bool) = ([], false)
        let prefix = input.prefix.isEmpty ? "" : input.prefix + "/"
        outcome = tree.walk(limit: limits.entries) { entry in
            let path = prefix + entry.text
            switch entry.kind {
            case .folder:
                let name = entry.path.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
                if Self.unvisited.contains(name) || rules.ignores(entry.path, isFolder: true) {
                    result.skippedFolders.append(path)
                    return .skip
                }
                return .enter
            case .linkInside: return .skip
            case .linkOutside: note(.linkNotFollowed, path, .note)
            case .special: note(.specialFile, path, .note)
            case .file:
                visit(entry, path, &rules)
            }
            return .skip
        }
        for folder in outcome.unreadable { note(.unreadable(reason: "folder"), prefix + folder) }
        if outcome.hitLimit { note(.limit(name: "entries", value: "\(limits.entries)"), input.prefix.isEmpty ? "." : input.prefix) }
    }

    private mutating func visit(_ entry: FileTree.Entry, _ path: String, _ rules: inout FolderRules) {
        let name = entry.path.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
        let isRules = name == ".gitignore" || name == ".ignore"
        guard !rules.ignores(entry.path, isFolder: false) else { return }
        switch OpenFile.open(entry) {
        case .failure(let number): note(.unreadable(reason: reason(number)), path)
        case .success(let file):
            if isRules {
                rules.add(IgnoreRules(lines: file.prefix(1 << 20) ?? []), below: entry.path.dropLast())
                return
            }
            if Manifest.isManifest(fileName: name), let bytes = file.prefix(limits.recognition) {
                let document = SourceDocument(path: path, bytes: bytes, size: file.size, digest: "")
                rules.add(IgnoreRules(patterns: Manifest.ignorePatterns(in: document)), below: entry.path.dropLast())
            }
            if !take(file, path: path) { result.unrecognised[ending(of: path), default: 0] += 1 }
        }
        progress.count(1, of: .files)
    }

    /// Hands a file to the reader that recognises it; false where none does.
    private mutating func take(_ file: consuming OpenFile, path: String) -> Bool {
        guard let head = file.prefix(limits.recognition) else {
            note(.unreadable(reason: "read"), path)
            return true
        }
        let seen = SourceDocument(path: path, bytes: head, size: file.size, digest: "", vocabulary: vocabulary)
        let reader = Extractors.reader(of: seen)
        guard reader != nil || WorkspaceReader.concerns(seen.fileName) else {
            guard Extractors.looksThrough(seen) else { return false }
            result.silentSources += 1
            return true
        }
        if let reader, reader.readsHeaderOnly {
            readHeader(file, path: path, head: head, reader: reader)
            return true
        }
        if RegisterSelection.applies(to: seen) {
            registers.append(HeldRegister(file: file, path: path, head: head))
            return true
        }
        guard file.size <= limits.file else {
            note(.limit(name: "file", value: "\(limits.file)"), path, .error)
            return true
        }
        guard let bytes = head.count == file.size ? head : file.prefix(file.size), bytes.count == file.size else {
            note(.unreadable(reason: "read"), path)
            return true
        }
        add(Recognised(path: path, bytes: bytes, reader: reader))
        return reader != nil
    }

    /// Large registers last: relationships first, since they say who else is to be looked for, then the entities.
    private mutating func readRegisters() {
        guard !registers.isEmpty else { return }
        var wanted: Set<String> = []
        for extract in result.extracts {
            for claim in extract.identities where claim.key == .legalEntity { wanted.insert(extract.symbols[claim.value]) }
        }
        var selections: [(register: HeldRegister, selection: RegisterSelection)] = []
        for register in registers {
            // Such a file is told from another by its size and both of its ends.
            let end = register.file.piece(at: max(0, register.file.size - (64 << 10)), count: 64 << 10) ?? []
            let digest = SHA256.hexDigest(of: register.head + end + Array("\(register.file.size)".utf8))
            if let selection = RegisterSelection(path: register.path, head: register.head, digest: digest, wanted: wanted) {
                selections.append((register, selection))
            }
        }
        selections.sort {
            $0.selection.needsSurvey == $1.selection.needsSurvey
                ? $0.register.path.isBytewiseLess(than: $1.register.path) : $0.selection.needsSurvey
        }
        // All relationships are surveyed before any is taken: a chain of owners may run through several files.
        for index in selections.indices where selections[index].selection.needsSurvey {
            pieces(of: selections[index].register) { selections[index].selection.survey($0) }
        }
        for index in selections.indices {
            selections[index].selection.want(wanted)
            pieces(of: selections[index].register) { selections[index].selection.take($0) }
            wanted.formUnion(selections[index].selection.wanted)
            result.extracts.append(selections[index].selection.finish())
        }
        registers = []
    }

    private mutating func pieces(of register: HeldRegister, _ body: ([UInt8]) -> Void) {
        var at = 0
        while at < register.file.size {
            guard let piece = register.file.piece(at: at, count: limits.piece), !piece.isEmpty else {
                return note(.unreadable(reason: "read"), register.path)
            }
            body(piece)
            at += piece.count
        }
    }

    /// A file of weights costs one page, or as much as its header says, up to the limit.
    private mutating func readHeader(_ file: borrowing OpenFile, path: String, head: [UInt8], reader: any Extractor.Type) {
        var bytes = head
        while true {
            let document = SourceDocument(
                path: path, bytes: bytes, size: file.size, digest: SHA256.hexDigest(of: bytes), depth: limits.depth)
            do throws(ExtractionError) {
                result.extracts.append(try reader.extract(from: document))
                return
            } catch {
                guard case .needsPrefix(let wanted) = error, wanted > bytes.count, bytes.count < file.size, bytes.count < limits.header
                else {
                    result.diagnostics.append(Diagnostic(Self.problem(error), severity: .error, at: location(path, error, reader)))
                    return
                }
                bytes = file.prefix(min(wanted, limits.header)) ?? bytes
            }
        }
    }

    private mutating func add(_ recognised: Recognised) {
        batch.append(recognised)
        batchSize += recognised.bytes.count
        if batchSize > limits.batch { flush() }
    }

    /// Runs the readers on what is waiting, on as many cores as were asked for; the outcome does not depend on which finishes first.
    private mutating func flush() {
        let waiting = batch
        let outcomes = Mutex<[Outcome?]>(Array(repeating: nil, count: waiting.count))
        let next = Atomic(0)
        let vocabulary = vocabulary
        let depth = limits.depth
        DispatchQueue.concurrentPerform(iterations: max(1, min(limits.jobs, waiting.count))) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < waiting.count else { return }
                let outcome = Self.outcome(of: waiting[index], vocabulary, depth: depth)
                outcomes.withLock { $0[index] = outcome }
            }
        }
        let finished = outcomes.withLock { $0 }
        for (index, item) in waiting.enumerated() {
            guard let outcome = finished[index] else { preconditionFailure("every reader was run") }
            result.extracts += outcome.extracts
            if let error = outcome.error, let reader = item.reader {
                result.diagnostics.append(Diagnostic(Self.problem(error), severity: .error, at: location(item.path, error, reader)))
            }
        }
        batch = []
        batchSize = 0
    }

    private static func outcome(of item: Recognised, _ vocabulary: ServiceVocabulary, depth: Int) -> Outcome {
        let document = SourceDocument(
            path: item.path, bytes: item.bytes, digest: SHA256.hexDigest(of: item.bytes), vocabulary: vocabulary, depth: depth)
        var outcome = Outcome()
        do throws(ExtractionError) {
            if let extract = try item.reader?.extract(from: document) { outcome.extracts.append(extract) }
        } catch {
            outcome.error = error
        }
        if let workspace = WorkspaceReader.extract(from: document) { outcome.extracts.append(workspace) }
        return outcome
    }
}

// MARK: - Words for what went wrong

extension InputReader {
    private mutating func note(_ problem: Diagnostic.Problem, _ path: String, _ severity: Diagnostic.Severity = .warning) {
        result.diagnostics.append(Diagnostic(problem, severity: severity, at: SourceLocation(file: path, place: "", reader: "files")))
    }

    private func location(_ path: String, _ error: ExtractionError, _ reader: any Extractor.Type) -> SourceLocation {
        let place =
            switch error {
            case .malformed(_, let place), .notUTF8(let place): place
            case .unsupportedVersion, .limit, .needsPrefix: ""
            }
        return SourceLocation(file: path, place: place, reader: reader.reader)
    }

    private static func problem(_ error: ExtractionError) -> Diagnostic.Problem {
        switch error {
        case .malformed(let reason, _): .malformed(reason: reason)
        case .unsupportedVersion(let found, let supported): .unsupportedVersion(found: found, supported: supported)
        case .notUTF8: .notUTF8
        case .limit(let name, let value): .limit(name: name, value: value)
        case .needsPrefix: .truncated
        }
    }

    private func reason(_ number: Int32) -> String {
        switch number {
        case EACCES, EPERM: "permission"
        case ENOENT: "absent"
        case ELOOP: "link"
        case EINVAL: "not a regular file"
        default: "error \(number)"
        }
    }

    private func ending(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
        return "*" + name[dot...]
    }
}
