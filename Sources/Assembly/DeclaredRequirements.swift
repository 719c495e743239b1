internal import Scanning
internal import SupplyChain

/// Requirements stated without a version, settled on what the lock of the same project chose (decision 008).
///
/// Candidates are what the locks of the project's folder, or the lock of a workspace root about this very member, name as its direct dependency. A lock that does not tell direct from
/// indirect ones, and the lock of a root that claims the folder as a member, offer every package of the name. Exactly one candidate settles a requirement; anything else leaves it
/// open, and versions of two projects never meet through the name without version.
struct DeclaredRequirements {
    /// The name that the evidence carries.
    static let reader = "declared"

    /// What a purl says without its version.
    private typealias Name = [UInt8]

    /// One thing that a requirement may have come to.
    private struct Choice: Hashable {
        let key: IdentityKey
        let value: [UInt8]
    }

    private struct Target: Hashable {
        let project: ProjectFolder
        let name: Name
    }

    /// One requirement without version.
    private struct Declared {
        let extract: Int
        let relationship: Int
        let project: ProjectFolder
        let name: Name
        /// The words in which it asks.
        let words: [UInt8]?
    }

    /// The packages with versions that one extract gives.
    private struct Listing {
        var byName: [Name: [Choice: SourceLocation]] = [:]
        var byWords: [[UInt8]: [Choice: SourceLocation]] = [:]
        var ecosystems: Set<[UInt8]> = []
    }

    private let extracts: [Extract]
    private let members: WorkspaceMembers
    private var choices: [Target: [Choice: SourceLocation]] = [:]
    /// What locks of other builds say of a project that they refer to.
    private var foreign: [Target: [Choice: SourceLocation]] = [:]
    private var declared: [Declared] = []
    /// Per project, the extracts with versions that do not say which of them the project itself asks for.
    private var silent: [ProjectFolder: [Int]] = [:]
    /// Per project, every extract that gives versions.
    private var locks: [ProjectFolder: [Int]] = [:]
    private var listed: [Int: Listing] = [:]

    private init(_ extracts: [Extract], _ members: WorkspaceMembers) {
        self.extracts = extracts
        self.members = members
    }

    /// `extracts` with what could be settled, and one extract more that says what it was settled on.
    static func settled(_ extracts: [Extract], members: WorkspaceMembers) -> [Extract] {
        var requirements = DeclaredRequirements(extracts, members)
        for index in extracts.indices { requirements.survey(index) }
        return requirements.declared.isEmpty && !extracts.contains { $0.gaps.contains(.noVersions) } ? extracts : requirements.settle()
    }

    // MARK: What is asked, and what was chosen

    private mutating func survey(_ index: Int) {
        let extract = extracts[index]
        let folder = ProjectFolder(of: extract)
        var projects: [RecordIndex: ProjectFolder] = [:]
        for claim in extract.identities where claim.key == .project {
            projects[claim.record] = ProjectFolder(path: extract.symbols[claim.value])
        }
        if let subject = extract.subjectRecord { projects[subject] = folder }
        guard !projects.isEmpty else { return }
        var purls = [Symbol?](repeating: nil, count: extract.records.count)
        var hasVersions = false
        for claim in extract.identities where claim.key == .packageURL || claim.key == .id {
            let bytes = extract.symbols.utf8(of: claim.value)
            guard bytes.starts(with: "pkg:".utf8) else { continue }
            purls[Int(claim.record.index)] = claim.value
            if !hasVersions { hasVersions = bytes.contains(UInt8(ascii: "@")) }
        }
        var names: [RecordIndex: [UInt8]] = [:]
        if projects.count > 1 {
            for claim in extract.attributes where claim.key == .name && projects[claim.record] != nil {
                names[claim.record] = Array(extract.symbols.utf8(of: claim.value))
            }
        }
        var words: [RecordIndex: [UInt8]] = [:]
        for claim in extract.selectors { words[claim.record] = Array(extract.symbols.utf8(of: claim.text)) }
        var tellsDirect = false
        for (number, claim) in extract.relationships.enumerated() where claim.kind == .dependsOn {
            guard let project = projects[claim.from] else { continue }
            guard let purl = purls[Int(claim.to.index)] else {
                guard let other = projects[claim.to], let name = names[claim.to] else { continue }
                let choice = Choice(key: .project, value: Array(other.path.utf8))
                offer(choice, for: Target(project: project, name: name), at: extract.location(of: claim.place), by: folder)
                continue
            }
            let bytes = extract.symbols.utf8(of: purl)
            let (name, rest) = Self.split(bytes)
            if rest == UInt8(ascii: "@") {
                guard claim.certainty == .known else { continue }
                tellsDirect = true
                let choice = Choice(key: .packageURL, value: Array(bytes))
                offer(choice, for: Target(project: project, name: name), at: extract.location(of: claim.place), by: folder)
            } else if rest == nil || Self.isOfChannel(bytes.dropFirst(name.count)), claim.from == extract.subjectRecord,
                extract.rank < .official, Self.isLockable(bytes)
            {
                declared.append(Declared(extract: index, relationship: number, project: project, name: name, words: words[claim.to]))
            }
        }
        guard hasVersions, extract.subjectRecord != nil else { return }
        locks[folder, default: []].append(index)
        if !tellsDirect { silent[folder, default: []].append(index) }
    }

    /// Notes what a document in `folder` says that a project came to; its own locks, and those of workspaces around it, are asked before others.
    private mutating func offer(_ choice: Choice, for target: Target, at location: SourceLocation, by folder: ProjectFolder) {
        var around: ProjectFolder? = target.project
        while let next = around, next != folder { around = members.roots[next]?.root }
        if around == nil {
            foreign[target, default: [:]][choice] = foreign[target]?[choice].map { min($0, location) } ?? location
        } else {
            choices[target, default: [:]][choice] = choices[target]?[choice].map { min($0, location) } ?? location
        }
    }

    /// The purl without version, and the byte that ends it: `@`, `?`, `#`, or nothing.
    private static func split(_ purl: ArraySlice<UInt8>) -> (name: Name, end: UInt8?) {
        let end = purl.firstIndex { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        return (Array(purl[..<(end ?? purl.endIndex)]), end.map { purl[$0] })
    }

    /// Whether nothing but a channel stands behind the name: that says who builds the package, and the lock says it again.
    private static func isOfChannel(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.starts(with: "?channel=".utf8) && !rest.contains(UInt8(ascii: "&"))
    }

    /// Kinds of packages of which a lock file chooses the version; an image or an action without version is what its tag says at the time.
    private static let lockable: [[UInt8]] = [
        "npm", "pypi", "cargo", "gem", "composer", "golang", "nuget", "pub", "hex", "maven", "swift", "conan", "conda", "cran", "hackage",
        "cocoapods", "julia", "luarocks", "helm", "terraform",
    ].map { Array("pkg:\($0)/".utf8) }

    private static func isLockable(_ purl: ArraySlice<UInt8>) -> Bool { lockable.contains { purl.starts(with: $0) } }

    /// The kind of package, as far as the first `/`.
    private static func ecosystem(_ purl: some Sequence<UInt8>) -> [UInt8] { Array(purl.prefix { $0 != UInt8(ascii: "/") }) }

    // MARK: Settling

    private mutating func settle() -> [Extract] {
        var result = extracts
        var settled: [Int: [RecordIndex: (key: IdentityKey, value: String)]] = [:]
        var evidence = Extract(file: "", digest: "declared", reader: Self.reader, rank: .inferred)
        var missing: [Int: Set<String>] = [:]
        var notes: [Int: [(problem: Diagnostic.Problem, place: Place)]] = [:]
        // The order of extracts is the caller's; that of the evidence must not be.
        let ordered = declared.sorted { left, right in
            let (one, other) = (location(left), location(right))
            return one == other ? left.name.lexicographicallyPrecedes(right.name) : one < other
        }
        for requirement in ordered {
            let claim = extracts[requirement.extract].relationships[requirement.relationship]
            let found = candidates(for: requirement)
            if let only = found?.first, found?.count == 1 {
                settled[requirement.extract, default: [:]][claim.to] = (only.key.key, String(decoding: only.key.value, as: UTF8.self))
                note(only.key, chosenAt: only.value, for: requirement, extracts[requirement.extract].details(of: claim), in: &evidence)
            } else if let found {
                let texts = found.keys.map { String(decoding: $0.value, as: UTF8.self) }.sorted { $0.isBytewiseLess(than: $1) }
                let name = String(decoding: requirement.name, as: UTF8.self)
                notes[requirement.extract, default: []].append((.unsettledRequirement(name: name, candidates: texts), claim.place))
            } else {
                let ecosystem = Self.ecosystem(requirement.name).dropFirst(4)
                missing[requirement.extract, default: []].insert(String(decoding: ecosystem, as: UTF8.self))
            }
        }
        // Some formats give ranges only as such, and name no package by them.
        for index in extracts.indices where extracts[index].gaps.contains(.noVersions) && missing[index] == nil && isAlone(index) {
            missing[index] = [extracts[index].reader]
        }
        for (index, records) in settled { result[index].settle(records) }
        for (index, names) in missing {
            for name in names.sorted(by: { $0.isBytewiseLess(than: $1) }) {
                result[index].diagnose(.missingLock(ecosystem: name), .note, at: .whole)
            }
        }
        for (index, list) in notes { for note in list { result[index].diagnose(note.problem, .note, at: note.place) } }
        return settled.isEmpty ? result : result + [evidence]
    }

    /// Whether no other document of the project, or of the workspace around it, gives versions.
    private func isAlone(_ index: Int) -> Bool {
        let folder = ProjectFolder(of: extracts[index])
        guard extracts[index].subjectRecord != nil, (locks[folder] ?? []).allSatisfy({ $0 == index }) else { return false }
        return members.roots[folder].map { locks[$0.root] == nil } ?? true
    }

    private func location(_ requirement: Declared) -> SourceLocation {
        let extract = extracts[requirement.extract]
        return extract.location(of: extract.relationships[requirement.relationship].place)
    }

    /// What a requirement may have come to; `nil` where no lock speaks of such packages at all.
    private mutating func candidates(for requirement: Declared) -> [Choice: SourceLocation]? {
        if let direct = choices[Target(project: requirement.project, name: requirement.name)] { return direct }
        // A package of the workspace has no registry, and so no purl in the lock.
        let plain = Self.plainName(requirement.name)
        if let own = choices[Target(project: requirement.project, name: plain)] { return own }
        if let mute = silent[requirement.project], let found = anything(for: requirement, in: mute) { return found }
        let ecosystem = Self.ecosystem(requirement.name)
        if (locks[requirement.project] ?? []).contains(where: { $0 != requirement.extract && list($0).ecosystems.contains(ecosystem) }) {
            return [:]
        }
        if let root = members.roots[requirement.project]?.root, let around = locks[root],
            let found = anything(for: requirement, in: around)
        {
            return found
        }
        return foreign[Target(project: requirement.project, name: requirement.name)]
            ?? foreign[Target(project: requirement.project, name: plain)]
    }

    /// What `indices` chose for the very words of the requirement, else every package of its name; `nil` where none of them holds such packages.
    private mutating func anything(for requirement: Declared, in indices: [Int]) -> [Choice: SourceLocation]? {
        var (found, exact): ([Choice: SourceLocation], [Choice: SourceLocation]) = ([:], [:])
        var speaks = false
        for index in indices {
            let all = list(index)
            if let here = all.byName[requirement.name] { found.merge(here) { min($0, $1) } }
            if let here = requirement.words.flatMap({ all.byWords[$0] }) { exact.merge(here) { min($0, $1) } }
            speaks = speaks || all.ecosystems.contains(Self.ecosystem(requirement.name))
        }
        return speaks ? exact.isEmpty ? found : exact : nil
    }

    private mutating func list(_ index: Int) -> Listing {
        if let known = listed[index] { return known }
        let extract = extracts[index]
        var listing = Listing()
        var words: [RecordIndex: [[UInt8]]] = [:]
        for claim in extract.selectors { words[claim.record, default: []].append(Array(extract.symbols.utf8(of: claim.text))) }
        for claim in extract.identities where claim.key == .packageURL || claim.key == .id {
            let bytes = extract.symbols.utf8(of: claim.value)
            let (name, rest) = Self.split(bytes)
            guard rest == UInt8(ascii: "@"), Self.isLockable(bytes) else { continue }
            let location = extract.location(of: claim.place)
            let choice = Choice(key: .packageURL, value: Array(bytes))
            let known = listing.byName[name]?[choice]
            listing.byName[name, default: [:]][choice] = known.map { min($0, location) } ?? location
            for words in words[claim.record] ?? [] { listing.byWords[words, default: [:]][choice] = location }
            listing.ecosystems.insert(Self.ecosystem(name))
        }
        listed[index] = listing
        return listing
    }

    /// What people call the package: the purl without its kind, as lock files name members of a workspace.
    private static func plainName(_ name: Name) -> Name {
        guard let purl = PackageURL(String(decoding: name, as: UTF8.self)) else { return [] }
        return Array((purl.namespace.map { $0 + "/" } ?? "").utf8) + Array(purl.name.utf8)
    }

    /// That the project needs what was chosen: concluded from two places, so both are kept.
    private func note(
        _ choice: Choice, chosenAt chosen: SourceLocation, for requirement: Declared, _ details: RelationshipDetails,
        in evidence: inout Extract
    ) {
        let asked = evidence.place(reportedBy: Self.concluded(location(requirement)))
        let answered = evidence.place(reportedBy: Self.concluded(chosen))
        let project = evidence.add(.unknown, at: asked)
        evidence.identify(project, by: .project, requirement.project.path, at: asked)
        let package = evidence.add(.unknown, at: answered)
        evidence.identify(package, by: choice.key, String(decoding: choice.value, as: UTF8.self), at: answered)
        for place in [asked, answered] { evidence.relate(project, details, to: package, at: place) }
    }

    private static func concluded(_ location: SourceLocation) -> SourceLocation {
        SourceLocation(file: location.file, place: location.place, reader: reader)
    }
}
