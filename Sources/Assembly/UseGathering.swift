internal import Scanning
internal import SupplyChain

/// What all sources of one project say together: each thing once, at its firmest, with a few places and the number of the rest (decision 035).
///
/// A folder whose files each call another of several things that can stand in for each other is a menu, and so is a folder of such folders: its things are offered.
struct UseGathering {
    /// The name that the evidence carries.
    static let reader = "source-use"

    /// As many places are listed; the others are counted.
    private static let mostPlaces = 5
    /// So many things that can stand in for each other, in as many files of one folder, are a menu.
    private static let menuOfFiles = 3
    /// So many things of any kind, in as many files of one folder, are one's plug-ins: each can be done without.
    private static let menuOfAnything = 5
    /// So many folders side by side, each with one of them, are a menu.
    private static let menuOfFolders = 4

    /// What a thing is known by, in any file.
    private struct Thing: Hashable, Comparable {
        let kind: NodeKind
        let names: [Name]
        let label: String

        struct Name: Hashable, Comparable {
            let alias: Alias
            let text: String

            static func < (left: Name, right: Name) -> Bool {
                left.alias == right.alias ? left.text.isBytewiseLess(than: right.text) : left.alias.rawValue < right.alias.rawValue
            }
        }

        static func < (left: Thing, right: Thing) -> Bool {
            if left.kind != right.kind { return left.kind.rawValue.isBytewiseLess(than: right.kind.rawValue) }
            if left.names != right.names { return left.names.lexicographicallyPrecedes(right.names) }
            return left.label.isBytewiseLess(than: right.label)
        }
    }

    /// One statement of one file.
    private struct Use {
        let file: String
        let folder: ProjectFolder
        let location: SourceLocation
        let details: RelationshipDetails
        let isTentative: Bool
        let isInterchangeable: Bool
    }

    private let project: ProjectFolder
    private var uses: [Thing: [Use]] = [:]
    private var modules: Set<String> = []
    private var gathered: Extract

    /// The uses that `extracts`, all within `project`, state.
    static func sum(of extracts: [Extract], in project: ProjectFolder) -> Extract {
        var gathering = UseGathering(project)
        for extract in extracts { gathering.take(extract) }
        return gathering.written()
    }

    private init(_ project: ProjectFolder) {
        self.project = project
        gathered = Extract(
            file: project.path.isEmpty ? "." : project.path, digest: "uses \(project.path)", reader: Self.reader, rank: .inferred)
    }

    private mutating func take(_ extract: Extract) {
        for diagnostic in extract.diagnostics {
            gathered.diagnose(diagnostic.problem, diagnostic.severity, at: gathered.place(reportedBy: diagnostic.location))
        }
        for module in extract.usedModules { modules.insert(extract.symbols[module]) }
        var names: [RecordIndex: [Thing.Name]] = [:]
        for claim in extract.names {
            names[claim.record, default: []].append(Thing.Name(alias: claim.alias, text: extract.symbols[claim.value]))
        }
        var labels: [RecordIndex: String] = [:]
        for claim in extract.attributes where claim.key == .name { labels[claim.record] = extract.symbols[claim.value] }
        let folder = ProjectFolder(of: extract.file)
        for claim in extract.relationships where claim.from == extract.subjectRecord {
            let record = extract.records[Int(claim.to.index)]
            let thing = Thing(kind: record.kind, names: Set(names[claim.to] ?? []).sorted(), label: labels[claim.to] ?? "")
            uses[thing, default: []].append(
                Use(
                    file: extract.file, folder: folder, location: extract.location(of: claim.place), details: extract.details(of: claim),
                    isTentative: record.isTentative, isInterchangeable: extract.interchangeable.contains(claim.to)))
        }
    }

    // MARK: Menus

    /// Folders whose files, or whose folders, are a menu: of things in each other's place, and of anything.
    private func menus() -> (alike: Set<ProjectFolder>, any: Set<ProjectFolder>) {
        let alike = files { $0.isInterchangeable }
        var found = Self.menus(in: alike, of: Self.menuOfFiles)
        var alone: [ProjectFolder: [Thing: Set<ProjectFolder>]] = [:]
        for (folder, things) in alike {
            guard things.count == 1, let only = things.keys.first, let around = folder.ancestors.first else { continue }
            alone[around, default: [:]][only, default: []].insert(folder)
        }
        for things in alone.values where things.count >= Self.menuOfFolders {
            for folders in things.values { found.formUnion(folders) }
        }
        return (found, Self.menus(in: files { _ in true }, of: Self.menuOfAnything))
    }

    /// By folder, the files in which each thing is called firmly.
    private func files(where counts: (Use) -> Bool) -> [ProjectFolder: [Thing: Set<String>]] {
        var files: [ProjectFolder: [Thing: Set<String>]] = [:]
        for (thing, list) in uses where thing.kind == .service {
            for use in list where counts(use) && use.details.strength?.isDependency ?? true {
                files[use.folder, default: [:]][thing, default: []].insert(use.file)
            }
        }
        return files
    }

    private static func menus(in files: [ProjectFolder: [Thing: Set<String>]], of size: Int) -> Set<ProjectFolder> {
        Set(
            files.filter { _, things in
                things.count >= size && things.values.reduce(into: Set<String>()) { $0.formUnion($1) }.count >= size
            }.keys)
    }

    // MARK: Writing

    private mutating func written() -> Extract {
        for module in modules.sorted(by: { $0.isBytewiseLess(than: $1) }) { gathered.noteUse(ofModule: module) }
        guard !uses.isEmpty else { return gathered }
        let menus = menus()
        for thing in uses.keys.sorted() { write(thing, uses[thing] ?? [], menus) }
        return gathered
    }

    private mutating func write(_ thing: Thing, _ list: [Use], _ menus: (alike: Set<ProjectFolder>, any: Set<ProjectFolder>)) {
        var byDetails: [RelationshipDetails: [SourceLocation]] = [:]
        for use in list {
            var details = use.details
            let isOnMenu = menus.any.contains(use.folder) || (use.isInterchangeable && menus.alike.contains(use.folder))
            if isOnMenu, details.strength?.isDependency ?? true { details.strength = .offered }
            byDetails[details, default: []].append(use.location)
        }
        // Who is called firmly is not also offered or mentioned.
        guard let firmest = byDetails.keys.min(by: { Self.position($0.strength) < Self.position($1.strength) }) else { return }
        let locations = Set(byDetails[firmest] ?? []).sorted()
        let places = locations.prefix(Self.mostPlaces).map { gathered.place(reportedBy: $0) } + rest(of: locations)
        guard let first = places.first else { return }
        let record = gathered.add(thing.kind, at: first, tentative: list.allSatisfy(\.isTentative))
        for place in places {
            if !thing.label.isEmpty { gathered.set(.name, of: record, to: thing.label, at: place) }
            for name in thing.names { gathered.mention(record, as: name.alias, name.text, at: place) }
            gathered.relate(gathered.subject(), firmest, to: record, at: place)
        }
    }

    /// The places that are not listed, as one that says how many.
    private mutating func rest(of locations: [SourceLocation]) -> [Place] {
        guard locations.count > Self.mostPlaces else { return [] }
        let files = Set(locations.dropFirst(Self.mostPlaces).map(\.file)).count
        let file = project.path.isEmpty ? "." : project.path
        return [gathered.place(reportedBy: SourceLocation(file: file, place: "+\(files)", reader: Self.reader))]
    }

    private static func position(_ strength: Strength?) -> Int { strength.flatMap { Strength.allCases.firstIndex(of: $0) } ?? -1 }
}
