internal import Scanning
internal import SupplyChain

/// Projects that documents of one build know by name, without saying in which folder they lie (decision 026).
///
/// A build is a workspace: the folder at its root with all members, and theirs. Exactly one project there that answers to the name is meant; where none does, exactly one among the projects that documents of the build refer to by
/// their folders. Anything else leaves the record as it is. A name means nothing outside its build.
struct Siblings {
    private typealias Name = [UInt8]

    private let members: WorkspaceMembers
    /// Per root of a build, who answers to a name.
    private var family: [ProjectFolder: [Name: Set<ProjectFolder>]] = [:]
    /// Who answers to a name anywhere.
    private var everybody: [ProjectFolder: Set<Name>] = [:]
    /// What the documents of a project call it.
    private var names: [ProjectFolder: Set<Name>] = [:]
    /// Per root of a build, the folders that its documents refer to.
    private var neighbours: [ProjectFolder: Set<ProjectFolder>] = [:]

    private init(_ extracts: [Extract], _ members: WorkspaceMembers) {
        self.members = members
        for extract in extracts {
            let folder = ProjectFolder(of: extract)
            let root = root(of: folder)
            for claim in extract.siblings where claim.answers {
                let name = Array(extract.symbols.utf8(of: claim.name))
                family[root, default: [:]][name, default: []].insert(folder)
                everybody[folder, default: []].insert(name)
            }
            if let subject = extract.subjectRecord {
                for claim in extract.attributes where claim.key == .name && claim.record == subject {
                    names[folder, default: []].insert(Array(extract.symbols.utf8(of: claim.value)))
                }
            }
            for claim in extract.identities where claim.key == .project {
                neighbours[root, default: []].insert(ProjectFolder(path: extract.symbols[claim.value]))
            }
        }
    }

    /// `extracts` with every record that one project of its build answers to bound to that project.
    static func placed(_ extracts: [Extract], members: WorkspaceMembers) -> [Extract] {
        guard extracts.contains(where: { $0.siblings.contains { !$0.answers } }) else { return extracts }
        let siblings = Siblings(extracts, members)
        return extracts.map { siblings.placed($0) }
    }

    private func placed(_ extract: Extract) -> Extract {
        let folder = ProjectFolder(of: extract)
        var placed: [RecordIndex: (key: IdentityKey, value: String)] = [:]
        var own: Set<RecordIndex> = []
        var foreign: Set<RecordIndex> = []
        for claim in extract.siblings where !claim.answers {
            guard let project = project(called: Array(extract.symbols.utf8(of: claim.name)), from: folder) else { continue }
            placed[claim.record] = (.project, project.path)
            if project == folder { own.insert(claim.record) }
            // Another build has written down the version that it once saw.
            if root(of: project) != root(of: folder) { foreign.insert(claim.record) }
        }
        guard !placed.isEmpty else { return extract }
        var extract = extract
        extract.settle(placed)
        extract.dropNeedsOfItself(own)
        extract.dropVersions(of: foreign)
        extract.dropNames { record, name in placed[record].map { !(names[ProjectFolder(path: $0.value)] ?? [name]).contains(name) } ?? false
        }
        return extract
    }

    private func project(called name: Name, from folder: ProjectFolder) -> ProjectFolder? {
        let root = root(of: folder)
        if let found = family[root]?[name] { return found.count == 1 ? found.first : nil }
        let near = (neighbours[root] ?? []).filter { everybody[$0]?.contains(name) == true }
        return near.count == 1 ? near.first : nil
    }

    /// The root of the outermost workspace that a folder belongs to.
    private func root(of folder: ProjectFolder) -> ProjectFolder {
        var root = folder
        // Every root lies above its member, so this ends.
        while let next = members.roots[root]?.root { root = next }
        return root
    }
}
