internal import SupplyChain

/// Requirements of a project, line after line: from a requirements file, or from the list that another file hands to `pip`.
struct RequirementsWalk {
    var extract: Extract
    private let folder: [String]
    /// Whether a line asks for its package; constraints only say which version it must have.
    private let asks: Bool
    private var registries: [RecordIndex] = []
    private var packages: [RecordIndex] = []

    init(extract: Extract, folder: [String], asks: Bool = true) {
        self.extract = extract
        self.folder = folder
        self.asks = asks
        _ = self.extract.subject()
    }

    /// Takes a logical line without its comment.
    mutating func take(_ text: String, at place: Place) {
        if text.hasPrefix("-"), DirectRequirement(text) == nil { return option(text, at: place) }
        if let direct = DirectRequirement(text) { return add(direct, at: place) }
        guard let requirement = RequirementLine(text) else {
            return extract.diagnose(.unreadableLine(String(text.prefix(80))), at: place)
        }
        let record = extract.add(.package, at: place, tentative: !asks)
        let source = requirement.url.map { String($0.prefix { $0 != "#" }) }
        extract.describe(record, python: requirement.name, version: requirement.version, source: source, at: place)
        if asks {
            if requirement.version == nil, requirement.url == nil, !extract.gaps.contains(.noVersions) { extract.gaps.append(.noVersions) }
            extract.relate(extract.subject(), .dependsOn, to: record, at: place)
        }
        if requirement.url == nil { packages.append(record) }
    }

    /// Every requirement that no address settles may come from every index of the file.
    mutating func distribute() {
        for registry in registries {
            for package in packages {
                extract.relate(package, .distributedBy, to: registry, at: extract.records[Int(registry.index)].place)
            }
        }
    }

    /// A requirement by address or folder alone.
    ///
    /// The project itself, installed where it lies, is the subject.
    private mutating func add(_ direct: DirectRequirement, at place: Place) {
        guard direct.isLocal else {
            let record = extract.add(.package, at: place, tentative: !asks)
            if let name = direct.name {
                extract.describe(record, python: name, version: nil, source: direct.address, at: place)
            } else {
                extract.set(.name, of: record, to: direct.lastPart, at: place)
                extract.set(.reference, of: record, to: direct.address, at: place)
            }
            if asks { extract.relate(extract.subject(), .dependsOn, to: record, at: place) }
            return
        }
        project(direct.address, named: direct.name ?? direct.lastPart, at: place)
    }

    /// Another project of the inputs; nothing where it is the project of this file.
    private mutating func project(_ path: String, named name: String?, at place: Place) {
        guard let project = FolderPath.resolve(path, from: folder) else {
            return extract.diagnose(.notFollowed(extract.clean(path)), .note, at: place)
        }
        guard asks, project != folder.joined(separator: "/") else { return }
        let record = extract.add(.package, at: place)
        if let name { extract.set(.name, of: record, to: name, at: place) }
        extract.identify(record, by: .project, project, at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place)
    }

    private mutating func option(_ text: String, at place: Place) {
        // `-r` takes its value with a blank, with `=`, or with nothing between.
        let isShort =
            !text.hasPrefix("--") && text.count > 2 && text.dropFirst(2).first?.isWhitespace == false && text.dropFirst(2).first != "="
        let parts = text.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "=" || $0 == "\t" })
        let name = isShort ? text.prefix(2) : parts.first ?? ""
        let value = String(isShort ? text.dropFirst(2) : parts.count > 1 ? parts[1].drop { $0 == " " || $0 == "=" } : "").trimmed
        switch name {
        case "-r", "--requirement", "-c", "--constraint":
            guard FolderPath.resolve(value, from: folder) != nil else {
                return extract.diagnose(.notFollowed(extract.clean(value)), .note, at: place)
            }
            // What a file beside this one asks for, its own reading says; what one of another project asks for, that project.
            guard name == "-r" || name == "--requirement" else { return }
            project(value.split(separator: "/").dropLast().joined(separator: "/"), named: nil, at: place)
        case "-i", "--index-url", "--extra-index-url", "-f", "--find-links":
            guard let host = HostName(ofURL: value), host.isPublic, !StatedRegistries.isUsual(host) else { return }
            let registry = extract.add(.registry, at: place)
            extract.set(.name, of: registry, to: host.text, at: place)
            extract.mention(registry, as: .hostname, host.text, at: place)
            registries.append(registry)
        default: break
        }
    }
}
