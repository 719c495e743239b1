internal import Scanning
public import SupplyChain

/// Which folders are projects, and which project is inside which (decision 002).
///
/// Every folder that holds a document about a project is one; its documents speak of the same project. The outermost project of an input is the product, named by its
/// files or else by the folder; a project inside another is a component that the nearest enclosing one contains, and so does the root of a workspace that claims it. Where a manifest declares products, those are the
/// products, and the folder's own project is what `all: [.]` refers to.
public enum ProjectLayout {
    /// The name that the layout's evidence carries.
    public static let reader = "folders"

    /// One input: a folder that was walked, or a file given alone.
    public struct Root: Sendable, Hashable {
        /// What the paths of its files begin with; empty where there is one input.
        public let prefix: String
        /// The name of the folder or file.
        public let name: String
        /// Whether it is a folder.
        public let isFolder: Bool

        /// An input.
        public init(prefix: String, name: String, isFolder: Bool) {
            self.prefix = prefix
            self.name = name
            self.isFolder = isFolder
        }
    }

    /// What the folders say: `extracts` with their subjects bound to projects and their open requirements settled (decision 008), and what names the projects and puts one in the
    /// other.
    public static func applied(to extracts: consuming [Extract], roots: [Root]) -> [Extract] {
        var bound: [Extract] = []
        var within: [Extract] = []
        var projects: Set<ProjectFolder> = []
        var declared: Set<ProjectFolder> = []
        var waiting = extracts
        let claimants = waiting.filter { !$0.members.isEmpty }
        // Each is taken out before it is added to: its tables would be copied otherwise.
        waiting.reverse()
        while var extract = waiting.popLast() {
            for key in extract.identities where key.key == .project { projects.insert(ProjectFolder(path: extract.symbols[key.value])) }
            guard extract.standing == .folder else {
                within.append(extract)
                continue
            }
            let folder = ProjectFolder(of: extract)
            if extract.declaresProducts { declared.insert(folder) }
            if let subject = extract.subjectRecord {
                projects.insert(folder)
                extract.identify(subject, by: .project, folder.path, at: .whole)
            }
            bound.append(extract)
        }
        bound += placed(within, in: &projects, roots)
        guard !projects.isEmpty else { return bound }
        let members = WorkspaceMembers(of: projects, claimedBy: claimants)
        let settled = DeclaredRequirements.settled(Siblings.placed(bound, members: members), members: members)
        return AssumedRequirements.yielding(settled, members: members) + [layout(projects, declared, roots, members)]
    }

    /// Documents that make no project of their folder, bound to the nearest one around them; where there is none, to the input.
    private static func placed(_ extracts: [Extract], in projects: inout Set<ProjectFolder>, _ roots: [Root]) -> [Extract] {
        var placed: [Extract] = []
        var uses: [ProjectFolder: [Extract]] = [:]
        let known = projects
        for extract in extracts {
            let folder = ProjectFolder(of: extract)
            let tops = roots.filter(\.isFolder).map { ProjectFolder(path: $0.prefix) }.filter { $0 == folder || folder.isInside($0) }
            let around =
                ([folder] + folder.ancestors).first { known.contains($0) } ?? tops.max { $0.parts.count < $1.parts.count } ?? folder
            if extract.subjectRecord != nil { projects.insert(around) }
            guard extract.standing != .useInProject else {
                uses[around, default: []].append(extract)
                continue
            }
            var extract = extract
            if let subject = extract.subjectRecord { extract.identify(subject, by: .project, around.path, at: .whole) }
            placed.append(extract)
        }
        for (project, extracts) in uses {
            var sum = UseGathering.sum(of: extracts, in: project)
            if let subject = sum.subjectRecord { sum.identify(subject, by: .project, project.path, at: .whole) }
            placed.append(sum)
        }
        return placed
    }

    private static func layout(
        _ projects: Set<ProjectFolder>, _ declared: Set<ProjectFolder>, _ roots: [Root], _ members: WorkspaceMembers
    ) -> Extract {
        var layout = Extract(file: "", digest: "folders", reader: reader, rank: .inferred)
        var records: [ProjectFolder: RecordIndex] = [:]
        var all = projects
        // Several projects side by side still make one product: the folder that was scanned.
        for root in roots where root.isFolder {
            let top = ProjectFolder(path: root.prefix)
            if !declared.contains(top), projects.count(where: { $0.isInside(top) }) > 0 { all.insert(top) }
        }
        for folder in all.sorted() {
            let place = layout.place(reportedBy: SourceLocation(file: folder.path.isEmpty ? "." : folder.path, place: "", reader: reader))
            let enclosing = folder.ancestors.first { records[$0] != nil }
            let isOutermost = enclosing == nil
            let isTop = folder.path.isEmpty || isOutermost
            let hasProducts = isTop && declared.contains { $0 == folder || folder.isInside($0) }
            let record = layout.add(isOutermost && !hasProducts ? .product : .package, at: place)
            layout.identify(record, by: .project, folder.path, at: place)
            layout.set(.name, of: record, to: name(of: folder, roots), at: place)
            records[folder] = record
            if let enclosing, let outer = records[enclosing] { layout.relate(outer, .contains, to: record, at: place) }
            if let workspace = members.roots[folder], let outer = records[workspace.root] {
                layout.relate(outer, .contains, to: record, at: layout.place(reportedBy: workspace.location))
            }
        }
        return layout
    }

    private static func name(of folder: ProjectFolder, _ roots: [Root]) -> String {
        if let root = roots.filter({ $0.isFolder && $0.prefix.isBytewiseEqual(to: folder.path) }).first { return root.name }
        if let last = folder.parts.last { return last }
        let stems = roots.filter { !$0.isFolder }.map { String($0.name.split(separator: ".").first ?? Substring($0.name)) }
        return stems.min { $0.isBytewiseLess(than: $1) } ?? "project"
    }
}

extension Extract {
    /// Whether the document says which products there are: a manifest does.
    fileprivate var declaresProducts: Bool {
        rank == .analyst
            && identities.contains { $0.key == .id && symbols.utf8(of: $0.value).starts(with: "product:".utf8) }
    }
}
