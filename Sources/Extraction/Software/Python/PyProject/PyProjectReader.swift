internal import Scanning
internal import SupplyChain
internal import TOMLKit

/// Reads `pyproject.toml`: what the project is called, and which versions it pins.
///
/// A dependency given as a range is a package without version (`Gap.noVersions`): the lock file of the project says what it came to (decision 008). A pinned one (`==`, in Poetry's tables also a bare
/// version) is the same package wherever it is named. Optional for extras, development for groups, build for the build system.
enum PyProjectReader: Extractor {
    static let reader = "pyproject"
    static let coverage: Coverage = [.components, .versions, .licences]

    static func recognises(_ document: SourceDocument) -> Bool { document.fileName == "pyproject.toml" }

    static func extract(from document: SourceDocument) throws(ExtractionError) -> Extract {
        let toml = try TOMLDocument(reading: document)
        let extract = Extract(file: document.path, digest: document.digest, reader: reader, rank: .supplier)
        var walk = PyProjectWalk(extract: extract, document: toml)
        walk.read()
        return walk.extract
    }
}

/// One pass over a `pyproject.toml`.
private struct PyProjectWalk {
    private(set) var extract: Extract
    private let document: TOMLDocument
    /// The project's own name, folded.
    private var ownName: [UInt8] = []

    init(extract: Extract, document: TOMLDocument) {
        self.extract = extract
        self.document = document
    }

    mutating func read() {
        if let project = document.root.table("project") {
            describe(project, under: "project")
            if let licence = project.text("license") ?? project.table("license")?.text("text"), !licence.contains("\n") {
                extract.set(.licence, of: extract.subject(), to: licence, at: place("project", "license"))
            }
            requirements(project.value("dependencies"), .runtime, in: "project", key: "dependencies")
            groups(project.table("optional-dependencies"), .optional, in: "project.optional-dependencies")
        }
        groups(document.root.table("dependency-groups"), .development, in: "dependency-groups")
        requirements(document.root.table("build-system")?.value("requires"), .build, in: "build-system", key: "requires")
        if let poetry = document.root.table("tool")?.table("poetry") { self.poetry(poetry) }
    }

    private mutating func describe(_ table: TOMLTable, under name: String) {
        let subject = extract.subject()
        let place = place(name, "name")
        if let text = extract.stated(table.value("name"), as: "name", at: place) {
            // In the form of the lock files, so that both say the same.
            ownName = PythonName.folded(text)
            extract.set(.name, of: subject, to: String(decoding: ownName, as: UTF8.self), at: place)
        } else if name == "project", table.value("name").map({ $0.string != nil }) ?? true {
            extract.diagnose(.missingIdentity(name: "project"), at: place)
        }
        let there = self.place(name, "version")
        if let version = extract.stated(table.value("version"), as: "version", at: there) {
            extract.set(.version, of: subject, to: version, at: there)
        }
    }

    private mutating func groups(_ table: TOMLTable?, _ scope: DependencyScope, in name: String) {
        guard let table else { return }
        for group in table.sortedKeys { requirements(table.value(group), scope, in: name, key: group) }
    }

    private mutating func requirements(_ value: TOMLValue?, _ scope: DependencyScope, in table: String, key: String) {
        guard let value else { return }
        guard let list = value.array else {
            return extract.diagnose(.invalidValue(field: "\(table).\(key)", value: "", expected: "array"), at: place(table, key))
        }
        for entry in list.elements {
            // `{include-group = "…"}` names a group that is read on its own.
            if entry.table?.text("include-group") != nil { continue }
            guard let text = entry.string else {
                extract.diagnose(.invalidValue(field: "\(table).\(key)", value: "", expected: "text"), at: place(table, key))
                continue
            }
            guard let requirement = RequirementLine(text) else {
                extract.diagnose(.unreadableLine(extract.clean(String(text.prefix(80)))), at: place(table, key))
                continue
            }
            need(requirement.name, requirement.version, scope, isFromElsewhere: requirement.url != nil, at: place(table, key))
        }
    }

    private mutating func poetry(_ table: TOMLTable) {
        if document.root.table("project") == nil { describe(table, under: "tool.poetry") }
        poetryTable(table.table("dependencies"), .runtime, in: "tool.poetry.dependencies")
        poetryTable(table.table("dev-dependencies"), .development, in: "tool.poetry.dev-dependencies")
        guard let groups = table.table("group") else { return }
        for group in groups.sortedKeys {
            let scope: DependencyScope = group == "main" ? .runtime : .development
            poetryTable(groups.table(group)?.table("dependencies"), scope, in: "tool.poetry.group.\(group).dependencies")
        }
    }

    private mutating func poetryTable(_ table: TOMLTable?, _ scope: DependencyScope, in name: String) {
        guard let table else { return }
        for key in table.sortedKeys where key.lowercased() != "python" {
            let details = table.value(key)?.table
            let isOptional = details?.value("optional")?.bool == true
            let text = (table.text(key) ?? details?.text("version") ?? "").trimmed
            let pinned = text.hasPrefix("==") ? String(text.drop { $0 == "=" || $0 == " " }) : text
            let isVersion =
                pinned.first?.isNumber == true && pinned.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".+!-_".contains($0)) }
            let isElsewhere = ["git", "path", "url", "file"].contains { details?.value($0) != nil }
            need(
                key, isVersion ? pinned : nil, isOptional && scope == .runtime ? .optional : scope, isFromElsewhere: isElsewhere,
                at: place(name, key))
        }
    }

    /// A requirement, with the version that it pins.
    ///
    /// What comes from an address or a folder is what the lock makes of it, and nothing without a lock: the registry's package of that name is another one.
    private mutating func need(
        _ name: String, _ version: String?, _ scope: DependencyScope, isFromElsewhere: Bool = false, at place: Place
    ) {
        // A project that names an extra of itself needs nothing new.
        guard PythonName.folded(name) != ownName else { return }
        if version == nil, !extract.gaps.contains(.noVersions) { extract.gaps.append(.noVersions) }
        let record = extract.add(.package, at: place, tentative: isFromElsewhere)
        extract.describe(record, python: name, version: version, at: place)
        extract.relate(extract.subject(), .dependsOn, to: record, at: place, scope: scope)
    }

    /// The line of `key`, or its place by keys where it stands in a form without a header.
    private mutating func place(_ table: String, _ key: String) -> Place {
        if let line = document.headers.line(of: key, inTable: table) { return extract.place(line: line) }
        let parent = table.split(separator: ".").reduce(Place.whole) { extract.place(under: $0, String($1)) }
        return extract.place(under: parent, key)
    }
}
