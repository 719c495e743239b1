internal import SupplyChain

/// One pass over a `pom.xml`.
struct MavenWalk {
    /// What `dependencyManagement` says of an artefact that does not say it itself.
    private struct Managed {
        let version: String?
        let scope: String?
    }

    private(set) var extract: Extract
    private let project: XMLDocument.Element
    private let properties: MavenProperties
    /// The group of the project itself.
    private let group: String?
    /// Any of the repositories may have any of the artefacts; more than this nobody looks through.
    private static let mostRepositories = 16
    private var managed: [[UInt8]: Managed] = [:]
    /// Artefacts by their purls: one may be met in several places.
    private var known: [[UInt8]: RecordIndex] = [:]
    private var packages: [(record: RecordIndex, scope: DependencyScope)] = []

    init(extract: Extract, project: XMLDocument.Element) {
        self.extract = extract
        self.project = project
        let properties = MavenProperties(of: project)
        self.properties = properties
        group = (project.text("groupId") ?? project["parent"]?.text("groupId")).flatMap { properties.resolved($0) }
        for entry in project.all(at: "dependencyManagement", "dependencies", "dependency") {
            let key = key(of: entry)
            if managed[key] == nil { managed[key] = Managed(version: entry.text("version"), scope: entry.text("scope")) }
        }
    }

    // MARK: The project

    mutating func describeProject() {
        let subject = extract.subject()
        let place = extract.place(line: project.line)
        if let name = resolved(project.text("artifactId")) {
            extract.set(.name, of: subject, to: name, at: place)
            if let group {
                extract.answer(subject, toSibling: "maven:\(group):\(name)", at: place)
            }
        } else {
            extract.diagnose(.missingIdentity(name: "project"), at: place)
        }
        let version = project.text("version") ?? project["parent"]?.text("version")
        if let version = resolved(version) { extract.set(.version, of: subject, to: version, at: place) }
        for licence in project.all(at: "licenses", "license") {
            if let name = licence.text("name") ?? licence.text("url") {
                extract.set(.licence, of: subject, to: name, at: extract.place(line: licence.line))
            }
        }
        if let parent = project["parent"] { needToBuild(parent, type: "pom", of: subject) }
        for list in project.all(at: "dependencyManagement", "dependencies", "dependency") where list.text("scope") == "import" {
            needToBuild(list, type: "pom", of: subject)
        }
    }

    /// Folders of modules, or their files.
    mutating func modules() {
        let lists = [project] + project.all(at: "profiles", "profile")
        for module in lists.flatMap({ $0.all(at: "modules", "module") + $0.all(at: "subprojects", "subproject") }) {
            guard let path = resolved(module.text) else { continue }
            let parts = path.split(separator: "/").map(String.init)
            let folder = parts.last?.hasSuffix(".xml") == true ? parts.dropLast() : parts[...]
            if !folder.isEmpty { extract.claimMembers(folder.joined(separator: "/"), at: extract.place(line: module.line)) }
        }
    }

    // MARK: Dependencies

    /// What the file decides for whoever asks without a version, itself or a module of the same build: nothing by itself.
    mutating func decisions() {
        for entry in project.all(at: "dependencyManagement", "dependencies", "dependency") where entry.text("scope") != "import" {
            decide(entry, group: nil)
        }
        for entry in project["build"]?["pluginManagement"]?.all(at: "plugins", "plugin") ?? [] { decide(entry, group: Self.pluginGroup) }
    }

    private mutating func decide(_ entry: XMLDocument.Element, group usual: String?) {
        guard let group = resolved(entry.text("groupId") ?? usual), let artifact = resolved(entry.text("artifactId")),
            let version = resolved(entry.text("version")), version.first != "[", version.first != "("
        else { return }
        let package = NamedPackage(
            group: group, artifact: artifact, version: version, type: resolved(entry.text("type")),
            classifier: resolved(entry.text("classifier")))
        guard let purl = package.purl, known[Array(purl.canonical.utf8)] == nil else { return }
        let place = extract.place(line: entry.line)
        extract.identify(extract.add(.package, at: place, tentative: true), by: .packageURL, purl.canonical, at: place)
    }

    mutating func requirements() {
        for entry in project.all(at: "dependencies", "dependency") { require(entry, certainty: .known) }
        // Which profiles are on is decided when somebody builds.
        for profile in project.all(at: "profiles", "profile") {
            for entry in profile.all(at: "dependencies", "dependency") { require(entry, certainty: .assumed) }
        }
    }

    private mutating func require(_ entry: XMLDocument.Element, certainty: Certainty) {
        let place = extract.place(line: entry.line)
        let management = managed[key(of: entry)]
        guard let record = add(entry, version: entry.text("version") ?? management?.version, type: entry.text("type"), at: place) else {
            return
        }
        let scope = scope(entry.text("scope") ?? management?.scope, isOptional: resolved(entry.text("optional")) == "true", at: place)
        packages.append((record, scope))
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope, certainty: certainty)
    }

    private mutating func scope(_ text: String?, isOptional: Bool, at place: Place) -> DependencyScope {
        switch resolved(text) ?? "compile" {
        case "test": return .development
        // Whoever runs the project must bring what is provided.
        case "compile", "runtime", "provided", "system", "import": return isOptional ? .optional : .runtime
        case let other:
            extract.diagnose(.invalidValue(field: "scope", value: extract.clean(other), expected: "compile, runtime, test, …"), at: place)
            return .runtime
        }
    }

    /// An artefact by its coordinates.
    ///
    /// One whose version stays open is a package without version, and the reason is told.
    private mutating func add(
        _ entry: XMLDocument.Element, version: String?, type: String?, group usual: String? = nil, at place: Place
    ) -> RecordIndex? {
        guard let group = resolved(entry.text("groupId") ?? usual), let artifact = resolved(entry.text("artifactId")) else {
            let name = "\(entry.text("groupId") ?? usual ?? ""):\(entry.text("artifactId") ?? "")"
            extract.diagnose(.missingIdentity(name: extract.clean(name)), at: place)
            return nil
        }
        let package = NamedPackage(
            group: group, artifact: artifact, version: exact(version, of: "\(group):\(artifact)", at: place), type: resolved(type),
            classifier: resolved(entry.text("classifier")))
        let key = (package.purl?.canonical).map { Array($0.utf8) }
        if let key, let met = known[key] { return met }
        let record = extract.add(.package, at: place)
        extract.describe(record, package, at: place)
        // A module of the same build is the project in its folder.
        if group == self.group {
            extract.meet(record, asSibling: "maven:\(group):\(artifact)", at: place)
        }
        if let key { known[key] = record }
        return record
    }

    /// The version that the file itself comes to; a range, and what only somebody else tells, is none.
    private mutating func exact(_ version: String?, of name: String, at place: Place) -> String? {
        guard let version else {
            extract.note(.noVersions)
            return nil
        }
        guard let text = resolved(version) else {
            extract.diagnose(
                .invalidValue(
                    field: "version", value: extract.clean(version), expected: "a property of this file, for \(extract.clean(name))"),
                .note, at: place)
            extract.note(.noVersions)
            return nil
        }
        guard let first = text.first, first != "[", first != "(", text != "LATEST", text != "RELEASE" else {
            extract.note(.noVersions)
            // `[1.0]` is one version.
            let inner = text.dropFirst().dropLast()
            return text.hasPrefix("[") && text.hasSuffix("]") && !inner.contains(",") && !inner.isEmpty ? String(inner) : nil
        }
        return text
    }

    // MARK: The build

    /// Plugins, what they are given besides, and extensions.
    mutating func build() {
        let subject = extract.subject()
        var versions: [[UInt8]: String] = [:]
        for plugin in project["build"]?["pluginManagement"]?.all(at: "plugins", "plugin") ?? [] {
            versions[pluginKey(plugin)] = plugin.text("version")
        }
        let builds = ([project] + project.all(at: "profiles", "profile")).compactMap { $0["build"] }
        for plugin in builds.flatMap({ $0.all(at: "plugins", "plugin") }) {
            let place = extract.place(line: plugin.line)
            let version = plugin.text("version") ?? versions[pluginKey(plugin)]
            guard let record = add(plugin, version: version, type: nil, group: Self.pluginGroup, at: place) else { continue }
            extract.relate(subject, .dependsOn, to: record, at: place, scope: .build)
            for entry in plugin.all(at: "dependencies", "dependency") { needToBuild(entry, type: entry.text("type"), of: record) }
        }
        for entry in builds.flatMap({ $0.all(at: "extensions", "extension") }) { needToBuild(entry, type: nil, of: subject) }
        repositories()
    }

    private mutating func needToBuild(_ entry: XMLDocument.Element, type: String?, of record: RecordIndex) {
        let place = extract.place(line: entry.line)
        guard let part = add(entry, version: entry.text("version"), type: type, at: place) else { return }
        extract.relate(record, .dependsOn, to: part, at: place, scope: .build)
    }

    private mutating func repositories() {
        var registries = StatedRegistries()
        let repositories = project.all(at: "repositories", "repository")
        if repositories.count > Self.mostRepositories {
            extract.diagnose(.limit(name: "repositories", value: "\(Self.mostRepositories)"), at: extract.place(line: repositories[0].line))
        }
        for repository in repositories.prefix(Self.mostRepositories) {
            guard let address = resolved(repository.text("url")) else { continue }
            let place = extract.place(line: repository.line)
            for package in packages { registries.distribute(package.record, from: address, at: place, in: &extract, certainty: .assumed) }
        }
    }

    private static let pluginGroup = "org.apache.maven.plugins"

    private func pluginKey(_ plugin: XMLDocument.Element) -> [UInt8] {
        Array("\(resolved(plugin.text("groupId")) ?? Self.pluginGroup):\(resolved(plugin.text("artifactId")) ?? "")".utf8)
    }

    /// What tells one managed dependency from another.
    private func key(of entry: XMLDocument.Element) -> [UInt8] {
        let parts = [entry.text("groupId"), entry.text("artifactId"), entry.text("type") ?? "jar", entry.text("classifier") ?? ""]
        return Array(parts.map { resolved($0) ?? $0 ?? "" }.joined(separator: ":").utf8)
    }

    private func resolved(_ text: String?) -> String? { text.flatMap { properties.resolved($0) } }
}
